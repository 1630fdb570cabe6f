/** `cleanup --to-version`, `--to-level`: what would change, and the lines that keep it as it is. */
import { parseVersion } from "../../knowledge/version";
import { isRefusal } from "../../tools/cleanup/make-plan";
import { differenceSections } from "../../tools/cleanup/report";
import { planUpgrade, type UpgradePlan } from "../../tools/cleanup/upgrade";
import { upgradeSections } from "../../tools/cleanup/upgrade-report";
import { complain } from "../output";
import { EXIT } from "../runtime";
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
import type { Replacement } from "./replace-files";
import {
  applySection,
  type CleanupRun,
  commandWords,
  refused,
  reloadWords,
  requireEntry,
  whereaboutsOf,
} from "./run";

/** Says what would change, and writes what keeps it when that is wanted. @returns the exit code */
export async function upgrade(run: CleanupRun): Promise<number> {
  const { runtime, options } = run;
  const plan = makePlan(run);
  const files = proposedFiles(plan.files, run.files);
  const isSound = plan.differences.length === 0;
  const isToWrite = options.write === true && isSound && isChange(files);
  const replacement = isToWrite ? await writeProposal(runtime, files, commandWords(run)) : undefined;
  if (options.json) report(run, plan, files, replacement);
  else tell(run, plan, files, replacement);
  if (replacement) {
    complainAbout(runtime, replacement);
    return replacement.problem === undefined ? EXIT.done : EXIT.findings;
  }
  return isNothing(run, plan, files) ? EXIT.done : EXIT.findings;
}

function makePlan(run: CleanupRun): UpgradePlan {
  const { options, target, files } = run;
  const plan = planUpgrade({
    facts: target.facts,
    whereabouts: whereaboutsOf(run),
    main: files.main.text,
    master: files.master?.text,
    version: options.toVersion === undefined ? undefined : parseVersion(options.toVersion),
    level: options.toLevel,
    accept: new Set(options.accept),
  });
  if (isRefusal(plan)) throw refused(plan, files);
  const ids = plan.changes.map(({ id }) => id);
  for (const id of options.accept) requireEntry("--accept", id, ids, "no value of this name would change");
  return plan;
}

/** Whether the step may be taken as it is. */
function isNothing(
  { options }: CleanupRun,
  { changes, lost }: UpgradePlan,
  files: readonly ProposedFile[],
): boolean {
  const isOpen = changes.some(({ id, isPinned }) => !isPinned && !options.accept.includes(id));
  return !isChange(files) && !isOpen && lost.length === 0;
}

function tell(
  run: CleanupRun,
  plan: UpgradePlan,
  files: readonly ProposedFile[],
  replacement: Replacement | undefined,
): void {
  const { runtime, options } = run;
  const step = stepText(run);
  if (plan.changes.length + plan.lost.length === 0 && !isChange(files)) {
    complain(runtime, `${run.files.main.path}: nothing would change, ${step}`);
    return;
  }
  const isSound = plan.differences.length === 0;
  printDiffs(runtime, files);
  printSections(runtime, [
    ...upgradeSections(plan, new Set(options.accept)),
    {
      title: "",
      items: [`That is ${step}. By postfix-ls's own model every value that is not listed stays as it is.`],
    },
    ...differenceSections(plan.differences),
    ...(replacement ? writtenSections(replacement, reloadWords(run)) : []),
    ...(isSound && !options.write && isChange(files) ? [applySection(run)] : []),
  ]);
}

/** From where to where. */
function stepText({ options: { toVersion, toLevel }, target }: CleanupRun): string {
  const where = [
    ...(toVersion === undefined ? [] : [`Postfix ${toVersion}`]),
    ...(toLevel === undefined ? [] : [`compatibility_level ${toLevel}`]),
  ];
  return `from ${describeTarget(target)} to ${where.join(" with ")}`;
}

function report(
  { runtime, target }: CleanupRun,
  { changes, newNames, lost, differences }: UpgradePlan,
  files: readonly ProposedFile[],
  replacement: Replacement | undefined,
): void {
  printJson(runtime, {
    target: describeTarget(target),
    changes,
    newNames,
    lost,
    diff: diffText(files),
    differences,
    ...(replacement && { written: replacement.written }),
  });
}
