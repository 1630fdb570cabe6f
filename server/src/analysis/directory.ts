/**
 * A configuration directory as it stands in the editor or on disk: main.cf
 * and master.cf, each parsed, and the configuration they make. Everything the
 * features and the command line know of a file they know from here.
 */
import { lastAtOrBefore, type SourceText, sourceText } from "../base/source-text";
import type { LanguageId } from "../contract/languages";
import type { Chunk, ChunkTree, TextChange } from "../syntax/logical-lines";
import { type MainChunk, type MainTree, parseMainCf, reparseMainCf } from "../syntax/main-cf";
import { type MasterChunk, type MasterTree, parseMasterCf, reparseMasterCf } from "../syntax/master-cf";
import { type ChunkFindings, Diagnoser, type Subject } from "./diagnoser";
import { Configuration, type Whereabouts } from "./model/configuration";
import type { FileState } from "./model/known-files";
import type { PostfixFacts } from "./model/postfix-facts";
import { isIgnored } from "./rules/ignore-comments";
import { type Level, type Levels, OWN_LEVELS, rulesAt, severityAt } from "./rules/levels";
import type { Finding, Rule, Severity } from "./rules/rule";
import { isTemplateFile } from "./rules/templates";

/** A parsed file. */
export interface ParsedFile<Tree> {
  /** Where it is; a URI in an editor, a path on the command line. */
  readonly uri: string;
  readonly source: SourceText;
  readonly tree: Tree;
}

/** A finding with its place in the file. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly start: number;
  readonly end: number;
  /** Where the chunk of the finding starts: what to add to the offsets of its fixes. */
  readonly chunkStart: number;
  /** How grave it is here: the rule's own severity, unless the user set one or the file is a template. */
  readonly severity: Severity;
}

/** Main or master, in the words of the language ids. */
const FILE_OF: Readonly<Record<LanguageId, "main" | "master">> = {
  "postfix-main": "main",
  "postfix-master": "master",
};

/** main.cf and master.cf of one directory, and what they amount to. */
export class Directory {
  #main: ParsedFile<MainTree> | undefined;
  #master: ParsedFile<MasterTree> | undefined;
  #configuration: Configuration;
  #diagnoser: Diagnoser;

  #levels: Levels = OWN_LEVELS;

  constructor(
    facts: PostfixFacts,
    readonly rules: readonly Rule[],
    readonly whereabouts: Whereabouts = {},
  ) {
    this.#configuration = new Configuration(facts, whereabouts);
    this.#diagnoser = new Diagnoser(this.#configuration, rules, rules);
  }

  get main(): ParsedFile<MainTree> | undefined {
    return this.#main;
  }

  get master(): ParsedFile<MasterTree> | undefined {
    return this.#master;
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  /** Holds the files against another Postfix from now on. */
  useFacts(facts: PostfixFacts): void {
    if (facts === this.#configuration.facts) return;
    this.#configuration = new Configuration(facts, this.whereabouts, this.#configuration.files);
    this.#diagnoser = new Diagnoser(this.#configuration, rulesAt(this.rules, this.#levels), this.rules);
    this.#applyMaster([], this.#master?.tree.chunks ?? []);
    this.#applyMain([], this.#main?.tree.chunks ?? []);
  }

  /** Takes the user's word for how grave findings are. */
  useLevels(levels: Levels): void {
    const before = rulesAt(this.rules, this.#levels);
    this.#levels = levels;
    const rules = rulesAt(this.rules, levels);
    if (rules.length === before.length && rules.every((rule, index) => rule === before[index])) return;
    this.#diagnoser = new Diagnoser(this.#configuration, rules, this.rules);
    this.#diagnoser.update([], subjects("master", this.#master?.tree.chunks ?? []), new Set());
    this.#diagnoser.update([], subjects("main", this.#main?.tree.chunks ?? []), new Set());
  }

  /** Takes over what is at paths of the machine; what rules asked for is in {@link Configuration.files}. */
  answerFiles(states: ReadonlyMap<string, FileState>): boolean {
    const changed = this.#configuration.files.answer(states);
    this.#configuration.forget(changed);
    this.#diagnoser.namesChanged(changed);
    return changed.size > 0;
  }

  /** Puts a file in, in place of the one of that kind that was there. */
  setFile(language: LanguageId, uri: string, source: SourceText): void {
    if (language === "postfix-main") {
      const tree = parseMainCf(source.getText());
      this.#applyMain(this.#main?.tree.chunks ?? [], tree.chunks);
      this.#main = { uri, source, tree };
    } else {
      const tree = parseMasterCf(source.getText());
      this.#applyMaster(this.#master?.tree.chunks ?? [], tree.chunks);
      this.#master = { uri, source, tree };
    }
  }

  /** Takes a file out. */
  removeFile(language: LanguageId): void {
    if (language === "postfix-main") {
      this.#applyMain(this.#main?.tree.chunks ?? [], []);
      this.#main = undefined;
    } else {
      this.#applyMaster(this.#master?.tree.chunks ?? [], []);
      this.#master = undefined;
    }
  }

  /** Takes a change over from the editor; `source` has the new text already. */
  changeFile(language: LanguageId, source: SourceText, change: TextChange): void {
    if (language === "postfix-main" && this.#main) {
      const { tree, removed, added } = reparseMainCf(this.#main.tree, source.getText(), change);
      this.#applyMain(removed, added);
      this.#main = { uri: this.#main.uri, source, tree };
    } else if (language === "postfix-master" && this.#master) {
      const { tree, removed, added } = reparseMasterCf(this.#master.tree, source.getText(), change);
      this.#applyMaster(removed, added);
      this.#master = { uri: this.#master.uri, source, tree };
    }
  }

  #applyMain(removed: readonly MainChunk[], added: readonly MainChunk[]): void {
    const changed = this.#configuration.updateMain(removed, added);
    this.#diagnoser.update(subjects("main", removed), subjects("main", added), changed);
  }

  #applyMaster(removed: readonly MasterChunk[], added: readonly MasterChunk[]): void {
    const changed = this.#configuration.updateMaster(removed, added);
    this.#diagnoser.update(subjects("master", removed), subjects("master", added), changed);
  }

  /** What the rules say about a file, in file order, but for what comments in it silence. */
  findings(language: LanguageId): LocatedFinding[] {
    return this.#located(language, false);
  }

  /** What the rules would say about a file if no comment silenced any. */
  allFindings(language: LanguageId): LocatedFinding[] {
    return this.#located(language, true);
  }

  /** What the user said about how grave the findings of a rule are; undefined when nothing. */
  levelOf(rule: string): Level | undefined {
    return this.#levels.get(rule);
  }

  #located(language: LanguageId, withSilenced: boolean): LocatedFinding[] {
    const file = this.file(language);
    if (!file) return [];
    const isTemplate = isTemplateFile(file.uri) || this.#diagnoser.isTemplate(FILE_OF[language]);
    const found: readonly ChunkFindings[] = this.#diagnoser.findings(FILE_OF[language]);
    const { chunks, starts }: ChunkTree<unknown> = file.tree;
    const located: LocatedFinding[] = [];
    let index = 0;
    for (const { chunk, findings } of found) {
      if (chunk) index = indexFrom(chunks, chunk.order, index);
      // What rules say of a chunk that has gone is said again of what came in its place.
      if (chunk && chunks[index] !== chunk) continue;
      const chunkStart = chunk ? starts[index]! : 0;
      const comments = chunk ? commentsAbove(chunks, index) : leadingComments(chunks);
      for (const finding of findings) {
        if (!withSilenced && isIgnored(finding.rule.id, comments, chunk?.text ?? "", finding.start)) continue;
        const span = chunk ? finding : { start: 0, end: firstLineEnd(file.tree.text) };
        const [start, end] = [chunkStart + span.start, chunkStart + span.end];
        const severity = severityAt(finding, this.#levels, isTemplate);
        located.push({ finding, chunkStart, start, end, severity });
      }
    }
    return inOrder(located);
  }

  /** The parsed file of a language. */
  file(language: LanguageId): ParsedFile<MainTree> | ParsedFile<MasterTree> | undefined {
    return language === "postfix-main" ? this.#main : this.#master;
  }
}

function subjects(file: "main", chunks: readonly MainChunk[]): Subject[];
function subjects(file: "master", chunks: readonly MasterChunk[]): Subject[];
function subjects(file: "main" | "master", chunks: readonly (MainChunk | MasterChunk)[]): Subject[] {
  return chunks.map((chunk) => ({ file, chunk }) as Subject);
}

/** The text of the comments that stand in front of a chunk. */
export function commentsAbove(chunks: readonly Chunk<unknown>[], index: number): string {
  const above = chunks[index - 1];
  return above?.kind === "trivia" ? above.text : "";
}

/** What silences findings on a file as a whole: the comments at its top. */
function leadingComments(chunks: readonly Chunk<unknown>[]): string {
  return chunks[0]?.kind === "trivia" ? chunks[0].text.replace(/\n\s*$/, "\n") : "";
}

function firstLineEnd(text: string): number {
  return /^[^\r\n]*/.exec(text)![0].length;
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts where rules that look at the whole configuration have said something about the same lines as others. */
function inOrder(located: LocatedFinding[]): LocatedFinding[] {
  const compare = (a: LocatedFinding, b: LocatedFinding) =>
    a.start - b.start || a.end - b.end || compareIds(a.finding.rule.id, b.finding.rule.id);
  const isSorted = located.every(
    (finding, index) => index === 0 || compare(located[index - 1]!, finding) <= 0,
  );
  return isSorted ? located : located.sort(compare);
}

/** The index of the chunk at an offset, or -1 in an empty file. A cursor at a chunk's end belongs to the next one. */
export function chunkIndexAt<Node>(tree: ChunkTree<Node>, offset: number): number {
  return tree.chunks.length === 0 ? -1 : lastAtOrBefore(tree.starts, offset);
}

/** Where a chunk starts in its file; undefined when it is not in it. */
export function startOf<Node>(tree: ChunkTree<Node>, chunk: Chunk<Node>): number | undefined {
  const index = indexFrom(tree.chunks, chunk.order, 0);
  // A chunk that an edit has removed may have the number of one that came.
  return tree.chunks[index] === chunk ? tree.starts[index] : undefined;
}

/**
 * Index of the last chunk at or behind `from` whose order number is not
 * greater than `order`. Looks in growing steps: who asks for one chunk after
 * the other, in order, goes along the file once.
 */
function indexFrom(chunks: readonly Chunk<unknown>[], order: number, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < chunks.length && chunks[low + step]!.order <= order) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, chunks.length);
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (chunks[middle]!.order <= order) low = middle;
    else high = middle;
  }
  return low;
}

/** A directory of texts, for the command line and for tests. */
export function directoryOf(
  facts: PostfixFacts,
  rules: readonly Rule[],
  files: { readonly main?: string; readonly master?: string },
  whereabouts?: Whereabouts,
): Directory {
  const directory = new Directory(facts, rules, whereabouts);
  if (files.master !== undefined) directory.setFile("postfix-master", "master.cf", sourceText(files.master));
  if (files.main !== undefined) directory.setFile("postfix-main", "main.cf", sourceText(files.main));
  return directory;
}
