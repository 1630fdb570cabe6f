/**
 * PCRE2 10.34 of the npm package `@stephen-riley/pcre2-wasm`, one instance
 * with memory of its own. It reads texts of 16 bits a character, always with
 * PCRE2_UTF; its C side (`libpcre2.c` of the package) knows the flags i, m, s
 * and x, and uses the library's own limits, which are those of Postfix.
 *
 * Its memory is 16 MiB and cannot grow: 11 MiB for patterns, the subject and
 * what a match remembers to come back to. What does not fit is refused, never
 * a crash.
 */

/** The memory's size in pages of 64 KiB: what the module was linked for, no more and no less. */
const PAGES = 256;
/** Where the module looks for the end of the heap, and where the heap starts. Bytes. */
const HEAP_END_ADDRESS = 117_184;
const HEAP_START = 5_360_256;
/** How many functions the module puts in its table. */
const TABLE_SIZE = 4;
/** Room for an error message. In characters; PCRE2's have at most 120. */
const MESSAGE_LENGTH = 256;

/** Answers of pcre2_match(3) that have a meaning of their own here. */
export const NO_MATCH = -1;
export const OUT_OF_MEMORY = -48;
/** Beginning of what PCRE2 says when a compilation finds no memory. */
const NO_HEAP = "failed to allocate heap memory";

/** The functions of the module; pointers and lengths are numbers. */
interface Exports {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _compile(pattern: number, length: number, flags: number): number;
  _destroyCode(code: number): void;
  _getCaptureCount(code: number): number;
  _createMatchData(code: number): number;
  _destroyMatchData(data: number): void;
  _getOvectorPointer(data: number): number;
  _match(code: number, subject: number, length: number, offset: number, data: number): number;
  _lastErrorMessage(buffer: number, length: number): number;
  _lastErrorOffset(): number;
  stackSave(): number;
  stackRestore(pointer: number): void;
}

/** A pattern in the memory of a {@link Library}. */
export interface Code {
  readonly pointer: number;
  readonly groups: number;
}

/** Why PCRE2 took no pattern. The offset is in characters of the text that it was given. */
export interface Refusal {
  readonly message: string;
  readonly offset: number;
  /** Whether another instance, with empty memory, may take it. */
  readonly isFull: boolean;
}

/** A subject that stays in memory, so that many patterns can be held against it. */
interface Subject {
  pointer: number;
  /** In characters. */
  capacity: number;
  length: number;
  text: string | undefined;
}

/** One instance of PCRE2. */
export class Library {
  readonly #exports: Exports;
  readonly #characters: Uint16Array;
  readonly #words: Uint32Array;
  readonly #message: number;
  /** Where the stack ends between two calls. */
  readonly #stack: number;
  readonly #pattern: Subject = { pointer: 0, capacity: 0, length: 0, text: undefined };
  readonly #subjects: readonly Subject[];
  #matchData = 0;
  #ovector = 0;
  #mostGroups = -1;
  #load = 0;

  /** @param subjects how many subjects are kept at the same time */
  constructor(module: WebAssembly.Module, subjects: number) {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
    this.#characters = new Uint16Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
    this.#words[HEAP_END_ADDRESS / 4] = HEAP_START;
    const stop = (): never => {
      throw new WebAssembly.RuntimeError("PCRE2 broke off");
    };
    const bytes = new Uint8Array(memory.buffer);
    const env = {
      abortStackOverflow: stop,
      nullFunc_vii: stop,
      nullFunc_iii: stop,
      // The memory cannot grow; malloc then answers with a null pointer.
      _emscripten_resize_heap: () => 0,
      _emscripten_get_heap_size: () => memory.buffer.byteLength,
      _emscripten_memcpy_big: (to: number, from: number, size: number) => {
        bytes.copyWithin(to, from, from + size);
        return to;
      },
      __table_base: 0,
      memory,
      table: new WebAssembly.Table({ initial: TABLE_SIZE, maximum: TABLE_SIZE, element: "anyfunc" }),
    };
    this.#exports = new WebAssembly.Instance(module, { env }).exports as unknown as Exports;
    this.#stack = this.#exports.stackSave();
    this.#message = this.#exports._malloc(MESSAGE_LENGTH * 2);
    this.#subjects = Array.from({ length: subjects }, () => ({
      pointer: 0,
      capacity: 0,
      length: 0,
      text: undefined,
    }));
  }

  /** The length of all patterns that were compiled here. In characters. */
  get load(): number {
    return this.#load;
  }

  /**
   * Compiles a pattern.
   *
   * @param flags of `imsx`
   */
  compile(pattern: string, flags: string): Code | Refusal {
    if (!this.#place(this.#pattern, pattern, flags)) {
      return { message: NO_HEAP, offset: 0, isFull: true };
    }
    this.#load += pattern.length;
    const { pointer } = this.#pattern;
    const code = this.#exports._compile(pointer, pattern.length, pointer + 2 * pattern.length);
    if (code === 0) return this.#refusal();
    const groups = this.#exports._getCaptureCount(code);
    if (this.#prepareMatchData(code, groups)) return { pointer: code, groups };
    this.#exports._destroyCode(code);
    return { message: NO_HEAP, offset: 0, isFull: true };
  }

  /** Makes the library usable again after it broke off in the middle of a call. */
  recover(): void {
    this.#exports.stackRestore(this.#stack);
  }

  /** Frees what a pattern takes. */
  destroy(code: Code): void {
    this.#exports._destroyCode(code.pointer);
  }

  /**
   * Puts a subject into memory, unless it is there already.
   *
   * @param index which of the subjects that are kept
   * @param key the text that `encoded` is made of, by which it is known again
   * @returns false when the memory is too small for it
   */
  setSubject(index: number, key: string, encoded: () => string): boolean {
    const subject = this.#subjects[index]!;
    if (subject.text === key) return true;
    if (!this.#place(subject, encoded(), "")) return false;
    subject.text = key;
    return true;
  }

  /**
   * Holds a pattern against the subject that was set.
   *
   * @returns what pcre2_match(3) returns: how many of the groups, the whole match among them, are set, or an error
   */
  match(code: Code, index: number): number {
    const { pointer, length } = this.#subjects[index]!;
    return this.#exports._match(code.pointer, pointer, length, 0, this.#matchData) | 0;
  }

  /** Where a group starts (even index) or ends (odd index) in the last match; -1 where it took no part. */
  offset(index: number): number {
    return this.#words[this.#ovector / 4 + index]! | 0;
  }

  #refusal(): Refusal {
    const length = this.#exports._lastErrorMessage(this.#message, MESSAGE_LENGTH);
    const start = this.#message / 2;
    const message = String.fromCharCode(...this.#characters.subarray(start, start + length));
    return { message, offset: this.#exports._lastErrorOffset(), isFull: message.startsWith(NO_HEAP) };
  }

  /** Match data serve every pattern that has no more groups than the one they were made for. */
  #prepareMatchData(code: number, groups: number): boolean {
    if (groups <= this.#mostGroups) return true;
    const data = this.#exports._createMatchData(code);
    if (data === 0) return false;
    if (this.#matchData !== 0) this.#exports._destroyMatchData(this.#matchData);
    this.#matchData = data;
    this.#ovector = this.#exports._getOvectorPointer(data);
    this.#mostGroups = groups;
    return true;
  }

  /** Writes a text into its place in memory, which grows when it must, and bytes behind it that end with a zero. */
  #place(subject: Subject, text: string, bytes: string): boolean {
    const needed = text.length + bytes.length + 1;
    subject.text = undefined;
    if (needed > subject.capacity) {
      if (subject.pointer !== 0) this.#exports._free(subject.pointer);
      const capacity = Math.max(1024, needed + (needed >> 1));
      subject.pointer = this.#exports._malloc(capacity * 2);
      subject.capacity = subject.pointer === 0 ? 0 : capacity;
      if (subject.pointer === 0) return false;
    }
    const start = subject.pointer / 2;
    for (let index = 0; index < text.length; index++) {
      this.#characters[start + index] = text.charCodeAt(index);
    }
    // A byte each, of which two fit in a word of memory.
    for (let index = 0; index <= bytes.length; index += 2) {
      const low = bytes.charCodeAt(index) || 0;
      const high = bytes.charCodeAt(index + 1) || 0;
      this.#characters[start + text.length + index / 2] = low | (high << 8);
    }
    subject.length = text.length;
    return true;
  }
}
