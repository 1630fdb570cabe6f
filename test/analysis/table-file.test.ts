// A table's file keeps its findings up to date, and says of each where it is now.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineRule, type Rule } from "../../server/src/analysis/rules/rule";
import { TableFile } from "../../server/src/analysis/table-file";
import { sourceText } from "../../server/src/base/source-text";
import { applyEdits } from "../../server/src/base/text-edit";
import type { TableType } from "../../server/src/syntax/tables/table";
import { markSpans } from "../support/fixture";
import { factsOf } from "./model/support";

const TYPES: readonly TableType[] = ["pcre", "regexp", "cidr"];

/** Marks each line that starts with `/x`, and says in which line it is, for what, and held against what. */
const MARK = defineRule({
  id: "test-mark",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: { what: "", why: "", bad: "", good: "", references: [] },
  messages: { x: "Here." },
  table({ table, facts, uses, lineOf, report }) {
    for (const chunk of table.tree.chunks) {
      if (!chunk.node?.logical.text.startsWith("/x")) continue;
      const data = { line: String(lineOf(chunk, 0)), uses: uses.join(), version: facts.version.text };
      report({ message: "x", data, chunk, start: 0, end: 2, fixes: () => [{ title: "Fix", edits: [] }] });
    }
  },
  comment(text, { known, report }) {
    const start = text.indexOf("postfix-ls:");
    report({ message: "x", data: { line: `of ${known.length}` }, start, end: start + 10 });
  },
});

const load = (text: string, name = "table", uses: readonly string[] = []) =>
  new TableFile("pcre", name, sourceText(text), factsOf(), uses, [MARK]);

/** The text with its findings marked, and what they say. */
function state(file: TableFile): string {
  const found = file.findings();
  for (const { finding, chunkStart, start, end } of found) {
    expect([start, end]).toEqual([chunkStart + finding.start, chunkStart + finding.end]);
  }
  return markSpans(file.source.getText(), found) + found.map(({ finding }) => finding.data.line).join();
}

describe("a table's file", () => {
  it("tells findings in file order, and where they are after a change", () => {
    const file = load("# c\n/x1/ a\n/y/ b\n/x2/\n  c\n");
    expect(state(file)).toBe("# c\n«/x»1/ a\n/y/ b\n«/x»2/\n  c\n2,4");
    expect(file.findings()).toBe(file.findings());
    const text = file.source.getText().replace("/y/ b", "/x/\n b");
    const at = text.indexOf("/x/");
    file.change(sourceText(text), { start: at, oldEnd: at + 5, newEnd: at + 6 });
    expect(state(file)).toBe("# c\n«/x»1/ a\n«/x»/\n b\n«/x»2/\n  c\n2,3,5");
    file.setText(sourceText("/x/"));
    expect(state(file)).toBe("«/x»/1");
    expect(file.findings()[0]!.finding.fixes).toEqual([{ title: "Fix", edits: [] }]);
  });

  it("is silent where a comment says so, and has its comments looked at", () => {
    const file = load("# postfix-ls: ignore test-mark\n/x1/ a\n/x2/ b\n");
    expect(state(file)).toBe("# «postfix-ls»: ignore test-mark\n/x1/ a\n«/x»2/ b\nof 1,3");
  });

  it("takes the user's word for how grave a finding is", () => {
    const file = load("/x/ a\n");
    expect(file.findings()[0]!.severity).toBe("warning");
    file.useLevels(new Map([["test-mark", "hint"]]));
    expect(file.findings()[0]!.severity).toBe("hint");
    file.useLevels(new Map([["test-mark", "off"]]));
    expect(file.findings()).toEqual([]);
  });

  it("says less of a template, and nothing of a line that is yet to be filled in", () => {
    const file = load("{% if a %}\n/x1/ a\n/x2/ {{ b }}\n");
    expect(state(file)).toBe("{% if a %}\n«/x»1/ a\n/x2/ {{ b }}\n2");
    expect(file.findings()[0]!.severity).toBe("information");
  });

  it("knows what it is for from others, or else by its name", () => {
    const usesOf = (file: TableFile) => file.findings()[0]!.finding.data.uses;
    const file = load("/x/ a\n", "file:///etc/postfix/header_checks", ["transport_maps"]);
    expect(usesOf(file)).toBe("transport_maps");
    file.useUses([]);
    expect(usesOf(file)).toBe("header_checks");
  });

  it("can be held against another version", () => {
    const file = load("/x/ a\n");
    file.useFacts(factsOf("3.1"));
    expect(file.findings()[0]!.finding.data.version).toBe("3.1");
  });
});

const RULES_FOLDER = join(__dirname, "../../server/src/analysis/rules/tables");
const PIECES =
  "/a/ |/a/i|if |endif|!|\n|\n|\n  | # c|\n# d\n|$1|${|(|)|[|]|*|+|(a+)+|\\\\|\\d|REJECT|FILTER x|x|192.0.2.0/24 |192.0.2.1 |10/8 |::1/3 |[|/|\0|\r\n|$|^To:|PREPEND ".split(
    "|",
  );

describe("the rules of tables", () => {
  it.each(TYPES)("say of a changed %s table what they say of one that is read anew", async (type) => {
    const modules = await Promise.all(
      readdirSync(RULES_FOLDER).map((file) => import(join(RULES_FOLDER, file))),
    );
    const rules = modules.flatMap((module: Record<string, Rule>) => Object.values(module));
    let state = 42;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (state >>> 16) % below;
    };
    const facts = factsOf();
    const uses = ["header_checks", "check_client_access", "transport_maps"];
    const make = (text: string) => new TableFile(type, "t", sourceText(text), facts, uses, rules);
    const file = make("");
    for (let round = 0; round < 400; round++) {
      const text = file.source.getText();
      const start = random(text.length + 1);
      const oldEnd = Math.min(text.length, start + (text.length > 400 ? random(100) : random(4)));
      const piece = PIECES[random(PIECES.length)]!;
      const changed = text.slice(0, start) + piece + text.slice(oldEnd);
      file.change(sourceText(changed), { start, oldEnd, newEnd: start + piece.length });
      const shown = (each: TableFile) =>
        each
          .findings()
          .map(({ finding, ...place }) => [finding.rule.id, finding.message, finding.data, place]);
      expect(shown(file), changed).toEqual(shown(make(changed)));
      for (const { finding, chunkStart, start: from, end: to } of file.findings()) {
        expect(from <= to && to <= changed.length, changed).toBe(true);
        for (const { edits } of finding.fixes) {
          const placed = edits.map((edit) => ({
            ...edit,
            start: edit.start + chunkStart,
            end: edit.end + chunkStart,
          }));
          expect(applyEdits(changed, placed)).not.toBe(changed);
        }
      }
    }
  });
});
