/** `postfix-ls` in this process, on the real machine: its files, its programs, its Postfix. */
import { tmpdir } from "node:os";
import { runCli } from "../../server/src/cli/run";
import type { CliRuntime } from "../../server/src/cli/runtime";
import { nodeExec } from "../../server/src/node/exec";
import { nodeFiles, nodeFileWriter } from "../../server/src/node/files";
import { readMachine } from "../../server/src/node/machine";
import { collector, NOTHING_MORE, type Outcome } from "../cli/support";

/** Runs a command line; `more` takes the place of parts of the machine. */
export async function runReal(words: readonly string[], more: Partial<CliRuntime> = {}): Promise<Outcome> {
  const stdout = collector();
  const stderr = collector();
  const code = await runCli(words, {
    files: nodeFiles,
    writer: nodeFileWriter,
    exec: nodeExec,
    machine: readMachine,
    stdout,
    stderr,
    cwd: tmpdir(),
    env: {},
    ...NOTHING_MORE,
    ...more,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}
