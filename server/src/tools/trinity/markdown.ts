/** A report as Markdown, to be kept or sent to whoever runs the name servers. */

import { code, escapeMarkdown, fence } from "../../analysis/markdown";
import { printable } from "../../base/for-people";
import {
  settingLine,
  type TrinityCheck,
  type TrinityCorner,
  type TrinityReport,
  type TrinityResult,
  type TrinitySetting,
  type TrinityVerdict,
} from "../../contract/trinity";

/** Longer values are cut; the longest that means something is a record of a DKIM key. */
const LONGEST = 1000;

/** The report; nothing in it is a link, a picture or HTML, whatever DNS and other servers have said. */
export function markdownOf(report: TrinityReport): string {
  const { time, servers, port, results } = report;
  const stamp = new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
  const asked = servers.length === 0 ? "" : ` Name servers: ${servers.map(value).join(", ")}.`;
  const head = [`# A – PTR – EHLO (Trinity)`, `${stamp}.${asked} Servers were greeted at port ${port}.`];
  return `${[...head, ...results.flatMap(sectionsOf)].join("\n\n")}\n`;
}

function sectionsOf({ identity, checks, triangle }: TrinityResult): string[] {
  const { name, unicodeName } = identity;
  const { a, ptr, ehlo, aPtr, ptrEhlo, ehloA } = triangle;
  return [
    `## ${sentence(unicodeName)}`,
    ...(unicodeName === name ? [] : [`In DNS: ${value(name)}`]),
    ...identity.notes.map(sentence),
    table(["", "verdict", "values"], [cornerRow("A", a), cornerRow("PTR", ptr), cornerRow("EHLO", ehlo)]),
    table(
      ["edge", "verdict"],
      [
        ["A – PTR", aPtr],
        ["PTR – EHLO", ptrEhlo],
        ["EHLO – A", ehloA],
      ],
    ),
    "### Checks",
    table(
      ["check", "verdict", "found"],
      checks.map(({ title, verdict, found }) => [sentence(title), verdict, sentence(found)]),
    ),
    ...checks.filter(({ verdict }) => verdict !== "pass").map(detailsOf),
  ];
}

function cornerRow(name: string, { verdict, values }: TrinityCorner): [string, TrinityVerdict, string] {
  return [name, verdict, values.map(value).join(", ")];
}

/** A check that did not pass, with all there is to know. */
function detailsOf({
  title,
  verdict,
  found,
  expected,
  why,
  remedy,
  records,
  settings,
}: TrinityCheck): string {
  const points = [
    ["Found", found],
    ["Expected", expected],
    ["Why it matters", why],
    ["What to do", remedy],
  ].filter(([, text]) => text !== "");
  return [
    `### ${sentence(title)}: ${verdict}`,
    points.map(([label, text]) => `- ${label}: ${sentence(text!)}`).join("\n"),
    ...(records.length === 0 ? [] : ["Records for the zone:", block(records)]),
    ...(settings.length === 0 ? [] : ["Settings:", block(settings.flatMap(linesOf))]),
  ].join("\n\n");
}

/** A setting, below the name of the file where it belongs unless that is main.cf. */
function linesOf(setting: TrinitySetting): string[] {
  const { service } = setting;
  return [...(service === null ? [] : [`# master.cf, service ${service}:`]), settingLine(setting)];
}

function block(lines: readonly string[]): string {
  return fence("", lines.map(printable).join("\n"));
}

/** A value of DNS or of a server. */
const value = (text: string) => code(printable(text), LONGEST);

/** What readers of Markdown make a link of without being asked. A word with it is shown as code. */
const LINK = /@|:\/\/|www\.|mailto:|xmpp:/i;

/** Text as a sentence. */
function sentence(text: string): string {
  const runs: string[] = [];
  let plain = "";
  const end = () => {
    runs.push(escapeMarkdown(plain));
    plain = "";
  };
  for (const word of printable(text).split(/(\s+)/)) {
    if (LINK.test(word)) {
      end();
      runs.push(code(word, LONGEST));
    } else plain += word;
  }
  end();
  return runs.join("");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** In a table a bar is escaped even in code. */
const cell = (text: string) => text.replace(/(?<!\\)\|/g, "\\|");
