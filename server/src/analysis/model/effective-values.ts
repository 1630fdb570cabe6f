/** Lists of values as postconf prints them (postconf_main.c, postconf_print.c). */
import { BLANKS } from "../../syntax/characters";
import { splitPlainWords } from "../../syntax/lists";
import type { Expression } from "../../syntax/value";
import type { Configuration } from "./configuration";
import { type ExpansionFailure, expand } from "./expand";
import { READ_ONLY_PARAMETERS } from "./postfix-facts";

/** Which values to list: all, only those main.cf sets (`postconf -n`), or the defaults (`postconf -d`). */
export type ValueSelection = "all" | "set" | "defaults";

/** A listed parameter. */
export interface ListedValue {
  readonly name: string;
  /** White space as postconf prints it: one blank between words. */
  readonly value: string;
}

/** What {@link listValues} gives. */
export interface ValueList {
  readonly values: ListedValue[];
  /** Names asked for that are no parameters here. */
  readonly unknown: string[];
  /** Where postconf would stop with a fatal error; the list ends before it. */
  readonly failure: { readonly name: string; readonly failure: ExpansionFailure } | undefined;
  /** Names whose value cannot be known without asking a name service; they are left out. */
  readonly unresolved: string[];
}

/**
 * Lists values in postconf's order.
 *
 * @param configuration for "defaults": one that holds nothing of main.cf
 * @param names the names to list in this order; undefined for all, sorted
 */
export function listValues(
  configuration: Configuration,
  selection: ValueSelection,
  names: readonly string[] | undefined,
  expanded: boolean,
): ValueList {
  const known = configuration.knownNames();
  const list: ValueList & { failure: ValueList["failure"] } = {
    values: [],
    unknown: [],
    failure: undefined,
    unresolved: [],
  };
  for (const name of names ?? [...known.keys()].sort(byteOrder)) {
    const kind = known.get(name);
    if (kind === undefined) {
      list.unknown.push(name);
      continue;
    }
    const isSet = configuration.definitions(name).length > 0 && !READ_ONLY_PARAMETERS.has(name);
    // Old names are printed only when something sets them; then postconf takes them for user-defined.
    const isOverridden = () => selection !== "defaults" && configuration.overridesOf(name).length > 0;
    if (names === undefined && kind === "legacy" && !isSet && !isOverridden()) continue;
    if (selection === "set" && !isSet && !isNamedDirectory(configuration, name)) continue;
    const value = configuration.valueOf(name);
    if (!value) {
      list.unresolved.push(name);
      continue;
    }
    const isRaw = configuration.facts.registry.parameter(name)?.fact.type === "raw";
    if (!expanded || isRaw) {
      list.values.push({ name, value: normalizeBlanks(value.text) });
      continue;
    }
    const expansion = expandValue(configuration, value.expression);
    if (!expansion.ok) return { ...list, failure: { name, failure: expansion.failure } };
    list.values.push({ name, value: normalizeBlanks(expansion.text) });
  }
  return list;
}

/** A directory named on the command line is a setting of config_directory. */
function isNamedDirectory(configuration: Configuration, name: string): boolean {
  return name === "config_directory" && configuration.configDirectory !== undefined;
}

function expandValue(configuration: Configuration, expression: Expression) {
  return expand(expression, (name) =>
    configuration.nameKind(name) === undefined && configuration.definitions(name).length === 0
      ? undefined
      : configuration.valueOf(name)?.expression,
  );
}

/** Collapses white space between words to one blank and drops it at both ends. */
export function normalizeBlanks(text: string): string {
  if (!SURPLUS_BLANKS.test(text)) return text;
  return splitPlainWords(text, BLANKS)
    .map((word) => word.text)
    .join(" ");
}

/** Blanks of which {@link normalizeBlanks} would leave another text. */
const SURPLUS_BLANKS = /[\t\r\n]|^ | {2}| $/;

function byteOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
