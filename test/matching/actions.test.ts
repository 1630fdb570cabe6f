// One sentence for what an action does.
import { describe, expect, it } from "vitest";
import { type ActionKind, actionsOf } from "../../server/src/knowledge/table-actions";
import { effectOf, readAction } from "../../server/src/matching/actions";

const KINDS: readonly ActionKind[] = [
  "header",
  "body",
  "milter",
  "delivery-header",
  "delivery-body",
  "access",
  "postscreen",
];

/** What may stand behind an action. */
const TEXTS = {
  transport: "smtp:[127.0.0.1]:10025",
  address: "a@example.com",
  header: "X-A: b",
  text: "words",
};

describe("every action of every kind", () => {
  const all = KINDS.flatMap((kind) =>
    Object.entries(actionsOf(kind)).map(([name, { argument }]) => {
      const value = argument ? `${name} ${TEXTS[argument]}` : name;
      return { kind, name, value, argument };
    }),
  );

  it.each(all)("$kind: $value", ({ kind, name, value, argument }) => {
    const effect = effectOf(kind, value);
    expect(effect).toBe(effectOf(kind, value.replace(name, name.toLowerCase())));
    expect(effect).toMatch(/^\S.*\S$/);
    expect(effect).not.toContain("knows no action");
    expect(effect).not.toContain("does not know");
    if (argument) {
      expect(effect).toContain(TEXTS[argument]);
      expect(effectOf(kind, name)).toBe(
        `${name} has nothing behind it, but needs a text: Postfix logs a warning and does nothing.`,
      );
    }
  });

  it("has a sentence of its own, but for those that do the same", () => {
    const sentences = new Map<string, string[]>();
    for (const { kind, name, value } of all) {
      const key = `${kind}: ${effectOf(kind, value)}`;
      sentences.set(key, [...(sentences.get(key) ?? []), name]);
    }
    const shared = [...sentences.values()]
      .filter((names) => names.length > 1)
      .map((names) => names.sort().join());
    expect([...new Set(shared)].sort()).toEqual(["DUNNO,OK", "INFO,WARN", "OK,RELAY"]);
  });
});

describe("access", () => {
  it.each([
    ["550 go away", "The client is refused: 550 5.7.1 go away"],
    ["450 4.2.1 busy", "The client is refused for now, and may try again: 450 4.2.1 busy"],
    ["REJECT", "The client is refused: 554 5.7.1 Access denied"],
    ["REJECT 5.1.1", "The client is refused: 554 5.1.1 Access denied"],
    ["DEFER 4.1.1 later", "The client is refused for now, and may try again: 450 4.1.1 later"],
    ["550", "Digits alone permit: no further restriction of this list is looked at."],
    ["20240101", "Digits alone permit: no further restriction of this list is looked at."],
    ["", "The result is empty: Postfix logs a warning and permits."],
    [
      "permit_mynetworks, reject",
      "Postfix goes on with the restrictions that stand here: permit_mynetworks, reject",
    ],
    [
      "check_client_access hash:x",
      "A result cannot name a table: Postfix logs warnings and answers with a temporary error.",
    ],
  ])("%s", (value, effect) => {
    expect(effectOf("access", value)).toBe(effect);
  });
});

describe("postscreen", () => {
  it("ignores the rest of its list where it does not know a word", () => {
    expect(effectOf("postscreen", "OK")).toBe(
      'postscreen does not know "OK": it logs a warning, and ignores the rest of its access list.',
    );
  });
});

describe("readAction", () => {
  it("takes a word up to a blank or tab", () => {
    expect(readAction("header", "reject\t  go away")).toEqual({
      name: "REJECT",
      text: "go away",
      problem: undefined,
    });
    expect(readAction("header", "")).toEqual({ name: "", text: "", problem: "unknown" });
    expect(readAction("body", "PREPEND no header")).toEqual({
      name: "PREPEND",
      text: "no header",
      problem: undefined,
    });
    expect(readAction("header", "REDIRECT nowhere").problem).toBe("no-address");
  });
});
