/**
 * Regular expressions of regexp tables, as dict_regexp.c has glibc's
 * regcomp(3) and regexec(3) take them. Postfix sets no locale: a byte is a
 * character, and what is not ASCII has no case and belongs to no class.
 */
import type { RegexpPattern } from "../../syntax/tables/regexp-table";
import type { Bytes, Capture } from "../lookup";
import type { CompiledPattern, MatchResult, PatternEngine, PatternError } from "../pattern-engine";
import { buildAutomaton, TooLargePattern } from "./automaton";
import { BacktrackingMatcher } from "./backtracking";
import { RefusedPattern } from "./brackets";
import { type Options, parse, toCapitals } from "./parser";
import { RegularMatcher } from "./regular";
import { BudgetExceeded } from "./states";

const NONE: MatchResult = { kind: "no-match" };

/** What is told of a pattern with back references. */
export const REFERENCE_REMARK =
  "The pattern has a back reference, for which the C library's own rules are not followed in every detail: where several ways of matching are possible, Postfix may take another one, or none. Check with postmap -q.";

/** What is told of a pattern with an anchor in what is repeated. */
export const ANCHOR_REMARK =
  "The pattern has an anchor in a part that is repeated, for which the C library's own rules are not followed in every detail: Postfix may match another part of the text, or nothing. Check with postmap -q.";

const TOO_LARGE = "The pattern is too large to be followed here; Postfix may give an answer.";
const TOO_LONG = "The match takes too long to be followed here; Postfix may give an answer.";

/** Takes patterns of regexp tables. */
export const posixEngine: PatternEngine = {
  compile(pattern: RegexpPattern): CompiledPattern | PatternError {
    const options = optionsOf(pattern);
    try {
      return compileText(pattern.text.text, options);
    } catch (error) {
      if (error instanceof RefusedPattern) {
        // glibc names no place, and Postfix logs none.
        return { kind: "error", message: error.message, offset: undefined };
      }
      // RangeError: groups are nested deeper than the stack goes.
      if (error instanceof TooLargePattern || error instanceof RangeError) return tooLarge();
      throw error;
    }
  },
};

/** Each letter switches what it stands for, every time that it is there (dict_regexp_get_pat). */
function optionsOf({ flags }: RegexpPattern): Options {
  const isToggled = (letter: string) => flags.filter((flag) => flag.text === letter).length % 2 === 1;
  return {
    ignoresCase: !isToggled("i"),
    isNewlineSpecial: isToggled("m"),
    isExtended: !isToggled("x"),
  };
}

interface Matcher {
  match(subject: Bytes): readonly (Capture | undefined)[] | undefined;
}

function compileText(text: string, options: Options): CompiledPattern {
  const { tree, groups, hasReferences, repeatsAnchor } = parse(text, options);
  const automaton = buildAutomaton(tree);
  const matcher: Matcher = hasReferences
    ? new BacktrackingMatcher(automaton, groups, options.isNewlineSpecial)
    : new RegularMatcher(automaton, groups, options.isNewlineSpecial);
  return {
    kind: "compiled",
    groups,
    remarks: [...(hasReferences ? [REFERENCE_REMARK] : []), ...(repeatsAnchor ? [ANCHOR_REMARK] : [])],
    match: (subject) => matchWith(matcher, options.ignoresCase ? toCapitals(subject) : subject),
  };
}

function matchWith(matcher: Matcher, subject: Bytes): MatchResult {
  try {
    const captures = matcher.match(subject);
    return captures ? { kind: "match", captures } : NONE;
  } catch (error) {
    if (error instanceof BudgetExceeded) return { kind: "gave-up", why: TOO_LONG };
    throw error;
  }
}

function tooLarge(): CompiledPattern {
  return { kind: "compiled", groups: 9, match: () => ({ kind: "gave-up", why: TOO_LARGE }) };
}
