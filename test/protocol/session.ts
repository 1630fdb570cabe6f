/** A language server over a wire, and a client to talk to it with. */
import { PassThrough } from "node:stream";
import { afterEach } from "vitest";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { createConnection, type Diagnostic, type InitializeResult } from "vscode-languageserver/node";
import { posixEngine } from "../../server/src/matching/posix/engine";
import { readPcre2Module } from "../../server/src/node/pcre2-module";
import { nodeScratch } from "../../server/src/node/scratch";
import type { Background } from "../../server/src/ports/background";
import type { Exec } from "../../server/src/ports/exec";
import type { FileResult, Files, FileWriter } from "../../server/src/ports/files";
import type { Network } from "../../server/src/ports/network";
import { startServer } from "../../server/src/protocol/server";
import { type ExpressionJob, runExpressionJob } from "../../server/src/tools/queue/expression-job";
import type { TableJob } from "../../server/src/tools/table-test/job";
import { runTableJob } from "../../server/src/tools/table-test/run";
import { noNetwork } from "../support/no-network";
import { PCRE2 } from "../support/pcre2";

const MISSING: FileResult<never> = { ok: false, error: { kind: "missing", message: "no such file" } };
/** A client that asks for diagnostics. */
export const PULLS = { textDocument: { diagnostic: {} }, workspace: { configuration: true } };

/** Jobs are done at once; what a thread adds to that, test/node/background.test.ts shows. */
const BACKGROUND: Background = {
  run: async (job) => ({
    kind: "done",
    value:
      (job as ExpressionJob).kind === "expression"
        ? runExpressionJob(job as ExpressionJob)
        : runTableJob(job as TableJob, { pcre: PCRE2, regexp: posixEngine }),
  }),
};

const open: MessageConnection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.dispose();
});

/** A conversation with a server. */
export interface Session {
  readonly client: MessageConnection;
  readonly result: InitializeResult;
  /** Programs that the server looked for or started. */
  readonly asked: string[];
  /** Diagnostics that the server sent, in order. */
  readonly sent: { uri: string; version?: number; diagnostics: Diagnostic[] }[];
  /** What the server told the user. */
  readonly shown: readonly string[];
  /** How often the server asked the client to ask for diagnostics again. */
  refreshes(): number;
  open(uri: string, text: string, languageId?: string): void;
  rules(uri: string): Promise<string[]>;
}

/** The world that the server lives in. */
export interface SessionOptions {
  /** Texts by path; what the server writes changes them. */
  files?: Record<string, string>;
  /** Writes in place of the one that changes `files`. */
  writer?: Pick<FileWriter, "replace">;
  trusted?: boolean;
  /** The client has the commands of lenses in tables. */
  tableCommands?: boolean;
  settings?: object | "refused";
  /** What programs of the machine say; without it there are none. */
  postfix?: (args: readonly string[]) => { stdout?: string; stderr?: string };
  /** The programs of the machine, in place of `postfix`. */
  exec?: Exec;
  /** Who runs the server; root unless it is said. */
  userId?: number;
  background?: Background;
  /** Name servers and other machines; a test that asks for them without saying what they are fails. */
  network?: Network;
}

/** Starts a server that is told the capabilities of its client. */
export async function startSession(capabilities: object, options: SessionOptions = {}): Promise<Session> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const asked: string[] = [];
  const read = async (path: string): Promise<FileResult<Uint8Array>> => {
    const text = options.files?.[path];
    return text === undefined ? MISSING : { ok: true, value: new TextEncoder().encode(text) };
  };
  const info: Files["info"] = async (path) =>
    options.files?.[path] === undefined
      ? MISSING
      : { ok: true, value: { kind: "file", size: options.files[path].length, modified: 0 } };
  const list: Files["list"] = async (path) => {
    const inside = Object.keys(options.files ?? {}).filter((file) => file.startsWith(`${path}/`));
    const names = inside.map((file) => file.slice(path.length + 1)).filter((name) => !name.includes("/"));
    return names.length === 0 ? MISSING : { ok: true, value: names.sort() };
  };
  startServer(createConnection(toServer, toClient), {
    files: { read, info, list },
    writer: options.writer ?? memoryWriter(options.files ?? {}),
    scratch: nodeScratch,
    exec: options.exec ?? {
      find: async (program) => {
        asked.push(program);
        return options.postfix && `/usr/sbin/${program}`;
      },
      run: async ({ args }) => {
        if (!options.postfix) return { kind: "missing", message: "does not exist" };
        asked.push(args.join(" "));
        return { kind: "exit", code: 0, stdout: "", stderr: "", ...options.postfix(args) };
      },
    },
    machine: () => ({
      hostname: "host",
      addresses: [],
      hosts: new Map(),
      processId: 1,
      userId: options.userId ?? 0,
    }),
    pcre2: readPcre2Module,
    network: async () => options.network ?? noNetwork(),
    background: options.background ?? BACKGROUND,
    cliCommand: ["postfix-ls"],
  });
  const client = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  open.push(client);
  const sent: Session["sent"] = [];
  const shown: string[] = [];
  let refreshes = 0;
  client.onNotification("textDocument/publishDiagnostics", (params: Session["sent"][number]) => {
    sent.push(params);
  });
  client.onRequest("workspace/configuration", () => {
    if (options.settings === "refused") throw new Error("no settings today");
    return [options.settings ?? {}];
  });
  client.onRequest("client/registerCapability", () => null);
  client.onRequest("workspace/diagnostic/refresh", () => {
    refreshes++;
    return null;
  });
  client.onNotification("window/showMessage", ({ message }: { message: string }) => {
    shown.push(message);
  });
  client.listen();
  const { trusted, tableCommands } = options;
  const isSilent = trusted === undefined && tableCommands === undefined;
  const initializationOptions = isSilent ? undefined : { trusted, tableCommands };
  const params = { processId: null, rootUri: null, capabilities, initializationOptions };
  const result = await client.sendRequest<InitializeResult>("initialize", params);
  await client.sendNotification("initialized", {});
  return {
    client,
    result,
    asked,
    sent,
    shown,
    refreshes: () => refreshes,
    open(uri, text, languageId = uri.endsWith("master.cf") ? "postfix-master" : "postfix-main") {
      void client.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    async rules(uri) {
      const report = await client.sendRequest<{ items: Diagnostic[] }>("textDocument/diagnostic", {
        textDocument: { uri },
      });
      return report.items.map(({ code, range, source }) => `${range.start.line + 1} ${code ?? source}`);
    },
  };
}

/** Writes texts in memory; a backup is called `.bak`. */
function memoryWriter(files: Record<string, string>): Pick<FileWriter, "replace"> {
  return {
    replace: async (path, expected, content, isKept = false) => {
      const old = files[path];
      if (old === undefined) return MISSING;
      if (!Buffer.from(old).equals(expected)) {
        return { ok: false, error: { kind: "changed", message: "has changed in the meantime" } };
      }
      files[path] = new TextDecoder().decode(content);
      if (!isKept) return { ok: true, value: { backup: undefined } };
      const backup = `${path}.bak`;
      files[backup] = old;
      return { ok: true, value: { backup } };
    },
  };
}

/** Waits until `ask` is true. */
export async function until(ask: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !ask(); ) {
    if (Date.now() > end) throw new Error("waited 10 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** An installed Postfix, with what it says about a directory. */
export const installedPostfix =
  (stderr = "") =>
  (args: readonly string[]) => {
    if (args[0] === "-m") return { stdout: "hash\ntexthash\n" };
    if (args[0] !== "-d") return { stderr };
    const defaults = ["config_directory = /etc/postfix", "virtual_alias_maps =", "relayhost ="];
    const all = ["mail_version = 3.7.11", "smtpd_relay_restrictions = reject", ...defaults];
    return { stdout: `${all.join("\n")}\n` };
  };
