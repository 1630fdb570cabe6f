/**
 * Placeholders of template languages in lookup tables. Patterns hold much that
 * looks like one elsewhere, such as `<IFRAME>` or `%20`, so only those of
 * Jinja and ERB count, opened and closed.
 */

const PLACEHOLDER = /\{%.*?%\}|<%.*?%>|\{\{[-\s]*[A-Za-z_][^{}]*\}\}/;

/** Whether a text holds a placeholder or a statement of a template. */
export function isTableTemplate(text: string): boolean {
  return (text.includes("{%") || text.includes("<%") || text.includes("{{")) && PLACEHOLDER.test(text);
}
