/** Takes a header privacy filter out: what was added, and nothing else. */
import type { Span } from "../../base/span";
import { applyEdits, type TextEdit } from "../../base/text-edit";
import { splitWords } from "../../syntax/lists";
import type { Chunk } from "../../syntax/logical-lines";
import { type Assignment, type MainTree, parseMainCf } from "../../syntax/main-cf";
import { fieldOf, type MasterTree, serviceKey } from "../../syntax/master-cf";
import { isFilterService, lineAt } from "./additions";
import { identityOf, loginServices, MARKING } from "./login-services";
import { endInFile, type ParsedFiles, parseFiles, startInFile } from "./parsed-files";
import {
  isRefused,
  type PlannedFile,
  type PrivacyNote,
  type PrivacyRefusal,
  type PrivacyRequest,
  type RemovalPlan,
} from "./plan";
import { type FormerValue, formerValuesOf, isFilterText, MARK, tableNameIn } from "./table";

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
  const { main, master } = parsed;
  const own = tables.filter(({ text }) => isFilterText(text));
  const others = tables.filter((table) => !own.includes(table)).map(({ name }) => name);
  const filter = filterIn(parsed, own, others);
  const files = [
    edited("main.cf", main.text, editsOfMain(main, filter)),
    ...(master ? [edited("master.cf", master.text, editsOfMaster(master, filter))] : []),
    ...own.map(gone),
  ].filter(({ before, after }) => before !== after);
  const use = useLeft(files, parsed, filter);
  if (use) return use;
  if (files.length === 0) return nothingThere(others);
  const [first] = loginServices(parsed.configuration);
  const unknown = { host: "localhost", mailName: "Postfix" };
  return {
    identity: first?.identity ?? identityOf(parsed.configuration) ?? unknown,
    files,
    notes: [...notesOfServices(parsed, filter), ...notesOfLogins(files), ...notesOfTables(others)],
  };
}

/** What a filter consists of. */
interface Filter {
  readonly formerValues: readonly FormerValue[];
  /** Whether a word such as `pcre:/etc/postfix/privacy_header_checks` names a table of the filter, there or not. */
  readonly isTable: (word: string) => boolean;
  /** Names of its services; somebody else's service may be called much the same. */
  readonly services: ReadonlySet<string>;
}

function filterIn({ master }: ParsedFiles, own: readonly TableFile[], others: readonly string[]): Filter {
  const isTable = (word: string) => {
    const name = tableNameIn(word);
    return name !== undefined && !others.includes(name);
  };
  const services = (master?.chunks ?? []).flatMap(({ node }) => {
    const name = node && fieldOf(node, "service")?.text;
    const hasTable = node?.overrides.some(
      (override) => override.name === "header_checks" && wordsOf(override.value).some(isTable),
    );
    return name !== undefined && isFilterService(name) && hasTable ? [name] : [];
  });
  const formerValues = own.flatMap(({ text }) => formerValuesOf(text));
  return { formerValues, isTable, services: new Set(services) };
}

function nothingThere(others: readonly string[]): PrivacyRefusal {
  const foreign = others.length === 0 ? "" : ` ${foreignText(others)}`;
  return {
    file: undefined,
    line: undefined,
    reason: `There is no header privacy filter here: neither file refers to a table of one. Rules that somebody has written by hand are left alone.${foreign}`,
  };
}

/** Mail stops where a table or a service is missing that something refers to. */
function useLeft(
  files: readonly PlannedFile[],
  { main, master }: ParsedFiles,
  { isTable, services }: Filter,
): PrivacyRefusal | undefined {
  const isPart = (word: string) => isTable(word) || services.has(word);
  /** The first part in a value that no edit takes out. @param place where an offset of the value is in the file */
  const findUse = (file: "main.cf" | "master.cf", value: string, place: (offset: number) => number) =>
    splitWords(value).find(({ text, start }) => {
      const edits = files.find((each) => each.file === file)?.edits ?? [];
      const at = place(start);
      return isPart(text) && !edits.some((edit) => edit.start <= at && at < edit.end);
    });
  for (const [index, { node }] of main.chunks.entries()) {
    if (!node) continue;
    const { name, value, valueStart, logical } = node;
    const place = (offset: number) => main.starts[index]! + logical.offsetOf(valueStart + offset);
    const use = findUse("main.cf", value, place);
    if (use) return stillUsed("main.cf", lineAt(main.text, place(use.start)), name, use.text);
  }
  for (const chunk of master?.chunks ?? []) {
    for (const { name, value, valueStart } of chunk.node?.overrides ?? []) {
      const place = (offset: number) => startInFile(master!, chunk, valueStart + offset);
      const use = findUse("master.cf", value, place);
      if (!use) continue;
      const line = lineAt(master!.text, place(use.start));
      return stillUsed("master.cf", line, `${name} of ${serviceKey(chunk.node!)}`, use.text);
    }
  }
  return undefined;
}

function stillUsed(file: "main.cf" | "master.cf", line: number, name: string, word: string): PrivacyRefusal {
  const reason = `${name} refers to ${word}, which is part of the filter, in a place where the filter was not set up. Without it Postfix would take no mail there. Take it out of ${name} first.`;
  return { file, line, reason };
}

/** What somebody has given the filter's service since, and which goes with it. */
function notesOfServices({ master, configuration }: ParsedFiles, filter: Filter): PrivacyNote[] {
  const { formerValues, services, isTable } = filter;
  const former = formerValues.find(({ name }) => name === "cleanup_service_name");
  const base = `${former?.value || "cleanup"}/unix`;
  const wordsAtBase = (name: string) => wordsOf(configuration.valueOf(name, base)?.text ?? "");
  const lost = (master?.chunks ?? []).flatMap(({ node }) => {
    if (!node || !services.has(fieldOf(node, "service")!.text)) return [];
    return node.overrides.flatMap(({ name, value }) => {
      const known = new Set([...wordsAtBase(name), ...wordsAtBase("header_checks")]);
      const own = wordsOf(value).filter((word) => !isTable(word) && !known.has(word));
      return own.length === 0 ? [] : [`${name} of ${serviceKey(node)}: ${own.join(", ")}`];
    });
  });
  if (lost.length === 0) return [];
  const text = `The service of the filter goes with what it has been given since: ${lost.join("; ")}. To keep that, give it to the service ${base}.`;
  return [{ kind: "consequence", text }];
}

/** Login names in mail that no rule looks at any longer are what the filter was to prevent. */
function notesOfLogins(files: readonly PlannedFile[]): PrivacyNote[] {
  const after = files.find(({ file }) => file === "main.cf")?.after;
  const settings = after === undefined ? [] : parseMainCf(after).chunks.map(({ node }) => node);
  const last = settings.filter((node) => node?.name === MARKING).at(-1);
  if (last?.value.toLowerCase() !== "yes") return [];
  const text = `${MARKING} stays yes: the login names of users go out in Received lines. If only the filter needed that, take it out of main.cf.`;
  return [{ kind: "consequence", text }];
}

function notesOfTables(others: readonly string[]): PrivacyNote[] {
  return others.length === 0 ? [] : [{ kind: "fits", text: foreignText(others) }];
}

function foreignText(names: readonly string[]): string {
  return `${names.join(", ")} does not start as a table of the filter does, so it stays where it is.`;
}

function wordsOf(value: string): string[] {
  return splitWords(value).map(({ text }) => text);
}

function gone({ name, text }: TableFile): PlannedFile {
  const edits = [{ start: 0, end: text.length, newText: "" }];
  return { file: "table", name, before: text, after: undefined, edits };
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

function editsOfMain(main: MainTree, { formerValues, isTable }: Filter): TextEdit[] {
  const { chunks, starts, text } = main;
  const lines: Span[] = [];
  const added = new Set<number>();
  for (const [index, chunk] of chunks.entries()) {
    const mark = markIn(chunk, starts[index]!);
    if (!mark) continue;
    lines.push(mark);
    for (const each of addedBelow(main, index, isTable)) {
      added.add(each);
      lines.push({ start: starts[each]!, end: starts[each + 1] ?? text.length });
    }
  }
  const edits = cut(text, lines);
  const last = new Map(chunks.map(({ node }, index) => [node?.name, index]));
  for (const [index, { node }] of chunks.entries()) {
    if (!node || added.has(index)) continue;
    const { name, value, valueStart, logical } = node;
    const edit = (start: number, end: number, newText: string) =>
      edits.push({
        start: starts[index]! + logical.offsetOf(start),
        end: starts[index]! + logical.endOffset(end),
        newText,
      });
    if (name === "header_checks") {
      for (const { start, end } of wordCuts(node, isTable)) edit(start, end, "");
    }
    const former = formerValues.find((each) => each.place === "main.cf" && each.name === name);
    if (former && value === "yes" && last.get(name) === index) {
      edit(valueStart, valueStart + value.length, former.value);
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** The lines below a mark that are as they were added; what somebody has changed since is theirs. */
function addedBelow({ chunks }: MainTree, mark: number, isTable: Filter["isTable"]): number[] {
  const tables = new Set(
    chunks.flatMap(({ node }) => (node?.name === "header_checks" ? wordsOf(node.value) : [])),
  );
  const found: number[] = [];
  const seen = new Set<string>();
  for (let index = mark + 1; index < chunks.length; index++) {
    const { node } = chunks[index]!;
    if (!node) continue;
    const { name, value } = node;
    if (!ADDED_NAMES.has(name) || seen.has(name)) break;
    seen.add(name);
    const isAsAdded =
      name === MARKING
        ? value === "yes"
        : name === "header_checks"
          ? wordsOf(value).every(isTable)
          : // These were given the tables that header_checks had.
            wordsOf(value).every((word) => tables.has(word));
    if (isAsAdded) found.push(index);
  }
  return found;
}

/** Where the filter's tables stand in a setting's line, each with what separates it from the others. */
function wordCuts({ logical: { text }, valueStart }: Assignment, isTable: Filter["isTable"]): Span[] {
  const words = splitWords(text, undefined, valueStart);
  return words.flatMap(({ text: word, start, end }, index) => {
    if (!isTable(word)) return [];
    if (index === 0 && words.length > 1) return [{ start, end: words[1]!.start }];
    return [{ start: start - /(?:,? )?$/.exec(text.slice(0, start))![0].length, end }];
  });
}

/** The line of a mark among comments. */
function markIn({ kind, text }: Chunk<unknown>, start: number): Span | undefined {
  if (kind !== "trivia") return undefined;
  const at = `\n${text}`.lastIndexOf(`\n${MARK}`);
  if (at < 0) return undefined;
  const newline = text.indexOf("\n", at);
  return { start: start + at, end: start + (newline < 0 ? text.length : newline + 1) };
}

function editsOfMaster(master: MasterTree, { formerValues, services }: Filter): TextEdit[] {
  const { chunks, starts, text } = master;
  const lines: Span[] = [];
  const edits: TextEdit[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const { node } = chunk;
    if (!node) continue;
    if (services.has(fieldOf(node, "service")?.text ?? "")) {
      const mark = index > 0 ? markIn(chunks[index - 1]!, starts[index - 1]!) : undefined;
      lines.push(...(mark ? [mark] : []), { start: starts[index]!, end: starts[index + 1] ?? text.length });
      continue;
    }
    for (const { name, value, valueStart, option, argument } of node.overrides) {
      if (name !== "cleanup_service_name" || !services.has(value)) continue;
      const former = formerValues.find((each) => each.place === serviceKey(node) && each.name === name);
      const place = (from: number, to: number) => ({
        start: startInFile(master, chunk, from),
        end: endInFile(master, chunk, to),
      });
      edits.push(
        former
          ? { ...place(valueStart, valueStart + value.length), newText: former.value }
          : optionCut(text, place(option.start, argument.end)),
      );
    }
  }
  return [...edits, ...cut(text, lines)].sort((a, b) => a.start - b.start);
}

/** Takes an option out; where it has a line for itself, together with the line end in front of it, with which it came. */
function optionCut(text: string, { start, end }: Span): TextEdit {
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
function cut(text: string, lines: readonly Span[]): TextEdit[] {
  const stretches: { start: number; end: number }[] = [];
  for (const { start, end } of lines) {
    const last = stretches.at(-1);
    if (last?.end === start) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches.map(({ start, end }) => {
    const isOpen = end === text.length && !text.endsWith("\n");
    const before = isOpen && start > 0 ? (text[start - 2] === "\r" ? 2 : 1) : 0;
    return { start: start - before, end, newText: "" };
  });
}
