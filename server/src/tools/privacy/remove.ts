/** Takes a header privacy filter out: what was added, and nothing else. */
import type { Span } from "../../base/span";
import { applyEdits, type TextEdit } from "../../base/text-edit";
import { splitWords } from "../../syntax/lists";
import type { MainTree } from "../../syntax/main-cf";
import { fieldOf, type MasterTree, serviceKey } from "../../syntax/master-cf";
import { isFilterService, MARK } from "./additions";
import { identityOf, loginServices } from "./login-services";
import { endInFile, parseFiles, startInFile } from "./parsed-files";
import {
  isRefused,
  type PlannedFile,
  type PrivacyNote,
  type PrivacyRefusal,
  type PrivacyRequest,
  type RemovalPlan,
} from "./plan";
import { isSetUp, MARKING } from "./set-up";
import { type FormerValue, formerValuesOf, isFilterTable, isFilterText } from "./table";

/** A table file of the directory. */
export interface TableFile {
  readonly name: string;
  readonly text: string;
}

/** Plans it. Pure: nothing is read, started or written. */
export function planRemoval(
  request: PrivacyRequest,
  tables: readonly TableFile[],
): RemovalPlan | PrivacyRefusal {
  const parsed = parseFiles(request);
  if (isRefused(parsed)) return parsed;
  const own = tables.filter(({ text }) => isFilterText(text));
  if (!isSetUp(parsed.configuration) && own.length === 0) return nothingThere();
  const formerValues = own.flatMap(({ text }) => formerValuesOf(text));
  const { main, master } = parsed;
  const mainEdits = editsOfMain(main, formerValues);
  const masterEdits = master ? editsOfMaster(master, formerValues) : [];
  const files: PlannedFile[] = [
    edited("main.cf", main.text, mainEdits),
    ...(master ? [edited("master.cf", master.text, masterEdits)] : []),
    ...own.map(
      ({ name, text }): PlannedFile => ({
        file: "table",
        name,
        before: text,
        after: undefined,
        edits: [{ start: 0, end: text.length, newText: "" }],
      }),
    ),
  ].filter(({ before, after }) => before !== after);
  const [first] = loginServices(parsed.configuration);
  const identity = first?.identity ??
    identityOf(parsed.configuration) ?? { host: "localhost", mailName: "Postfix" };
  return { identity, files, notes: notesOf(tables, own) };
}

function nothingThere(): PrivacyRefusal {
  return {
    file: undefined,
    line: undefined,
    reason:
      "There is no header privacy filter here: neither file refers to a table called privacy_header_checks. Rules that somebody has written by hand are left alone.",
  };
}

function notesOf(tables: readonly TableFile[], own: readonly TableFile[]): PrivacyNote[] {
  if (tables.length === own.length) return [];
  const others = tables.filter((table) => !own.includes(table)).map(({ name }) => name);
  const text = `${others.join(", ")} does not start as a table of the filter does, so it stays where it is.`;
  return [{ kind: "fits", text }];
}

function edited(file: "main.cf" | "master.cf", before: string, edits: readonly TextEdit[]): PlannedFile {
  return { file, name: file, before, after: applyEdits(before, edits), edits };
}

/** Names that the lines below the mark in main.cf may have. */
const ADDED_NAMES: ReadonlySet<string> = new Set([
  "header_checks",
  "mime_header_checks",
  "nested_header_checks",
  MARKING,
]);

function editsOfMain(main: MainTree, formerValues: readonly FormerValue[]): TextEdit[] {
  const { chunks, starts, text } = main;
  const added = new Set<number>();
  const edits: TextEdit[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const mark = chunk.kind === "trivia" ? markIn(chunk.text) : undefined;
    if (mark === undefined) continue;
    const start = starts[index]! + mark.start;
    let next = index + 1;
    while (isWholly(main, next)) added.add(next++);
    edits.push(cut(text, start, starts[next] ?? text.length));
  }
  for (const [index, { node }] of chunks.entries()) {
    if (!node || added.has(index)) continue;
    const { name, value, valueStart, logical } = node;
    const place = (start: number, end: number): Span => ({
      start: starts[index]! + logical.offsetOf(start),
      end: starts[index]! + logical.endOffset(end),
    });
    if (name === "header_checks") {
      for (const word of splitWords(value)) {
        if (!isFilterTable(word.text)) continue;
        const from = valueStart + word.start;
        const separator = /(?:,? )?$/.exec(logical.text.slice(0, from))![0].length;
        edits.push({ ...place(from - separator, valueStart + word.end), newText: "" });
      }
    }
    const former = formerValues.find((each) => each.place === "main.cf" && each.name === name);
    if (former && value === "yes") {
      edits.push({ ...place(valueStart, valueStart + value.length), newText: former.value });
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** Whether a chunk below the mark is as it was added; what somebody has changed since is theirs. */
function isWholly({ chunks }: MainTree, index: number): boolean {
  const node = chunks[index]?.node;
  if (!node || !ADDED_NAMES.has(node.name)) return false;
  return node.name !== "header_checks" || splitWords(node.value).every(({ text }) => isFilterTable(text));
}

/** The mark and the rest of its line, in a text of comments; nothing may stand between it and what follows. */
function markIn(comments: string): Span | undefined {
  const start = comments.lastIndexOf(MARK);
  if (start < 0 || (start > 0 && comments[start - 1] !== "\n")) return undefined;
  const newline = comments.indexOf("\n", start);
  return newline < 0 || newline === comments.length - 1 ? { start, end: comments.length } : undefined;
}

function editsOfMaster(master: MasterTree, formerValues: readonly FormerValue[]): TextEdit[] {
  const { chunks, starts, text } = master;
  const edits: TextEdit[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const { node } = chunk;
    if (!node) continue;
    if (isFilterService(fieldOf(node, "service")?.text ?? "")) {
      const above =
        index > 0 && chunks[index - 1]!.kind === "trivia" ? markIn(chunks[index - 1]!.text) : undefined;
      const start = above ? starts[index - 1]! + above.start : starts[index]!;
      edits.push(cut(text, start, starts[index + 1] ?? text.length));
      continue;
    }
    for (const override of node.overrides) {
      if (override.name !== "cleanup_service_name" || !isFilterService(override.value)) continue;
      const former = formerValues.find(
        ({ place, name }) => place === serviceKey(node) && name === override.name,
      );
      const start = startInFile(master, chunk, former ? override.valueStart : override.option.start);
      const end = endInFile(
        master,
        chunk,
        former ? override.valueStart + override.value.length : override.argument.end,
      );
      edits.push(former ? { start, end, newText: former.value } : optionCut(text, start, end));
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** Takes an option out; where it has a line for itself, together with the line end in front of it, with which it came. */
function optionCut(text: string, start: number, end: number): TextEdit {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const rest = text.slice(end, newline < 0 ? text.length : newline);
  const indentation = text.slice(lineStart, start);
  if (lineStart > 0 && indentation.trim() === "" && rest.trim() === "") {
    return { start: lineStart - (text[lineStart - 2] === "\r" ? 2 : 1), end, newText: "" };
  }
  const blank = /[ \t]*$/.exec(indentation)![0].length;
  return { start: start - blank, end, newText: "" };
}

/** Takes whole lines out. Where they are the last ones and have no line end, the one before them goes instead. */
function cut(text: string, start: number, end: number): TextEdit {
  const isOpen = end === text.length && !text.endsWith("\n");
  const before = isOpen && start > 0 ? (text[start - 2] === "\r" ? 2 : 1) : 0;
  return { start: start - before, end, newText: "" };
}
