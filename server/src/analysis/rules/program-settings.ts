/** How settings come out for the programs that read them. */
import { splitPlainWords } from "../../syntax/lists";
import type { Configuration } from "../model/configuration";
import type { ExpandedText } from "../model/expanded-text";
import { expandedValue, type Setting } from "./settings";
import { isTemplated } from "./templates";

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

const LOOPBACK = /^(?:loopback-only|localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;

/** Whether only this machine can reach a server: by the address it listens at, or by the type of its service. */
export function isLocalServer(configuration: Configuration, scope: string | undefined): boolean {
  const [, address, host, type] = /^((?:(.*):)?[^:/]*)\/([a-z-]+)$/.exec(scope ?? "") ?? [];
  if (address !== undefined && type !== "inet" && type !== "pass") return true;
  // What master.cf says of the host counts in place of inet_interfaces.
  if (host) return LOOPBACK.test(host);
  const interfaces = splitPlainWords(configuration.expandedValueOf("inet_interfaces", scope) ?? "");
  return interfaces.length > 0 && interfaces.every((word) => LOOPBACK.test(word.text));
}

/** The value of a setting as Postfix sees it, unless a placeholder of a template is left in what it refers to. */
export function knownValue(setting: Setting, configuration: Configuration): ExpandedText | undefined {
  const expanded = expandedValue(setting, configuration);
  return expanded && isTemplated(expanded.text) ? undefined : expanded;
}
