/** `privacy`: the plan of a filter, its writing, and taking it out again. */

import { nearest } from "../../base/edit-distance";
import type { Section } from "../../tools/cleanup/report";
import { conflictsOf } from "../../tools/privacy/conflicts";
import {
  IDENTIFYING_LINES,
  RECEIVED_BY_PICKUP,
  RECEIVED_BY_SUBMISSION,
} from "../../tools/privacy/header-lines";
import {
  changeOf,
  isRefused,
  type PlannedFile,
  type PrivacyNote,
  type PrivacyPlan,
} from "../../tools/privacy/plan";
import { planRemoval } from "../../tools/privacy/remove";
import { noteSections, planSections } from "../../tools/privacy/report";
import { planPrivacy } from "../../tools/privacy/set-up";
import {
  complainAbout,
  diffText,
  printDiffs,
  printJson,
  printSections,
  writtenSections,
} from "../cleanup/proposal";
import { type Replacement, replaceFiles } from "../cleanup/replace-files";
import { reloadWords } from "../cleanup/run";
import { shellWords } from "../output";
import { joinPath } from "../paths";
import { CliError, EXIT } from "../runtime";
import { describeTarget } from "../target";
import { askTables, type PrivacyRun, type ProposedFile, proposed, refused } from "./run";

/** Plans the filter, and writes it when that is wanted. @returns the exit code */
export async function setUp(run: PrivacyRun): Promise<number> {
  const plan = makePlan(run);
  const notes = [...(await conflictsOf(plan, askTables(run.runtime))), ...plan.notes];
  return await propose(run, plan.files, planSections(plan, notes), {
    scope: plan.scope,
    type: plan.type,
    services: plan.services,
    table: joinPath(run.directory, plan.table.name),
    rules: plan.rules.map(({ id, why, pattern, action }) => ({ id, why, pattern, action })),
    notes,
  });
}

/** The plan. @throws CliError when there is none */
export function makePlan(run: PrivacyRun): PrivacyPlan {
  const { options, request } = run;
  const ids = [RECEIVED_BY_SUBMISSION, RECEIVED_BY_PICKUP, ...IDENTIFYING_LINES.map(({ id }) => id)];
  for (const id of options.keep) {
    if (ids.includes(id)) continue;
    const like = nearest(id, ids).join(", ");
    throw new CliError(
      `--keep ${id}: there is no such line; ${like ? `similar: ${like}` : `there are ${ids.join(", ")}`}`,
    );
  }
  const plan = planPrivacy(request, {
    scope: options.scope,
    received: options.received,
    type: options.type,
    keep: new Set(options.keep),
  });
  if (isRefused(plan)) throw refused(run, plan);
  return plan;
}

/** Plans taking the filter out, and does it when that is wanted. @returns the exit code */
export async function takeOut(run: PrivacyRun): Promise<number> {
  const plan = planRemoval(run.request, run.tables);
  if (isRefused(plan)) throw refused(run, plan);
  return await propose(run, plan.files, removalSections(plan.notes), { notes: plan.notes });
}

function removalSections(notes: readonly PrivacyNote[]): Section[] {
  const text = "The filter is taken out. What it added goes, and every other byte stays.";
  return [{ title: "", items: [text] }, ...noteSections(notes)];
}

async function propose(
  run: PrivacyRun,
  planned: readonly PlannedFile[],
  sections: readonly Section[],
  report: object,
): Promise<number> {
  const { runtime, options, target } = run;
  const files = proposed(run, planned);
  const replacement = options.write ? await write(run, files) : undefined;
  if (options.json) {
    printJson(runtime, {
      target: describeTarget(target),
      ...report,
      files: files.map((file) => ({ file: file.path, change: changeOf(file) })),
      diff: diffText(files),
      ...(replacement && { written: replacement.written }),
    });
  } else {
    printDiffs(runtime, files);
    printSections(runtime, [
      ...sections,
      { title: "", items: [`Held against ${describeTarget(target)}.`] },
      ...(replacement
        ? writtenSections(replacement, reloadWords(run))
        : [{ title: "To do it:", items: [], commands: [shellWords(commandWords(run))] }]),
    ]);
  }
  if (!replacement) return EXIT.findings;
  complainAbout(runtime, replacement);
  return replacement.problem === undefined ? EXIT.done : EXIT.findings;
}

function write(run: PrivacyRun, files: readonly ProposedFile[]): Promise<Replacement> {
  const like = joinPath(run.directory, "main.cf");
  return replaceFiles(
    run.runtime,
    files.map(({ path, held, after }) => ({ path, bytes: held, text: after, like })),
    commandWords(run),
  );
}

/** How this very thing is done: its command line, with `--write`. */
function commandWords({ runtime, options }: PrivacyRun): string[] {
  const given = (option: string, value: string | undefined, usual?: string) =>
    value === undefined || value === usual ? [] : [option, value];
  return [
    ...runtime.command,
    "privacy",
    ...given("-c", options.c),
    ...(options.remove
      ? ["--remove"]
      : [
          ...given("--scope", options.scope, "submission"),
          ...given("--received", options.received, "replace"),
          ...given("--type", options.type),
          ...options.keep.flatMap((id) => ["--keep", id]),
        ]),
    ...given("--host", options.host, "auto"),
    ...given("--postfix-version", options.postfixVersion),
    "--write",
  ];
}
