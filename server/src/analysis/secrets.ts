/**
 * Which values are nobody's business: passwords of database clients and of
 * SASL logins. They never leave the file through a hover, an outline or a
 * report.
 */
import { splitListWords } from "../syntax/lists";
import { parseTableReference } from "../syntax/table-reference";
import type { Expression } from "../syntax/value";
import { type Configuration, referencedNames } from "./model/configuration";

/** What stands in place of a secret. */
export const HIDDEN = "(hidden)";

/** Names that hold a password, such as `accounts_bind_pw`. */
const SECRET_NAME = /(^|_)(password|passwd|bind_pw|pw|secret)$/i;
/** Parameters whose tables hold passwords; the name of a file is none, the text of an inline table is. */
const SECRET_TABLES = /_sasl_password_maps$/;
/** Table types that hold their content in the configuration itself. */
const INLINE_TYPES = new Set(["inline", "static"]);

/** Knows which values of a configuration may be shown. */
export interface Secrets {
  /**
   * A value as it may be shown: with secrets replaced by {@link HIDDEN}.
   *
   * @param name the parameter that has it, in main.cf or for a service
   */
  show(name: string, value: string): string;
}

/** Looks through a configuration for secrets. What is found counts until the configuration changes. */
export function secretsOf(configuration: Configuration): Secrets {
  const secret = namesLike(configuration, SECRET_NAME);
  const tables = namesLike(configuration, SECRET_TABLES);
  if (secret.size > 0) {
    addSources(configuration, secret);
    addUsers(configuration, secret);
  }
  if (tables.size > 0) {
    addSources(configuration, tables);
    addUsers(configuration, tables);
  }
  return {
    show(name, value) {
      if (value === "") return value;
      // A line that Postfix refuses sets nothing, and may hold a password all the same.
      if (secret.has(name) || SECRET_NAME.test(name)) return HIDDEN;
      const masked = tables.has(name) || SECRET_TABLES.test(name) ? hideInlineTables(value) : value;
      return masked.replace(/(:\/\/[^\s:@/]*:)[^\s@/]+@/g, `$1${HIDDEN}@`);
    },
  };
}

/** Everything that main.cf or a service sets: names and values, each value that counts. */
function* settings(configuration: Configuration): Iterable<[name: string, expression: Expression]> {
  for (const name of configuration.definedNames()) {
    const expression = configuration.definitions(name).at(-1)?.node?.expression;
    if (expression) yield [name, expression];
  }
  for (const scope of configuration.scopes()) {
    for (const [name, override] of configuration.overridesOfScope(scope)) yield [name, override.expression];
  }
}

function namesLike(configuration: Configuration, pattern: RegExp): Set<string> {
  const names = new Set<string>();
  for (const [name] of settings(configuration)) if (pattern.test(name)) names.add(name);
  return names;
}

/** Adds the user's own names whose values go into a name of the set. */
function addSources(configuration: Configuration, names: Set<string>): void {
  const values = new Map<string, Expression[]>();
  for (const [name, expression] of settings(configuration)) {
    const list = values.get(name);
    if (list) list.push(expression);
    else values.set(name, [expression]);
  }
  // A set goes on to what is added while it is walked through.
  for (const name of names) {
    for (const source of (values.get(name) ?? []).flatMap((value) => referencedNames(value))) {
      // What Postfix has built in is not where people keep passwords.
      if (values.has(source) && configuration.builtinKind(source) === undefined) names.add(source);
    }
  }
}

/** Adds the names whose values a name of the set goes into. */
function addUsers(configuration: Configuration, names: Set<string>): void {
  const users = new Map<string, string[]>();
  for (const [name, expression] of settings(configuration)) {
    for (const source of referencedNames(expression)) {
      const list = users.get(source);
      if (list) list.push(name);
      else users.set(source, [name]);
    }
  }
  for (const name of names) {
    for (const user of users.get(name) ?? []) names.add(user);
    for (const user of configuration.facts.defaultReferences.get(name) ?? []) names.add(user);
  }
}

/** Replaces what stands in `static:` and `inline:` tables. */
function hideInlineTables(value: string): string {
  let result = "";
  let position = 0;
  for (const word of splitListWords(value)) {
    const table = parseTableReference(word);
    if (!table || !INLINE_TYPES.has(table.type.text)) continue;
    result += value.slice(position, table.name.start) + HIDDEN;
    position = table.name.end;
  }
  return result + value.slice(position);
}
