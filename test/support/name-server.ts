/**
 * A real name server on loopback: unbound, on a port and in a directory of its
 * own. It asks nobody else: names that it was not told of do not exist.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findProgram, freePort } from "../real/private-postfix";

const UNBOUND = findProgram("unbound");

/** Why no name server can run here; undefined where it can, and on build servers, where nothing is skipped. */
export const NO_NAME_SERVER: string | undefined =
  UNBOUND === undefined && process.env.CI !== "true" ? "unbound is not installed" : undefined;

/** A name server that answers. */
export interface NameServer {
  /** `127.0.0.1:PORT`. */
  readonly server: string;
  readonly port: number;
}

/** Zones of a name server: the name of each, and its records as they stand in a zone file; SOA and NS are added. */
export type Zones = Readonly<Record<string, readonly string[]>>;

/**
 * Starts a name server, hands it over, and ends it.
 *
 * @param lines of unbound.conf, in its `server:` clause until one of them begins another clause, such as
 *   `local-data: "mail.example.test. A 192.0.2.1"`; a zone that is made by them alone needs its `local-zone:`
 * @param zones what it has authority for. Unlike `local-data`, aliases in them are followed
 * @throws Error with what unbound says when it does not start
 */
export async function withNameServer<Result>(
  lines: readonly string[],
  use: (server: NameServer) => Promise<Result>,
  zones: Zones = {},
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "postfix-ls-unbound-"));
  try {
    const port = await freePort();
    const file = join(directory, "unbound.conf");
    writeFileSync(file, `${configuration(port, lines, writeZones(directory, zones)).join("\n")}\n`);
    const unbound = start(file);
    try {
      await answers(unbound, port);
      return await use({ server: `127.0.0.1:${port}`, port });
    } finally {
      await end(unbound.process);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function configuration(port: number, lines: readonly string[], zones: readonly string[]): string[] {
  return [
    "server:",
    `interface: 127.0.0.1@${port}`,
    'chroot: ""',
    'username: ""',
    'pidfile: ""',
    "use-syslog: no",
    "do-daemonize: no",
    "num-threads: 1",
    // More connections than these at once are closed without an answer.
    "incoming-num-tcp: 100",
    'module-config: "iterator"',
    "access-control: 127.0.0.0/8 allow",
    // Nothing leaves the machine: what no other zone holds does not exist, and is not looked for.
    'local-zone: "." static',
    ...lines,
    ...zones,
  ];
}

/** @returns the clauses that name the files */
function writeZones(directory: string, zones: Zones): string[] {
  return Object.entries(zones).flatMap(([name, records]) => {
    const file = join(directory, `${name}.zone`);
    const head = [`$ORIGIN ${name}.`, "$TTL 60", "@ SOA ns hostmaster 1 3600 600 86400 60", "@ NS ns"];
    writeFileSync(file, `${[...head, ...records].join("\n")}\n`);
    const names = [`name: "${name}."`, `zonefile: "${file}"`];
    return [
      "server:",
      `local-zone: "${name}." transparent`,
      "auth-zone:",
      ...names,
      "for-downstream: yes",
      "for-upstream: yes",
    ];
  });
}

interface Unbound {
  readonly process: ChildProcess;
  /** What it has said so far. */
  said(): string;
}

function start(file: string): Unbound {
  if (UNBOUND === undefined) throw new Error("unbound is not installed");
  const process = spawn(UNBOUND, ["-d", "-p", "-c", file], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  process.stderr!.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return { process, said: () => said };
}

/** Waits until it answers, whatever it answers. */
async function answers(unbound: Unbound, port: number): Promise<void> {
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  for (const last = Date.now() + 30_000; ; await pause(20)) {
    if (unbound.process.exitCode !== null) throw new Error(`unbound: ${unbound.said()}`);
    const failure = await resolver.resolve4("ready.invalid").then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (failure !== "ECONNREFUSED" && failure !== "ETIMEOUT") return;
    if (Date.now() > last) throw new Error(`unbound does not answer: ${unbound.said()}`);
  }
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exit = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await exit;
}
