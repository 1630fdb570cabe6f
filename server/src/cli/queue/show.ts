/** `queue show ID`: a message as postcat prints it. */
import { decodeText } from "../../base/decode";
import { printMessage } from "../../tools/queue/message-text";
import { isProblem } from "../../tools/queue/programs";
import { complain, printable } from "../output";
import { CliError, EXIT, INPUT_LIMIT } from "../runtime";
import { requireRoot } from "./change";
import type { QueueRun } from "./run";

/** Prints one message: its bytes for a program, harmless text for a terminal. */
export async function showMessage(run: QueueRun): Promise<number> {
  const { runtime, options, host, ids } = run;
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) throw new CliError("show takes one queue ID");
  requireRoot(run, "show");
  const printed = await printMessage(id, host, { limit: INPUT_LIMIT, isRaw: options.raw === true });
  if (isProblem(printed)) throw new CliError(printed.text, EXIT.findings);
  const { bytes, isCut } = printed;
  if (options.json) runtime.stdout.write(`${JSON.stringify({ id, text: decodeText(bytes) })}\n`);
  else if (runtime.stdout.isTTY) {
    runtime.stdout.write(decodeText(bytes).split("\n").map(printable).join("\n"));
  } else runtime.stdout.write(bytes);
  if (isCut) complain(runtime, `${id} is larger than ${INPUT_LIMIT / 1024 / 1024} MB; the rest is left out`);
  return EXIT.done;
}
