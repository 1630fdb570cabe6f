#!/usr/bin/env node
/** The command-line program: puts the real world into the command line. */
import { runCli } from "./cli/run";
import { CliError, INPUT_LIMIT, type Output } from "./cli/runtime";
import { askAtTerminal } from "./node/ask";
import { nodeExec } from "./node/exec";
import { nodeFiles, nodeFileWriter } from "./node/files";
import { readMachine } from "./node/machine";
import { loadNetwork } from "./node/network";
import { ownCommand } from "./node/own-command";
import { readPcre2Module } from "./node/pcre2-module";
import { nodeScratch } from "./node/scratch";
import { expectShortLife } from "./node/short-life";

function outputTo(stream: NodeJS.WriteStream): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever reads may have read enough, as `head` does: that is no fault, and changes nothing about the exit code.
    if (error.code !== "EPIPE") process.exit(2);
  });
  return { write: (data) => void stream.write(data), isTTY: stream.isTTY === true, columns: stream.columns };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > INPUT_LIMIT) {
      throw new CliError(
        `standard input is larger than ${INPUT_LIMIT / 1024 / 1024} MB, which no mail is; give a smaller one`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// A server is no short-lived process, and a queue may be long.
if (!process.argv.includes("--stdio") && process.argv[2] !== "queue") expectShortLife();
runCli(process.argv.slice(2), {
  files: nodeFiles,
  writer: nodeFileWriter,
  scratch: nodeScratch,
  exec: nodeExec,
  machine: readMachine,
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  cwd: process.cwd(),
  env: process.env,
  command: ownCommand(process),
  readStdin,
  ask: askAtTerminal,
  pcre2: readPcre2Module,
  network: loadNetwork,
  startServer: async () => {
    // Only now: nothing but this verb needs the protocol's code, and loading it takes time.
    const { main } = await import("./server-main");
    main();
    // The server ends the process when its client says so.
    return new Promise<number>(() => {});
  },
}).then((code) => {
  process.exitCode = code;
});
