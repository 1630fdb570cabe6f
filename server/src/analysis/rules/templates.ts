/** Placeholders and statements of template languages, which become Postfix's syntax only when they are filled in. */

/**
 * `{% %}`, `{# #}` and `{{ name }}` of Jinja, `<% %>` of ERB, `[% %]` of Perl's Template Toolkit, `@NAME@` of
 * configure scripts, `%NAME%`, `__NAME__` and `<NAME>` of control panels.
 * `${{` and `:{{a = b}` are Postfix's own.
 */
const PLACEHOLDER =
  /\{[%#]|[%#]\}|<%|%>|\[%|%\]|(?<![$:{])\{\{[-\s]*[A-Za-z_][^{}=]*\}\}|@[A-Z][A-Z0-9_]+@|%[A-Z][A-Z0-9_]+%|(?<![A-Za-z0-9_])__[A-Z][A-Z0-9_]*[A-Z0-9]__|<[A-Z][A-Z0-9_-]+>/;
const MAY_HOLD_ONE = /[{%@<[]|__/;
const STATEMENT = /^\s*(?:\{[%#{]|<%|\[%)/;

/** Whether a text holds a placeholder, so that nobody knows yet what Postfix will read. */
export function isTemplated(text: string): boolean {
  return MAY_HOLD_ONE.test(text) && PLACEHOLDER.test(text);
}

/** Whether a logical line starts with a statement or placeholder of a template. */
export function isTemplateLine(text: string): boolean {
  return STATEMENT.test(text) && isTemplated(text);
}

/** Whether a name reads like a variable that envsubst(1) or a container's start script fills in. */
export function isEnvironmentName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]+$/.test(name);
}

/** Whether a file's name says that it is not yet what Postfix reads: filled in, or copied and edited, first. */
export function isTemplateFile(uri: string): boolean {
  return /\.(?:proto|dist|default|j2|jinja2?|erb|epp|tmpl|tpl|template|in)$/.test(uri);
}
