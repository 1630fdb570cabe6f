/** What a header privacy filter is made of: what the user chooses, and the files as they would be. */
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { Whereabouts } from "../../analysis/model/whereabouts";
import type { TextEdit } from "../../base/text-edit";

/**
 * `submission`: mail of users who log in at services of their own, through a cleanup service of its own.
 * `everything`: all mail that the server takes, through header_checks of main.cf.
 */
export type PrivacyScope = "submission" | "everything";

/** What becomes of our own Received line: it goes, or one without the client stands in its place. */
export type ReceivedChoice = "drop" | "replace";

/** Types of tables that the rules can be written for. */
export const FILTER_TYPES = ["pcre", "regexp"] as const;

/** One of {@link FILTER_TYPES}. */
export type FilterType = (typeof FILTER_TYPES)[number];

/** What the user wants. */
export interface PrivacyChoices {
  readonly scope: PrivacyScope;
  readonly received: ReceivedChoice;
  /** Undefined: pcre where it can be opened, and regexp otherwise. */
  readonly type: FilterType | undefined;
  /** Ids of header lines that stay; see header-lines.ts. */
  readonly keep: ReadonlySet<string>;
}

/** The files of a configuration directory that a filter is made of. */
export type FilterFile = "main.cf" | "master.cf" | "table";

/** What a plan is made of. */
export interface PrivacyRequest {
  readonly facts: PostfixFacts;
  readonly whereabouts: Whereabouts;
  readonly main: string;
  /** Undefined when there is none. */
  readonly master: string | undefined;
  /** Names of the files in the directory, so that none is overwritten. */
  readonly names: readonly string[];
}

/** A file before and after. */
export interface PlannedFile {
  readonly file: FilterFile;
  /** In the configuration directory. */
  readonly name: string;
  /** Undefined: there is none yet. */
  readonly before: string | undefined;
  /** Undefined: there is none any longer. */
  readonly after: string | undefined;
  /** From `before` to `after`; in order, and no two overlap. */
  readonly edits: readonly TextEdit[];
}

/** How a server names itself in its Received lines: myhostname and mail_name. */
export interface ServerIdentity {
  readonly host: string;
  readonly mailName: string;
}

/** What becomes of a file. */
export function changeOf({ before, after }: PlannedFile): "made" | "changed" | "removed" {
  if (before === undefined) return "made";
  return after === undefined ? "removed" : "changed";
}

/** A rule of the table, with what shows that it does what it is for. */
export interface FilterRule {
  /** Of the header line; see header-lines.ts. */
  readonly id: string;
  /** In a sentence: what the line gives away. */
  readonly why: string;
  readonly pattern: string;
  readonly action: string;
  /** Header lines that Postfix or a mail program makes, and what becomes of each; undefined: nothing. */
  readonly examples: readonly { readonly input: string; readonly result: string | undefined }[];
}

/** What a note is about, so that the gravest can come first. */
export type NoteKind =
  /** Mail that keeps its lines although one may expect otherwise. */
  | "gap"
  /** A table that decides before the filter does. */
  | "conflict"
  /** What comes with the choice. */
  | "consequence"
  /** How it fits with what is there. */
  | "fits";

/** Something to know before the plan is applied. */
export interface PrivacyNote {
  readonly kind: NoteKind;
  /** In sentences. */
  readonly text: string;
}

/** What is to be done. */
export interface PrivacyPlan {
  readonly scope: PrivacyScope;
  readonly type: FilterType;
  /** `name/type` of the services whose mail is filtered. */
  readonly services: readonly string[];
  readonly rules: readonly FilterRule[];
  readonly table: { readonly name: string; readonly text: string };
  /** The table, master.cf, main.cf: in the order in which they can be written. */
  readonly files: readonly PlannedFile[];
  /** How the server names itself where the mail of users comes in. */
  readonly identity: ServerIdentity;
  /** Tables that are asked before the filter's, as `type:name`, expanded. */
  readonly askedBefore: readonly string[];
  readonly notes: readonly PrivacyNote[];
}

/** What taking the filter out would do. */
export interface RemovalPlan {
  readonly identity: ServerIdentity;
  /** In the order in which they can be written. */
  readonly files: readonly PlannedFile[];
  readonly notes: readonly PrivacyNote[];
}

/** Why there is no plan. */
export interface PrivacyRefusal {
  /** The file to look at; undefined when none is to blame. */
  readonly file: Exclude<FilterFile, "table"> | undefined;
  /** From 0; undefined when no line is to blame. */
  readonly line: number | undefined;
  /** In sentences: what is wrong, why it matters, and what to do. */
  readonly reason: string;
}

/** Tells a refusal from a plan. */
export function isRefused(result: object): result is PrivacyRefusal {
  return "reason" in result;
}
