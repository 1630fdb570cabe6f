/** What one run of `cleanup` works with, and what its two forms, clean-up and upgrade, have in common. */
import type { Target } from "../../analysis/host";
import type { Whereabouts } from "../../analysis/model/whereabouts";
import { nearest } from "../../base/edit-distance";
import type { LanguageId } from "../../contract/languages";
import type { CleanupRefusal } from "../../tools/cleanup/plan";
import type { Section } from "../../tools/cleanup/report";
import type { ConfigurationFiles } from "../configuration-files";
import { shellWords } from "../output";
import { absolutePath } from "../paths";
import { refuseMain, refuseMaster } from "../refusals";
import { CliError, type CliRuntime, EXIT } from "../runtime";
import type { TargetOptions } from "../target";

/** The directory when none is named. */
export const DEFAULT_DIRECTORY = "/etc/postfix";

/** The files that `--only` knows. */
export const ONLY_FILES = {
  "main.cf": "postfix-main",
  "master.cf": "postfix-master",
} as const satisfies Record<string, LanguageId>;

/** What the verb was called with. */
export interface CleanupOptions extends TargetOptions {
  /** The directory, from `-c`; undefined when it was not given. */
  readonly c?: string;
  readonly canonical?: true;
  readonly write?: true;
  readonly json?: true;
  readonly keep: readonly string[];
  readonly drop: readonly string[];
  readonly equal?: true;
  readonly only?: keyof typeof ONLY_FILES;
  readonly toVersion?: string;
  readonly toLevel?: string;
  readonly accept: readonly string[];
}

/** What a run works with. */
export interface CleanupRun {
  readonly runtime: CliRuntime;
  readonly options: CleanupOptions;
  readonly target: Target;
  readonly files: ConfigurationFiles;
}

/** Which directory it is about. */
export function whereaboutsOf({
  runtime,
  options: { c },
}: {
  readonly runtime: CliRuntime;
  readonly options: { readonly c?: string };
}): Whereabouts {
  return { path: absolutePath(runtime.cwd, c ?? DEFAULT_DIRECTORY), isNamed: c !== undefined };
}

/** Why there is no plan, as the verbs that list values say it. */
export function refused(
  { language, line, reason }: CleanupRefusal,
  { main, master }: ConfigurationFiles,
): CliError {
  const { path } = language === "postfix-main" ? main : master!;
  const where = line === undefined ? path : `${path}:${line + 1}`;
  const whole = language === "postfix-main" ? refuseMain(main.tree, path) : refuseMaster(master!.tree, path);
  return new CliError(whole ?? `${where}: ${reason}`, EXIT.findings);
}

/** @throws CliError when an entry that an option names is none of the known ones */
export function requireEntry(option: string, id: string, known: readonly string[], what: string): void {
  if (known.includes(id)) return;
  const like = nearest(id, known).join(", ");
  throw new CliError(`${option} ${id}: ${what}${like && `; similar: ${like}`}`);
}

/** How this very thing is done: its command line, with `--write`. */
export function commandWords({ runtime, options }: CleanupRun): string[] {
  const given = (option: string, ...values: readonly (string | undefined)[]) =>
    values.flatMap((value) => (value === undefined ? [] : [option, value]));
  return [
    ...runtime.command,
    "cleanup",
    ...given("-c", options.c),
    ...(options.canonical ? ["--canonical"] : []),
    ...given("--keep", ...options.keep),
    ...given("--drop", ...options.drop),
    ...(options.equal ? ["--equal"] : []),
    ...given("--only", options.only),
    ...given("--to-version", options.toVersion),
    ...given("--to-level", options.toLevel),
    ...given("--accept", ...options.accept),
    ...given("--host", options.host === "auto" ? undefined : options.host),
    ...given("--postfix-version", options.postfixVersion),
    "--write",
  ];
}

/** The command that does it. */
export function applySection(run: CleanupRun): Section {
  return { title: "To do it:", items: [], commands: [shellWords(commandWords(run))] };
}

/** The words that make Postfix read its files again. */
export function reloadWords(
  run: Pick<CleanupRun, "runtime" | "target"> & { readonly options: { readonly c?: string } },
): string[] {
  const { path, isNamed } = whereaboutsOf(run);
  const isUsual = !isNamed || path === run.target.facts.defaults.get("config_directory");
  return isUsual ? ["postfix", "reload"] : ["postfix", "-c", path!, "reload"];
}
