/** The installed postconf as an oracle: it gets a directory, and its very bytes are what ours are held against. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Where postconf is; undefined where Postfix is not installed. */
export const POSTCONF = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/local/sbin", "/sbin"]
  .map((directory) => join(directory, "postconf"))
  .find((file) => existsSync(file));

/** What postconf did. Output is Latin-1, one character a byte. */
export interface PostconfRun {
  readonly stdout: string;
  readonly stderr: string;
  /** 0, or 1 when postconf dies with a fatal error, or -1 when a signal ends it: it ran out of stack. */
  readonly code: number;
  readonly pid: number;
}

/** Runs postconf. */
export function postconf(args: readonly string[]): Promise<PostconfRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(POSTCONF!, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH, LC_ALL: "C" },
    });
    let stdout = "";
    let stderr = "";
    let dying = false;
    child.stdout.setEncoding("latin1").on("data", (data: string) => {
      stdout += data;
    });
    child.stderr.setEncoding("latin1").on("data", (data: string) => {
      stderr += data;
      // A dying Postfix program sleeps for a second first; it has said and written all it will.
      if (!dying && /: fatal: .*\n/.test(stderr)) dying = child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ stdout, stderr, code: code ?? (dying ? 1 : -1), pid: child.pid! }));
  });
}

/**
 * Runs a program that is beside postconf, such as postmap; a program that takes longer than `timeout` milliseconds is
 * ended and has the code -1. Texts are Latin-1. The process of the tests stays free meanwhile: Vitest gives up one that
 * does not answer for a minute, as in a test that asks many times.
 */
export function runTool(
  name: string,
  args: readonly string[],
  input = "",
  timeout?: number,
): Promise<Omit<PostconfRun, "pid">> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(dirname(POSTCONF!), name), args, {
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      ...(timeout !== undefined && { timeout }),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("latin1").on("data", (data: string) => {
      stdout += data;
    });
    child.stderr.setEncoding("latin1").on("data", (data: string) => {
      stderr += data;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ stdout, stderr, code: code ?? -1 }));
    // It may die before it has read everything.
    child.stdin.on("error", () => undefined).end(input, "latin1");
  });
}

/** A directory for configurations that is taken away in the end. */
export function scratchDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "postfix-ls-values-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Lets files seem an hour old: one that changed "now" is read again by
 * Postfix's programs, after they have waited for a while.
 */
export function seemOld(...files: readonly string[]): void {
  const past = Date.now() / 1000 - 3600;
  for (const file of files) utimesSync(file, past, past);
}

/** Writes main.cf and master.cf, which seem old. */
export function writeConfiguration(directory: string, main: Uint8Array, master?: Uint8Array): void {
  for (const [name, content] of [
    ["main.cf", main],
    ["master.cf", master],
  ] as const) {
    const file = join(directory, name);
    rmSync(file, { force: true });
    if (!content) continue;
    writeFileSync(file, content);
    seemOld(file);
  }
}

/** Does something for all, two at a time, each with a directory of its own below `path`. */
export async function inTwoLanes<T>(
  path: string,
  all: readonly T[],
  act: (item: T, lane: string) => Promise<void>,
): Promise<void> {
  const waiting = [...all];
  const work = async (lane: string) => {
    mkdirSync(lane, { recursive: true });
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item, lane);
  };
  await Promise.all(["first", "second"].map((name) => work(join(path, name))));
}
