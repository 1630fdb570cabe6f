/** Messages between client and server that the Language Server Protocol does not have. */

/** What a client tells with `initialize`; all of it may be missing. */
export interface InitializationOptions {
  /** Whether programs of this machine may be started; a client that says nothing is trusted. */
  readonly trusted?: boolean;
  /** Whether the client knows VS Code's command `editor.action.triggerSuggest`; a client that says nothing does not. */
  readonly retrigger?: boolean;
}

/** Server → client: what the answers are held against. Sent when it becomes known and when it changes. */
export const STATUS_NOTIFICATION = "postfix/status";

/** Parameters of {@link STATUS_NOTIFICATION}. */
export interface StatusParams {
  /** Such as `3.7.11`. */
  readonly version: string;
  /** Where the version comes from. */
  readonly reason: "setting" | "installed" | "newest-known";
  /** Who said what the defaults are. */
  readonly voice: "knowledge" | "installed";
  /** One sentence for a tooltip: why the installed Postfix was not asked, when it was not. */
  readonly detail: string;
}

/** Client → server: the workspace has become trusted. */
export const TRUST_NOTIFICATION = "postfix/trusted";

/**
 * Client → server: which lookup table a file is, by what the main.cf or
 * master.cf beside it says of it. The name of such a file says nothing.
 */
export const TABLE_LANGUAGE_REQUEST = "postfix/tableLanguage";

/** Parameters of {@link TABLE_LANGUAGE_REQUEST}; the answer is a language id, or null when nothing refers to the file. */
export interface TableLanguageParams {
  readonly uri: string;
}
