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

/** Thrown, and caught by {@link expand}; no Error, as nobody needs its stack, which takes long to write down. */
class Failed {
  constructor(readonly failure: ExpansionFailure) {}
}

/** Postfix's limit on nested references. */
const MAX_LEVEL = 100;
/**
 * Comparisons count their nesting afresh, so that a value that compares
 * itself never meets Postfix's limit; Postfix runs out of stack, we stop here.
 */
const MAX_DEPTH = 1_000;
/** Parts evaluated, and characters made, for one value before we give up on it. */
const MAX_STEPS = 1_000_000;
const MAX_LENGTH = 1 << 24;

/** Expands an expression with everything it refers to. */
export function expand(expression: Expression, lookup: Lookup): Expansion {
  try {
    const context = { lookup, values: new Map(), steps: 0, depth: 0, deepest: 0 };
    return { ok: true, text: evaluate(expression, context, 0) };
  } catch (error) {
    if (error instanceof Failed) return { ok: false, failure: error.failure };
    throw error;
  }
}

/** What a name amounts to, and how many levels further down that went. */
interface NameValue {
  readonly text: string;
  readonly levels: number;
}

interface Context {
  readonly lookup: Lookup;
  /** Names that are done: evaluating each again would take forever where they double at every level. */
  readonly values: Map<string, NameValue>;
  steps: number;
  /** Evaluations that have begun and not ended. */
  depth: number;
  /** The deepest level reached since somebody set this. */
  deepest: number;
}

function evaluate(expression: Expression, context: Context, level: number): string {
  let result = "";
  if (++context.depth > MAX_DEPTH) throw new Failed({ kind: "nesting" });
  for (const part of expression.parts) {
    reach(level, context);
    result += part.kind === "literal" ? part.text : evaluateReference(part, context, level);
    if (++context.steps > MAX_STEPS || result.length > MAX_LENGTH) throw new Failed({ kind: "size" });
  }
  context.depth--;
  return result;
}

function reach(level: number, context: Context): void {
  if (level > MAX_LEVEL) throw new Failed({ kind: "nesting" });
  if (level > context.deepest) context.deepest = level;
}

/** Expands what a name stands for; nothing when it is not defined. */
function evaluateName(name: string, context: Context, level: number): string {
  const known = context.values.get(name);
  if (known) {
    if (known.levels >= 0) reach(level + known.levels, context);
    return known.text;
  }
  const expression = context.lookup(name);
  if (!expression) return "";
  const { deepest } = context;
  // An empty value reaches no level at all.
  context.deepest = level - 1;
  const text = evaluate(expression, context, level);
  context.values.set(name, { text, levels: context.deepest - level });
  context.deepest = Math.max(deepest, context.deepest);
  return text;
}

function evaluateReference(reference: Reference, context: Context, level: number): string {
  const { subject, whenSet, whenEmpty, problem } = reference;
  if (!subject) throw new Failed({ kind: "syntax", problem: problem! });
  let result = "";
  if (whenSet === undefined && whenEmpty === undefined && problem === undefined) {
    if (subject.kind === "name") return evaluateName(subject.name, context, level + 1);
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
      if (subject.name === "domain_to_ascii") return asciiDomain(subject.argument, context);
      throw new Failed({ kind: "unknown-function", name: subject.name });
  }
}

/** Lower-case ASCII is its own ASCII form; what becomes of other letters takes tables that are not here. */
function asciiDomain(argument: Expression, context: Context): Expression {
  const text = evaluate(argument, context, 0);
  if (!/^[a-z0-9.-]*$/.test(text)) throw new Failed({ kind: "unknown-function", name: "domain_to_ascii" });
  return parseExpression(text);
}

const TRUE = parseExpression("true");
const FALSE = parseExpression("");

function compare(subject: Subject & { kind: "comparison" }, context: Context): boolean {
  // The operands are expanded on their own, with a nesting count of their own.
  const { deepest } = context;
  const left = evaluate(subject.left, context, 0);
  const right = evaluate(subject.right, context, 0);
  context.deepest = deepest;
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
  const numbers = text.split(".");
  if (numbers.length > 3) return undefined;
  const [major, minor, patch] = ["0", "0", "0"].map((none, index) => readNumber(numbers[index] ?? none));
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return major > 2 ** 43 - 1 || minor > 1023 || patch > 1023 ? undefined : [major, minor, patch];
}

/** A number that is not negative, as strtol() reads it: behind white space, with or without a sign. */
function readNumber(text: string): number | undefined {
  if (!/^[ \t\n\v\f\r]*([+]?\d+|-0+)$/.test(text)) return undefined;
  return Math.abs(Number(text));
}
