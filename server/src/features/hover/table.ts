/** Hover on `type:name`: the type of a lookup table, and whether its file is there. */

import { explainTableType } from "../../analysis/explain";
import { explanationMarkdown } from "../../analysis/explanation-text";
import { code, heading } from "../../analysis/markdown";
import { CLIENT_TABLE_TYPES } from "../../analysis/model/database-clients";
import { sizeInWords } from "../../analysis/quantities";
import { joinWords } from "../../base/for-people";
import type { TableTypeFact } from "../../knowledge/facts";
import type { FileInfo } from "../../ports/files";
import { extractBraces, type Word } from "../../syntax/lists";
import { parseTableReference, type TableReference } from "../../syntax/table-reference";
import { parseExpression } from "../../syntax/value";
import {
  type HoverContext,
  type HoverPart,
  lineOfDefinition,
  type Owner,
  paragraphs,
  warning,
} from "./context";
import { closest, wordAt } from "./words";

/** Types whose name is a list of other tables. */
const LISTS_OF_TABLES = new Set(["unionmap", "pipemap"]);
/** Parameters whose tables postalias makes, not postmap. */
const ALIAS_PARAMETERS = /^(alias_maps|alias_database)$/;

/** The hover for a word that names a table; undefined when it does not, or where nothing is known. */
export async function tableHover(
  context: HoverContext,
  owner: Owner,
  word: Word,
  offset: number,
): Promise<HoverPart | undefined> {
  const table = parseTableReference(word);
  const { facts } = context.configuration;
  if (!table || !facts.registry.tableType(table.type.text)) return undefined;
  const types = [...table.wrappers, table.type];
  const type = types[closest(types, offset)];
  if (type && offset < table.name.start) {
    const explanation = explainTableType(type.text, facts);
    return explanation && { start: type.start, end: type.end, markdown: explanationMarkdown(explanation) };
  }
  if (LISTS_OF_TABLES.has(table.type.text) && table.name.text.startsWith("{")) {
    const { content } = extractBraces(table.name);
    const inner = wordAt(content.text, offset, content.start);
    return inner && tableHover(context, owner, inner.word, offset);
  }
  return nameHover(context, owner, table);
}

async function nameHover(
  context: HoverContext,
  owner: Owner,
  { type, name, wrappers }: TableReference,
): Promise<HoverPart | undefined> {
  const { facts } = context.configuration;
  const fact = facts.registry.tableType(type.text);
  const summary = facts.registry.summaryOf("tableTypes", type.text);
  const span = { start: name.start, end: name.end };
  if (!fact || name.text === "") return undefined;
  const path = expanded(context, owner, name.text);
  const isFile = fact.nameSyntax === "path" || /^[/.]/.test(path);
  if (isFile) {
    const markdown = paragraphs(
      heading(path, `${code([...wrappers, type].map((word) => word.text).join(":"))} table`),
      ...(await fileSentences(context, owner, type.text, fact, path)),
      summary,
    );
    return { ...span, markdown };
  }
  if ((CLIENT_TABLE_TYPES as readonly string[]).includes(type.text)) {
    return { ...span, markdown: clientMarkdown(context, type.text, path, summary) };
  }
  const explanation = explainTableType(type.text, facts);
  return explanation && { ...span, markdown: explanationMarkdown(explanation) };
}

/** A piece of a value with its references expanded; as it stands where that fails. */
export function expanded({ configuration }: HoverContext, owner: Owner, text: string): string {
  if (!text.includes("$")) return text;
  const expansion = configuration.expand(parseExpression(text), owner.scope);
  return expansion.ok ? expansion.text : text;
}

/** A table that reads its settings from main.cf: which of them are set. */
function clientMarkdown(
  context: HoverContext,
  type: string,
  prefix: string,
  summary: string | undefined,
): string {
  const { configuration } = context;
  const settings = configuration.facts.registry.clientSuffixes(type).map((suffix) => `${prefix}_${suffix}`);
  const set = settings.flatMap((name) => {
    const chunk = configuration.definitions(name).at(-1);
    return chunk ? [`${code(name)} (${lineOfDefinition(context, chunk)})`] : [];
  });
  const sentence = `The client reads its settings from main.cf, under names that start with ${code(`${prefix}_`)}.`;
  const found = set.length === 0 ? warning("None of them is set.") : `Set: ${joinWords(set)}.`;
  return paragraphs(heading(prefix, `settings of ${code(`${type}:${prefix}`)}`), sentence, found, summary);
}

/** What is there on disk; nothing where that cannot be known. */
async function fileSentences(
  context: HoverContext,
  owner: Owner,
  type: string,
  fact: TableTypeFact,
  path: string,
): Promise<string[]> {
  const source = await infoOf(context, path);
  if (source === undefined) return [];
  const suffixes = fact.indexed ? (fact.suffixes ?? []) : [];
  if (suffixes.length === 0) return [presence(source)];
  const indexes = await Promise.all(suffixes.map((suffix) => infoOf(context, path + suffix)));
  const tool = ALIAS_PARAMETERS.test(owner.name) ? "postalias" : "postmap";
  const remedy = `run ${code(`${tool} ${type}:${path}`)}`;
  const file = path.slice(path.lastIndexOf("/") + 1);
  const names = joinWords(suffixes.map((suffix) => code(file + suffix)));
  const verb = (one: string, several: string) => (suffixes.length === 1 ? one : several);
  const isMissing = indexes.includes("missing");
  if (source === "missing") {
    const text = isMissing
      ? `The file does not exist: write it, then ${remedy}.`
      : `The file does not exist; Postfix reads ${names} all the same.`;
    return [warning(text)];
  }
  if (isMissing)
    return [warning(`Postfix reads ${names}, which ${verb("does", "do")} not exist: ${remedy}.`)];
  if (source === "denied" || indexes.includes("denied") || indexes.includes(undefined))
    return [presence(source)];
  const isOlder = indexes.some((index) => typeof index === "object" && index.modified < source.modified);
  if (!isOlder) return [`${presence(source).slice(0, -1)}, and ${names} ${verb("is", "are")} up to date.`];
  return [
    warning(`${names} ${verb("is", "are")} older than the file, so changes do not count yet: ${remedy}.`),
  ];
}

/** What is at a path; undefined when nobody can tell. */
async function infoOf(
  { environment }: HoverContext,
  path: string,
): Promise<FileInfo | "missing" | "denied" | undefined> {
  if (!environment.files || !path.startsWith("/")) return undefined;
  const info = await environment.files.info(path);
  if (info.ok) return info.value;
  return info.error.kind === "missing" || info.error.kind === "denied" ? info.error.kind : undefined;
}

function presence(info: FileInfo | "missing" | "denied"): string {
  if (info === "missing") return warning("The file does not exist.");
  if (info === "denied") return "This user may not look at the file.";
  if (info.kind === "directory") return "The directory exists.";
  return `The file exists (${sizeInWords(info.size)}).`;
}

/** Hover on a path in a value; undefined where nothing can be said of it. */
export async function pathHover(
  context: HoverContext,
  owner: Owner,
  word: Word,
): Promise<HoverPart | undefined> {
  const path = expanded(context, owner, word.text);
  const info = await infoOf(context, path);
  if (info === undefined) return undefined;
  const what = typeof info === "object" && info.kind === "directory" ? "directory" : "file";
  return { start: word.start, end: word.end, markdown: paragraphs(heading(path, what), presence(info)) };
}
