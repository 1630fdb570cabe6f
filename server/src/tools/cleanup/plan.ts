/** What a clean-up is made of: entries with their verdicts, and the files as they would be. */
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { Whereabouts } from "../../analysis/model/whereabouts";
import type { TextEdit } from "../../base/text-edit";
import type { LanguageId } from "../../contract/languages";
import type { MainTree } from "../../syntax/main-cf";
import type { MasterTree } from "../../syntax/master-cf";

/**
 * `in-place`: everything that is kept stays as it is, byte for byte.
 * `canonical`: nothing but settings is left of main.cf, one after the other in postconf's order.
 */
export type CleanupForm = "in-place" | "canonical";

/** Why an entry goes, could go, or stays. */
export type CleanupCode =
  // It goes, unless the user keeps it.
  /** It says what is so without it: the default. */
  | "default"
  /** An override that says what main.cf says anyway. */
  | "main"
  /** A later line or option of the same name counts. */
  | "overridden"
  /** Nothing uses the name. */
  | "unused"
  // It stays, unless the user drops it.
  /** The default in other words, such as `5m` for `300s`, or `$name` for what it stands for. */
  | "respelled"
  /** The default of a later version is another one. */
  | "changes-later"
  /** The default depends on compatibility_level, and is an old one. */
  | "old-level"
  /** Nothing uses the name but a line that is commented out. */
  | "mentioned"
  /** Nothing uses the name, but it is the only one to refer to another name of the user's own. */
  | "last-reference"
  /** Nothing uses the name, though Postfix has it under other circumstances, or has one like it. */
  | "unknown-here"
  // It stays.
  /** The default is computed from the machine. */
  | "machine"
  /** The default was chosen when Postfix was compiled, and the installed one was not asked. */
  | "build"
  /** Postfix treats the line otherwise than its absence. */
  | "special"
  /** Another value makes its absence felt. */
  | "needed"
  /** A comment above says to leave it alone. */
  | "told"
  /** master.cf is not at hand, and may use the name. */
  | "no-master"
  /** A template has yet to be filled in. */
  | "template";

/** `remove`: goes unless kept. `ask`: stays unless dropped. `keep`: stays. */
export type Verdict = "remove" | "ask" | "keep";

/** An entry that the clean-up has something to say about; those of the user's own are none. */
export interface CleanupEntry {
  /**
   * Names it among all of a directory, in postconf's way: `name`, or
   * `service/type/name` for an override. Where a name is set several times,
   * the ones that do not count are `name#1`, `name#2` in file order.
   */
  readonly id: string;
  readonly language: LanguageId;
  readonly name: string;
  /** `name/type`; undefined in main.cf. */
  readonly service: string | undefined;
  /** As it is written, in one line. */
  readonly value: string;
  /** Where it stands in its file as it is now, without the comments around it. */
  readonly start: number;
  readonly end: number;
  readonly code: CleanupCode;
  readonly verdict: Verdict;
  /** Whether it goes in this plan. */
  readonly isRemoved: boolean;
  /** In a sentence or two. */
  readonly reason: string;
}

/** A file before and after. */
export interface CleanedFile {
  readonly language: LanguageId;
  readonly before: string;
  readonly after: string;
  /** From `before` to `after`; for the canonical form, one edit. */
  readonly edits: readonly TextEdit[];
}

/** What is to be cleaned, and how. */
export interface CleanupRequest {
  readonly facts: PostfixFacts;
  readonly whereabouts: Whereabouts;
  /** Parsed for the clean-up: nobody else may hold on to the chunks. */
  readonly main: MainTree;
  /** Undefined when it is not at hand: then no name of the user's own is taken for unused. */
  readonly master: MasterTree | undefined;
  /** Which files may be changed. */
  readonly languages: readonly LanguageId[];
  readonly form: CleanupForm;
  /** Ids of entries with the verdict `remove` that stay. */
  readonly keep: ReadonlySet<string>;
  /** Ids of entries with the verdict `ask` that go. */
  readonly drop: ReadonlySet<string>;
}

/** A value that the clean-up would change. */
export interface Difference {
  /** Whose values were compared. */
  readonly voice: "postfix-ls" | "postconf";
  readonly name: string;
  /** `name/type`; undefined for main.cf. */
  readonly service: string | undefined;
  /** Undefined where there is no such parameter. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What the user has agreed to by dropping entries that would have stayed. */
export interface Consent {
  /** Names that may be there no longer. */
  readonly gone: ReadonlySet<string>;
  /** Names whose value may be written another way, as long as Postfix reads it the same. */
  readonly respelled: ReadonlySet<string>;
}

/** What is to be done, with the reasons, and the proof that it changes no value. */
export interface CleanupPlan {
  /** main.cf first; in file order. */
  readonly entries: readonly CleanupEntry[];
  /** The files that may be changed, main.cf first; an unchanged one is among them. */
  readonly files: readonly CleanedFile[];
  readonly consent: Consent;
  /** What our own model says changes; empty when the clean-up is sound. */
  readonly differences: readonly Difference[];
}

/** Why there is no plan: Postfix refuses the file, or stops at a value. */
export interface CleanupRefusal {
  readonly language: LanguageId;
  /** From 0; undefined when no line of a file is to blame. */
  readonly line: number | undefined;
  /** In a clause, such as `no "=" behind "foo"`. */
  readonly reason: string;
}
