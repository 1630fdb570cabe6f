/** pcre_table(5) and regexp_table(5): a logical line as it is read, to be taken apart. */
import type { LogicalText } from "../logical-lines";

/** A logical line of a pcre or regexp table. */
export interface RegexpLine {
  readonly logical: LogicalText;
}
