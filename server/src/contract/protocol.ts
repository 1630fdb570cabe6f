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

/**
 * The scheme of documents that show what a clean-up would make of a file. They
 * are no configuration: the server takes no notice of them.
 */
export const PROPOSAL_SCHEME = "postfix-cleanup";

/** Client → server: what a clean-up of main.cf or master.cf would do; the answer is a {@link CleanupAnswer}. */
export const CLEANUP_REQUEST = "postfix/cleanup";

/** What the user wants of a clean-up. */
export interface CleanupChoices {
  /** Everything kept stays as it is, or nothing but settings is left, in postconf's order. */
  readonly form: "in-place" | "canonical";
  /** Ids of entries that stay although they could go. */
  readonly keep: readonly string[];
  /** Ids of entries that go although the plan would leave them. */
  readonly drop: readonly string[];
}

/** Parameters of {@link CLEANUP_REQUEST}. */
export interface CleanupParams extends CleanupChoices {
  /** The file to clean, as it stands in the editor, or else on disk. */
  readonly uri: string;
  /** Whether to ask the installed Postfix as well that no value changes; for the moment before it is done. */
  readonly prove: boolean;
}

/** An entry of a clean-up. */
export interface CleanupItem {
  readonly id: string;
  /** The parameter, with its service where it is an override: `submission/inet: name`. */
  readonly label: string;
  readonly value: string;
  /** From 0; of the file as it is now. */
  readonly startLine: number;
  /** The last line of the entry. */
  readonly endLine: number;
  /** `remove`: goes unless kept; `ask`: stays unless dropped; `keep`: stays. */
  readonly verdict: "remove" | "ask" | "keep";
  readonly isRemoved: boolean;
  /** In a word or two, to stand behind the line. */
  readonly note: string;
  /** In a sentence or two. */
  readonly reason: string;
}

/** Why there is no clean-up. */
export interface CleanupObstacle {
  /** In sentences: the file cannot be read, or Postfix itself refuses it. */
  readonly text: string;
  /** The file to look at, which may be the other one of the two. */
  readonly uri: string;
  /** From 0; null when no line is to blame. */
  readonly line: number | null;
}

/** The answer to {@link CLEANUP_REQUEST}. */
export interface CleanupAnswer {
  /** Null when there is a clean-up; otherwise what follows is empty but for `before`, and `after` is the same. */
  readonly refusal: CleanupObstacle | null;
  /** What the plan was made of; the client compares it with what is in the editor by now. */
  readonly before: string;
  readonly after: string;
  /** From `before` to `after`, in lines and characters. */
  readonly edits: readonly {
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
    readonly newText: string;
  }[];
  readonly items: readonly CleanupItem[];
  /** In sentences: what would change although nothing must; null when all is well. Nothing may be applied then. */
  readonly objection: string | null;
  /** Who found that nothing changes, in sentences; empty unless that was asked for, or where something would. */
  readonly proof: string;
}

/** Client → server: put a file's new content in the place of the old one, which is kept beside it. */
export const WRITE_REQUEST = "postfix/write";

/** Parameters of {@link WRITE_REQUEST}. */
export interface WriteParams {
  readonly uri: string;
  /** What the file is to hold now; one that holds anything else is left alone. */
  readonly before: string;
  readonly after: string;
  /**
   * The clean-up that makes `after` of `before`: whoever lacks the rights here
   * is told how to make the same one with more of them. Null when it is not
   * the only change.
   */
  readonly choices: CleanupChoices | null;
}

/** The answer to {@link WRITE_REQUEST}. */
export interface WriteAnswer {
  /** The path of the file with the old content; null when nothing was written. */
  readonly backup: string | null;
  /** In sentences, why nothing was written, and what to do; empty when it was. */
  readonly problem: string;
  /** What does the same with the rights of root, for a shell; null unless these are missing. */
  readonly command: string | null;
  /** Whether the installed Postfix works with this file, and would have to be told. */
  readonly isLive: boolean;
}

/** Client → server: what a header privacy filter would be made of, or what taking it out would change; the answer is a {@link PrivacyAnswer}. */
export const PRIVACY_REQUEST = "postfix/privacy";

/** What the user wants of a filter. */
export interface PrivacyWishes {
  /** Mail of users who log in at services of their own, or all mail. */
  readonly scope: "submission" | "everything";
  /** What becomes of the server's own Received line. */
  readonly received: "replace" | "drop";
  /** Ids of header lines that stay. */
  readonly keep: readonly string[];
}

/** Parameters of {@link PRIVACY_REQUEST}. */
export interface PrivacyParams {
  /** The directory with main.cf and master.cf. */
  readonly directory: string;
  /** Null: the filter is to be taken out. */
  readonly wishes: PrivacyWishes | null;
}

/** A file that a filter is made of. */
export interface PrivacyFile {
  readonly uri: string;
  readonly change: "made" | "changed" | "removed";
  /** What the plan was made of; empty where there is no file yet. */
  readonly before: string;
  readonly edits: readonly PrivacyEdit[];
}

/** A change of a file that is there. */
export type PrivacyEdit = CleanupAnswer["edits"][number] & {
  /** Mail goes another way with it. Without it the other changes do nothing. */
  readonly takesEffect: boolean;
};

/** The answer to {@link PRIVACY_REQUEST}. */
export interface PrivacyAnswer {
  /** Null when there is a plan; otherwise what follows is empty. */
  readonly refusal: CleanupObstacle | null;
  /** Whose mail it is about, at the start of a sentence. */
  readonly scope: string;
  /** In sentences, the gravest first. */
  readonly notes: readonly string[];
  /** In the order in which they can be written. */
  readonly files: readonly PrivacyFile[];
  /** The table that holds the rules; null when the filter is taken out. */
  readonly table: {
    readonly uri: string;
    readonly language: "postfix-pcre" | "postfix-regexp";
    readonly text: string;
  } | null;
  /** The header lines that can be kept; told with a refusal as well. */
  readonly lines: readonly PrivacyLine[];
  /** Messages to try it with, as this server would have taken them. */
  readonly samples: readonly { readonly name: string; readonly text: string }[];
}

/** The header lines that a filter can leave alone, for whoever chooses. */
export interface PrivacyLine {
  readonly id: string;
  readonly names: readonly string[];
  /** In a sentence: what the line gives away. */
  readonly why: string;
}
