/** The files of a check, whatever their kind: what is found in them, and how they are changed. */
import { Directory, type LocatedFinding, startOf } from "../analysis/directory";
import { lookAtFiles } from "../analysis/file-states";
import type { PostfixFacts } from "../analysis/model/postfix-facts";
import { referencedTables, whereToFind } from "../analysis/referenced-tables";
import type { Levels } from "../analysis/rules/levels";
import type { Related, Rule } from "../analysis/rules/rule";
import { TableFile } from "../analysis/table-file";
import { decodeText } from "../base/decode";
import { type SourceText, sourceText } from "../base/source-text";
import { enginesOf } from "./engines";
import type { InputConfiguration, InputFile, InputTable } from "./inputs";
import { absolutePath, joinPath } from "./paths";
import type { ReportedPlace } from "./report/finding";
import type { CliRuntime } from "./runtime";

/** A file that is reported on. */
export interface CheckedFile {
  /** As the user would write it. */
  readonly path: string;
  /** What it was read from. */
  readonly bytes: Uint8Array;
  source(): SourceText;
  findings(): LocatedFinding[];
  /** Where the places that explain a finding are. */
  placesOf(related: Related): ReportedPlace[];
  /** Puts another text in its place, in memory. */
  setText(text: string): void;
}

/** What a check is made with. */
export interface CheckContext {
  readonly runtime: CliRuntime;
  readonly facts: PostfixFacts;
  readonly rules: readonly Rule[];
  readonly levels: Levels;
  /** The directory was named as the configuration directory (`-c`). */
  readonly isNamed: boolean;
}

/** The files of a configuration that are reported on: those asked for, and with a directory its tables. */
export async function checkedFiles(
  configuration: InputConfiguration,
  context: CheckContext,
): Promise<CheckedFile[]> {
  const { runtime, facts, rules, levels, isNamed } = context;
  const path = absolutePath(runtime.cwd, configuration.directory);
  const directory = new Directory(facts, rules, { path, isNamed });
  directory.useLevels(levels);
  for (const { language, path: name, text } of configuration.files) {
    directory.setFile(language, name, sourceText(text));
  }
  await lookAtFiles(directory, runtime.files);
  const files = configuration.files
    .filter(({ wanted }) => wanted)
    .map((file) => configurationFile(directory, file));
  const tables = configuration.isWhole ? await tablesOf(directory, configuration.directory, context) : [];
  return [...files, ...tables];
}

function configurationFile(directory: Directory, { path, bytes, language }: InputFile): CheckedFile {
  return {
    path,
    bytes,
    source: () => directory.file(language)!.source,
    findings: () => directory.findings(language),
    placesOf: ({ file, chunk, start, end, message }) => {
      const parsed = directory.file(file);
      const chunkStart = parsed && startOf<unknown>(parsed.tree, chunk);
      if (!parsed || chunkStart === undefined) return [];
      const { uri, source } = parsed;
      return [{ file: uri, source, start: chunkStart + start, end: chunkStart + end, message }];
    },
    setText: (text) => directory.setFile(language, path, sourceText(text)),
  };
}

/** Tables beyond this take seconds to check; they are made by programs, which do not make typing mistakes. */
const MOST_BYTES = 20_000_000;

/** The tables that a configuration names and that can be read here. */
async function tablesOf(
  directory: Directory,
  shown: string,
  { runtime, facts, rules, levels }: CheckContext,
): Promise<CheckedFile[]> {
  const { configuration, whereabouts } = directory;
  const found = await Promise.all(
    referencedTables(configuration).map(async ({ type, path, uses }) => {
      const file = whereToFind(configuration, path, whereabouts.path ?? "");
      const info = file === undefined ? undefined : await runtime.files.info(file);
      // That a table is missing is for the rules to say, where it can be known.
      if (file === undefined || !info?.ok || info.value.size > MOST_BYTES) return [];
      const read = await runtime.files.read(file);
      if (!read.ok) return [];
      const name = file.startsWith(`${whereabouts.path}/`)
        ? joinPath(shown, file.slice(whereabouts.path!.length + 1))
        : file;
      return [checkedTable({ type, path: name, bytes: read.value }, uses, { runtime, facts, rules, levels })];
    }),
  );
  return found.flat();
}

/** A table's file. */
export function checkedTable(
  { type, path, bytes }: InputTable,
  uses: readonly string[],
  { runtime, facts, rules, levels }: Pick<CheckContext, "runtime" | "facts" | "rules" | "levels">,
): CheckedFile {
  const engine = type === "pcre" ? enginesOf(runtime).pcre : undefined;
  const source = sourceText(decodeText(bytes));
  const table = new TableFile(type, path, source, facts, uses, rules, rules, Infinity, engine);
  table.useLevels(levels);
  return {
    path,
    bytes,
    source: () => table.source,
    findings: () => table.findings(),
    placesOf: () => [],
    setText: (text) => table.setText(sourceText(text)),
  };
}
