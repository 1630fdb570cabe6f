/** Composition root of the language server: the real connection and the real world. */
import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { createBackground } from "./node/background";
import { nodeExec } from "./node/exec";
import { nodeFiles, nodeFileWriter } from "./node/files";
import { readMachine } from "./node/machine";
import { loadNetwork } from "./node/network";
import { scriptCommand } from "./node/own-command";
import { readPcre2Module } from "./node/pcre2-module";
import { nodeScratch } from "./node/scratch";
import { startServer } from "./protocol/server";

/** Serves on the transport that the command line names: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
export function main(): void {
  startServer(createConnection(ProposedFeatures.all), {
    files: nodeFiles,
    writer: nodeFileWriter,
    scratch: nodeScratch,
    exec: nodeExec,
    machine: readMachine,
    pcre2: readPcre2Module,
    network: loadNetwork,
    background: createBackground(join(__dirname, "worker.js")),
    cliCommand: scriptCommand(process, join(__dirname, "cli.js")),
  });
}

if (require.main === module) main();
