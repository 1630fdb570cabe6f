/**
 * Patterns of pcre tables → patterns for the library here. Postfix compiles
 * without PCRE2_UTF: a character is a byte, and only the letters of ASCII have
 * a case (dict_pcre.c). The library here always works with PCRE2_UTF on
 * characters of 16 bits, and knows but four of the flags. So
 *
 * - a byte is the character with its number, and where case could tell the
 *   two apart, bytes from 0x80 on are moved to U+E080 and following, which have
 *   no case;
 * - escapes that mean something else in the two modes are written otherwise;
 * - the flags A, E and U become parts of the pattern.
 */
import type { Bytes } from "../lookup";
import { utf8Problem } from "./utf8-problem";

/** How the pattern, and the subjects with it, are written for the library. */
export type Encoding =
  /** A byte is the character with its number. */
  | "bytes"
  /** As `bytes`, and those from 0x80 on are moved to where characters have no case. */
  | "moved"
  /** The pattern asks for UTF-8 with `(*UTF)`. */
  | "utf";

/** Why Postfix's library refuses a pattern, and where in it. */
interface PatternRefusal {
  readonly message: string;
  readonly offset: number;
}

/** A pattern as the library here takes it. */
export interface Translation {
  readonly text: string;
  /** Of `imsx`. */
  readonly flags: string;
  readonly encoding: Encoding;
  /** Whether only a match that starts the subject counts: flag A where it could not be put into the pattern. */
  readonly mustStart: boolean;
  /** Where in the pattern each character of `text` comes from, and its end; undefined where `text` is the pattern. */
  readonly origins: readonly number[] | undefined;
  /** The first thing that Postfix's library refuses and the one here would take. */
  readonly refusal: PatternRefusal | undefined;
  /** Where the first `\K` in a lookaround stands, which Postfix's library refuses once it has read the pattern. */
  readonly strayK: number | undefined;
  readonly remarks: readonly string[];
}

/** What the flags behind a pattern come to: each one turns over what dict_pcre.c starts with. */
export interface Options {
  readonly caseless: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly extended: boolean;
  readonly anchored: boolean;
  readonly dollarEndOnly: boolean;
  readonly ungreedy: boolean;
}

/** The options that a pattern's flags stand for. */
export function optionsOf(flags: string): Options {
  const isTurned = (flag: string) => flags.includes(flag) && flags.split(flag).length % 2 === 0;
  return {
    caseless: !isTurned("i"),
    multiline: isTurned("m"),
    dotAll: !isTurned("s"),
    extended: isTurned("x"),
    anchored: isTurned("A"),
    dollarEndOnly: isTurned("E"),
    ungreedy: isTurned("U"),
  };
}

/** What may stand in front of a pattern to set the library up; `(*UTF8)` is another word for `(*UTF)`. */
const SETTINGS =
  /^(?:\(\*(?:UTF8?|UCP|NOTEMPTY|NOTEMPTY_ATSTART|NO_AUTO_POSSESS|NO_DOTSTAR_ANCHOR|NO_JIT|NO_START_OPT|LIMIT_(?:HEAP|MATCH|DEPTH|RECURSION)=\d+|CR|LF|CRLF|ANYCRLF|ANY|NUL|BSR_ANYCRLF|BSR_UNICODE)\))+/;

/** `(?i)`, `(?s-i:` and the like: from here on case may not matter. */
const CASELESS_INSIDE = /\(\?\^?[a-zA-Z]*i/;
const MULTILINE_INSIDE = /\(\?\^?[a-zA-Z]*m/;
/** The pattern called from inside itself, which would meet what flag A puts in front of it. */
const RECURSION = /\(\?R\)|\(\?0\)|\\g[<']0[>']/;

/** Fails everywhere but where the search starts. An alternative of its own, so that nothing need stand behind the pattern. */
const ANCHOR = "(?!\\G)(*COMMIT)(*FAIL)|";

/** Where bytes from 0x80 on are moved to: the Private Use Area, in the same order. */
const MOVE = 0xe000;

/** The character that stands for a byte. */
function moved(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : byte + MOVE);
}

/** Writes a subject as the pattern needs it. Offsets stay what they are; see {@link byteOffset} for `utf`. */
export function encodeSubject(subject: Bytes, encoding: Encoding): string {
  if (encoding === "bytes" || !/[\x80-\xff]/.test(subject)) return subject;
  if (encoding === "moved") return subject.replace(/[\x80-\xff]/g, (byte) => moved(byte.charCodeAt(0)));
  return decodeUtf8(subject) ?? subject;
}

/** The text that a byte string holds in UTF-8; undefined where it is not valid. */
export function decodeUtf8(bytes: Bytes): string | undefined {
  try {
    const array = Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(array);
  } catch {
    return undefined;
  }
}

/** How many bytes of UTF-8 the first `length` characters of a text take. */
export function byteOffset(text: string, length: number): number {
  let bytes = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    // Each half of a surrogate pair counts for two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3;
  }
  return bytes;
}

/** What may have to be written otherwise: bytes from 0x80 on, settings, and escapes with a number, a name or a meaning of their own. */
const SPECIAL = /[\x80-\xff]|\\[xoNCKgk0-9]|\(\?P=|\(\*/;

/** Writes a pattern as the library here needs it. */
export function translate(pattern: Bytes, options: Options): Translation {
  const { anchored, ungreedy, dollarEndOnly } = options;
  if (!anchored && !ungreedy && !dollarEndOnly && !SPECIAL.test(pattern)) return unchanged(pattern, options);
  const settings = SETTINGS.exec(pattern)?.[0] ?? "";
  const isUtf = settings.includes("(*UTF");
  const hasNoCase = options.caseless || CASELESS_INSIDE.test(pattern);
  const decoded = isUtf ? (decodeUtf8(pattern) ?? pattern) : pattern;
  const make = (encoding: Encoding) => new Translator(decoded, settings.length, options, encoding);
  let translator = make(isUtf ? "utf" : "bytes");
  translator.run();
  // With (*UCP) case is that of Unicode for Postfix too.
  if (!isUtf && hasNoCase && translator.needsMove && !settings.includes("(*UCP)")) {
    translator = make("moved");
    translator.run();
  }
  const problem = isUtf ? utf8Problem(pattern) : undefined;
  // This is what the library looks at before anything else.
  return problem ? { ...translator.result(), text: "", refusal: problem } : translator.result();
}

/** Most patterns mean the same in both modes. */
function unchanged(pattern: Bytes, options: Options): Translation {
  return {
    text: pattern,
    flags: flagsOf(options),
    encoding: "bytes",
    mustStart: false,
    origins: undefined,
    refusal: undefined,
    strayK: undefined,
    remarks: [],
  };
}

/** The flags that the library here knows. */
function flagsOf({ caseless, multiline, dotAll, extended }: Options): string {
  return (caseless ? "i" : "") + (multiline ? "m" : "") + (dotAll ? "s" : "") + (extended ? "x" : "");
}

/** What stands for an escape when bytes from 0x80 on are moved: outside a bracket expression, and inside. */
const MOVED_ESCAPES: Readonly<Record<string, readonly [outside: string, inside: string | undefined]>> = {
  h: ["[\\h\ue0a0]", "\\h\ue0a0"],
  H: ["[^\\h\ue0a0]", "\\x00-\\x08\\x0a-\\x1f\\x21-\\x7f\ue080-\ue09f\ue0a1-\ue0ff"],
  v: ["[\\v\ue085]", "\\v\ue085"],
  V: ["[^\\v\ue085]", "\\x00-\\x09\\x0e-\\x7f\ue080-\ue084\ue086-\ue0ff"],
  R: ["(?>\\r\\n|[\\n-\\r\ue085])", undefined],
};

/** Escapes that stand for one character, with its number. */
const CHARACTER_ESCAPES: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

const TOO_LARGE = "character code point value in \\x{} or \\o{} is too large";

interface OpenGroup {
  /** Whether it looks around, or lies in one that does. */
  readonly looksAround: boolean;
  /** Whether white space is left out in front of it, and so behind it. */
  readonly wasExtended: boolean;
}

/** Reads a pattern once and writes it anew. */
class Translator {
  /** Whether a byte from 0x80 on, or a reference to what a group matched, could meet a case of Unicode. */
  needsMove = false;
  #text = "";
  readonly #origins: number[] = [];
  readonly #remarks: string[] = [];
  #refusal: PatternRefusal | undefined;
  #strayK: number | undefined;
  #at = 0;
  #captures = 0;
  /** The open groups, from the outermost on. */
  readonly #groups: OpenGroup[] = [];
  /** Whether white space is left out at the place at hand. */
  #isExtended: boolean;
  /** In a bracket expression: the character before, where a range may start with it. */
  #rangeStart: number | undefined;
  #isRange = false;
  readonly #turnsDollars: boolean;
  readonly #mustStart: boolean;

  constructor(
    readonly pattern: string,
    readonly settings: number,
    readonly options: Options,
    readonly encoding: Encoding,
  ) {
    this.#isExtended = options.extended;
    this.#turnsDollars = options.dollarEndOnly && !options.multiline && !MULTILINE_INSIDE.test(pattern);
    this.#mustStart = options.anchored && RECURSION.test(pattern);
  }

  run(): void {
    const { pattern, options } = this;
    this.#write(pattern.slice(0, this.settings).replaceAll("(*UTF8)", "(*UTF)"));
    this.#at = this.settings;
    if (options.anchored && !this.#mustStart) this.#write(ANCHOR);
    if (options.ungreedy) this.#write("(?U)");
    while (this.#at < pattern.length) this.#readNext();
  }

  result(): Translation {
    this.#origins.push(this.#byteOf(this.pattern.length));
    return {
      text: this.#text,
      flags: flagsOf(this.options),
      encoding: this.encoding,
      mustStart: this.#mustStart,
      origins: this.#origins,
      refusal: this.#refusal,
      strayK: this.#strayK,
      remarks: this.#remarks,
    };
  }

  /** Notes the first thing that Postfix's library refuses. */
  refuse(message: string, at: number): void {
    this.#refusal ??= { message, offset: this.#byteOf(at) };
  }

  #byteOf(index: number): number {
    return this.encoding === "utf" ? byteOffset(this.pattern, index) : index;
  }

  /** Writes text that stands for what is at the place at hand. */
  #write(text: string): void {
    this.#text += text;
    const origin = this.#byteOf(this.#at);
    for (let index = 0; index < text.length; index++) this.#origins.push(origin);
  }

  /** Takes characters over as they are, save for the move. */
  #copy(length: number): void {
    const end = Math.min(this.pattern.length, this.#at + length);
    while (this.#at < end) {
      this.#writeCharacter(this.pattern.charCodeAt(this.#at));
      this.#at++;
    }
  }

  #writeCharacter(code: number): void {
    if (code >= 0x80) this.needsMove = true;
    this.#write(this.encoding === "moved" ? moved(code) : String.fromCharCode(code));
  }

  #readNext(): void {
    const { pattern } = this;
    const character = pattern[this.#at]!;
    if (character === "\\") this.#readEscape();
    else if (character === "[") this.#readClass();
    else if (character === "(") this.#openGroup();
    else if (character === ")") {
      this.#isExtended = this.#groups.pop()?.wasExtended ?? this.#isExtended;
      this.#copy(1);
    } else if (character === "$" && this.#turnsDollars) {
      this.#write("\\z");
      this.#at++;
    } else if (character === "#" && this.#isExtended) {
      // A pattern is one line, so that the comment goes on to its end.
      this.#copy(pattern.length);
    } else if (character === "\x85" && this.#isExtended) {
      // It is left out like white space, which it would not be if it were moved.
      this.#write(character);
      this.#at++;
    } else this.#copy(1);
  }

  #openGroup(): void {
    const rest = this.pattern.slice(this.#at);
    const verbatim = /^\(\?#[^)]*\)?|^\(\*[A-Z_]*(?::[^)]*)?\)/.exec(rest);
    if (verbatim) {
      this.#copy(verbatim[0].length);
      return;
    }
    const options = /^\(\?(\^?)([a-zA-Z]*)-?([a-zA-Z]*)([:)])/.exec(rest);
    const isExtended = options ? this.#extendedBy(options[1]!, options[2]!, options[3]!) : this.#isExtended;
    if (options?.[4] === ")") {
      this.#isExtended = isExtended;
      this.#copy(options[0].length);
      return;
    }
    if (/^\((?![?*])|^\(\?(?:P?<[A-Za-z_]|')/.test(rest)) this.#captures++;
    if (rest.startsWith("(?P=")) this.needsMove = true;
    const looksAround = /^\(\?<?[=!*]|^\(\*[a-z]/.test(rest) || this.#groups.at(-1)?.looksAround === true;
    this.#groups.push({ looksAround, wasExtended: this.#isExtended });
    this.#isExtended = isExtended;
    this.#copy(1);
  }

  /** Whether white space is left out behind `(?^on-off)`. */
  #extendedBy(reset: string, on: string, off: string): boolean {
    if (off.includes("x")) return false;
    return on.includes("x") || (reset === "" && this.#isExtended);
  }

  /** An escape outside a bracket expression. */
  #readEscape(): void {
    const { pattern, encoding } = this;
    const next = pattern[this.#at + 1] ?? "";
    const outside = MOVED_ESCAPES[next]?.[0];
    if (next === "Q") {
      const end = pattern.indexOf("\\E", this.#at + 2);
      this.#copy((end < 0 ? pattern.length : end + 2) - this.#at);
    } else if (encoding === "utf") {
      this.#copy(2);
    } else if (next === "C") {
      // In UTF mode the library does not let it stand in a lookbehind.
      this.#write("(?s:.)");
      this.#at += 2;
    } else if (next === "N" && pattern.startsWith("{U+", this.#at + 2)) {
      this.refuse("\\N{U+dddd} is supported only in Unicode (UTF) mode", this.#at + 2);
      this.#copy(2);
    } else if (next === "K") {
      if (this.#groups.at(-1)?.looksAround) this.#strayK ??= this.#byteOf(this.#at);
      this.#copy(2);
    } else if (encoding === "moved" && outside !== undefined && !this.#keepsNewlines(next)) {
      this.#write(outside);
      this.#at += 2;
    } else if (this.#isReference(next)) {
      this.needsMove = true;
      this.#copy(2);
    } else {
      this.#readCharacterEscape();
    }
  }

  /** Whether `\R` is no more than CR and LF, by a setting of the pattern. */
  #keepsNewlines(letter: string): boolean {
    return letter === "R" && this.pattern.slice(0, this.settings).includes("(*BSR_ANYCRLF)");
  }

  /** Whether an escape refers to what a group matched. A number that is also an octal one does if there are that many groups by now. */
  #isReference(next: string): boolean {
    if (next === "k" || next === "g") return !/^[<']/.test(this.pattern[this.#at + 2] ?? "") || next === "k";
    if (!/[1-9]/.test(next)) return false;
    const [digits] = /^\d+/.exec(this.pattern.slice(this.#at + 1, this.#at + 12))!;
    return Number(digits) < 10 || next >= "8" || Number(digits) <= this.#captures;
  }

  /**
   * Reads an escape that may stand for one character.
   *
   * @returns its number; undefined where it stands for something else
   */
  #readCharacterEscape(): number | undefined {
    const { pattern } = this;
    const rest = pattern.slice(this.#at, this.#at + 40);
    const braces = /^\\([xo])\{0*([0-9a-fA-F]+)\}/.exec(rest);
    const digits = /^\\x([0-9a-fA-F]{0,2})/.exec(rest) ?? /^\\([0-7]{1,3})/.exec(rest);
    if (braces && (braces[1] === "x" || /^[0-7]+$/.test(braces[2]!))) {
      const value = Number.parseInt(braces[2]!, braces[1] === "x" ? 16 : 8);
      if (value > 0xff) this.refuse(TOO_LARGE, this.#at + braces[0].length - 1);
      return this.#writeValue(value, braces[0].length);
    }
    if (/^\\[xo]\{/.test(rest)) {
      this.#copy(2);
      return undefined;
    }
    if (digits) {
      const isHexadecimal = rest[1] === "x";
      const value = Number.parseInt(digits[1] || "0", isHexadecimal ? 16 : 8);
      if (value > 0xff) {
        this.refuse("octal value is greater than \\377 in 8-bit non-UTF-8 mode", this.#at + digits[0].length);
      }
      return this.#writeValue(value, digits[0].length);
    }
    const next = rest[1] ?? "";
    if (/[pP]/.test(next) && this.encoding === "moved") this.#remarks.push(PROPERTY_REMARK);
    // The character behind \c is taken along whatever it is.
    this.#copy(next === "c" ? 3 : 2);
    if (next === "c") return (rest.charCodeAt(2) || 0) & 0x1f;
    return CHARACTER_ESCAPES[next] ?? (/[A-Za-z0-9]/.test(next) ? undefined : next.charCodeAt(0));
  }

  /** Takes an escape over, or writes the character itself where that is moved. */
  #writeValue(value: number, length: number): number {
    if (value >= 0x80) this.needsMove = true;
    if (value >= 0x80 && value <= 0xff && this.encoding === "moved") {
      this.#write(moved(value));
      this.#at += length;
    } else {
      this.#copy(length);
    }
    return value;
  }

  #readClass(): void {
    const { pattern } = this;
    this.#copy(pattern[this.#at + 1] === "^" ? 2 : 1);
    this.#rangeStart = undefined;
    this.#isRange = false;
    // A bracket that comes first is one of the characters.
    if (pattern[this.#at] === "]") this.#readClassCharacter();
    while (this.#at < pattern.length && pattern[this.#at] !== "]") this.#readClassPart();
    this.#copy(1);
  }

  #readClassPart(): void {
    const { pattern } = this;
    const name = this.#posixName();
    if (name > 0) {
      this.#copy(name);
      this.#rangeStart = undefined;
      this.#isRange = false;
    } else if (pattern.startsWith("\\Q", this.#at)) {
      this.#copy(2);
      const end = pattern.indexOf("\\E", this.#at);
      while (this.#at < (end < 0 ? pattern.length : end)) this.#readClassCharacter();
      this.#copy(2);
    } else if (pattern.startsWith("\\E", this.#at)) {
      this.#copy(2);
    } else if (pattern[this.#at] === "\\") {
      this.#readClassEscape();
    } else if (pattern[this.#at] === "-" && this.#rangeStart !== undefined && pattern[this.#at + 1] !== "]") {
      this.#isRange = true;
      this.#copy(1);
    } else {
      this.#readClassCharacter();
    }
  }

  /** The length of `[:alpha:]` and the like, by the rules of PCRE2; 0 where there is none. */
  #posixName(): number {
    const { pattern } = this;
    const terminator = pattern[this.#at + 1] ?? "";
    if (pattern[this.#at] !== "[" || !":.=".includes(terminator) || terminator === "") return 0;
    for (let index = this.#at + 2; index + 1 < pattern.length; index++) {
      const character = pattern[index]!;
      const next = pattern[index + 1]!;
      if (character === "\\" && (next === "]" || next === "\\")) index++;
      else if ((character === "[" && next === terminator) || character === "]") return 0;
      else if (character === terminator && next === "]") return index + 2 - this.#at;
    }
    return 0;
  }

  #readClassCharacter(): void {
    const code = this.pattern.charCodeAt(this.#at);
    this.#splitRange(code);
    this.#copy(1);
    this.#endCharacter(code);
  }

  #readClassEscape(): void {
    const next = this.pattern[this.#at + 1] ?? "";
    const inside = MOVED_ESCAPES[next]?.[1];
    if (this.encoding === "utf") {
      this.#copy(2);
      return;
    }
    if (this.encoding === "moved" && inside !== undefined) {
      this.#write(inside);
      this.#at += 2;
      this.#endCharacter(undefined);
      return;
    }
    // The range must be split before its end is written, and so is read twice.
    const before = { text: this.#text, origins: this.#origins.length, at: this.#at };
    const value = this.#readCharacterEscape() ?? (next === "b" ? 8 : undefined);
    if (value !== undefined && this.#needsSplit(value)) {
      this.#text = before.text;
      this.#origins.length = before.origins;
      this.#at = before.at;
      this.#splitRange(value);
      this.#readCharacterEscape();
    }
    this.#endCharacter(value);
  }

  #endCharacter(code: number | undefined): void {
    this.#rangeStart = this.#isRange ? undefined : code;
    this.#isRange = false;
  }

  #needsSplit(end: number): boolean {
    return this.encoding === "moved" && this.#isRange && this.#rangeStart! < 0x80 && end >= 0x80;
  }

  /** A range from below 0x80 to a byte that is moved must leave out what lies between: there are letters with a case. */
  #splitRange(end: number): void {
    if (this.#needsSplit(end)) this.#write("\\x7f\ue080-");
  }
}

const PROPERTY_REMARK =
  "The pattern uses \\p or \\P next to bytes outside ASCII without regard to case: such bytes count as characters without properties here, while an installed Postfix takes them for Latin-1.";
