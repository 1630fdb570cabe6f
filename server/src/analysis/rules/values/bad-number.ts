import type { ParameterFact } from "../../../knowledge/facts";
import { shorten } from "../../markdown";
import { sizeInWords } from "../../quantities";
import { defineRule, type Fix } from "../rule";
import { onTypedValues, type TypedContext, type TypedValue, whoEnds } from "../value-types";

export const badNumber = defineRule({
  id: "bad-number",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A value that is no whole number, or one that is too small or too large, for a parameter that takes a number.",
    why: "Postfix reads decimal digits and nothing else: no units such as `MB`, no separators, no expressions. The program that reads the parameter ends with a fatal error each time it is started, and postconf says nothing about it.",
    bad: "message_size_limit = 20MB\n",
    good: "message_size_limit = 20971520\n",
    references: ["postconf(5)"],
  },
  messages: {
    empty:
      "'{name}' takes a whole number, and there is none: when it is read, {readers} with a fatal error. Write a number, or remove the line to have the default.",
    text: "'{value}' is no whole number, which is what '{name}' takes: when it is read, {readers} with a fatal error. Write digits only.",
    unit: "'{name}' takes a plain number without a unit. With '{value}' {readers} with a fatal error when it is read. Write all digits.",
    overflow:
      "'{value}' is more than Postfix can count: when '{name}' is read, {readers} with a fatal error. The largest number is {most}.",
    small:
      "'{value}' is too small for '{name}': when it is read, {readers} with a fatal error. The smallest number is {least}.",
    large:
      "'{value}' is too large for '{name}': when it is read, {readers} with a fatal error. The largest number is {most}.",
  },
  ...onTypedValues(
    (fact, value) => isNumeric(fact.type) && !isPlainlyRight(fact, value),
    (typed, context) => check(typed, context),
  ),
});

function isNumeric(type: string): boolean {
  return type === "int" || type === "nint" || type === "long";
}

/** Nearly all values are: short numbers between the bounds. */
function isPlainlyRight({ min, max }: ParameterFact, value: string): boolean {
  if (!/^\d{1,9}$/.test(value)) return false;
  const number = Number(value);
  return (min === undefined || number >= min) && (max === undefined || number <= max);
}

const LARGEST_INT = 2n ** 31n - 1n;
const LARGEST_LONG = 2n ** 63n - 1n;

function check(typed: TypedValue, { report }: TypedContext): void {
  const { text, setting, fact, place } = typed;
  const problem = problemOf(typed);
  if (!problem) return;
  const data = {
    name: setting.name,
    value: shorten(text, 60),
    readers: whoEnds(fact),
    least: String(fact.min ?? ""),
    most: String(fact.max ?? largestOf(fact)),
  };
  report({ message: problem, data, ...place, fixes: () => fixesFor(problem, typed) });
}

type Problem = "empty" | "text" | "unit" | "overflow" | "small" | "large";

function problemOf({ text, fact }: TypedValue): Problem | undefined {
  if (text === "") return "empty";
  if (!/^[+-]?\d+$/.test(text)) return /^\d+(?:\.\d+)?\s*[A-Za-z]+$/.test(text) ? "unit" : "text";
  const number = BigInt(text.replace(/^\+/, ""));
  const largest = largestOf(fact);
  if (number > largest || number < -largest - 1n) return "overflow";
  if (fact.min !== undefined && number < BigInt(fact.min)) return "small";
  return fact.max !== undefined && number > BigInt(fact.max) ? "large" : undefined;
}

function largestOf({ type }: ParameterFact): bigint {
  return type === "long" ? LARGEST_LONG : LARGEST_INT;
}

const POWERS: Readonly<Record<string, number>> = { "": 0, k: 1, m: 2, g: 3, t: 4 };

function fixesFor(problem: Problem, typed: TypedValue): Fix[] {
  const { text, fact } = typed;
  switch (problem) {
    case "empty":
      return typed.remove();
    case "small":
      return typed.changeTo(String(fact.min));
    case "large":
      return typed.changeTo(String(fact.max));
    case "overflow":
      return [];
  }
  if (fact.valueKind === "size" && /[a-z]/i.test(text)) return sizeFixes(typed);
  // Digits in groups are one number.
  return /^\d{1,3}(?:([., _'])\d{3})(?:\1\d{3})*$/.test(text) ? typed.changeTo(text.replace(/\D/g, "")) : [];
}

function sizeFixes({ text, changeTo }: TypedValue): Fix[] {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b|bytes?)?$/i.exec(text);
  const bytes = match ? Number(match[1]) * 1024 ** POWERS[match[2]!.toLowerCase()]! : Number.NaN;
  if (!Number.isSafeInteger(bytes)) return [];
  return changeTo(String(bytes)).map((fix) => ({
    ...fix,
    title: `${fix.title}, which is ${sizeInWords(bytes)}`,
    preferred: true,
  }));
}
