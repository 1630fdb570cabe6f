/** Offsets → line and character, as the protocol counts them. */
import type { Range } from "vscode-languageserver-types";
import type { SourceText } from "../base/source-text";

/** The range between two document offsets. */
export function rangeOf(source: SourceText, start: number, end: number): Range {
  return { start: source.positionAt(start), end: source.positionAt(end) };
}
