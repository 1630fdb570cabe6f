/** Bracket expressions, and the classes of bytes, in the C locale: what is not ASCII is no letter. */
import type { ByteSet } from "./tree";

/** What regcomp(3) refuses, in the words of regerror(3). */
export const Refusal = {
  badPattern: "Invalid regular expression",
  collation: "Invalid collation character",
  className: "Invalid character class name",
  trailingBackslash: "Trailing backslash",
  backReference: "Invalid back reference",
  bracket: "Unmatched [, [^, [:, [., or [=",
  parenthesis: "Unmatched ( or \\(",
  brace: "Unmatched \\{",
  braceContent: "Invalid content of \\{\\}",
  range: "Invalid range end",
  repetition: "Invalid preceding regular expression",
  size: "Regular expression too big",
} as const;

/** Thrown where the parser stops. */
export class RefusedPattern extends Error {
  /** Where in the pattern. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const CLASSES: Readonly<Record<string, (byte: number) => boolean>> = {
  alnum: (byte) => isLetter(byte) || isDigit(byte),
  alpha: isLetter,
  blank: (byte) => byte === 0x20 || byte === 0x09,
  cntrl: (byte) => byte < 0x20 || byte === 0x7f,
  digit: isDigit,
  graph: isGraph,
  lower: (byte) => byte >= 0x61 && byte <= 0x7a,
  print: (byte) => byte === 0x20 || isGraph(byte),
  punct: (byte) => isGraph(byte) && !isLetter(byte) && !isDigit(byte),
  space: (byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d),
  upper: (byte) => byte >= 0x41 && byte <= 0x5a,
  xdigit: (byte) => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66),
};

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isGraph(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f;
}

/** Letters, digits and the underscore: what `\w` matches. */
export function isWordByte(byte: number): boolean {
  return isLetter(byte) || isDigit(byte) || byte === 0x5f;
}

/** The set of the bytes for which a test holds. */
export function setOf(test: (byte: number) => boolean): ByteSet {
  return Uint8Array.from({ length: 256 }, (_, byte) => (test(byte) ? 1 : 0));
}

/** `\w`, `\W`, `\s` and `\S`. */
export function classEscape(letter: string): ByteSet {
  const test = letter.toLowerCase() === "w" ? isWordByte : CLASSES.space!;
  return letter === letter.toLowerCase() ? setOf(test) : setOf((byte) => !test(byte));
}

/** One element between brackets. */
type Element = { readonly kind: "byte" | "collating" | "equivalence" | "class"; readonly name: string };

/** What {@link readBracket} reads from. */
export interface BracketSource {
  /** The pattern as it is compared: in capitals where the case is ignored. */
  readonly text: string;
  /** The pattern as it was written. */
  readonly raw: string;
  readonly ignoresCase: boolean;
  /** Whether `[^…]` matches no newline. */
  readonly isNewlineSpecial: boolean;
}

/** glibc has no more room for the name in `[:…:]` and the like. */
const MAXIMAL_NAME = 31;

/**
 * Reads a bracket expression.
 *
 * @param from the offset behind `[`
 * @returns the set, and the offset behind `]`
 */
export function readBracket(source: BracketSource, from: number): { bytes: ByteSet; end: number } {
  return new BracketReader(source, from).read();
}

class BracketReader {
  readonly #source: BracketSource;
  readonly #text: string;
  readonly #start: number;
  #at: number;
  readonly #bytes = new Uint8Array(256);

  constructor(source: BracketSource, from: number) {
    this.#source = source;
    this.#text = source.text;
    this.#start = from - 1;
    this.#at = from;
  }

  read(): { bytes: ByteSet; end: number } {
    if (this.#at >= this.#text.length) throw new RefusedPattern(Refusal.bracket, this.#start);
    const isNegated = this.#text[this.#at] === "^";
    if (isNegated) this.#at++;
    if (this.#at >= this.#text.length) throw new RefusedPattern(Refusal.bracket, this.#start);
    let isFirst = true;
    while (isFirst || this.#text[this.#at] !== "]") {
      this.#readItem(isFirst);
      isFirst = false;
      if (this.#at >= this.#text.length) throw this.#unclosed();
    }
    if (isNegated && this.#source.isNewlineSpecial) this.#bytes[0x0a] = 1;
    const bytes = isNegated ? this.#bytes.map((bit) => 1 - bit) : this.#bytes;
    return { bytes, end: this.#at + 1 };
  }

  #unclosed(): RefusedPattern {
    return new RefusedPattern(Refusal.bracket, this.#start);
  }

  /** Reads one element, or two with a hyphen between them. */
  #readItem(isFirst: boolean): void {
    const start = this.#at;
    const element = this.#readElement(isFirst);
    if (!this.#isRange(element)) {
      this.#add(element, start);
      return;
    }
    this.#at++;
    this.#addRange(element, this.#readElement(true), start);
  }

  /** Whether a hyphen follows that stands between two elements. */
  #isRange({ kind }: Element): boolean {
    if (kind === "class" || kind === "equivalence") return false;
    const [hyphen, next] = [this.#text[this.#at], this.#text[this.#at + 1]];
    if (hyphen === undefined || (hyphen === "-" && next === undefined)) throw this.#unclosed();
    return hyphen === "-" && next !== "]";
  }

  #readElement(acceptsHyphen: boolean): Element {
    const start = this.#at;
    const [first, second] = [this.#text[start]!, this.#text[start + 1]];
    if (first === "[" && (second === "." || second === "=" || second === ":")) return this.#readName(second);
    this.#at++;
    // A hyphen stands for itself only at either end.
    if (first === "-" && !acceptsHyphen && this.#text[this.#at] !== "]") {
      throw new RefusedPattern(Refusal.range, start);
    }
    return { kind: "byte", name: first };
  }

  #readName(mark: "." | "=" | ":"): Element {
    const from = this.#at + 2;
    // The names of classes are taken as they were written.
    const text = mark === ":" ? this.#source.raw : this.#text;
    const end = text.indexOf(`${mark}]`, from);
    if (end < 0 || end - from > MAXIMAL_NAME) throw this.#unclosed();
    this.#at = end + 2;
    const kind = mark === "." ? "collating" : mark === "=" ? "equivalence" : "class";
    return { kind, name: text.slice(from, end) };
  }

  #add(element: Element, offset: number): void {
    if (element.kind === "class") {
      this.#addClass(element.name, offset);
      return;
    }
    if (element.name.length !== 1) throw new RefusedPattern(Refusal.collation, offset);
    this.#bytes[element.name.charCodeAt(0)] = 1;
  }

  #addClass(name: string, offset: number): void {
    const both = this.#source.ignoresCase && (name === "upper" || name === "lower") ? "alpha" : name;
    const test = Object.hasOwn(CLASSES, both) ? CLASSES[both] : undefined;
    if (!test) throw new RefusedPattern(Refusal.className, offset);
    for (let byte = 0; byte < 256; byte++) if (test(byte)) this.#bytes[byte] = 1;
  }

  #addRange(first: Element, last: Element, offset: number): void {
    if (last.kind === "class" || last.kind === "equivalence") throw new RefusedPattern(Refusal.range, offset);
    if (first.name.length !== 1 || last.name.length !== 1) {
      throw new RefusedPattern(Refusal.collation, offset);
    }
    const [low, high] = [first.name.charCodeAt(0), last.name.charCodeAt(0)];
    if (low > high) throw new RefusedPattern(Refusal.range, offset);
    this.#bytes.fill(1, low, high + 1);
  }
}
