/**
 * Placeholders of template languages in lookup tables. Patterns hold much that
 * looks like one elsewhere, such as `<IFRAME>` or `%20`, so only those of
 * Jinja and ERB count, opened and closed.
 */

const VARIABLE = /\{\{[-\s]*[A-Za-z_][^{}]*\}\}/;

/** Whether a text holds a placeholder or a statement of a template. */
export function isTableTemplate(text: string): boolean {
  return holds(text, "{%", "%}") || holds(text, "<%", "%>") || (text.includes("{{") && VARIABLE.test(text));
}

/** Whether something is opened and, behind that, closed. */
function holds(text: string, open: string, close: string): boolean {
  const start = text.indexOf(open);
  return start >= 0 && text.includes(close, start + open.length);
}
