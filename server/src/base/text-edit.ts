/** Replacements in a text, in offsets; the protocol layer turns them into line and character. */

/** Replaces `text.slice(start, end)` by `newText`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * Applies edits that do not overlap. Edits at the same place are applied in
 * the order given.
 *
 * @throws Error when two edits overlap, or one lies outside the text: that
 *   would lose or repeat somebody's text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let result = "";
  let position = 0;
  for (const { edit } of sorted) {
    if (edit.start < position) throw new Error(`Edits overlap at offset ${edit.start}.`);
    if (edit.end < edit.start || edit.end > text.length) {
      throw new Error(`An edit from ${edit.start} to ${edit.end} lies outside the text.`);
    }
    result += text.slice(position, edit.start) + edit.newText;
    position = edit.end;
  }
  return result + text.slice(position);
}
