/** Unified diffs of clean-ups: as text, and applied by two programs that know the format. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyPatch, formatPatch } from "diff";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { applyEdits, type TextEdit } from "../../../server/src/base/text-edit";
import {
  type FileDiff,
  hunksOfEdits,
  hunksOfTexts,
  unifiedDiff,
} from "../../../server/src/tools/cleanup/unified-diff";

const PATCH = spawnSync("patch", ["--version"]).status === 0;
const scratch = mkdtempSync(join(tmpdir(), "postfix-ls-diff-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What is between two signs goes, and what is between two others comes: `«old»`, `‹new›`. */
function edited(marked: string): { before: string; after: string; edits: TextEdit[] } {
  const edits: TextEdit[] = [];
  let before = "";
  for (const part of marked.split(/(«[^»]*»|‹[^›]*›)/)) {
    const text = part.slice(1, -1);
    const start = before.length;
    if (part.startsWith("«")) edits.push({ start, end: start + text.length, newText: "" });
    else if (part.startsWith("‹")) edits.push({ start, end: start, newText: text });
    before += part.startsWith("«") ? text : part.startsWith("‹") ? "" : part;
  }
  return { before, after: applyEdits(before, edits), edits };
}

function diffOf(marked: string, path = "main.cf"): string {
  const { header, body } = unifiedDiff({ path, ...edited(marked) });
  return header + body;
}

describe("a diff from edits", () => {
  it("shows three lines around a change, and puts near changes together", () => {
    expect(
      diffOf("1\n2\n3\n4\n«5\n»6\n7\n8\n9\n10\n11\n«12\n13\n»14\n15\n16\n17\n18\n19\n20\n21\n2«2»‹3›2\n"),
    ).toBe(`--- main.cf
+++ main.cf
@@ -2,15 +2,12 @@
 2
 3
 4
-5
 6
 7
 8
 9
 10
 11
-12
-13
 14
 15
 16
@@ -19,4 +16,4 @@
 19
 20
 21
-222
+232
`);
  });

  it("counts the lines that go and come", () => {
    const { removed, added } = unifiedDiff({ path: "main.cf", ...edited("a\n«b\nc\n»d«e»\n‹f\n›") });
    expect({ removed, added }).toEqual({ removed: 3, added: 2 });
  });

  it("is nothing where nothing changes", () => {
    expect(diffOf("a\nb\n")).toBe("");
    expect(diffOf("a\n«b»‹b›\n")).toBe("");
  });

  it.each([
    ["everything goes", "«a\nb\n»", "@@ -1,2 +0,0 @@\n-a\n-b\n"],
    ["lines come into an empty file", "‹a\n›", "@@ -0,0 +1,1 @@\n+a\n"],
    ["lines come at the end", "a\n‹b\n›", "@@ -1,1 +1,2 @@\n a\n+b\n"],
    [
      "lines come behind a line without an end",
      "a‹\nb\n›",
      "@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n",
    ],
    ["a last line without an end goes", "a\n«b»", "@@ -1,2 +1,1 @@\n a\n-b\n\\ No newline at end of file\n"],
    ["a line without an end stays", "«a\n»b", "@@ -1,2 +1,1 @@\n-a\n b\n\\ No newline at end of file\n"],
    ["the end of a line goes", "a\n«b\n»‹c›«\n»d\n", "@@ -1,4 +1,2 @@\n a\n-b\n-\n-d\n+cd\n"],
  ])("%s", (_, marked, body) => {
    const { before, edits } = edited(marked);
    const lines = formatPatch(
      { oldFileName: "", newFileName: "", oldHeader: "", newHeader: "", hunks: hunksOfEdits(before, edits) },
      { includeIndex: false, includeUnderline: false, includeFileHeaders: false },
    );
    expect(lines).toBe(body);
  });
});

describe("a file that is written anew", () => {
  it("is compared line by line", () => {
    const before = "# about a\na = 1\n\nb = 2\nc = 3\n";
    const after = "a = 1\nc = 3\n";
    const edits = [{ start: 0, end: before.length, newText: after }];
    const { header, body } = unifiedDiff({ path: "main.cf", before, after, edits });
    expect(header + body).toBe(`--- main.cf
+++ main.cf
@@ -1,5 +1,2 @@
-# about a
 a = 1
-
-b = 2
 c = 3
`);
  });

  it("is one change when too much of it differs for looking", () => {
    const before = `a\n${"b\n".repeat(3_000)}z\n`;
    const after = `a\n${"c\n".repeat(3_000)}z\n`;
    const hunks = hunksOfTexts(before, after);
    expect(hunks).toMatchObject([{ oldStart: 1, oldLines: 3_002, newStart: 1, newLines: 3_002 }]);
    expect(applyPatch(before, patchOf(hunks))).toBe(after);
  });
});

function patchOf(hunks: ReturnType<typeof hunksOfEdits>) {
  return { oldFileName: "", newFileName: "", oldHeader: "", newHeader: "", hunks };
}

describe("a file that is made or removed", () => {
  const made = (after: string, path = "table") =>
    unifiedDiff({ path, before: undefined, after, edits: [{ start: 0, end: 0, newText: after }] });
  const removed = (before: string, path = "table") =>
    unifiedDiff({ path, before, after: undefined, edits: [{ start: 0, end: before.length, newText: "" }] });

  it("has /dev/null in the place of the file that is not there", () => {
    expect(made("a\nb\n")).toEqual({
      header: "--- /dev/null\n+++ table\n",
      body: "@@ -0,0 +1,2 @@\n+a\n+b\n",
      removed: 0,
      added: 2,
    });
    expect(removed("a\nb")).toEqual({
      header: "--- table\n+++ /dev/null\n",
      body: "@@ -1,2 +0,0 @@\n-a\n-b\n\\ No newline at end of file\n",
      removed: 2,
      added: 0,
    });
  });

  it.skipIf(!PATCH).each(["new/table", "new folder/a table", 'new/a\t"table"'])(
    "as patch(1) takes it: %j",
    (path) => {
      const file = join(scratch, path);
      const patch = ({ header, body }: FileDiff, ...options: string[]) => {
        const { status, stdout } = spawnSync("patch", ["-p0", ...options], {
          cwd: scratch,
          input: header + body,
        });
        expect(status, stdout.toString()).toBe(0);
      };
      patch(made("1\n2", path));
      expect(readFileSync(file, "utf8")).toBe("1\n2");
      patch(made("1\n2", path), "-R");
      expect(existsSync(file)).toBe(false);
      patch(made("1\n2", path));
      patch(removed("1\n2", path));
      expect(existsSync(file)).toBe(false);
    },
  );
});

/** A text of a few different lines, and edits of it anywhere. */
const edits = fc
  .record({
    lines: fc.array(fc.constantFrom("a", "b", "c", "", "a\r", "  é"), { maxLength: 40 }),
    isOpen: fc.boolean(),
    cuts: fc.array(fc.tuple(fc.nat(200), fc.nat(9), fc.constantFrom("", "", "x", "y\n", "\n", "p\nq")), {
      maxLength: 6,
    }),
  })
  .map(({ lines, isOpen, cuts }) => {
    const before = lines.join("\n") + (isOpen ? "" : "\n");
    const sorted = cuts.sort((a, b) => a[0] - b[0]);
    let position = 0;
    const made = sorted.map(([from, length, newText]) => {
      const start = Math.min(before.length, Math.max(position, from));
      position = Math.min(before.length, start + length);
      return { start, end: position, newText };
    });
    return { before, after: applyEdits(before, made), edits: made };
  });

describe("hunks, however they were found,", () => {
  it("make the text after of the text before", () => {
    fc.assert(
      fc.property(edits, ({ before, after, edits: made }) => {
        expect(applyPatch(before, patchOf(hunksOfEdits(before, made)))).toBe(after);
        expect(applyPatch(before, patchOf(hunksOfTexts(before, after)))).toBe(after);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it("are the same where whole lines go that occur once", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (goes) => {
        const marked = goes.map((isGone, index) => (isGone ? `«${index}\n»` : `${index}\n`)).join("");
        const { before, after, edits: made } = edited(marked);
        expect(hunksOfEdits(before, made)).toEqual(hunksOfTexts(before, after));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe.skipIf(!PATCH)("patch(1) applies it", () => {
  it.each(["main.cf", "etc postfix/main.cf", 'a\tb/"main".cf', '"a/main.cf'])("to %j", (path) => {
    const { before, after, edits: made } = edited("1\n2\n«3\n4\n»5\n6\n7\n8‹x›\n‹9\n›10");
    const { header, body } = unifiedDiff({ path, before, after, edits: made });
    const file = join(scratch, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, before);
    const { status, stdout } = spawnSync("patch", ["-p0"], { cwd: scratch, input: header + body });
    expect(status, stdout.toString()).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(after);
  });

  it("to an absolute path, from the root directory", () => {
    const { before, after, edits: made } = edited("a\n«b\n»c\n");
    const file = join(scratch, "absolute.cf");
    writeFileSync(file, before);
    const { header, body } = unifiedDiff({ path: file, before, after, edits: made });
    const { status, stdout } = spawnSync("patch", ["-d", "/", "-p1"], { input: header + body });
    expect(status, stdout.toString()).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(after);
  });

  it("whatever was edited", () => {
    fc.assert(
      fc.property(edits, ({ before, after, edits: made }) => {
        const file = join(scratch, "any.cf");
        writeFileSync(file, before);
        const { header, body } = unifiedDiff({ path: "any.cf", before, after, edits: made });
        if (body === "") return;
        // An empty result stays a file: patch takes one away only for -E, or for a diff against no file.
        const { status, stdout } = spawnSync("patch", ["-p0", "--binary"], {
          cwd: scratch,
          input: header + body,
        });
        expect(status, stdout.toString()).toBe(0);
        expect(readFileSync(file, "utf8")).toBe(after);
      }),
      { numRuns: 20, seed: 11 },
    );
  });
});
