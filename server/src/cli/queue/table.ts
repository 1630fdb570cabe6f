/** Columns of text, and bars. */

/** Which columns begin at the same place; the others end there. */
export interface TableForm {
  readonly left: readonly number[];
  readonly heading: (text: string) => string;
}

/** Rows below a heading; nothing where there are no rows. */
export function table(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  form: TableForm,
): string {
  if (rows.length === 0) return "";
  const widths = heading.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]!.length), title.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        form.left.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd();
  return [form.heading(line(heading)), ...rows.map(line)].map((text) => `${text}\n`).join("");
}

/** Eighths of a block. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar for a part of a whole, of at most so many characters; what is there at all is seen. */
export function bar(part: number, width: number): string {
  if (part <= 0) return "";
  const eighths = Math.max(1, Math.round(part * width * 8));
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}
