/** What the thread that tries lookup tables is asked for, and what it answers. Plain data: it crosses to another thread. */
import type { TableExpectation, TableTestInput, TableTestResult } from "../../contract/protocol";

/** A table as it stands in an editor. */
export interface TableToTry {
  /** As in `type:name`. */
  readonly type: string;
  /** The text is that of an aliases file, and not what postmap reads. */
  readonly isAliases: boolean;
  readonly text: string;
  /** The parameters and restrictions that refer to it. */
  readonly uses: readonly string[];
  /** What of main.cf decides how keys are made and looked up. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Tries a table with an input; the answer is a {@link TableTestResult}. */
export interface TestJob {
  readonly kind: "test";
  readonly table: TableToTry;
  readonly input: TableTestInput;
}

/** Holds a table against the expectations in its comments; the answer is a list of {@link TableExpectation}. */
export interface ExpectationsJob {
  readonly kind: "expectations";
  readonly table: TableToTry;
}

/** Anything the thread does. */
export type TableJob = TestJob | ExpectationsJob;

/** Which job has which answer. */
export interface TableAnswers {
  readonly test: TableTestResult;
  readonly expectations: readonly TableExpectation[];
}

/** Parameters that the settings of a {@link TableToTry} are taken from. */
export const SETTINGS_OF_TABLES = [
  "smtputf8_enable",
  "recipient_delimiter",
  "parent_domain_matches_subdomains",
  "owner_request_special",
  "double_bounce_sender",
  "mydestination",
  "myorigin",
] as const;
