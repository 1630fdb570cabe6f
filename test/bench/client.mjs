// A language client in a few lines: starts a server, speaks JSON-RPC over its standard streams, and answers what
// servers ask of an editor. Small on purpose: what is measured should be the server, not the client.
import { spawn } from "node:child_process";

const headerEnd = Buffer.from("\r\n\r\n");

/** What an editor of today announces; both ways to get diagnostics among it. */
const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: true, didSave: true },
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    completion: {
      contextSupport: true,
      completionItem: {
        snippetSupport: true,
        commitCharactersSupport: true,
        documentationFormat: ["markdown", "plaintext"],
        deprecatedSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        resolveSupport: { properties: ["documentation", "detail", "additionalTextEdits"] },
      },
      completionList: {
        itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"],
      },
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

// Every server that runs, so that none outlives this process, whatever ends it.
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts a server and connects to it.
 * @param server one of servers.mjs
 * @param timeout milliseconds after which an answer counts as missing
 */
export function connect(server, timeout = 60_000) {
  const child = spawn(process.execPath, server.args, { stdio: ["pipe", "pipe", "pipe"], env: server.env });
  running.add(child);
  const pending = new Map();
  const listeners = new Set();
  let lastId = 0;
  let lastHeard = performance.now();
  let errors = "";

  const fail = (message) => {
    const error = new Error(`${server.id}: ${message}${errors === "" ? "" : `\n${errors.slice(-2000)}`}`);
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    for (const { reject } of listeners) reject(error);
    listeners.clear();
  };
  child.stderr.on("data", (data) => (errors += data));
  child.stdin.on("error", () => {});
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => {
    running.delete(child);
    fail(`ended with ${signal ?? `code ${code}`}`);
  });

  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  };
  const receive = (message, bytes) => {
    lastHeard = performance.now();
    if (message.method === undefined) {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.error) waiting?.reject(new Error(`${server.id}: ${message.error.message}`));
      else waiting?.resolve({ result: message.result, bytes });
    } else if (message.id === undefined) {
      for (const listener of [...listeners]) listener.hear(message);
    } else send({ id: message.id, result: answer(message, server) });
  };
  child.stdout.on("data", createReader(receive));

  const limited = (what, start) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${server.id}: no ${what} within ${timeout} ms`)),
        timeout,
      );
      start(
        (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        (error) => {
          clearTimeout(timer);
          reject(error);
        },
      );
    });

  const request = (method, params) =>
    limited(method, (resolve, reject) => {
      lastId += 1;
      pending.set(lastId, { resolve, reject });
      send({ id: lastId, method, params });
    });

  return {
    pid: child.pid,
    /** @returns the parsed result and how many bytes it came in */
    request,
    notify: (method, params) => send({ method, params }),
    /** The parameters of the next notification `method` that `fits`. */
    next: (method, fits) =>
      limited(method, (resolve, reject) => {
        const listener = {
          reject,
          hear(message) {
            if (message.method !== method || !fits(message.params)) return;
            listeners.delete(listener);
            resolve(message.params);
          },
        };
        listeners.add(listener);
      }),
    initialize: (rootUri) =>
      request("initialize", {
        processId: process.pid,
        clientInfo: { name: "bench" },
        locale: "en",
        rootUri,
        workspaceFolders: [{ uri: rootUri, name: "bench" }],
        capabilities,
        initializationOptions: server.initializationOptions,
      }),
    /** Resolves once the server has said nothing for a while. */
    async quiet(milliseconds) {
      lastHeard = Math.max(lastHeard, performance.now());
      while (performance.now() - lastHeard < milliseconds) {
        await delay(milliseconds - (performance.now() - lastHeard) + 1);
      }
    },
    /** Ends the server as an editor does, or by force when that does not help. */
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      request("shutdown")
        .then(() => send({ method: "exit" }))
        .catch(() => {});
      const timer = setTimeout(() => child.kill("SIGKILL"), 2000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** A promise that resolves after a while. */
export function delay(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What an editor answers when a server asks. */
function answer({ method, params }, server) {
  if (method === "workspace/configuration") {
    return params.items.map(({ section }) => server.settings[section] ?? null);
  }
  if (method === "workspace/workspaceFolders") return [];
  if (method === "workspace/applyEdit") return { applied: false };
  // Registrations, progress tokens and refresh requests only want to be acknowledged.
  return null;
}

/** Takes the stream apart into messages. */
function createReader(receive) {
  let chunks = [];
  let size = 0;
  let wanted = 0;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    // Joining the pieces only once enough of them are there keeps a large message cheap.
    while (size > 0 && size >= wanted) {
      const data = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      const bodyStart = data.indexOf(headerEnd) + headerEnd.length;
      chunks = [data];
      if (bodyStart < headerEnd.length) return;
      const length = Number(/Content-Length: *(\d+)/i.exec(data.toString("latin1", 0, bodyStart))?.[1]);
      if (!Number.isInteger(length)) throw new Error("a message without Content-Length");
      wanted = bodyStart + length;
      if (size < wanted) return;
      const body = data.toString("utf8", bodyStart, wanted);
      chunks = [data.subarray(wanted)];
      size -= wanted;
      wanted = 0;
      receive(JSON.parse(body), length);
    }
  };
}
