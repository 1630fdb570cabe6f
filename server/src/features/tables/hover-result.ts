/** Hover on what a table gives: actions, and what results of other tables mean. */
import { explainRestriction } from "../../analysis/explain";
import { explanationMarkdown } from "../../analysis/explanation-text";
import { code, heading } from "../../analysis/markdown";
import { ARGUMENT_EXAMPLES, ARGUMENT_WORDS, actionSummary } from "../../knowledge/action-summaries";
import { actionFact } from "../../knowledge/table-actions";
import { hasSince } from "../../knowledge/version";
import type { Word } from "../../syntax/lists";
import type { TableFileLine } from "../../syntax/tables/table";
import { paragraphs, warning } from "../hover/context";
import { type ResultWord, resultWordsOf } from "./result-words";
import { actionsAt, type LineAt, placedSpan, type TableAt, type TablePart, tableKind } from "./table-at";

/** The hover on a word of a result; undefined where nothing is known of it. */
export function resultHover(
  table: TableAt,
  at: LineAt<TableFileLine>,
  result: Word | undefined,
): TablePart | undefined {
  const word = result && wordAt(result, at.at);
  if (!result || !word) return undefined;
  const isFirst = word.start === result.start;
  const markdown =
    (isFirst ? actionMarkdown(table, word.text) : undefined) ?? wordMarkdown(table, word.text, isFirst);
  return markdown === undefined ? undefined : { ...placedSpan(at, word), markdown };
}

/** The word of a text that an offset is in, or ends at. */
function wordAt({ text, start }: Word, offset: number): Word | undefined {
  for (const match of text.matchAll(/\S+/g)) {
    const from = start + match.index;
    const to = from + match[0].length;
    if (from <= offset && offset <= to) return { text: match[0], start: from, end: to };
  }
  return undefined;
}

function actionMarkdown(table: TableAt, word: string): string | undefined {
  const name = word.toUpperCase();
  for (const { kind, use } of actionsAt(table)) {
    const fact = actionFact(kind, name);
    const summary = actionSummary(kind, name);
    if (!fact || summary === undefined) continue;
    const { version } = table.facts;
    return paragraphs(
      heading(name, `action of ${code(use)}`),
      hasSince(version, fact.since)
        ? undefined
        : warning(`Postfix ${version.text} does not have it: it came with Postfix ${fact.since}.`),
      summary,
      fact.argument &&
        `Behind it stands ${ARGUMENT_WORDS[fact.argument]}: ${code(`${name} ${ARGUMENT_EXAMPLES[fact.argument]}`)}`,
      fact.ignoresText ? "What stands behind it means nothing." : undefined,
      fact.since === undefined ? undefined : `Since Postfix ${fact.since}.`,
    );
  }
  return undefined;
}

function wordMarkdown(table: TableAt, word: string, isFirst: boolean): string | undefined {
  const kind = tableKind(table);
  if (kind === "access" && /^[a-z_]+$/.test(word)) {
    const explanation = explainRestriction(word, table.facts);
    return explanation && explanationMarkdown(explanation);
  }
  const known = resultWordsOf(kind).find((each) => each.isFirst === isFirst && startsWith(word, each));
  return known && paragraphs(heading(known.name, known.what), known.summary);
}

function startsWith(word: string, { name }: ResultWord): boolean {
  return /[:=]$/.test(name) ? word.startsWith(name) : word === name;
}
