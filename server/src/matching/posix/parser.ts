/**
 * Basic and extended regular expressions, with the extensions of GNU, as
 * glibc's regcomp(3) takes them in the C locale: with the syntaxes
 * RE_SYNTAX_POSIX_BASIC and RE_SYNTAX_POSIX_EXTENDED. Where the case is
 * ignored, glibc compares everything in capitals; only what stands behind a
 * backslash stays as it was written.
 */
import { type BracketSource, classEscape, Refusal, RefusedPattern, readBracket, setOf } from "./brackets";
import { Constraint, type Constraints, concat, type Tree } from "./tree";

/** What the letters behind a pattern switch. */
export interface Options {
  readonly isExtended: boolean;
  readonly ignoresCase: boolean;
  /** REG_NEWLINE: `^` and `$` match at newlines too, `.` and `[^…]` match none. */
  readonly isNewlineSpecial: boolean;
}

/** What came of a pattern that is taken. */
export interface Parsed {
  readonly tree: Tree | undefined;
  readonly groups: number;
  readonly hasReferences: boolean;
  /** Whether an anchor stands in a part with a repetition behind it. */
  readonly repeatsAnchor: boolean;
}

/** More repetitions are refused. */
const MAXIMAL_REPETITIONS = 32767;

const WORD_START = Constraint.previousNotWord | Constraint.nextWord;
const WORD_END = Constraint.previousWord | Constraint.nextNotWord;
const INSIDE_WORD = Constraint.previousWord | Constraint.nextWord;
const OUTSIDE_WORD = Constraint.previousNotWord | Constraint.nextNotWord;

const ANCHOR_ESCAPES: Readonly<Record<string, readonly Constraints[]>> = {
  "<": [WORD_START],
  ">": [WORD_END],
  b: [WORD_START, WORD_END],
  B: [INSIDE_WORD, OUTSIDE_WORD],
  "`": [Constraint.previousBufferStart],
  "'": [Constraint.nextBufferEnd],
};

type TokenKind =
  | "byte"
  | "end"
  | "backslash"
  | "alternative"
  | "open"
  | "close"
  | "star"
  | "plus"
  | "question"
  | "open-brace"
  | "close-brace"
  | "bracket"
  | "period"
  | "anchor"
  | "reference"
  | "class";

interface Token {
  readonly kind: TokenKind;
  /** The byte, where the token is taken for itself. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly anchors?: readonly Constraints[];
}

/** What stands for itself without a backslash in one syntax, and with a backslash in the other. */
const SPECIAL: Readonly<Record<string, TokenKind>> = {
  "|": "alternative",
  "(": "open",
  ")": "close",
  "+": "plus",
  "?": "question",
  "{": "open-brace",
  "}": "close-brace",
};

/** Parses a pattern that is a byte string; throws a {@link RefusedPattern}. */
export function parse(pattern: string, options: Options): Parsed {
  return new Parser(pattern, options).parse();
}

/** In capitals, where ASCII has any. */
export function toCapitals(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

class Parser {
  readonly #source: BracketSource;
  readonly #isExtended: boolean;
  #token: Token;
  #groups = 0;
  #closed: ReadonlySet<number> = new Set();
  #hasReferences = false;
  #repeatsAnchor = false;

  constructor(raw: string, options: Options) {
    const { ignoresCase, isNewlineSpecial } = options;
    this.#source = { raw, text: ignoresCase ? toCapitals(raw) : raw, ignoresCase, isNewlineSpecial };
    this.#isExtended = options.isExtended;
    this.#token = this.#peek(0, true);
  }

  parse(): Parsed {
    const tree = this.#alternatives(0);
    return {
      tree,
      groups: this.#groups,
      hasReferences: this.#hasReferences,
      repeatsAnchor: this.#repeatsAnchor,
    };
  }

  /** Goes to the next token. At the start of a branch `^` is an anchor in a basic expression too. */
  #next(isBranchStart = false): void {
    this.#token = this.#peek(this.#token.end, isBranchStart);
  }

  #peek(start: number, isBranchStart: boolean): Token {
    const { text, raw } = this.#source;
    if (start >= text.length) return { kind: "end", text: "", start, end: start };
    if (text[start] === "\\") {
      if (start + 1 >= text.length) return { kind: "backslash", text: "\\", start, end: start + 1 };
      return this.#escape(raw[start + 1]!, start);
    }
    return this.#plain(text[start]!, start, isBranchStart);
  }

  #escape(letter: string, start: number): Token {
    const token = { text: letter, start, end: start + 2 };
    const anchors = Object.hasOwn(ANCHOR_ESCAPES, letter) ? ANCHOR_ESCAPES[letter] : undefined;
    if (anchors) return { ...token, kind: "anchor", anchors };
    if (/[1-9]/.test(letter)) return { ...token, kind: "reference" };
    if (/[wWsS]/.test(letter)) return { ...token, kind: "class" };
    const kind = this.#isExtended ? undefined : SPECIAL[letter];
    return { ...token, kind: kind ?? "byte" };
  }

  #plain(character: string, start: number, isBranchStart: boolean): Token {
    const token = { text: character, start, end: start + 1 };
    if (character === "*") return { ...token, kind: "star" };
    if (character === "[") return { ...token, kind: "bracket" };
    if (character === ".") return { ...token, kind: "period" };
    if (character === "^" && (this.#isExtended || isBranchStart || start === 0)) {
      return { ...token, kind: "anchor", anchors: [Constraint.previousNewline] };
    }
    if (character === "$" && (this.#isExtended || this.#isBranchEnd(start + 1))) {
      return { ...token, kind: "anchor", anchors: [Constraint.nextNewline] };
    }
    const kind = this.#isExtended ? SPECIAL[character] : undefined;
    return { ...token, kind: kind ?? "byte" };
  }

  #isBranchEnd(offset: number): boolean {
    return /^(?:$|\\[|)])/.test(this.#source.text.slice(offset, offset + 2));
  }

  #alternatives(depth: number): Tree | undefined {
    const before = this.#closed;
    let tree = this.#branch(depth);
    while (this.#token.kind === "alternative") {
      this.#next(true);
      let branch: Tree | undefined;
      if (!this.#endsBranch(depth)) {
        // What an earlier alternative captures cannot be referred to in a later one.
        const earlier = this.#closed;
        this.#closed = before;
        branch = this.#branch(depth);
        this.#closed = new Set([...earlier, ...this.#closed]);
      }
      tree = { kind: "alternatives", left: tree, right: branch };
    }
    return tree;
  }

  #endsBranch(depth: number): boolean {
    const { kind } = this.#token;
    return kind === "alternative" || kind === "end" || (depth > 0 && kind === "close");
  }

  #branch(depth: number): Tree | undefined {
    const parts: Tree[] = [];
    do {
      const part = this.#expression(depth);
      if (part) parts.push(part);
    } while (!this.#endsBranch(depth));
    return parts.length > 1 ? { kind: "concat", parts } : parts[0];
  }

  #expression(depth: number): Tree | undefined {
    const token = this.#token;
    if (token.kind === "alternative" || token.kind === "end") return undefined;
    if (token.kind === "anchor") {
      // A repetition does not belong to an anchor.
      this.#next();
      return anchor(token.anchors!);
    }
    let tree: Tree | undefined = this.#atom(token, depth);
    this.#next();
    while (/^(?:star|plus|question|open-brace)$/.test(this.#token.kind)) {
      tree = this.#repetition(tree);
      const { kind, start } = this.#token;
      if (!this.#isExtended && (kind === "star" || kind === "open-brace")) {
        throw new RefusedPattern(Refusal.repetition, start);
      }
    }
    return tree;
  }

  /** Reads an atom; its last token stays the current one. */
  #atom(token: Token, depth: number): Tree {
    switch (token.kind) {
      case "open":
        return this.#group(depth + 1);
      case "bracket":
        return this.#bracket(token);
      case "reference":
        return this.#reference(token);
      case "class":
        return { kind: "set", bytes: classEscape(token.text) };
      case "period":
        return { kind: "set", bytes: setOf((byte) => !this.#isOutsidePeriod(byte)) };
      case "backslash":
        throw new RefusedPattern(Refusal.trailingBackslash, token.start);
      case "close":
        if (!this.#isExtended) throw new RefusedPattern(Refusal.parenthesis, token.start);
        break;
      case "open-brace":
        throw new RefusedPattern(Refusal.repetition, token.start);
      case "star":
      case "plus":
      case "question":
        if (this.#isExtended) throw new RefusedPattern(Refusal.repetition, token.start);
    }
    return { kind: "set", bytes: setOf((byte) => byte === token.text.charCodeAt(0)) };
  }

  #isOutsidePeriod(byte: number): boolean {
    return byte === 0 || (byte === 0x0a && this.#source.isNewlineSpecial);
  }

  #group(depth: number): Tree {
    const { start } = this.#token;
    const group = ++this.#groups;
    this.#next(true);
    const body = this.#token.kind === "close" ? undefined : this.#alternatives(depth);
    if (this.#token.kind !== "close") throw new RefusedPattern(Refusal.parenthesis, start);
    this.#closed = new Set([...this.#closed, group]);
    return { kind: "group", group, body, isOptional: false };
  }

  #bracket(token: Token): Tree {
    const { bytes, end } = readBracket(this.#source, token.end);
    this.#token = { ...token, end };
    return { kind: "set", bytes };
  }

  #reference(token: Token): Tree {
    const group = Number(token.text);
    if (!this.#closed.has(group)) throw new RefusedPattern(Refusal.backReference, token.start);
    this.#hasReferences = true;
    return { kind: "reference", group };
  }

  #repetition(tree: Tree | undefined): Tree | undefined {
    const { kind, start } = this.#token;
    let bounds = { least: kind === "plus" ? 1 : 0, most: kind === "question" ? 1 : Number.POSITIVE_INFINITY };
    if (kind === "open-brace") bounds = this.#bounds(start);
    this.#next();
    if (hasAnchor(tree)) this.#repeatsAnchor = true;
    return tree && repeat(tree, bounds.least, bounds.most);
  }

  /** Reads up to the closing brace, which is then the current token. */
  #bounds(start: number): { least: number; most: number } {
    let least = this.#number();
    if (least === undefined) {
      if (this.#token.text !== ",") throw new RefusedPattern(Refusal.braceContent, start);
      least = 0;
    }
    let most: number | undefined = least;
    if (!Number.isNaN(least) && this.#token.kind !== "close-brace") {
      most = this.#token.kind === "byte" && this.#token.text === "," ? this.#number() : Number.NaN;
    }
    if (Number.isNaN(least) || Number.isNaN(most)) {
      const message = this.#token.kind === "end" ? Refusal.brace : Refusal.braceContent;
      throw new RefusedPattern(message, start);
    }
    if (this.#token.kind !== "close-brace" || (most !== undefined && least > most)) {
      throw new RefusedPattern(Refusal.braceContent, start);
    }
    if ((most ?? least) > MAXIMAL_REPETITIONS) throw new RefusedPattern(Refusal.size, start);
    return { least, most: most ?? Number.POSITIVE_INFINITY };
  }

  /** The number up to a comma or the closing brace; undefined where there is none, NaN where it is something else. */
  #number(): number | undefined {
    let number: number | undefined;
    for (;;) {
      this.#next();
      const { kind, text } = this.#token;
      if (kind === "end") return Number.NaN;
      if (kind === "close-brace" || text === ",") return number;
      const digit = kind === "byte" && /[0-9]/.test(text) ? Number(text) : Number.NaN;
      number = Number.isNaN(digit) ? digit : Math.min(MAXIMAL_REPETITIONS + 1, (number ?? 0) * 10 + digit);
    }
  }
}

function hasAnchor(tree: Tree | undefined): boolean {
  switch (tree?.kind) {
    case "anchor":
      return true;
    case "concat":
      return tree.parts.some(hasAnchor);
    case "alternatives":
      return hasAnchor(tree.left) || hasAnchor(tree.right);
    case "star":
    case "group":
      return hasAnchor(tree.body);
    default:
      return false;
  }
}

function anchor(choices: readonly Constraints[]): Tree {
  const [left, right] = choices.map((constraints): Tree => ({ kind: "anchor", constraints }));
  return right ? { kind: "alternatives", left, right } : left!;
}

/**
 * Writes a repetition out: `a{2,4}` as `aa((a|)a|)`, `a{2,}` as `aaa*`. Under a
 * repetition that may be left out, groups keep what they captured before.
 */
function repeat(tree: Tree, least: number, most: number): Tree | undefined {
  if (most === 0) return undefined;
  const copy = withoutMarks(tree);
  const fixed = Array.from({ length: least }, (_, index) => (index === 0 ? tree : copy));
  const optional = most > least ? repeatOptional(least > 0 ? copy : tree, most - least) : undefined;
  const parts = optional ? [...fixed, optional] : fixed;
  return parts.length > 1 ? { kind: "concat", parts } : parts[0];
}

function repeatOptional(tree: Tree, most: number): Tree {
  const body = tree.kind === "group" ? markOptional(tree, tree.group)! : tree;
  if (most === Number.POSITIVE_INFINITY) return { kind: "star", body };
  let optional: Tree = { kind: "alternatives", left: body, right: undefined };
  const copy = withoutMarks(tree);
  for (let count = 2; count <= most; count++) {
    optional = { kind: "alternatives", left: concat(optional, copy), right: undefined };
  }
  return optional;
}

function markOptional(tree: Tree | undefined, group: number): Tree | undefined {
  return tree?.kind === "group" && tree.group === group ? { ...tree, isOptional: true } : tree;
}

/** A copy of a tree: glibc forgets in it which groups may be left out. */
function withoutMarks(tree: Tree): Tree {
  switch (tree.kind) {
    case "concat":
      return { ...tree, parts: tree.parts.map(withoutMarks) };
    case "alternatives":
      return {
        ...tree,
        left: tree.left && withoutMarks(tree.left),
        right: tree.right && withoutMarks(tree.right),
      };
    case "star":
      return { ...tree, body: withoutMarks(tree.body) };
    case "group":
      return { ...tree, isOptional: false, body: tree.body && withoutMarks(tree.body) };
    default:
      return tree;
  }
}
