/**
 * Completion, seen from an editor: what is in the list in which order, and
 * what the file looks like once an entry has been chosen.
 *
 * Every case runs as two clients, one that knows all of LSP 3.17 and one that
 * knows nothing beyond the basics; both must see and get the same.
 */
import { expect } from "vitest";
import {
  type CompletionItem,
  CompletionItemTag,
  type CompletionList,
  InsertReplaceEdit,
  InsertTextFormat,
  Range,
} from "vscode-languageserver-types";
import { Directory } from "../../server/src/analysis/directory";
import { knownFacts, type PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { type SourceText, sourceText } from "../../server/src/base/source-text";
import { type LanguageId, languageOfFile } from "../../server/src/contract/languages";
import {
  type CompletionCapabilities,
  completionAt,
  resolveCompletion,
} from "../../server/src/features/completion";
import { parseVersion } from "../../server/src/knowledge/version";
import type { Files } from "../../server/src/ports/files";
import { parseFixture } from "./fixture";
import { TEST_MACHINE } from "./rule-tester";

/** A client that knows everything. */
export const MODERN_CLIENT: CompletionCapabilities = {
  defaultEditRange: true,
  defaultData: true,
  defaultCommitCharacters: true,
  insertReplace: true,
  snippets: true,
  labelDetails: true,
  deprecatedTag: true,
  retrigger: true,
};

/** A client that knows items with one edit and snippets. */
export const PLAIN_CLIENT: CompletionCapabilities = {
  defaultEditRange: false,
  defaultData: false,
  defaultCommitCharacters: false,
  insertReplace: false,
  snippets: true,
  labelDetails: false,
  deprecatedTag: false,
  retrigger: false,
};

/** What a case is held against. */
export interface Surroundings {
  /** Target version; 3.7.11 unless told. */
  readonly version?: string;
  /** Table types of the installed Postfix; nobody was asked unless told. */
  readonly tableTypes?: readonly string[];
  /** What is on the machine: absolute paths, those of directories with a slash at the end. */
  readonly machine?: readonly string[];
  /** Where the fixture's files are; nowhere unless told. */
  readonly folder?: string;
}

/** What is expected; at least one of these. */
export interface Expected extends Surroundings {
  /** The whole list, in order. */
  readonly all?: readonly string[];
  /** How the list begins. */
  readonly first?: readonly string[];
  /** Labels that are in it, in this order, and labels that are not. */
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** Label → remark at the end of its line. */
  readonly notes?: Readonly<Record<string, string | undefined>>;
  /** Label → remark right behind it. */
  readonly details?: Readonly<Record<string, string | undefined>>;
  /** The labels among them that are struck through. */
  readonly deprecated?: readonly string[];
  /** Labels behind which the editor asks again at once. */
  readonly again?: readonly string[];
  /** Label → the file once it has been chosen, the cursor in it, the rest of the word replaced. */
  readonly accept?: Readonly<Record<string, string>>;
  /** The same, where the rest of the word is kept. */
  readonly insert?: Readonly<Record<string, string>>;
}

const EXPECTATIONS = [
  "all",
  "first",
  "has",
  "lacks",
  "notes",
  "details",
  "deprecated",
  "again",
  "accept",
  "insert",
] as const satisfies readonly (keyof Expected)[];

/** Holds the completion at the cursor of a fixture against what is expected. */
export async function checkCompletion(fixture: string, expected: Expected): Promise<void> {
  if (!EXPECTATIONS.some((key) => expected[key] !== undefined)) throw new Error("Nothing is expected.");
  const scene = sceneOf(fixture, expected);
  const modern = await shown(scene, MODERN_CLIENT);
  const labels = modern.map(({ item }) => item.label);
  if (expected.all) expect(labels).toEqual(expected.all);
  if (expected.first) expect(labels.slice(0, expected.first.length)).toEqual(expected.first);
  if (expected.has) expect(labels.filter((label) => expected.has!.includes(label))).toEqual(expected.has);
  if (expected.lacks) expect(labels.filter((label) => expected.lacks!.includes(label))).toEqual([]);
  const find = (label: string) => {
    const entry = modern.find(({ item }) => item.label === label);
    if (!entry) throw new Error(`Nothing is called '${label}' among: ${labels.slice(0, 30).join(" | ")}`);
    return entry;
  };
  const remarks = (wanted: Readonly<Record<string, string | undefined>>, of: "description" | "detail") =>
    expect(
      Object.fromEntries(Object.keys(wanted).map((key) => [key, find(key).item.labelDetails?.[of]])),
    ).toEqual(wanted);
  if (expected.notes) remarks(expected.notes, "description");
  if (expected.details) remarks(expected.details, "detail");
  if (expected.deprecated) {
    const tagged = modern.filter(({ item }) => item.tags?.includes(CompletionItemTag.Deprecated));
    expect(tagged.map(({ item }) => item.label)).toEqual(expected.deprecated);
  }
  for (const label of expected.again ?? []) {
    expect(find(label).item.command?.command).toBe("editor.action.triggerSuggest");
  }
  const results = (wanted: Readonly<Record<string, string>>, mode: "replace" | "insert") =>
    Object.fromEntries(Object.keys(wanted).map((label) => [label, find(label)[mode]]));
  if (expected.accept) expect(results(expected.accept, "replace")).toEqual(expected.accept);
  if (expected.insert) expect(results(expected.insert, "insert")).toEqual(expected.insert);

  const plain = await shown(scene, PLAIN_CLIENT);
  const essence = (entries: readonly Shown[]) =>
    entries.map(({ item, replace }) => ({ label: item.label, replace }));
  expect(essence(plain)).toEqual(essence(modern));
}

/** The documentation of one entry, as the editor gets it when somebody looks at it. */
export async function documentationAt(fixture: string, label: string, surroundings: Surroundings = {}) {
  const scene = sceneOf(fixture, surroundings);
  const of = async (client: CompletionCapabilities) => {
    const { item } = (await shown(scene, client)).find((entry) => entry.item.label === label)!;
    expect(item.documentation).toBeUndefined();
    const { documentation } = resolveCompletion(item, scene.facts);
    return typeof documentation === "object" ? documentation.value : documentation;
  };
  const documentation = await of(MODERN_CLIENT);
  expect(await of(PLAIN_CLIENT)).toBe(documentation);
  return documentation;
}

/** What a request for the cursor of a fixture answers, unprocessed. */
export async function rawCompletion(
  fixture: string,
  client: CompletionCapabilities,
  surroundings: Surroundings = {},
): Promise<CompletionList> {
  const { directory, language, offset, files } = sceneOf(fixture, surroundings);
  return completionAt(directory, language, offset, { files, capabilities: client });
}

/**
 * Asks at every offset of a file that stands beside the others.
 *
 * @returns how many items there are at each; every one has been held against its place
 */
export async function completionEverywhere(
  texts: Readonly<Record<string, string>>,
  name: string,
): Promise<number[]> {
  const counts: number[] = [];
  const scene = sceneOfTexts(
    Object.entries(texts).map(([of, text]) => ({ name: of, text, cursor: of === name ? 0 : undefined })),
    {},
  );
  for (let offset = 0; offset <= texts[name]!.length; offset++) {
    const list = await completionAt(scene.directory, scene.language, offset, {
      files: scene.files,
      capabilities: MODERN_CLIENT,
    });
    const { items, itemDefaults } = list;
    const own = items.flatMap(({ textEdit }) =>
      textEdit && !InsertReplaceEdit.is(textEdit) ? [textEdit.range] : [],
    );
    const common = itemDefaults?.editRange;
    const ranges = common && !Range.is(common) ? [common.insert, common.replace] : [];
    // Between CR and LF the place in front of both counts.
    const cursor = texts[name]!.startsWith("\r\n", offset - 1) ? offset - 1 : offset;
    for (const range of [...own, ...ranges]) expectCursorIn(range, { ...scene, offset: cursor });
    const labels = items.map(({ label }) => label);
    if (new Set(labels).size < labels.length) throw new Error(`At ${offset} something is offered twice.`);
    counts.push(items.length);
  }
  return counts;
}

interface Scene {
  readonly directory: Directory;
  readonly language: LanguageId;
  readonly source: SourceText;
  readonly offset: number;
  readonly files: Files;
  readonly facts: PostfixFacts;
}

function sceneOf(fixture: string, surroundings: Surroundings): Scene {
  const { files } = parseFixture(fixture);
  return sceneOfTexts(
    [...files].map(([name, { text, cursor }]) => ({ name, text, cursor })),
    surroundings,
  );
}

interface SceneFile {
  readonly name: string;
  readonly text: string;
  readonly cursor: number | undefined;
}

function sceneOfTexts(files: readonly SceneFile[], surroundings: Surroundings): Scene {
  const facts = factsOf(surroundings);
  const directory = new Directory(facts, []);
  const prefix = surroundings.folder === undefined ? "" : `${surroundings.folder}/`;
  let scene: Pick<Scene, "language" | "source" | "offset"> | undefined;
  for (const { name, text, cursor } of files) {
    const language = languageOfFile(name)!;
    const source = sourceText(text);
    directory.setFile(language, prefix + name, source);
    if (cursor !== undefined) scene = { language, source, offset: cursor };
  }
  if (!scene) throw new Error("Fixture: no cursor.");
  return { ...scene, directory, facts, files: fakeFiles(surroundings.machine ?? []) };
}

const factsCache = new Map<string, PostfixFacts>();

/** The facts of a version; the same object each time, as a server has them. */
function factsOf({ version = "3.7.11", tableTypes }: Surroundings): PostfixFacts {
  let facts = factsCache.get(version);
  if (!facts) {
    facts = knownFacts(parseVersion(version)!, TEST_MACHINE);
    factsCache.set(version, facts);
  }
  return tableTypes ? { ...facts, tableTypes } : facts;
}

/** A file system that holds these paths and what must be above them. */
function fakeFiles(paths: readonly string[]): Files {
  const kinds = new Map<string, "file" | "directory">();
  for (const path of paths) {
    const bare = path.replace(/\/$/, "");
    kinds.set(bare, path.endsWith("/") ? "directory" : "file");
    for (let up = bare; up !== ""; up = up.slice(0, up.lastIndexOf("/"))) {
      if (up !== bare) kinds.set(up, "directory");
    }
  }
  kinds.set("/", "directory");
  const missing = { ok: false, error: { kind: "missing", message: "no such file or directory" } } as const;
  return {
    read: async () => missing,
    async info(path) {
      const kind = kinds.get(path);
      return kind ? { ok: true, value: { kind, size: 1, modified: 0 } } : missing;
    },
    async list(path) {
      if (kinds.get(path) !== "directory") return missing;
      const base = path === "/" ? "/" : `${path}/`;
      const names = [...kinds.keys()].filter(
        (other) => other.startsWith(base) && other !== path && !other.slice(base.length).includes("/"),
      );
      return { ok: true, value: names.map((name) => name.slice(base.length)).sort() };
    },
  };
}

/** An entry of the list as somebody sees it, and the file once it has been chosen in either way. */
interface Shown {
  readonly item: CompletionItem;
  readonly replace: string;
  readonly insert: string;
}

/** What an editor makes of the answer: defaults filled in, filtered by what has been typed, sorted. */
async function shown(scene: Scene, capabilities: CompletionCapabilities): Promise<Shown[]> {
  const { directory, language, source, offset, files } = scene;
  const list = await completionAt(directory, language, offset, { files, capabilities });
  const items = list.items.map((item) => {
    const merged = { ...item, data: item.data ?? list.itemDefaults?.data };
    const edit = item.textEdit;
    const common = list.itemDefaults?.editRange;
    const ranges = edit
      ? InsertReplaceEdit.is(edit)
        ? edit
        : { insert: edit.range, replace: edit.range }
      : Range.is(common)
        ? { insert: common, replace: common }
        : common!;
    const text = edit?.newText ?? item.textEditText ?? item.label;
    return { item: merged, ranges, text };
  });
  const key = (item: CompletionItem) => item.sortText ?? item.label;
  return items
    .filter(({ item, ranges }) => {
      for (const range of [ranges.insert, ranges.replace]) expectCursorIn(range, scene);
      if (source.offsetAt(ranges.insert.start) !== source.offsetAt(ranges.replace.start)) {
        throw new Error(`The two edits of '${item.label}' start at different places.`);
      }
      const typed = source.getText().slice(source.offsetAt(ranges.replace.start), offset);
      return (item.filterText ?? item.label).toLowerCase().startsWith(typed.toLowerCase());
    })
    .sort((a, b) => compare(key(a.item), key(b.item)) || compare(a.item.label, b.item.label))
    .map(({ item, ranges, text }) => {
      const isSnippet = item.insertTextFormat === InsertTextFormat.Snippet;
      const inserted = isSnippet ? expandSnippet(text) : `${text}‸`;
      const apply = (range: Range) => {
        const document = source.getText();
        const before = document.slice(0, source.offsetAt(range.start));
        return before + inserted + document.slice(source.offsetAt(range.end));
      };
      return { item, replace: apply(ranges.replace), insert: apply(ranges.insert) };
    });
}

/** The protocol wants ranges of one line that hold the cursor. Asked a thousand times for one list, so it is quick. */
function expectCursorIn(range: Range, { source, offset }: Scene): void {
  const [start, end] = [source.offsetAt(range.start), source.offsetAt(range.end)];
  if (range.start.line === range.end.line && start <= offset && offset <= end) return;
  throw new Error(`An edit of ${JSON.stringify(range)} does not hold the cursor at ${offset} in one line.`);
}

/** A snippet with its suggestions taken as they are; `$0` is where the cursor goes. */
function expandSnippet(snippet: string): string {
  const text = snippet.replace(
    /\\([\\$}])|\$\{\d+:([^}]*)\}|\$0/g,
    (match, escaped: string | undefined, suggestion: string | undefined) =>
      match === "$0" ? "‸" : (escaped ?? suggestion ?? ""),
  );
  return text.includes("‸") ? text : `${text}‸`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
