import { nearest } from "../../../base/edit-distance";
import { joinWords } from "../../../base/for-people";
import { hasSince } from "../../../knowledge/version";
import { shorten } from "../../markdown";
import type { NamedTable } from "../../model/lookup-tables";
import type { PostfixFacts } from "../../model/postfix-facts";
import { defineRule, type Fix, type Report } from "../rule";
import type { SettingContext } from "../settings";
import { onTableSettings, someType, startsWithReference, type TableSetting } from "../table-settings";
import { isTemplated } from "../templates";

/** What people call a type that Postfix calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  db: "hash",
  file: "texthash",
  mariadb: "mysql",
  postgres: "pgsql",
  postgresql: "pgsql",
  regex: "regexp",
  text: "texthash",
};

const CONSEQUENCE =
  "Each lookup in it fails for the time being, and the mail that depends on it is deferred or turned away.";

export const unknownTableType = defineRule({
  id: "unknown-table-type",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A lookup table of a type that Postfix does not know, or that is newer than the version.",
    why: "Whatever stands in front of the first colon is the type of a lookup table, in exactly this spelling. When Postfix has no such type, the program that reads the setting logs 'unsupported dictionary type' and goes on with a table in which every lookup fails: mail is deferred or refused with a temporary error.",
    bad: "virtual_alias_maps = hahs:/etc/postfix/virtual\n",
    good: "virtual_alias_maps = hash:/etc/postfix/virtual\n",
    references: ["DATABASE_README", "postconf(1)"],
  },
  messages: {
    typo: `Postfix {version} has no lookup tables of type '{type}'. ${CONSEQUENCE} Did you mean {candidates}?`,
    unknown: `Postfix takes '{word}' for a lookup table of type '{type}', a type that Postfix {version} does not have. ${CONSEQUENCE} Use a type that exists, or correct the colon if this is no table.`,
    "too-new": `Lookup tables of type '{type}' came with Postfix {since}; Postfix {version}, which this configuration is held against, does not have them. ${CONSEQUENCE} Use another type until the upgrade, or correct the setting postfix.version if the version is not the right one.`,
    service:
      "'{word}' is the address of a service, but only check_policy_service takes one: here Postfix looks for a lookup table of type '{type}', and has no such type. Each lookup in it fails for the time being, and mail is turned away. Put check_policy_service in front of it.",
  },
  ...onTableSettings(
    (tables, context) => {
      for (const table of tables.tables) check(table, tables, context);
    },
    (_name, value, facts) => someType(value, (type) => !isKnown(type, facts)) || startsWithReference(value),
  ),
});

function check(table: NamedTable, tables: TableSetting, { configuration, report }: SettingContext): void {
  const { facts } = configuration;
  for (const type of [...table.wrappers, table.type]) {
    // A colon with nothing in front of it is another mistake.
    if (type.text === "" || isKnown(type.text, facts) || isTemplated(table.text)) continue;
    report({
      ...reportOf({ ...table, type }, tables, facts),
      ...tables.placeOf(type),
    });
    return;
  }
}

function isKnown(type: string, { registry, tableTypes, version }: PostfixFacts): boolean {
  if (tableTypes?.includes(type)) return true;
  const fact = registry.tableType(type);
  return fact !== undefined && hasSince(version, fact.since);
}

function reportOf(
  table: NamedTable,
  tables: TableSetting,
  facts: PostfixFacts,
): Pick<Report, "message" | "data" | "fixes"> {
  const { type } = table;
  const data = { type: type.text, word: shorten(table.text, 60), version: facts.version.text };
  const since = facts.registry.tableType(type.text)?.since;
  if (since !== undefined) return { message: "too-new", data: { ...data, since } };
  if (type.text === "inet" && tables.taking === "restriction-list") {
    const place = tables.placeOf(table);
    const edits = [{ start: place.start, end: place.start, newText: "check_policy_service " }];
    const fixes = tables.isWritten(table) ? [{ title: "Put check_policy_service in front", edits }] : [];
    return { message: "service", data, fixes };
  }
  const candidates = candidatesFor(type.text, facts);
  if (candidates.length === 0) return { message: "unknown", data };
  const quoted = candidates.map((candidate) => `'${candidate}'`);
  return {
    message: "typo",
    data: { ...data, candidates: joinWords(quoted, "or") },
    fixes: tables.isWritten(type) ? fixesFor(candidates, tables.placeOf(type)) : [],
  };
}

function candidatesFor(type: string, { registry, tableTypes }: PostfixFacts): string[] {
  const lower = type.toLowerCase();
  if (Object.hasOwn(OTHER_NAMES, lower)) return [OTHER_NAMES[lower]!];
  return nearest(type, [...registry.tableTypeNames(), ...(tableTypes ?? [])]);
}

function fixesFor(candidates: readonly string[], place: { start: number; end: number }): Fix[] {
  return candidates.map((candidate) => ({
    title: `Change to '${candidate}'`,
    edits: [{ ...place, newText: candidate }],
    preferred: candidates.length === 1,
  }));
}
