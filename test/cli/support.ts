/** A world for command lines in tests: files in memory, no Postfix unless a test puts one in. */
import { runCli } from "../../server/src/cli/run";
import type { CliRuntime, Output } from "../../server/src/cli/runtime";
import { readPcre2Module } from "../../server/src/node/pcre2-module";
import { nodeScratch } from "../../server/src/node/scratch";
import type { Exec, ExecResult } from "../../server/src/ports/exec";
import type { FileError, FileResult, Files, FileWriter } from "../../server/src/ports/files";
import type { MachineFacts } from "../../server/src/ports/machine";
import type { Network } from "../../server/src/ports/network";
import { noNetwork } from "../support/no-network";

/** What is at a path: text (UTF-8), bytes, or why it cannot be read. Directories follow from the paths. */
export type FakeFile = string | Uint8Array | FileError;

/** Files in memory. */
export function fakeFiles(contents: Readonly<Record<string, FakeFile>>): Files {
  const missing: FileError = { kind: "missing", message: "no such file or directory" };
  const fail = (error: FileError) => ({ ok: false, error }) as const;
  const isDirectory = (path: string) =>
    Object.keys(contents).some((name) => name.startsWith(path === "/" ? "/" : `${path}/`));
  const at = (path: string): FileResult<Uint8Array> => {
    if (!Object.hasOwn(contents, path)) {
      return fail(isDirectory(path) ? { kind: "not-a-file", message: "is a directory" } : missing);
    }
    const content = contents[path]!;
    if (typeof content === "string") return { ok: true, value: new TextEncoder().encode(content) };
    return content instanceof Uint8Array ? { ok: true, value: content } : fail(content);
  };
  return {
    read: async (path) => at(path),
    info: async (path) => {
      if (isDirectory(path)) return { ok: true, value: { kind: "directory", size: 0, modified: 0 } };
      const read = at(path);
      // A file that may not be read can still be seen.
      if (!read.ok && read.error.kind === "missing") return read;
      return { ok: true, value: { kind: "file", size: read.ok ? read.value.length : 0, modified: 0 } };
    },
    list: async (path) =>
      isDirectory(path)
        ? { ok: true, value: Object.keys(contents).filter((name) => name.startsWith(`${path}/`)) }
        : fail(missing),
  };
}

/** What the name of a backup of the fake writer ends in. */
export const FAKE_BACKUP = ".20261124T090000Z.bak";

/** Writes files in memory; the contents are changed in place. */
export function fakeWriter(contents: Record<string, FakeFile>): FileWriter {
  const files = fakeFiles(contents);
  return {
    replace: async (path, expected, content, backup = false) => {
      const read = await files.read(path);
      if (!read.ok) return read;
      if (!Buffer.from(read.value).equals(expected)) {
        return { ok: false, error: { kind: "changed", message: "has changed in the meantime" } };
      }
      contents[path] = content;
      if (!backup) return { ok: true, value: { backup: undefined } };
      contents[`${path}${FAKE_BACKUP}`] = read.value;
      return { ok: true, value: { backup: `${path}${FAKE_BACKUP}` } };
    },
    create: async (path, content) => {
      if (contents[path] !== undefined) {
        return { ok: false, error: { kind: "changed", message: "is there already" } };
      }
      contents[path] = content;
      return { ok: true, value: undefined };
    },
    remove: async (path, expected) => {
      const read = await files.read(path);
      if (!read.ok) return read;
      if (!Buffer.from(read.value).equals(expected)) {
        return { ok: false, error: { kind: "changed", message: "has changed in the meantime" } };
      }
      delete contents[path];
      contents[`${path}${FAKE_BACKUP}`] = read.value;
      return { ok: true, value: { backup: `${path}${FAKE_BACKUP}` } };
    },
  };
}

const DENIED = { ok: false, error: { kind: "denied", message: "permission denied" } } as const;

/** May write nothing. */
const READ_ONLY: FileWriter = {
  replace: async () => DENIED,
  create: async () => DENIED,
  remove: async () => DENIED,
};

/** An installed Postfix that answers every question with what `answer` gives for its arguments. */
export function fakePostfix(answer: (args: readonly string[]) => ExecResult): Exec & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    find: async (program) => `/usr/sbin/${program}`,
    run: async ({ program, args }) => {
      asked.push([program, ...args].join(" "));
      return answer(args);
    },
  };
}

/** A machine without Postfix. */
export const NO_POSTFIX: Exec = {
  find: async () => undefined,
  run: async () => ({ kind: "missing", message: "does not exist" }),
};

/** A machine that is the same everywhere. */
export const MACHINE: MachineFacts = {
  hostname: "mail.example.test",
  addresses: [{ family: "IPv4", address: "192.0.2.1", netmask: "255.255.255.0" }],
  hosts: new Map(),
  processId: 4711,
};

/** What a test may say of the world. */
export interface World {
  readonly files?: Record<string, FakeFile>;
  readonly exec?: Exec;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly machine?: MachineFacts;
  /** Name servers and other machines; a test that asks for them without saying what they are fails. */
  readonly network?: Network;
  /** What stands on standard input: text (UTF-8), or bytes. */
  readonly stdin?: string | Uint8Array;
  /** What somebody types when asked; without it there is nobody to ask. */
  readonly answer?: string;
  /** Files may be written; `files` is changed then. */
  readonly isWritable?: boolean;
}

/** How a run ended. Output is text, or bytes a character each where it was written as bytes. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line; its words are separated by blanks. */
export async function run(line: string, world: World = {}): Promise<Outcome> {
  const stdout = collector(world.isTTY);
  const stderr = collector(world.isTTY);
  const runtime: CliRuntime = {
    files: fakeFiles(world.files ?? {}),
    writer: world.isWritable ? fakeWriter(world.files ?? {}) : READ_ONLY,
    exec: world.exec ?? NO_POSTFIX,
    machine: () => world.machine ?? MACHINE,
    stdout,
    stderr,
    cwd: world.cwd ?? "/home/user",
    env: world.env ?? {},
    scratch: nodeScratch,
    command: ["postfix-ls"],
    readStdin: async () =>
      typeof world.stdin === "string"
        ? new TextEncoder().encode(world.stdin)
        : (world.stdin ?? new Uint8Array()),
    ask: async (question) => {
      stderr.write(question);
      return world.answer;
    },
    pcre2: readPcre2Module,
    network: async () => world.network ?? noNetwork(),
    startServer: async () => {
      stdout.write("(language server)\n");
      return 0;
    },
  };
  const code = await runCli(
    line.split(" ").filter((word) => word !== ""),
    runtime,
  );
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Collects what is written. */
export function collector(isTTY = false): Output & { text(): string } {
  let text = "";
  return {
    isTTY,
    write: (data) => {
      text += typeof data === "string" ? data : Buffer.from(data).toString("latin1");
    },
    text: () => text,
  };
}

/** What verbs need that read nothing, try nothing out and know nothing of tables. */
export const NOTHING_MORE: Pick<
  CliRuntime,
  "scratch" | "command" | "readStdin" | "ask" | "pcre2" | "network" | "startServer"
> = {
  scratch: nodeScratch,
  command: ["postfix-ls"],
  readStdin: async () => new Uint8Array(),
  ask: async () => undefined,
  pcre2: readPcre2Module,
  network: noNetwork,
  startServer: async () => 0,
};

/** One text of an outcome, for snapshots. */
export function transcript(line: string, { code, stdout, stderr }: Outcome): string {
  const block = (name: string, text: string) => (text === "" ? "" : `--- ${name}\n${text}`);
  return `$ postfix-ls ${line}\n${block("stdout", stdout)}${block("stderr", stderr)}--- exit code ${code}\n`;
}
