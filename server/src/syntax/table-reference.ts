/** Lookup tables as parameters name them: `hash:/etc/postfix/access`, `proxy:mysql:file`, `inline:{ k=v }`. */
import type { Word } from "./lists";

/** A `type:name` word; offsets are those of the word it was read from. */
export interface TableReference {
  /** Types in front of the one that holds the data, such as `proxy`. */
  readonly wrappers: readonly Word[];
  readonly type: Word;
  readonly name: Word;
}

/** Types that take another `type:name` as their name. */
const WRAPPERS = new Set(["proxy", "debug"]);
const TYPE_PATTERN = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Reads `type:name`; undefined when the word has no table type in front of a colon. */
export function parseTableReference(word: Word): TableReference | undefined {
  const wrappers: Word[] = [];
  let start = 0;
  for (;;) {
    const colon = word.text.indexOf(":", start);
    if (colon < 0) return undefined;
    const type = part(word, start, colon);
    if (!TYPE_PATTERN.test(type.text)) return undefined;
    if (!WRAPPERS.has(type.text)) {
      return { wrappers, type, name: part(word, colon + 1, word.text.length) };
    }
    wrappers.push(type);
    start = colon + 1;
  }
}

function part(word: Word, start: number, end: number): Word {
  return { text: word.text.slice(start, end), start: word.start + start, end: word.start + end };
}
