/** Files as they would be: shown as a diff, written when the user says so. */

import type { LanguageId } from "../../contract/languages";
import type { CleanedFile } from "../../tools/cleanup/plan";
import type { ReportedFile, Section } from "../../tools/cleanup/report";
import { unifiedDiff } from "../../tools/cleanup/unified-diff";
import type { ConfigurationFiles } from "../configuration-files";
import { complain, shellWords } from "../output";
import { diffBytes, diffForTerminal, type PrintedDiff } from "../report/diff";
import { sectionsText } from "../report/sections";
import type { CliRuntime } from "../runtime";
import { type Replacement, replaceFiles } from "./replace-files";

/** A file before and after, and the bytes that it was read from. */
export interface ProposedFile extends ReportedFile {
  readonly bytes: Uint8Array;
}

/** The files of a plan with their paths, and the diff of each. */
export function proposedFiles(planned: readonly CleanedFile[], files: ConfigurationFiles): ProposedFile[] {
  return planned.map((file) => {
    const { path, bytes } = file.language === "postfix-main" ? files.main : files.master!;
    return { ...file, path, bytes, diff: unifiedDiff({ ...file, path }) };
  });
}

/** Whether any of the files would be another one. */
export function isChange(files: readonly ProposedFile[]): boolean {
  return files.some(({ before, after }) => before !== after);
}

/** The diffs of all files, as a text. */
export function diffText(files: readonly Pick<PrintedDiff, "diff">[]): string {
  return files.map(({ diff }) => diff.header + diff.body).join("");
}

/** Prints the diffs on standard output, and nothing else, so that patch(1) can read it. */
export function printDiffs({ stdout, env }: CliRuntime, files: readonly PrintedDiff[]): void {
  for (const file of files) {
    if (file.diff.body === "") continue;
    stdout.write(stdout.isTTY ? diffForTerminal(file, !env.NO_COLOR) : diffBytes(file));
  }
}

/** Says something about a diff on standard error. */
export function printSections({ stdout, stderr, env }: CliRuntime, sections: readonly Section[]): void {
  // In a terminal the diff stands right above.
  const gap = stdout.isTTY ? "\n" : "";
  stderr.write(gap + sectionsText(sections, stderr.isTTY && !env.NO_COLOR));
}

/** master.cf comes first: should main.cf fail then, it only says more than it must, and nothing that it names is gone. */
const WRITING_ORDER: readonly LanguageId[] = ["postfix-master", "postfix-main"];

/** Writes the files that would be others. */
export function writeProposal(
  runtime: CliRuntime,
  files: readonly ProposedFile[],
  words: readonly string[],
): Promise<Replacement> {
  const changed = files.filter(({ before, after }) => before !== after);
  const ordered = WRITING_ORDER.flatMap((language) => changed.filter((file) => file.language === language));
  return replaceFiles(
    runtime,
    ordered.map(({ path, bytes, after }) => ({ path, bytes, text: after })),
    words,
  );
}

/** What was written, and how Postfix is told. */
export function writtenSections({ written, problem }: Replacement, reload: readonly string[]): Section[] {
  if (problem !== undefined) return [];
  return [
    {
      title: "Written:",
      items: written.map(({ file, backup, isGone }) => {
        if (backup === "") return `${file}, which is new`;
        return isGone ? `${file} is gone; its content is ${backup}` : `${file}; the old content is ${backup}`;
      }),
    },
    {
      title: "Postfix goes on with the old settings until you run:",
      items: [],
      commands: [shellWords(reload)],
    },
  ];
}

/** Says why something was not written. */
export function complainAbout(runtime: CliRuntime, { problem, remedy }: Replacement): void {
  if (problem === undefined) return;
  complain(runtime, problem);
  if (remedy === undefined) return;
  printSections(runtime, [{ title: "With the rights of root:", items: [], commands: [remedy] }]);
}

/** Prints the whole report as one object. */
export function printJson({ stdout }: CliRuntime, report: object): void {
  stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}
