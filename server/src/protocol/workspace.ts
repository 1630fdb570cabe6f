/**
 * The open documents and the configuration directories they belong to. A file
 * that is not open is read from disk, so that main.cf knows its master.cf.
 */
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Directory } from "../analysis/directory";
import type { PostfixFacts } from "../analysis/model/postfix-facts";
import { referencedTables, whereToFind } from "../analysis/referenced-tables";
import { RULES } from "../analysis/rules/index";
import { type Levels, OWN_LEVELS } from "../analysis/rules/levels";
import { TableFile } from "../analysis/table-file";
import { decodeText } from "../base/decode";
import { sourceText } from "../base/source-text";
import { LANGUAGES, type LanguageId, TABLE_LANGUAGES, type TableLanguageId } from "../contract/languages";
import type { PatternEngine } from "../matching/pattern-engine";
import type { Files } from "../ports/files";
import { isClientFormat, type TableFormat } from "../syntax/tables/table";
import {
  directoryKey,
  mainBeside,
  otherLanguage,
  pathOfUri,
  siblingUri,
  tableKey,
  whereaboutsOf,
} from "./uris";

/** An open document. */
export interface OpenDocument {
  readonly text: TextDocument;
  readonly language: LanguageId;
  readonly directory: Directory;
}

/** An open lookup table. */
export interface OpenTable {
  readonly text: TextDocument;
  readonly table: TableFile;
  /** The table's type as the configuration has it, such as `hash`; undefined while nothing refers to it. */
  named: string | undefined;
  /** The configuration that may refer to it. */
  readonly directory: Directory;
}

/** Anything that is open and has findings. */
export type OpenFile = OpenDocument | OpenTable;

interface Entry {
  readonly directory: Directory;
  readonly open: Map<LanguageId, OpenDocument>;
  readonly tables: Map<string, OpenTable>;
  /** Settled when the file that is not open has been read. */
  loading: Promise<void>;
}

/** The language of a table's file by how it is read. */
function languageOfFormat(format: TableFormat): TableLanguageId {
  const name = isClientFormat(format) ? "database" : format;
  return LANGUAGES_OF_TABLES.find((language) => TABLE_LANGUAGES[language] === name)!;
}

const LANGUAGES_OF_TABLES = Object.keys(TABLE_LANGUAGES) as TableLanguageId[];

/** More changes than this in one message are taken as a new text. */
const MANY_CHANGES = 20;

/** Keeps documents and directories. */
export class Workspace {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #tables = new Map<string, OpenTable>();
  readonly #entries = new Map<string, Entry>();
  #levels: Levels = OWN_LEVELS;

  /**
   * @param facts what a directory is held against when its first document is opened
   * @param engine PCRE2; undefined where it cannot be had
   */
  constructor(
    readonly facts: () => PostfixFacts,
    readonly files: Files,
    readonly engine: () => PatternEngine | undefined,
  ) {}

  /** Holds every directory against another Postfix. */
  useFacts(facts: PostfixFacts): void {
    for (const { directory } of this.#entries.values()) directory.useFacts(facts);
    for (const { table } of this.#tables.values()) table.useFacts(facts);
  }

  /** Takes the user's word for how grave findings are. */
  useLevels(levels: Levels): void {
    this.#levels = levels;
    for (const { directory } of this.#entries.values()) directory.useLevels(levels);
    for (const { table } of this.#tables.values()) table.useLevels(levels);
  }

  /** What is open of a directory, or depends on it. */
  documentsOf(directory: Directory): OpenFile[] {
    return this.documents().filter((document) => document.directory === directory);
  }

  /** An open lookup table that knows who refers to it; undefined when it is not open. */
  async table(uri: string): Promise<OpenTable | undefined> {
    const found = this.#tables.get(uri);
    const entry = found && this.#entries.get(tableKey(uri));
    if (!entry) return undefined;
    await entry.loading;
    const { configuration, whereabouts } = found.directory;
    const path = pathOfUri(uri);
    const references = referencedTables(configuration).filter(
      (reference) =>
        languageOfFormat(reference.type) === languageOfFormat(found.table.type) &&
        whereToFind(configuration, reference.path, whereabouts.path ?? "") === path,
    );
    found.table.useUses(
      references.flatMap(({ uses }) => uses),
      references[0]?.type,
    );
    found.named = references[0]?.named;
    return found;
  }

  /** An open document, once everything its analysis needs has been read; undefined when it is not open. */
  async document(uri: string): Promise<OpenDocument | undefined> {
    const document = this.#documents.get(uri);
    if (document) await this.#entries.get(directoryKey(uri))?.loading;
    return document;
  }

  /** The language of a lookup table by the configuration beside it; undefined when that says nothing of the file. */
  async tableLanguage(uri: string): Promise<TableLanguageId | undefined> {
    const path = pathOfUri(uri);
    const main = mainBeside(uri);
    const key = tableKey(uri);
    if (path === undefined || (!this.#entries.has(key) && !(await this.#exists(main)))) return undefined;
    const entry = this.#entryOf(key, main);
    if (entry.open.size === 0 && entry.tables.size === 0) this.#loadMissing(entry, main);
    await entry.loading;
    const { configuration, whereabouts } = entry.directory;
    const table = referencedTables(configuration).find(
      (reference) => whereToFind(configuration, reference.path, whereabouts.path ?? "") === path,
    );
    this.#forgetUnused(key, entry);
    return table && languageOfFormat(table.type);
  }

  async #exists(uri: string): Promise<boolean> {
    const path = pathOfUri(uri);
    return path !== undefined && (await this.files.info(path)).ok;
  }

  /** Reads those files of a directory from disk that are not open. */
  #loadMissing(entry: Entry, main: string): void {
    for (const language of LANGUAGES) {
      const file = language === "postfix-main" ? main : siblingUri(main, "postfix-main");
      if (file !== undefined && !entry.open.has(language)) this.#load(entry, file, language);
    }
  }

  /** All open documents. */
  documents(): OpenFile[] {
    return [...this.#documents.values(), ...this.#tables.values()];
  }

  /** The open documents that a change of this one may concern: itself, its sibling and the tables beside them. */
  related(uri: string): OpenFile[] {
    const table = this.#tables.get(uri);
    if (table) return [table];
    const entry = this.#entries.get(directoryKey(uri));
    return entry ? [...entry.open.values(), ...entry.tables.values()] : [];
  }

  open(uri: string, language: LanguageId, version: number, content: string): void {
    const text = TextDocument.create(uri, language, version, content);
    const entry = this.#entryOf(directoryKey(uri), uri);
    const document = { text, language, directory: entry.directory };
    this.#documents.set(uri, document);
    entry.open.set(language, document);
    entry.directory.setFile(language, uri, text);
    const sibling = siblingUri(uri, language);
    if (sibling && !entry.open.has(otherLanguage(language)))
      this.#load(entry, sibling, otherLanguage(language));
  }

  openTable(uri: string, language: TableLanguageId, version: number, content: string): void {
    const text = TextDocument.create(uri, language, version, content);
    const main = mainBeside(uri);
    const entry = this.#entryOf(tableKey(uri), main);
    const format: TableFormat = TABLE_LANGUAGES[language];
    const engine = format === "pcre" ? this.engine() : undefined;
    const table = new TableFile(format, uri, text, this.facts(), [], RULES, RULES, undefined, engine);
    table.useLevels(this.#levels);
    const found: OpenTable = { text, table, named: undefined, directory: entry.directory };
    this.#tables.set(uri, found);
    entry.tables.set(uri, found);
    this.#loadMissing(entry, main);
  }

  #entryOf(key: string, uri: string): Entry {
    let entry = this.#entries.get(key);
    if (!entry) {
      const directory = new Directory(this.facts(), RULES, whereaboutsOf(uri));
      directory.useLevels(this.#levels);
      entry = { directory, open: new Map(), tables: new Map(), loading: Promise.resolve() };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const open = this.#tables.get(uri) ?? this.#documents.get(uri);
    if (!open) return;
    const { text } = open;
    if (changes.length > MANY_CHANGES || changes.some((change) => !("range" in change))) {
      TextDocument.update(text, [...changes], version);
      if ("table" in open) open.table.setText(text);
      else open.directory.setFile(open.language, uri, text);
      return;
    }
    for (const change of changes) {
      if (!("range" in change)) continue;
      const start = text.offsetAt(change.range.start);
      const oldEnd = text.offsetAt(change.range.end);
      TextDocument.update(text, [change], version);
      const place = { start, oldEnd, newEnd: start + change.text.length };
      if ("table" in open) open.table.change(text, place);
      else open.directory.changeFile(open.language, text, place);
    }
  }

  close(uri: string): void {
    if (this.#tables.delete(uri)) {
      const entry = this.#entries.get(tableKey(uri));
      entry?.tables.delete(uri);
      if (entry) this.#forgetUnused(tableKey(uri), entry);
      return;
    }
    const document = this.#documents.get(uri);
    const entry = this.#entries.get(directoryKey(uri));
    if (!document || !entry) return;
    this.#documents.delete(uri);
    entry.open.delete(document.language);
    if (!this.#forgetUnused(directoryKey(uri), entry)) this.#load(entry, uri, document.language);
  }

  /** Drops a directory of which nothing is open any more. */
  #forgetUnused(key: string, { open, tables }: Entry): boolean {
    return open.size === 0 && tables.size === 0 && this.#entries.delete(key);
  }

  /** A file changed on disk. @returns the open documents whose analysis changes with it */
  async changedOnDisk(uri: string): Promise<OpenFile[]> {
    const entry = this.#entries.get(directoryKey(uri));
    const language: LanguageId = siblingUri(uri, "postfix-main") ? "postfix-main" : "postfix-master";
    if (!entry || entry.open.has(language)) return [];
    this.#load(entry, uri, language);
    await entry.loading;
    return [...entry.open.values(), ...entry.tables.values()];
  }

  #load(entry: Entry, uri: string, language: LanguageId): void {
    const path = pathOfUri(uri);
    if (path === undefined) return;
    const reading = this.files.read(path).then((read) => {
      if (entry.open.has(language)) return;
      // A file that is missing or may not be read says nothing; what depends on it is then unknown.
      if (read.ok) entry.directory.setFile(language, uri, sourceText(decodeText(read.value)));
      else entry.directory.removeFile(language);
    });
    entry.loading = Promise.all([entry.loading, reading]).then(() => undefined);
  }
}
