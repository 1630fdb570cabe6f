/**
 * Comments that silence rules: `# postfix-ls: ignore RULE[, RULE]` above an
 * entry silences them there; inside an entry, in the line below.
 */
import type { Span } from "../../base/span";

/** What a text must hold to be worth looking at. */
export const COMMENT_MARK = "postfix-ls:";

/** A comment that is addressed to this program. Offsets are those of the text it was found in. */
export interface OrderComment extends Span {
  /** The rules behind `ignore`; undefined when the comment says something else. */
  readonly ignored: readonly IgnoredRule[] | undefined;
  /** The comment without the mark in front. */
  readonly order: Span;
}

/** A rule that a comment names. */
export interface IgnoredRule extends Span {
  readonly rule: string;
}

const ORDER = /^([ \t]*#[ \t]*postfix-ls:[ \t]*)([^\r\n]*?)[ \t]*$/gm;
const IGNORE = /^ignore(?![\w-])/;

/** The comments of a text that are addressed to this program. */
export function orderComments(text: string): OrderComment[] {
  if (!text.includes(COMMENT_MARK)) return [];
  return [...text.matchAll(ORDER)].map((match) => {
    const from = match.index + match[1]!.length;
    const order = { start: from, end: from + match[2]!.length };
    return {
      start: match.index + match[0].indexOf("#"),
      end: order.end,
      order,
      ignored: IGNORE.test(match[2]!) ? ignoredRules(match[2]!, from) : undefined,
    };
  });
}

function ignoredRules(order: string, start: number): IgnoredRule[] {
  const [, ...names] = [...order.matchAll(/[^\s,]+/g)];
  return names.map(({ 0: rule, index }) => ({
    rule,
    start: start + index,
    end: start + index + rule.length,
  }));
}

/**
 * Whether comments silence a rule at a place of a chunk.
 *
 * @param above the comments and blank lines in front of the chunk; empty when there are none
 */
export function isIgnored(rule: string, above: string, chunk: string, start: number): boolean {
  if (!above.includes(COMMENT_MARK) && !chunk.includes(COMMENT_MARK)) return false;
  const lineStart = start === 0 ? 0 : chunk.lastIndexOf("\n", start - 1) + 1;
  return isNamedAtEnd(rule, above) || isNamedAtEnd(rule, chunk.slice(0, lineStart));
}

/** Whether the comment lines with which a text ends silence a rule. */
function isNamedAtEnd(rule: string, text: string): boolean {
  let start = text.length;
  while (start > 0) {
    const lineStart = start < 2 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(lineStart, start))) break;
    start = lineStart;
  }
  return orderComments(text.slice(start)).some(({ ignored }) => ignored?.some((each) => each.rule === rule));
}
