/** What web pages in editors have in common, as text. No VS Code here. */
import { visible } from "./queue-words";

/** What a page consists of; its addresses are those that the page may load. */
export interface WebPage {
  readonly title: string;
  /** What it says until its content comes. */
  readonly waiting: string;
  /** What lets the page's own parts be loaded, and nothing else. */
  readonly nonce: string;
  readonly styles: readonly string[];
  readonly script: string;
}

/** The page around the content, which its script puts in. What it loads carries the nonce; nothing else is taken. */
export function webPage({ title, waiting, nonce, styles, script }: WebPage): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const links = styles.map((style) => `<link rel="stylesheet" nonce="${nonce}" href="${escaped(style)}">`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
${links.join("\n")}
</head>
<body>
<main id="page"><p>${escaped(waiting)}</p></main>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text that is nothing but text in HTML, in an attribute too. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** A text from elsewhere, in HTML. */
export function shownText(text: string): string {
  return escaped(visible(text));
}
