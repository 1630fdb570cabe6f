/** Hover on `$name`, `${name?{a}:{b}}` and `${{a} == {b}?…}`: what Postfix puts in its place here. */
import { code, codeOrEmpty, heading } from "../../analysis/markdown";
import { normalizeBlanks } from "../../analysis/model/effective-values";
import type { Expression, Reference, Subject } from "../../syntax/value";
import { type HoverContext, type HoverPart, isHidden, type Owner, paragraphs } from "./context";
import { parameterMarkdown } from "./parameter";

/**
 * The hover for a reference in a value.
 *
 * @param owner the parameter whose value it is
 * @param offset where the cursor is, in the value like the reference's offsets
 */
export function referenceHover(
  context: HoverContext,
  owner: Owner,
  reference: Reference,
  offset: number,
): HoverPart | undefined {
  const { subject, start, end } = reference;
  if (!subject) return undefined;
  if (subject.kind === "name") {
    const onName = reference.form === "plain" || (offset >= subject.start && offset <= subject.end);
    const hasBranches = reference.whenSet !== undefined || reference.whenEmpty !== undefined;
    if (onName || !hasBranches) return nameHover(context, owner, reference, subject);
    return { start, end, markdown: conditionMarkdown(context, owner, reference, subject) };
  }
  if (subject.kind === "comparison") {
    return { start, end, markdown: comparisonMarkdown(context, owner, reference, subject) };
  }
  return undefined;
}

/** Hover on a `$name` in a value that Postfix stores as it is: the program that uses it has names of its own. */
export function macroHover(owner: Owner, reference: Reference): HoverPart | undefined {
  const { subject, start, end } = reference;
  if (subject?.kind !== "name") return undefined;
  const markdown = paragraphs(
    heading(`$${subject.name}`, "macro"),
    `Postfix does not expand ${code(owner.name)} when it reads it. The program that uses the value fills this in, from its own list of names.`,
  );
  return { start, end, markdown };
}

function nameHover(
  context: HoverContext,
  owner: Owner,
  reference: Reference,
  subject: Extract<Subject, { kind: "name" }>,
): HoverPart {
  const hasBranches = reference.whenSet !== undefined || reference.whenEmpty !== undefined;
  const markdown = paragraphs(
    parameterMarkdown(context, subject.name, { scope: owner.scope, brief: true }),
    hasBranches ? conditionSentence(context, owner, reference, subject) : undefined,
  );
  const { start, end } = hasBranches ? subject : reference;
  return { start, end, markdown };
}

function conditionMarkdown(
  context: HoverContext,
  owner: Owner,
  reference: Reference,
  subject: Extract<Subject, { kind: "name" }>,
): string {
  return paragraphs(
    heading(subject.name, "condition"),
    conditionSentence(context, owner, reference, subject),
  );
}

function conditionSentence(
  context: HoverContext,
  owner: Owner,
  reference: Reference,
  subject: Extract<Subject, { kind: "name" }>,
): string {
  // Postfix looks at the value before it is expanded.
  const text = context.configuration.valueOf(subject.name, owner.scope)?.text ?? "";
  const state = text === "" ? "is empty" : "is not empty";
  return `${code(subject.name)} ${state}, so ${outcome(context, owner, reference, text !== "")}`;
}

const SIGNS: Readonly<Record<string, string>> = { "==": "=", "!=": "≠", "<=": "≤", ">=": "≥" };

function comparisonMarkdown(
  context: HoverContext,
  owner: Owner,
  reference: Reference,
  subject: Extract<Subject, { kind: "comparison" }>,
): string {
  const { configuration } = context;
  const [left, right] = [subject.left, subject.right].map((side) => configuration.expand(side, owner.scope));
  const bare: Reference = { ...reference, whenSet: undefined, whenEmpty: undefined, problem: undefined };
  const result = configuration.expand(only(bare), owner.scope);
  const title = heading(
    "Comparison",
    subject.suffix === "level" ? "of compatibility levels" : "of texts or numbers",
  );
  if (!left?.ok || !right?.ok || !result.ok) return paragraphs(title, "Postfix cannot evaluate it.");
  const [a, b] = [left.text, right.text].map((text) => shown(context, owner, text));
  const sign = SIGNS[subject.operator] ?? subject.operator;
  const isTrue = result.text !== "";
  const sentence = `${a} ${sign} ${b} is ${isTrue}, so ${outcome(context, owner, reference, isTrue)}`;
  return paragraphs(title, sentence);
}

/** Which part of a condition counts, and what it amounts to. */
function outcome(context: HoverContext, owner: Owner, reference: Reference, isSet: boolean): string {
  const { whenSet, whenEmpty, subject } = reference;
  if (!whenSet && !whenEmpty)
    return subject?.kind === "comparison"
      ? `the result is ${isSet ? "`true`" : "empty"}.`
      : "it stands for its value.";
  const branch = isSet ? whenSet : whenEmpty;
  if (!branch) return "the result is empty.";
  const expansion = context.configuration.expand(branch, owner.scope);
  const part = `the part behind ${isSet ? "`?`" : "`:`"} counts`;
  return expansion.ok
    ? `${part}: ${shown(context, owner, expansion.text)}`
    : `${part}; Postfix cannot expand it.`;
}

/** A piece of the owner's value: hidden where the whole value is. */
function shown({ secrets }: HoverContext, owner: Owner, text: string): string {
  const visible = secrets.show(owner.name, text);
  return isHidden(visible) ? "*hidden*" : codeOrEmpty(normalizeBlanks(visible));
}

function only(reference: Reference): Expression {
  return { start: reference.start, end: reference.end, parts: [reference] };
}
