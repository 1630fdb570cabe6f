/** Words that got lost among the options of a service: what their writer meant, and how to say it. */
import { hasSince } from "../../knowledge/version";
import { BLANKS } from "../../syntax/characters";
import { extractBraces, splitWords, type Word } from "../../syntax/lists";
import type { Service } from "../../syntax/master-cf";
import type { PostfixFacts } from "../model/postfix-facts";
import type { StrayWords } from "./daemon-arguments";
import { spanOf } from "./places";
import type { Fix } from "./rule";

/** Words that belong together, and what is wrong with them. */
export interface StrayGroup {
  readonly kind: "spaced" | "split" | "missing-option" | "stray" | "comment";
  readonly words: readonly Word[];
  /** The argument of the `-o` in front, where the words belong to it. */
  readonly argument: Word | undefined;
  /** The parameter that is set there. */
  readonly name: string;
  /** What is wrong, from the argument on where that is part of it; offsets are the logical text's. */
  readonly start: number;
  readonly end: number;
}

const NAME_AND_VALUE = /^([A-Za-z0-9_]+)=/;

/** Sorts the stray words of a service by what they were meant to be. */
export function strayGroups(
  node: Service,
  text: string,
  strays: readonly StrayWords[],
  isKnown: (name: string) => boolean,
): StrayGroup[] {
  return strays.flatMap(({ words, after }) => {
    const hash = words.findIndex((word) => word.text.startsWith("#"));
    if (hash < 0) return [groupOf(words, after, isKnown)];
    // What looks like a comment goes to the end of its line, even where options stand in it.
    const lineEnd = lineEndAt(text, spanOf(node.logical, words[hash]!.start, words[hash]!.end).start);
    const comment = node.words.filter(
      ({ start, end }) => start >= words[hash]!.start && spanOf(node.logical, start, end).start < lineEnd,
    );
    const groups: StrayGroup[] = [{ ...groupOf(comment, undefined, isKnown), kind: "comment" }];
    if (hash > 0) groups.unshift(groupOf(words.slice(0, hash), after, isKnown));
    return groups;
  });
}

function lineEndAt(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline;
}

function groupOf(
  words: readonly Word[],
  after: StrayWords["after"],
  isKnown: (name: string) => boolean,
): StrayGroup {
  const first = words[0]!;
  const end = words.at(-1)!.end;
  const alone = { words, argument: undefined, name: "", start: first.start, end } as const;
  const isSetting = (word: Word) => isKnown(NAME_AND_VALUE.exec(word.text)?.[1] ?? "");
  if (words.every(isSetting)) return { ...alone, kind: "missing-option" };
  const argument = after?.letter === "o" ? after.argument : undefined;
  if (!argument || argument.text.startsWith("{")) return { ...alone, kind: "stray" };
  const name = argument.text.replace(/=.*$/s, "");
  const hasEquals = argument.text.includes("=");
  if (!hasEquals && !first.text.startsWith("=")) return { ...alone, kind: "stray" };
  const isSpaced = !hasEquals || argument.text.endsWith("=");
  return {
    ...alone,
    kind: isSpaced ? "spaced" : "split",
    argument,
    name,
    start: isSpaced ? argument.start : first.start,
  };
}

/** How to mend a group; the likeliest way first. */
export function argumentRepair(node: Service, text: string, group: StrayGroup, facts: PostfixFacts): Fix[] {
  const { kind, words } = group;
  if (kind === "missing-option") {
    const edits = words.map((word) => insertion(startOf(node, word), "-o "));
    return [{ title: "Put '-o' in front", edits, preferred: true }];
  }
  if (kind === "comment") return [ownLine(node, text, words[0]!)];
  if (!group.argument) return [];
  const fixes: Fix[] = [];
  const all = [group.argument, ...words];
  const isOneWord = kind === "spaced" && valueWords(all) <= 1;
  const joined = isOneWord || isCommaList(all) ? joinWords(node, text, all) : undefined;
  if (joined) fixes.push({ title: "Remove the blanks", edits: joined });
  const braces = hasSince(facts.version, "3.0") ? inBraces(node, all) : undefined;
  if (braces && isOneWord) fixes.push(braces);
  else if (braces) fixes.unshift(braces);
  return fixes.map((fix, index) => ({ ...fix, preferred: index === 0 }));
}

function insertion(at: number, newText: string) {
  return { start: at, end: at, newText };
}

function startOf(node: Service, { start, end }: Word): number {
  return spanOf(node.logical, start, end).start;
}

function endOf(node: Service, { start, end }: Word): number {
  return spanOf(node.logical, start, end).end;
}

/** Of how many words a value is, when blanks around its '=' do not count. */
function valueWords(words: readonly Word[]): number {
  const whole = words.map((word) => word.text).join(" ");
  return splitWords(whole.slice(whole.indexOf("=") + 1), BLANKS).length;
}

function isCommaList(words: readonly Word[]): boolean {
  return words.slice(1).every((word, index) => {
    const before = words[index]!.text;
    return /[,=]$/.test(before) || /^[,=]/.test(word.text);
  });
}

/** Takes the blanks between words out; undefined where a comment stands between them. */
function joinWords(node: Service, text: string, words: readonly Word[]) {
  const edits = words.slice(1).map((word, index) => ({
    start: endOf(node, words[index]!),
    end: startOf(node, word),
    newText: "",
  }));
  return edits.every(({ start, end }) => text.slice(start, end).trim() === "") ? edits : undefined;
}

/** Puts braces around; undefined where the text has braces of its own that do not match. */
function inBraces(node: Service, words: readonly Word[]): Fix | undefined {
  const first = words[0]!;
  const whole = `{ ${words.map((word) => word.text).join(" ")} }`;
  const [only, ...others] = splitWords(whole, BLANKS);
  if (others.length > 0 || !only || extractBraces(only).problem) return undefined;
  const isAttached = node.logical.text[first.start - 1]?.trim() !== "";
  return {
    title: "Put the setting in braces",
    edits: [
      insertion(startOf(node, first), isAttached ? " { " : "{ "),
      insertion(endOf(node, words.at(-1)!), " }"),
    ],
  };
}

/** Moves what was meant as a comment to a line of its own, which may stand between the lines of a service. */
function ownLine(node: Service, text: string, hash: Word): Fix {
  const end = startOf(node, hash);
  let start = end;
  while (start > 0 && /[ \t]/.test(text[start - 1]!)) start--;
  return {
    title: "Put the comment on a line of its own",
    edits: [{ start, end, newText: "\n" }],
    preferred: true,
  };
}
