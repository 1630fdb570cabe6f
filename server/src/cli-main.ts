#!/usr/bin/env node
/** The command-line program: puts the real world into the command line. */
import { runCli } from "./cli/run";
import type { Output } from "./cli/runtime";
import { nodeExec } from "./node/exec";
import { nodeFiles, nodeFileWriter } from "./node/files";
import { readMachine } from "./node/machine";

function outputTo(stream: NodeJS.WriteStream): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever reads may have read enough, as `head` does: that is no fault, and changes nothing about the exit code.
    if (error.code !== "EPIPE") process.exit(2);
  });
  return { write: (data) => void stream.write(data), isTTY: stream.isTTY === true };
}

runCli(process.argv.slice(2), {
  files: nodeFiles,
  writer: nodeFileWriter,
  exec: nodeExec,
  machine: readMachine,
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  cwd: process.cwd(),
  env: process.env,
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
