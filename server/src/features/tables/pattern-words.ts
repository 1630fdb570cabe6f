/** The parts of a regular expression in plain words, one a line. */
import { code } from "../../analysis/markdown";
import type { Span } from "../../base/span";
import { CLASS_NAMES, escapeMeaning } from "../../knowledge/pattern-parts";
import type { Group, Leaf, PatternNode, Repeat } from "../../syntax/tables/pattern";
import type { RegexpPattern, RegexpType } from "../../syntax/tables/regexp-table";

/** A part and what it means. Offsets are those of the pattern's text. */
export interface PatternPart extends Span {
  /** How many groups it is in. */
  readonly depth: number;
  /** Markdown, without the part itself. */
  readonly words: string;
}

/** Characters in a class, and alternatives, that are named one by one. */
const MOST_NAMED = 12;
/** Repetitions in repetitions that are said; deeper ones nobody writes. */
const DEEPEST = 40;

interface Reader {
  readonly text: string;
  readonly type: RegexpType;
  readonly multiline: boolean;
  readonly ungreedy: boolean;
  readonly parts: PatternPart[];
  groups: number;
}

/** The parts of a pattern in its order, groups in front of what is in them; empty for a basic expression. */
export function patternParts(pattern: RegexpPattern, type: RegexpType): PatternPart[] {
  if (!pattern.tree) return [];
  const isSet = (flag: string) => pattern.flags.filter(({ text }) => text === flag).length % 2 === 1;
  const reader: Reader = {
    text: pattern.text.text,
    type,
    multiline: isSet("m"),
    ungreedy: isSet("U"),
    parts: [],
    groups: 0,
  };
  readAlternatives(reader, pattern.tree.root, 0);
  return reader.parts;
}

/** The places of the groups that capture, by number from 1; offsets are those of the pattern's text. */
export function captureGroups(pattern: RegexpPattern): Span[] {
  const found: Span[] = [];
  const visit = (node: PatternNode) => {
    if (node.kind === "repeat") visit(node.of);
    if (node.kind !== "group") return;
    if (node.role === "capture") found.push({ start: node.start, end: node.end });
    for (const alternative of node.alternatives) alternative.forEach(visit);
  };
  if (pattern.tree) visit(pattern.tree.root);
  return found;
}

function readAlternatives(reader: Reader, { alternatives }: Group, depth: number): void {
  if (depth > DEEPEST) return;
  const several = alternatives.length > 1;
  for (const [index, nodes] of alternatives.entries()) {
    const first = reader.parts.length;
    readSequence(reader, nodes, depth);
    if (!several) continue;
    const word = index === 0 ? "either" : "or";
    const own = reader.parts.slice(first);
    for (const [at, part] of own.entries()) {
      if (part.depth !== depth) continue;
      reader.parts[first + at] = { ...part, words: `${at === 0 ? word : "then"} ${part.words}` };
    }
  }
}

function readSequence(reader: Reader, nodes: readonly PatternNode[], depth: number): void {
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]!;
    const run = literalRun(reader, nodes, index);
    if (run.count > 0) {
      const { start } = node;
      const { end } = nodes[index + run.count - 1]!;
      const words = `${run.count > 1 ? "the text" : "the character"} ${shownCharacters(run.text)}`;
      reader.parts.push({ start, end, depth, words });
      index += run.count - 1;
    } else {
      readNode(reader, node, depth, "");
    }
  }
}

/** The characters from `index` on that stand for themselves. */
function literalRun(
  reader: Reader,
  nodes: readonly PatternNode[],
  index: number,
): { text: string; count: number } {
  let text = "";
  let count = 0;
  for (let node = nodes[index]; node; node = nodes[index + count]) {
    const character = literalOf(reader, node);
    if (character === undefined) break;
    text += character;
    count++;
  }
  return { text, count };
}

/** The character that a part stands for; undefined where it is something else. */
function literalOf({ text, type }: Reader, node: PatternNode): string | undefined {
  if (node.kind !== "character" && node.kind !== "escape") return undefined;
  const own = text.slice(node.start, node.end);
  if (own[0] !== "\\") return own;
  return own.length === 2 && !/[A-Za-z0-9]/.test(own[1]!) && escapeMeaning(type, own[1]!) === undefined
    ? own[1]
    : undefined;
}

function readNode(reader: Reader, node: PatternNode, depth: number, times: string): void {
  const { start, end } = node;
  if (node.kind === "repeat") {
    const inner = repeatedLiteral(reader, node);
    const words = `, ${timesInWords(node, reader.ungreedy)}${times}`;
    if (inner !== undefined) {
      const what = `the character ${shownCharacters(inner)}`;
      reader.parts.push({ start, end, depth, words: what + words });
    } else if (depth < DEEPEST) {
      const first = reader.parts.length;
      readNode(reader, node.of, depth, words);
      // The part is what is repeated, together with its quantifier.
      reader.parts[first] = { ...reader.parts[first]!, start, end };
    }
  } else if (node.kind === "group") {
    readGroup(reader, node, depth, times);
  } else {
    reader.parts.push({ start, end, depth, words: leafWords(reader, node) + times });
  }
}

function repeatedLiteral(reader: Reader, { of }: Repeat): string | undefined {
  return literalOf(reader, of);
}

function timesInWords({ min, max, mode }: Repeat, ungreedy: boolean): string {
  const often = timesOf(min, max);
  if (mode === "possessive") return `${often}, and gives nothing back`;
  return (mode === "lazy") !== ungreedy && min !== max ? `${often}, as few as possible` : often;
}

function timesOf(min: number, max: number): string {
  if (min === max) return min === 1 ? "once" : `${min} times`;
  if (max === Infinity) {
    return min === 0
      ? "any number of times or not at all"
      : min === 1
        ? "once or more"
        : `${min} times or more`;
  }
  if (min > 0) return `${min} to ${max} times`;
  return max === 1 ? "once or not at all" : `up to ${max} times`;
}

function readGroup(reader: Reader, group: Group, depth: number, times: string): void {
  const { start, end, role } = group;
  if (role === "capture") reader.groups++;
  const words = groupWords(reader, group);
  const texts = literalAlternatives(reader, group);
  const choice = texts ? `: ${texts.length > 1 ? "one of " : ""}${listed(texts.map(shownCharacters))}` : "";
  reader.parts.push({ start, end, depth, words: words + choice + times });
  if (!texts) readAlternatives(reader, group, depth + 1);
}

const LOOKAROUNDS: readonly (readonly [string, string])[] = [
  ["(?=", "a place that is followed by"],
  ["(?!", "a place that is not followed by"],
  ["(?<=", "a place that comes behind"],
  ["(?<!", "a place that does not come behind"],
];

function groupWords({ text, groups }: Reader, { start, role }: Group): string {
  if (role === "capture") return `group ${groups}, in the result ${code(`$${groups}`)}`;
  if (role === "atomic") return "a group that gives nothing back";
  if (role === "lookaround") {
    return (
      LOOKAROUNDS.find(([sign]) => text.startsWith(sign, start))?.[1] ?? "a place with what is around it"
    );
  }
  const switches = /^\(\?([^:]+):/.exec(text.slice(start, start + 20))?.[1];
  return switches === undefined
    ? "a group that is not counted"
    : `a group that is not counted, with the switches ${code(switches)}`;
}

/** What a group holds, where that is nothing but texts. */
function literalAlternatives(reader: Reader, { alternatives }: Group): string[] | undefined {
  const texts = alternatives.map((nodes) => {
    const { text, count } = literalRun(reader, nodes, 0);
    return count > 0 && count === nodes.length ? text : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function leafWords(reader: Reader, leaf: Leaf): string {
  const { text, type, multiline } = reader;
  const own = text.slice(leaf.start, leaf.end);
  const lines = multiline ? " or of a line in it" : "";
  if (leaf.kind === "any") return "any character";
  if (leaf.kind === "class") return classWords(own, type);
  if (own === "^") return `the start of the text${lines}`;
  if (own === "$") return `the end of the text${lines}`;
  if (leaf.kind === "reference") {
    const number = /^\\(\d)$/.exec(own)?.[1];
    return number === undefined ? "another part of the pattern again" : `the text of group ${number} again`;
  }
  if (own.startsWith("(?")) return "switches that count from here on";
  if (own.startsWith("\\x")) return `the character with the number ${own.slice(2)}, hexadecimal`;
  return escapeMeaning(type, own[1] ?? "") ?? "a part that is not explained here";
}

/** A bracket expression in words. */
function classWords(own: string, type: RegexpType): string {
  const negated = own[1] === "^";
  const names = classMembers(own.slice(negated ? 2 : 1, -1), type);
  return `${negated ? "any character but" : "one of"} ${listed(names)}`;
}

function classMembers(inside: string, type: RegexpType): string[] {
  const names: string[] = [];
  for (let at = 0; at < inside.length; ) {
    const named = /^\[:(\^?)(\w+):\]/.exec(inside.slice(at, at + 20));
    if (named) {
      const words = Object.hasOwn(CLASS_NAMES, named[2]!) ? CLASS_NAMES[named[2]!]! : code(named[0]);
      names.push(named[1] ? `anything but ${words}` : words);
      at += named[0].length;
      continue;
    }
    const [from, next] = memberAt(inside, at, type);
    // A hyphen in front or at the end is a character.
    if (inside[next] === "-" && next + 1 < inside.length) {
      const [to, behind] = memberAt(inside, next + 1, type);
      names.push(`${shownMember(from, type)} to ${shownMember(to, type)}`);
      at = behind;
    } else {
      names.push(shownMember(from, type));
      at = next;
    }
  }
  return names;
}

/** A character of a class, with its backslash, and where the next one starts. */
function memberAt(inside: string, at: number, type: RegexpType): [string, number] {
  const escaped =
    type === "pcre" && inside[at] === "\\" ? /^\\(?:x[0-9a-fA-F]{2}|[\s\S])/.exec(inside.slice(at)) : null;
  const text = escaped?.[0] ?? String.fromCodePoint(inside.codePointAt(at)!);
  return [text, at + text.length];
}

function shownMember(member: string, type: RegexpType): string {
  if (type !== "pcre" || member.length < 2 || member[0] !== "\\") return shownCharacters(member);
  // Between brackets it is a backspace, not the edge of a word.
  if (member === "\\b") return "a backspace";
  return (
    escapeMeaning(type, member[1]!) ?? (member[1] === "x" ? code(member) : shownCharacters(member.slice(1)))
  );
}

function shownCharacters(text: string): string {
  if (text === "\t") return "tab";
  return /^\s+$/.test(text) ? (text.length === 1 ? "blank" : `${text.length} blanks`) : code(text);
}

function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(", ");
  return `${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more`;
}
