/**
 * Judges the entries of a configuration until nothing is left to say: what
 * goes may be the last that used another entry, or the last that stood before
 * one that repeats a default.
 */
import { type Configuration, referencedNames } from "../../analysis/model/configuration";
import { applyEdits } from "../../base/text-edit";
import type { LanguageId } from "../../contract/languages";
import { type Chunk, type LogicalText, logicalLines } from "../../syntax/logical-lines";
import { type MasterTree, reparseMasterCf } from "../../syntax/master-cf";
import { type Entry, mainEntries, type OverrideEntry, overrideEntries } from "./candidates";
import { cutEntries } from "./cut-entries";
import { type JudgeContext, type Judgement, judge, VERDICTS } from "./judge";
import type { CleanupRequest } from "./plan";

/** An entry and what was said of it. */
export interface Judged {
  /** As it stands in the file as it is. */
  readonly entry: Entry;
  readonly judgement: Judgement;
  readonly isRemoved: boolean;
  /** Names that nothing uses any more once it has gone. */
  readonly lost: readonly string[];
}

/** What is known of an entry that is still there. */
interface State {
  /** As it stands in the file as it is. */
  readonly original: Entry;
  /** As it stands in what is left of the file. */
  present: Entry;
  judged: Judged | undefined;
}

/** Sweeps through both files. */
export class Sweep {
  readonly #lines: State[];
  readonly #overrides: State[];
  readonly #context: JudgeContext;
  #master: MasterTree | undefined;
  #mentioned: ReadonlySet<string> | undefined;
  #lost: readonly string[] = [];

  /** @param configuration of both files; everything that goes is taken out of it */
  constructor(
    readonly request: CleanupRequest,
    readonly configuration: Configuration,
  ) {
    const { main, master } = request;
    this.#master = master;
    this.#lines = mainEntries(main).map(stateOf);
    this.#overrides = master ? overrideEntries(master).map(stateOf) : [];
    this.#context = {
      configuration: this.configuration,
      hasMaster: master !== undefined,
      isMentioned: (name) => this.#mentions(name),
      wouldBeUnused: (entry, names) => this.#wouldBeUnused(entry, names),
    };
  }

  /** Judges all entries of the files that may be changed, main.cf first. */
  judgeAll(): Judged[] {
    const lines = this.#may("postfix-main") ? this.#lines : [];
    const overrides = this.#may("postfix-master") ? this.#overrides : [];
    const states = [...lines, ...overrides];
    let going = this.#judge(states);
    while (going.length > 0) {
      const touched = new Set(going.flatMap(({ present }) => [present.name, ...referencesOf(present)]));
      this.#take(going);
      // What else stays as it is: nothing that goes has changed a value.
      going = this.#judge(states.filter(({ judged, original }) => judged || touched.has(original.name)));
    }
    return states.flatMap(({ judged }) => judged ?? []);
  }

  /** Whether these files set what is left, entry by entry. */
  hasLeft(main: string, master: string | undefined): boolean {
    const gone = new Set<LogicalChunk>();
    for (const { judged, original } of this.#lines) if (judged?.isRemoved) gone.add(original.chunk);
    const left = this.request.main.chunks.filter((chunk) => !gone.has(chunk));
    return areLinesOf(main, left) && areLinesOf(master ?? "", this.#master?.chunks ?? []);
  }

  #may(language: LanguageId): boolean {
    return this.request.languages.includes(language);
  }

  /** Judges those of the entries that are still there. @returns those that go */
  #judge(states: readonly State[]): State[] {
    return states.filter((state) => {
      if (state.judged?.isRemoved) return false;
      this.#lost = [];
      const judgement = judge(state.present, this.#context);
      const { original } = state;
      const isRemoved = judgement !== undefined && this.#isGoing(original.id, judgement);
      state.judged = judgement && { entry: original, judgement, isRemoved, lost: this.#lost };
      return isRemoved;
    });
  }

  #isGoing(id: string, { code }: Judgement): boolean {
    const { keep, drop } = this.request;
    const verdict = VERDICTS[code];
    return verdict === "remove" ? !keep.has(id) : verdict === "ask" && drop.has(id);
  }

  #take(states: readonly State[]): void {
    const lines = states.flatMap(({ present }) => (present.file === "main" ? [present.chunk] : []));
    this.configuration.updateMain(lines, []);
    const overrides = states.flatMap(({ present }) => (present.file === "master" ? [present] : []));
    if (overrides.length > 0) this.#cutOverrides(overrides);
  }

  /** Cuts overrides out of what is left of master.cf, and finds the others again, which are still in order. */
  #cutOverrides(overrides: readonly OverrideEntry[]): void {
    const before = this.#master!;
    const cuts = overrides.map(({ span, name }) => ({ ...span, name }));
    const edits = cutEntries(before.text, cuts);
    const text = applyEdits(before.text, edits);
    // One change that reaches from the first cut to the last: other services stay the very chunks they were.
    const start = edits[0]!.start;
    const oldEnd = edits.at(-1)!.end;
    const newEnd = oldEnd + text.length - before.text.length;
    const { tree: after, removed, added } = reparseMasterCf(before, text, { start, oldEnd, newEnd });
    const left = overrideEntries(after);
    let index = 0;
    for (const state of this.#overrides) if (!state.judged?.isRemoved) state.present = left[index++]!;
    this.#master = after;
    this.configuration.updateMaster(removed, added);
  }

  #mentions(name: string): boolean {
    this.#mentioned ??= namesInComments([this.request.main.text, this.request.master?.text ?? ""]);
    return this.#mentioned.has(name);
  }

  #wouldBeUnused(entry: Entry, names: readonly string[]): string[] {
    const own = names.filter((name) => this.configuration.nameKind(name) === "user");
    if (own.length === 0 || entry.file !== "main") return [];
    this.configuration.updateMain([entry.chunk], []);
    const lost = own.filter((name) => this.configuration.nameKind(name) === undefined);
    this.configuration.updateMain([], [entry.chunk]);
    this.#lost = lost;
    return lost;
  }
}

function stateOf(entry: Entry): State {
  return { original: entry, present: entry, judged: undefined };
}

function referencesOf(entry: Entry): readonly string[] {
  const set = entry.file === "main" ? entry.chunk.node : entry.override;
  return set ? referencedNames(set.expression) : [];
}

/** Whether a file holds the logical lines of these chunks, one after the other. */
function areLinesOf(text: string, chunks: readonly LogicalChunk[]): boolean {
  const lines = logicalLines(text);
  let index = 0;
  for (const { node } of chunks) if (node && node.logical.text !== lines[index++]) return false;
  return index === lines.length;
}

type LogicalChunk = Chunk<{ readonly logical: LogicalText }>;

/** Names behind a `$` in comments. */
function namesInComments(texts: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of texts) {
    for (const [comment] of text.matchAll(/^[ \t]*#.*\$.*$/gm)) {
      for (const [, name] of comment.matchAll(/\$[{(]?\s*([A-Za-z0-9_]+)/g)) names.add(name!);
    }
  }
  return names;
}
