/** Asking the installed Postfix, and deciding what a configuration is held against. */
import { compareVersions, NEWEST_RELEASE, parseVersion } from "../knowledge/version";
import type { Exec, ExecResult } from "../ports/exec";
import type { MachineFacts } from "../ports/machine";
import { installedFacts, knownFacts, type PostfixFacts } from "./model/postfix-facts";

/** What the installed Postfix said, or why it said nothing: one sentence for people. */
export type HostAnswer = { readonly facts: PostfixFacts } | { readonly reason: string };

/** How to ask. */
export interface HostOptions {
  /** Path of postconf; empty or undefined: look for it. */
  readonly postconf?: string;
  /** Milliseconds to wait for each of the two answers. */
  readonly timeout: number;
  /** False: the table types are not needed. */
  readonly tableTypes?: boolean;
}

/** A directory without master.cf: with one, per-service names would be among the built-in ones. */
const NO_DIRECTORY = "/nonexistent";

/** All defaults are about 45 kB; more than this is not postconf speaking. */
const OUTPUT_LIMIT = 2_000_000;

/** Asks the installed Postfix for its version, its defaults and its table types. Never rejects. */
export async function askPostfix(
  exec: Exec,
  machine: MachineFacts,
  options: HostOptions,
): Promise<HostAnswer> {
  const program = options.postconf || (await exec.find("postconf"));
  if (!program) {
    return { reason: "No postconf program is in PATH or in the usual system directories." };
  }
  const { timeout } = options;
  const ask = (...args: string[]) => exec.run({ program, args, timeout, outputLimit: OUTPUT_LIMIT });
  const [defaults, types] = await Promise.all([
    ask("-d", "-c", NO_DIRECTORY),
    options.tableTypes === false ? undefined : ask("-m"),
  ]);
  const reason = whyUseless(program, defaults);
  if (defaults.kind !== "exit" || reason !== undefined) return { reason: reason ?? "" };
  const facts = installedFacts(defaults.stdout, tableTypes(types), machine);
  return facts ? { facts } : { reason: `${program} printed something that names no Postfix version.` };
}

function whyUseless(program: string, result: ExecResult): string | undefined {
  if (result.kind !== "exit") return `${program} ${result.message}.`;
  if (result.code === 0) return undefined;
  const [firstLine = ""] = result.stderr.trim().split("\n");
  const said = firstLine.slice(0, 200);
  return `${program} ended with exit code ${result.code}${said ? ` and said "${said}"` : ""}.`;
}

/**
 * Table types, or undefined when they are unknown. Unlike the defaults, this
 * answer depends on the live main.cf, and postconf refuses it when that file
 * is broken: just when help is needed most.
 */
function tableTypes(result: ExecResult | undefined): string[] | undefined {
  if (result?.kind !== "exit" || result.code !== 0) return undefined;
  return result.stdout.split("\n").filter((line) => /^\S+$/.test(line));
}

/** What a configuration is held against, and why. */
export interface Target {
  readonly facts: PostfixFacts;
  /** Where the target version comes from. */
  readonly reason: "setting" | "installed" | "newest-known";
  /** One sentence or two for a tooltip or a log. */
  readonly detail: string;
}

/**
 * Decides for which Postfix to answer: the version that was set, else the
 * installed one, else the newest release known.
 *
 * @param version the setting; empty when none is set
 * @param host what {@link askPostfix} answered, or why nobody was asked
 */
export function chooseFacts(version: string, host: HostAnswer, machine: MachineFacts): Target {
  const installed = "facts" in host ? host.facts : undefined;
  const wanted = parseVersion(version);
  const unread =
    version.trim() !== "" && !wanted ? `"${version}" is not a version such as 3.7 or 3.7.11. ` : "";
  if (wanted && installed && compareVersions(wanted, installed.version) === 0) {
    const detail = `Postfix ${wanted.text} is the version that was chosen, and it is installed: its own postconf says the defaults.`;
    return { facts: installed, reason: "setting", detail };
  }
  if (wanted) {
    const detail = installed
      ? `Postfix ${wanted.text} is the version that was chosen; installed is ${installed.version.text}, so the defaults are those known of ${wanted.text}.`
      : `Postfix ${wanted.text} is the version that was chosen; the defaults are those known of it.`;
    return { facts: knownFacts(wanted, machine), reason: "setting", detail };
  }
  if (installed) {
    const detail = `${unread}Postfix ${installed.version.text} is installed: its own postconf says the defaults${
      installed.tableTypes ? " and the table types" : ""
    }.`;
    return { facts: installed, reason: "installed", detail };
  }
  const why = "reason" in host ? host.reason : "";
  const detail = `${unread}${why} Held against Postfix ${NEWEST_RELEASE.text}, the newest release known.`;
  return { facts: knownFacts(NEWEST_RELEASE, machine), reason: "newest-known", detail: detail.trim() };
}
