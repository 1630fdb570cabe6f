/** Files and directories, as they are on the machine the server runs on. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { TableTypeFact } from "../../knowledge/facts";
import { parseExpression } from "../../syntax/value";
import type { Proposal, Query } from "./proposal";

/** A path that is being written. Offsets in the result are offsets in the path. */
export interface PathPart {
  /** In front of the cursor. */
  readonly typed: string;
  /** Behind the cursor. */
  readonly rest: string;
  /** The service whose overrides count for `$name`. */
  readonly scope: string | undefined;
  /** The type of the lookup table it names, if it names one. */
  readonly table: PathTable | undefined;
}

/** A table type whose tables are files. */
export interface PathTable {
  readonly type: string;
  readonly fact: TableTypeFact;
}

/** What is at a path, for the segment between two offsets of it. */
export interface PathProposals {
  readonly start: number;
  readonly end: number;
  readonly proposals: readonly Proposal[];
  readonly incomplete: boolean;
}

/** Of a directory with more entries only those are looked at that begin with what has been typed. */
const MAX_ENTRIES = 400;

/** Files that are no lookup tables though they stand beside them. */
const NO_TABLES =
  /^(main|master|dynamicmaps)\.cf(\..*)?$|^(postfix-(files|script|tls-script|wrapper)|post-install|makedefs\.out)$/;
/** What editors and package managers leave behind, and the links by which OpenSSL finds certificates. */
const LEFTOVERS = /~$|\.(bak|orig|rej|swp|dpkg-\w+|rpm(new|save|orig))$|^[0-9a-f]{8}\.r?\d+$/;

/** Proposals for a path; none where it is relative, since only the program that opens it knows to what. */
export async function pathProposals(part: PathPart, query: Query): Promise<PathProposals> {
  const slash = part.typed.lastIndexOf("/");
  if (slash < 0) return startingPoints(part, query);
  const directory = expandedDirectory(part.typed.slice(0, slash + 1), part, query);
  const end = part.typed.length + segmentEnd(part.rest);
  if (directory === undefined) return { start: slash + 1, end, proposals: [], incomplete: false };
  const listed = await listDirectories(
    directories(directory, query),
    part.typed.slice(slash + 1),
    part,
    query,
  );
  const proposals = listed.entries.map(({ name, isDirectory }) => entryProposal(name, isDirectory, ""));
  return { start: slash + 1, end, proposals, incomplete: listed.incomplete };
}

/** Up to the next slash, that slash included: a chosen directory brings its own. */
function segmentEnd(rest: string): number {
  const slash = rest.indexOf("/");
  return slash < 0 ? rest.length : slash + 1;
}

/** The directory with `$name` filled in; undefined when that does not give an absolute path. */
function expandedDirectory(text: string, { scope }: PathPart, query: Query): string | undefined {
  if (!text.includes("$")) return text.startsWith("/") ? text : undefined;
  const expansion = query.configuration.expand(parseExpression(text), scope);
  return expansion.ok && expansion.text.startsWith("/") ? expansion.text : undefined;
}

/**
 * Where to look: the directory itself, and for the configuration directory
 * also the place where main.cf is being edited, which may be a copy of it.
 */
function directories(directory: string, query: Query): string[] {
  const own = folderOf(query.directory.main?.uri ?? query.directory.master?.uri);
  const isConfigDirectory = withoutSlash(directory) === configDirectory(query);
  const all = isConfigDirectory && own !== undefined ? [directory, own] : [directory];
  return [...new Set(all.map(withoutSlash))];
}

function configDirectory(query: Query): string | undefined {
  const value = query.configuration.expandedValueOf("config_directory");
  return value === undefined ? undefined : withoutSlash(value);
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, "") || "/" : path;
}

function folderOf(uri: string | undefined): string | undefined {
  if (uri === undefined) return undefined;
  const path = uri.startsWith("file://") ? decodedPath(uri.slice("file://".length)) : uri;
  return path?.startsWith("/") ? path.slice(0, Math.max(1, path.lastIndexOf("/"))) : undefined;
}

function decodedPath(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Where no slash has been typed: what is in the configuration directory, and where else to begin. */
async function startingPoints(part: PathPart, query: Query): Promise<PathProposals> {
  const end = part.typed.length + part.rest.length;
  const config = configDirectory(query);
  const proposals: Proposal[] = [];
  let incomplete = false;
  if (config?.startsWith("/")) {
    // A table is named by its file; a certificate may be anywhere.
    if (part.table) {
      const listed = await listDirectories(directories(config, query), "", part, query);
      incomplete = listed.incomplete;
      for (const { name, isDirectory } of listed.entries) {
        if (!isDirectory) proposals.push(entryProposal(name, false, `${config}/`));
      }
    }
    proposals.push({ ...entryProposal("$config_directory", true, ""), note: config });
  }
  const roots = ["/etc", "/var", "/usr"].map((name) => entryProposal(name, true, ""));
  return { start: 0, end, proposals: [...proposals, ...roots], incomplete };
}

function entryProposal(name: string, isDirectory: boolean, prefix: string): Proposal {
  const label = prefix + name + (isDirectory ? "/" : "");
  return {
    label,
    kind: isDirectory ? CompletionItemKind.Folder : CompletionItemKind.File,
    again: isDirectory,
  };
}

/** How much a file looks like what is wanted. */
const LIKELY = { likely: 0, possible: 1, directory: 2 } as const;

interface Entry {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly rank: number;
}

interface Listing {
  readonly entries: readonly Entry[];
  readonly incomplete: boolean;
}

async function listDirectories(
  paths: readonly string[],
  typed: string,
  part: PathPart,
  query: Query,
): Promise<Listing> {
  const listings = await Promise.all(paths.map((path) => listDirectory(path, typed, part, query)));
  const entries = new Map<string, Entry>();
  for (const entry of listings.flatMap((listing) => listing.entries)) {
    if (entry.rank < (entries.get(entry.name)?.rank ?? Number.POSITIVE_INFINITY))
      entries.set(entry.name, entry);
  }
  const sorted = [...entries.values()].sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return { entries: sorted, incomplete: listings.some(({ incomplete }) => incomplete) };
}

async function listDirectory(path: string, typed: string, part: PathPart, query: Query): Promise<Listing> {
  const { files } = query.environment;
  const result = await files.list(path);
  if (!result.ok) return { entries: [], incomplete: false };
  const visible = result.value.filter(
    (name) => (typed.startsWith(".") || !name.startsWith(".")) && !LEFTOVERS.test(name),
  );
  const incomplete = visible.length > MAX_ENTRIES;
  const names = incomplete ? visible.filter((name) => name.startsWith(typed)).slice(0, MAX_ENTRIES) : visible;
  const base = path === "/" ? "" : path;
  const kinds = await Promise.all(names.map((name) => files.info(`${base}/${name}`)));
  const isIndex = indexTest(query);
  const entries = names.flatMap((name, index): Entry[] => {
    const info = kinds[index]!;
    if (info.ok && info.value.kind === "directory") {
      return [{ name, isDirectory: true, rank: LIKELY.directory }];
    }
    if (part.table) return tableFile(name, part.table, isIndex);
    return [{ name, isDirectory: false, rank: LIKELY.possible }];
  });
  return { entries, incomplete };
}

/** Whether a file is one that postmap has made, of whatever type. */
function indexTest({ registry }: Query): (name: string) => boolean {
  const suffixes = registry.tableTypeNames().flatMap((type) => registry.tableType(type)?.suffixes ?? []);
  return (name) => suffixes.some((suffix) => name.endsWith(suffix));
}

/** The table that a file belongs to, by the name it has in main.cf: that of the source, not of the index. */
function tableFile(name: string, { type, fact }: PathTable, isIndex: (name: string) => boolean): Entry[] {
  if (NO_TABLES.test(name)) return [];
  const own = fact.suffixes?.find((suffix) => name.endsWith(suffix));
  if (fact.indexed && own !== undefined) {
    return [{ name: name.slice(0, -own.length), isDirectory: false, rank: LIKELY.likely }];
  }
  if (isIndex(name)) return [];
  const ending = fact.nameSyntax === "config file" ? ".cf" : `.${type}`;
  return [{ name, isDirectory: false, rank: name.endsWith(ending) ? LIKELY.likely : LIKELY.possible }];
}
