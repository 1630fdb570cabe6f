/**
 * What a library for regular expressions must do, so that tables of both types
 * are evaluated by the same code: PCRE2 stands behind pcre tables, the POSIX
 * expressions of glibc behind regexp tables.
 */
import type { RegexpPattern } from "../syntax/tables/regexp-table";
import type { Bytes, Capture } from "./lookup";

/** What came of holding a pattern against a subject. */
export type MatchResult =
  /** First what the whole pattern matched, then its groups; undefined where a group took no part. */
  | { readonly kind: "match"; readonly captures: readonly (Capture | undefined)[] }
  | { readonly kind: "no-match" }
  /** The library broke off, such as at its match limit. `why` is a sentence. */
  | { readonly kind: "gave-up"; readonly why: string };

/** A pattern that the library took. */
export interface CompiledPattern {
  readonly kind: "compiled";
  /** How many groups capture: the highest number that `$1` and the like may have. */
  readonly groups: number;
  /** In sentences: where an installed Postfix may take the pattern otherwise. */
  readonly remarks?: readonly string[];
  match(subject: Bytes): MatchResult;
}

/** Why the library refuses a pattern. */
export interface PatternError {
  readonly kind: "error";
  /** The library's own words, as Postfix logs them. */
  readonly message: string;
  /** Where in the pattern's text; undefined where the library does not say, as in POSIX. */
  readonly offset: number | undefined;
}

/** A library for regular expressions. */
export interface PatternEngine {
  /**
   * Compiles a pattern with the flags behind it; never throws. The pattern's
   * text is a byte string, and negation is none of the engine's business.
   */
  compile(pattern: RegexpPattern): CompiledPattern | PatternError;
}
