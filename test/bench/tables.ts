// Lookup tables without protocol and without a second process: what opening, editing and asking them costs.
// run.mjs bundles this file and runs it in a process of its own; it prints its figures as JSON.
import { readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { knownFacts } from "../../server/src/analysis/model/postfix-facts";
import { RULES } from "../../server/src/analysis/rules/index";
import { TableFile } from "../../server/src/analysis/table-file";
import { parseVersion } from "../../server/src/knowledge/version";
import { lookupMessage } from "../../server/src/matching/message/lookup-message";
import { Pcre2 } from "../../server/src/matching/pcre2/engine";
import { createRegexpTable } from "../../server/src/matching/regexp-table";
import { readPcre2Module } from "../../server/src/node/pcre2-module";
import { parseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import type { TableFormat } from "../../server/src/syntax/tables/table";

/** A table, and the line of an entry to edit. */
interface Table {
  readonly text: string;
  readonly line: number;
}

/** What is measured. */
interface Input {
  readonly patterns: Table;
  readonly keys: Table;
  readonly message: string;
}

const input = JSON.parse(readFileSync(0, "utf8")) as Input;
const figures: Record<string, number[]> = {};

/** Times something. @returns what it gave */
function timed<Result>(name: string, act: () => Result): Result {
  const begun = performance.now();
  const result = act();
  figures[name] = [...(figures[name] ?? []), performance.now() - begun];
  return result;
}

const machine = { hostname: "mx1.example.org", addresses: [], hosts: new Map(), processId: 1 };
const facts = knownFacts(parseVersion("3.7")!, machine);

function collect(): void {
  const gc = (globalThis as { gc?: () => void }).gc;
  if (!gc) throw new Error("Memory is measured with --expose-gc.");
  gc();
}

/** Opens a file and types in it. */
function edit(name: string, format: TableFormat, use: string, { text, line }: Table): TableFile {
  const uri = "file:///etc/postfix/table";
  const document = TextDocument.create(uri, "table", 1, text);
  const file = timed(`${name}-open`, () => {
    const opened = new TableFile<TableFormat>(format, uri, document, facts, [use], RULES);
    opened.findings();
    return opened;
  });
  for (let round = 0; round < 20; round += 1) {
    const isTyped = round % 2 === 1;
    const start = { line, character: 2 };
    const end = { line, character: isTyped ? 3 : 2 };
    const typed = isTyped ? "" : "x";
    timed(`${name}-edit`, () => {
      const offset = document.offsetAt(start);
      const oldEnd = document.offsetAt(end);
      TextDocument.update(document, [{ range: { start, end }, text: typed }], round + 2);
      file.change(document, { start: offset, oldEnd, newEnd: offset + typed.length });
      file.findings();
    });
  }
  return file;
}

edit("patterns", "pcre", "header_checks", input.patterns);

collect();
const before = process.memoryUsage().heapUsed;
const keys = edit("keys", "key", "check_sender_access", input.keys);
collect();
const held = process.memoryUsage().heapUsed - before;
// Without this the file might be gone by now.
if (keys.findings().length > 1_001) throw new Error("more findings than are shown");
figures["keys-memory"] = [held / input.keys.text.length];

const engine = new Pcre2(readPcre2Module());
const table = createRegexpTable(parseRegexpTable(input.patterns.text, "pcre"), engine);
timed("patterns-compile", () => table.lookup("Subject: something that nothing matches"));
for (let round = 0; round < 30; round += 1) {
  timed("patterns-header", () => table.lookup(`Subject: Re: minutes of the meeting on ${round} November`));
}
for (let round = 0; round < 5; round += 1) {
  timed("patterns-message", () => [...lookupMessage(input.message, { headers: true }, table)]);
}
process.stdout.write(JSON.stringify(figures));
