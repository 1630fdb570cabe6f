/**
 * aliases(5): `name: destination, destination`, as postalias.c reads it and
 * as local(8) takes the destinations apart (tok822_parse.c, token.c). A line
 * keeps its text only: what is in it is found when somebody asks.
 */
import type { Span } from "../../base/span";
import { skipSpace } from "../characters";
import type { Word } from "../lists";
import {
  type ChunkTree,
  type LogicalText,
  parseChunks,
  type Reparse,
  reparse,
  type TextChange,
} from "../logical-lines";

/** Why postalias leaves a line out. */
export type AliasProblemKind =
  /** Indented, and no line above it that it could continue. */
  | "leading-space"
  | "missing-colon"
  | "missing-name"
  | "missing-value"
  /** A comma in front of the colon. */
  | "several-names"
  /** `@` or `%` in the name: only names of this host can be aliases. */
  | "remote-name";

/** What is wrong with a line, and where. */
export interface AliasProblem extends Span {
  readonly kind: AliasProblemKind;
}

/** What local(8) does with a destination. */
export type DestinationKind =
  /** With a domain. */
  | "address"
  /** A user or an alias of this host. */
  | "name"
  /** `:include:/path`: more destinations in a file. */
  | "include"
  /** `|command` */
  | "command"
  /** `/path`: appends to a mailbox file, or delivers into a maildir where the path ends in a slash. */
  | "file"
  /** `~/path`: for .forward files; from the alias database mail to it bounces. */
  | "home-file";

/** One of the places that mail for an alias goes to. */
export interface AliasDestination extends Word {
  readonly kind: DestinationKind;
  /** Without quotes, backslashes and comments: what local(8) works with. */
  readonly target: string;
  /** Behind `:include:` the path, behind `|` the command; otherwise the target. */
  readonly argument: string;
  /** No comma stands in front of it: the white space between two words counts as one. */
  readonly isUnseparated: boolean;
}

/** The name of an alias: its place and text as written, and what is looked up. */
export interface AliasName extends Word {
  /** Without quotes and backslashes. */
  readonly target: string;
}

/** A logical line of a file of aliases. Offsets are those of {@link logical}. */
export interface AliasLine {
  readonly logical: LogicalText;
  /** What stands in front of the colon; undefined when nothing does, or there is none. */
  readonly name: AliasName | undefined;
  /** What stands behind the colon; undefined when nothing does. */
  readonly value: Word | undefined;
  readonly destinations: readonly AliasDestination[];
  /** The value as postalias writes it into the table. */
  readonly storedValue: string;
  readonly problem: AliasProblem | undefined;
}

/** Parses a file of aliases; never fails. */
export function parseAliasesTable(text: string): ChunkTree<AliasLine> {
  return parseChunks(text, parseLine);
}

/** Parses a file of aliases after a change, keeping what the change did not touch. */
export function reparseAliasesTable(
  old: ChunkTree<AliasLine>,
  text: string,
  change: TextChange,
): Reparse<AliasLine> {
  return reparse(old, text, change, parseLine);
}

function parseLine(logical: LogicalText): AliasLine {
  return new ParsedAliasLine(logical);
}

/** A class, because a file has thousands: the getters of a class are there once. */
class ParsedAliasLine implements AliasLine {
  constructor(readonly logical: LogicalText) {}

  get name(): AliasName | undefined {
    const { name } = this.#parts();
    const place = this.#wordOf(name);
    return place && { ...place, target: internalForm(name, true) };
  }

  get value(): Word | undefined {
    return this.#wordOf(this.#parts().value);
  }

  get destinations(): readonly AliasDestination[] {
    return findAddresses(this.#parts().value).map(({ tokens, isUnseparated }) => {
      const target = internalForm(tokens, false);
      const kind = kindOf(target, tokens);
      const skipped = kind === "include" ? INCLUDE.length : kind === "command" ? 1 : 0;
      return { ...this.#wordOf(tokens)!, kind, target, argument: target.slice(skipped), isUnseparated };
    });
  }

  get storedValue(): string {
    return externalForm(this.#parts().value);
  }

  get problem(): AliasProblem | undefined {
    const { text } = this.logical;
    const start = skipSpace(text, 0);
    if (start > 0) return { kind: "leading-space", start: 0, end: start };
    const { colon, name, value } = this.#parts();
    const whole = this.#wordOf([...name, ...value]);
    if (!colon) return whole && { kind: "missing-colon", start: whole.start, end: whole.end };
    if (name.length === 0) return { kind: "missing-name", start: colon.start, end: colon.end };
    if (value.length === 0) return { kind: "missing-value", start: name[0]!.start, end: colon.end };
    const comma = name.find(({ type }) => type === ",");
    if (comma) return { kind: "several-names", start: comma.start, end: comma.end };
    const remote = name.find(({ type }) => type === "@" || type === "%");
    return remote && { kind: "remote-name", start: remote.start, end: name.at(-1)!.end };
  }

  /** The tokens in front of the first colon and behind it; without a colon all are in front. */
  #parts(): { name: readonly Token[]; colon: Token | undefined; value: readonly Token[] } {
    const tokens = tokenize(this.logical.text);
    const colon = tokens.findIndex(({ type }) => type === ":");
    if (colon < 0) return { name: tokens, colon: undefined, value: [] };
    return { name: tokens.slice(0, colon), colon: tokens[colon], value: tokens.slice(colon + 1) };
  }

  #wordOf(tokens: readonly Token[]): Word | undefined {
    if (tokens.length === 0) return undefined;
    const { start } = tokens[0]!;
    const { end } = tokens.at(-1)!;
    return { text: this.logical.text.slice(start, end), start, end };
  }
}

const INCLUDE = ":include:";

function kindOf(target: string, tokens: readonly Token[]): DestinationKind {
  if (target.startsWith("/")) return "file";
  if (target.startsWith("~")) return "home-file";
  if (target.startsWith("|")) return "command";
  if (target.slice(0, INCLUDE.length).toLowerCase() === INCLUDE) return "include";
  return tokens.some(({ type }) => type === "@") ? "address" : "name";
}

/** Kinds of tokens with text in them; an operator is its own kind. */
type TokenType = "atom" | "quoted" | "comment" | "literal" | (string & {});

interface Token extends Span {
  readonly type: TokenType;
  /** Without quotes and backslashes; a comment with its parentheses. Empty for operators. */
  readonly text: string;
}

/** Characters that are tokens of their own or start one (`tok822_opchar`). */
const OPERATORS = '|%!()<>@,;:\\".[]';

/** Splits a text as `tok822_scan` does. A NUL byte ends it. */
function tokenize(text: string): Token[] {
  const nul = text.indexOf("\0");
  const limit = nul < 0 ? text.length : nul;
  const tokens: Token[] = [];
  let start = 0;
  while (start < limit) {
    const character = text[start]!;
    if (isBlank(character)) {
      start++;
      continue;
    }
    const token = readToken(text, start, limit, character);
    tokens.push(token);
    start = token.end;
  }
  return tokens;
}

function readToken(text: string, start: number, limit: number, character: string): Token {
  if (character === "(") return readComment(text, start, limit);
  if (character === "[") return readEnclosed(text, start, limit, "literal", "]");
  if (character === '"') return readEnclosed(text, start, limit, "quoted", '"');
  if (character !== "\\" && OPERATORS.includes(character)) {
    return { type: character, text: "", start, end: start + 1 };
  }
  const atom = collect(text, start, limit, (one) => isBlank(one) || OPERATORS.includes(one));
  // What needs quotes gets them when it is written out (`tok822_quote_atom`).
  const isPlain = !Array.from(atom.text).some(needsQuotes);
  return { type: isPlain ? "atom" : "quoted", text: atom.text, start, end: atom.end };
}

function needsQuotes(character: string): boolean {
  const code = character.charCodeAt(0);
  return code <= 32 || code === 127 || OPERATORS.includes(character);
}

function readEnclosed(
  text: string,
  start: number,
  limit: number,
  type: "literal" | "quoted",
  closer: string,
): Token {
  const inside = collect(text, start + 1, limit, (one) => one === closer);
  return { type, text: inside.text, start, end: Math.min(inside.end + 1, limit) };
}

/** Collects text up to a character that ends it (`COLLECT`); a backslash makes any character text. */
function collect(
  text: string,
  from: number,
  limit: number,
  ends: (character: string) => boolean,
): { text: string; end: number } {
  let collected = "";
  let end = from;
  while (end < limit) {
    let character = text[end]!;
    if (character === "\\") {
      if (++end === limit) break;
      character = text[end]!;
    } else if (ends(character)) {
      break;
    }
    collected += isBlank(character) ? " " : character;
    end++;
  }
  return { text: collected, end };
}

/** Comments nest, and keep their backslashes. */
function readComment(text: string, start: number, limit: number): Token {
  let level = 0;
  let end = start;
  while (end < limit) {
    const character = text[end++];
    if (character === "\\" && end < limit) end++;
    else if (character === "(") level++;
    else if (character === ")" && --level === 0) break;
  }
  return { type: "comment", text: text.slice(start, end), start, end };
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}

const WORDS: ReadonlySet<string> = new Set(["atom", "quoted", "literal"]);
const NON_OPERATORS: ReadonlySet<string> = new Set([...WORDS, "comment"]);

/** Whether a blank is written behind a token (`tok822_append_space`). */
function isSpaced(token: Token, next: Token | undefined): boolean {
  if (!next) return false;
  if (token.type === "," || next.type === "<") return true;
  return NON_OPERATORS.has(token.type) && NON_OPERATORS.has(next.type);
}

/** Text without quotes (`tok822_internalize`); the tokens of an address are written without blanks. */
function internalForm(tokens: readonly Token[], spaced: boolean): string {
  return tokens
    .map((token, index) => {
      const text =
        token.type === "literal"
          ? `[${token.text}]`
          : NON_OPERATORS.has(token.type)
            ? token.text
            : token.type;
      return spaced && isSpaced(token, tokens[index + 1]) ? `${text} ` : text;
    })
    .join("");
}

/** Text in quotes where it needs them (`tok822_externalize`). */
function externalForm(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => {
      const { type, text } = token;
      if (type === ",") return ", ";
      let written = NON_OPERATORS.has(type) ? text : type;
      if (type === "quoted") written = `"${text.replace(/["\\\r\n]/g, "\\$&")}"`;
      if (type === "literal") written = `[${text.replace(/[\\\r\n]/g, "\\$&")}]`;
      return isSpaced(token, tokens[index + 1]) ? `${written} ` : written;
    })
    .join("");
}

interface FoundAddress {
  readonly tokens: readonly Token[];
  readonly isUnseparated: boolean;
}

/**
 * Finds the addresses in a list, from its end to its start as `tok822_parse`
 * does: in `phrase <address>` only the address counts, a group `name: a, b;`
 * is what it holds, and two words side by side are two addresses.
 */
function findAddresses(list: readonly Token[]): FoundAddress[] {
  const tokens = list.filter(({ type }) => type !== "comment");
  const found: FoundAddress[] = [];
  const typeAt = (index: number) => tokens[index]?.type ?? "";
  /** Takes what stands between two tokens. */
  const take = (left: number, right: number) => {
    if (right - left <= 1) return;
    // `tok822_parse` puts a comma in these places (`ADD_COMMA`).
    const isUnseparated = WORDS.has(typeAt(left)) || typeAt(left) === ">" || typeAt(left) === ";";
    found.push({ tokens: tokens.slice(left + 1, right), isUnseparated });
  };
  let right = tokens.length;
  let index = tokens.length - 1;
  let inGroup = false;
  let mayBeWord = true;
  const skipTo = (stops: string) => {
    while (index >= 0 && !stops.includes(typeAt(index))) index--;
  };
  while (index >= 0) {
    const type = typeAt(index);
    if (type === ":" && inGroup) {
      take(index, right);
      skipTo(",");
      right = index;
      continue;
    }
    if (type === ">") {
      take(index, right);
      right = index;
      skipTo("<");
      take(index, right);
      skipTo(">;,:");
      right = index;
      mayBeWord = true;
      continue;
    }
    if (WORDS.has(type)) {
      if (!mayBeWord) {
        take(index, right);
        right = index + 1;
      }
      mayBeWord = false;
    } else {
      if (type === ";" || type === ",") {
        take(index, right);
        right = index;
      }
      if (type === ";") inGroup = true;
      mayBeWord = true;
    }
    index--;
  }
  take(-1, right);
  return found.reverse();
}
