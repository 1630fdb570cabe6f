import type { ParameterFact } from "../../../knowledge/facts";
import { shorten } from "../../markdown";
import { durationInWords, secondsOf, UNIT_NAMES } from "../../quantities";
import { defineRule, type Fix } from "../rule";
import { onTypedValues, type TypedContext, type TypedValue, whoEnds } from "../value-types";

export const badTime = defineRule({
  id: "bad-time",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { rest: "warning", zero: "warning" },
  docs: {
    what: "A time that Postfix cannot read, that is too short or too long, or of which it reads only the beginning.",
    why: "A time is a whole number with one of the letters s, m, h, d or w behind it, or none. With anything else the program that reads the parameter ends with a fatal error each time it is started, and postconf says nothing about it. What stands behind the letter is never looked at: `1h30m` is one hour, and `10ms` ten minutes.",
    bad: "smtp_connect_timeout = 45 s\n",
    good: "smtp_connect_timeout = 45s\n",
    references: ["postconf(5)"],
  },
  messages: {
    empty:
      "'{name}' takes a time, and there is none: when it is read, {readers} with a fatal error. Write a time such as '{example}', or remove the line to have the default.",
    number:
      "'{value}' is no time for '{name}': when it is read, {readers} with a fatal error. Write a whole number and one of the letters s, m, h, d or w.",
    unit: "'{value}' has no unit that Postfix knows: when '{name}' is read, {readers} with a fatal error. Put one of the letters s, m, h, d or w right behind the number; without a letter it counts {unit}.",
    rest: "Postfix reads '{read}' here, which is {words}, and does not look at '{rest}'. Write a whole number with one letter.",
    zero: "There is no number in '{value}', and Postfix takes it for 0, because it begins with the letter of a unit. Write a whole number in front, '0' if that is what you mean.",
    overflow:
      "'{value}' is longer than Postfix can count: when '{name}' is read, {readers} with a fatal error. The longest time is some 68 years.",
    short:
      "'{value}' is too short for '{name}': when it is read, {readers} with a fatal error. The shortest time is {least}.",
    long: "'{value}' is too long for '{name}': when it is read, {readers} with a fatal error. The longest time is {most}.",
  },
  ...onTypedValues(
    (fact, value) => fact.type === "time" && problemOf(fact, value) !== undefined,
    (typed, context) => check(typed, context),
  ),
});

type Problem = "empty" | "number" | "unit" | "rest" | "zero" | "overflow" | "short" | "long";

const FACTORS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
const LARGEST = 2 ** 31 - 1;

/** Words for a unit whose first letter means the same. */
const UNIT_WORD = /^\d+(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/;

/** What conv_time.c and mail_conf_time.c object to. */
function problemOf(fact: ParameterFact, text: string): Problem | undefined {
  if (text === "") return "empty";
  // Without digits the number is 0, and the first character is the unit.
  const match = /^([+-]?\d+)?(.?)(.*)$/s.exec(text);
  const [, digits, letter = "", rest = ""] = match ?? [];
  const number = Number(digits ?? 0);
  const factor = FACTORS[letter || (fact.unit ?? "s")];
  if (number < 0) return "number";
  if (factor === undefined) return digits === undefined ? "number" : "unit";
  const isTooMuch = factor === 1 ? number > LARGEST : number >= Math.floor(LARGEST / factor);
  if (isTooMuch) return "overflow";
  if (fact.min !== undefined && number * factor < fact.min) return "short";
  if (fact.max !== undefined && number * factor > fact.max) return "long";
  if (digits === undefined) return "zero";
  return rest !== "" && !UNIT_WORD.test(text) ? "rest" : undefined;
}

function check(typed: TypedValue, { report }: TypedContext): void {
  const { text, setting, fact, place } = typed;
  const problem = problemOf(fact, text);
  if (!problem) return;
  const unit = fact.unit ?? "s";
  const read = /^[+-]?\d*[smhdw]?/.exec(text)?.[0] ?? "";
  const data = {
    name: setting.name,
    value: shorten(text, 60),
    readers: whoEnds(fact),
    example: `1${unit}`,
    unit: UNIT_NAMES[unit] ?? unit,
    read,
    words: durationInWords(secondsOf(read.replace(/^\+/, ""), unit) ?? 0),
    rest: shorten(text.slice(read.length), 40),
    least: durationInWords(fact.min ?? 0),
    most: durationInWords(fact.max ?? LARGEST),
  };
  report({ message: problem, data, ...place, fixes: () => fixesFor(problem, typed) });
}

function fixesFor(problem: Problem, typed: TypedValue): Fix[] {
  const { text, fact } = typed;
  const prefer = (fixes: readonly Fix[]) => fixes.map((fix) => ({ ...fix, preferred: true }));
  switch (problem) {
    case "empty":
      return typed.remove();
    case "short":
      return typed.changeTo(`${fact.min}s`);
    case "long":
      return typed.changeTo(`${fact.max}s`);
    case "zero":
    case "overflow":
    case "number":
      return [];
  }
  const joined = /^(\d+)\s*([a-z]+)$/i.exec(text);
  const word = joined && `${joined[1]}${joined[2]!.toLowerCase()}`;
  // Capital M could be a month as well as a minute to whoever wrote it, but Postfix knows only the minute.
  if (word && UNIT_WORD.test(word)) {
    return prefer(typed.changeTo(`${joined[1]}${joined[2]![0]!.toLowerCase()}`));
  }
  const total = totalOf(text);
  return total === undefined ? [] : prefer(typed.changeTo(total));
}

/** `1h30m` as `90m`, in the smallest of the units it has; undefined when it is no such time. */
function totalOf(text: string): string | undefined {
  if (!/^(?:\d+[smhdw]\s*){2,}$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([smhdw])/g)].map(([, digits, letter]) => ({
    letter: letter!,
    seconds: Number(digits) * FACTORS[letter!]!,
  }));
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
  const smallest = parts.map(({ letter }) => letter).sort((a, b) => FACTORS[a]! - FACTORS[b]!)[0]!;
  return `${seconds / FACTORS[smallest]!}${smallest}`;
}
