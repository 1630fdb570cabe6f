/**
 * Makes the plan of a clean-up: judges every entry, takes out what may go,
 * looks again at what that touched, and holds the values of the result
 * against those of the files as they are.
 */
import { Configuration } from "../../analysis/model/configuration";
import { earlyFailure } from "../../analysis/model/early-failures";
import { refusalOfMain, refusalOfMaster } from "../../analysis/model/refusals";
import { stopText } from "../../analysis/stop-text";
import { sourceText } from "../../base/source-text";
import { applyEdits, type TextEdit } from "../../base/text-edit";
import type { LanguageId } from "../../contract/languages";
import { type MainTree, parseMainCf } from "../../syntax/main-cf";
import { type MasterTree, parseMasterCf } from "../../syntax/master-cf";
import type { Entry } from "./candidates";
import { canonicalText } from "./canonical";
import { compareValues } from "./compare-values";
import { cutEntries } from "./cut-entries";
import { VERDICTS } from "./judge";
import type { CleanedFile, CleanupEntry, CleanupPlan, CleanupRefusal, CleanupRequest, Consent } from "./plan";
import { type Judged, Sweep } from "./sweep";

/** Tells a refusal from a plan. */
export function isRefusal(result: object): result is CleanupRefusal {
  return "reason" in result;
}

/** Both files as they are. */
interface Original {
  readonly main: MainTree;
  readonly master: MasterTree | undefined;
  readonly configuration: Configuration;
}

/** Makes the plan. Pure: nothing is read, started or written. */
export function makeCleanup(request: CleanupRequest): CleanupPlan | CleanupRefusal {
  const main = parseMainCf(request.main);
  const master = request.master === undefined ? undefined : parseMasterCf(request.master);
  const mainRefusal = refusalOfMain(main);
  if (mainRefusal) return { language: "postfix-main", ...mainRefusal };
  const masterRefusal = master && refusalOfMaster(master);
  if (masterRefusal) return { language: "postfix-master", ...masterRefusal };
  const original = { main, master, configuration: configurationOf(request, main, master) };
  const stop = stopOf(original);
  if (stop) return stop;

  const sweep = new Sweep(request, main, master);
  const judged = sweep.judgeAll();
  const wanted = judged.filter(({ isRemoved }) => isRemoved).map(({ entry }) => entry);
  const consent = consentOf(judged);
  const check = (removed: readonly Entry[]) => {
    const files = filesWithout(request, original, removed);
    const after = configurationAfter(request, files, removed === wanted ? sweep : undefined);
    return { files, differences: compareValues(original.configuration, after, consent) };
  };
  let result = check(wanted);
  let removed: ReadonlySet<Entry> = new Set(wanted);
  if (result.differences.length > 0) {
    // The judgements are each right by itself; what only shows when several entries go together is found here.
    removed = new Set(soundPart(wanted, (part) => check(part).differences.length === 0));
    result = check(wanted.filter((entry) => removed.has(entry)));
  }
  return {
    entries: judged.map((each) => entryOf(each, removed)),
    files: result.files,
    consent,
    differences: result.differences,
  };
}

function configurationOf(
  { facts, whereabouts }: Pick<CleanupRequest, "facts" | "whereabouts">,
  main: MainTree,
  master: MasterTree | undefined,
): Configuration {
  const configuration = new Configuration(facts, whereabouts);
  configuration.updateMaster([], master?.chunks ?? []);
  configuration.updateMain([], main.chunks);
  return configuration;
}

/** A value at which Postfix stops: then nobody can say what the others are. */
function stopOf({ main, configuration }: Original): CleanupRefusal | undefined {
  const failure = earlyFailure(configuration);
  if (!failure) return undefined;
  const { name, scope } = failure;
  const reason = stopText(scope === undefined ? name : `${scope}: ${name}`, failure.failure);
  if (scope !== undefined) return { language: "postfix-master", line: undefined, reason };
  const chunk = configuration.definitions(name).at(-1);
  const start = chunk && main.starts[main.chunks.indexOf(chunk)];
  const line = start === undefined ? undefined : sourceText(main.text).positionAt(start).line;
  return { language: "postfix-main", line, reason };
}

/** What the user has agreed to by dropping entries that a clean-up would have left. */
function consentOf(judged: readonly Judged[]): Consent {
  const gone = new Set<string>();
  const respelled = new Set<string>();
  for (const { entry, judgement, isRemoved, lost } of judged) {
    if (!isRemoved) continue;
    if (judgement.code === "respelled") respelled.add(entry.name);
    for (const name of lost) gone.add(name);
  }
  return { gone, respelled };
}

function filesWithout(
  { languages, form }: CleanupRequest,
  { main, master, configuration }: Original,
  removed: readonly Entry[],
): CleanedFile[] {
  const files: CleanedFile[] = [];
  const add = (language: LanguageId, before: string, edits: readonly TextEdit[]) => {
    if (languages.includes(language))
      files.push({ language, before, after: applyEdits(before, edits), edits });
  };
  const cutsOf = (file: Entry["file"]) =>
    removed.filter((entry) => entry.file === file).map(({ span, name }) => ({ ...span, name }));
  const cut = cutEntries(main.text, cutsOf("main"));
  add("postfix-main", main.text, form === "in-place" ? cut : canonicalEdits(main, removed, configuration));
  if (master) add("postfix-master", master.text, cutEntries(master.text, cutsOf("master")));
  return files;
}

function canonicalEdits(
  { text, chunks }: MainTree,
  removed: readonly Entry[],
  configuration: Configuration,
): TextEdit[] {
  const gone = new Set(removed.map(({ chunk }) => chunk));
  const nodes = chunks.flatMap(({ node }, index) => {
    const chunk = chunks[index]!;
    const counts = node && configuration.definitions(node.name).at(-1) === chunk;
    return counts && !gone.has(chunk) ? [node] : [];
  });
  const newText = canonicalText(nodes, configuration, text.includes("\r\n") ? "\r\n" : "\n");
  return newText === text ? [] : [{ start: 0, end: text.length, newText }];
}

/** The configuration that files make, read anew, unless they hold what is left after the sweep: that is known already. */
function configurationAfter(
  request: CleanupRequest,
  files: readonly CleanedFile[],
  sweep: Sweep | undefined,
): Configuration {
  const textOf = (language: LanguageId, otherwise: string | undefined) =>
    files.find((file) => file.language === language)?.after ?? otherwise;
  const main = parseMainCf(textOf("postfix-main", request.main)!);
  const masterText = textOf("postfix-master", request.master);
  const master = masterText === undefined ? undefined : parseMasterCf(masterText);
  return sweep?.hasLeft(main, master) ? sweep.configuration : configurationOf(request, main, master);
}

/** As many of the entries as can go together, found by halves. */
function soundPart(entries: readonly Entry[], isSound: (part: readonly Entry[]) => boolean): Entry[] {
  const order = new Map(entries.map((entry, index) => [entry, index]));
  let sound: Entry[] = [];
  const admit = (part: readonly Entry[]): void => {
    if (part.length === 0) return;
    const together = [...sound, ...part].sort((a, b) => order.get(a)! - order.get(b)!);
    if (isSound(together)) {
      sound = together;
      return;
    }
    if (part.length === 1) return;
    const middle = part.length >>> 1;
    admit(part.slice(0, middle));
    admit(part.slice(middle));
  };
  admit(entries);
  return sound;
}

const LANGUAGE_OF: Readonly<Record<Entry["file"], LanguageId>> = {
  main: "postfix-main",
  master: "postfix-master",
};

function entryOf({ entry, judgement, isRemoved }: Judged, removed: ReadonlySet<Entry>): CleanupEntry {
  const isHeldBack = isRemoved && !removed.has(entry);
  const { code, reason } = isHeldBack
    ? {
        code: "needed" as const,
        reason: "It could go by itself, but together with others another value would change.",
      }
    : judgement;
  return {
    id: entry.id,
    language: LANGUAGE_OF[entry.file],
    name: entry.name,
    service: entry.file === "master" ? entry.service : undefined,
    value: entry.value,
    ...contentSpan(entry),
    code,
    verdict: VERDICTS[code],
    isRemoved: removed.has(entry),
    reason,
  };
}

/** A chunk ends with a line end, which is no part of what is to be seen. */
function contentSpan({ span, chunk, inChunk }: Entry): { start: number; end: number } {
  const text = chunk.text.slice(inChunk.start, inChunk.end);
  return { start: span.start, end: span.start + text.trimEnd().length };
}
