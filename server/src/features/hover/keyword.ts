/** Hover on a keyword of a parameter that takes a fixed set of them. */
import { code, heading } from "../../analysis/markdown";
import type { ParameterFact } from "../../knowledge/facts";
import { hasSince } from "../../knowledge/version";
import type { Word } from "../../syntax/lists";
import { type HoverContext, type HoverPart, paragraphs, warning } from "./context";
import { part } from "./words";

/** The hover for a keyword; undefined when it is none, or nothing is written of it. */
export function keywordHover(
  context: HoverContext,
  parameter: string,
  fact: ParameterFact | undefined,
  word: Word,
): HoverPart | undefined {
  const { registry, version } = context.configuration.facts;
  const bare = withoutPrefix(word, fact);
  const keyword = fact?.values?.find((value) => isSame(value, bare.text, fact));
  if (!fact || keyword === undefined) return undefined;
  const summary = registry.keywordSummary(parameter, keyword);
  if (summary === undefined) return undefined;
  const since = fact.valuesSince?.[keyword];
  const markdown = paragraphs(
    heading(keyword, `value of ${code(parameter)}`),
    since !== undefined && !hasSince(version, since)
      ? warning(`Postfix ${version.text} does not have it: it came with Postfix ${since}.`)
      : undefined,
    summary,
  );
  return { start: bare.start, end: bare.end, markdown };
}

/** `TLSv1` of `!TLSv1` and `>=TLSv1`. */
function withoutPrefix(word: Word, fact: ParameterFact | undefined): Word {
  const prefix = fact?.valuesInfo?.prefixes?.find((text) => word.text.startsWith(text));
  return prefix === undefined ? word : part(word, prefix.length, word.text.length);
}

function isSame(keyword: string, text: string, fact: ParameterFact): boolean {
  return fact.valuesInfo?.caseSensitive ? keyword === text : keyword.toLowerCase() === text.toLowerCase();
}
