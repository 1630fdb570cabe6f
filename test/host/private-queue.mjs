// A mail queue to look at: a Postfix with a directory, a queue and a log of its own, which can deliver nothing, and a few
// messages that wait in it.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Nobody listens at this port of loopback. */
const CLOSED_PORT = 1;

const run = (program, args, input = "") =>
  execFileSync(program, args, { input, encoding: "utf8", stdio: "pipe" });

/**
 * Starts a Postfix and puts messages into its queue.
 * @param messages {from, to: [...], subject} of each.
 * @returns the configuration directory, what is in the queue now, and how to end it
 */
export async function startQueue(messages) {
  const path = mkdtempSync(join(tmpdir(), "postfix-ls-queue-"));
  // User postfix must get through.
  chmodSync(path, 0o755);
  const directory = join(path, "etc");
  for (const name of ["etc", "spool", "data", "log"]) mkdirSync(join(path, name));
  run("chown", ["postfix", join(path, "data")]);
  writeFileSync(join(directory, "main.cf"), mainCf(path));
  const master = readFileSync("/etc/postfix/master.cf", "utf8").replace(/^smtp +inet.*$/m, "");
  writeFileSync(join(directory, "master.cf"), master.replace(/^(\S+\s+\S+\s+\S+\s+\S+\s+)y/gm, "$1n"));
  // At a terminal, or it would tell the machine's own log what it has to say before it knows of another.
  run("script", ["-qefc", `postfix -c ${directory} start`, "/dev/null"]);
  const list = () =>
    run("postqueue", ["-c", directory, "-j"])
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  const stop = () => {
    run("script", ["-qefc", `postfix -c ${directory} stop`, "/dev/null"]);
    rmSync(path, { recursive: true, force: true });
  };
  try {
    for (const { from, to, subject } of messages) {
      run("sendmail", ["-C", directory, "-f", from, "--", ...to], `Subject: ${subject}\n\nHello.\n`);
    }
    const end = Date.now() + 30_000;
    while (!isSettled(list(), messages.length)) {
      if (Date.now() > end) throw new Error(`the queue does not settle: ${JSON.stringify(list())}`);
      await pause(200);
    }
  } catch (error) {
    stop();
    throw error;
  }
  return { directory, list, stop };
}

/** Every message has been tried once. */
function isSettled(listed, number) {
  return listed.length === number && listed.every(({ queue_name }) => queue_name === "deferred");
}

function mainCf(path) {
  return `compatibility_level = 3.6
queue_directory = ${path}/spool
data_directory = ${path}/data
maillog_file = ${path}/log/maillog
maillog_file_prefixes = /tmp, /var
alternate_config_directories = ${path}/etc
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.test
mydestination =
relayhost = [127.0.0.1]:${CLOSED_PORT}
# Nothing is to happen but what a test does.
minimal_backoff_time = 1h
queue_run_delay = 1h
`;
}
