/** Completion in the files of lookup tables. */
import { type CompletionItem, type CompletionList, MarkupKind } from "vscode-languageserver-types";
import type { CompletionCapabilities } from "../completion/environment";
import { NOTHING, renderProposals } from "../completion/render";
import { aliasOffer } from "./complete-aliases";
import { clientOffer } from "./complete-client";
import { cidrOffer, regexpOffer, startOffer } from "./complete-patterns";
import { keyValueOffer } from "./complete-results";
import type { Offer, TableProposal } from "./offer";
import { isComment, lineAt, lineStart, type TableAt } from "./table-at";

/** What can be put at an offset of the document. */
export function tableCompletionAt(
  table: TableAt,
  offset: number,
  capabilities: CompletionCapabilities,
): CompletionList {
  const offer = offerAt(table, offset);
  if (!offer || offer.proposals.length === 0) return { ...NOTHING };
  const { start, end } = offer;
  // White space in front of a continued line is no place for a word, and a word on two lines is none to replace.
  if (offset < start || offset > end || !isOnOneLine(table, start, end)) return { ...NOTHING };
  // A client without snippets gets the text, or the label.
  const proposals = capabilities.snippets ? offer.proposals : offer.proposals.map(withoutSnippet);
  const list = renderProposals(
    { start, end, proposals },
    { source: table.source, offset, capabilities },
    undefined,
  );
  return { ...list, items: list.items.map((item, index) => documented(item, proposals[index]!)) };
}

/** As editors count lines: a carriage return alone ends one too. */
function isOnOneLine({ source }: TableAt, start: number, end: number): boolean {
  return !/[\r\n]/.test(source.getText().slice(start, end));
}

function withoutSnippet({ snippet: _, ...rest }: TableProposal): TableProposal {
  return rest;
}

function documented(item: CompletionItem, { documentation }: TableProposal): CompletionItem {
  if (documentation === undefined || documentation === "") return item;
  return { ...item, documentation: { kind: MarkupKind.Markdown, value: documentation } };
}

function offerAt(table: TableAt, offset: number): Offer | undefined {
  const text = table.source.getText();
  if (isComment(text, offset)) return undefined;
  const from = lineStart(text, offset);
  const isBlank = text.slice(from, offset).trim() === "" && /^\s*?(?:\r?\n|$)/.test(text.slice(offset));
  if (isBlank) return from === offset ? startOffer(table, offset) : undefined;
  const parsed = table.table;
  switch (parsed.type) {
    case "pcre":
    case "regexp": {
      const at = lineAt(parsed.tree, offset);
      return at && regexpOffer(table, at);
    }
    case "cidr": {
      const at = lineAt(parsed.tree, offset);
      return at && cidrOffer(table, at);
    }
    case "key": {
      const at = lineAt(parsed.tree, offset);
      return at && keyValueOffer(table, at, at.line.key.end);
    }
    case "aliases": {
      const at = lineAt(parsed.tree, offset);
      return at && aliasOffer(at, parsed.tree);
    }
    default: {
      const at = lineAt(parsed.tree, offset);
      return at && clientOffer(table, parsed, at);
    }
  }
}
