// Files of keys, aliases and database clients: what is kept from edit to edit is what a new look would find.
import { describe, expect, it } from "vitest";
import { RULES } from "../../server/src/analysis/rules/index";
import { TableFile } from "../../server/src/analysis/table-file";
import { sourceText } from "../../server/src/base/source-text";
import type { TableFormat } from "../../server/src/syntax/tables/table";
import { factsOf } from "./model/support";

const FACTS = factsOf();
const USES = ["check_client_access"];

const open = (type: TableFormat, text: string, uses: readonly string[] = USES, name = "t") =>
  new TableFile(type, name, sourceText(text), FACTS, uses, RULES);

const shown = (file: TableFile) =>
  file
    .findings()
    .map(({ finding, start, end }) => [finding.rule.id, finding.message, finding.data, start, end]);

const rulesIn = (file: TableFile) => file.findings().map(({ finding }) => finding.rule.id);

const PIECES =
  "a b\n|a REJCT\n|A: b\n|a: b, c\n|10.0.0.0/8 OK\n|\n|  |# c\n|# postfix-ls: ignore duplicate-key\n|a|:|\"|,|{{ x }}|query = '%x'\n|qeury = x\n|user".split(
    "|",
  );

describe("a changed file", () => {
  it.each<TableFormat>([
    "key",
    "aliases",
    "mysql",
  ])("of format %s has the findings of one read anew", (type) => {
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (state >>> 16) % below;
    };
    const file = open(type, "");
    for (let round = 0; round < 300; round++) {
      const text = file.source.getText();
      const start = random(text.length + 1);
      const oldEnd = Math.min(text.length, start + (text.length > 300 ? random(80) : random(4)));
      const piece = PIECES[random(PIECES.length)]!;
      const changed = text.slice(0, start) + piece + text.slice(oldEnd);
      file.change(sourceText(changed), { start, oldEnd, newEnd: start + piece.length });
      expect(new Set(shown(file).map(String)), changed).toEqual(
        new Set(shown(open(type, changed)).map(String)),
      );
    }
  });

  it("looks at lines that were left out once others are mended", () => {
    const bad = (count: number) => "x\n".repeat(count);
    const file = open("key", bad(1_001));
    expect(file.findings().length).toBe(1_000);
    const text = `y z\n${bad(1_000)}`;
    file.change(sourceText(text), { start: 0, oldEnd: 1, newEnd: 3 });
    expect(file.findings().length).toBe(1_000);
    expect(file.findings().at(-1)!.start).toBe(text.length - 2);
  });
});

describe("who refers to a file", () => {
  it("tells which client reads the settings", () => {
    const file = open("database", "qeury = a\n", []);
    expect(rulesIn(file)).toEqual([]);
    file.useUses(["virtual_alias_maps"], "mysql");
    expect(file.type).toBe("mysql");
    expect(rulesIn(file)).toEqual(["unknown-client-setting", "missing-query"]);
  });

  it("is told by the name where nobody says", () => {
    expect(rulesIn(open("key", "@a.example smtp:\n", [], "/etc/postfix/transport"))).toEqual([
      "unmatched-key",
    ]);
    // Whose access it is about does not follow from this name.
    expect(rulesIn(open("key", "a@b.example OK\n", [], "/etc/postfix/access"))).toEqual([]);
    expect(rulesIn(open("key", "a@b.example REJCT\n", [], "/etc/postfix/access"))).toEqual([
      "unknown-action",
    ]);
  });

  it("changes nothing when it is said again", () => {
    const file = open("key", "a\n");
    const before = file.findings();
    file.useUses([...USES]);
    expect(file.findings()).toBe(before);
  });
});
