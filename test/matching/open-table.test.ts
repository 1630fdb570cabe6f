// Which tables can be asked from their text alone, and what they give.
import { describe, expect, it } from "vitest";
import { type Engines, openTable } from "../../server/src/matching/open-table";
import type { PatternEngine } from "../../server/src/matching/pattern-engine";

/** Takes a pattern for plain text: what a library makes of it is tested where the library is. */
function plainEngine(name: string): PatternEngine {
  return {
    compile: (pattern) => ({
      kind: "compiled",
      groups: 0,
      match: (subject) => {
        const start = subject.indexOf(`${name}-${pattern.text.text}`);
        return start < 0
          ? { kind: "no-match" }
          : { kind: "match", captures: [{ start, end: subject.length }] };
      },
    }),
  };
}

const ENGINES: Engines = { pcre: plainEngine("pcre"), regexp: plainEngine("regexp") };

function ask(type: string, text: string, key: string): string | undefined {
  const opened = openTable(type, text, ENGINES);
  return typeof opened === "string" ? `refused: ${opened}` : opened.table.lookup(key).value;
}

describe("a table opened from its text", () => {
  it.each([
    ["pcre", "/x/ found\n", "pcre-x", "found"],
    ["regexp", "/x/ found\n", "regexp-x", "found"],
    ["cidr", "10.0.0.0/8 found\n", "10.1.1.1", "found"],
    ["hash", "a found\n", "A", "found"],
    ["texthash", "a found\n", "b", undefined],
    ["inline", "{ a=1, { b = 2 3 } }", "B", "2 3"],
    ["inline", '{ {"b c" = 2}, a=1, a=4 }', "a", "4"],
    ["inline", '{ {"b c" = 2} }', '"b c"', "2"],
    ["static", "a b", "anything", "a b"],
    ["static", "{ a b }", "anything", "a b"],
    ["unionmap", "{inline:{a=1}, static:2, inline:{b=3}}", "a", "1,2"],
    ["unionmap", "{inline:{a=1}}", "b", undefined],
    ["pipemap", "{inline:{a=1}, inline:{1=2}}", "a", "2"],
    ["pipemap", "{inline:{a=1}, inline:{2=3}}", "a", undefined],
  ])("%s:%s asked for %s gives %j", (type, text, key, wanted) => {
    expect(ask(type, text, key)).toBe(wanted);
  });

  it("names the line that decided", () => {
    const opened = openTable("hash", "# c\na 1\n", ENGINES);
    if (typeof opened === "string") throw new Error(opened);
    expect(opened.table.lookup("a").winner?.chunk).toBe(1);
    expect(opened.tree.chunks[1]!.text).toBe("a 1\n");
    expect(opened.remarks).toEqual([expect.stringContaining("run postmap hash:FILE")]);
  });
});

describe("a table that cannot be opened", () => {
  it.each([
    ["inline", "a=1", "needs braces"],
    ["inline", "{ }", "has no entries"],
    ["inline", "{ a=1, { b c = 2 } }", "is no key with a value"],
    ["inline", "{ a = 4 }", '"a" is no key with a value'],
    ["inline", "{ a }", '"a" is no key with a value'],
    ["inline", "{ {a=1}x }", "do not end where the entry ends"],
    ["static", "{ a", "do not end where the value ends"],
    ["unionmap", "{ }", "needs tables in braces"],
    ["unionmap", "{ a }", "names no table"],
    ["pipemap", "{ hash:/a }", "asks hash:/a"],
    ["mysql", "hosts = a", "are in a database"],
    ["tcp", "host:1", "another program"],
    ["randmap", "{a}", "by chance"],
    ["environ", "", "cannot be read from a text"],
  ])("says why: %s:%s", (type, text, wanted) => {
    expect(openTable(type, text, ENGINES)).toEqual(expect.stringContaining(wanted));
  });
});
