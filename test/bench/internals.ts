// The engine without protocol and without a second process: what parsing, a keystroke, the rules and completion cost.
// run.mjs bundles this file and runs it in a process of its own; it prints its figures as JSON.
import { readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Directory, directoryOf } from "../../server/src/analysis/directory";
import { knownFacts } from "../../server/src/analysis/model/postfix-facts";
import { RULES } from "../../server/src/analysis/rules/index";
import { completionAt, readCompletionCapabilities } from "../../server/src/features/completion/index";
import { parseVersion } from "../../server/src/knowledge/version";
import type { FileResult, Files } from "../../server/src/ports/files";
import { parseMainCf } from "../../server/src/syntax/main-cf";

/** What is measured, and the place to edit, as the generated file says it. */
interface Input {
  readonly short: string;
  /** 5,000 lines. */
  readonly half: string;
  readonly long: string;
  readonly master: string;
  readonly edit: { readonly line: number; readonly character: number; readonly insert: string };
  /** An empty line of the long file. */
  readonly completion: { readonly line: number; readonly character: number };
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

const machine = {
  hostname: "mx1.example.org",
  addresses: [],
  hosts: new Map<string, string[]>(),
  processId: 1,
};

// The very first parse of the process, before the engine's code has been compiled.
timed("parse-first", () => parseMainCf(input.long));
for (let round = 0; round < 10; round += 1) timed("parse", () => parseMainCf(input.long));

const facts = timed("facts-first", () => knownFacts(parseVersion("3.7")!, machine));
/** A slow machine gets fewer rounds, not a longer run. */
const enough = performance.now() + 3000;
for (let round = 0; round < 9 && (round < 4 || performance.now() < enough); round += 1) {
  for (const [size, main] of [
    ["300", input.short],
    ["10000", input.long],
  ] as const) {
    const directory = directoryOf(facts, RULES, { main, master: input.master });
    timed(round === 0 ? `rules-${size}-first` : `rules-${size}`, () => {
      directory.findings("postfix-main");
      directory.findings("postfix-master");
    });
  }
}

/** What a directory with its findings takes in memory, in bytes. */
function memoryOf(main: string): number {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (!collect) throw new Error("Memory is measured with --expose-gc.");
  collect();
  const before = process.memoryUsage().heapUsed;
  const held = directoryOf(facts, RULES, { main, master: input.master });
  held.findings("postfix-main");
  held.findings("postfix-master");
  collect();
  const after = process.memoryUsage().heapUsed;
  if (!held.main) throw new Error("The directory is gone.");
  return after - before;
}
// The first one pays for what all share.
memoryOf(input.half);
figures["heap-5000"] = [memoryOf(input.half)];
figures["heap-10000"] = [memoryOf(input.long)];

const document = TextDocument.create("file:///main.cf", "postfix-main", 1, input.long);
const directory = new Directory(facts, RULES);
directory.setFile(
  "postfix-master",
  "file:///master.cf",
  TextDocument.create("", "postfix-master", 1, input.master),
);
directory.setFile("postfix-main", "file:///main.cf", document);
directory.findings("postfix-main");
for (let round = 0; round < 40; round += 1) {
  const { line, character, insert } = input.edit;
  const start = { line, character };
  const isTyped = round % 2 === 1;
  const end = isTyped ? { line, character: character + insert.length } : start;
  const text = isTyped ? "" : insert;
  timed("keystroke", () => {
    const offset = document.offsetAt(start);
    const oldEnd = document.offsetAt(end);
    TextDocument.update(document, [{ range: { start, end }, text }], round + 2);
    directory.changeFile("postfix-main", document, { start: offset, oldEnd, newEnd: offset + text.length });
  });
  timed("keystroke-rules", () => directory.findings("postfix-main"));
}

const nothing: FileResult<never> = { ok: false, error: { kind: "missing", message: "" } };
const files: Files = {
  read: async () => nothing,
  info: async () => nothing,
  list: async () => nothing,
};
const capabilities = readCompletionCapabilities(
  {
    completionItem: { snippetSupport: true, insertReplaceSupport: true, labelDetailsSupport: true },
    completionList: { itemDefaults: ["commitCharacters", "editRange", "data"] },
  },
  true,
);

/** Names only come from memory, but any completion may have to look at files. */
async function completeNames(): Promise<void> {
  for (let round = 0; round < 15; round += 1) {
    const begun = performance.now();
    const offset = document.offsetAt(input.completion);
    const { items } = await completionAt(directory, "postfix-main", offset, { files, capabilities });
    const took = performance.now() - begun;
    if (items.length < 900) throw new Error(`a list of all names with ${items.length} items`);
    const name = round === 0 ? "names-first" : "names";
    figures[name] = [...(figures[name] ?? []), took];
  }
}

completeNames().then(() => process.stdout.write(JSON.stringify(figures)));
