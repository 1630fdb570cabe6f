/** Why Postfix stops at a value, in words. */

import type { ExpressionProblemKind } from "../syntax/value";
import type { EarlyFailure } from "./model/early-failures";

const SYNTAX: Readonly<Record<ExpressionProblemKind, string>> = {
  unterminated: "a ${ or $( is not closed",
  "empty-name": "a $ has no name behind it",
  "bad-name-character": "a name in ${...} holds a character that no name can have",
  "unbalanced-braces": "braces inside ${...} do not match",
  "unknown-operator": "a comparison in ${...} has an operator that Postfix does not know",
  "unknown-operator-suffix":
    "a comparison in ${...} has a type behind its operator that Postfix does not know",
  "missing-right-operand": "a comparison in ${...} has nothing on its right side",
  "missing-condition": "a comparison in ${...} is followed by something other than ? or :",
  "text-after-braces": "text follows the closing brace of a result in ${...}",
  nesting: "its references are nested too deeply",
};

/** That Postfix goes no further than a value, and why. */
export function stopText(name: string, failure: EarlyFailure["failure"]): string {
  return `${name}: ${clauseOf(failure)}; Postfix stops here`;
}

function clauseOf(failure: EarlyFailure["failure"]): string {
  switch (failure.kind) {
    case "syntax":
      return SYNTAX[failure.problem.kind];
    case "nesting":
      return "it refers to itself, or its references are nested too deeply";
    case "size":
      return "its references multiply beyond any sensible size";
    case "bad-level":
      return `"${failure.text}" is compared as a compatibility level and is none`;
    case "bad-number":
      return `"${failure.text}" is compared as a number and is too large`;
    case "bad-word":
      return `"${failure.text}" is not a value it takes`;
    case "foreign-address":
      return `"${failure.text}" is no address that this machine listens on`;
    case "unknown-function":
      return `the function "${failure.name}" in \${...} is not known here`;
  }
}
