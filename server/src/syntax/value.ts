/**
 * Values: text with `$name` and `${...}`, as mac_parse.c and mac_expand.c
 * read them. Parsing never fails; what Postfix would refuse when it evaluates
 * an expression is a problem on the node, found where the evaluation stops.
 */
import { BracketedText } from "./brackets";
import { BLANKS, isAlphanumeric, isNameCharacter } from "./characters";
import type { Expression, ExpressionProblem, Literal, Part, Reference, Subject } from "./expression";

export type * from "./expression";

/** Expressions nested deeper than this cannot be evaluated: Postfix stops at 100. */
const MAX_NESTING = 101;

/**
 * References in one value beyond this are taken for text. No value has so
 * many; a file that is no configuration at all may, and must not fill the memory.
 */
const MAX_REFERENCES = 100_000;

/** The value being parsed, and how many references have been found in it. */
class Source extends BracketedText {
  references = 0;
}

/** Parses a value. `value.slice(part.start, part.end)`, joined over the parts, is the value. */
export function parseExpression(value: string): Expression {
  // Most values of a file are such.
  if (!value.includes("$")) return plainExpression(value);
  return parseRange(new Source(value), 0, value.length, 0);
}

/** A value without references. */
function plainExpression(value: string): Expression {
  const end = value.length;
  return { start: 0, end, parts: end === 0 ? [] : [{ kind: "literal", start: 0, end, text: value }] };
}

function parseRange(source: Source, start: number, end: number, depth: number): Expression {
  const value = source.text;
  const parts: Part[] = [];
  let position = start;
  while (position < end) {
    const isFull = source.references >= MAX_REFERENCES;
    const dollar = isFull ? end : nextReference(value, position, end);
    if (dollar > position) parts.push(literal(value, position, dollar));
    if (dollar >= end) break;
    source.references++;
    const reference = parseReference(source, dollar, end, depth);
    parts.push(reference);
    position = reference.end;
    // Postfix gives up on the rest of a value behind one of these two.
    if (reference.problem?.kind === "unterminated" || reference.problem?.kind === "empty-name") {
      if (position < end) parts.push({ kind: "literal", start: position, end, text: "" });
      break;
    }
  }
  return { start, end, parts };
}

/** The first `$` that is not one of a pair `$$`. */
function nextReference(value: string, from: number, end: number): number {
  for (let index = value.indexOf("$", from); index >= 0 && index < end; ) {
    let runEnd = index + 1;
    while (runEnd < end && value.charCodeAt(runEnd) === DOLLAR) runEnd++;
    if ((runEnd - index) % 2 === 1) return runEnd - 1;
    index = value.indexOf("$", runEnd);
  }
  return end;
}

const DOLLAR = 36;

function literal(value: string, start: number, end: number): Literal {
  const raw = value.slice(start, end);
  const text = raw.includes("$$") ? raw.replace(/(?:\$\$)+/g, (run) => "$".repeat(run.length / 2)) : raw;
  return { kind: "literal", start, end, text };
}

function parseReference(source: Source, start: number, end: number, depth: number): Reference {
  const value = source.text;
  const open = value[start + 1];
  if (start + 1 < end && (open === "{" || open === "(")) {
    return parseBracketed(source, start, end, open, depth);
  }
  let nameEnd = start + 1;
  while (nameEnd < end && isNameCharacter(value.charCodeAt(nameEnd))) nameEnd++;
  const isNamed = nameEnd > start + 1;
  return {
    kind: "reference",
    start,
    end: nameEnd,
    form: "plain",
    subject: isNamed ? nameSubject(value, start + 1, nameEnd) : undefined,
    whenSet: undefined,
    whenEmpty: undefined,
    problem: isNamed ? undefined : { kind: "empty-name", start, end: nameEnd },
  };
}

const NO_BRANCHES = { whenSet: undefined, whenEmpty: undefined } as const;

function nameSubject(value: string, start: number, end: number): Subject {
  return { kind: "name", name: value.slice(start, end), start, end };
}

function parseBracketed(
  source: Source,
  start: number,
  end: number,
  open: "{" | "(",
  depth: number,
): Reference {
  const form = open === "{" ? "braces" : "parentheses";
  const close = source.closeOf(start + 1, open);
  if (close < 0 || close >= end) {
    const problem = { kind: "unterminated", start, end } as const;
    return { kind: "reference", start, end, form, subject: undefined, ...NO_BRANCHES, problem };
  }
  const base = { kind: "reference", start, end: close + 1, form } as const;
  if (close === start + 2) {
    const problem = { kind: "empty-name", start, end: close + 1 } as const;
    return { ...base, subject: undefined, ...NO_BRANCHES, problem };
  }
  if (depth >= MAX_NESTING) {
    const problem = { kind: "nesting", start, end: close + 1 } as const;
    return { ...base, subject: undefined, ...NO_BRANCHES, problem };
  }
  return { ...base, ...parseContent(source, start + 2, close, depth + 1) };
}

type Content = Pick<Reference, "subject" | "whenSet" | "whenEmpty" | "problem">;

function parseContent(source: Source, start: number, end: number, depth: number): Content {
  const first = skipBlanks(source.text, start, end);
  if (source.text[first] === "{" && first < end) return parseComparison(source, first, end, depth);
  return parseNamed(source, first, end, depth);
}

function parseNamed(source: Source, start: number, end: number, depth: number): Content {
  const value = source.text;
  let position = start;
  for (;;) {
    const next = skipBlanks(value, position, end);
    const character = next < end ? value[next] : undefined;
    if (character === undefined || character === "?" || character === ":") {
      const subject = nameSubject(value, start, position);
      if (character === undefined) return { subject, ...NO_BRANCHES, problem: undefined };
      return { subject, ...parseBranches(source, character, next + 1, end, depth) };
    }
    if (character === "{" && next === position && position > start) {
      return parseCall(source, start, position, end, depth);
    }
    if (!isNameCharacter(value.charCodeAt(position))) {
      const problem = { kind: "bad-name-character", start: position, end: position + 1 } as const;
      return { subject: undefined, ...NO_BRANCHES, problem };
    }
    position++;
  }
}

/** `${function{argument}}`, Postfix 3.11 and later; older versions refuse the brace. */
function parseCall(source: Source, start: number, nameEnd: number, end: number, depth: number): Content {
  const payload = bracedPayload(source, nameEnd, end);
  if ("problem" in payload) return { subject: undefined, ...NO_BRANCHES, problem: payload.problem };
  const argument = parseRange(source, payload.start, payload.end, depth);
  const name = source.text.slice(start, nameEnd);
  const subject = { kind: "call", name, start, end: nameEnd, argument } as const;
  const problem =
    payload.next < end ? ({ kind: "text-after-braces", start: payload.next, end } as const) : undefined;
  return { subject, ...NO_BRANCHES, problem };
}

const OPERATOR_CHARACTERS = "<>!=?+-*/~&|%";
const OPERATORS = new Set(["==", "!=", "<", "<=", ">=", ">"]);

function parseComparison(source: Source, start: number, end: number, depth: number): Content {
  const value = source.text;
  const fail = (problem: ExpressionProblem): Content => ({ subject: undefined, ...NO_BRANCHES, problem });
  const left = bracedPayload(source, start, end);
  if ("problem" in left) return fail(left.problem);
  const operatorStart = left.next;
  let operatorEnd = operatorStart;
  while (operatorEnd < end && OPERATOR_CHARACTERS.includes(value[operatorEnd]!)) operatorEnd++;
  const operator = value.slice(operatorStart, operatorEnd);
  if (!OPERATORS.has(operator)) {
    return fail({
      kind: "unknown-operator",
      start: operatorStart,
      end: Math.max(operatorEnd, Math.min(operatorStart + 1, end)),
    });
  }
  let suffixEnd = operatorEnd;
  while (suffixEnd < end && isAlphanumeric(value.charCodeAt(suffixEnd))) suffixEnd++;
  const suffix = value.slice(operatorEnd, suffixEnd);
  if (suffix !== "" && suffix !== "level") {
    return fail({ kind: "unknown-operator-suffix", start: operatorEnd, end: suffixEnd });
  }
  const rightStart = skipBlanks(value, suffixEnd, end);
  if (rightStart >= end || value[rightStart] !== "{") {
    return fail({ kind: "missing-right-operand", start: operatorStart, end: suffixEnd });
  }
  const right = bracedPayload(source, rightStart, end);
  if ("problem" in right) return fail(right.problem);
  const subject: Subject = {
    kind: "comparison",
    left: parseRange(source, left.start, left.end, depth),
    operator,
    suffix,
    operatorStart,
    operatorEnd: suffixEnd,
    right: parseRange(source, right.start, right.end, depth),
  };
  if (right.next >= end) return { subject, ...NO_BRANCHES, problem: undefined };
  const character = value[right.next];
  if (character !== "?" && character !== ":") {
    return { subject, ...NO_BRANCHES, problem: { kind: "missing-condition", start: right.next, end } };
  }
  return { subject, ...parseBranches(source, character, right.next + 1, end, depth) };
}

/** What stands behind `?` or `:`. Only text in braces can be followed by the other branch. */
function parseBranches(
  source: Source,
  operator: "?" | ":",
  from: number,
  end: number,
  depth: number,
): Omit<Content, "subject"> {
  const first = parseOperand(source, from, end, depth);
  if ("problem" in first) return { ...NO_BRANCHES, problem: first.problem };
  if (operator === ":") {
    const problem =
      first.next < end ? ({ kind: "text-after-braces", start: first.next, end } as const) : undefined;
    return { whenSet: undefined, whenEmpty: first.expression, problem };
  }
  if (first.next >= end) return { whenSet: first.expression, whenEmpty: undefined, problem: undefined };
  if (source.text[first.next] !== ":") {
    const problem = { kind: "text-after-braces", start: first.next, end } as const;
    return { whenSet: first.expression, whenEmpty: undefined, problem };
  }
  const second = parseOperand(source, first.next + 1, end, depth);
  if ("problem" in second)
    return { whenSet: first.expression, whenEmpty: undefined, problem: second.problem };
  const problem =
    second.next < end ? ({ kind: "text-after-braces", start: second.next, end } as const) : undefined;
  return { whenSet: first.expression, whenEmpty: second.expression, problem };
}

function parseOperand(
  source: Source,
  from: number,
  end: number,
  depth: number,
): { expression: Expression; next: number } | { problem: ExpressionProblem } {
  const brace = skipBlanks(source.text, from, end);
  if (brace >= end || source.text[brace] !== "{") {
    return { expression: parseRange(source, from, end, depth), next: end };
  }
  const payload = bracedPayload(source, brace, end);
  if ("problem" in payload) return payload;
  return { expression: parseRange(source, payload.start, payload.end, depth), next: payload.next };
}

/** The text inside the braces that open at `open`; `next` is behind them and the blanks that follow. */
function bracedPayload(
  source: Source,
  open: number,
  end: number,
): { start: number; end: number; next: number } | { problem: ExpressionProblem } {
  const close = source.closeOf(open, "{");
  if (close < 0 || close >= end) return { problem: { kind: "unbalanced-braces", start: open, end } };
  return { start: open + 1, end: close, next: skipBlanks(source.text, close + 1, end) };
}

function skipBlanks(value: string, from: number, end: number): number {
  let index = from;
  while (index < end && BLANKS.includes(value[index]!)) index++;
  return index;
}

/** First version that reads `${function{argument}}`; to those before it the brace is a mistake. */
export const FUNCTIONS_SINCE = "3.11";

/**
 * Calls `visit` for each reference in the order in which Postfix looks at
 * them, both branches of a condition included, and stops where Postfix stops:
 * behind the first problem.
 *
 * @param hasFunctions false: as Postfix before {@link FUNCTIONS_SINCE} reads the expression
 * @returns the problem that stopped the walk, if one did.
 */
export function scanReferences(
  expression: Expression,
  visit: (reference: Reference) => void,
  hasFunctions = true,
): ExpressionProblem | undefined {
  for (const part of expression.parts) {
    if (part.kind === "literal") continue;
    visit(part);
    const problem = scanInside(part, visit, hasFunctions) ?? part.problem;
    if (problem) return problem;
  }
  return undefined;
}

function scanInside(
  { subject, whenSet, whenEmpty }: Reference,
  visit: (reference: Reference) => void,
  hasFunctions: boolean,
): ExpressionProblem | undefined {
  const scan = (inner: Expression) => scanReferences(inner, visit, hasFunctions);
  let problem: ExpressionProblem | undefined;
  if (subject?.kind === "comparison") {
    // Postfix expands the right operand even where the left one has failed.
    const left = scan(subject.left);
    const right = scan(subject.right);
    problem = left ?? right;
  }
  if (subject?.kind === "call") {
    if (!hasFunctions) return { kind: "bad-name-character", start: subject.end, end: subject.end + 1 };
    problem = scan(subject.argument);
  }
  if (!problem && whenSet) problem = scan(whenSet);
  if (!problem && whenEmpty) problem = scan(whenEmpty);
  return problem;
}

/** The innermost reference that touches `offset`, and undefined where only text stands. */
export function referenceAt(expression: Expression, offset: number): Reference | undefined {
  for (const part of expression.parts) {
    if (part.kind === "literal" || offset < part.start || offset > part.end) continue;
    for (const inner of subexpressions(part)) {
      if (offset < inner.start || offset > inner.end) continue;
      const found = referenceAt(inner, offset);
      if (found) return found;
    }
    return part;
  }
  return undefined;
}

/** The expressions inside a reference, in source order. */
export function subexpressions(reference: Reference): Expression[] {
  const { subject, whenSet, whenEmpty } = reference;
  const operands =
    subject?.kind === "comparison"
      ? [subject.left, subject.right]
      : subject?.kind === "call"
        ? [subject.argument]
        : [];
  return [...operands, whenSet, whenEmpty].filter((expression) => expression !== undefined);
}
