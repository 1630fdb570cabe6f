/** What the texts about a check have in common. */
import type { TrinityVerdict } from "../../contract/trinity";
import type { Colors } from "../colors";
import { wrap } from "../wrap";

/** How a text is to look. */
export interface TextOptions {
  readonly colors: Colors;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Below it nothing can be laid out any more. */
const NARROWEST = 40;

/** The columns that are used. */
export function columns(width: number): number {
  return Math.max(NARROWEST, width);
}

/** A verdict as one sign, so that it can be told without colours. */
export const MARKS: Readonly<Record<TrinityVerdict, string>> = {
  pass: "✓",
  warning: "!",
  fail: "✕",
  skipped: "–",
};

/** Paints what belongs to a verdict. */
export function verdictPainter(verdict: TrinityVerdict, colors: Colors): (text: string) => string {
  if (verdict === "fail") return (text) => colors.bold(colors.red(text));
  if (verdict === "warning") return (text) => colors.bold(colors.yellow(text));
  return verdict === "pass" ? colors.green : colors.dim;
}

/** A heading with a line below it. */
export function heading(text: string, { colors, width }: TextOptions): string[] {
  const lines = wrap(text, { width: columns(width), first: "", others: "", breaksWords: true });
  const longest = Math.max(...lines.map((line) => line.length));
  return [...lines.map(colors.bold), "─".repeat(longest)];
}

/** How wide labels are, with what separates them from what is labelled. */
const LABEL = 11;

/** A text with its label in front; nothing where there is no text. */
export function labelled(label: string, text: string, indentation: string, width: number): string[] {
  if (text === "") return [];
  return wrap(text, {
    width: columns(width),
    first: indentation + label.padEnd(LABEL),
    others: indentation + " ".repeat(LABEL),
    breaksWords: true,
  });
}
