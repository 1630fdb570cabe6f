/**
 * The file of a lookup table, parsed, with what the rules say of it. What is
 * said of single lines and which keys stand twice is kept from edit to edit,
 * because such files may have a hundred thousand lines. Files with patterns
 * are small, and what is wrong with a rule often depends on others, so that
 * some rules look at the whole of them after each change.
 */
import { lastAtOrBefore, type SourceText } from "../base/source-text";
import type { PatternEngine } from "../matching/pattern-engine";
import type { Chunk, ChunkTree, TextChange } from "../syntax/logical-lines";
import type { Assignment } from "../syntax/main-cf";
import {
  holdsPatterns,
  isClientFormat,
  type ParsedTable,
  type ParsedTableFile,
  parseTableFile,
  reparseTableFile,
  type TableFileLine,
  type TableFormat,
  type TableType,
} from "../syntax/tables/table";
import { commentsAbove, type LocatedFinding, startOf } from "./directory";
import { LineFindings } from "./line-findings";
import type { PostfixFacts } from "./model/postfix-facts";
import { RepeatedKeys } from "./repeated-keys";
import { isIgnored } from "./rules/ignore-comments";
import { type Levels, OWN_LEVELS, rulesAt, severityAt } from "./rules/levels";
import { type Finding, findingOf, type Rule, type TableReport } from "./rules/rule";
import { usesByName } from "./rules/table-uses";

type LineChunk = Chunk<TableFileLine>;

/** A finding and the chunk it is in. */
type Found = readonly [LineChunk, Finding];

/** What is known of the lines of the file as it stands. */
interface LineState {
  readonly findings: LineFindings;
  readonly keys: RepeatedKeys;
}

/** More findings than this are not shown in an editor: nobody reads them, and each costs. */
const MOST_FINDINGS = 1_000;

/** Who asks for a table with patterns gets one. */
type TableOf<Type extends TableFormat> = Type extends TableType ? ParsedTable : ParsedTableFile;

/** A table's file and its findings. */
export class TableFile<Type extends TableFormat = TableFormat> {
  #source: SourceText;
  #table: ParsedTableFile;
  #facts: PostfixFacts;
  #uses: readonly string[];
  #levels: Levels = OWN_LEVELS;
  #lines: LineState | undefined;
  #findings: LocatedFinding[] | undefined;

  /**
   * @param uri where it is; its name tells what the table is for when nobody else does
   * @param uses the parameters and restrictions that refer to it; empty when nobody knows
   * @param known all rules there are, also those that are not to run
   * @param most how many findings are told at most: the first ones of the file
   * @param engine PCRE2, for what only it knows of a pattern; without it, rules say what the parser knows
   */
  constructor(
    type: Type,
    readonly uri: string,
    source: SourceText,
    facts: PostfixFacts,
    uses: readonly string[],
    readonly rules: readonly Rule[],
    readonly known: readonly Rule[] = rules,
    readonly most = MOST_FINDINGS,
    readonly engine?: PatternEngine,
  ) {
    this.#source = source;
    this.#table = parseTableFile(type, source.getText());
    this.#facts = facts;
    this.#uses = uses;
  }

  get type(): TableFormat {
    return this.#table.type;
  }

  /** The Postfix it is held against. */
  get facts(): PostfixFacts {
    return this.#facts;
  }

  get source(): SourceText {
    return this.#source;
  }

  get table(): TableOf<Type> {
    return this.#table as TableOf<Type>;
  }

  /** What refers to the table: what others say, or else what its name tells. */
  get uses(): readonly string[] {
    return this.#uses.length > 0 ? this.#uses : usesByName(this.uri, this.type);
  }

  /** Puts another text in place of the one that was there. */
  setText(source: SourceText): void {
    this.#source = source;
    this.#table = parseTableFile(this.type, source.getText());
    this.#forgetLines();
  }

  /** Takes a change over from the editor; `source` has the new text already. */
  change(source: SourceText, change: TextChange): void {
    const { table, removed, added } = reparseTableFile(this.#table, source.getText(), change);
    this.#source = source;
    this.#table = table;
    if (this.#lines) updateLines(this.#lines, removed, added);
    this.#findings = undefined;
  }

  /** Holds the file against another Postfix from now on. */
  useFacts(facts: PostfixFacts): void {
    this.#facts = facts;
    this.#forgetLines();
  }

  /**
   * Takes over who refers to the table now.
   *
   * @param type the type of database client, where that is what the file is for and somebody knows
   */
  useUses(uses: readonly string[], type: TableFormat = this.type): void {
    const isSameType = type === this.type || !isClientFormat(type) || !isClientFormat(this.type);
    const isSame = uses.length === this.#uses.length && uses.every((use, index) => use === this.#uses[index]);
    if (isSame && isSameType) return;
    if (!isSameType) this.#table = { ...this.#table, type } as ParsedTableFile;
    this.#uses = uses;
    this.#forgetLines();
  }

  /** Takes the user's word for how grave findings are. */
  useLevels(levels: Levels): void {
    this.#levels = levels;
    this.#forgetLines();
  }

  /** What the rules say, in file order, but for what comments silence; the same array while nothing changed. */
  findings(): LocatedFinding[] {
    this.#findings ??= this.#locate();
    return this.#findings;
  }

  #forgetLines(): void {
    this.#lines = undefined;
    this.#findings = undefined;
  }

  /** What is known of the lines, made when somebody asks. */
  #lineState(): LineState {
    if (!this.#lines || this.#lines.findings.wantsMore) {
      const { type } = this;
      const circumstances = { type, facts: this.#facts, uses: this.uses };
      const rules = rulesAt(this.rules, this.#levels);
      const findings = new LineFindings(rules, this.known, circumstances, this.most);
      const keys = new RepeatedKeys(type);
      findings.start(this.#table.tree.chunks);
      for (const chunk of this.#table.tree.chunks) keys.add(chunk);
      this.#lines = { findings, keys };
    }
    return this.#lines;
  }

  #locate(): LocatedFinding[] {
    const tree: ChunkTree<TableFileLine> = this.#table.tree;
    const { findings: lines } = this.#lineState();
    const located: LocatedFinding[] = [];
    for (const [chunk, finding] of this.#inOrder()) {
      if (lines.isTemplateLine(chunk)) continue;
      const chunkStart = startOf(tree, chunk)!;
      const comments = commentsAbove(tree.chunks, lastAtOrBefore(tree.starts, chunkStart));
      if (isIgnored(finding.rule.id, comments, chunk.text, finding.start)) continue;
      const [start, end] = [chunkStart + finding.start, chunkStart + finding.end];
      const severity = severityAt(finding, this.#levels, lines.isTemplate);
      located.push({ finding, chunkStart, start, end, severity });
      if (located.length >= this.most) break;
    }
    return located.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** All findings, in the order of their chunks; those of one chunk rule by rule. */
  *#inOrder(): Iterable<Found> {
    const { findings: lines } = this.#lineState();
    const whole = new Map<LineChunk, Finding[]>();
    for (const [chunk, finding] of this.#checkWhole()) {
      const known = whole.get(chunk);
      if (known) known.push(finding);
      else whole.set(chunk, [finding]);
    }
    const isFew = lines.size + whole.size < FEW;
    const some = isFew ? sorted(new Set([...lines.lines, ...whole.keys()])) : this.#table.tree.chunks;
    for (const chunk of some) {
      for (const finding of lines.of(chunk)) yield [chunk, finding];
      for (const finding of whole.get(chunk) ?? []) yield [chunk, finding];
    }
  }

  /** The findings that belong to no single line, rule by rule. */
  #checkWhole(): Found[] {
    const table = this.#table;
    const tree: ChunkTree<TableFileLine> = table.tree;
    const facts = this.#facts;
    const uses = this.uses;
    const { keys } = this.#lineState();
    const lineOf = (chunk: LineChunk, offset: number) =>
      this.#source.positionAt(startOf(tree, chunk)! + offset).line + 1;
    const found: Found[] = [];
    for (const rule of rulesAt(this.rules, this.#levels)) {
      const checks = rule.table;
      const report = (said: TableReport) => found.push([said.chunk, findingOf(rule, said)]);
      const context = { facts, uses, lineOf, report };
      if (typeof checks === "function") {
        if (holdsPatterns(table)) checks({ ...context, table, engine: this.engine });
        continue;
      }
      if (!checks?.formats.includes(table.type)) continue;
      checks.repeated?.({ ...context, type: table.type, repeated: firstOf(keys.repeated(), this.most) });
      if (checks.client && isClientFormat(table.type)) {
        const lines = tree.chunks.filter(({ node }) => node) as Chunk<Assignment>[];
        checks.client({ ...context, type: table.type, lines });
      }
    }
    return found;
  }
}

/** So few lines are sooner sorted than found along the file. */
const FEW = 5_000;

function updateLines(
  { findings, keys }: LineState,
  removed: readonly LineChunk[],
  added: readonly LineChunk[],
): void {
  findings.update(removed, added);
  for (const chunk of removed) keys.remove(chunk);
  for (const chunk of added) keys.add(chunk);
}

function sorted(chunks: Iterable<LineChunk>): LineChunk[] {
  return [...chunks].sort((a, b) => a.order - b.order);
}

function* firstOf<Item>(items: Iterable<Item>, count: number): Iterable<Item> {
  let left = count;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}
