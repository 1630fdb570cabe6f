/** A message in a queue as a text: postcat(1) prints it with its envelope. */
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
  const pieces: Uint8Array[] = [];
  let size = 0;
  let left = limit;
  const result = await host.exec.run({
    program,
    args: [...instanceOptions(host), ...(isRaw ? ["-bh"] : []), "-q", id],
    timeout: TIMEOUT,
    outputLimit: 100_000,
    onOutput: (data) => {
      const piece = data.subarray(0, Math.max(0, left));
      left -= data.length;
      size += piece.length;
      pieces.push(piece);
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
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, isCut: left < 0 };
}
