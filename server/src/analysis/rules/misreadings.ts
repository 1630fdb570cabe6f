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

/** Whether everything in a value may be meant as it stands. */
function isFreeText(name: string, facts: PostfixFacts): boolean {
  const fact = facts.registry.parameter(name)?.fact;
  return fact !== undefined && FREE_TEXT.has(fact.valueKind);
}

/**
 * Where a comment behind the value starts; undefined when there is none.
 * Postfix takes only a line whose first character that is no white space is
 * `#` for a comment (readlline.c).
 */
export function inlineCommentStart(name: string, value: string, facts: PostfixFacts): number | undefined {
  for (let at = value.indexOf("#"); at >= 0; at = value.indexOf("#", at + 1)) {
    if (at > 0 && !isSpace(value.charCodeAt(at - 1))) continue;
    // A lone character can be what is set, as in `recipient_delimiter = #`.
    if (value.length - at === 1 && at === 0) return undefined;
    return isFreeText(name, facts) || braceLevelAt(value, at) > 0 ? undefined : at;
  }
  return undefined;
}

/** A `name = value` that stands inside the value of another parameter. */
export interface SwallowedSetting extends Span {
  readonly name: string;
}

const ASSIGNMENT = /(?<=[\s,])([A-Za-z0-9_]+)[ \t]*=(?!=)/g;

/** The first known parameter that a value seems to set: most often an indented line that continues the one above. */
export function swallowedSetting(
  name: string,
  value: string,
  facts: PostfixFacts,
): SwallowedSetting | undefined {
  if (!value.includes("=") || isFreeText(name, facts)) return undefined;
  for (const match of value.matchAll(ASSIGNMENT)) {
    const swallowed = match[1]!;
    const isKnown = facts.defaults.has(swallowed) || facts.registry.parameter(swallowed) !== undefined;
    if (!isKnown || braceLevelAt(value, match.index) > 0) continue;
    return { name: swallowed, start: match.index, end: match.index + swallowed.length };
  }
  return undefined;
}

/** The words of a value that stand in quotes, which Postfix takes for part of them. */
export function quotedWords(name: string, value: string, facts: PostfixFacts): readonly Word[] {
  if (!value.includes('"') && !value.includes("'")) return [];
  if (isFreeText(name, facts)) return [];
  const whole = /^(["'])[^"']*\1$/.test(value);
  if (whole) return [{ text: value, start: 0, end: value.length }];
  return splitListWords(value).filter(({ text }) => /^(["'])[^"']+\1$/.test(text));
}

/** Whether Postfix reads a value otherwise than it looks. */
export function isMisread(name: string, value: string, facts: PostfixFacts): boolean {
  return (
    inlineCommentStart(name, value, facts) !== undefined ||
    swallowedSetting(name, value, facts) !== undefined ||
    quotedWords(name, value, facts).length > 0
  );
}

function braceLevelAt(text: string, end: number): number {
  let level = 0;
  for (let index = 0; index < end; index++) {
    if (text[index] === "{") level++;
    else if (text[index] === "}" && level > 0) level--;
  }
  return level;
}
