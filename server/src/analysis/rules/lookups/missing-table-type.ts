import type { Word } from "../../../syntax/lists";
import { shorten } from "../../markdown";
import type { Configuration } from "../../model/configuration";
import { type NamedTable, tableTakingOf } from "../../model/lookup-tables";
import type { PostfixFacts } from "../../model/postfix-facts";
import { defineRule, type Fix } from "../rule";
import type { SettingContext } from "../settings";
import { onTableSettings, someType, startsWithReference, type TableSetting } from "../table-settings";
import { isTemplated } from "../templates";

const FATAL = "The program that reads the setting ends with a fatal error each time it starts";

export const missingTableType = defineRule({
  id: "missing-table-type",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A word that must name a lookup table, but does not do so as `type:name`.",
    why: "Postfix does not guess what kind of table a file is, and there is no default in main.cf: without a type in front of a colon and a name right behind it the program that reads the setting ends with 'open dictionary: expecting type:name form', again at every start, and its part of the mail system stands still.",
    bad: "virtual_alias_maps = /etc/postfix/virtual\n",
    good: "virtual_alias_maps = hash:/etc/postfix/virtual\n",
    references: ["DATABASE_README", "postconf(5)"],
  },
  messages: {
    bare: `'{word}' has no table type, and '{name}' takes nothing but 'type:name'. ${FATAL}. Write the type in front, such as '{example}'.`,
    none: `'{name}' takes lookup tables and no '{word}': Postfix looks for a table of this name. ${FATAL}. Leave the value empty to use no table.`,
    nested:
      "'{word}' has no table type: inside the braces Postfix takes nothing but 'type:name'. It does without the whole table then: each lookup fails for the time being. Write the type in front, such as '{example}'.",
    split: `Nothing may stand between the colon and '{path}': here the table has no name, and the path is a word of its own. ${FATAL}. Take the blanks out.`,
    empty: `Nothing stands behind the colon of '{word}', so the table has no name. ${FATAL}. Name the table, or remove the word.`,
    "no-type": `Nothing stands in front of the colon of '{word}', so the table has no type. ${FATAL}. Write the type in front, such as '{example}'.`,
  },
  ...onTableSettings((tables, context) => {
    const paths = new Set<number>();
    for (const table of tables.tables) checkTable(table, tables, paths, context);
    for (const word of tables.untyped) {
      if (!paths.has(word.start) && !isTemplated(word.text)) reportUntyped(word, tables, context);
    }
  }, mayLackType),
});

/** Types that take only tables in their braces. */
const LISTS = new Set(["pipemap", "unionmap"]);

/** A quick look at a value: where patterns or restrictions may stand, only a word with half a colon is wrong. */
function mayLackType(name: string, value: string): boolean {
  const taking = tableTakingOf(name);
  if (taking === "map" || taking === "map-list") return true;
  const isHalf = (type: string, next: string) => type === "" || /^[\s,}]?$/.test(next);
  return someType(value, (type, next) => isHalf(type, next) || LISTS.has(type)) || startsWithReference(value);
}

/** @param paths collects where the paths begin that were cut off from their types */
function checkTable(
  table: NamedTable,
  tables: TableSetting,
  paths: Set<number>,
  { configuration, text, report }: SettingContext,
): void {
  const data = { word: shorten(table.text, 60), example: exampleOf(table.name.text, configuration.facts) };
  if (table.type.text === "") {
    report({ message: "no-type", data, ...tables.placeOf(table) });
    return;
  }
  if (table.name.text !== "") return;
  const path = pathBehind(table, tables.expanded.text);
  if (!path) {
    report({ message: "empty", data, ...tables.placeOf(table) });
    return;
  }
  paths.add(path.start);
  const type = tables.placeOf(table);
  const { start, end } = tables.placeOf(path);
  const gap = { start: type.end, end: start, newText: "" };
  const isPlain = tables.isWritten(table) && /^\s+$/.test(text.slice(gap.start, gap.end));
  report({
    message: "split",
    data: { path: shorten(path.text, 60) },
    start: type.start,
    end,
    fixes: isPlain ? [{ title: "Remove the blanks behind the colon", edits: [gap], preferred: true }] : [],
  });
}

/** The path that follows behind blanks, and can mean nothing on its own. */
function pathBehind({ end }: Word, text: string): Word | undefined {
  const [whole, blanks, path] = /^(\s+)(\/[^\s,]*)/.exec(text.slice(end)) ?? [];
  if (whole === undefined) return undefined;
  return { text: path!, start: end + blanks!.length, end: end + whole.length };
}

function reportUntyped(
  word: Word & { readonly isNested: boolean },
  tables: TableSetting,
  { configuration, report }: SettingContext,
): void {
  const { facts } = configuration;
  const { name } = tables.setting;
  const place = tables.placeOf(word);
  const data = { name, word: shorten(word.text, 60), example: exampleOf(word.text, facts) };
  const isWritten = tables.isWritten(word);
  if (/^(no|none|off|false|disabled?)$/i.test(word.text) && word.text === tables.expanded.text) {
    const fixes = isWritten
      ? [{ title: "Leave the value empty", edits: [{ ...place, newText: "" }], preferred: true }]
      : [];
    report({ message: "none", data, ...place, fixes });
    return;
  }
  const fixes = isWritten && word.text.includes("/") ? fixesFor(word.text, place, configuration) : [];
  report({ message: word.isNested ? "nested" : "bare", data, ...place, fixes });
}

function exampleOf(name: string, facts: PostfixFacts): string {
  const type = facts.defaults.get("default_database_type") ?? "hash";
  return `${type}:${name.includes("/") ? shorten(name, 60) : "/etc/postfix/…"}`;
}

/** The type that postmap makes when nobody says which, and the one that needs no postmap. */
function fixesFor(name: string, place: { start: number; end: number }, configuration: Configuration): Fix[] {
  const types = [configuration.expandedValueOf("default_database_type") ?? "hash", "texthash"];
  return types
    .filter((type) => configuration.facts.tableTypes?.includes(type) ?? true)
    .map((type) => ({
      title: `Change to '${type}:${shorten(name, 60)}'`,
      edits: [{ start: place.start, end: place.start, newText: `${type}:` }],
    }));
}
