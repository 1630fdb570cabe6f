/** Completion of what a table gives: actions, restrictions, transports, TLS policies. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { actionSummary } from "../../knowledge/action-summaries";
import { type ActionArgument, actionsOf } from "../../knowledge/table-actions";
import { compareVersions, hasSince, parseVersion } from "../../knowledge/version";
import type { TableFileLine } from "../../syntax/tables/table";
import type { Offer, TableProposal } from "./offer";
import { type ResultWord, resultWordsOf } from "./result-words";
import { actionsAt, type LineAt, placedSpan, type TableAt, tableKind } from "./table-at";

/** What stands behind an action, as a snippet. */
const ARGUMENTS: Readonly<Record<ActionArgument, string>> = {
  transport: "${1:smtp}:${2:[127.0.0.1]:10025}",
  address: "${1:user@example.com}",
  header: "${1:X-Name}: ${2:value}",
  text: "${1:text}",
};

/** The offer in a result that begins somewhere behind `from`; undefined in front of it. */
export function keyValueOffer(table: TableAt, at: LineAt<TableFileLine>, from: number): Offer | undefined {
  const { text } = at.line.logical;
  if (at.at <= from) return undefined;
  const start = Math.max(from, text.slice(0, at.at).search(/\S*$/));
  const end = at.at + /^\S*/.exec(text.slice(at.at))![0].length;
  const isFirst = text.slice(from, start).trim() === "";
  const isLast = text.slice(end).trim() === "";
  const proposals = isFirst
    ? [...actions(table, isLast), ...restrictions(table), ...words(table, true)]
    : words(table, false);
  return { ...placedSpan(at, { start, end }), proposals };
}

/** The actions that the table may have, by all who read it, each once. */
function actions(table: TableAt, isLast: boolean): TableProposal[] {
  const proposals = new Map<string, TableProposal>();
  for (const { kind } of actionsAt(table)) {
    for (const [label, { since, argument, ignoresText }] of Object.entries(actionsOf(kind))) {
      if (!hasSince(table.facts.version, since) || proposals.has(label)) continue;
      const goesOn = argument !== undefined && isLast;
      proposals.set(label, {
        label,
        kind: CompletionItemKind.Function,
        ...(goesOn ? { text: `${label} `, snippet: `${label} ${ARGUMENTS[argument]}` } : {}),
        ...(argument === undefined && !ignoresText ? { detail: " text" } : {}),
        ...(argument === undefined
          ? {}
          : { detail: ` ${argument === "text" ? "text" : argumentName(argument)}` }),
        documentation: actionSummary(kind, label),
      });
    }
  }
  return rank([...proposals.values()]);
}

function argumentName(argument: ActionArgument): string {
  return argument === "transport" ? "transport:destination" : argument === "address" ? "address" : "header";
}

/** What most rules give comes first. */
const USUAL = ["REJECT", "DUNNO", "OK", "PERMIT", "IGNORE", "WARN", "DISCARD", "HOLD", "REDIRECT", "FILTER"];

function rank(proposals: TableProposal[]): TableProposal[] {
  const place = ({ label }: TableProposal) => {
    const index = USUAL.indexOf(label);
    return index < 0 ? USUAL.length : index;
  };
  return proposals.sort((a, b) => place(a) - place(b));
}

/** Restrictions that a result of an access table may name: those that take no argument. */
function restrictions(table: TableAt): TableProposal[] {
  if (!actionsAt(table).some(({ kind }) => kind === "access")) return [];
  const { registry, version } = table.facts;
  const isPast = (text: string | undefined) => {
    const parsed = text === undefined ? undefined : parseVersion(text);
    return parsed !== undefined && compareVersions(version, parsed) >= 0;
  };
  return registry.restrictionNames().flatMap((label) => {
    const fact = registry.restriction(label)!;
    // `reject` and `defer` are read as the actions that they spell.
    if (Object.hasOwn(actionsOf("access"), label.toUpperCase())) return [];
    if (fact.arg !== "none" || fact.aliasOf !== undefined || !hasSince(version, fact.since)) return [];
    if (isPast(fact.removed) || isPast(fact.deprecated)) return [];
    const documentation = registry.summaryOf("restrictions", label);
    return [{ label, kind: CompletionItemKind.Function, note: "restriction", documentation }];
  });
}

function words(table: TableAt, isFirst: boolean): TableProposal[] {
  return resultWordsOf(tableKind(table))
    .filter((word) => word.isFirst === isFirst && hasSince(table.facts.version, word.since))
    .map(wordProposal);
}

function wordProposal({ name, what, example, summary }: ResultWord): TableProposal {
  const snippet = example ? { snippet: name + example } : {};
  return { label: name, kind: CompletionItemKind.Value, ...snippet, note: what, documentation: summary };
}
