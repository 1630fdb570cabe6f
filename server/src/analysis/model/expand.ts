/** Evaluation of `$name` expressions (mac_expand.c, compat_level.c). */
import { isAllDigits } from "../../syntax/characters";
import {
  type Expression,
  type ExpressionProblem,
  parseExpression,
  type Reference,
  type Subject,
} from "../../syntax/value";

/** Why an expression has no value. Postfix's programs end with a fatal error on each of these. */
export type ExpansionFailure =
  | { readonly kind: "syntax"; readonly problem: ExpressionProblem }
  /** Nested too deeply; a value that refers to itself ends here. */
  | { readonly kind: "nesting" }
  /** Not a failure of Postfix's: the result would be larger than anything sensible. */
  | { readonly kind: "size" }
  | { readonly kind: "bad-level"; readonly text: string }
  | { readonly kind: "bad-number"; readonly text: string }
  | { readonly kind: "unknown-function"; readonly name: string };

/** A value, or why there is none. */
export type Expansion =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly failure: ExpansionFailure };

/** Gives the unexpanded value of a name; undefined when the name is not defined. */
export type Lookup = (name: string) => Expression | undefined;

class Failed extends Error {
  constructor(readonly failure: ExpansionFailure) {
    super(failure.kind);
  }
}

/** Postfix's limit on nested references. */
const MAX_LEVEL = 100;
/**
 * Comparisons count their nesting afresh, so that a value that compares
 * itself never meets Postfix's limit; Postfix runs out of stack, we stop here.
 */
const MAX_DEPTH = 1_000;
/** References evaluated for one value before we give up on it. */
const MAX_STEPS = 20_000;

/** Expands an expression with everything it refers to. */
export function expand(expression: Expression, lookup: Lookup): Expansion {
  try {
    return { ok: true, text: evaluate(expression, { lookup, steps: 0, depth: 0 }, 0) };
  } catch (error) {
    if (error instanceof Failed) return { ok: false, failure: error.failure };
    throw error;
  }
}

interface Context {
  readonly lookup: Lookup;
  steps: number;
  depth: number;
}

function evaluate(expression: Expression, context: Context, level: number): string {
  let result = "";
  if (++context.depth > MAX_DEPTH) throw new Failed({ kind: "nesting" });
  for (const part of expression.parts) {
    if (level > MAX_LEVEL) throw new Failed({ kind: "nesting" });
    if (++context.steps > MAX_STEPS) throw new Failed({ kind: "size" });
    result += part.kind === "literal" ? part.text : evaluateReference(part, context, level);
  }
  context.depth--;
  return result;
}

function evaluateReference(reference: Reference, context: Context, level: number): string {
  const { subject, whenSet, whenEmpty, problem } = reference;
  if (!subject) throw new Failed({ kind: "syntax", problem: problem! });
  let result = "";
  if (whenSet === undefined && whenEmpty === undefined && problem === undefined) {
    const found = subjectValue(subject, context);
    return found === undefined ? "" : evaluate(found, context, level + 1);
  }
  const set = isSet(subject, context, level);
  if (set && whenSet) result = evaluate(whenSet, context, level + 1);
  if (!set && whenEmpty) result = evaluate(whenEmpty, context, level + 1);
  if (problem) throw new Failed({ kind: "syntax", problem });
  return result;
}

/** The condition of `?` and `:` looks at the unexpanded value, as Postfix does. */
function isSet(subject: Subject, context: Context, level: number): boolean {
  if (subject.kind === "name") return (context.lookup(subject.name)?.end ?? 0) > 0;
  const value = subjectValue(subject, context);
  return value !== undefined && evaluate(value, context, level + 1) !== "";
}

function subjectValue(subject: Subject, context: Context): Expression | undefined {
  switch (subject.kind) {
    case "name":
      return context.lookup(subject.name);
    case "comparison":
      return compare(subject, context) ? TRUE : FALSE;
    case "call":
      throw new Failed({ kind: "unknown-function", name: subject.name });
  }
}

const TRUE = parseExpression("true");
const FALSE = parseExpression("");

function compare(subject: Subject & { kind: "comparison" }, context: Context): boolean {
  // The operands are expanded on their own, with a nesting count of their own.
  const left = evaluate(subject.left, context, 0);
  const right = evaluate(subject.right, context, 0);
  const difference = subject.suffix === "level" ? compareLevels(left, right) : compareTexts(left, right);
  switch (subject.operator) {
    case "==":
      return difference === 0;
    case "!=":
      return difference !== 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">=":
      return difference >= 0;
    default:
      return difference > 0;
  }
}

function compareTexts(left: string, right: string): number {
  if (isAllDigits(left) && isAllDigits(right)) {
    const [a, b] = [left, right].map((text) => {
      const value = BigInt(text);
      if (value > 0x7fff_ffff_ffff_ffffn) throw new Failed({ kind: "bad-number", text });
      return value;
    });
    return a! < b! ? -1 : a! > b! ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareLevels(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => {
    const level = parseCompatibilityLevel(text);
    if (!level) throw new Failed({ kind: "bad-level", text });
    return level;
  });
  return a![0] - b![0] || a![1] - b![1] || a![2] - b![2];
}

/** Reads `major[.minor[.patch]]` as compat_level.c does; undefined when Postfix would refuse it. */
export function parseCompatibilityLevel(text: string): [number, number, number] | undefined {
  const match = /^[ \t\n\v\f\r]*\+?(\d+)(?:\.\+?(\d+)(?:\.\+?(\d+))?)?$/.exec(text);
  if (!match) return undefined;
  const [major, minor, patch] = [match[1], match[2], match[3]].map((digits) => Number(digits ?? 0));
  if (major! > 2 ** 43 - 1 || minor! > 1023 || patch! > 1023) return undefined;
  return [major!, minor!, patch!];
}
