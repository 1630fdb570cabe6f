/** `cleanup`: the plan, its proof, and the writing. */
import { encodeText } from "../../base/decode";
import { LANGUAGES, type LanguageId } from "../../contract/languages";
import { isRefusal, makeCleanup } from "../../tools/cleanup/make-plan";
import type { CleanupPlan, Difference } from "../../tools/cleanup/plan";
import { OWN_PROOF, type PlanProof, provePlan } from "../../tools/cleanup/prove-plan";
import {
  differenceSections,
  jsonFiles,
  listed,
  removalSections,
  stayingSections,
} from "../../tools/cleanup/report";
import { complain } from "../output";
import { CliError, EXIT } from "../runtime";
import { describeTarget } from "../target";
import {
  complainAbout,
  diffText,
  isChange,
  type ProposedFile,
  printDiffs,
  printJson,
  printSections,
  proposedFiles,
  writeProposal,
  writtenSections,
} from "./proposal";
import type { WrittenFile } from "./replace-files";
import {
  applySection,
  type CleanupRun,
  commandWords,
  ONLY_FILES,
  refused,
  reloadWords,
  requireEntry,
  whereaboutsOf,
} from "./run";

/** Cleans up. @returns the exit code */
export async function cleanUp(run: CleanupRun): Promise<number> {
  const { runtime, options, target } = run;
  const plan = makePlan(run);
  const files = proposedFiles(plan.files, run.files);
  if (!isChange(files)) {
    if (options.json) report(run, plan, files, plan.differences);
    else complain(runtime, nothingText(plan, files, describeTarget(target)));
    return EXIT.done;
  }
  const proof = await prove(run, plan);
  const isSound = proof.differences.length === 0;
  const isToWrite = options.write === true && isSound && proof.failure === undefined;
  const replacement = isToWrite ? await writeProposal(runtime, files, commandWords(run)) : undefined;
  if (options.json) {
    report(run, plan, files, proof.differences, replacement?.written);
  } else {
    printDiffs(runtime, files);
    printSections(runtime, [
      ...removalSections(files, plan.entries, options.canonical ? "canonical" : "in-place"),
      ...stayingSections(plan.entries),
      { title: "", items: [`Held against ${describeTarget(target)}. ${proof.text}`.trim()] },
      ...differenceSections(proof.differences),
      ...(replacement ? writtenSections(replacement, reloadWords(run)) : []),
      ...(isSound && !options.write ? [applySection(run)] : []),
    ]);
  }
  if (proof.failure !== undefined) {
    const remedy = "--host none leaves the proof to postfix-ls's own model";
    complain(
      runtime,
      `nothing was written: the installed postconf could not compare the values: ${proof.failure}; ${remedy}`,
    );
  }
  if (replacement) complainAbout(runtime, replacement);
  return replacement && replacement.problem === undefined ? EXIT.done : EXIT.findings;
}

function makePlan(run: CleanupRun): CleanupPlan {
  const { options } = run;
  const plan = planWith(run, options.drop);
  checkNames(run, plan);
  if (!options.equal) return plan;
  const equal = plan.entries.filter(({ code, isRemoved }) => code === "respelled" && !isRemoved);
  const ids = equal.map(({ id }) => id).filter((id) => !options.keep.includes(id));
  return ids.length > 0 ? planWith(run, [...options.drop, ...ids]) : plan;
}

function planWith(run: CleanupRun, drop: readonly string[]): CleanupPlan {
  const { options, target, files } = run;
  const languages: readonly LanguageId[] = options.only ? [ONLY_FILES[options.only]] : LANGUAGES;
  const plan = makeCleanup({
    facts: target.facts,
    whereabouts: whereaboutsOf(run),
    main: files.main.tree,
    master: files.master?.tree,
    languages,
    form: options.canonical ? "canonical" : "in-place",
    keep: new Set(options.keep),
    drop: new Set(drop),
  });
  if (isRefusal(plan)) throw refused(plan, files);
  return plan;
}

/** @throws CliError when an option names no entry, or one that does not do what it asks for */
function checkNames({ options }: CleanupRun, { entries }: CleanupPlan): void {
  const idsOf = (...verdicts: readonly string[]) =>
    entries.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
  const all = idsOf("remove", "ask", "keep");
  for (const id of options.keep) requireEntry("--keep", id, all, "no entry of this name would go");
  for (const id of options.drop) {
    const staying = entries.find((entry) => entry.id === id && entry.verdict === "keep");
    if (staying) throw new CliError(`--drop ${id}: it has to stay. ${staying.reason}`);
    requireEntry("--drop", id, idsOf("remove", "ask"), "no entry of this name could go");
  }
}

/** How many names the line holds that says that there is nothing to clean. */
const MOST_NAMES = 6;

function nothingText({ entries: all }: CleanupPlan, files: readonly ProposedFile[], target: string): string {
  const where = files.map(({ path }) => path).join(" and ");
  const nothing = `${where}: nothing to clean, held against ${target}`;
  const open = all.filter(({ verdict }) => verdict === "ask").map(({ id }) => id);
  if (open.length === 0) return nothing;
  return `${nothing}; --drop takes out what could go as well: ${listed(open, MOST_NAMES)}`;
}

async function prove(run: CleanupRun, plan: CleanupPlan): Promise<PlanProof> {
  const { runtime, options, target, files } = run;
  const postconf = target.facts.voice === "installed" ? await runtime.exec.find("postconf") : undefined;
  if (postconf !== undefined && !options.write && plan.differences.length === 0) {
    const text = `${OWN_PROOF}; --write has the installed postconf compare them as well.`;
    return { differences: [], text };
  }
  return provePlan({
    exec: runtime.exec,
    scratch: runtime.scratch,
    postconf,
    facts: target.facts,
    plan,
    before: { main: files.main.bytes, master: files.master?.bytes },
    encode: (language, text) => {
      const { bytes } = language === "postfix-main" ? files.main : files.master!;
      return encodeText(text, bytes);
    },
  });
}

function report(
  { runtime, target }: CleanupRun,
  plan: CleanupPlan,
  files: readonly ProposedFile[],
  differences: readonly Difference[],
  written?: readonly WrittenFile[],
): void {
  printJson(runtime, {
    target: describeTarget(target),
    files: jsonFiles(files, plan),
    diff: diffText(files),
    differences,
    ...(written && { written }),
  });
}
