// A directory keeps two files, and says of each what the rules find, where it is now.
import { describe, expect, it } from "vitest";
import { chunkIndexAt, Directory, directoryOf, startOf } from "../../server/src/analysis/directory";
import { OWN_LEVELS } from "../../server/src/analysis/rules/levels";
import { defineRule } from "../../server/src/analysis/rules/rule";
import { sourceText } from "../../server/src/base/source-text";
import type { LanguageId } from "../../server/src/contract/languages";
import { parseMainCf, reparseMainCf } from "../../server/src/syntax/main-cf";
import { markSpans } from "../support/fixture";
import { factsFor } from "../support/rule-tester";
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

/** Speaks of the file as a whole when y is set, and of the line that sets z. */
const WHOLE = defineRule({
  id: "test-whole",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: DOCS,
  messages: { y: "y is set.", z: "z is set." },
  configuration({ configuration, report }) {
    if (configuration.definitions("y").length > 0) {
      report({ file: "postfix-main", message: "y", start: 0, end: 0 });
      report({ file: "postfix-master", message: "y", start: 0, end: 0 });
    }
    const chunk = configuration.definitions("z").at(-1);
    if (chunk) report({ file: "postfix-main", chunk, message: "z", start: 0, end: 1 });
  },
});

describe("rules that look at the whole configuration", () => {
  const spoken = (directory: Directory, language: LanguageId) =>
    directory.findings(language).map(({ start, end, finding }) => {
      return `${directory.file(language)!.source.getText().slice(start, end)}: ${finding.message}`;
    });

  it("speak of a file at its first line, and of a line where it is", () => {
    const directory = directoryOf(factsOf(), [MARK, WHOLE], {
      main: "x1 = 1\nz = 1\ny = 1\n",
      master: "x unix - - - - - b\n",
    });
    expect(spoken(directory, "postfix-main")).toEqual(["x1: x", "x1 = 1: y", "z: z"]);
    expect(spoken(directory, "postfix-master")).toEqual(["x: x", "x unix - - - - - b: y"]);
    replace(directory, "z = 1\n", "w = 1\n");
    expect(spoken(directory, "postfix-main")).toEqual(["x1: x", "x1 = 1: y"]);
    replace(directory, "y = 1\n", "");
    expect(spoken(directory, "postfix-main")).toEqual(["x1: x"]);
    expect(spoken(directory, "postfix-master")).toEqual(["x: x"]);
    replace(directory, "w = 1", "z = 1");
    expect(spoken(directory, "postfix-main")).toEqual(["x1: x", "z: z"]);
  });

  it("are silenced by the comments at the top, or above the line", () => {
    const mark = "# postfix-ls: ignore test-whole\n";
    const findings = (main: string) => spoken(directoryOf(factsOf(), [WHOLE], { main }), "postfix-main");
    expect(findings(`${mark}\ny = 1\nz = 1\n`)).toEqual(["z: z"]);
    expect(findings(`y = 1\n${mark}z = 1\n`)).toEqual(["y = 1: y"]);
  });
});

describe("how grave findings are", () => {
  const grave = (directory: Directory) =>
    directory.findings("postfix-main").map(({ severity, finding }) => `${finding.rule.id} ${severity}`);

  it("is the rule's word, or the user's", () => {
    const directory = directoryOf(factsOf(), [MARK, WHOLE], { main: "x = 1\ny = 1\n" });
    const own = ["test-mark warning", "test-whole error"];
    expect(grave(directory).sort()).toEqual(own);
    directory.useLevels(new Map([["test-mark", "hint"]]));
    expect(grave(directory).sort()).toEqual(["test-mark hint", "test-whole error"]);
    directory.useLevels(new Map([["test-whole", "off"]]));
    expect(grave(directory)).toEqual(["test-mark warning"]);
    directory.useFacts(factsOf("2.9"));
    expect(grave(directory)).toEqual(["test-mark warning"]);
    directory.useLevels(OWN_LEVELS);
    expect(grave(directory).sort()).toEqual(own);
  });

  it("is less in a template, until its last placeholder is gone, but not less than the user says", () => {
    const directory = directoryOf(factsOf(), [WHOLE], { main: "y = 1\na = {{ b }}\n" });
    expect(grave(directory)).toEqual(["test-whole warning"]);
    directory.useLevels(new Map([["test-whole", "error"]]));
    expect(grave(directory)).toEqual(["test-whole error"]);
    directory.useLevels(OWN_LEVELS);
    replace(directory, "{{ b }}", "b");
    expect(grave(directory)).toEqual(["test-whole error"]);
  });
});

describe("files of the machine", () => {
  /** Reports each file that is missing. */
  const MISSING = defineRule({
    ...MARK,
    id: "test-missing",
    service: undefined,
    assignment(node, { configuration, report }) {
      const state = configuration.fileAt(node.value);
      if (state?.kind === "missing") report({ message: "x", start: 0, end: 1 });
    },
  });
  const installed = () => factsFor({ installed: {} });

  it("are asked for once, and findings follow the answers", () => {
    const main = "a = /a\nb = /b\nc = /a\n";
    const directory = directoryOf(installed(), [MISSING], { main }, { path: "/etc/postfix" });
    const found = () => directory.findings("postfix-main").map(({ start }) => main[start]);
    const { files } = directory.configuration;
    expect([found(), files.unanswered()]).toEqual([[], ["/a", "/b"]]);
    expect(directory.answerFiles(new Map([["/a", { kind: "missing" }]]))).toBe(true);
    expect([found(), files.unanswered()]).toEqual([["a", "c"], ["/b"]]);
    const there = new Map([["/a", { kind: "file", size: 1, modified: 1 } as const]]);
    expect([directory.answerFiles(there), found()]).toEqual([true, []]);
    expect([directory.answerFiles(there), [...files.asked]]).toEqual([false, ["/a", "/b"]]);
  });

  it.each([
    ["the usual directory", "/etc/postfix", false, true],
    ["another instance's", "/etc/postfix-out", false, true],
    ["a directory below", "/etc/postfix/old", false, false],
    ["a working copy", "/home/user/mail", false, false],
    ["a directory that is named", "/home/user/mail", true, true],
  ])("are those of %s", (_, path, isNamed, isLive) => {
    expect(new Directory(installed(), [], { path, isNamed }).configuration.isLive).toBe(isLive);
  });

  it("are nobody's without an installed Postfix", () => {
    const { configuration } = new Directory(factsOf(), [], { path: "/etc/postfix", isNamed: true });
    expect([configuration.isLive, configuration.fileAt("/a"), configuration.files.unanswered()]).toEqual([
      false,
      undefined,
      [],
    ]);
  });
});
