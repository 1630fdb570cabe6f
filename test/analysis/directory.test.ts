// A directory keeps two files, and says of each what the rules find, where it is now.
import { describe, expect, it } from "vitest";
import { chunkIndexAt, Directory, directoryOf, startOf } from "../../server/src/analysis/directory";
import { defineRule } from "../../server/src/analysis/rules/rule";
import { sourceText } from "../../server/src/base/source-text";
import type { LanguageId } from "../../server/src/contract/languages";
import { parseMainCf, reparseMainCf } from "../../server/src/syntax/main-cf";
import { markSpans } from "../support/fixture";
import { factsOf } from "./model/support";

const DOCS = { what: "", why: "", bad: "", good: "", references: [] };

/** Marks the name of each setting that starts with x and of each service that is called x, and says who is overridden. */
const MARK = defineRule({
  id: "test-mark",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: DOCS,
  messages: { x: "Set {count} times." },
  assignment(node, { configuration, report }) {
    if (!node.name.startsWith("x")) return;
    const count = String(configuration.definitions(node.name).length);
    const { logical, nameStart, nameEnd } = node;
    report({
      message: "x",
      data: { count },
      start: logical.offsetOf(nameStart),
      end: logical.endOffset(nameEnd),
    });
  },
  service(node, { report }) {
    const [name] = node.words;
    if (name?.text === "x") report({ message: "x", start: name.start, end: name.end });
  },
});

/** A file with its findings marked, and their data. */
function state(directory: Directory, language: LanguageId): string {
  const text = directory.file(language)?.source.getText() ?? "";
  const found = directory.findings(language);
  for (const { chunkStart, finding, start } of found) expect(chunkStart + finding.start).toBe(start);
  return markSpans(text, found) + found.map(({ finding }) => finding.data.count ?? "").join(",");
}

const main = (directory: Directory) => state(directory, "postfix-main");
const master = (directory: Directory) => state(directory, "postfix-master");

/** Replaces the first `from` in main.cf by `to`, as an editor would. */
function replace(directory: Directory, from: string, to: string): void {
  const text = directory.main!.source.getText();
  const start = text.indexOf(from);
  const change = { start, oldEnd: start + from.length, newEnd: start + to.length };
  directory.changeFile("postfix-main", sourceText(text.replace(from, to)), change);
}

describe("a directory", () => {
  it("is empty at first", () => {
    const directory = new Directory(factsOf(), [MARK]);
    expect([directory.main, directory.master, directory.findings("postfix-main")]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    directory.changeFile("postfix-main", sourceText("x = 1"), { start: 0, oldEnd: 0, newEnd: 5 });
    expect(directory.main).toBeUndefined();
  });

  it("tells findings of each file in file order, and where they are after an edit", () => {
    const directory = directoryOf(factsOf(), [MARK], {
      main: "# c\nx1 = 1\ny = 2\nx2 =\n  3\n",
      master: "a unix - - - - - b\nx unix - - - - - b\n",
    });
    expect(main(directory)).toBe("# c\n«x1» = 1\ny = 2\n«x2» =\n  3\n1,1");
    expect(master(directory)).toBe("a unix - - - - - b\n«x» unix - - - - - b\n");
    replace(directory, "# c\n", "# longer\n\n");
    expect(main(directory)).toBe("# longer\n\n«x1» = 1\ny = 2\n«x2» =\n  3\n1,1");
    replace(directory, "y = 2", "x1 = 2");
    expect(main(directory)).toBe("# longer\n\n«x1» = 1\n«x1» = 2\n«x2» =\n  3\n2,2,1");
    replace(directory, "x1 = 1\n", "");
    expect(main(directory)).toBe("# longer\n\n«x1» = 2\n«x2» =\n  3\n1,1");
    expect(master(directory)).toBe("a unix - - - - - b\n«x» unix - - - - - b\n");
  });

  it("keeps the findings of lines that an edit has not touched", () => {
    const directory = directoryOf(factsOf(), [MARK], { main: "x1 = 1\nx2 = 2\nx3 = 3\n" });
    const before = directory.findings("postfix-main").map(({ finding }) => finding);
    replace(directory, "x2 = 2", "x2 = 22");
    const after = directory.findings("postfix-main").map(({ finding }) => finding);
    expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("replaces and removes files", () => {
    const directory = directoryOf(factsOf(), [MARK], { main: "x = 1\n", master: "x unix - - - - - b\n" });
    directory.setFile("postfix-main", "other/main.cf", sourceText("y = 1\n x\nx = 2"));
    expect(directory.main?.uri).toBe("other/main.cf");
    expect(main(directory)).toBe("y = 1\n x\n«x» = 21");
    expect(directory.configuration.definitions("x").length).toBe(1);
    directory.removeFile("postfix-master");
    expect([directory.master, master(directory), directory.configuration.hasServices()]).toEqual([
      undefined,
      "",
      false,
    ]);
    directory.removeFile("postfix-main");
    expect([...directory.configuration.definedNames()]).toEqual([]);
  });

  it("can be held against another version, files and findings included", () => {
    const directory = directoryOf(factsOf("2.9"), [MARK], {
      main: "x = 1\n",
      master: "x unix - - - - - b\n",
    });
    const kind = () => directory.configuration.builtinKind("smtpd_relay_restrictions");
    expect(kind()).toBeUndefined();
    const facts = factsOf("2.10");
    directory.useFacts(facts);
    expect([kind(), main(directory), directory.configuration.services().length]).toEqual([
      "builtin",
      "«x» = 1\n1",
      1,
    ]);
    const { configuration } = directory;
    directory.useFacts(facts);
    expect(directory.configuration).toBe(configuration);
  });
});

describe("the place of a chunk", () => {
  const tree = parseMainCf("# c\na = 1\n  2\nb = 2\n");

  it("is found by an offset; one at the end of a chunk belongs to the next", () => {
    expect([0, 3, 4, 13, 14, 99].map((offset) => chunkIndexAt(tree, offset))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(chunkIndexAt(parseMainCf(""), 0)).toBe(-1);
  });

  it("is found by the chunk, in its own tree only", () => {
    const many = parseMainCf(Array.from({ length: 300 }, (_, index) => `a${index} = 1\n`).join(""));
    expect(many.chunks.map((chunk) => startOf(many, chunk))).toEqual([...many.starts]);
    expect(startOf(many, tree.chunks[1]!)).toBeUndefined();
    expect(startOf(parseMainCf(""), tree.chunks[0]!)).toBeUndefined();
    const at = many.starts[7]! + "a7 = ".length;
    const text = many.text.replace("a7 = 1", "a7 = 2");
    const { tree: after } = reparseMainCf(many, text, { start: at, oldEnd: at + 1, newEnd: at + 1 });
    expect(startOf(after, many.chunks[7]!), "a chunk that an edit removed").toBeUndefined();
    expect(startOf(after, many.chunks[8]!)).toBe(many.starts[8]);
  });
});
