/**
 * Runs rules over the chunks of a configuration directory and keeps their
 * findings. A change re-runs the rules on the chunks that changed and on those
 * that looked at a name whose meaning changed; nothing else.
 */
import type { MainChunk } from "../syntax/main-cf";
import type { MasterChunk } from "../syntax/master-cf";
import { ANY_NAME, type Configuration } from "./model/configuration";
import type { Finding, Report, Rule } from "./rules/rule";

/** A chunk with something to say about it. */
export interface ChunkFindings<Chunk> {
  readonly chunk: Chunk;
  readonly findings: readonly Finding[];
}

/** A chunk of one of the two files, with the name of the check that looks at it. */
export type Subject =
  | { readonly file: "main"; readonly chunk: MainChunk }
  | { readonly file: "master"; readonly chunk: MasterChunk };

/** Findings of a configuration, kept up to date. */
export class Diagnoser {
  readonly #subjects = new Map<MainChunk | MasterChunk, Subject>();
  readonly #findings = { main: new FindingList(), master: new FindingList() };
  readonly #reads = new Map<MainChunk | MasterChunk, ReadonlySet<string>>();
  readonly #readers = new Map<string, Set<MainChunk | MasterChunk>>();
  readonly #stale = new Set<MainChunk | MasterChunk>();

  constructor(
    readonly configuration: Configuration,
    readonly rules: readonly Rule[],
  ) {}

  /** Notes that chunks came and went and which names may mean something else now. */
  update(removed: readonly Subject[], added: readonly Subject[], changed: ReadonlySet<string>): void {
    for (const { file, chunk } of removed) {
      this.#forget(chunk);
      this.#subjects.delete(chunk);
      this.#findings[file].set(chunk, []);
      this.#stale.delete(chunk);
    }
    for (const subject of added) {
      if (!subject.chunk.node) continue;
      this.#subjects.set(subject.chunk, subject);
      this.#stale.add(subject.chunk);
    }
    const names = changed.size > 0 ? [...changed, ANY_NAME] : [];
    for (const name of names) for (const reader of this.#readers.get(name) ?? []) this.#stale.add(reader);
  }

  /** The findings of a file, in file order; the same array while none came or went. */
  findings(file: "main" | "master"): readonly ChunkFindings<MainChunk | MasterChunk>[] {
    for (const chunk of this.#stale) this.#check(this.#subjects.get(chunk)!);
    this.#stale.clear();
    return this.#findings[file].sorted();
  }

  #check(subject: Subject): void {
    const { chunk } = subject;
    this.#forget(chunk);
    const { answer, reads } = this.configuration.track(() =>
      runRules(this.rules, this.configuration, subject),
    );
    this.#reads.set(chunk, reads);
    for (const name of reads) {
      const readers = this.#readers.get(name);
      if (readers) readers.add(chunk);
      else this.#readers.set(name, new Set([chunk]));
    }
    this.#findings[subject.file].set(chunk, answer);
  }

  #forget(chunk: MainChunk | MasterChunk): void {
    for (const name of this.#reads.get(chunk) ?? []) {
      const readers = this.#readers.get(name);
      readers?.delete(chunk);
      if (readers?.size === 0) this.#readers.delete(name);
    }
    this.#reads.delete(chunk);
  }
}

/** The findings of one file. */
class FindingList {
  readonly #byChunk = new Map<MainChunk | MasterChunk, ChunkFindings<MainChunk | MasterChunk>>();
  #sorted: readonly ChunkFindings<MainChunk | MasterChunk>[] | undefined = [];

  /** Puts findings of a chunk in place of those it had. */
  set(chunk: MainChunk | MasterChunk, findings: readonly Finding[]): void {
    if (findings.length > 0) this.#byChunk.set(chunk, { chunk, findings });
    else if (!this.#byChunk.delete(chunk)) return;
    this.#sorted = undefined;
  }

  sorted(): readonly ChunkFindings<MainChunk | MasterChunk>[] {
    this.#sorted ??= [...this.#byChunk.values()].sort((a, b) => a.chunk.order - b.chunk.order);
    return this.#sorted;
  }
}

/** All findings of all rules on one chunk, in text order. */
function runRules(rules: readonly Rule[], configuration: Configuration, subject: Subject): Finding[] {
  const findings: Finding[] = [];
  let current: Rule;
  const report = (found: Report) => findings.push(findingOf(current, found));
  const context = { configuration, report };
  if (subject.file === "main") {
    const mainContext = { ...context, chunk: subject.chunk };
    for (current of rules) current.assignment?.(subject.chunk.node!, mainContext);
  } else {
    const masterContext = { ...context, chunk: subject.chunk };
    for (current of rules) current.service?.(subject.chunk.node!, masterContext);
  }
  return findings.length > 1 ? findings.sort((a, b) => a.start - b.start || a.end - b.end) : findings;
}

function findingOf(
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
