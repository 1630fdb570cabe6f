/** Asks the installed postmap what a table does with an input, and holds it against our own answer. */
import { encodeLatin1, utf8Bytes } from "../../base/decode";
import type { TableCompareResult, TableTestInput, TableTestResult } from "../../contract/protocol";
import { actionKindOf } from "../../knowledge/table-actions";
import type { Exec } from "../../ports/exec";
import type { TableToTry } from "./job";

/** What is compared. */
export interface Comparison {
  readonly exec: Exec;
  /** Where the table is; its content there is that of `table`. */
  readonly path: string;
  readonly table: TableToTry;
  readonly input: TableTestInput;
  readonly ours: TableTestResult;
}

const TIMEOUT = 30_000;
const OUTPUT_LIMIT = 10_000_000;

/** Types that Postfix looks up in a file of its own making, which may be older than the text. */
const INDEXED = new Set(["hash", "btree", "lmdb", "cdb", "dbm", "sdbm"]);

/** Compares; a Postfix that cannot be asked is no disagreement. */
export async function compareTable({
  exec,
  path,
  table,
  input,
  ours,
}: Comparison): Promise<TableCompareResult> {
  const postmap = await exec.find("postmap");
  if (postmap === undefined) {
    return { agrees: null, text: "postmap is not installed on this machine, so there is nobody to ask." };
  }
  const spec = `${table.type}:${path}`;
  const options = input.kind === "message" ? partsOf(table.uses) : [];
  const args = [...options, "-q", "-", spec];
  const keys = input.kind === "message" ? [input.text] : keysOf(input.text, ours);
  // A key of several lines, such as a folded header, cannot be told from several keys on standard input.
  const isSingle = input.kind === "key" && keys.length === 1 && (keys[0]!.includes("\n") || keys[0] === "-");
  const result = await exec.run({
    program: postmap,
    args: isSingle ? ["-q", keys[0]!, spec] : args,
    ...(!isSingle && { input: encodeLatin1(utf8Bytes(keys.join("\n").replace(/\n?$/, "\n"))) }),
    timeout: TIMEOUT,
    outputLimit: OUTPUT_LIMIT,
  });
  if (result.kind !== "exit") return { agrees: null, text: `postmap ${result.message}.` };
  const command = `postmap ${isSingle ? `-q '${keys[0]}'` : args.slice(0, -1).join(" ")} ${spec}`;
  if (result.code > 1 || (result.code === 1 && /fatal:/.test(result.stderr))) {
    return { agrees: null, text: `\`${command}\` failed: ${lastLine(result.stderr)}` };
  }
  const theirs = isSingle ? result.stdout : firstLines(result.stdout, input.kind);
  const expected = isSingle ? ownValue(ours) : ownLines(ours, input.kind);
  if (theirs === expected) {
    const what = theirs === "" ? "that nothing matches" : `\`${oneLine(theirs)}\``;
    return { agrees: true, text: `postmap says the same: ${what}.` };
  }
  const index = INDEXED.has(table.type)
    ? ` ${table.type} tables are looked up in the file that postmap makes of the text; run \`postmap ${spec}\` if the text is newer.`
    : "";
  return {
    agrees: false,
    text: `\`${command}\` says ${quoted(theirs)}, this editor says ${quoted(expected)}. What Postfix says counts.${index}`,
  };
}

/** The parts of a message that postmap is to look up. */
function partsOf(uses: readonly string[]): string[] {
  const kind = uses.map(actionKindOf).find((each) => each !== undefined);
  return kind === "body" || kind === "delivery-body" ? ["-b"] : ["-h", "-m"];
}

/** The keys that Postfix makes of the one that was typed. */
function keysOf(text: string, ours: TableTestResult): string[] {
  const tried = ours.lookups[0]?.tried ?? [];
  return tried.length > 0 ? tried.map(({ key }) => key) : [text];
}

function ownValue({ lookups }: TableTestResult): string {
  const value = lookups[0]?.value ?? null;
  return value === null ? "" : `${utf8Bytes(value)}\n`;
}

function ownLines({ lookups }: TableTestResult, kind: TableTestInput["kind"]): string {
  const lines = lookups.flatMap(({ key, value, tried }) => {
    const found = tried.find((each) => each.found)?.key ?? key;
    return value === null ? [] : [`${found}\t${value}\n`];
  });
  return utf8Bytes(kind === "key" ? (lines[0] ?? "") : lines.join(""));
}

/** Of several keys only the first that is found counts. */
function firstLines(stdout: string, kind: TableTestInput["kind"]): string {
  return kind === "key" ? (/^.*\n/.exec(stdout)?.[0] ?? "") : stdout;
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

function oneLine(bytes: string): string {
  return new TextDecoder()
    .decode(encodeLatin1(bytes))
    .trimEnd()
    .replace(/\s*\n\s*/g, " · ")
    .slice(0, 300);
}

function quoted(bytes: string): string {
  return bytes === "" ? "that nothing matches" : `\`${oneLine(bytes)}\``;
}
