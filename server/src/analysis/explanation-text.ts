/** Explanations in words: as Markdown for editors, as plain text for terminals. */

import { joinWords } from "../base/for-people";
import { hasSince, parseVersion } from "../knowledge/version";
import type { Explanation, ExplanationKind, KeywordExplanation } from "./explain";
import { code, codeOrEmpty, fence, heading } from "./markdown";
import { RESTRICTION_LISTS } from "./model/restrictions";
import { durationInWords, sizeInWords, UNIT_NAMES } from "./quantities";

/** A fact in words; `text` is Markdown with nothing in it but inline code and emphasis. */
export interface FactRow {
  readonly label: string;
  readonly text: string;
  /** Lines below it, such as keywords. */
  readonly items?: readonly string[];
}

/** More keywords than this are not explained, and not all named. */
const MANY_KEYWORDS = 12;

/** What kind of name it is, in a word or two. */
export function kindInWords(explanation: Explanation): string {
  const { kind, service } = explanation;
  if (kind === "service-parameter" && service !== undefined) return `parameter of the service ${service}`;
  if (kind === "parameter" && explanation.status === "legacy") return "old name of a parameter";
  return KINDS[kind];
}

const KINDS: Readonly<Record<ExplanationKind, string>> = {
  parameter: "parameter",
  "service-parameter": "parameter of each service",
  restriction: "restriction",
  "table-type": "lookup table type",
  daemon: "daemon program",
  "service-type": "service type",
  "master-field": "column of master.cf",
  "daemon-option": "option of daemon programs",
  rule: "rule",
};

/** What should be known before anything else: that a name is new, old or gone. Sentences in Markdown. */
export function noticesOf(explanation: Explanation): string[] {
  const { availability, since, removed, replacedBy, version, status, deprecated, renamedIn } = explanation;
  const instead = replacedBy === undefined ? "" : ` Write ${code(replacedBy)} instead.`;
  const isPast = (wanted: string | undefined) => wanted !== undefined && isReached(explanation, wanted);
  if (availability === "too-new")
    return [`Postfix ${version} does not have it: it came with Postfix ${since}.`];
  if (availability === "removed")
    return [`Postfix ${version} no longer has it: it went with ${removed}.${instead}`];
  if (status === "read-only") return ["Each program sets it by itself; a setting has no effect."];
  if (status === "legacy") {
    return isPast(renamedIn)
      ? [`Still counts; the name has been ${code(replacedBy ?? "")} since Postfix ${renamedIn}.`]
      : [`Postfix ${renamedIn} renames it to ${code(replacedBy ?? "")}.`];
  }
  if (status === "obsolete") return [`Obsolete.${instead}`];
  if (explanation.aliasOf !== undefined)
    return [`Another name of ${code(explanation.aliasOf)}, which is the one to write.`];
  const goes = removed === undefined ? "" : ` Postfix ${removed} does not have it any more.`;
  if (deprecated === undefined) return goes === "" ? [] : [`${goes.trim()}${instead}`];
  const what = status === "ignored" ? "Has no effect" : "Deprecated";
  return [
    `${what} ${isPast(deprecated) ? "since" : "from"} Postfix ${deprecated}${isPast(deprecated) ? "" : " on"}.${goes}${instead}`,
  ];
}

/** The facts in the order of their weight. */
export function factRows(explanation: Explanation): FactRow[] {
  const { since, argument, lists, manual } = explanation;
  const rows: (FactRow | undefined)[] = [
    takesRow(explanation),
    argument === undefined ? undefined : { label: "Argument", text: argument },
    lists && { label: "Made for", text: listsInWords(lists) },
    defaultRow(explanation),
    patternRow(explanation),
    installedRow(explanation),
    since === undefined ? undefined : { label: "Since", text: `Postfix ${since}` },
    manual === undefined ? undefined : { label: "Manual page", text: manual },
    explanation.severity && { label: "Severity", text: explanation.severity },
  ];
  return rows.filter((row) => row !== undefined);
}

function takesRow(explanation: Explanation): FactRow | undefined {
  const { takes, valueKind, openValues, unit } = explanation;
  if (takes === undefined) return undefined;
  const limits = limitsInWords(explanation);
  const unitWords = unit === undefined ? undefined : `${UNIT_NAMES[unit] ?? unit} when no unit is given`;
  const more = [unitWords, limits].filter((words) => words !== undefined).map((words) => `; ${words}`);
  const keywords = (explanation.keywords ?? []).filter(({ since }) => isReached(explanation, since));
  if (keywords.length === 0) return { label: "Takes", text: takes + more.join("") };
  const isChoice = valueKind === "enum" || valueKind === "enum-list";
  const lead = isChoice ? (valueKind === "enum" ? "one of" : "any of") : `${takes}, or`;
  const other = isChoice && openValues ? "; other values are legal too" : "";
  const explained = keywords.some((keyword) => keyword.summary) && keywords.length <= MANY_KEYWORDS;
  if (explained) return { label: "Takes", text: `${lead}${other}`, items: keywords.map(keywordInWords) };
  const names = keywords.slice(0, MANY_KEYWORDS).map(({ keyword }) => code(keyword));
  const rest = keywords.length - names.length;
  if (rest > 0) names.push(`${rest} more`);
  return { label: "Takes", text: `${lead} ${joinWords(names, "or")}${other}` };
}

/** Whether the target version has what came with a version. */
function isReached({ version }: Explanation, since: string | undefined): boolean {
  const target = parseVersion(version);
  return target === undefined || hasSince(target, since);
}

function keywordInWords({ keyword, summary, deprecated }: KeywordExplanation): string {
  const words = summary === undefined ? "" : `: ${summary}`;
  return `${code(keyword)}${deprecated ? " (deprecated)" : ""}${words}`;
}

/** `1 to 100`, `at least 1 second`, `not empty`; undefined when nothing is limited. */
function limitsInWords(explanation: Explanation): string | undefined {
  const { minimum, maximum, minimumLength, maximumLength, valueKind } = explanation;
  const say = (value: number) =>
    valueKind === "time" ? durationInWords(value) : valueKind === "size" ? sizeInWords(value) : String(value);
  if (minimum !== undefined && maximum !== undefined) return `${say(minimum)} to ${say(maximum)}`;
  if (minimum !== undefined) return `at least ${say(minimum)}`;
  if (maximum !== undefined) return `at most ${say(maximum)}`;
  if (maximumLength !== undefined) return `at most ${maximumLength} characters`;
  if (minimumLength === 1) return "not empty";
  return minimumLength === undefined ? undefined : `at least ${minimumLength} characters`;
}

function defaultRow(explanation: Explanation): FactRow | undefined {
  const { default: text, computedDefault } = explanation;
  if (computedDefault) return { label: "Default", text: "computed from the machine" };
  if (text === undefined) return undefined;
  return { label: "Default", text: `${codeOrEmpty(text, 160)}${sourceInWords(explanation)}` };
}

/** Who says what the default is, in parentheses. */
export function sourceInWords({ voice, version }: Explanation): string {
  if (voice === undefined) return "";
  return voice === "installed"
    ? ` (Postfix ${version} on this machine)`
    : ` (our knowledge of Postfix ${version})`;
}

function patternRow({ pattern, service }: Explanation): FactRow | undefined {
  if (pattern === undefined) return undefined;
  const text =
    service === undefined
      ? `write the name of a service in place of ${code("transport")}`
      : `${code(pattern)} with ${code("transport")} replaced by the service ${code(service)}`;
  return { label: "Pattern", text };
}

function installedRow({ installed, package: name }: Explanation): FactRow | undefined {
  if (installed === undefined) return undefined;
  if (installed) return { label: "Installed", text: "yes" };
  const hint = name === undefined ? "" : `; on Debian the package ${code(name)} brings it`;
  return { label: "Installed", text: `no${hint}` };
}

/** Nearly all restrictions are made for nearly all lists. */
function listsInWords(lists: readonly string[]): string {
  if (lists.length < RESTRICTION_LISTS.length - 1) return lists.map((list) => code(list)).join(", ");
  const missing = RESTRICTION_LISTS.find((list) => !lists.includes(list));
  return `every smtpd restriction list${missing === undefined ? "" : ` but ${code(missing)}`}`;
}

/** Heading: the name and what it is. */
export function headingOf(explanation: Explanation): string {
  return heading(explanation.name, kindInWords(explanation));
}

/** An explanation as Markdown. @param notices what else should be known first, as sentences */
export function explanationMarkdown(explanation: Explanation, notices: readonly string[] = []): string {
  const warnings = [...noticesOf(explanation), ...notices].map((text) => `⚠ ${text}`);
  const parts = [headingOf(explanation), ...warnings];
  if (explanation.summary !== "") parts.push(explanation.summary);
  if (explanation.why !== undefined) parts.push(explanation.why);
  parts.push(rowsMarkdown(factRows(explanation)));
  const { bad, good, language = "postfix-main", references } = explanation;
  if (bad !== undefined) parts.push(`Not so:\n\n${fence(language, visible(bad))}`);
  if (good !== undefined) parts.push(`But so:\n\n${fence(language, visible(good))}`);
  if (references && references.length > 0) parts.push(`See ${joinWords(references)}.`);
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Facts as a list. */
export function rowsMarkdown(rows: readonly FactRow[]): string {
  return rows
    .map(({ label, text, items = [] }) =>
      [`- **${label}:** ${text}`, ...items.map((item) => `  - ${item}`)].join("\n"),
    )
    .join("\n");
}

/** An explanation as plain text, lines not wrapped. */
export function explanationText(explanation: Explanation): string {
  const lines = [`${explanation.name}: ${kindInWords(explanation)}`];
  if (explanation.summary !== "") lines.push(`  ${explanation.summary}`);
  for (const notice of noticesOf(explanation)) lines.push(`  Note: ${plain(notice)}`);
  if (explanation.why !== undefined) lines.push(`  ${explanation.why}`);
  const rows = factRows(explanation);
  const width = Math.max(0, ...rows.map(({ label }) => label.length)) + 2;
  for (const { label, text, items = [] } of rows) {
    lines.push(`  ${`${label}:`.padEnd(width)}${plain(text)}`);
    for (const item of items) lines.push(`  ${" ".repeat(width)}${plain(item)}`);
  }
  const { bad, good, references } = explanation;
  if (bad !== undefined) lines.push("  Not so:", ...indented(bad));
  if (good !== undefined) lines.push("  But so:", ...indented(good));
  if (references && references.length > 0) lines.push(`  See ${joinWords(references)}.`);
  return `${lines.join("\n")}\n`;
}

/** An example without the line end behind it, and with its NUL bytes to be seen. */
function visible(text: string): string {
  return text.trimEnd().replaceAll("\0", "\\0");
}

function indented(text: string): string[] {
  return visible(text)
    .split("\n")
    .map((line) => `    ${line}`);
}

/** Takes the Markdown out of a fact: code marks and emphasis. */
function plain(text: string): string {
  return text.replace(/(`+) ?(.*?) ?\1/g, "$2").replace(/\*(empty)\*/g, "$1");
}
