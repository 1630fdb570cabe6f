/** Completion in the settings of a database client. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { ChunkTree } from "../../syntax/logical-lines";
import type { Assignment } from "../../syntax/main-cf";
import type { ClientFormat } from "../../syntax/tables/table";
import { clientNames, clientSummary, clientValues } from "./client-words";
import type { Offer, TableProposal } from "./offer";
import { type LineAt, placedSpan, type TableAt } from "./table-at";

/** A file of settings, parsed. */
export interface ParsedClient {
  readonly type: ClientFormat;
  readonly tree: ChunkTree<Assignment>;
}

/** The offer in a line: names in front of the equals sign, values behind it. */
export function clientOffer(table: TableAt, parsed: ParsedClient, at: LineAt<Assignment>): Offer | undefined {
  const { name, equals, value, valueStart, logical } = at.line;
  if (equals < 0 || at.at <= equals) {
    const end = equals < 0 ? at.at + /^\w*/.exec(logical.text.slice(at.at))![0].length : valueStart;
    const start = /^\s*/.exec(logical.text)![0].length;
    if (at.at < start) return undefined;
    return { ...placedSpan(at, { start, end }), proposals: clientNameProposals(table, parsed, at.line) };
  }
  const isInside = valueStart <= at.at && value !== "";
  const span = isInside
    ? { start: valueStart, end: valueStart + value.length }
    : { start: at.at, end: at.at };
  if (at.at > span.end) return undefined;
  const proposals = Object.entries(clientValues(name)).map(([label, documentation]) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    documentation,
  }));
  return { ...placedSpan(at, span), proposals };
}

/** Settings that the file does not have yet; those that are written otherwise today come last. */
export function clientNameProposals(
  { facts }: TableAt,
  { type, tree }: ParsedClient,
  own: Assignment | undefined,
): TableProposal[] {
  const present = new Set(tree.chunks.flatMap(({ node }) => (node && node !== own ? [node.name] : [])));
  return clientNames(type, facts.registry)
    .filter((name) => !present.has(name))
    .map((label) => ({ label, summary: clientSummary(label) ?? "" }))
    .map(({ label, summary }) => ({ label, summary, isOld: /Old form|old name|No longer/.test(summary) }))
    .sort((a, b) => Number(a.isOld) - Number(b.isOld))
    .map(({ label, summary, isOld }) => ({
      label,
      kind: CompletionItemKind.Property,
      text: `${label} = `,
      again: Object.keys(clientValues(label)).length > 0,
      documentation: summary,
      ...(isOld ? { deprecated: true } : {}),
    }));
}
