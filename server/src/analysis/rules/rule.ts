/**
 * What a rule is. A rule is one file: its id, its documentation, its messages
 * and its check. analysis/rules/index.ts lists them; docs/rules.md is made
 * from them.
 */
import type { TextEdit } from "../../base/text-edit";
import type { LanguageId } from "../../contract/languages";
import type { PatternEngine } from "../../matching/pattern-engine";
import type { FileInfo } from "../../ports/files";
import type { Chunk } from "../../syntax/logical-lines";
import type { Assignment, MainChunk } from "../../syntax/main-cf";
import type { MasterChunk, Service } from "../../syntax/master-cf";
import type { ParsedTable, TableFileLine, TableFormat } from "../../syntax/tables/table";
import type { Expression } from "../../syntax/value";
import type { Configuration } from "../model/configuration";
import type { PostfixFacts } from "../model/postfix-facts";

/** `error`: mail stops or is exposed; `warning`: wrong or silent; `hint`: could be simpler. */
export type Severity = "error" | "warning" | "information" | "hint";

/** A place in a chunk. */
export interface ChunkSpan {
  readonly start: number;
  readonly end: number;
}

/** A change that mends a finding. Edits are in the chunk the finding is in; offsets are the chunk's. */
export interface Fix {
  /** What the editor offers, such as "Change to 'relayhost'". */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one fix that is right nearly always. */
  readonly preferred?: boolean;
  /** May be applied to the whole file at once, unseen (`source.fixAll.postfix`). */
  readonly fixAll?: boolean;
}

/** Another place that explains a finding. */
export interface Related {
  readonly chunk: MainChunk | MasterChunk;
  readonly file: LanguageId;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** What a rule found in one chunk. */
export interface Finding {
  readonly rule: Rule;
  /** Key of the rule's messages. */
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
  readonly fixes: readonly Fix[];
  readonly related: readonly Related[];
}

/**
 * What a check reports; the rest is added. Fixes that take looking for are
 * given as a function: they are looked for when somebody asks to mend the
 * finding, not at every keystroke, and then in the configuration of that time.
 */
export type Report = Pick<Finding, "message" | "start" | "end"> &
  Partial<Pick<Finding, "data" | "related">> & {
    readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  };

/**
 * What a check of the whole configuration reports: a finding and the file it
 * is shown in. Without a chunk it is one of the file as a whole, shown at the
 * first line, and its offsets mean nothing.
 */
export type PlacedReport = Report & { readonly file: LanguageId; readonly chunk?: MainChunk | MasterChunk };

/** What a check may look at. Looking at the configuration is recorded: a change re-runs the check. */
export interface RuleContext<Chunk> {
  readonly configuration: Configuration;
  readonly chunk: Chunk;
  report(report: Report): void;
}

/** A setting that counts, of main.cf or of a `-o` override. */
export interface Setting {
  readonly name: string;
  readonly nameSpan: ChunkSpan;
  /** Unexpanded. */
  readonly value: string;
  readonly expression: Expression;
  /** The service (`name/type`) whose override this is; undefined for main.cf. */
  readonly scope: string | undefined;
  /** The place of a part of the value; offsets are the value's. */
  valueSpan(start: number, end: number): ChunkSpan;
}

/** What a check of settings may look at. */
export interface SettingContext {
  readonly configuration: Configuration;
  /** The text of the chunk the setting is in. */
  readonly text: string;
  report(report: Report): void;
}

/** A look at each setting that counts; settings.ts makes them. */
export interface SettingCheck {
  /** Tells by name and value alone whether there could be anything to say: it is asked for all. */
  concerns(name: string, value: string, facts: PostfixFacts): boolean;
  /**
   * Names that are neither Postfix's nor those of restriction classes are
   * passed over: most lines of some files.
   */
  readonly ofPostfixOnly: boolean;
  check(setting: Setting, context: SettingContext): void;
}

/** What a check of the whole configuration may look at. */
export interface ConfigurationContext {
  readonly configuration: Configuration;
  report(report: PlacedReport): void;
}

/** What a check of comments may look at. */
export interface CommentContext {
  /** All rules there are. */
  readonly known: readonly Rule[];
  report(report: Report): void;
}

/** What a check of a lookup table's file reports. */
export type TableReport = Report & { readonly chunk: Chunk<TableFileLine> };

/** What a check of a lookup table's file with patterns may look at. */
export interface TableContext {
  readonly table: ParsedTable;
  readonly facts: PostfixFacts;
  /** PCRE2, where it is at hand. */
  readonly engine?: PatternEngine | undefined;
  /** The parameters that refer to the table, such as `header_checks`; empty when nobody knows. */
  readonly uses: readonly string[];
  /** The number of the line, counted from 1, at an offset of a chunk. */
  lineOf(chunk: Chunk<TableFileLine>, offset: number): number;
  report(report: TableReport): void;
}

/** What a check of a single line may look at: nothing that depends on other lines. */
export interface LineContext {
  readonly type: TableFormat;
  readonly facts: PostfixFacts;
  /** The parameters that refer to the table, such as `transport_maps`; empty when nobody knows. */
  readonly uses: readonly string[];
  report(report: Report): void;
}

/** A line whose key stands further up already. */
export interface RepeatedKey {
  readonly chunk: Chunk<TableFileLine>;
  /** The first line with the key. */
  readonly first: Chunk<TableFileLine>;
}

/** What a check of keys that stand in a file more than once may look at. */
export interface RepeatedContext extends Omit<TableContext, "table" | "engine"> {
  readonly type: TableFormat;
  readonly repeated: Iterable<RepeatedKey>;
}

/** What a check of the settings of a database client may look at. */
export interface ClientContext extends Omit<TableContext, "table" | "engine"> {
  readonly type: TableFormat;
  /** Logical lines that set something, in file order. */
  readonly lines: readonly Chunk<Assignment>[];
}

/**
 * Looks at files of some formats. What is said of a single line is kept until
 * the line changes, so that an edit of a long table costs what it touches;
 * the other checks run again after each edit.
 */
export interface TableChecks {
  readonly formats: readonly TableFormat[];
  /** Looks at a chunk that holds a logical line. */
  line?(chunk: Chunk<TableFileLine>, context: LineContext): void;
  /** Looks at the keys that stand in a file more than once. */
  repeated?(context: RepeatedContext): void;
  /** Looks at the settings of a database client as a whole. */
  client?(context: ClientContext): void;
}

/** A machine whose installed Postfix works with the example. */
export interface ExampleMachine {
  /** In words, such as "where nobody ran postmap". */
  readonly where: string;
  /** Files by path; all others are missing. */
  readonly files?: Readonly<Record<string, Partial<FileInfo>>>;
  readonly tableTypes?: readonly string[];
}

/** A rule. */
export interface Rule {
  /** Kebab-case; reads well after "allow". Never used again for anything else. */
  readonly id: string;
  /** Version of this extension that first had it. */
  readonly since: string;
  readonly status: "stable" | "preview" | "deprecated";
  readonly severity: Severity;
  /** Severities of messages, by key, where they are not the rule's. */
  readonly severities?: Readonly<Record<string, Severity>>;
  /** Of a rule with fixes that are safe unseen: the title of mending all of them in a file. */
  readonly fixAllTitle?: string;
  /** The text is superfluous; editors fade it. */
  readonly unnecessary?: boolean;
  readonly docs: {
    /** One sentence: what it reports. */
    readonly what: string;
    /** Why that matters on a running system. */
    readonly why: string;
    /** A file with the mistake, and one without; both are tests. */
    readonly bad: string;
    readonly good: string;
    /** What the machine must have for the examples to be what they are. */
    readonly machine?: ExampleMachine;
    /** What the examples are where the checks do not tell: main.cf unless said. */
    readonly language?: LanguageId;
    /** The examples are the file of a lookup table of this type, which these parameters refer to. */
    readonly table?: { readonly type: TableFormat; readonly uses: readonly string[] };
    /** Manual pages and README files, such as `postconf(5)`. */
    readonly references: readonly string[];
  };
  /** Texts by key, with `{name}` for data: what is wrong, why it matters, what to do. */
  readonly messages: Readonly<Record<string, string>>;
  /** Looks at each setting that counts, of main.cf and of `-o` overrides. */
  readonly settings?: readonly SettingCheck[];
  /** Looks at one logical line of main.cf, malformed ones included. */
  assignment?(node: Assignment, context: RuleContext<MainChunk>): void;
  /** Looks at one service of master.cf, malformed ones included. */
  service?(node: Service, context: RuleContext<MasterChunk>): void;
  /**
   * Looks at the configuration as a whole, for what belongs to no single line:
   * something that is missing, or that several lines make together. It runs
   * again when anything it looked at has changed, so it should ask for names,
   * not for all of them.
   */
  configuration?(context: ConfigurationContext): void;
  /** Looks at a stretch of comments and blank lines, or at an entry with comments in it, of either file. */
  comment?(text: string, context: CommentContext): void;
  /** Looks at the file of a lookup table: a function at one with patterns, as a whole. */
  readonly table?: ((context: TableContext) => void) | TableChecks;
}

/** Declares a rule; there for its types. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A report as the finding that it is. */
export function findingOf(
  rule: Rule,
  { message, start, end, data = {}, related = [], fixes = [] }: Report,
): Finding {
  const found = { rule, message, start, end, data, related };
  if (typeof fixes !== "function") return { ...found, fixes };
  return {
    ...found,
    get fixes() {
      return fixes();
    },
  };
}

/** How grave a finding is by the word of its rule alone. */
export function severityOf(finding: Finding): Severity {
  return finding.rule.severities?.[finding.message] ?? finding.rule.severity;
}

/** The text of a finding, with its data filled in. */
export function messageOf(finding: Finding): string {
  const template = finding.rule.messages[finding.message] ?? finding.message;
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => finding.data[key] ?? whole);
}

/** Which file a rule's examples are, and its findings are shown in first of all. */
export function exampleLanguage({ docs, assignment, service, settings }: Rule): LanguageId {
  if (docs.language) return docs.language;
  return service && !assignment && !settings ? "postfix-master" : "postfix-main";
}
