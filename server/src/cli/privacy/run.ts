/** What one run of `privacy` works with. */
import type { Target } from "../../analysis/host";
import { textOfBytes, utf8Bytes } from "../../base/decode";
import { sourceText } from "../../base/source-text";
import { openTable } from "../../matching/open-table";
import { unifiedDiff } from "../../tools/cleanup/unified-diff";
import { type AskTable, readAskedTable } from "../../tools/privacy/conflicts";
import type {
  FilterType,
  PlannedFile,
  PrivacyRefusal,
  PrivacyRequest,
  PrivacyScope,
  ReceivedChoice,
} from "../../tools/privacy/plan";
import type { ConfigurationFiles } from "../configuration-files";
import { enginesOf } from "../engines";
import { joinPath } from "../paths";
import type { PrintedDiff } from "../report/diff";
import { CliError, type CliRuntime, EXIT } from "../runtime";
import type { TargetOptions } from "../target";

/** What the verb was called with. */
export interface PrivacyOptions extends TargetOptions {
  /** The directory, from `-c`; undefined when it was not given. */
  readonly c?: string;
  readonly scope: PrivacyScope;
  readonly received: ReceivedChoice;
  readonly type?: FilterType;
  readonly keep: readonly string[];
  readonly write?: true;
  readonly remove?: true;
  readonly message?: string;
  readonly json?: true;
}

/** What a run works with. */
export interface PrivacyRun {
  readonly runtime: CliRuntime;
  readonly options: PrivacyOptions;
  readonly target: Target;
  readonly files: ConfigurationFiles;
  readonly directory: string;
  readonly request: PrivacyRequest;
  /** The tables of the directory that may be the filter's. */
  readonly tables: readonly ReadTable[];
}

/** A table that was read. */
export interface ReadTable {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** A file of the plan with its path, its bytes and its diff. */
export interface ProposedFile extends PlannedFile, PrintedDiff {
  /** As the user would write it. */
  readonly path: string;
  /** Undefined where there is none yet. */
  readonly held: Uint8Array | undefined;
}

/** The files of a plan as they are shown and written. */
export function proposed(
  { directory, files, tables }: PrivacyRun,
  planned: readonly PlannedFile[],
): ProposedFile[] {
  return planned.map((file) => {
    const path = joinPath(directory, file.name);
    const held =
      file.file === "main.cf"
        ? files.main.bytes
        : file.file === "master.cf"
          ? files.master?.bytes
          : tables.find(({ name }) => name === file.name)?.bytes;
    return { ...file, path, held, bytes: held ?? new Uint8Array(), diff: unifiedDiff({ ...file, path }) };
  });
}

/** Why there is no plan. */
export function refused({ directory }: PrivacyRun, { file, line, reason }: PrivacyRefusal): CliError {
  const path = file === undefined ? directory : joinPath(directory, file);
  return new CliError(`${path}${line === undefined ? "" : `:${line + 1}`}: ${reason}`, EXIT.findings);
}

/** Asks tables of this machine. */
export function askTables(runtime: CliRuntime): AskTable {
  return async (name, keys) => {
    const asked = await readAskedTable(name, (path) => runtime.files.read(path));
    if (typeof asked === "string") return asked;
    const opened = openTable(asked.type, asked.text, enginesOf(runtime));
    if (typeof opened === "string") return "what it holds is not known here";
    const source = sourceText(opened.tree.text);
    return keys.map((key) => {
      const { value, winner } = opened.table.lookup(utf8Bytes(key));
      if (value === undefined) return undefined;
      const isLine = winner !== undefined && asked.isFile;
      const line = isLine ? source.positionAt(opened.tree.starts[winner.chunk]!).line : undefined;
      return { value: textOfBytes(value), line };
    });
  };
}
