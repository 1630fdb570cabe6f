/** `check --fix`: applies the fixes that may be applied unseen, and writes the files. */
import type { LocatedFinding } from "../analysis/directory";
import { compatibleFixes, safeFix } from "../analysis/fix-all";
import { encodeText } from "../base/decode";
import { applyEdits } from "../base/text-edit";
import type { CheckedFile } from "./checked-files";
import { complain, count } from "./output";
import { absolutePath } from "./paths";
import type { CliRuntime } from "./runtime";

/** Mending one thing may show the next; more rounds than this would be a circle. */
const MAX_ROUNDS = 10;

/**
 * Mends files and says so. What cannot be written is put back in memory too.
 *
 * @param isWanted which findings to mend
 * @returns whether all that changed could be written
 */
export async function mendFiles(
  runtime: CliRuntime,
  files: readonly CheckedFile[],
  isWanted: (located: LocatedFinding) => boolean,
): Promise<boolean> {
  let isWritten = true;
  for (const file of files) {
    const before = file.source().getText();
    const mended = mend(file, isWanted);
    if (mended === 0) continue;
    const { path, bytes } = file;
    const content = encodeText(file.source().getText(), bytes);
    const result = await runtime.writer.replace(absolutePath(runtime.cwd, path), bytes, content);
    if (result.ok) {
      complain(runtime, `${path}: mended ${count(mended, "finding")}`);
      continue;
    }
    isWritten = false;
    complain(runtime, `${path}: nothing was mended, the file is as it was: ${result.error.message}`);
    file.setText(before);
  }
  return isWritten;
}

/** Mends a file in memory. @returns how many findings were mended */
function mend(file: CheckedFile, isWanted: (located: LocatedFinding) => boolean): number {
  let mended = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const findings = file.findings().filter(isWanted);
    const fixes = compatibleFixes(findings.flatMap((located) => safeFix(located) ?? []));
    if (fixes.length === 0) break;
    mended += fixes.length;
    const edits = fixes.flatMap((fix) => fix.edits);
    file.setText(applyEdits(file.source().getText(), edits));
  }
  return mended;
}
