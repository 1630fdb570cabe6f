/** Macros in the names of an SPF record (RFC 7208, section 7). */
import { printable } from "../../../base/for-people";

/** A part of a text with macros: either literal, or a macro to be expanded. */
export type MacroPart =
  | { readonly literal: string }
  | {
      readonly letter: MacroLetter;
      /** How many parts are kept, counted from the right; undefined for all of them. */
      readonly keep: number | undefined;
      readonly isReversed: boolean;
      /** The characters that the value is split at. */
      readonly delimiters: string;
      /** Whether what is no unreserved character of URLs is written as `%` and two digits. */
      readonly isEscaped: boolean;
    };

/** The macros that may stand in a name. */
export type MacroLetter = "s" | "l" | "o" | "d" | "i" | "p" | "v" | "h";

/** What the macros stand for. */
export type MacroValues = Readonly<Record<MacroLetter, string>>;

/** A text that is not what it must be; `problem` is a clause about the text: `ends in a lone %`. */
export interface MacroProblem {
  readonly problem: string;
}

const LONGEST_NAME = 253;

/** The letters that explanations alone may have: in a name they are errors, in modifiers nobody knows they are not. */
const ONLY_IN_EXPLANATIONS = "crt";

/**
 * Reads a text with macros.
 *
 * @param others whether also the macros are allowed that only explanations may have; they are then left out
 */
export function parseMacros(text: string, others = false): readonly MacroPart[] | MacroProblem {
  const parts: MacroPart[] = [];
  const pattern = /%\{([a-z])(\d*)(r?)([-.+,/_=]*)\}|%([%_-])|([^%]+)|%(?:\{[^}]*\}?|.)?/gi;
  for (const [whole, letter, digits, reversed, delimiters, sign, literal] of text.matchAll(pattern)) {
    if (literal !== undefined) {
      if (/[^\x21-\x7e]/.test(literal)) return { problem: "has characters beyond printable ASCII" };
      parts.push({ literal });
    } else if (sign !== undefined) {
      parts.push({ literal: SIGNS[sign]! });
    } else if (letter === undefined) {
      return { problem: `has the macro ${printable(whole)}, which is none` };
    } else {
      const problem = objectionTo(letter.toLowerCase(), digits!, others);
      if (problem !== undefined) return { problem: `has the macro ${whole}, ${problem}` };
      if (ONLY_IN_EXPLANATIONS.includes(letter.toLowerCase())) continue;
      parts.push({
        letter: letter.toLowerCase() as MacroLetter,
        keep: digits === "" ? undefined : Number(digits),
        isReversed: reversed !== "",
        delimiters: delimiters || ".",
        isEscaped: letter !== letter.toLowerCase(),
      });
    }
  }
  return parts;
}

const SIGNS: Readonly<Record<string, string>> = { "%": "%", _: " ", "-": "%20" };

function objectionTo(letter: string, digits: string, others: boolean): string | undefined {
  if (!"slodipvh".includes(letter)) {
    if (!ONLY_IN_EXPLANATIONS.includes(letter)) return "which is none";
    if (!others) return "which only explanations may have";
  }
  return digits !== "" && Number(digits) === 0 ? "which keeps nothing" : undefined;
}

const ENDS_IN_MACRO = /^(?:[^%]|%[%_-]|%\{[^}]*\})*%(?:\{[^}]*\}|[%_-])$/;

/** Reads a name with macros, `domain-spec` in the RFC: it ends in a macro or in a top-level domain. */
export function parseDomainSpec(text: string): readonly MacroPart[] | MacroProblem {
  if (text === "") return { problem: "names no domain" };
  const parts = parseMacros(text);
  if ("problem" in parts || ENDS_IN_MACRO.test(text)) return parts;
  const labels = text.replace(/\.$/, "").split(".");
  // A top-level domain has letters, digits and hyphens, but neither digits alone nor a hyphen at an end.
  const isTop = /^(?!\d+$)[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(labels.at(-1)!);
  return labels.length > 1 && isTop ? parts : { problem: "does not end in a domain" };
}

/** Whether a macro stands in the text. */
export function usesMacro(parts: readonly MacroPart[], letter: MacroLetter): boolean {
  return parts.some((part) => "letter" in part && part.letter === letter);
}

/**
 * Writes a name out. It has no dot at its end; where it would have more than 253 characters, labels are taken away
 * from its left end.
 */
export function expandName(parts: readonly MacroPart[], values: MacroValues): string {
  let name = expand(parts, values).replace(/\.$/, "");
  while (name.length > LONGEST_NAME && name.includes(".")) name = name.slice(name.indexOf(".") + 1);
  return name;
}

/** Writes a text out. */
export function expand(parts: readonly MacroPart[], values: MacroValues): string {
  return parts
    .map((part) => ("literal" in part ? part.literal : expandMacro(part, values[part.letter])))
    .join("");
}

function expandMacro(macro: Exclude<MacroPart, { literal: string }>, value: string): string {
  const pieces: string[] = [""];
  for (const character of value) {
    if (macro.delimiters.includes(character)) pieces.push("");
    else pieces[pieces.length - 1] += character;
  }
  if (macro.isReversed) pieces.reverse();
  const kept = pieces.slice(macro.keep === undefined ? 0 : Math.max(0, pieces.length - macro.keep)).join(".");
  return macro.isEscaped ? escapeForUrl(kept) : kept;
}

function escapeForUrl(text: string): string {
  return text.replace(/[^\w.~-]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}

/** An address as macros have it: `192.0.2.1`, or the digits of an IPv6 address with dots between them. */
export function dottedAddress(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  return bytes
    .flatMap((byte) => [byte >> 4, byte & 15])
    .map((digit) => digit.toString(16))
    .join(".");
}
