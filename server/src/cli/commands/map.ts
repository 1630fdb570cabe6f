/** `postfix-ls map`: what a lookup table gives, byte for byte as postmap prints it, and why. */
import { type Command, Option } from "commander";
import { decodeLatin1, encodeLatin1, textOfBytes, utf8Bytes } from "../../base/decode";
import { sourceText } from "../../base/source-text";
import { type ExpectationOutcome, runExpectations } from "../../matching/expectations";
import type { Bytes, Lookup, LookupTable } from "../../matching/lookup";
import { type FilterOutcome, filterMessage, type MessageChecks } from "../../matching/message/filter";
import { foundLine, keysOf, lookupMessage, type WantedParts } from "../../matching/message/lookup-message";
import { openTable } from "../../matching/open-table";
import { withUtf8Checks } from "../../matching/utf8";
import { isKeyTableType } from "../../syntax/tables/key-table";
import { isTableType } from "../../syntax/tables/table";
import { enginesOf } from "../engines";
import { complain, count, printable } from "../output";
import { absolutePath } from "../paths";
import { readMessage } from "../read-message";
import { CliError, type CliRuntime, EXIT, type VerbContext } from "../runtime";

interface MapOptions {
  readonly header?: string;
  readonly body?: string;
  readonly mime?: string;
  readonly message?: string;
  readonly checks: readonly Check[];
  readonly selfTest?: true;
  readonly utf8: boolean;
  readonly explain?: true;
  readonly json?: true;
}

/** What a table is used for with `--message`. */
type Check = "header" | "mime" | "nested" | "body";

const CHECKS: readonly Check[] = ["header", "mime", "nested", "body"];

/** Adds the verb. */
export function addMap(program: Command, { runtime, finish }: VerbContext): void {
  program
    .command("map")
    .description("Look keys and messages up in a table, as postmap -q does.")
    .usage("[OPTIONS] TABLE KEY | TABLE --message FILE | --self-test TABLE...")
    .argument(
      "<TABLE...>",
      "TYPE:FILE such as hash:access, or NAME.pcre, NAME.regexp or NAME.cidr; then the KEY, or - for keys on standard input",
    )
    .addOption(fileOption("--header <FILE>", "look up the headers of the message in FILE (postmap -h -q -)"))
    .addOption(fileOption("--body <FILE>", "look up its body lines (postmap -b -q -)"))
    .addOption(
      fileOption("--mime <FILE>", "look up all headers, those of attachments too (postmap -hm -q -)"),
    )
    .addOption(
      fileOption("--message <FILE>", "say what becomes of the message when the table is used for --checks"),
    )
    .addOption(
      new Option(
        "--checks <LIST>",
        `what the table is for, with --message: of ${CHECKS.join(", ")} (default: header,mime,nested, as header_checks alone makes it)`,
      )
        .argParser(readChecks)
        .default(["header", "mime", "nested"]),
    )
    .option("--self-test", "hold each TABLE against the expectations in its comments")
    .option("--no-utf8", "take keys and results that are not UTF-8 (postmap -u; smtputf8_enable = no)")
    .option("--explain", "say which rule decided, what its groups matched, and what was skipped and why")
    .option("--json", "the same as JSON")
    .addHelpText("after", HELP)
    .action(async (words: string[], options: MapOptions) => finish(await map(runtime, words, options)));
}

function fileOption(flags: string, description: string): Option {
  const others = ["header", "body", "mime", "message", "selfTest"];
  return new Option(flags, description).conflicts(others.filter((name) => !flags.startsWith(`--${name}`)));
}

const HELP = `
A FILE of - is standard input. KEY is text in UTF-8.

An expectation is a comment "#? KEY => RESULT" or "#? KEY => no match" in the table. In KEY, \\n, \\t, \\\\
and \\xHH stand for a line break, a tab, a backslash and any byte. A RESULT of one word is the first word of
what the table gives.

JSON: an array of {key, value, line, rule, captures, steps, remarks}; with --message an object {parts,
leftOut, fate: {kind, sentence}, text, remarks}; with --self-test an array of {file, line, key, expected,
actual, passed, message}.

Exit code: 0 found, or all expectations met; 1 not found, or an expectation not met; 2 wrong usage, or a
FILE or TABLE that cannot be read.`;

function readChecks(text: string): readonly Check[] {
  return text.split(",").map((word) => {
    const check = CHECKS.find((known) => known === word.trim());
    if (check) return check;
    throw new CliError(
      `--checks: "${word}" is no kind of check, so it is not clear what the table would be asked; write a list of ${CHECKS.join(", ")}`,
    );
  });
}

/** A table that was opened, with what it takes to name its lines. */
interface NamedTable {
  /** As the user would write it. */
  readonly path: string;
  readonly text: Bytes;
  readonly table: LookupTable;
  /** In sentences: how far the answers may be those of an installed Postfix. */
  readonly remarks: readonly string[];
  /** The line, from 1, and the text of a rule by its chunk. */
  ruleAt(chunk: number): { line: number; text: string };
}

async function map(runtime: CliRuntime, words: readonly string[], options: MapOptions): Promise<number> {
  if (options.selfTest) return selfTest(runtime, words, options);
  const [name, key, ...rest] = words;
  const file = options.header ?? options.body ?? options.mime ?? options.message;
  if (rest.length > 0) {
    throw new CliError("one TABLE and one KEY are looked up at a time; put quotes around a KEY with blanks");
  }
  if (key !== undefined && file !== undefined) {
    throw new CliError(
      "a KEY and a message cannot be looked up together, as postmap cannot either; leave one out",
    );
  }
  if (key === undefined && file === undefined) {
    throw new CliError(
      "there is nothing to look up: give a KEY, - for keys on standard input, or --message FILE",
    );
  }
  // Parts of a message are bytes for Postfix; other keys are UTF-8.
  const opened = await openNamed(runtime, name!, options.utf8 && file === undefined);
  if (options.explain) for (const remark of opened.remarks) complain(runtime, `${opened.path}: ${remark}`);
  if (options.message !== undefined)
    return checkMessage(runtime, opened, options, await readMessage(runtime, options.message));
  const lookups =
    file === undefined
      ? await lookUpKeys(runtime, opened, key!, options)
      : await lookUpParts(runtime, opened, file, options);
  return report(runtime, opened, lookups, options, file === undefined && key !== "-");
}

/** A key with what the table has for it. */
interface KeyLookup {
  readonly key: Bytes;
  readonly lookup: Lookup;
}

async function lookUpKeys(
  runtime: CliRuntime,
  { table }: NamedTable,
  key: string,
  options: MapOptions,
): Promise<Iterable<KeyLookup>> {
  // postmap checks keys for UTF-8 unless they are parts of a message.
  const checked = options.utf8 ? withUtf8Checks(table) : table;
  const keys = key === "-" ? keysOf(decodeLatin1(await runtime.readStdin())) : [utf8Bytes(key)];
  return lookUpEach(keys, checked, options.explain === true || options.json === true);
}

function* lookUpEach(keys: Iterable<Bytes>, table: LookupTable, explain: boolean): Generator<KeyLookup> {
  for (const key of keys) yield { key, lookup: table.lookup(key, explain) };
}

async function lookUpParts(
  runtime: CliRuntime,
  { table }: NamedTable,
  file: string,
  options: MapOptions,
): Promise<Iterable<KeyLookup>> {
  const message = await readMessage(runtime, file);
  const wanted: WantedParts = {
    headers: options.body === undefined,
    body: options.body !== undefined,
    mime: options.mime !== undefined,
  };
  const explain = options.explain === true || options.json === true;
  return partKeys(lookupMessage(message, wanted, table, explain));
}

function* partKeys(found: ReturnType<typeof lookupMessage>): Generator<KeyLookup> {
  for (const { part, lookup } of found) yield { key: part.text, lookup };
}

/** Writes what was found, as postmap does: of a single key the value only. */
function report(
  runtime: CliRuntime,
  opened: NamedTable,
  lookups: Iterable<KeyLookup>,
  options: MapOptions,
  isSingle: boolean,
): number {
  const objects: object[] = [];
  const remarks = new Set<string>();
  let isFound = false;
  for (const { key, lookup } of lookups) {
    const { value } = lookup;
    isFound ||= value !== undefined;
    for (const remark of lookup.remarks) remarks.add(remark);
    if (options.json) objects.push({ key: textOfBytes(key), ...asObject(lookup, opened) });
    else {
      if (value !== undefined)
        runtime.stdout.write(encodeLatin1(isSingle ? `${value}\n` : foundLine(key, value)));
      if (options.explain && (isSingle || value !== undefined))
        runtime.stdout.write(explanation(lookup, key, opened));
    }
  }
  if (options.json) writeJson(runtime, objects);
  else if (!options.explain) for (const remark of remarks) complain(runtime, `${opened.path}: ${remark}`);
  return isFound ? EXIT.done : EXIT.findings;
}

/** The lines of --explain for a lookup, indented. */
function explanation({ winner, steps, remarks }: Lookup, key: Bytes, opened: NamedTable): string {
  const lines: string[] = [];
  if (winner) {
    lines.push(placeOf(winner.chunk, opened));
    for (const [index, capture] of winner.captures.entries()) {
      const text = capture
        ? JSON.stringify(textOfBytes(key.slice(capture.start, capture.end)))
        : "took no part";
      lines.push(`$${index}: ${text}`.replace(/^\$0:/, "matched:"));
    }
  } else lines.push("no rule matches");
  for (const { chunk, verdict, why } of steps) {
    if (why !== undefined)
      lines.push(`${verdict === "gave-up" ? "gave up" : verdict}: ${placeOf(chunk, opened)}: ${why}`);
  }
  return [...lines, ...remarks].map((line) => `  ${printable(line)}\n`).join("");
}

function placeOf(chunk: number, { path, ruleAt }: NamedTable): string {
  const { line, text } = ruleAt(chunk);
  return `${path}:${line}: ${text}`;
}

function asObject({ value, winner, steps, remarks }: Lookup, { ruleAt }: NamedTable): object {
  const rule = winner && ruleAt(winner.chunk);
  return {
    value: value === undefined ? null : textOfBytes(value),
    line: rule?.line ?? null,
    rule: rule?.text ?? null,
    captures: winner?.captures.map((capture) => (capture ? [capture.start, capture.end] : null)) ?? [],
    steps: steps.map(({ chunk, verdict, why }) => ({ line: ruleAt(chunk).line, verdict, why })),
    remarks,
  };
}

/** `--message`: what cleanup(8) makes of a message. */
function checkMessage(runtime: CliRuntime, opened: NamedTable, options: MapOptions, message: Bytes): number {
  const outcome = filterMessage(message, checksOf(opened.table, options.checks), {
    explain: options.explain === true || options.json === true,
  });
  if (options.json) {
    const { parts, leftOut, fate, text, remarks } = outcome;
    const objects = parts.map(({ part, kind, lookup, action, effect }) => ({
      kind,
      start: part.start,
      end: part.end,
      key: textOfBytes(part.text),
      ...asObject(lookup, opened),
      action: action ?? null,
      effect: effect ?? null,
    }));
    writeJson(runtime, {
      parts: objects,
      leftOut,
      fate,
      text: text === undefined ? null : textOfBytes(text),
      remarks,
    });
  } else runtime.stdout.write(messageText(outcome, opened, options));
  return outcome.parts.some(({ action }) => action !== undefined) ? EXIT.done : EXIT.findings;
}

function checksOf(table: LookupTable, checks: readonly Check[]): MessageChecks {
  const forCheck = (check: Check) => (checks.includes(check) ? table : undefined);
  const { header, mimeHeader, nestedHeader, body } = {
    header: forCheck("header"),
    mimeHeader: forCheck("mime"),
    nestedHeader: forCheck("nested"),
    body: forCheck("body"),
  };
  return {
    ...(header && { header }),
    ...(mimeHeader && { mimeHeader }),
    ...(nestedHeader && { nestedHeader }),
    ...(body && { body }),
  };
}

/** How the parts are called; the column is as wide as the longest. */
const KINDS = { primary: "header ", mime: "mime   ", nested: "nested ", body: "body   " } as const;

/** Each part that was looked up, and below it what matched; in the end what becomes of the message. */
function messageText(
  { parts, leftOut, fate, remarks }: FilterOutcome,
  opened: NamedTable,
  options: MapOptions,
): string {
  const lines = parts.map(({ part, kind, lookup, effect }) => {
    const text = printable(textOfBytes(part.text).replaceAll("\n", "\\n"));
    const head = `${KINDS[kind]} ${text}`.trimEnd();
    if (lookup.value === undefined) return `${head}\n`;
    const found = `        ${printable(textOfBytes(lookup.value))}\n        ${printable(effect ?? "")}\n`;
    const why = options.explain ? explanation(lookup, part.text, opened).replace(/^(?=.)/gm, "      ") : "";
    return `${head}\n${found}${why}`;
  });
  if (leftOut > 0) lines.push(`and ${count(leftOut, "more part")} without a match\n`);
  return `${lines.join("")}\n${[...remarks, fate.sentence].map((line) => `${printable(line)}\n`).join("")}`;
}

/** `--self-test`: the expectations of each table. */
async function selfTest(runtime: CliRuntime, names: readonly string[], options: MapOptions): Promise<number> {
  const tested: { path: string; outcomes: ExpectationOutcome[] }[] = [];
  for (const name of names) {
    const { path, text, table } = await openNamed(runtime, name, options.utf8);
    tested.push({ path, outcomes: runExpectations(text, options.utf8 ? withUtf8Checks(table) : table) });
  }
  const all = tested.flatMap(({ outcomes }) => outcomes);
  const failed = all.filter(({ passed }) => !passed);
  if (options.json) {
    writeJson(
      runtime,
      tested.flatMap(({ path, outcomes }) => outcomes.map((outcome) => expectationObject(path, outcome))),
    );
  } else {
    for (const { path, outcomes } of tested) runtime.stdout.write(expectationText(path, outcomes));
    runtime.stdout.write(`${count(all.length, "expectation")}, ${failed.length} not met\n`);
  }
  return failed.length > 0 ? EXIT.findings : EXIT.done;
}

function expectationObject(
  file: string,
  { line, input, expected, actual, passed, message }: ExpectationOutcome,
): object {
  const shown = (text: Bytes | undefined) => (text === undefined ? null : textOfBytes(text));
  return {
    file,
    line: line + 1,
    key: textOfBytes(input),
    expected: shown(expected),
    actual: shown(actual),
    passed,
    message,
  };
}

function expectationText(path: string, outcomes: readonly ExpectationOutcome[]): string {
  if (outcomes.length === 0) {
    return `${path}: has no expectations, so nothing was tested; write comments such as "#? KEY => RESULT" into it\n`;
  }
  return outcomes
    .map(({ line, input, expected, passed, message }) => {
      const words = passed
        ? `${JSON.stringify(textOfBytes(input))} => ${textOfBytes(expected ?? "no match")}`
        : message;
      return `${path}:${line + 1}: ${passed ? "pass" : "FAIL"}: ${printable(words)}\n`;
    })
    .join("");
}

/** Opens a table that the user named. */
async function openNamed(runtime: CliRuntime, name: string, utf8: boolean): Promise<NamedTable> {
  const { type, path } = readName(name);
  const isFile = isTableType(type) || isKeyTableType(type);
  const text = isFile ? await readText(runtime, path) : utf8Bytes(path);
  const opened = openTable(type, text, enginesOf(runtime), { utf8 });
  if (typeof opened === "string") throw new CliError(`${name}: ${opened}`);
  const { tree, remarks, table } = opened;
  const source = sourceText(tree.text);
  return {
    path: isFile ? path : name,
    text,
    table,
    remarks,
    ruleAt: (chunk) => ({
      line: source.positionAt(tree.starts[chunk]!).line + 1,
      text: textOfBytes(tree.chunks[chunk]!.text.split("\n", 1)[0]!.replace(/\r$/, "")),
    }),
  };
}

async function readText(runtime: CliRuntime, path: string): Promise<Bytes> {
  const read = await runtime.files.read(absolutePath(runtime.cwd, path));
  if (!read.ok) throw new CliError(`${path}: ${read.error.message}`);
  return decodeLatin1(read.value);
}

/** Takes `type:name` apart, or finds the type by the end of a file's name. */
function readName(name: string): { type: string; path: string } {
  const [, type, path] = /^([A-Za-z][A-Za-z0-9_]+):(.+)$/s.exec(name) ?? [];
  if (type !== undefined && path !== undefined) return { type, path };
  const [, ending] = /[^\\/]\.(pcre|regexp|cidr)$/.exec(name) ?? [];
  if (ending !== undefined) return { type: ending, path: name };
  throw new CliError(
    `${name}: its name does not tell the table's type, and the same line means other things in other types; write the type in front, such as pcre:${name} or hash:${name}`,
  );
}

function writeJson(runtime: CliRuntime, value: unknown): void {
  runtime.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
