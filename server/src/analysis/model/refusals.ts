/** Lines for which Postfix refuses a whole file (conf_parse in dict.c, postconf_master.c). */
import { sourceText } from "../../base/source-text";
import type { ChunkTree } from "../../syntax/logical-lines";
import type { MainTree } from "../../syntax/main-cf";
import { fieldOf, MASTER_FIELDS, type MasterTree, type Service } from "../../syntax/master-cf";

/** Where and why. */
export interface FileRefusal {
  /** From 0: the line in which the refused entry starts. */
  readonly line: number;
  /** In a clause, such as `no "=" behind "foo"`. */
  readonly reason: string;
}

/** Why Postfix refuses main.cf: the first such line; undefined when it takes the file. */
export function refusalOfMain(tree: MainTree): FileRefusal | undefined {
  return firstRefusal(tree, ({ problem, name }) => {
    if (problem === "missing-name") return `no parameter name before "="`;
    return problem === "missing-equals" ? `no "=" behind "${name}"` : undefined;
  });
}

/** Why Postfix refuses master.cf: the first such line; undefined when it takes the file. */
export function refusalOfMaster(tree: MasterTree): FileRefusal | undefined {
  return firstRefusal(tree, (service) =>
    service.problem && service.problem.kind !== "leading-space" ? whatIsWrong(service) : undefined,
  );
}

function whatIsWrong(service: Service): string {
  const { problem, words } = service;
  if (problem?.kind === "bad-field" && problem.field) {
    return `the field "${problem.field}" cannot be "${fieldOf(service, problem.field)?.text ?? ""}"`;
  }
  return `a service has ${MASTER_FIELDS.length} fields, this one has ${words.length}`;
}

function firstRefusal<Node>(
  { text, chunks, starts }: ChunkTree<Node>,
  reasonOf: (node: Node) => string | undefined,
): FileRefusal | undefined {
  for (let index = 0; index < chunks.length; index++) {
    const { node } = chunks[index]!;
    const reason = node && reasonOf(node);
    if (reason !== undefined) return { line: sourceText(text).positionAt(starts[index]!).line, reason };
  }
  return undefined;
}
