// What an editor does with one file, timed: start a server, open the file, type in it, ask for completion.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { connect, delay } from "./client.mjs";

/** How many characters are typed, and how often completion is asked for again, in one session. */
const repetitions = { edit: 5, completion: 3 };

/** Typing ends early once it has taken this many milliseconds; the slowest peers need it. */
const enough = 1200;

/**
 * Runs a session.
 * @param server one of servers.mjs
 * @param file what is opened: `{ path, text, edit, completion }`
 * @param want which parts are needed: `first` (open at once, timed from the start), `open`, `edit`,
 *   `completion`, `memory`; how long the start takes is always measured
 * @param note is called with the name of a measurement and a figure: milliseconds, bytes, a number of items
 * @returns a function that ends what is left of the session. A server whose memory is looked at after a second of rest
 *   stays until then, so that neither the rest nor its end is in the way of other sessions.
 */
export async function runSession(server, file, want, note) {
  const folder = pathToFileURL(dirname(file.path)).href;
  const begun = performance.now();
  const client = connect(server);
  try {
    const { result } = await client.initialize(folder);
    note("start", performance.now() - begun);
    const settled = settle(client, server);
    client.notify("initialized", {});
    if (want.first) {
      await openDocument(client, server, file, result.capabilities).open();
      note("first", performance.now() - begun);
    } else if (want.open) {
      await settled;
      const document = openDocument(client, server, file, result.capabilities);
      note("open", await document.open());
      if (want.edit) await typeInto(document, client, note);
      if (want.completion && file.completion) await complete(client, document.uri, file.completion, note);
    }
    if (want.memory) {
      const rested = delay(1000).then(() => note("memory", residentBytes(client.pid)));
      return () => rested.finally(client.stop);
    }
    await client.stop();
    return async () => {};
  } catch (error) {
    await client.stop();
    throw error;
  }
}

/** Resolves when the server has done what it does after `initialized`: asked for settings, looked at the machine. */
async function settle(client, server) {
  if (server.settledBy) await client.next(server.settledBy, () => true).catch(() => {});
  await client.quiet(80);
}

/** An open document whose diagnostics come the way the server offers: asked for where it can be asked. */
function openDocument(client, server, file, capabilities) {
  const uri = pathToFileURL(file.path).href;
  const { diagnosticProvider, textDocumentSync } = capabilities;
  const isIncremental = (textDocumentSync.change ?? textDocumentSync) === 2;
  let version = 1;
  let text = file.text;
  let typed = false;
  let before = "[]";

  /** Does something to the document; answers how long it took until diagnostics were here that were not before. */
  const timed = async (act) => {
    let items;
    const fits = (params) =>
      params.uri === uri &&
      (params.version === undefined || params.version === version) &&
      JSON.stringify(params.diagnostics) !== before;
    const pushed = diagnosticProvider ? undefined : client.next("textDocument/publishDiagnostics", fits);
    const begun = performance.now();
    act();
    if (pushed) items = (await pushed).diagnostics;
    else {
      const { identifier } = diagnosticProvider;
      const { result } = await client.request("textDocument/diagnostic", {
        textDocument: { uri },
        identifier,
      });
      items = result.items;
    }
    const took = performance.now() - begun;
    const after = JSON.stringify(items);
    if (after === before)
      throw new Error(`${server.id}: the diagnostics are those from before, ${after.length} bytes`);
    before = after;
    return took;
  };

  return {
    uri,
    open() {
      const textDocument = { uri, languageId: server.languageId, version, text };
      return timed(() => client.notify("textDocument/didOpen", { textDocument }));
    },
    /** Types one character, or takes it away again. */
    edit() {
      const { line, character, insert } = file.edit;
      const start = { line, character };
      const end = typed ? { line, character: character + insert.length } : start;
      const change = { range: { start, end }, text: typed ? "" : insert };
      text = typed ? file.text : insertAt(file.text, line, character, insert);
      version += 1;
      typed = !typed;
      const contentChanges = [isIncremental ? change : { text }];
      return timed(() =>
        client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges }),
      );
    },
  };
}

async function typeInto(document, client, note) {
  const begun = performance.now();
  for (let count = 0; count < repetitions.edit && performance.now() - begun < enough; count += 1) {
    // As a person types: the server is done with the last character when the next one comes.
    await client.quiet(40);
    note("edit", await document.edit());
  }
}

async function complete(client, uri, position, note) {
  for (let count = 0; count <= repetitions.completion; count += 1) {
    await client.quiet(20);
    const begun = performance.now();
    const params = { textDocument: { uri }, position, context: { triggerKind: 1 } };
    const { result, bytes } = await client.request("textDocument/completion", params);
    note(count === 0 ? "completion-first" : "completion", performance.now() - begun);
    const items = Array.isArray(result) ? result : (result?.items ?? []);
    if (items.length === 0) throw new Error("completion answered an empty list");
    note("completion-items", items.length);
    note("completion-bytes", bytes);
  }
}

function insertAt(text, line, character, inserted) {
  let start = 0;
  for (let at = 0; at < line; at += 1) start = text.indexOf("\n", start) + 1;
  return text.slice(0, start + character) + inserted + text.slice(start + character);
}

/** Resident memory of a process; undefined where the system does not tell it this way. */
function residentBytes(pid) {
  try {
    const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
