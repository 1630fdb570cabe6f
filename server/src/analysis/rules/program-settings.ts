/** How settings come out for the programs that read them. */
import type { Configuration } from "../model/configuration";
import type { Setting } from "./settings";

/**
 * Whether main.cf sets anything. Where it does not, there is most likely no
 * main.cf beside this master.cf, and nothing can be said of what is not set.
 */
export function hasMainSettings(configuration: Configuration): boolean {
  for (const _ of configuration.definedNames()) return true;
  return false;
}

/** A yes/no parameter; false where the version has none of the name, undefined where the value is neither. */
export function isYes(configuration: Configuration, name: string, scope?: string): boolean | undefined {
  const value = configuration.expandedValueOf(name, scope);
  if (value === undefined) return configuration.valueOf(name, scope) === undefined ? false : undefined;
  if (/^yes$/i.test(value)) return true;
  return /^no$/i.test(value) ? false : undefined;
}

/** Whether a parameter has a value; one that cannot be expanded counts as set. */
export function hasValue(configuration: Configuration, name: string, scope?: string): boolean {
  return (
    configuration.valueOf(name, scope) !== undefined && configuration.expandedValueOf(name, scope) !== ""
  );
}

/**
 * The services that run a program and take a parameter from this setting;
 * `undefined` stands for main.cf alone, where there is no master.cf to tell.
 */
export function readersOf(
  { name, scope }: Pick<Setting, "name" | "scope">,
  program: string,
  configuration: Configuration,
): (string | undefined)[] {
  const scopes = configuration.scopesRunning(program);
  if (scope !== undefined) return scopes.includes(scope) ? [scope] : [];
  if (!configuration.hasServices()) return [undefined];
  return scopes.filter((each) => configuration.overridesIn(each, name).length === 0);
}
