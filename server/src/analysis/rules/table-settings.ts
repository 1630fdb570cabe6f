/** The settings that name lookup tables, for the rules that look at the tables. */
import type { Span } from "../../base/span";
import type { Configuration } from "../model/configuration";
import type { ExpandedText } from "../model/expanded-text";
import {
  type TableTaking,
  type TableWords,
  tableTakingOf,
  tableWords,
  WRAPPERS,
} from "../model/lookup-tables";
import type { PostfixFacts } from "../model/postfix-facts";
import type { ChunkSpan, SettingCheck } from "./rule";
import { expandedValue, oncePerSetting, onSettings, type Setting, type SettingContext } from "./settings";
import { wholeReference } from "./whole-reference";

/** A setting with the tables that it names. */
export interface TableSetting extends TableWords {
  readonly setting: Setting;
  readonly taking: TableTaking;
  readonly expanded: ExpandedText;
  /** Where a stretch of the expanded value stands in the chunk. */
  placeOf(span: Span): ChunkSpan;
  /** Whether a stretch of the expanded value is written out, so that an edit can change it. */
  isWritten(span: Span): boolean;
}

/**
 * The checks of a rule that looks at the tables of each setting that counts.
 * Words that come out of another parameter which takes tables are left out:
 * they are that parameter's, and looked at where it is set.
 */
export function onTableSettings(
  check: (tables: TableSetting, context: SettingContext) => void,
  concerns: (name: string, value: string, facts: PostfixFacts) => boolean = () => true,
): { readonly settings: readonly SettingCheck[] } {
  return onSettings(
    (name, value, facts) => mayNameTables(name, value) && concerns(name, value, facts),
    (setting, context) => {
      const tables = tablesOf(setting, context.configuration);
      if (tables) check(tables, context);
    },
  );
}

/** For rules that ask the machine: without an installed Postfix they have nothing to say of any setting. */
export function isInstalled(_name: string, _value: string, { voice }: PostfixFacts): boolean {
  return voice === "installed";
}

/**
 * Whether a test holds for anything that may be the type of a table: a quick
 * look before a value is expanded and taken apart.
 *
 * @param test gets what stands between the start of a word and its colon, or
 *   between two colons behind a wrapper, and the character behind the colon
 */
export function someType(value: string, test: (type: string, next: string) => boolean): boolean {
  for (let colon = value.indexOf(":"); colon >= 0; ) {
    let start = colon;
    while (start > 0 && !BEFORE_TYPE.includes(value[start - 1]!)) start--;
    const type = value.slice(start, colon);
    const isEndpoint = type === "inet" && POLICY_SERVICE.test(value.slice(Math.max(0, start - 40), start));
    if (!isEndpoint && test(type, value[colon + 1] ?? "")) return true;
    colon = value.indexOf(":", WRAPPERS.has(type) ? colon + 1 : nameEnd(value, colon + 1));
  }
  return false;
}

const BEFORE_TYPE = " \t\r\n,{}!:";
const POLICY_SERVICE = /check_policy_service[\s,]+(?:\{\s*)?$/i;

function nameEnd(value: string, from: number): number {
  let end = from;
  while (end < value.length && !" \t\r\n,{}".includes(value[end]!)) end++;
  return end;
}

/** Whether a word of a value comes, or may come, out of a reference. */
export function startsWithReference(value: string): boolean {
  return value.includes("$") && /(?:^|[\s,{}!])\$/.test(value);
}

function mayNameTables(name: string, value: string): boolean {
  const taking = tableTakingOf(name);
  if (taking === "match-list") {
    if (value.includes(":") || /(?:^|[\s,!])\//.test(value)) return true;
    // Hundreds of references, each of which has to be expanded, are networks or domains and no tables.
    return value.length < LONG_LIST && startsWithReference(value);
  }
  // A name of the user's own may be a restriction class.
  return taking ? value !== "" : value.includes(":");
}

const LONG_LIST = 1_000;

/** Whether a name of the user's own is a restriction class; a service may fill one that main.cf declares. */
function isRestrictionClass({ name, scope }: Setting, configuration: Configuration): boolean {
  if (configuration.facts.registry.parameter(name)) return false;
  return (
    configuration.isRestrictionClass(name, undefined) ||
    (scope !== undefined && configuration.isRestrictionClass(name, scope))
  );
}

/** Nine rules ask for the tables of the same setting. */
const tablesOf = oncePerSetting(readTables);

function readTables(setting: Setting, configuration: Configuration): TableSetting | undefined {
  const taking =
    tableTakingOf(setting.name) ??
    (isRestrictionClass(setting, configuration) ? "restriction-list" : undefined);
  const expanded = taking && expandedValue(setting, configuration);
  if (!expanded) return undefined;
  const all = tableWords(expanded.text, taking);
  const isOwn = (span: Span) => {
    const source = wholeReference(setting.value, expanded, span);
    return source === undefined || tableTakingOf(source) === undefined;
  };
  return {
    setting,
    taking,
    expanded,
    tables: all.tables.filter(isOwn),
    untyped: all.untyped.filter(isOwn),
    files: all.files.filter(isOwn),
    placeOf({ start, end }) {
      const place = expanded.placeOf(start, end);
      return setting.valueSpan(place.start, place.end);
    },
    isWritten: ({ start, end }) => expanded.isWritten(start, end),
  };
}
