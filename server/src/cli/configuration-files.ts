/** main.cf and master.cf of one directory, to be changed and written back. */
import { decodeText } from "../base/decode";
import type { LanguageId } from "../contract/languages";
import { type MainTree, parseMainCf } from "../syntax/main-cf";
import { type MasterTree, parseMasterCf } from "../syntax/master-cf";
import { absolutePath, joinPath } from "./paths";
import { CliError, type CliRuntime } from "./runtime";

/** One of them. */
export interface ConfigurationFile<Tree> {
  readonly language: LanguageId;
  /** As the user would write it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly tree: Tree;
}

/** Both. */
export interface ConfigurationFiles {
  readonly main: ConfigurationFile<MainTree>;
  /** Undefined when there is none: Postfix's programs that do not need it go on without. */
  readonly master: ConfigurationFile<MasterTree> | undefined;
}

/**
 * Reads the files of a directory.
 *
 * @param isNamed whether the user named the directory
 * @throws CliError when it is none, has no main.cf, or one of the files cannot be read
 */
export async function readConfigurationFiles(
  runtime: CliRuntime,
  directory: string,
  isNamed: boolean,
): Promise<ConfigurationFiles> {
  if (isNamed) {
    const info = await runtime.files.info(absolutePath(runtime.cwd, directory));
    if (!info.ok) throw new CliError(`${directory}: ${info.error.message}`);
    if (info.value.kind !== "directory") throw new CliError(`${directory}: is not a directory; -c takes one`);
  }
  const [main, master] = await Promise.all([
    readOne(runtime, "postfix-main", joinPath(directory, "main.cf"), parseMainCf),
    readOne(runtime, "postfix-master", joinPath(directory, "master.cf"), parseMasterCf),
  ]);
  if (main.error) {
    throw new CliError(`${main.path}: ${main.error.message}; -c names another directory`);
  }
  if (!master.error) return { main, master };
  if (master.error.kind === "missing") return { main, master: undefined };
  throw new CliError(`${master.path}: ${master.error.message}; what it uses of main.cf cannot be told`);
}

async function readOne<Tree>(
  runtime: CliRuntime,
  language: LanguageId,
  path: string,
  parse: (text: string) => Tree,
) {
  const read = await runtime.files.read(absolutePath(runtime.cwd, path));
  if (!read.ok) return { path, error: read.error };
  const text = decodeText(read.value);
  return { language, path, bytes: read.value, text, tree: parse(text), error: undefined };
}
