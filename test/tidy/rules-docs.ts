/** docs/rules.md, made from the rules themselves. */
import { exampleLanguage, type Rule, type Severity } from "../../server/src/analysis/rules/rule";
import type { LanguageId } from "../../server/src/contract/languages";

const FILES: Readonly<Record<LanguageId, string>> = {
  "postfix-main": "main.cf",
  "postfix-master": "master.cf",
};

/** The whole page. */
export function rulesPage(rules: readonly Rule[]): string {
  return [
    "# Rules",
    "",
    "What `postfix-ls check` and the editor report, one section a rule. This page is made from the rules: after a",
    "change, `UPDATE=1 npm run unit -- test/tidy` writes it anew.",
    "",
    "| rule | severity | looks at | fix | reports |",
    "|---|---|---|---|---|",
    ...rules.map(row),
    "",
    ...rules.map(section),
  ].join("\n");
}

function row(rule: Rule): string {
  const cells = [`[${rule.id}](#${rule.id})`, severities(rule), filesOf(rule), fixes(rule), rule.docs.what];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function severities({ severity, severities = {} }: Rule): string {
  const all: Severity[] = [...new Set<Severity>([severity, ...Object.values(severities)])];
  return all.join(", ");
}

function filesOf(rule: Rule): string {
  if (rule.table) return "lookup tables";
  if (rule.settings) return "main.cf, master.cf";
  if (rule.configuration && !rule.assignment) return "the whole configuration";
  if (rule.comment) return "comments";
  return [rule.assignment && "main.cf", rule.service && "master.cf"].filter(Boolean).join(", ");
}

function fixes({ fixAllTitle }: Rule): string {
  return fixAllTitle === undefined ? "" : "all at once";
}

function section(rule: Rule): string {
  const { table, machine } = rule.docs;
  const file = table ? `a ${table.type} table${usesText(table.uses)}` : FILES[exampleLanguage(rule)];
  const where = machine ? ` ${machine.where}` : "";
  return [
    `## ${rule.id}`,
    "",
    rule.docs.what,
    "",
    rule.docs.why,
    "",
    `Reported in ${file}${where}:`,
    "",
    ...example(rule.docs.bad),
    "",
    "Not reported:",
    "",
    ...example(rule.docs.good),
    "",
    `Severity: ${severities(rule)}. Since ${rule.since}${status(rule)}. See ${rule.docs.references.join(", ")}.`,
    "",
  ].join("\n");
}

function usesText(uses: readonly string[]): string {
  return uses.length > 0 ? ` for ${uses.join(" and ")}` : "";
}

/** A byte that no Markdown page can hold is shown by the sign that stands for it. */
function example(text: string): string[] {
  return ["```ini", text.replaceAll("\0", "␀").replace(/\n$/, ""), "```"];
}

function status({ status }: Rule): string {
  return status === "stable" ? "" : `, ${status}`;
}
