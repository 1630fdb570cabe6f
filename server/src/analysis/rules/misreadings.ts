/**
 * Values that Postfix reads otherwise than they look: a comment behind the
 * value, the next parameter swallowed as a continuation, quotes around it.
 * Each has a rule of its own; all other rules leave such a value alone, since
 * whatever they would say of it is only a consequence.
 */
import type { Span } from "../../base/span";
import { isSpace } from "../../syntax/characters";
import { splitListWords, type Word } from "../../syntax/lists";
import type { PostfixFacts } from "../model/postfix-facts";

/** Text that is sent, run or matched as it stands: in it a `#` or a quote may well be meant. */
const FREE_TEXT = new Set(["charset", "command", "feedback", "opaque", "strftime", "template", "text"]);

/** Parameters of a database table that a user named: queries and filters have a language of their own. */
const QUERY_NAME =
  /(?:^|_)(?:query|query_filter|result_filter|additional_conditions|where_field|select_field)$/;

/** Whether everything in a value may be meant as it stands. */
function isFreeText(name: string, facts: PostfixFacts): boolean {
  const fact = facts.registry.parameter(name)?.fact;
  return fact === undefined ? QUERY_NAME.test(name) : FREE_TEXT.has(fact.valueKind);
}

/**
 * Where a comment behind the value starts; undefined when there is none.
 * Postfix takes only a line whose first character that is no white space is
 * `#` for a comment (readlline.c).
 */
export function inlineCommentStart(name: string, value: string, facts: PostfixFacts): number | undefined {
  return inlineCommentStarts(name, value, facts)[0];
}

/** Where text starts that looks like a comment; where the value has several lines, each may have one. */
export function inlineCommentStarts(name: string, value: string, facts: PostfixFacts): number[] {
  const starts: number[] = [];
  // A lone character can be what is set, as in `recipient_delimiter = #`.
  if (value === "#") return starts;
  const levelAt = braceLevels(value);
  for (let at = value.indexOf("#"); at >= 0; at = value.indexOf("#", at + 1)) {
    if (at > 0 && !isSpace(value.charCodeAt(at - 1))) continue;
    if (levelAt(at) === 0) starts.push(at);
  }
  return starts.length > 0 && isFreeText(name, facts) ? [] : starts;
}

/** A `name = value` that stands inside the value of another parameter. */
export interface SwallowedSetting extends Span {
  readonly name: string;
  /** No separator stands in front: a line end got lost. */
  readonly isGlued: boolean;
}

const ASSIGNMENT = /([^\s,={}]+)[ \t]*=(?!=)/g;

/** A name that is not separated from the text in front must be long enough not to be there by chance. */
const SHORTEST_GLUED = 7;
/** No parameter has a longer name. */
const LONGEST_NAME = 80;

/** The first known parameter that a value seems to set: most often an indented line that continues the one above. */
export function swallowedSetting(
  name: string,
  value: string,
  facts: PostfixFacts,
): SwallowedSetting | undefined {
  return swallowedSettings(name, value, facts)[0];
}

/** All known parameters that a value seems to set. */
export function swallowedSettings(name: string, value: string, facts: PostfixFacts): SwallowedSetting[] {
  const found: SwallowedSetting[] = [];
  if (!value.includes("=") || isFreeText(name, facts)) return found;
  const levelAt = braceLevels(value);
  for (const match of value.matchAll(ASSIGNMENT)) {
    const word = match[1]!;
    if (levelAt(match.index) > 0) continue;
    const offset = knownNameAt(word, facts);
    if (offset === undefined) continue;
    const start = match.index + offset;
    found.push({ name: word.slice(offset), start, end: match.index + word.length, isGlued: offset > 0 });
  }
  return found;
}

/** Where in a word the name of a known parameter starts that goes up to its end. */
function knownNameAt(word: string, facts: PostfixFacts): number | undefined {
  const isKnown = (text: string) => facts.defaults.has(text) || facts.registry.parameter(text) !== undefined;
  if (isKnown(word)) return 0;
  const first = Math.max(1, word.length - LONGEST_NAME);
  for (let start = first; start <= word.length - SHORTEST_GLUED; start++) {
    // A name that only ends like a known one is a name of its own.
    if (word[start - 1] !== "_" && isKnown(word.slice(start))) return start;
  }
  return undefined;
}

const QUOTED = /^(["'])[^"']*\1$/;

/** The words of a value that stand in quotes, which Postfix takes for part of them. */
export function quotedWords(name: string, value: string, facts: PostfixFacts): readonly Word[] {
  if (!value.includes('"') && !value.includes("'")) return [];
  if (isFreeText(name, facts)) return [];
  if (QUOTED.test(value)) return [{ text: value, start: 0, end: value.length }];
  return splitListWords(value).filter(({ text }) => text.length > 2 && QUOTED.test(text));
}

/** Whether Postfix reads a value otherwise than it looks. */
export function isMisread(name: string, value: string, facts: PostfixFacts): boolean {
  return (
    inlineCommentStart(name, value, facts) !== undefined ||
    swallowedSetting(name, value, facts) !== undefined ||
    quotedWords(name, value, facts).length > 0
  );
}

/** Tells how many braces are open at places of a text that are asked for from left to right. */
function braceLevels(text: string): (end: number) => number {
  let level = 0;
  let index = 0;
  return (end) => {
    for (; index < end; index++) {
      if (text[index] === "{") level++;
      else if (text[index] === "}" && level > 0) level--;
    }
    return level;
  };
}
