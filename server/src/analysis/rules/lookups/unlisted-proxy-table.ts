import { extractBraces, splitWords, type Word } from "../../../syntax/lists";
import type { Part } from "../../../syntax/value";
import type { Configuration } from "../../model/configuration";
import { isMisread } from "../misreadings";
import { defineRule, type Fix } from "../rule";
import type { SettingContext } from "../settings";
import { onTableSettings, startsWithReference, type TableSetting } from "../table-settings";
import { isTemplated } from "../templates";

/** Tables that Postfix writes to, and therefore asks another service for. */
const WRITTEN = /_cache_(?:database|map|name)$|^address_verify_map$/;
/** Read by programs that open a table themselves whatever stands in front of it. */
const OPENED_DIRECTLY = new Set([
  "alias_maps",
  "mailbox_command_maps",
  "virtual_gid_maps",
  "virtual_mailbox_maps",
  "virtual_uid_maps",
]);
const MAX_NESTING = 10;

export const unlistedProxyTable = defineRule({
  id: "unlisted-proxy-table",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A table behind `proxy:` that the proxymap service does not give out, because proxy_read_maps does not list it.",
    why: "The proxymap service opens only tables that it finds in proxy_read_maps, or in proxy_write_maps for tables that Postfix writes to. The defaults refer to most parameters, but not to all, and never to overrides in master.cf. For any other table the service logs 'request for unapproved table', and the program that wants it ends with a fatal error, each time it starts.",
    bad: "smtpd_data_restrictions = check_client_access proxy:hash:/etc/postfix/access\n",
    good: "smtpd_client_restrictions = check_client_access proxy:hash:/etc/postfix/access\n",
    references: ["proxymap(8)", "postconf(5)"],
  },
  messages: {
    unlisted:
      "The proxymap service does not give out '{table}', because '{list}' does not list it: the program that reads the setting ends with a fatal error each time it starts. Add 'proxy:{table}' to '{list}' in main.cf, behind what it holds by default, or take 'proxy:' away here.",
  },
  ...onTableSettings(check, (_name, value) => value.includes("proxy:") || startsWithReference(value)),
});

function check(tables: TableSetting, { configuration, report }: SettingContext): void {
  const { name } = tables.setting;
  const proxied = tables.tables.filter(({ wrappers }) => wrappers.some(({ text }) => text === "proxy"));
  if (proxied.length === 0 || OPENED_DIRECTLY.has(name)) return;
  const list = WRITTEN.test(name) ? "proxy_write_maps" : "proxy_read_maps";
  const approved = approvedTables(list, configuration);
  for (const table of approved ? proxied : []) {
    const first = table.wrappers[0]!;
    // The proxy sees nothing of a wrapper in front of it, and all of one behind it.
    const last = table.wrappers.filter(({ text }) => text === "proxy").at(-1)!;
    const bare = table.text.slice(last.end + 1 - table.start);
    if (approved!.has(bare) || isTemplated(table.text)) continue;
    const place = tables.placeOf(table);
    const isWritten = tables.isWritten(table) && table.wrappers.every(({ text }) => text === "proxy");
    const edit = { start: place.start, end: place.start + last.end + 1 - first.start, newText: "" };
    const fixes: Fix[] = isWritten ? [{ title: "Remove 'proxy:'", edits: [edit] }] : [];
    report({ message: "unlisted", data: { table: bare, list }, ...place, fixes });
  }
}

/** What the proxymap service gives out; undefined when that cannot be known. */
function approvedTables(list: string, configuration: Configuration): Set<string> | undefined {
  const value = configuration.valueOf(list);
  if (!value || isTemplated(value.text) || isMisread(list, value.text, configuration.facts)) return undefined;
  if (configuration.overridesOf(list).length > 0) return undefined;
  let text = "";
  for (const part of value.expression.parts) {
    const expansion = configuration.expand({ start: part.start, end: part.end, parts: [part] });
    if (expansion.ok) text += expansion.text;
    else if (mayNameProxy(part, configuration)) return undefined;
  }
  // A placeholder may become any table.
  if (isTemplated(text)) return undefined;
  const approved = new Set<string>();
  for (const word of splitWords(text)) addApproved(word, approved, 0);
  return approved;
}

/** Whether a part that cannot be expanded may hold a table to give out. */
function mayNameProxy(part: Part, configuration: Configuration): boolean {
  if (part.kind === "literal" || part.subject?.kind !== "name") return true;
  return configuration.valueOf(part.subject.name)?.text.includes("proxy:") ?? true;
}

function addApproved(word: Word, approved: Set<string>, level: number): void {
  if (level > MAX_NESTING) return;
  if (word.text.startsWith("{")) {
    const [first] = splitWords(extractBraces(word).content.text);
    if (first) addApproved(first, approved, level + 1);
    return;
  }
  const nested = /^(?:pipemap|unionmap):(?=\{)/.exec(word.text);
  if (nested) {
    const list = { text: word.text.slice(nested[0].length), start: 0, end: 0 };
    for (const inner of splitWords(extractBraces(list).content.text)) addApproved(inner, approved, level + 1);
    return;
  }
  const table = word.text.replace(/^(?:proxy:)+/, "");
  if (table !== word.text) approved.add(table);
}
