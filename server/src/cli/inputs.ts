/** From the paths of a command line to the configurations they mean. */
import { decodeText } from "../base/decode";
import { type LanguageId, languageOfFile } from "../contract/languages";
import type { FileError } from "../ports/files";
import { parseMasterCf, SERVICE_TYPES } from "../syntax/master-cf";
import type { TableFormat, TableType } from "../syntax/tables/table";
import { absolutePath, directoryOfPath, joinPath, siblingPath } from "./paths";
import type { CliRuntime } from "./runtime";

/** A file to read and perhaps to report on. */
export interface InputFile {
  readonly language: LanguageId;
  /** As the user would write it. */
  readonly path: string;
  readonly text: string;
  /** What the text was read from. */
  readonly bytes: Uint8Array;
  /** Named by the user, itself or its directory; false: read because it completes a configuration. */
  wanted: boolean;
}

/** main.cf, master.cf, or both, that belong together. */
export interface InputConfiguration {
  /** Where its files are, as the user would write it. */
  readonly directory: string;
  /** The directory itself was asked for, and so all that belongs to it. */
  readonly isWhole: boolean;
  readonly files: InputFile[];
}

/** The file of a lookup table. */
export interface InputTable {
  readonly type: TableFormat;
  /** As the user would write it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What {@link readInputs} found. */
export interface Inputs {
  /** In the order of the paths; no file is in it twice. */
  readonly configurations: readonly InputConfiguration[];
  readonly tables: readonly InputTable[];
  /** One line for each path that gave nothing. */
  readonly problems: readonly string[];
}

interface Reading {
  readonly runtime: CliRuntime;
  readonly configurations: InputConfiguration[];
  readonly tables: InputTable[];
  readonly problems: string[];
  /** By absolute path, so that a file named twice is reported once. */
  readonly known: Map<string, { readonly file: InputFile; readonly configuration: InputConfiguration }>;
}

/** Reads directories and files, and what completes them. */
export async function readInputs(runtime: CliRuntime, paths: readonly string[]): Promise<Inputs> {
  const reading: Reading = { runtime, configurations: [], tables: [], problems: [], known: new Map() };
  for (const path of paths) {
    const info = await runtime.files.info(absolutePath(runtime.cwd, path));
    if (!info.ok) reading.problems.push(`${path}: ${info.error.message}`);
    else if (info.value.kind === "directory") await readDirectory(reading, path);
    else await (tableTypeOf(path) ? readTable(reading, path) : readFile(reading, path));
  }
  return reading;
}

async function readDirectory(reading: Reading, directory: string): Promise<void> {
  const configuration: InputConfiguration = { directory, isWhole: true, files: [] };
  const names = [
    ["main.cf", "postfix-main"],
    ["master.cf", "postfix-master"],
  ] as const;
  let missing = 0;
  for (const [name, language] of names) {
    const path = joinPath(directory, name);
    const error = await addFile(reading, configuration, { path, language, wanted: true });
    if (error?.kind === "missing") missing++;
    else if (error) reading.problems.push(`${path}: ${error.message}`);
  }
  if (missing === names.length) reading.problems.push(`${directory}: has neither main.cf nor master.cf`);
  if (configuration.files.length > 0) reading.configurations.push(configuration);
}

/** The type of a table by its file's name; undefined when the name says nothing. */
function tableTypeOf(path: string): TableType | undefined {
  const [, type] = /[^\\/]\.(pcre|regexp|cidr)$/.exec(path) ?? [];
  return type as TableType | undefined;
}

async function readTable({ runtime, tables, problems }: Reading, path: string): Promise<void> {
  const read = await runtime.files.read(absolutePath(runtime.cwd, path));
  if (read.ok) tables.push({ type: tableTypeOf(path)!, path, bytes: read.value });
  else problems.push(`${path}: ${read.error.message}`);
}

async function readFile(reading: Reading, path: string): Promise<void> {
  const language = languageOfFile(path);
  const sibling = language && siblingPath(path);
  // Files that belong together make one configuration, whichever of them comes first.
  const together =
    sibling === undefined
      ? undefined
      : reading.known.get(absolutePath(reading.runtime.cwd, sibling))?.configuration;
  const configuration: InputConfiguration = together ?? {
    directory: directoryOfPath(path),
    isWhole: false,
    files: [],
  };
  const error = await addFile(reading, configuration, { path, language, wanted: true });
  if (error) {
    reading.problems.push(`${path}: ${error.message}`);
    return;
  }
  if (together || configuration.files.length === 0) return;
  if (sibling) {
    const other = language === "postfix-main" ? "postfix-master" : "postfix-main";
    // Nothing to say when it cannot be read: what was asked for is the other file.
    await addFile(reading, configuration, { path: sibling, language: other, wanted: false });
  }
  reading.configurations.push(configuration);
}

/** Reads a file into a configuration, unless it is in one. @returns why it could not be read, or undefined */
async function addFile(
  { runtime, known }: Reading,
  configuration: InputConfiguration,
  file: { path: string; language: LanguageId | undefined; wanted: boolean },
): Promise<FileError | undefined> {
  const key = absolutePath(runtime.cwd, file.path);
  const seen = known.get(key);
  if (seen) {
    seen.file.wanted ||= file.wanted;
    return undefined;
  }
  const read = await runtime.files.read(key);
  if (!read.ok) return read.error;
  const text = decodeText(read.value);
  const input: InputFile = {
    ...file,
    language: file.language ?? guessLanguage(text),
    text,
    bytes: read.value,
  };
  configuration.files.push(input);
  known.set(key, { file: input, configuration });
  return undefined;
}

/** What a file is whose name does not tell: master.cf where most logical lines look like services. */
export function guessLanguage(text: string): LanguageId {
  const services = parseMasterCf(text).chunks.flatMap(({ node }) => (node ? [node] : []));
  const types: readonly string[] = SERVICE_TYPES;
  const likely = services.filter(({ words }) => words.length >= 8 && types.includes(words[1]!.text));
  return likely.length * 2 > services.length ? "postfix-master" : "postfix-main";
}
