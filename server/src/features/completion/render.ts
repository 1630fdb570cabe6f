/** Proposals → the protocol's completion list, as terse as the client allows. */
import {
  type Command,
  type CompletionItem,
  CompletionItemTag,
  type CompletionList,
  InsertTextFormat,
  type Range,
} from "vscode-languageserver-types";
import type { SourceText } from "../../base/source-text";
import { rangeOf } from "../ranges";
import type { OverrideSpan } from "./context";
import type { CompletionCapabilities } from "./environment";
import type { About, PreparedItems, Proposal, Proposals } from "./proposal";

/** The answer where there is nothing to offer. */
export const NOTHING: CompletionList = { isIncomplete: false, items: [] };

const RETRIGGER: Command = { title: "Suggest", command: "editor.action.triggerSuggest" };

/**
 * An item without its edit: `textEditText` waits for {@link renderPrepared} to say where it goes.
 *
 * @param shared what the list says its items are about; an item about the same carries no `data`
 */
export function toItem(
  proposal: Proposal,
  sortText: string,
  capabilities: CompletionCapabilities,
  shared: About | undefined,
): CompletionItem {
  const { label, kind, about } = proposal;
  const item: CompletionItem = { label, kind, sortText };
  const text = proposal.snippet ?? proposal.text;
  if (text !== undefined) item.textEditText = text;
  if (proposal.snippet !== undefined) item.insertTextFormat = InsertTextFormat.Snippet;
  if (proposal.again && capabilities.retrigger) item.command = RETRIGGER;
  if (proposal.deprecated) {
    if (capabilities.deprecatedTag) item.tags = [CompletionItemTag.Deprecated];
    else item.deprecated = true;
  }
  if (about && !(capabilities.defaultData && about === shared)) item.data = about;
  return withDetails(item, proposal.detail, proposal.note, capabilities);
}

/** Puts the short remarks where the client shows them. The item is changed. */
export function withDetails(
  item: CompletionItem,
  detail: string | undefined,
  note: string | undefined,
  capabilities: CompletionCapabilities,
): CompletionItem {
  if (capabilities.labelDetails) {
    if (detail !== undefined || note !== undefined) item.labelDetails = { detail, description: note };
  } else {
    const text = [note, detail?.trim()].filter((part) => part).join(", ");
    if (text !== "") item.detail = text;
  }
  return item;
}

/** Renders proposals in their order. */
export function renderProposals(
  { start, end, proposals, commitCharacters, incomplete }: Proposals,
  place: Place,
  override: OverrideSpan | undefined,
): CompletionList {
  const { capabilities } = place;
  const usable = proposals.filter((proposal) => proposal.snippet === undefined || capabilities.snippets);
  const about = sharedAbout(usable);
  const items = usable.map((proposal, index) => {
    const sortText = String(index).padStart(4, "0");
    const wrapped = override && wrap(proposal, start, end, override, place);
    const item = toItem(wrapped?.proposal ?? proposal, sortText, capabilities, about);
    return wrapped ? { ...item, ...wrapped.edit } : item;
  });
  const list = renderPrepared({ start, end, items, about }, place);
  if (commitCharacters && capabilities.defaultCommitCharacters) {
    list.itemDefaults = { ...list.itemDefaults, commitCharacters: [...commitCharacters] };
  }
  return incomplete ? { ...list, isIncomplete: true } : list;
}

/** What all items can say once: without a name of its own each is about its label. */
function sharedAbout(proposals: readonly Proposal[]): About | undefined {
  const about = proposals.find((proposal) => proposal.about)?.about;
  return about?.name === undefined ? about : undefined;
}

/** Where a list is asked for and by whom. */
export interface Place {
  readonly source: SourceText;
  readonly offset: number;
  readonly capabilities: CompletionCapabilities;
}

/** Renders items made before: where the client can, they go out as they are. */
export function renderPrepared(prepared: PreparedItems, place: Place): CompletionList {
  const { source, offset, capabilities } = place;
  if (prepared.items.length === 0) return { ...NOTHING };
  const replace = rangeOf(source, prepared.start, prepared.end);
  const insert = rangeOf(source, prepared.start, offset);
  const editRange = capabilities.insertReplace ? { insert, replace } : replace;
  const list: CompletionList = { isIncomplete: false, items: prepared.items as CompletionItem[] };
  if (!capabilities.defaultEditRange) {
    list.items = prepared.items.map((item) => withEdit(item, insert, replace, capabilities));
  } else {
    list.itemDefaults = { editRange };
  }
  if (capabilities.defaultData && prepared.about)
    list.itemDefaults = { ...list.itemDefaults, data: prepared.about };
  return list;
}

function withEdit(
  item: CompletionItem,
  insert: Range,
  replace: Range,
  capabilities: CompletionCapabilities,
): CompletionItem {
  if (item.textEdit) return item;
  const { textEditText, ...rest } = item;
  const newText = textEditText ?? item.label;
  return {
    ...rest,
    textEdit: capabilities.insertReplace ? { newText, insert, replace } : { newText, range: replace },
  };
}

/**
 * `-o name=value` ends at the first blank: a text with blanks needs the form
 * `-o { name = value }`, so the edit takes the whole argument.
 */
function wrap(
  proposal: Proposal,
  start: number,
  end: number,
  override: OverrideSpan,
  place: Place,
): { proposal: Proposal; edit: Partial<CompletionItem> } | undefined {
  const text = proposal.text ?? proposal.label;
  if (proposal.snippet !== undefined || !/\s/.test(text)) return undefined;
  const document = place.source.getText();
  const front = document.slice(override.valueStart, start);
  const back = document.slice(end, override.end);
  const trailing = /\s$/.test(text) && back === "";
  const body = `{ ${override.name} = ${front}${trailing ? text.trimEnd() : text}${back}`;
  const snippet = trailing && place.capabilities.snippets;
  // Behind a word that wants an argument the cursor belongs inside the braces.
  const newText = snippet ? `${escapeSnippet(body)} $0 \\}` : `${body} }`;
  return {
    proposal: snippet ? proposal : { ...proposal, again: false },
    edit: {
      filterText: document.slice(override.start, start) + proposal.label,
      textEditText: undefined,
      insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range: rangeOf(place.source, override.start, override.end), newText },
    },
  };
}

/** A text as a snippet that stands for itself. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
