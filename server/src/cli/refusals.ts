/** Lines for which Postfix refuses a whole file, in the words of the command line. */
import { type FileRefusal, refusalOfMain, refusalOfMaster } from "../analysis/model/refusals";
import type { MainTree } from "../syntax/main-cf";
import type { MasterTree } from "../syntax/master-cf";

/** Why Postfix refuses main.cf: the first such line; undefined when it takes the file. */
export function refuseMain(tree: MainTree, path: string): string | undefined {
  return asLine(refusalOfMain(tree), path);
}

/** Why Postfix refuses master.cf: the first such line; undefined when it takes the file. */
export function refuseMaster(tree: MasterTree, path: string): string | undefined {
  return asLine(refusalOfMaster(tree), path);
}

function asLine(refusal: FileRefusal | undefined, path: string): string | undefined {
  return refusal && `${path}:${refusal.line + 1}: ${refusal.reason}; Postfix refuses the whole file`;
}
