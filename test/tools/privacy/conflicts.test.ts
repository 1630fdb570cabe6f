/** Tables that decide what becomes of a header line before the filter is asked. */
import { describe, expect, it } from "vitest";
import { type AskTable, conflictsOf } from "../../../server/src/tools/privacy/conflicts";
import { type PrivacyCircumstances, planFor, shownNote } from "../../support/check-privacy";

/** What tables have for header lines that start so; text: why a table cannot be asked. */
type Tables = Readonly<Record<string, Readonly<Record<string, string>> | string>>;

/** The notes for a server whose header_checks are these tables, and the questions that they were asked. */
async function conflicts(tables: Tables, circumstances: PrivacyCircumstances = {}) {
  const checks = Object.keys(tables).join(", ");
  const plan = planFor(
    `-- main.cf --\nmyhostname = a.example\nheader_checks = ${checks}\n-- master.cf --\nsubmission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\ncleanup unix n - y - 0 cleanup\n`,
    circumstances,
  );
  const asked: Record<string, string[]> = {};
  const ask: AskTable = async (name, keys) => {
    asked[name] = keys.map((key) => key.slice(0, key.indexOf(":")));
    const table = tables[name]!;
    if (typeof table === "string") return table;
    const starts = Object.keys(table);
    return keys.map((key) => {
      const line = starts.findIndex((start) => key.startsWith(start));
      if (line < 0) return undefined;
      return { value: table[starts[line]!]!, line: name.startsWith("pcre:{") ? undefined : line };
    });
  };
  return { notes: (await conflictsOf(plan, ask)).map(shownNote), asked };
}

const ALL = [
  "Received",
  "User-Agent",
  "X-Mailer",
  "X-Originating-IP",
  "X-Authenticated-Sender",
  "X-PHP-Originating-Script",
];

describe("a table before the filter", () => {
  it("decides first, whatever it says", async () => {
    const tables = {
      "pcre:/a": { "Subject:": "REJECT", "X-Mailer:": "WARN old", "Received: from": "PREPEND X-Seen: yes" },
    };
    const { notes, asked } = await conflicts(tables);
    expect(notes).toMatchInlineSnapshot(`
      [
        "conflict: A Received line such as "Received: from laptop.example (home.example.net [192.0.2.15])" does not come to the filter: line 3 of pcre:/a decides before, with PREPEND X-Seen: yes. Change that line, or take it out.",
        "conflict: X-Mailer does not come to the filter: line 2 of pcre:/a decides before, with WARN old. Change that line, or take it out.",
      ]
    `);
    expect(asked).toEqual({ "pcre:/a": ALL });
  });

  it("does no harm when it does the same", async () => {
    const tables = { "pcre:/a": { "X-Mailer:": "ignore" }, "regexp:/b": { "X-Mailer:": "WARN never asked" } };
    const { notes, asked } = await conflicts(tables);
    expect(notes).toEqual([]);
    expect(asked["regexp:/b"]).toEqual(ALL.filter((name) => name !== "X-Mailer"));
  });

  it("decides only where none before it did", async () => {
    const tables = {
      "pcre:/a": { "User-Agent:": "DUNNO" },
      "pcre:/b": { "User-Agent:": "HOLD", "X-P": "HOLD" },
    };
    expect((await conflicts(tables)).notes).toMatchInlineSnapshot(`
      [
        "conflict: User-Agent does not come to the filter: line 1 of pcre:/a decides before, with DUNNO. Change that line, or take it out.",
        "conflict: X-PHP-Originating-Script does not come to the filter: line 2 of pcre:/b decides before, with HOLD. Change that line, or take it out.",
      ]
    `);
  });

  it("has no lines where its rules stand in header_checks itself", async () => {
    const tables = { "pcre:{{/^X-Mailer/ REJECT}}": { "X-Mailer:": "REJECT" } };
    expect((await conflicts(tables)).notes).toMatchInlineSnapshot(`
      [
        "conflict: X-Mailer does not come to the filter: pcre:{{/^X-Mailer/ REJECT}} decides before, with REJECT. Change that line, or take it out.",
      ]
    `);
  });

  it("may decide where it cannot be asked, and the next one is asked the same", async () => {
    const tables = {
      "hash:/a": "what it holds is not known here",
      "pcre:/b": { "X-Mailer:": "REPLACE X-Mailer: none" },
    };
    const { notes, asked } = await conflicts(tables);
    expect(notes).toMatchInlineSnapshot(`
      [
        "conflict: hash:/a is asked before the filter, and what it holds is not known here. A line that it has a result for does not come to the filter.",
        "conflict: X-Mailer does not come to the filter: line 1 of pcre:/b decides before, with REPLACE X-Mailer: none. Change that line, or take it out.",
      ]
    `);
    expect(asked).toEqual({ "hash:/a": ALL, "pcre:/b": ALL });
  });

  it("is not asked about lines that stay", async () => {
    const keep = ["x-mailer", "received"];
    const { notes, asked } = await conflicts({ "pcre:/a": { "X-Mailer:": "HOLD" } }, { keep });
    expect(notes).toEqual([]);
    expect(asked["pcre:/a"]).toEqual(ALL.filter((name) => !keep.includes(name.toLowerCase())));
  });
});

it("is quiet where no table comes before the filter", async () => {
  expect(await conflicts({})).toEqual({ notes: [], asked: {} });
});
