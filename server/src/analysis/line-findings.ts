/**
 * What the rules say of single lines of a table, kept for as long as the
 * lines stay: an edit costs the lines that it touches. Lines of which there
 * is nothing to say take no memory.
 */
import type { Chunk } from "../syntax/logical-lines";
import type { TableFileLine } from "../syntax/tables/table";
import { COMMENT_MARK } from "./rules/ignore-comments";
import {
  type Finding,
  findingOf,
  type LineContext,
  type Report,
  type Rule,
  type TableChecks,
} from "./rules/rule";
import { isTableTemplate } from "./rules/table-templates";

type LineChunk = Chunk<TableFileLine>;

interface LineRule {
  readonly rule: Rule;
  readonly checks: TableChecks;
}

/** The findings of single lines, and which of them belong to a template. */
export class LineFindings {
  readonly #found = new Map<LineChunk, Finding[]>();
  readonly #templates = new Set<LineChunk>();
  #isCut = false;
  readonly #lineRules: readonly LineRule[];
  readonly #commentRules: readonly Rule[];

  /**
   * @param rules those that are to run
   * @param known all rules there are
   * @param most how many lines with findings are enough: others are not looked at when the file is read
   */
  constructor(
    rules: readonly Rule[],
    readonly known: readonly Rule[],
    readonly circumstances: Omit<LineContext, "report">,
    readonly most: number,
  ) {
    const { type } = circumstances;
    this.#lineRules = rules.flatMap((rule) =>
      typeof rule.table === "object" && rule.table.line && rule.table.formats.includes(type)
        ? [{ rule, checks: rule.table }]
        : [],
    );
    this.#commentRules = rules.filter((rule) => rule.comment);
  }

  /** Whether lines were left out that would now count, because others have been mended. */
  get wantsMore(): boolean {
    return this.#isCut && this.#found.size < this.most;
  }

  /** How many lines have findings. */
  get size(): number {
    return this.#found.size;
  }

  /** Whether placeholders of a template stand anywhere. */
  get isTemplate(): boolean {
    return this.#templates.size > 0;
  }

  get lines(): Iterable<LineChunk> {
    return this.#found.keys();
  }

  of(chunk: LineChunk): readonly Finding[] {
    return this.#found.get(chunk) ?? [];
  }

  /** Whether a line holds placeholders. Nobody knows yet what Postfix will read in it. */
  isTemplateLine(chunk: LineChunk): boolean {
    return this.#templates.has(chunk);
  }

  /** Looks at all lines of a file that was read. */
  start(chunks: readonly LineChunk[]): void {
    this.#check(chunks, this.most);
  }

  /** Takes over which chunks went and which came. */
  update(removed: readonly LineChunk[], added: readonly LineChunk[]): void {
    for (const chunk of removed) {
      this.#found.delete(chunk);
      this.#templates.delete(chunk);
    }
    this.#check(added, Number.POSITIVE_INFINITY);
  }

  #check(added: readonly LineChunk[], most: number): void {
    let findings: Finding[] = [];
    let rule: Rule;
    const report = (said: Report) => findings.push(findingOf(rule, said));
    const context = { ...this.circumstances, report };
    for (const chunk of added) {
      if (isTableTemplate(chunk.text)) {
        this.#templates.add(chunk);
        continue;
      }
      if (this.#found.size >= most) {
        this.#isCut = true;
        continue;
      }
      if (chunk.node) {
        for (const each of this.#lineRules) {
          rule = each.rule;
          each.checks.line!(chunk, context);
        }
      }
      for (const each of chunk.text.includes(COMMENT_MARK) ? this.#commentRules : []) {
        rule = each;
        each.comment!(chunk.text, { known: this.known, report });
      }
      if (findings.length === 0) continue;
      this.#found.set(chunk, findings);
      findings = [];
    }
  }
}
