/** Composition root of the language server: the real connection and the real world. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { nodeExec } from "./node/exec";
import { nodeFiles } from "./node/files";
import { readMachine } from "./node/machine";
import { startServer } from "./protocol/server";

let started = false;

/**
 * Serves on the transport that the command line names: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`.
 * Calling it again does nothing: the command line's bundle holds this module too, and the check below is true there.
 */
export function main(): void {
  if (started) return;
  started = true;
  startServer(createConnection(ProposedFeatures.all), {
    files: nodeFiles,
    exec: nodeExec,
    machine: readMachine,
  });
}

if (require.main === module) main();
