/**
 * PCRE2 as Postfix uses it for pcre tables (dict_pcre.c), with its own match
 * limit: a pattern that takes too long is given up, after about two seconds.
 *
 * The library here is 10.34, and what Postfix is linked with is usually newer.
 * What 10.34 does otherwise than 10.42:
 *
 * - it knows Unicode 12 where 10.42 knows Unicode 14, and not `\p{Script:…}`,
 *   `\p{bidi_class:…}` and the binary properties;
 * - it allows `\K` in lookarounds, which 10.42 refuses: refused here too;
 * - it has no lookarounds that may be tried again, `(?*` and `(?<*`;
 * - a reference to a group from inside that group may fail where 10.42 matches;
 * - a few of its error messages have other words;
 * - it keeps what a match has to come back to in 11 MiB of memory, shared with
 *   the patterns, where 10.42 may take 20 GB: a subject of a hundred thousand
 *   characters may be given up for want of memory.
 *
 * From 10.43 on, `{,3}` is a quantifier, and blanks may stand in braces.
 */
import type { RegexpPattern } from "../../syntax/tables/regexp-table";
import type { Bytes, Capture } from "../lookup";
import type { CompiledPattern, MatchResult, PatternEngine, PatternError } from "../pattern-engine";
import { type Code, Library, NO_MATCH, OUT_OF_MEMORY, type Refusal } from "./library";
import { mayMatch, type Requirement, requirementOf } from "./literals";
import {
  byteOffset,
  decodeUtf8,
  type Encoding,
  encodeSubject,
  optionsOf,
  type Translation,
  translate,
} from "./translate";
import { utf8Problem } from "./utf8-problem";

/** A subject is in memory once for each way of writing it. */
const ENCODINGS: readonly Encoding[] = ["bytes", "moved", "utf"];

/** A library with more characters of patterns than these takes no others: matches need memory too. */
const FULL = 200_000;

const NONE: MatchResult = { kind: "no-match" };

/** What PCRE2 says of errors of pcre2_match(3), as Postfix logs it. */
const MATCH_ERRORS: Readonly<Record<number, string>> = {
  [-47]: "match limit exceeded",
  [-52]: "nested recursion at the same subject position",
  [-53]: "matching depth limit exceeded",
  [-63]: "heap limit exceeded",
};

/** A compiled pattern in the memory of the library that has it. */
interface Home {
  readonly library: Library;
  readonly code: Code;
}

/** Takes patterns of pcre tables. */
export class Pcre2 implements PatternEngine {
  readonly #module: WebAssembly.Module;
  readonly #usesLiterals: boolean;
  /** The last one takes new patterns. */
  readonly #libraries: Library[] = [];
  readonly #unused = new FinalizationRegistry<Home>(({ library, code }) => library.destroy(code));
  #folded: { readonly subject: Bytes; readonly text: string } = { subject: "", text: "" };

  /** @param options.usesLiterals false to ask PCRE2 about every subject, which gives the same answers later */
  constructor(module: WebAssembly.Module, options: { readonly usesLiterals?: boolean } = {}) {
    this.#module = module;
    this.#usesLiterals = options.usesLiterals ?? true;
  }

  compile(pattern: RegexpPattern): CompiledPattern | PatternError {
    const text = pattern.text.text;
    const options = optionsOf(pattern.flags.map((flag) => flag.text).join(""));
    const translation = translate(text, options);
    const home = this.#compileText(translation);
    const error = errorOf(translation, "library" in home ? undefined : home);
    if (error || !("library" in home)) {
      if ("library" in home) home.library.destroy(home.code);
      return error!;
    }
    const requirement = this.#usesLiterals
      ? requirementOf(text, pattern.tree, options.multiline, options.extended)
      : undefined;
    const compiled = new Pcre2Pattern(this, translation, home, requirement);
    this.#unused.register(compiled, home);
    return compiled;
  }

  /** A subject in lower case; the last one is remembered. */
  fold(subject: Bytes): string {
    if (this.#folded.subject !== subject) this.#folded = { subject, text: subject.toLowerCase() };
    return this.#folded.text;
  }

  /** Compiles in the library at hand, and in a new one when that has no memory left. */
  #compileText({ text, flags }: Translation): Home | Refusal {
    const last = this.#libraries.at(-1);
    const first = last && last.load < FULL ? this.#tryCompile(last, text, flags) : undefined;
    if (first && ("library" in first || !first.isFull)) return first;
    const fresh = new Library(this.#module, ENCODINGS.length);
    this.#libraries.push(fresh);
    return this.#tryCompile(fresh, text, flags);
  }

  #tryCompile(library: Library, text: string, flags: string): Home | Refusal {
    try {
      const result = library.compile(text, flags);
      return "message" in result ? result : { library, code: result };
    } catch {
      library.recover();
      return { message: "the pattern is too deep to be compiled here", offset: 0, isFull: false };
    }
  }
}

const STRAY_K = "\\K is not allowed in lookarounds (but see PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK)";

/** What PCRE2 finds only once it has read all of a pattern. */
const NO_SUCH_GROUP = /^reference to non-existent subpattern/;
const FOUND_LATE = /^reference to non-existent subpattern|^lookbehind assertion/;

/** What Postfix's library would find first: of what the library here refuses, and of what it does not. */
function errorOf(
  { text, origins, refusal: own, strayK }: Translation,
  refusal: Refusal | undefined,
): PatternError | undefined {
  const message = refusal?.message ?? "";
  const offset = refusal ? (origins?.[refusal.offset] ?? refusal.offset) : Infinity;
  // A relative reference is looked up at once.
  const isLate = FOUND_LATE.test(message) && !text.startsWith("\\g{-", refusal!.offset - 2);
  if (own && (own.offset < offset || isLate)) return { kind: "error", ...own };
  // Both are found in the order in which they stand.
  if (strayK !== undefined && (!refusal || (NO_SUCH_GROUP.test(message) && strayK < offset))) {
    return { kind: "error", message: STRAY_K, offset: origins?.[text.length] ?? text.length };
  }
  return refusal && { kind: "error", message, offset };
}

class Pcre2Pattern implements CompiledPattern {
  readonly kind = "compiled";
  readonly groups: number;
  readonly remarks: readonly string[];
  readonly #engine: Pcre2;
  readonly #encoding: Encoding;
  readonly #mustStart: boolean;
  readonly #home: Home;
  readonly #requirement: Requirement | undefined;

  constructor(engine: Pcre2, translation: Translation, home: Home, requirement: Requirement | undefined) {
    this.groups = home.code.groups;
    this.remarks = translation.remarks;
    this.#engine = engine;
    this.#encoding = translation.encoding;
    this.#mustStart = translation.mustStart;
    this.#home = home;
    this.#requirement = requirement;
  }

  match(subject: Bytes): MatchResult {
    if (this.#requirement && !mayMatch(this.#requirement, this.#engine.fold(subject))) return NONE;
    const { library, code } = this.#home;
    const index = ENCODINGS.indexOf(this.#encoding);
    const problem = this.#encoding === "utf" ? utf8Problem(subject) : undefined;
    if (problem) return gaveUp(problem.message);
    try {
      if (!library.setSubject(index, subject, () => encodeSubject(subject, this.#encoding))) {
        return gaveUp("the text is too long for the memory that PCRE2 has here; Postfix may give an answer");
      }
      const result = library.match(code, index);
      return result >= 0 ? this.#captures(subject, result) : resultOf(result);
    } catch {
      library.recover();
      return gaveUp("PCRE2 broke off; Postfix may give an answer");
    }
  }

  #captures(subject: Bytes, count: number): MatchResult {
    const { library } = this.#home;
    if (this.#mustStart && library.offset(0) !== 0) return NONE;
    const toBytes =
      this.#encoding === "utf"
        ? (offset: number) => byteOffset(decodeUtf8(subject) ?? subject, offset)
        : same;
    const captures: (Capture | undefined)[] = [];
    for (let group = 0; group <= this.groups; group++) {
      const start = group < count ? library.offset(2 * group) : -1;
      const end = library.offset(2 * group + 1);
      captures.push(start < 0 ? undefined : { start: toBytes(start), end: toBytes(end) });
    }
    return { kind: "match", captures };
  }
}

function same(offset: number): number {
  return offset;
}

/** What pcre2_match(3) means by a negative number. */
function resultOf(result: number): MatchResult {
  if (result === NO_MATCH) return NONE;
  if (result === OUT_OF_MEMORY) {
    return gaveUp("the match needs more memory than PCRE2 has here; Postfix may give an answer");
  }
  return gaveUp(MATCH_ERRORS[result] ?? `PCRE2 reports error ${result}`);
}

function gaveUp(why: string): MatchResult {
  return { kind: "gave-up", why };
}
