/** Real programs behind the {@link Exec} port. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { Exec, ExecRequest, ExecResult } from "../ports/exec";

/** Where Postfix's programs are when PATH, as an ordinary user has it, does not name the place. */
const SYSTEM_DIRECTORIES = [
  "/usr/sbin",
  "/usr/local/sbin",
  "/sbin",
  "/usr/bin",
  "/usr/local/bin",
  "/opt/local/sbin",
  "/opt/homebrew/sbin",
  "/usr/pkg/sbin",
  "/opt/postfix/sbin",
  "/usr/lib/postfix/sbin",
];

/** The environment of every program: the user's language and MAIL_CONFIG must not change what it prints. */
function environment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { LC_ALL: "C" };
  // The times that postqueue prints are those of a zone; Windows starts hardly any program without SystemRoot.
  for (const name of ["PATH", "HOME", "TZ", "SystemRoot"])
    if (process.env[name]) kept[name] = process.env[name];
  return kept;
}

/** The machine's own programs. */
export const nodeExec: Exec = { run, find };

async function find(program: string): Promise<string | undefined> {
  // A relative directory in PATH would run whatever the current directory holds.
  const path = (process.env.PATH ?? "").split(delimiter).filter((directory) => isAbsolute(directory));
  const directories = process.platform === "win32" ? path : [...path, ...SYSTEM_DIRECTORIES];
  const file = process.platform === "win32" ? `${program}.exe` : program;
  return directories.map((directory) => join(directory, file)).find(isProgram);
}

/** Asks at once, not by a promise: twenty round trips would take longer than the program that is looked for. */
function isProgram(file: string): boolean {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(request: ExecRequest): Promise<ExecResult> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(request.program, request.args, {
        env: environment(),
        stdio: [request.input ? "pipe" : "ignore", "pipe", "pipe"],
        // A process group of its own, so that what the program started ends with it.
        detached: process.platform !== "win32",
        windowsHide: true,
      });
    } catch (error) {
      resolve(startFailure(error as NodeJS.ErrnoException));
      return;
    }
    // A program that does not read all of it is no failure: its exit code says what it made of the rest.
    child.stdin?.on("error", () => {});
    child.stdin?.end(request.input);
    watch(child, request, resolve);
  });
}

function watch(child: ChildProcess, request: ExecRequest, resolve: (result: ExecResult) => void): void {
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let size = 0;
  const passer = request.onOutput && createPasser(request.onOutput);
  const kill = () => killGroup(child);
  const finish = (result: ExecResult) => {
    clearTimeout(timer);
    clearTimeout(silence);
    process.removeListener("exit", kill);
    resolve(result);
  };
  /** Ends the program without waiting for it: a descendant that left the group may hold the pipes open. */
  const giveUp = (kind: "timeout" | "too-much-output", message: string) => {
    kill();
    child.stdout?.destroy();
    child.stderr?.destroy();
    child.unref();
    passer?.end();
    finish({ kind, message });
  };
  const timer = setTimeout(
    () => giveUp("timeout", `did not end within ${request.timeout / 1000} seconds`),
    request.timeout,
  );
  const silence =
    request.silence === undefined
      ? undefined
      : setTimeout(
          () => giveUp("timeout", `said nothing for ${request.silence! / 1000} seconds`),
          request.silence,
        );
  process.once("exit", kill);
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (data: Buffer) => {
      silence?.refresh();
      if (name === "stdout" && passer !== undefined) return passer.push(data);
      if (name === "stderr") request.onMessage?.(data.toString("latin1"));
      size += data.length;
      output[name].push(data);
      if (size > request.outputLimit) {
        giveUp("too-much-output", `printed more than ${request.outputLimit} bytes`);
      }
    });
  }
  child.on("error", (error) => finish(startFailure(error)));
  child.on("close", (code, signal) => {
    passer?.end();
    if (code === null) return finish({ kind: "failed", message: `was ended by ${signal}` });
    const [stdout, stderr] = [textOf(output.stdout), textOf(output.stderr)];
    finish({ kind: "exit", code, stdout, stderr, processId: child.pid });
  });
}

/**
 * Bytes that are passed on at once. Node keeps a text of more than a million
 * bytes outside of the heap, where the garbage collector never copies it.
 */
const PIECE = 1_100_000;

/** Passes output on in large pieces, through one buffer: memory that is touched for the first time is what takes long. */
function createPasser(onOutput: (text: string) => void) {
  const buffer = Buffer.allocUnsafeSlow(PIECE);
  let size = 0;
  const passOn = () => {
    if (size > 0) onOutput(buffer.toString("latin1", 0, size));
    size = 0;
  };
  return {
    push(data: Buffer) {
      for (let at = 0; at < data.length; ) {
        const taken = data.copy(buffer, size, at);
        size += taken;
        at += taken;
        if (size === PIECE) passOn();
      }
    },
    end: passOn,
  };
}

function textOf(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString("latin1");
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended by itself in the meantime.
  }
}

function startFailure(error: NodeJS.ErrnoException): ExecResult {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    return { kind: "missing", message: "does not exist" };
  }
  if (error.code === "EACCES" || error.code === "EPERM") {
    return { kind: "denied", message: "may not be run by this user" };
  }
  return { kind: "failed", message: `could not be started: ${error.message}` };
}
