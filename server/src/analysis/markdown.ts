/** Small pieces of Markdown that stay what they are whatever text goes in. */

/** Text as inline code: on one line, and cut behind `limit` characters. */
export function code(text: string, limit = 80): string {
  const shown = shorten(text, limit);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padded = /^[` ]|[` ]$/.test(shown) ? ` ${shown} ` : shown;
  return `${fence}${padded}${fence}`;
}

/** A value as inline code; the empty one, which has no code, as a word. */
export function codeOrEmpty(text: string, limit = 80): string {
  return text === "" ? "*empty*" : code(text, limit);
}

/** A fenced block in a language. */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** The first line of an explanation: a name, and what it is. */
export function heading(name: string, what: string): string {
  return `**${escapeMarkdown(shorten(name, 100))}** · ${what}`;
}

/** Text on one line, cut behind `limit` characters with an ellipsis in the last place. */
export function shorten(text: string, limit: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= limit) return line;
  // Half of a surrogate pair is not a character.
  return `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Plain text as Markdown that reads the same. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\`*[\]<>~|]/g, "\\$&")
      .replace(/&(?=#?\w+;)/g, "\\&")
      // An underscore inside a word is one; at its edge it would be emphasis.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
      .replace(/^(\s*)([#+-]|\d+[.)])(?=\s)/gm, "$1\\$2")
  );
}
