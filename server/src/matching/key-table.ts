/**
 * Tables with one value a key, as `postmap -q` answers after postmap(1) has
 * read the text: hash, btree, lmdb and their like, texthash, and the tables
 * that postalias(1) makes.
 */
import { decodeText, encodeLatin1, utf8Bytes } from "../base/decode";
import type { ChunkTree } from "../syntax/logical-lines";
import type { AliasLine, AliasProblemKind } from "../syntax/tables/aliases-table";
import type { KeyLine, KeyProblemKind, KeyTableType } from "../syntax/tables/key-table";
import { type Bytes, endAtNul, type Lookup, type LookupTable, type Step } from "./lookup";
import { isValidUtf8 } from "./utf8";

/** What Postfix warns of when it reads the text of such a table. */
export type KeyWarningKind = KeyProblemKind | AliasProblemKind | "duplicate-key" | "bad-utf8";

/** A warning that postmap, postalias or the opening of a texthash table logs. */
export interface KeyWarning {
  /** Index among the chunks of the table's tree. */
  readonly chunk: number;
  readonly kind: KeyWarningKind;
  /** In Postfix's words, as they stand behind the line number in the log. */
  readonly message: string;
}

/** A table that is ready to be asked, and what Postfix says when it reads the text. */
export interface KeyTable extends LookupTable {
  readonly warnings: readonly KeyWarning[];
}

/** How keys are compared. */
export interface KeyOptions {
  /** With `smtputf8_enable = yes`, keys are folded as Unicode text and lines that are not UTF-8 are left out. Default: true. */
  readonly utf8?: boolean;
  /** Capital and small letters are the same, as they are for Postfix but with `postmap -f`. Default: true. */
  readonly foldsCase?: boolean;
}

/**
 * A table made of the text that postmap(1) reads. It is read when it is first
 * asked.
 *
 * @param tree of a text that is a byte string
 */
export function createKeyTable(
  tree: ChunkTree<KeyLine>,
  type: KeyTableType,
  options: KeyOptions = {},
): KeyTable {
  return new IndexedTable(tree.chunks.length, (chunk) => readKeyLine(tree, chunk, type), type, options);
}

/**
 * A table made of the text that postalias(1) reads. The entry `@`, which
 * postalias adds to every table, is in it.
 *
 * @param tree of a text that is a byte string
 */
export function createAliasesTable(tree: ChunkTree<AliasLine>, options: KeyOptions = {}): KeyTable {
  const count = tree.chunks.length;
  return new IndexedTable(count, (chunk) => readAliasLine(tree, chunk), "hash", options, [["@", "@"]]);
}

/** One line, read. */
interface ReadLine {
  readonly text: Bytes;
  /** What Postfix warns of. */
  readonly kind: KeyWarningKind | undefined;
  readonly message: string;
  /** The line is left out. */
  readonly isSkipped: boolean;
  readonly key: Bytes;
  readonly value: Bytes;
}

const IGNORING = " -- ignoring this line";

function readKeyLine(tree: ChunkTree<KeyLine>, chunk: number, type: KeyTableType): ReadLine | undefined {
  const line = tree.chunks[chunk]!.node;
  if (!line) return undefined;
  const { text } = line.logical;
  const kind = line.problem?.kind;
  const message = kind ? keyMessage(kind, text, type) : "";
  return {
    text,
    kind,
    message,
    isSkipped: kind !== undefined && kind !== "colon-behind-key",
    key: line.key.text,
    value: line.value?.text ?? "",
  };
}

function keyMessage(kind: KeyProblemKind, text: Bytes, type: KeyTableType): string {
  switch (kind) {
    case "leading-space":
      return indentedMessage(text);
    case "unclosed-quote":
      return `unbalanced '"' in '${endAtNul(text)}'${IGNORING}`;
    case "colon-behind-key":
      return 'record is in "key: value" format; is this an alias file?';
    case "missing-key":
    case "missing-value":
      return `expected format: key whitespace value${type === "texthash" ? IGNORING : ""}`;
  }
}

function readAliasLine(tree: ChunkTree<AliasLine>, chunk: number): ReadLine | undefined {
  const line = tree.chunks[chunk]!.node;
  if (!line) return undefined;
  const { text } = line.logical;
  const kind = line.problem?.kind;
  let message = "";
  if (kind === "leading-space") message = indentedMessage(text);
  else if (kind === "remote-name") message = "name must be local";
  else if (kind) message = "need name:value pair";
  const key = line.name?.target ?? "";
  return {
    text,
    kind,
    message,
    // A line of which nothing is left in front of a NUL byte is passed over in silence.
    isSkipped: kind !== undefined || !line.name,
    key,
    value: line.storedValue,
  };
}

function indentedMessage(text: Bytes): string {
  const start = endAtNul(text);
  const shown = text.length > 30 ? `${start.slice(0, 30)}...` : start;
  return `logical line must not start with whitespace: "${shown}"`;
}

const WHY: Readonly<Record<Exclude<KeyWarningKind, "colon-behind-key">, string>> = {
  "leading-space": "The line is indented and continues no other line.",
  "unclosed-quote": "The key has a quote that no other one ends.",
  "missing-key": "There is no key.",
  "missing-value": "There is no value.",
  "missing-colon": "There is no colon behind the name.",
  "missing-name": "There is no name in front of the colon.",
  "several-names": "There is a comma in front of the colon; an alias has one name.",
  "remote-name": "The name has a domain; only names of this host can be aliases.",
  "duplicate-key": "A line above has the same key, and the first one counts.",
  "bad-utf8": "The line is not valid UTF-8.",
};

/** What reading the text comes to. */
interface Index {
  /** The chunk that has a key; -1 for an entry that is not in the text. */
  readonly chunks: ReadonlyMap<Bytes, number>;
  readonly warnings: readonly KeyWarning[];
  readonly skipped: readonly Step[];
  /** The keys that stand in the text more than once. */
  readonly repeated: ReadonlySet<Bytes>;
}

/** Remembers where each key is, and reads its value when it is asked for: a table may have many. */
class IndexedTable implements KeyTable {
  #index: Index | undefined;

  constructor(
    readonly count: number,
    readonly read: (chunk: number) => ReadLine | undefined,
    readonly type: KeyTableType,
    readonly options: KeyOptions,
    readonly added: readonly (readonly [key: Bytes, value: Bytes])[] = [],
  ) {}

  get warnings(): readonly KeyWarning[] {
    return this.#open().warnings;
  }

  lookup(key: Bytes, explain = false): Lookup {
    const { chunks, skipped } = this.#open();
    const folded = foldKey(endAtNul(key), this.options);
    const chunk = chunks.get(folded);
    const steps: Step[] = explain ? [...skipped] : [];
    const remarks = this.#duplicateRemarks(folded);
    if (chunk === undefined) return { value: undefined, winner: undefined, steps, remarks };
    if (chunk < 0) {
      const value = this.added.find(([one]) => one === folded)?.[1];
      return { value, winner: undefined, steps, remarks };
    }
    if (explain) {
      steps.push({ chunk, verdict: "matched" });
      steps.sort((a, b) => a.chunk - b.chunk);
    }
    return { value: this.read(chunk)!.value, winner: { chunk, captures: [] }, steps, remarks };
  }

  #open(): Index {
    this.#index ??= this.#readAll();
    return this.#index;
  }

  #readAll(): Index {
    const chunks = new Map<Bytes, number>();
    const warnings: KeyWarning[] = [];
    const skipped: Step[] = [];
    const repeated = new Set<Bytes>();
    for (let chunk = 0; chunk < this.count; chunk++) {
      const line = this.read(chunk);
      if (!line) continue;
      const warn = (kind: KeyWarningKind, message: string) => {
        warnings.push({ chunk, kind, message });
        if (kind !== "colon-behind-key") skipped.push({ chunk, verdict: "skipped", why: WHY[kind] });
      };
      // Postfix looks at indentation before it looks at the encoding.
      if (line.kind !== "leading-space" && this.#isRefused(line.text)) {
        warn("bad-utf8", `non-UTF-8 input "${endAtNul(line.text)}"${IGNORING}`);
        continue;
      }
      if (line.kind) warn(line.kind, line.message);
      if (line.isSkipped) continue;
      const key = foldKey(line.key, this.options);
      if (chunks.has(key)) {
        repeated.add(key);
        warn("duplicate-key", `duplicate entry: "${this.type === "texthash" ? line.key : key}"`);
      } else {
        chunks.set(key, chunk);
      }
    }
    for (const [key] of this.added) if (!chunks.has(key)) chunks.set(key, -1);
    return { chunks, warnings, skipped, repeated };
  }

  /** Postfix looks for other characters than ASCII up to a NUL byte only. */
  #isRefused(text: Bytes): boolean {
    return this.options.utf8 !== false && !isAscii(endAtNul(text)) && !isValidUtf8(text);
  }

  #duplicateRemarks(key: Bytes): string[] {
    const { repeated } = this.#open();
    if (this.type === "texthash" && repeated.size > 0) return [TEXTHASH_DUPLICATES];
    return repeated.has(key) ? [DUPLICATE] : [];
  }
}

const DUPLICATE =
  "The table has this key more than once: the first line counts, and postmap warns of the others. Remove those that do not count.";
const TEXTHASH_DUPLICATES =
  "The table has a key more than once: postmap takes the first line, but Postfix's daemons refuse the whole texthash table, so that mail is deferred. Remove the repeated lines.";

/** A key as it is compared: in small letters, of ASCII only or as Unicode folds them (dict_utf8.c, casefold.c). */
export function foldKey(key: Bytes, { utf8 = true, foldsCase = true }: KeyOptions = {}): Bytes {
  if (!foldsCase) return key;
  if (!utf8 || isAscii(key) || !isValidUtf8(key)) {
    return key.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
  const folded = Array.from(decodeText(encodeLatin1(key)), foldCharacter).join("");
  return utf8Bytes(folded);
}

const DOTLESS_I = "ı";

/** Full case folding of Unicode, made of what JavaScript has: there and back again, ß becomes ss. */
function foldCharacter(character: string): string {
  if (character === DOTLESS_I) return character;
  return Array.from(character.toLowerCase().toUpperCase(), (one) => one.toLowerCase()).join("");
}

function isAscii(text: Bytes): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}
