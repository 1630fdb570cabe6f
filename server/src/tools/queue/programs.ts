/** Postfix's own programs for the queue: starting them, and what their failures mean. */
import type { Exec, ExecResult } from "../../ports/exec";

/** An instance of Postfix, and how its programs are started. */
export interface QueueHost {
  readonly exec: Exec;
  /** Its configuration directory; undefined for the one that the programs have built in. */
  readonly directory: string | undefined;
}

/** Why a queue cannot be had, or not be changed. */
export interface QueueProblem {
  readonly kind: "untrusted" | "missing" | "denied" | "failed";
  /** In sentences: what is wrong, and what to do. */
  readonly text: string;
}

/** Tells a problem from what was wanted instead. */
export function isProblem<T extends object>(result: T | QueueProblem): result is QueueProblem {
  return "kind" in result && "text" in result;
}

/** A program of Postfix's. */
export type QueueProgram = "postqueue" | "postsuper" | "postcat" | "postconf";

/** Where a program is. */
export async function findProgram(
  { exec }: QueueHost,
  program: QueueProgram,
): Promise<string | QueueProblem> {
  const path = await exec.find(program);
  if (path !== undefined) return path;
  return {
    kind: "missing",
    text: `${program} is neither in PATH nor in the usual system directories, so there is no queue to look at. On another machine than the mail server, open a window there (Remote-SSH).`,
  };
}

/** The arguments that name the instance. */
export function instanceOptions({ directory }: QueueHost): string[] {
  return directory === undefined ? [] : ["-c", directory];
}

/** What a failure of one of the programs means, in sentences. */
export function problemOf(program: QueueProgram, result: ExecResult, directory?: string): QueueProblem {
  if (result.kind === "timeout") {
    return {
      kind: "failed",
      text: `${program} ${result.message} and was ended. The disk of the queue may be busy, or a process of Postfix hangs; the mail log says more.`,
    };
  }
  if (result.kind !== "exit") {
    return {
      kind: result.kind === "denied" ? "denied" : "failed",
      text: `${program} ${result.message}.`,
    };
  }
  const said = lastComplaint(result.stderr, program) ?? `ended with exit code ${result.code}`;
  const known = KNOWN_FAILURES.find(({ pattern }) => pattern.test(said));
  if (known === undefined) return { kind: "failed", text: `${program} says: ${said}.` };
  const instead = directory === undefined ? "/etc/postfix" : directory;
  return { kind: known.kind, text: known.text.replaceAll("DIR", instead) };
}

/** What Postfix's programs say when they refuse (postqueue.c, postsuper.c, postcat.c, mail_conf.c, logwriter.c), and what to do about it. */
const KNOWN_FAILURES: readonly {
  readonly pattern: RegExp;
  readonly kind: QueueProblem["kind"];
  readonly text: string;
}[] = [
  {
    pattern: /open logfile .* Permission denied/,
    kind: "failed",
    text: "Postfix is not running, and without it postsuper may not write to maillog_file: it gives up after one message. Start it (postfix start), then do the rest.",
  },
  {
    pattern: /malformed showq server response/,
    kind: "failed",
    text: "Postfix's own list of the queue breaks off; the mail log says why. Where Postfix has never been started, directories of the queue are missing: postfix start makes them.",
  },
  {
    pattern: /reserved for the superuser|Permission denied/,
    kind: "denied",
    text: "Only root may do this to the queue.",
  },
  {
    pattern: /is not allowed to (?:view|flush) the mail queue/,
    kind: "denied",
    text: "This user may not do that: authorized_mailq_users and authorized_flush_users in main.cf say who may list and who may flush the queue. Run it as one of them, or as root.",
  },
  {
    pattern: /specify "alternate_config_directories|unauthorized configuration directory/,
    kind: "denied",
    text: "Postfix opens the queue of DIR for root only, because its main main.cf does not name the directory. Add it to alternate_config_directories there, or run this as root.",
  },
  {
    pattern: /Cannot flush mail queue - mail system is down/i,
    kind: "failed",
    text: "Postfix is not running, so nothing can be delivered. Start it: postfix start",
  },
  {
    pattern: /mail system is down/i,
    kind: "denied",
    text: "Postfix is not running, and while it is not, only root may list the queue. Start it (postfix start), or run this as root.",
  },
  {
    pattern: /open .*main\.cf: No such file|(?:scan_dir_push|chdir|open directory).*No such file/,
    kind: "failed",
    text: "There is no Postfix configuration with a queue in DIR. Check the directory.",
  },
];

/** The last thing that a program called an error, without the program's name. */
export function lastComplaint(stderr: string, program: string): string | undefined {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const grave = lines.filter((line) => /\b(?:fatal|error|panic):/.test(line));
  const line = grave.at(-1) ?? lines.at(-1);
  return line
    ?.replace(new RegExp(`^${program}: `), "")
    .replace(/^(?:fatal|error|panic|warning): /, "")
    .replace(/\.$/, "")
    .slice(0, 500);
}
