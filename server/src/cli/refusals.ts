/** Lines for which Postfix refuses a whole file, in the words of the command line. */
import { startOf } from "../analysis/directory";
import { sourceText } from "../base/source-text";
import type { ChunkTree } from "../syntax/logical-lines";
import type { MainTree } from "../syntax/main-cf";
import { fieldOf, MASTER_FIELDS, type MasterTree, type Service } from "../syntax/master-cf";

/** Why Postfix refuses main.cf: the first such line; undefined when it takes the file. */
export function refuseMain(tree: MainTree, path: string): string | undefined {
  const chunk = tree.chunks.find(
    ({ node }) => node?.problem === "missing-name" || node?.problem === "missing-equals",
  );
  if (!chunk?.node) return undefined;
  const what =
    chunk.node.problem === "missing-name"
      ? `no parameter name before "="`
      : `no "=" behind "${chunk.node.name}"`;
  return `${path}:${lineOf(tree, chunk)}: ${what}; Postfix refuses the whole file`;
}

/** Why Postfix refuses master.cf: the first such line; undefined when it takes the file. */
export function refuseMaster(tree: MasterTree, path: string): string | undefined {
  const chunk = tree.chunks.find(({ node }) => node?.problem && node.problem.kind !== "leading-space");
  if (!chunk?.node?.problem) return undefined;
  return `${path}:${lineOf(tree, chunk)}: ${whatIsWrong(chunk.node)}; Postfix refuses the whole file`;
}

function whatIsWrong(service: Service): string {
  const { problem, words } = service;
  if (problem?.kind === "bad-field" && problem.field) {
    return `the field "${problem.field}" cannot be "${fieldOf(service, problem.field)?.text ?? ""}"`;
  }
  return `a service has ${MASTER_FIELDS.length} fields, this one has ${words.length}`;
}

function lineOf<Node>(tree: ChunkTree<Node>, chunk: ChunkTree<Node>["chunks"][number]): number {
  return sourceText(tree.text).positionAt(startOf(tree, chunk) ?? 0).line + 1;
}
