/**
 * The file of a pcre, regexp or cidr table, parsed, with what the rules say of
 * it. Such files are small, and what is wrong with a rule often depends on
 * others, so all rules look at the whole file after each change.
 */
import type { SourceText } from "../base/source-text";
import type { Chunk, ChunkTree, TextChange } from "../syntax/logical-lines";
import {
  type ParsedTable,
  parseTable,
  reparseTable,
  type TableLine,
  type TableType,
} from "../syntax/tables/table";
import { commentsAbove, type LocatedFinding } from "./directory";
import type { PostfixFacts } from "./model/postfix-facts";
import { COMMENT_MARK, isIgnored } from "./rules/ignore-comments";
import { type Levels, OWN_LEVELS, rulesAt, severityAt } from "./rules/levels";
import { type Finding, findingOf, type Report, type Rule } from "./rules/rule";
import { isTableTemplate } from "./rules/table-templates";
import { usesByName } from "./rules/table-uses";

/** A table's file and its findings. */
export class TableFile {
  #source: SourceText;
  #table: ParsedTable;
  #facts: PostfixFacts;
  #uses: readonly string[];
  #levels: Levels = OWN_LEVELS;
  #findings: LocatedFinding[] | undefined;

  /**
   * @param uri where it is; its name tells what the table is for when nobody else does
   * @param uses the parameters and restrictions that refer to it; empty when nobody knows
   * @param known all rules there are, also those that are not to run
   */
  constructor(
    readonly type: TableType,
    readonly uri: string,
    source: SourceText,
    facts: PostfixFacts,
    uses: readonly string[],
    readonly rules: readonly Rule[],
    readonly known: readonly Rule[] = rules,
  ) {
    this.#source = source;
    this.#table = parseTable(type, source.getText());
    this.#facts = facts;
    this.#uses = uses;
  }

  get source(): SourceText {
    return this.#source;
  }

  get table(): ParsedTable {
    return this.#table;
  }

  /** Puts another text in place of the one that was there. */
  setText(source: SourceText): void {
    this.#source = source;
    this.#table = parseTable(this.type, source.getText());
    this.#findings = undefined;
  }

  /** Takes a change over from the editor; `source` has the new text already. */
  change(source: SourceText, change: TextChange): void {
    this.#source = source;
    this.#table = reparseTable(this.#table, source.getText(), change);
    this.#findings = undefined;
  }

  /** Holds the file against another Postfix from now on. */
  useFacts(facts: PostfixFacts): void {
    this.#facts = facts;
    this.#findings = undefined;
  }

  /** Takes over who refers to the table now. */
  useUses(uses: readonly string[]): void {
    this.#uses = uses;
    this.#findings = undefined;
  }

  /** Takes the user's word for how grave findings are. */
  useLevels(levels: Levels): void {
    this.#levels = levels;
    this.#findings = undefined;
  }

  /** What the rules say, in file order, but for what comments silence; the same array while nothing changed. */
  findings(): LocatedFinding[] {
    this.#findings ??= this.#locate();
    return this.#findings;
  }

  #locate(): LocatedFinding[] {
    const tree: ChunkTree<TableLine> = this.#table.tree;
    const indexes = new Map(tree.chunks.map((chunk, index) => [chunk, index]));
    const isTemplate = tree.chunks.some((chunk) => isTableTemplate(chunk.text));
    const located: LocatedFinding[] = [];
    for (const [chunk, finding] of this.#check(indexes)) {
      const index = indexes.get(chunk)!;
      // Nobody knows yet what Postfix will read in a line with placeholders.
      if (isTableTemplate(chunk.text)) continue;
      if (isIgnored(finding.rule.id, commentsAbove(tree.chunks, index), chunk.text, finding.start)) continue;
      const chunkStart = tree.starts[index]!;
      const [start, end] = [chunkStart + finding.start, chunkStart + finding.end];
      const severity = severityAt(finding, this.#levels, isTemplate);
      located.push({ finding, chunkStart, start, end, severity });
    }
    return located.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** All findings of all rules, rule by rule. */
  #check(indexes: ReadonlyMap<Chunk<TableLine>, number>): [Chunk<TableLine>, Finding][] {
    const table = this.#table;
    const tree: ChunkTree<TableLine> = table.tree;
    const { known } = this;
    const facts = this.#facts;
    const uses = this.#uses.length > 0 ? this.#uses : usesByName(this.uri);
    const lineOf = (chunk: Chunk<TableLine>, offset: number) =>
      this.#source.positionAt(tree.starts[indexes.get(chunk)!]! + offset).line + 1;
    const marked = tree.chunks.filter((chunk) => chunk.text.includes(COMMENT_MARK));
    const found: [Chunk<TableLine>, Finding][] = [];
    for (const rule of rulesAt(this.rules, this.#levels)) {
      rule.table?.({
        table,
        facts,
        uses,
        lineOf,
        report: (report) => found.push([report.chunk, findingOf(rule, report)]),
      });
      for (const chunk of rule.comment ? marked : []) {
        const report = (said: Report) => found.push([chunk, findingOf(rule, said)]);
        rule.comment?.(chunk.text, { known, report });
      }
    }
    return found;
  }
}
