/**
 * Tries a lookup table as the editor asks for it: with a key or a whole
 * message, or with the expectations in its own comments. The command line's
 * `map` does the same by other means: what it prints is postmap's.
 */
import { textOfBytes, utf8Bytes } from "../../base/decode";
import { type SourceText, sourceText } from "../../base/source-text";
import type { TableExpectation, TableTestResult, TestedLine, TestedLookup } from "../../contract/protocol";
import { type ActionKind, actionKindOf } from "../../knowledge/table-actions";
import { lookupFormatOf } from "../../knowledge/table-formats";
import { effectOf } from "../../matching/actions";
import { runExpectations } from "../../matching/expectations";
import { lookupByOrder } from "../../matching/key-order";
import { createAliasesTable } from "../../matching/key-table";
import type { Bytes, Lookup, LookupTable, TriedKey } from "../../matching/lookup";
import { filterMessage, type MessageChecks } from "../../matching/message/filter";
import { type Engines, type OpenedTable, openTable } from "../../matching/open-table";
import { withUtf8Checks } from "../../matching/utf8";
import { splitWords } from "../../syntax/lists";
import { parseAliasesTable } from "../../syntax/tables/aliases-table";
import { isFilterText } from "../privacy/table";
import type { TableAnswers, TableJob, TableToTry } from "./job";

/** How many lookups of a message are told: an editor shows no more, and a message may have a million lines. */
const MOST_LOOKUPS = 2_000;

/** Does a job. */
export function runTableJob(job: TableJob, engines: Engines): TableAnswers[TableJob["kind"]] {
  const opened = open(job.table, engines);
  if (typeof opened === "string") return job.kind === "test" ? nothing([opened]) : [];
  return job.kind === "test" ? testTable(job.table, opened, job.input) : testExpectations(job.table, opened);
}

function open({ type, text, isAliases, settings }: TableToTry, engines: Engines): OpenedTable | string {
  const bytes = utf8Bytes(text);
  const options = { utf8: settings.smtputf8_enable !== "no" };
  if (!isAliases) return openTable(type, bytes, engines, options);
  const tree = parseAliasesTable(bytes);
  return { table: createAliasesTable(tree, options), tree, remarks: [] };
}

function nothing(remarks: readonly string[]): TableTestResult {
  return { lookups: [], message: null, remarks };
}

/** How the parts of an answer are turned into what an editor shows. */
interface View {
  readonly source: SourceText;
  /** Where each chunk of the table starts, in the text as bytes; lines are the same in both. */
  readonly starts: ArrayLike<number>;
  readonly kind: ActionKind | undefined;
}

function testTable(
  job: TableToTry,
  { table, tree, remarks }: OpenedTable,
  { kind, text: input }: { readonly kind: "key" | "message"; readonly text: string },
): TableTestResult {
  const { text, uses, settings } = job;
  const isChecked = settings.smtputf8_enable !== "no";
  const checked = isChecked ? withUtf8Checks(table) : table;
  const use = uses.map(actionKindOf).find((each) => each !== undefined);
  const view: View = { source: sourceText(utf8Bytes(text)), starts: tree.starts, kind: use };
  if (kind === "message") return testMessage(table, utf8Bytes(input), view, remarks);
  const key = utf8Bytes(input);
  const { lookup, tried } = lookUp(checked, key, job);
  const tested = showLookup(key, lookup, tried, view);
  return { lookups: [tested], message: null, remarks: [...remarks, ...lookup.remarks] };
}

/** Looks up the keys that Postfix makes of one, where what refers to the table tells which these are. */
function lookUp(
  table: LookupTable,
  key: Bytes,
  { type, uses, settings }: TableToTry,
): { lookup: Lookup; tried: readonly TriedKey[] } {
  const format = uses.map(lookupFormatOf).find((each) => each !== undefined);
  if (!format) return { lookup: table.lookup(key, true), tried: [] };
  const { tried, ...lookup } = lookupByOrder(
    table,
    format,
    key,
    {
      tableType: type,
      recipientDelimiter: settings.recipient_delimiter ?? "",
      ownerRequestSpecial: settings.owner_request_special !== "no",
      doubleBounceSender: settings.double_bounce_sender ?? "double-bounce",
      ...(settings.parent_domain_matches_subdomains !== undefined && {
        parentDomainMatchesSubdomains: settings.parent_domain_matches_subdomains,
      }),
      localDomains: localDomains(settings),
    },
    true,
  );
  const isPlain = tried.length === 1 && tried[0]!.key === key;
  return { lookup, tried: isPlain ? [] : tried };
}

/** The domains of mydestination and myorigin that are written out; tables in it are not asked. */
function localDomains({ mydestination = "", myorigin = "" }: TableToTry["settings"]): string[] {
  return [...splitWords(mydestination).map(({ text }) => text), myorigin].filter(
    (word) => word !== "" && !word.includes(":") && !word.includes("/"),
  );
}

function testMessage(
  table: LookupTable,
  message: Bytes,
  view: View,
  remarks: readonly string[],
): TableTestResult {
  const checks = checksFor(table, view);
  const outcome = filterMessage(message, checks, { explain: false, keepUnmatched: MOST_LOOKUPS });
  const shown = outcome.parts.slice(0, MOST_LOOKUPS);
  const leftOut = outcome.leftOut + outcome.parts.length - shown.length;
  const lookups = shown.map(({ part, lookup, effect }) => ({
    ...showLookup(part.text, lookup, [], view),
    effect: effect ?? null,
  }));
  const said = leftOut > 0 ? [`${leftOut} more lines of the message are not shown.`] : [];
  const after = outcome.text === undefined ? message : outcome.text;
  return {
    lookups,
    message: { text: textOfBytes(after), fate: outcome.fate.sentence },
    remarks: [...remarks, ...outcome.remarks, ...said],
  };
}

/** Which parts of a message a table is for; one for body lines is not asked about headers. */
function checksFor(table: LookupTable, { kind, source }: View): MessageChecks {
  // A header privacy filter is set up so that nothing that is attached passes it.
  if (isFilterText(source.getText())) return { header: table };
  if (kind === "body" || kind === "delivery-body") return { body: table };
  return { header: table, mimeHeader: table, nestedHeader: table };
}

function testExpectations({ text }: TableToTry, { table }: OpenedTable): TableExpectation[] {
  return runExpectations(utf8Bytes(text), table).map(
    ({ line, input, expected, actual, passed, message }) => ({
      line,
      input: textOfBytes(input),
      expected: expected === undefined ? null : textOfBytes(expected),
      actual: actual === undefined ? null : textOfBytes(actual),
      passed,
      message: passed ? "" : message,
    }),
  );
}

function showLookup(key: Bytes, lookup: Lookup, tried: readonly TriedKey[], view: View): TestedLookup {
  const { value, winner } = lookup;
  const lineOf = (chunk: number) => view.source.positionAt(view.starts[chunk]!).line;
  const captures = winner?.captures ?? [];
  const shown = value === undefined ? null : textOfBytes(value);
  return {
    key: textOfBytes(key),
    value: shown,
    effect: shown === null || !view.kind ? null : effectOf(view.kind, shown),
    line: winner ? lineOf(winner.chunk) : null,
    captures: captures.slice(1).map((part) => (part ? textOfBytes(key.slice(part.start, part.end)) : null)),
    lines: lookup.steps.map(
      ({ chunk, verdict, why }): TestedLine => ({
        line: lineOf(chunk),
        verdict,
        ...(why !== undefined && { why }),
      }),
    ),
    tried: tried.map(({ key: made, found }) => ({ key: textOfBytes(made), found })),
  };
}
