/** Completion in a file of aliases. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { ChunkTree } from "../../syntax/logical-lines";
import type { AliasLine } from "../../syntax/tables/aliases-table";
import { ALIAS_NAMES, aliasNameSummary, DESTINATION_FORMS } from "./alias-words";
import type { Offer, TableProposal } from "./offer";
import { type LineAt, placedSpan } from "./table-at";

/** Names of the file that are offered as destinations. */
const MOST_NAMES = 200;

/** The offer in a line: names in front of the colon, destinations behind it. */
export function aliasOffer(at: LineAt<AliasLine>, tree: ChunkTree<AliasLine>): Offer | undefined {
  const { text } = at.line.logical;
  const before = text.slice(0, at.at);
  const colon = before.indexOf(":");
  if (colon < 0) {
    const end = at.at + /^[^\s:]*:?[ \t]*/.exec(text.slice(at.at))![0].length;
    return { ...placedSpan(at, { start: 0, end }), proposals: aliasNames(tree, at.line) };
  }
  const value = before.slice(colon + 1);
  // What stands in quotes is one destination as a whole.
  if ((value.match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  const written = /[^\s,]*$/.exec(value)![0];
  const start = at.at - written.length;
  const end = at.at + /^[^\s,]*/.exec(text.slice(at.at))![0].length;
  return { ...placedSpan(at, { start, end }), proposals: destinations(at.line, tree) };
}

/** Usual names that the file does not have yet. */
export function aliasNames(tree: ChunkTree<AliasLine>, own?: AliasLine): TableProposal[] {
  const present = new Set(namesIn(tree, own).map((name) => name.toLowerCase()));
  return ALIAS_NAMES.filter((name) => !present.has(name.toLowerCase())).map((label) => ({
    label,
    kind: CompletionItemKind.Property,
    text: `${label}: `,
    again: true,
    documentation: aliasNameSummary(label),
  }));
}

function namesIn(tree: ChunkTree<AliasLine>, except: AliasLine | undefined): string[] {
  return tree.chunks.flatMap(({ node }) => (node && node !== except && node.name ? [node.name.target] : []));
}

function destinations(own: AliasLine, tree: ChunkTree<AliasLine>): TableProposal[] {
  const forms = DESTINATION_FORMS.map(({ label, snippet, summary }) => ({
    label,
    snippet,
    kind: CompletionItemKind.Snippet,
    documentation: summary,
  }));
  const names = new Set([...namesIn(tree, own).slice(0, MOST_NAMES), "root", "postmaster"]);
  const isOwn = (name: string) => name.toLowerCase() === own.name?.target.toLowerCase();
  const users = [...names]
    .filter((name) => !isOwn(name) && /^[\w.+-]+$/.test(name))
    .map((label) => ({
      label,
      kind: CompletionItemKind.Reference,
      documentation: aliasNameSummary(label),
    }));
  return [...users, ...forms];
}
