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
/** References are followed this far; nobody hides a password deeper. */
const MAX_DEPTH = 8;

/** Knows which values of a configuration may be shown. */
export interface Secrets {
  /**
   * A value as it may be shown: with secrets replaced by {@link HIDDEN}.
   *
   * @param name the parameter that has it
   * @param scope the service (`name/type`) it is for; undefined for main.cf
   */
  show(name: string, value: string, scope?: string): string;
}

/** Looks through a configuration for secrets. What is found counts until the configuration changes. */
export function secretsOf(configuration: Configuration): Secrets {
  const passwords = usedBy(configuration, SECRET_NAME);
  const tables = usedBy(configuration, SECRET_TABLES);
  const refersToSecret = (name: string, scope: string | undefined, depth: number): boolean => {
    const value = depth > MAX_DEPTH ? undefined : configuration.valueOf(name, scope);
    if (!value) return false;
    return referencedNames(value.expression).some(
      (other) => SECRET_NAME.test(other) || passwords.has(other) || refersToSecret(other, scope, depth + 1),
    );
  };
  return {
    show(name, value, scope) {
      if (value === "") return value;
      if (SECRET_NAME.test(name) || passwords.has(name) || refersToSecret(name, scope, 0)) return HIDDEN;
      const masked = SECRET_TABLES.test(name) || tables.has(name) ? hideInlineTables(value) : value;
      return masked.replace(/(:\/\/[^\s:@/]*:)[^\s@/]+@/g, `$1${HIDDEN}@`);
    },
  };
}

/** The user's own names whose values go into parameters with a name like this. */
function usedBy(configuration: Configuration, pattern: RegExp): Set<string> {
  const found = new Set<string>();
  const pending: Expression[] = [];
  const mainExpression = (name: string) => configuration.definitions(name).at(-1)?.node?.expression;
  for (const name of configuration.definedNames()) {
    const expression = pattern.test(name) ? mainExpression(name) : undefined;
    if (expression) pending.push(expression);
  }
  const overrides = (wanted: (name: string) => boolean) =>
    [...configuration.scopes()].flatMap((scope) =>
      [...configuration.overridesOfScope(scope)].filter(([name]) => wanted(name)),
    );
  for (const [, override] of overrides((name) => pattern.test(name))) pending.push(override.expression);
  for (let expression = pending.pop(); expression; expression = pending.pop()) {
    for (const name of referencedNames(expression)) {
      // What Postfix has built in is not where people keep passwords.
      if (found.has(name) || configuration.builtinKind(name) !== undefined) continue;
      found.add(name);
      const expression = mainExpression(name);
      if (expression) pending.push(expression);
      for (const [, override] of overrides((other) => other === name)) pending.push(override.expression);
    }
  }
  return found;
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
