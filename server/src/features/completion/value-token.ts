/**
 * The word at a cursor in a value, and what may stand there: values nest
 * `${name ? {text} : {text}}`, `type:{ ... }` and `{ ... }` in each other.
 * Pure, over text.
 */
import { touches } from "../../base/span";
import { BLANKS, isNameCharacter } from "../../syntax/characters";
import { splitListWords, type Word } from "../../syntax/lists";

/** What the surrounding braces make of a place in a value. */
export type Role =
  /** The value itself, or a branch of a condition: what the parameter wants. */
  | { readonly kind: "value" }
  /** The operand of a comparison or a name between `${` and `}`: nothing of the parameter's. */
  | { readonly kind: "operand" }
  /** `word { ... }`: options of the word in front; empty where none is. */
  | { readonly kind: "group"; readonly owner: string }
  /** `type:{ ... }`: what a table holds. */
  | { readonly kind: "table"; readonly type: string };

/** A word of a value. Offsets are those of the value. */
export interface ValueToken {
  readonly role: Role;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The part in front of the cursor. */
  readonly typed: string;
  /** The other words of the same list. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The name in `$name`, `${name` or `$(name` at a cursor. */
export interface ReferenceName {
  readonly start: number;
  readonly end: number;
  /** The bracket that is still missing behind the name. */
  readonly closer: "" | "}" | ")";
}

/** The name of a reference at `cursor`; undefined where none can stand. */
export function referenceNameAt(value: string, cursor: number): ReferenceName | undefined {
  let start = cursor;
  while (start > 0 && isNameCharacter(value.charCodeAt(start - 1))) start--;
  let end = cursor;
  while (end < value.length && isNameCharacter(value.charCodeAt(end))) end++;
  if (isReferenceSign(value, start - 1)) return { start, end, closer: "" };
  let open = start - 1;
  while (open >= 0 && BLANKS.includes(value[open]!)) open--;
  const bracket = value[open];
  if ((bracket !== "{" && bracket !== "(") || !isReferenceSign(value, open - 1)) return undefined;
  const closer = bracket === "{" ? "}" : ")";
  const next = value.slice(end).trimStart()[0];
  return { start, end, closer: next !== undefined && `${closer}?:`.includes(next) ? "" : closer };
}

/** Whether the `$` at `index` begins a reference: of `$$` it does not. */
function isReferenceSign(value: string, index: number): boolean {
  let count = 0;
  while (value[index - count] === "$") count++;
  return count % 2 === 1;
}

interface Opener {
  readonly index: number;
  /** Where what it holds begins. */
  readonly content: number;
  readonly reference: boolean;
  readonly close: string;
}

/** The word at `cursor`. */
export function tokenAt(value: string, cursor: number): ValueToken {
  const openers = openersAt(value, cursor);
  const { role, start } = regionOf(value, openers, cursor);
  const end = openers.length === 0 ? value.length : closeBehind(value, cursor);
  const words = splitListWords(value.slice(start, end)).map((word) => moved(word, start));
  const index = words.findIndex((word) => touches(word, cursor));
  const word = words[index] ?? { text: "", start: cursor, end: cursor };
  return {
    role,
    start: word.start,
    end: word.end,
    text: word.text,
    typed: value.slice(word.start, cursor),
    before: words.filter((other) => other.end < cursor && other !== word).map(({ text }) => text),
    after: words.filter((other) => other.start > cursor && other !== word).map(({ text }) => text),
  };
}

function moved(word: Word, by: number): Word {
  return { text: word.text, start: word.start + by, end: word.end + by };
}

/** The braces and brackets that are open at `cursor`, outermost first. */
function openersAt(value: string, cursor: number): Opener[] {
  const openers: Opener[] = [];
  for (let index = 0; index < cursor; index++) {
    const character = value[index]!;
    const next = index + 1 < cursor ? value[index + 1] : undefined;
    if (character === "$" && next === "$") index++;
    else if (character === "$" && (next === "{" || next === "(")) {
      openers.push({ index, content: index + 2, reference: true, close: next === "{" ? "}" : ")" });
      index++;
    } else if (character === "{") {
      openers.push({ index, content: index + 1, reference: false, close: "}" });
    } else if (character === openers[openers.length - 1]?.close) openers.pop();
  }
  return openers;
}

/** Where the innermost open brace is closed, or the end of the value. */
function closeBehind(value: string, cursor: number): number {
  const open: string[] = [];
  for (let index = cursor; index < value.length; index++) {
    const character = value[index]!;
    if (character === "{" || (character === "(" && value[index - 1] === "$")) {
      open.push(character === "{" ? "}" : ")");
    } else if (open.length > 0 && character === open[open.length - 1]) open.pop();
    else if (open.length === 0 && character === "}") return index;
  }
  return value.length;
}

/** What may stand at the cursor, and where the list it stands in begins. */
function regionOf(value: string, openers: readonly Opener[], cursor: number): { role: Role; start: number } {
  let role: Role = { kind: "value" };
  let start = 0;
  for (const [number, opener] of openers.entries()) {
    const head = value.slice(start, opener.index);
    if (opener.reference) {
      start = opener.content;
      if (number < openers.length - 1) continue;
      // `${name?text` without braces around the text.
      const branch = /^\s*\w+\s*[?:]/.exec(value.slice(start, cursor));
      if (!branch) return { role: { kind: "operand" }, start };
      return { role, start: start + branch[0].length };
    }
    if (openers[number - 1]?.reference) {
      if (!/[?:]\s*$/.test(head)) return { role: { kind: "operand" }, start: opener.content };
    } else {
      const type = /([A-Za-z]\w*):$/.exec(head)?.[1];
      role = type
        ? { kind: "table", type }
        : { kind: "group", owner: splitListWords(head).pop()?.text ?? "" };
    }
    start = opener.content;
  }
  return { role, start };
}
