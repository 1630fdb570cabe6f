/** The options that say which Postfix the answers are held against. */
import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import { askPostfix, chooseFacts, type HostAnswer, type Target } from "../analysis/host";
import { parameterFacts } from "../knowledge/facts";
import { parseVersion } from "../knowledge/version";
import type { CliRuntime } from "./runtime";

/** What {@link addTargetOptions} reads. */
export interface TargetOptions {
  readonly host: "auto" | "none";
  readonly postfixVersion?: string;
}

/** How long postconf may take; it normally answers within 50 ms. */
const TIMEOUT_MS = 10_000;

/** Adds `--host` and `--postfix-version` to a verb. */
export function addTargetOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--host <WHO>",
        "auto (default): ask the Postfix installed here, if there is one; none: ask nobody",
      )
        .choices(["auto", "none"])
        .default("auto"),
    )
    .addOption(
      new Option(
        "--postfix-version <V>",
        "Postfix version to answer for, such as 3.7 (default: the installed one, else the newest known)",
      ).argParser(versionArgument),
    );
}

function versionArgument(text: string): string {
  if (!parseVersion(text)) throw new InvalidArgumentError("It must look like 3.7 or 3.7.11.");
  return text;
}

/**
 * Finds out which Postfix to answer for.
 *
 * @param tableTypes whether the verb needs to know the table types of this machine
 */
export async function chooseTarget(
  runtime: CliRuntime,
  options: TargetOptions,
  tableTypes: boolean,
): Promise<Target> {
  const machine = runtime.machine();
  // Every verb that comes here needs the facts; they are read while postconf works.
  if (options.host === "auto") setImmediate(parameterFacts);
  const host: HostAnswer =
    options.host === "none"
      ? { reason: "The installed Postfix was not asked." }
      : await askPostfix(runtime.exec, machine, { timeout: TIMEOUT_MS, tableTypes });
  return chooseFacts(options.postfixVersion ?? "", host, machine);
}

/** `Postfix 3.7.11 (defaults of the installed postconf)`: whose word the answers are held against. */
export function describeTarget({ facts }: Target): string {
  const voice =
    facts.voice === "installed" ? "defaults of the installed postconf" : "defaults known to postfix-ls";
  return `Postfix ${facts.version.text} (${voice})`;
}
