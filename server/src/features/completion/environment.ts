/** What a completion needs of the outside world: files, and what the client can show. */
import type { Files } from "../../ports/files";

/** What a client said it can do with completion items (LSP 3.17). */
export interface CompletionCapabilities {
  /** One edit range for all items (`itemDefaults.editRange`). */
  readonly defaultEditRange: boolean;
  /** One `data` for all items (`itemDefaults.data`). */
  readonly defaultData: boolean;
  /** Commit characters for all items (`itemDefaults.commitCharacters`). */
  readonly defaultCommitCharacters: boolean;
  /** Two ranges, for inserting in front of the rest of a word and for replacing it. */
  readonly insertReplace: boolean;
  readonly snippets: boolean;
  readonly labelDetails: boolean;
  /** The tag that strikes a deprecated item through. */
  readonly deprecatedTag: boolean;
  /** The client knows VS Code's command that asks for the next completion at once. */
  readonly retrigger: boolean;
}

/** The outside world of a completion. */
export interface CompletionEnvironment {
  /** Where paths are looked up. */
  readonly files: Files;
  /** Keep one object for a connection: prepared items are kept for it. */
  readonly capabilities: CompletionCapabilities;
}

/** The part of `textDocument.completion` of a client's capabilities that counts here. */
export interface ClientCompletionCapabilities {
  readonly completionItem?: {
    readonly snippetSupport?: boolean;
    readonly insertReplaceSupport?: boolean;
    readonly labelDetailsSupport?: boolean;
    readonly tagSupport?: { readonly valueSet: readonly number[] };
  };
  readonly completionList?: { readonly itemDefaults?: readonly string[] };
}

/**
 * Reads what a client said with `initialize`.
 *
 * @param retrigger whether the client knows the command `editor.action.triggerSuggest`
 */
export function readCompletionCapabilities(
  client: ClientCompletionCapabilities | undefined,
  retrigger: boolean,
): CompletionCapabilities {
  const item = client?.completionItem;
  const defaults = client?.completionList?.itemDefaults ?? [];
  return {
    defaultEditRange: defaults.includes("editRange"),
    defaultData: defaults.includes("data"),
    defaultCommitCharacters: defaults.includes("commitCharacters"),
    insertReplace: item?.insertReplaceSupport === true,
    snippets: item?.snippetSupport === true,
    labelDetails: item?.labelDetailsSupport === true,
    deprecatedTag: item?.tagSupport !== undefined,
    retrigger,
  };
}
