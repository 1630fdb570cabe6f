/** `privacy --message`: a message before and after the filter, and which rule took which line. */
import { encodeLatin1, textOfBytes, utf8Bytes } from "../../base/decode";
import { sourceText } from "../../base/source-text";
import { openTable } from "../../matching/open-table";
import type { FilterType } from "../../tools/privacy/plan";
import { isFilterText } from "../../tools/privacy/table";
import { tryMessage } from "../../tools/privacy/try-message";
import { printJson, printSections } from "../cleanup/proposal";
import { enginesOf } from "../engines";
import { joinPath } from "../paths";
import { readMessage } from "../read-message";
import { CliError, EXIT } from "../runtime";
import { makePlan } from "./filter";
import type { PrivacyRun } from "./run";

/** Prints what is left of a message. @returns the exit code */
export async function tryWithMessage(run: PrivacyRun, file: string): Promise<number> {
  const { runtime, options } = run;
  const { type, text, path } = tableOf(run);
  const message = await readMessage(runtime, file);
  const opened = openTable(type, utf8Bytes(text), enginesOf(runtime));
  if (typeof opened === "string") throw new CliError(`${path}: ${opened}`);
  const result = tryMessage(opened.table, message);
  const source = sourceText(opened.tree.text);
  const lines = result.changes.map(({ header, replacement, chunk }) => ({
    header: textOfBytes(header),
    replacement: replacement === undefined ? null : textOfBytes(replacement),
    line: source.positionAt(opened.tree.starts[chunk]!).line,
    rule: textOfBytes(opened.tree.chunks[chunk]!.text.trimEnd()),
  }));
  if (options.json) {
    printJson(runtime, {
      table: path,
      changes: lines,
      text: textOfBytes(result.text),
      remarks: result.remarks,
    });
    return EXIT.done;
  }
  runtime.stdout.write(encodeLatin1(result.text));
  const items = lines.map(({ header, replacement, line }) => {
    const became = replacement === null ? "" : `\n→ ${replacement}`;
    return `${header.replace(/\s*\n\s*/g, " ")}\n(line ${line + 1} of ${path})${became}`;
  });
  printSections(runtime, [
    items.length === 0
      ? { title: "", items: ["The filter leaves this message as it is."] }
      : { title: "The filter takes out, or replaces:", items },
    ...(result.remarks.length > 0 ? [{ title: "", items: result.remarks }] : []),
  ]);
  return EXIT.done;
}

/** The table of the filter that is there, or else of the one that would be set up. */
function tableOf(run: PrivacyRun): { type: FilterType; text: string; path: string } {
  const own = run.tables.find(({ text }) => isFilterText(text));
  // Its rules mean the same to both types.
  if (own)
    return { type: run.options.type ?? "pcre", text: own.text, path: joinPath(run.directory, own.name) };
  const { type, table } = makePlan(run);
  return { type, text: table.text, path: joinPath(run.directory, table.name) };
}
