/** Messages between client and server that the Language Server Protocol does not have. */

/** What a client tells with `initialize`; all of it may be missing. */
export interface InitializationOptions {
  /** Whether programs of this machine may be started; a client that says nothing is trusted. */
  readonly trusted?: boolean;
  /** Whether the client knows VS Code's command `editor.action.triggerSuggest`; a client that says nothing does not. */
  readonly retrigger?: boolean;
  /** Whether the client has the commands that lenses in lookup tables run; a client that says nothing gets no lenses. */
  readonly tableCommands?: boolean;
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

/** Client → server: a program has ended that the client started, so that files may have changed, such as an index. */
export const PROGRAM_ENDED_NOTIFICATION = "postfix/programEnded";

/** Client → server: what a lookup table does with an input; the answer is a {@link TableTestResult}, or null when the table is not open. */
export const TABLE_TEST_REQUEST = "postfix/tableTest";

/** What a table is tried with: a key, such as a header line, or a whole message. */
export interface TableTestInput {
  readonly kind: "key" | "message";
  readonly text: string;
}

/** Parameters of {@link TABLE_TEST_REQUEST} and {@link TABLE_COMPARE_REQUEST}. */
export interface TableTestParams {
  readonly uri: string;
  readonly input: TableTestInput;
}

/** What became of a line of a table; see `Verdict` of the server. */
export interface TestedLine {
  /** From 0. */
  readonly line: number;
  readonly verdict:
    | "matched"
    | "not-matched"
    | "entered"
    | "not-entered"
    | "passed-over"
    | "skipped"
    | "gave-up";
  /** In a sentence: why it was skipped or given up. */
  readonly why?: string;
}

/** One lookup of a test. */
export interface TestedLookup {
  /** The key, or the part of the message that was looked up. */
  readonly key: string;
  /** What the table gives, expanded; null where nothing matches. */
  readonly value: string | null;
  /** In a sentence: what that does to the mail; null where the table's use is not known. */
  readonly effect: string | null;
  /** The line that decided, from 0; null where nothing matches. */
  readonly line: number | null;
  /** What the groups of the pattern matched, `$1` first; null where a group took no part. */
  readonly captures: readonly (string | null)[];
  readonly lines: readonly TestedLine[];
  /** For a table with keys: the keys that Postfix makes of the one given, in its order. */
  readonly tried: readonly { readonly key: string; readonly found: boolean }[];
}

/** The answer to {@link TABLE_TEST_REQUEST}. */
export interface TableTestResult {
  /** One for a key; one for every part of a message that is looked up, in its order. */
  readonly lookups: readonly TestedLookup[];
  /** For a message: how it would look afterwards, and what becomes of it in a sentence. */
  readonly message: { readonly text: string; readonly fate: string } | null;
  /** Where the installed Postfix may answer otherwise, and what it would log. */
  readonly remarks: readonly string[];
}

/** Client → server: the same asked of the installed Postfix; the answer is a {@link TableCompareResult}. */
export const TABLE_COMPARE_REQUEST = "postfix/tableCompare";

/** The answer to {@link TABLE_COMPARE_REQUEST}. */
export interface TableCompareResult {
  /** Whether both say the same; null when Postfix could not be asked. */
  readonly agrees: boolean | null;
  /** In sentences, to be shown: who says what, and how Postfix was asked. */
  readonly text: string;
}

/** Client → server: the expectations in a table's comments, tried; the answer is a list of {@link TableExpectation}. */
export const TABLE_EXPECTATIONS_REQUEST = "postfix/tableExpectations";

/** Parameters of {@link TABLE_EXPECTATIONS_REQUEST}. */
export interface TableExpectationsParams {
  readonly uri: string;
}

/** A line `#? INPUT => RESULT`. */
export interface TableExpectation {
  /** From 0. */
  readonly line: number;
  readonly input: string;
  /** What is expected; null where nothing is to match. */
  readonly expected: string | null;
  /** What the table gives; null where nothing matches. */
  readonly actual: string | null;
  readonly passed: boolean;
  /** In a sentence: why it failed; empty when it passed. */
  readonly message: string;
}
