/** `check --fix`: applies the fixes that may be applied unseen, and writes the files. */
import type { Directory, LocatedFinding } from "../analysis/directory";
import { compatibleFixes, safeFix } from "../analysis/fix-all";
import { encodeText } from "../base/decode";
import { sourceText } from "../base/source-text";
import { applyEdits } from "../base/text-edit";
import type { InputFile } from "./inputs";
import { complain, count } from "./output";
import { absolutePath } from "./paths";
import type { CliRuntime } from "./runtime";

/** A configuration and those of its files that are to be reported. */
export interface CheckedConfiguration {
  readonly directory: Directory;
  readonly files: readonly InputFile[];
}

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
  checked: readonly CheckedConfiguration[],
  isWanted: (located: LocatedFinding) => boolean,
): Promise<boolean> {
  let isWritten = true;
  for (const { directory, files } of checked) {
    for (const file of files) {
      const mended = mend(directory, file, isWanted);
      if (mended === 0) continue;
      const text = directory.file(file.language)!.source.getText();
      const path = absolutePath(runtime.cwd, file.path);
      const result = await runtime.writer.replace(path, file.bytes, encodeText(text, file.bytes));
      if (result.ok) {
        complain(runtime, `${file.path}: mended ${count(mended, "finding")}`);
        continue;
      }
      isWritten = false;
      complain(runtime, `${file.path}: nothing was mended, the file is as it was: ${result.error.message}`);
      directory.setFile(file.language, file.path, sourceText(file.text));
    }
  }
  return isWritten;
}

/** Mends a file in memory. @returns how many findings were mended */
function mend(
  directory: Directory,
  { language, path }: InputFile,
  isWanted: (located: LocatedFinding) => boolean,
): number {
  let mended = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const findings = directory.findings(language).filter(isWanted);
    const fixes = compatibleFixes(findings.flatMap((located) => safeFix(located) ?? []));
    if (fixes.length === 0) break;
    mended += fixes.length;
    const text = directory.file(language)!.source.getText();
    const edits = fixes.flatMap((fix) => fix.edits);
    directory.setFile(language, path, sourceText(applyEdits(text, edits)));
  }
  return mended;
}
