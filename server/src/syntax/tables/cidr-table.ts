/** cidr_table(5): a logical line as it is read, to be taken apart. */
import type { LogicalText } from "../logical-lines";

/** A logical line of a cidr table. */
export interface CidrLine {
  readonly logical: LogicalText;
}
