/**
 * The open documents and the configuration directories they belong to. A file
 * that is not open is read from disk, so that main.cf knows its master.cf.
 */
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Directory } from "../analysis/directory";
import type { PostfixFacts } from "../analysis/model/postfix-facts";
import { RULES } from "../analysis/rules/index";
import { type Levels, OWN_LEVELS } from "../analysis/rules/levels";
import { decodeText } from "../base/decode";
import { sourceText } from "../base/source-text";
import type { LanguageId } from "../contract/languages";
import type { Files } from "../ports/files";
import { directoryKey, otherLanguage, pathOfUri, siblingUri, whereaboutsOf } from "./uris";

/** An open document. */
export interface OpenDocument {
  readonly text: TextDocument;
  readonly language: LanguageId;
  readonly directory: Directory;
}

interface Entry {
  readonly directory: Directory;
  readonly open: Map<LanguageId, OpenDocument>;
  /** Settled when the file that is not open has been read. */
  loading: Promise<void>;
}

/** More changes than this in one message are taken as a new text. */
const MANY_CHANGES = 20;

/** Keeps documents and directories. */
export class Workspace {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #entries = new Map<string, Entry>();
  #levels: Levels = OWN_LEVELS;

  /** @param facts what a directory is held against when its first document is opened */
  constructor(
    readonly facts: () => PostfixFacts,
    readonly files: Files,
  ) {}

  /** Holds every directory against another Postfix. */
  useFacts(facts: PostfixFacts): void {
    for (const { directory } of this.#entries.values()) directory.useFacts(facts);
  }

  /** Takes the user's word for how grave findings are. */
  useLevels(levels: Levels): void {
    this.#levels = levels;
    for (const { directory } of this.#entries.values()) directory.useLevels(levels);
  }

  /** The open documents of a directory. */
  documentsOf(directory: Directory): OpenDocument[] {
    return this.documents().filter((document) => document.directory === directory);
  }

  /** An open document, once everything its analysis needs has been read; undefined when it is not open. */
  async document(uri: string): Promise<OpenDocument | undefined> {
    const document = this.#documents.get(uri);
    if (document) await this.#entries.get(directoryKey(uri))?.loading;
    return document;
  }

  /** All open documents. */
  documents(): OpenDocument[] {
    return [...this.#documents.values()];
  }

  /** The open documents that a change of this one may concern: itself and its sibling. */
  related(uri: string): OpenDocument[] {
    return [...(this.#entries.get(directoryKey(uri))?.open.values() ?? [])];
  }

  open(uri: string, language: LanguageId, version: number, content: string): void {
    const text = TextDocument.create(uri, language, version, content);
    const key = directoryKey(uri);
    let entry = this.#entries.get(key);
    if (!entry) {
      const directory = new Directory(this.facts(), RULES, whereaboutsOf(uri));
      directory.useLevels(this.#levels);
      entry = { directory, open: new Map(), loading: Promise.resolve() };
      this.#entries.set(key, entry);
    }
    const document = { text, language, directory: entry.directory };
    this.#documents.set(uri, document);
    entry.open.set(language, document);
    entry.directory.setFile(language, uri, text);
    const sibling = siblingUri(uri, language);
    if (sibling && !entry.open.has(otherLanguage(language)))
      this.#load(entry, sibling, otherLanguage(language));
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const document = this.#documents.get(uri);
    if (!document) return;
    const { text, language, directory } = document;
    if (changes.length > MANY_CHANGES || changes.some((change) => !("range" in change))) {
      TextDocument.update(text, [...changes], version);
      directory.setFile(language, uri, text);
      return;
    }
    for (const change of changes) {
      if (!("range" in change)) continue;
      const start = text.offsetAt(change.range.start);
      const oldEnd = text.offsetAt(change.range.end);
      TextDocument.update(text, [change], version);
      directory.changeFile(language, text, { start, oldEnd, newEnd: start + change.text.length });
    }
  }

  close(uri: string): void {
    const document = this.#documents.get(uri);
    const entry = this.#entries.get(directoryKey(uri));
    if (!document || !entry) return;
    this.#documents.delete(uri);
    entry.open.delete(document.language);
    if (entry.open.size === 0) this.#entries.delete(directoryKey(uri));
    else this.#load(entry, uri, document.language);
  }

  /** A file changed on disk. @returns the open documents whose analysis changes with it */
  async changedOnDisk(uri: string): Promise<OpenDocument[]> {
    const entry = this.#entries.get(directoryKey(uri));
    const language: LanguageId = siblingUri(uri, "postfix-main") ? "postfix-main" : "postfix-master";
    if (!entry || entry.open.has(language)) return [];
    this.#load(entry, uri, language);
    await entry.loading;
    return [...entry.open.values()];
  }

  #load(entry: Entry, uri: string, language: LanguageId): void {
    const path = pathOfUri(uri);
    if (path === undefined) return;
    entry.loading = this.files.read(path).then((read) => {
      if (entry.open.has(language)) return;
      // A file that is missing or may not be read says nothing; what depends on it is then unknown.
      if (read.ok) entry.directory.setFile(language, uri, sourceText(decodeText(read.value)));
      else entry.directory.removeFile(language);
    });
  }
}
