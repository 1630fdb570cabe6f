/** Unified diffs on standard output: bytes for programs, colours for people. */
import { createColors } from "picocolors";
import { encodeText } from "../../base/decode";
import type { FileDiff } from "../../tools/cleanup/unified-diff";
import { printable } from "../output";

/** A diff, and the bytes that its file was read from. */
export interface PrintedDiff {
  readonly diff: FileDiff;
  readonly bytes: Uint8Array;
}

/** A diff as patch(1) takes it: its lines are the bytes of the file, whatever their encoding. */
export function diffBytes({ diff, bytes }: PrintedDiff): Uint8Array {
  const header = new TextEncoder().encode(diff.header);
  const body = encodeText(diff.body, bytes);
  const whole = new Uint8Array(header.length + body.length);
  whole.set(header);
  whole.set(body, header.length);
  return whole;
}

/** A diff for a terminal, which the file cannot steer. */
export function diffForTerminal({ diff }: PrintedDiff, withColors: boolean): string {
  const { bold, cyan, green, red } = createColors(withColors);
  const lines = (text: string) => text.split("\n").slice(0, -1);
  const paint = (line: string) => {
    const shown = printable(line.replace(/\r$/, ""));
    if (line.startsWith("-")) return red(shown);
    if (line.startsWith("+")) return green(shown);
    return line.startsWith("@@") ? cyan(shown) : shown;
  };
  return [...lines(diff.header).map((line) => bold(printable(line))), ...lines(diff.body).map(paint)]
    .map((line) => `${line}\n`)
    .join("");
}
