/**
 * Makes the plan of a clean-up: judges every entry, takes out what may go,
 * looks again at what that touched, and holds the values of the result
 * against those of the files as they are.
 */
import { Configuration } from "../../analysis/model/configuration";
import { earlyFailure } from "../../analysis/model/early-failures";
import { refusalOfMain, refusalOfMaster } from "../../analysis/model/refusals";
import { stopText } from "../../analysis/stop-text";
import { lineEndOf, sourceText } from "../../base/source-text";
import { applyEdits, type TextEdit } from "../../base/text-edit";
import type { LanguageId } from "../../contract/languages";
import { type MainChunk, type MainTree, parseMainCf } from "../../syntax/main-cf";
import { parseMasterCf } from "../../syntax/master-cf";
import type { Entry } from "./candidates";
import { canonicalText } from "./canonical";
import { compareValues, isUnchangedSince, snapshotOf } from "./compare-values";
import { cutEntries } from "./cut-entries";
import { VERDICTS } from "./judge";
import type { CleanedFile, CleanupEntry, CleanupPlan, CleanupRefusal, CleanupRequest, Consent } from "./plan";
import { type Judged, Sweep } from "./sweep";

/** Tells a refusal from a plan. */
export function isRefusal(result: object): result is CleanupRefusal {
  return "reason" in result;
}

/** Both files. */
type Trees = Pick<CleanupRequest, "main" | "master">;

/** Makes the plan. Pure: nothing is read, started or written. */
export function makeCleanup(request: CleanupRequest): CleanupPlan | CleanupRefusal {
  const { main, master } = request;
  const mainRefusal = refusalOfMain(main);
  if (mainRefusal) return { language: "postfix-main", ...mainRefusal };
  const masterRefusal = master && refusalOfMaster(master);
  if (masterRefusal) return { language: "postfix-master", ...masterRefusal };
  const configuration = configurationOf(request, request);
  const stop = stopOf(main, configuration);
  if (stop) return stop;

  const snapshot = snapshotOf(configuration);
  const counting = request.form === "canonical" ? countingLines(main, configuration) : [];
  const sweep = new Sweep(request, configuration);
  const judged = sweep.judgeAll();
  const consent = consentOf(judged);
  const filesLeft = (removed: readonly Entry[]) => filesWithout(request, removed, counting, configuration);
  /** What the values are held against when it takes a closer look: the sweep has changed the configuration. */
  let before: Configuration | undefined;
  const differencesOf = (files: readonly CleanedFile[]) => {
    const { main: mainText, master: masterText } = textsAfter(request, files);
    if (sweep.hasLeft(mainText, masterText) && isUnchangedSince(snapshot, configuration)) return [];
    before ??= configurationOf(request, request);
    const after = {
      main: parseMainCf(mainText),
      master: masterText === undefined ? undefined : parseMasterCf(masterText),
    };
    return compareValues(before, configurationOf(request, after), consent);
  };

  let removed = judged.filter(({ isRemoved }) => isRemoved).map(({ entry }) => entry);
  let files = filesLeft(removed);
  let differences = differencesOf(files);
  if (differences.length > 0) {
    // The judgements are each right by themselves; what only shows when several entries go together is found here.
    removed = soundPart(removed, (part) => differencesOf(filesLeft(part)).length === 0);
    files = filesLeft(removed);
    differences = differencesOf(files);
  }
  const gone = new Set(removed);
  return { entries: judged.map((each) => entryOf(each, gone)), files, consent, differences };
}

function configurationOf({ facts, whereabouts }: CleanupRequest, { main, master }: Trees): Configuration {
  const configuration = new Configuration(facts, whereabouts);
  configuration.updateMaster([], master?.chunks ?? []);
  configuration.updateMain([], main.chunks);
  return configuration;
}

/** A value at which Postfix stops: then nobody can say what the others are. */
function stopOf(main: MainTree, configuration: Configuration): CleanupRefusal | undefined {
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

/** The lines of main.cf that count for their names. */
function countingLines({ chunks }: MainTree, configuration: Configuration): readonly MainChunk[] {
  return chunks.filter((chunk) => chunk.node && configuration.definitions(chunk.node.name).at(-1) === chunk);
}

function filesWithout(
  { main, master, languages, form }: CleanupRequest,
  removed: readonly Entry[],
  counting: readonly MainChunk[],
  configuration: Configuration,
): CleanedFile[] {
  const files: CleanedFile[] = [];
  const add = (language: LanguageId, before: string, edits: readonly TextEdit[]) => {
    if (languages.includes(language))
      files.push({ language, before, after: applyEdits(before, edits), edits });
  };
  const cutsOf = (file: Entry["file"]) =>
    removed.filter((entry) => entry.file === file).map(({ span, name }) => ({ ...span, name }));
  const cut = cutEntries(main.text, cutsOf("main"));
  add(
    "postfix-main",
    main.text,
    form === "in-place" ? cut : canonicalEdits(main.text, removed, counting, configuration),
  );
  if (master) add("postfix-master", master.text, cutEntries(master.text, cutsOf("master")));
  return files;
}

function canonicalEdits(
  text: string,
  removed: readonly Entry[],
  counting: readonly MainChunk[],
  configuration: Configuration,
): TextEdit[] {
  const gone = new Set<unknown>(removed.map(({ chunk }) => chunk));
  const nodes = counting.flatMap((chunk) => (chunk.node && !gone.has(chunk) ? [chunk.node] : []));
  const newText = canonicalText(nodes, configuration, lineEndOf(text));
  return newText === text ? [] : [{ start: 0, end: text.length, newText }];
}

/** Both files as a clean-up would leave them. */
function textsAfter({ main, master }: Trees, files: readonly CleanedFile[]) {
  const after = (language: LanguageId) => files.find((file) => file.language === language)?.after;
  return { main: after("postfix-main") ?? main.text, master: after("postfix-master") ?? master?.text };
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
