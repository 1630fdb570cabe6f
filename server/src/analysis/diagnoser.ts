/**
 * Runs rules over the chunks of a configuration directory and keeps their
 * findings. A change re-runs the rules on the chunks that changed and on those
 * that looked at a name whose meaning changed; nothing else. A rule that looks
 * at the configuration as a whole runs again when something it looked at has
 * changed.
 */
import type { LanguageId } from "../contract/languages";
import type { MainChunk } from "../syntax/main-cf";
import type { MasterChunk } from "../syntax/master-cf";
import { ANY_NAME, type Configuration } from "./model/configuration";
import { meets } from "./model/questions";
import { COMMENT_MARK } from "./rules/ignore-comments";
import {
  type Finding,
  findingOf,
  type PlacedReport,
  type Report,
  type Rule,
  type Setting,
  type SettingCheck,
} from "./rules/rule";
import { mainSetting, serviceSettings } from "./rules/settings";
import { isTemplated } from "./rules/templates";

/** A chunk with something to say about it; without one, it is said of the file. */
export interface ChunkFindings {
  readonly chunk: MainChunk | MasterChunk | undefined;
  readonly findings: readonly Finding[];
}

/** A chunk of one of the two files, with the name of the check that looks at it. */
export type Subject =
  | { readonly file: "main"; readonly chunk: MainChunk }
  | { readonly file: "master"; readonly chunk: MasterChunk };

/** What is checked in one go: a chunk by all rules, or the configuration by one rule. */
type Task = MainChunk | MasterChunk | Rule;

const FILES = ["main", "master"] as const;

const FILE_OF: Readonly<Record<LanguageId, "main" | "master">> = {
  "postfix-main": "main",
  "postfix-master": "master",
};

/** Findings of a configuration, kept up to date. */
export class Diagnoser {
  readonly #subjects = new Map<Task, Subject>();
  readonly #findings = { main: new FindingList(), master: new FindingList() };
  readonly #templated = { main: 0, master: 0 };
  readonly #reads = new Map<Task, ReadonlySet<string>>();
  readonly #stale = new Set<Task>();
  readonly #chunkRules: readonly Rule[];
  readonly #settingChecks: readonly SettingCheckOfRule[];
  /** Those that look at settings of names that a user made up. */
  readonly #anyNameChecks: readonly SettingCheckOfRule[];

  /** @param known all rules there are, also those that are not to run */
  constructor(
    readonly configuration: Configuration,
    rules: readonly Rule[],
    readonly known: readonly Rule[] = rules,
  ) {
    this.#chunkRules = rules.filter((rule) => rule.assignment || rule.service || rule.comment);
    this.#settingChecks = rules.flatMap((rule) => (rule.settings ?? []).map((check) => ({ rule, check })));
    this.#anyNameChecks = this.#settingChecks.filter(({ check }) => !check.ofPostfixOnly);
    for (const rule of rules) if (rule.configuration) this.#stale.add(rule);
  }

  /** Notes that chunks came and went and which names may mean something else now. */
  update(removed: readonly Subject[], added: readonly Subject[], changed: ReadonlySet<string>): void {
    for (const { file, chunk } of removed) {
      if (isTemplated(chunk.text)) this.#templated[file]--;
      if (!this.#subjects.delete(chunk)) continue;
      this.#reads.delete(chunk);
      this.#findings[file].set(chunk, []);
      this.#stale.delete(chunk);
    }
    for (const subject of added) {
      if (isTemplated(subject.chunk.text)) this.#templated[subject.file]++;
      if (!subject.chunk.node && !subject.chunk.text.includes(COMMENT_MARK)) continue;
      this.#subjects.set(subject.chunk, subject);
      this.#stale.add(subject.chunk);
    }
    this.namesChanged(changed);
  }

  /** Notes that names may mean something else now. */
  namesChanged(changed: ReadonlySet<string>): void {
    if (changed.size === 0) return;
    // No table from names to tasks: it would be larger than all findings, and a pass over the tasks takes no time.
    for (const [task, reads] of this.#reads) {
      if (reads.has(ANY_NAME) || meets(changed, reads)) this.#stale.add(task);
    }
  }

  /** Whether a file holds placeholders of a template language. */
  isTemplate(file: "main" | "master"): boolean {
    return this.#templated[file] > 0;
  }

  /** The findings of a file, in the order of its chunks; the same array while none came or went. */
  findings(file: "main" | "master"): readonly ChunkFindings[] {
    for (const task of this.#stale) this.#check(task);
    this.#stale.clear();
    return this.#findings[file].sorted();
  }

  #check(task: Task): void {
    const subject = this.#subjects.get(task);
    const { answer, reads } = this.configuration.track(() =>
      subject
        ? { [subject.file]: this.#checkChunk(subject) }
        : configurationFindings(task as Rule, this.configuration),
    );
    this.#reads.set(task, reads);
    for (const file of FILES) this.#findings[file].set(task, answer[file] ?? []);
  }

  /** All findings of all rules on one chunk, in text order. */
  #checkChunk(subject: Subject): ChunkFindings[] {
    const { configuration, known } = this;
    const rules = this.#chunkRules;
    const findings: Finding[] = [];
    let current: Rule;
    const report = (found: Report) => findings.push(findingOf(current, found));
    if (subject.chunk.text.includes(COMMENT_MARK)) {
      for (current of rules) current.comment?.(subject.chunk.text, { known, report });
    }
    const checkSetting = (setting: Setting) => {
      const { name, value } = setting;
      const context = { configuration, text: subject.chunk.text, report };
      const checks = isKnownName(configuration, name) ? this.#settingChecks : this.#anyNameChecks;
      for (const { rule, check } of checks) {
        if (!check.concerns(name, value, configuration.facts)) continue;
        current = rule;
        check.check(setting, context);
      }
    };
    if (subject.file === "main" && subject.chunk.node) {
      const context = { configuration, report, chunk: subject.chunk };
      for (current of rules) current.assignment?.(subject.chunk.node, context);
      const setting = mainSetting(subject.chunk, configuration);
      if (setting) checkSetting(setting);
    } else if (subject.file === "master" && subject.chunk.node) {
      const context = { configuration, report, chunk: subject.chunk };
      for (current of rules) current.service?.(subject.chunk.node, context);
      for (const setting of serviceSettings(subject.chunk, configuration)) checkSetting(setting);
    }
    if (findings.length === 0) return [];
    if (findings.length > 1) findings.sort(byPlace);
    return [{ chunk: subject.chunk, findings }];
  }
}

/** A check of settings and the rule it belongs to. */
interface SettingCheckOfRule {
  readonly rule: Rule;
  readonly check: SettingCheck;
}

/** In text order; at the same place, as the rules are sorted. */
function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0);
}

/**
 * Whether a name is one of Postfix's, of any version, or of its patterns for
 * parameters of a service, or a restriction class: then it holds what Postfix
 * takes for a value of a certain kind.
 */
function isKnownName(configuration: Configuration, name: string): boolean {
  const { defaults, registry } = configuration.facts;
  if (defaults.has(name) || registry.parameter(name) !== undefined) return true;
  return registry.serviceParameterNames(name).length > 0 || configuration.isRestrictionClass(name, undefined);
}

/** The findings of one file. */
class FindingList {
  readonly #byTask = new Map<Task, readonly ChunkFindings[]>();
  #sorted: readonly ChunkFindings[] | undefined = [];

  /** Puts findings of a task in place of those it had. */
  set(task: Task, findings: readonly ChunkFindings[]): void {
    if (findings.length > 0) this.#byTask.set(task, findings);
    else if (!this.#byTask.delete(task)) return;
    this.#sorted = undefined;
  }

  sorted(): readonly ChunkFindings[] {
    this.#sorted ??= [...this.#byTask.values()].flat().sort((a, b) => orderOf(a) - orderOf(b));
    return this.#sorted;
  }
}

/** What is said of a file stands at its top. */
function orderOf({ chunk }: ChunkFindings): number {
  return chunk?.order ?? Number.NEGATIVE_INFINITY;
}

/** What one rule finds in the whole configuration. */
function configurationFindings(
  rule: Rule,
  configuration: Configuration,
): Record<"main" | "master", ChunkFindings[]> {
  const found: Record<"main" | "master", ChunkFindings[]> = { main: [], master: [] };
  const report = (placed: PlacedReport) => {
    found[FILE_OF[placed.file]].push({ chunk: placed.chunk, findings: [findingOf(rule, placed)] });
  };
  rule.configuration?.({ configuration, report });
  return found;
}
