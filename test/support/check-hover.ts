/**
 * The one place where tests ask for a hover. A fixture has a cursor `‸` in
 * main.cf or master.cf; the answer is the Markdown, with the word it is about
 * in front, so that one golden text says everything.
 */
import { Directory } from "../../server/src/analysis/directory";
import { installedFacts, knownFacts, type PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { sourceText } from "../../server/src/base/source-text";
import type { LanguageId } from "../../server/src/contract/languages";
import { type HoverEnvironment, hoverAt } from "../../server/src/features/hover/hover";
import { parseVersion } from "../../server/src/knowledge/version";
import type { FileInfo, FileResult } from "../../server/src/ports/files";
import type { MachineFacts } from "../../server/src/ports/machine";
import { parseFixture } from "./fixture";

/** A machine that no test runs on. */
export const MACHINE: MachineFacts = {
  hostname: "mx1.example.org",
  addresses: [
    { family: "IPv4", address: "127.0.0.1", netmask: "255.0.0.0" },
    { family: "IPv4", address: "192.0.2.10", netmask: "255.255.255.0" },
  ],
  hosts: new Map(),
  processId: 4711,
};

/** How to ask. */
export interface HoverOptions extends HoverEnvironment {
  /** Target version; 3.7.11 when not said. */
  readonly version?: string;
  /** Facts to use in place of our own knowledge. */
  readonly facts?: PostfixFacts;
  /** Whether the files have URIs, as in an editor; on the command line they have names. */
  readonly uris?: boolean;
}

/** Our own knowledge of a version. */
export function factsOf(version: string): PostfixFacts {
  return knownFacts(parseVersion(version)!, MACHINE);
}

/** A small installed Postfix: what its postconf printed, and its table types. */
export function installedPostfix(defaults: string, tableTypes: readonly string[]): PostfixFacts {
  return installedFacts(defaults, tableTypes, MACHINE)!;
}

/** The hover at the fixture's cursor as `«word»` and Markdown; undefined where there is none. */
export async function hoverText(fixture: string, options: HoverOptions = {}): Promise<string | undefined> {
  const { directory, language, cursor } = openFixture(fixture, options);
  const hover = await hoverAt(directory, language, cursor, options);
  if (!hover) return undefined;
  const { source } = directory.file(language)!;
  const { range, contents } = hover;
  if (!range || typeof contents === "string" || Array.isArray(contents) || !("kind" in contents)) {
    throw new Error("A hover has a range and Markdown.");
  }
  const word = source.getText().slice(source.offsetAt(range.start), source.offsetAt(range.end));
  return `«${word}»\n${contents.value}`;
}

/** Parses the files of a fixture that has one cursor. */
function openFixture(
  fixture: string,
  { facts, version = "3.7.11", uris }: HoverOptions,
): { directory: Directory; language: LanguageId; cursor: number } {
  const { files } = parseFixture(fixture);
  const [main, master] = [files.get("main.cf"), files.get("master.cf")];
  const directory = new Directory(facts ?? factsOf(version), []);
  const uri = (name: string) => (uris ? `file:///etc/postfix/${name}` : name);
  if (master) directory.setFile("postfix-master", uri("master.cf"), sourceText(master.text));
  if (main) directory.setFile("postfix-main", uri("main.cf"), sourceText(main.text));
  const language: LanguageId = main?.cursor === undefined ? "postfix-master" : "postfix-main";
  const cursor = main?.cursor ?? master?.cursor;
  if (cursor === undefined) throw new Error("The fixture has no cursor.");
  return { directory, language, cursor };
}

/** A file system of a few paths: bytes and time of change, or why it may not be looked at. */
export function fakeFiles(
  paths: Readonly<Record<string, { size?: number; modified?: number; kind?: FileInfo["kind"] } | "denied">>,
): { info(path: string): Promise<FileResult<FileInfo>>; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async info(path) {
      asked.push(path);
      const entry = Object.hasOwn(paths, path) ? paths[path]! : undefined;
      if (entry === undefined) return { ok: false, error: { kind: "missing", message: "no such file" } };
      if (entry === "denied") return { ok: false, error: { kind: "denied", message: "permission denied" } };
      return { ok: true, value: { kind: "file", size: 100, modified: 1_000, ...entry } };
    },
  };
}
