/** Hover on regular expressions, their flags, and what stands for their groups in a result. */
import { code, heading } from "../../analysis/markdown";
import type { Span } from "../../base/span";
import { flagsOf } from "../../knowledge/pattern-parts";
import type { RegexpLine, RegexpPattern, RegexpType } from "../../syntax/tables/regexp-table";
import { paragraphs, warning } from "../hover/context";
import { captureGroups, type PatternPart, patternParts } from "./pattern-words";
import { type LineAt, placedSpan, type TablePart } from "./table-at";

/** Parts that a hover has room for. */
const MOST_PARTS = 40;
/** Groups in groups are indented up to here. */
const MOST_INDENT = 6;

/** The hover on a letter behind a pattern; undefined anywhere else. */
export function flagHover(at: LineAt<RegexpLine>): TablePart | undefined {
  for (const { flags } of at.line.patterns) {
    const flag = flags.find(({ start, end }) => start <= at.at && at.at < end) ?? lastEndingAt(flags, at.at);
    if (!flag) continue;
    const meanings = flagsOf(at.line.table);
    const meaning = Object.hasOwn(meanings, flag.text)
      ? meanings[flag.text]!
      : warning(`Tables of type ${at.line.table} have no such flag: Postfix skips the rule.`);
    const repeated = flags.filter(({ text }) => text === flag.text).length;
    const again =
      repeated > 1
        ? warning(`It stands here ${repeated} times; each one undoes the one before it.`)
        : undefined;
    return {
      ...placedSpan(at, flag),
      markdown: paragraphs(heading(flag.text, "flag of the pattern"), meaning, again),
    };
  }
  return undefined;
}

function lastEndingAt<Part extends Span>(parts: readonly Part[], offset: number): Part | undefined {
  return parts.find(({ end }) => end === offset);
}

/** The hover on a pattern: the part under the cursor, then all parts. */
export function patternHover(at: LineAt<RegexpLine>): TablePart | undefined {
  const pattern = at.line.patterns.find(({ start, end }) => start <= at.at && at.at < end);
  if (!pattern) return undefined;
  const inside = at.at - pattern.text.start;
  const parts = patternParts(pattern, at.line.table);
  const under = innermost(parts, inside);
  const span = under
    ? { start: pattern.text.start + under.start, end: pattern.text.start + under.end }
    : pattern;
  const text = pattern.text.text;
  const markdown = paragraphs(
    under ? `**${shownPart(text, under)}** · ${under.words}` : heading("Pattern", "regular expression"),
    ...notices(pattern, at.line.table),
    partList(text, parts),
  );
  return { ...placedSpan(at, span), markdown };
}

/** The smallest part that an offset is in. */
function innermost(parts: readonly PatternPart[], offset: number): PatternPart | undefined {
  return parts.filter(({ start, end }) => start <= offset && offset < end).at(-1);
}

function shownPart(text: string, { start, end }: Span): string {
  return code(text.slice(start, end), 60);
}

function notices(pattern: RegexpPattern, type: RegexpType): string[] {
  const { tree, negated, flags } = pattern;
  const tellsCase = flags.filter(({ text }) => text === "i").length % 2 === 1;
  const found = [
    tellsCase ? "Capital and small letters are told apart." : "Capital and small letters are the same.",
  ];
  if (negated) found.push("The rule is for what does **not** match.");
  if (!tree)
    found.push("It is a basic expression, because of the flag `x`; its parts are not explained here.");
  else if (!tree.sure) {
    found.push(
      "Some of it is not followed here: groups may be counted in another way than the library does.",
    );
  } else if (tree.problem) found.push(warning(`The ${type} library refuses this pattern.`));
  return [found.join(" ")];
}

function partList(text: string, parts: readonly PatternPart[]): string | undefined {
  if (parts.length === 0) return undefined;
  const lines = parts
    .slice(0, MOST_PARTS)
    .map(
      (part) => `${"  ".repeat(Math.min(part.depth, MOST_INDENT))}- ${shownPart(text, part)} ${part.words}`,
    );
  if (parts.length > MOST_PARTS) lines.push(`- … and ${parts.length - MOST_PARTS} more parts`);
  return lines.join("\n");
}

/** The hover on `$1` in a result: what the group is. */
export function substitutionHover(at: LineAt<RegexpLine>): TablePart | undefined {
  const found = at.line.substitutions.find(({ start, end }) => start <= at.at && at.at < end);
  if (!found || found.problem || found.index === undefined) return undefined;
  const text = at.line.logical.text.slice(found.start, found.end);
  return {
    ...placedSpan(at, found),
    markdown: paragraphs(
      heading(text, `what group ${found.index} matched`),
      groupSentence(at.line, found.index),
    ),
  };
}

function groupSentence({ patterns }: RegexpLine, index: number): string {
  const [pattern] = patterns;
  if (!pattern?.tree) return "The groups of a basic expression are not followed here.";
  if (pattern.negated) return warning("A pattern with an exclamation mark in front gives nothing to groups.");
  const group = captureGroups(pattern)[index - 1];
  if (group) {
    const shown = code(pattern.text.text.slice(group.start, group.end));
    return `Group ${index} is ${shown}. It stands for nothing where the group took no part in the match.`;
  }
  if (!pattern.tree.sure) return "This pattern is not followed here, so that its groups are not known.";
  return warning(`The pattern has no group ${index}.`);
}
