/** Placeholders and statements of template languages, which become Postfix's syntax only when they are filled in. */

/**
 * `{% %}`, `{# #}` and `{{ name }}` of Jinja, `<% %>` of ERB. `${{` and
 * `:{{a = b}` are Postfix's own.
 */
const PLACEHOLDER = /\{[%#]|[%#]\}|<%|%>|(?<![$:{])\{\{[-\s]*[A-Za-z_][^{}=]*\}\}/;
const STATEMENT = /^\s*(?:\{[%#{]|<%)/;

/** Whether a text holds a placeholder, so that nobody knows yet what Postfix will read. */
export function isTemplated(text: string): boolean {
  return (text.includes("{") || text.includes("%")) && PLACEHOLDER.test(text);
}

/** Whether a logical line starts with a statement or placeholder of a template. */
export function isTemplateLine(text: string): boolean {
  return STATEMENT.test(text) && isTemplated(text);
}
