/** A message in a queue as a text: postcat(1) prints it with its envelope. */
import { encodeLatin1 } from "../../base/decode";
import type { Bytes } from "../../matching/lookup";
import type { QueueHost, QueueProblem } from "./programs";
import { findProgram, instanceOptions, problemOf } from "./programs";

/** How to print a message. */
export interface MessageOptions {
  /** Bytes after which the rest is left out. */
  readonly limit: number;
  /** Only the message itself, as it is sent: no envelope, and no lines of postcat's. */
  readonly isRaw?: boolean;
}

/** A message, or as much of it as there is room for. */
export interface PrintedText {
  readonly bytes: Uint8Array;
  /** Whether something was left out. */
  readonly isCut: boolean;
}

/** How long a message may take to be printed. */
const TIMEOUT = 60_000;

/** Queue IDs have these characters only; postcat takes anything else for the name of a file. */
export function isQueueId(text: string): boolean {
  return /^[0-9A-Za-z]{5,}$/.test(text);
}

/** Prints a message. Never rejects. */
export async function printMessage(
  id: string,
  host: QueueHost,
  { limit, isRaw }: MessageOptions,
): Promise<PrintedText | QueueProblem> {
  if (!isQueueId(id)) return { kind: "failed", text: `'${id}' is no queue ID.` };
  const program = await findProgram(host, "postcat");
  if (typeof program !== "string") return program;
  let text: Bytes = "";
  let isCut = false;
  const result = await host.exec.run({
    program,
    args: [...instanceOptions(host), ...(isRaw ? ["-bh"] : []), "-q", id],
    timeout: TIMEOUT,
    outputLimit: 100_000,
    onOutput: (more) => {
      isCut ||= text.length + more.length > limit;
      text += more.slice(0, Math.max(0, limit - text.length));
    },
  });
  if (result.kind !== "exit" || result.code !== 0) {
    const problem = problemOf("postcat", result, host.directory);
    return /No such file/.test(problem.text)
      ? {
          kind: "failed",
          text: `${id} is not in the queue any more: delivered, requeued or deleted meanwhile.`,
        }
      : problem;
  }
  return { bytes: encodeLatin1(text), isCut };
}
