/** The settings that name lookup tables, for the rules that look at the tables. */

import type { Span } from "../../base/span";
import type { ExpandedText } from "../model/expanded-text";
import { type TableTaking, type TableWords, tableTakingOf, tableWords } from "../model/lookup-tables";
import type { PostfixFacts } from "../model/postfix-facts";
import type { ChunkSpan, Rule } from "./rule";
import { expandedValue, onSettings, type Setting, type SettingContext } from "./settings";
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
): Pick<Rule, "assignment" | "service"> {
  return onSettings(
    (name, value, facts) => mayNameTables(name, value, facts) && concerns(name, value, facts),
    (setting, context) => {
      const tables = tablesOf(setting, context);
      if (tables) check(tables, context);
    },
  );
}

function mayNameTables(name: string, value: string, { registry }: PostfixFacts): boolean {
  if (value === "") return false;
  // A name of the user's own may be a restriction class.
  return registry.parameter(name)
    ? tableTakingOf(name, registry) !== undefined
    : value.includes(":") || value.includes("$");
}

function tablesOf(setting: Setting, { configuration }: SettingContext): TableSetting | undefined {
  const { name, scope } = setting;
  const { registry } = configuration.facts;
  const taking = registry.parameter(name)
    ? tableTakingOf(name, registry)
    : configuration.restrictionClasses(scope).includes(name)
      ? "restriction-list"
      : undefined;
  const expanded = taking && expandedValue(setting, configuration);
  if (!expanded) return undefined;
  const all = tableWords(expanded.text, taking);
  const isOwn = (span: Span) => {
    const source = wholeReference(setting.value, expanded, span);
    return source === undefined || tableTakingOf(source, registry) === undefined;
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
