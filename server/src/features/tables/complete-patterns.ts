/** Completion in tables with patterns: rules, parts of regular expressions, flags, and groups in results. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { code } from "../../analysis/markdown";
import { hasCidrBlocks } from "../../analysis/rules/table-lines";
import { HEADER_NAMES } from "../../knowledge/header-names";
import { CLASS_NAMES, escapesOf, flagsOf } from "../../knowledge/pattern-parts";
import { isSpace } from "../../syntax/characters";
import type { CidrLine } from "../../syntax/tables/cidr-table";
import type { RegexpLine } from "../../syntax/tables/regexp-table";
import { blocksIn, outlineOf } from "./blocks";
import { aliasNames } from "./complete-aliases";
import { clientNameProposals } from "./complete-client";
import { keyValueOffer } from "./complete-results";
import type { Offer, TableProposal } from "./offer";
import { captureGroups } from "./pattern-words";
import { actionsAt, type LineAt, placedSpan, type TableAt } from "./table-at";

/** What a line may begin with; `offset` is where one starts. */
export function startOffer(table: TableAt, offset: number): Offer | undefined {
  return { start: offset, end: offset, proposals: lineStarts(table, offset) };
}

function lineStarts(table: TableAt, offset: number): readonly TableProposal[] {
  const parsed = table.table;
  switch (parsed.type) {
    case "pcre":
    case "regexp":
      return [...openEndif(table, offset), ...REGEXP_STARTS];
    case "cidr":
      return hasCidrBlocks(table.facts.version) ? [...openEndif(table, offset), ...CIDR_STARTS] : [];
    case "aliases":
      return aliasNames(parsed.tree);
    case "key":
      return [];
    default:
      return clientNameProposals(table, parsed, undefined);
  }
}

const starts = (label: string, snippet: string, text: string, documentation: string): TableProposal => ({
  label,
  kind: CompletionItemKind.Snippet,
  snippet,
  text,
  documentation,
});

const REGEXP_STARTS: readonly TableProposal[] = [
  starts("/pattern/", "/${1:^pattern}/ ${2:result}", "/", "A rule: what it gives where the pattern matches."),
  starts(
    "if /pattern/",
    "if /${1:^pattern}/\n$0\nendif",
    "if /",
    "Rules up to endif that are tried only where the pattern matches.",
  ),
  starts(
    "if !/pattern/",
    "if !/${1:^pattern}/\n$0\nendif",
    "if !/",
    "Rules up to endif that are tried only where the pattern does not match.",
  ),
];

const CIDR_STARTS: readonly TableProposal[] = [
  starts(
    "if network",
    "if ${1:192.0.2.0/24}\n$0\nendif",
    "if ",
    "Rules up to endif that are tried only for addresses in the network.",
  ),
  starts(
    "if !network",
    "if !${1:192.0.2.0/24}\n$0\nendif",
    "if !",
    "Rules up to endif that are tried only for addresses outside the network.",
  ),
];

/** `endif` where a block is open. */
function openEndif(table: TableAt, offset: number): TableProposal[] {
  const parsed = table.table;
  if (parsed.type !== "pcre" && parsed.type !== "regexp" && parsed.type !== "cidr") return [];
  const open = blocksIn(outlineOf(table, parsed))
    .filter((block) => block.open.start < offset && (!block.close || block.close.start >= offset))
    .at(-1);
  if (!open) return [];
  const line = table.source.positionAt(open.open.start).line + 1;
  const documentation = `Ends the block that starts in line ${line}.`;
  return [{ label: "endif", kind: CompletionItemKind.Keyword, documentation }];
}

/** The offer in a line of a cidr table. */
export function cidrOffer(table: TableAt, at: LineAt<CidrLine>): Offer | undefined {
  const { text } = at.line.logical;
  const keyword = startedWord(text, at.at);
  if (keyword) return { ...placedSpan(at, keyword), proposals: lineStarts(table, at.start) };
  if (/^(?:if|endif)(?![A-Za-z0-9])/i.test(text)) return undefined;
  let end = 0;
  while (end < text.length && (isSpace(text.charCodeAt(end)) || text[end] === "!")) end++;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
  return keyValueOffer(table, at, end);
}

/** The word that a line begins with, where the cursor is in it and it may become `if` or `endif`. */
function startedWord(text: string, at: number): { start: number; end: number } | undefined {
  const [word] = /^[a-z]*/i.exec(text)!;
  const isKeyword = ["if", "endif"].some((keyword) => keyword.startsWith(word.toLowerCase()));
  return word !== "" && at <= word.length && isKeyword ? { start: 0, end: word.length } : undefined;
}

/** What the cursor is in; offsets of the logical text. */
type RegexpPlace =
  | { readonly part: "pattern"; readonly open: number }
  | { readonly part: "flags"; readonly start: number; readonly end: number }
  | { readonly part: "result"; readonly start: number };

/** The offer in a line of a pcre or regexp table. */
export function regexpOffer(table: TableAt, at: LineAt<RegexpLine>): Offer | undefined {
  const { text } = at.line.logical;
  const keyword = startedWord(text, at.at);
  if (keyword) return { ...placedSpan(at, keyword), proposals: lineStarts(table, at.start) };
  const place = regexpPlaceOf(text, at);
  if (place?.part === "pattern") return patternOffer(table, at, place.open);
  if (place?.part === "flags") return flagOffer(at, text.slice(place.start, place.end));
  if (place?.part === "result") return groupOffer(at) ?? keyValueOffer(table, at, place.start);
  return undefined;
}

/** Reads the line up to the cursor as Postfix does, also where it is not complete yet. */
function regexpPlaceOf(text: string, { at, line }: LineAt<RegexpLine>): RegexpPlace | undefined {
  const keyword = /^(?:if|endif)(?![A-Za-z0-9])/i.exec(text)?.[0] ?? "";
  if (keyword.length > 2) return undefined;
  let open = keyword.length;
  for (;;) {
    while (open < text.length && (isSpace(text.charCodeAt(open)) || text[open] === "!")) open++;
    if (open >= at) return undefined;
    let close = open + 1;
    while (close < text.length && text[close] !== text[open]) close += text[close] === "\\" ? 2 : 1;
    if (at <= close) return { part: "pattern", open: open + 1 };
    let end = close + 1;
    const isEnd = () => isSpace(text.charCodeAt(end)) || (line.table === "regexp" && text[end] === "!");
    while (end < text.length && !isEnd()) end++;
    if (at <= end) return { part: "flags", start: close + 1, end };
    if (text[end] !== "!") return keyword === "" ? { part: "result", start: end } : undefined;
    open = end;
  }
}

function patternOffer(table: TableAt, at: LineAt<RegexpLine>, open: number): Offer | undefined {
  const { text } = at.line.logical;
  const before = text.slice(open, at.at);
  const behind = text.slice(at.at);
  const named = /\[[^\]]*\[:\^?([a-z]*)$/.exec(before);
  if (named) {
    const start = at.at - named[1]!.length;
    const end = at.at + /^[a-z]*(?::\])?/.exec(behind)![0].length;
    return { ...placedSpan(at, { start, end }), proposals: classNames() };
  }
  const [slashes] = /\\*$/.exec(before)!;
  if (slashes.length % 2 === 1) {
    return { ...placedSpan(at, { start: at.at - 1, end: at.at }), proposals: escapes(at.line) };
  }
  const header = /^\^(\((?:\?:)?(?:[A-Za-z-]+:?\|)*)?([A-Za-z-]*)$/.exec(before);
  if (!header || !actionsAt(table).some(({ kind }) => /header|milter/.test(kind))) return undefined;
  const start = at.at - header[2]!.length;
  const end = at.at + /^[A-Za-z-]*:?/.exec(behind)![0].length;
  const colon = header[1] === undefined ? ":" : "";
  const proposals = HEADER_NAMES.map((name) => ({ label: name + colon, kind: CompletionItemKind.Field }));
  return { ...placedSpan(at, { start, end }), proposals };
}

function classNames(): TableProposal[] {
  return Object.entries(CLASS_NAMES).map(([label, documentation]) => ({
    label,
    kind: CompletionItemKind.Value,
    text: `${label}:]`,
    note: documentation,
  }));
}

function escapes({ table }: RegexpLine): TableProposal[] {
  return Object.entries(escapesOf(table)).map(([letter, note]) => ({
    label: `\\${letter}`,
    kind: CompletionItemKind.Value,
    note,
  }));
}

function flagOffer(at: LineAt<RegexpLine>, present: string): Offer {
  const proposals = Object.entries(flagsOf(at.line.table))
    .filter(([label]) => !present.includes(label))
    .map(([label, documentation]) => ({ label, kind: CompletionItemKind.Keyword, documentation }));
  return { ...placedSpan(at, { start: at.at, end: at.at }), proposals };
}

/** The groups of the pattern where a dollar sign stands in front of the cursor; undefined elsewhere. */
function groupOffer(at: LineAt<RegexpLine>): Offer | undefined {
  const { patterns, logical } = at.line;
  const match = /(\$+)([{(]?)(\d*)$/.exec(logical.text.slice(0, at.at));
  // Two dollar signs are one that stands for itself.
  if (!match || match[1]!.length % 2 === 0) return undefined;
  const start = at.at - match[2]!.length - match[3]!.length - 1;
  const end = at.at + /^\d*[})]?/.exec(logical.text.slice(at.at))![0].length;
  const [pattern] = patterns;
  const groups = pattern && !pattern.negated ? captureGroups(pattern) : [];
  const forms: ((index: number) => string)[] =
    match[2] === ""
      ? [(index) => `$${index}`, (index) => `\${${index}}`]
      : [(index) => (match[2] === "{" ? `\${${index}}` : `$(${index})`)];
  const proposals = forms.flatMap((form) =>
    groups.map((group, index) => ({
      label: form(index + 1),
      kind: CompletionItemKind.Variable,
      note: pattern!.text.text.slice(group.start, group.end),
      documentation: `What ${code(pattern!.text.text.slice(group.start, group.end))} matched.`,
    })),
  );
  return { ...placedSpan(at, { start, end }), proposals };
}
