// What header_checks and body_checks make of a message.
import { describe, expect, it } from "vitest";
import type { Bytes } from "../../../server/src/matching/lookup";
import {
  FILTER_LIMITS,
  type FilterOptions,
  filterMessage,
} from "../../../server/src/matching/message/filter";
import { fakeTable } from "./fake-table";

const MESSAGE = "From: a\nSubject : b\n c\n\nfirst\nsecond\n";

/** What a message looks like after rules for headers and for body lines. */
function afterChecks(
  header: readonly (readonly [RegExp, Bytes])[],
  body: readonly (readonly [RegExp, Bytes])[] = [],
  message = MESSAGE,
  options: FilterOptions = {},
): { text: Bytes | undefined; fate: string; effects: (string | undefined)[] } {
  const checks = { header: fakeTable(header), body: fakeTable(body) };
  const { text, fate, parts } = filterMessage(message, checks, options);
  const effects = parts.filter(({ action }) => action !== undefined).map(({ effect }) => effect);
  return { text, fate: `${fate.kind}: ${fate.sentence}`, effects };
}

const TAKEN = "delivered: The message is taken: it goes to its recipients.";

describe("a message that nothing matches", () => {
  it("stays as it is, but for white space in front of a colon", () => {
    expect(afterChecks([])).toEqual({
      text: MESSAGE.replace("Subject :", "Subject:"),
      fate: TAKEN,
      effects: [],
    });
  });

  it("gets the line break that its last line lacks, and no stray carriage returns", () => {
    expect(afterChecks([], [], "A: b\r\n\r\nc\rd\r\ne").text).toBe("A: b\r\n\r\nc d\r\ne\r\n");
  });

  it("has all its bytes", () => {
    const message = `A: b\n\n${Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
      .filter((character) => character !== "\r")
      .join("")}\n`;
    expect(afterChecks([], [], message).text).toBe(message);
  });
});

describe("actions that change the message", () => {
  it("REPLACE", () => {
    expect(afterChecks([[/^Subject/, "REPLACE X: y"]], [[/first/, "replace other"]])).toEqual({
      text: "From: a\nX: y\n\nother\nsecond\n",
      fate: TAKEN,
      effects: ["The header is replaced: X: y", "The line is replaced: other"],
    });
  });

  it("PREPEND, with a header's lines indented", () => {
    expect(afterChecks([[/^From/, "PREPEND X: y\nz\n w"]], [[/first/, "PREPEND other"]]).text).toBe(
      "X: y\n\tz\n w\nFrom: a\nSubject: b\n c\n\nother\nfirst\nsecond\n",
    );
  });

  it("STRIP and IGNORE", () => {
    expect(afterChecks([[/^Subject/, "STRIP"]], [[/first/, "IGNORE me"]])).toEqual({
      text: "From: a\n\nsecond\n",
      fate: TAKEN,
      effects: ["The header is taken out, and that is logged.", "The line is taken out."],
    });
  });

  it("not where Postfix cannot use what stands behind them", () => {
    const { text, effects } = afterChecks(
      [
        [/^From/, "REPLACE no header"],
        [/^Subject/, "PREPEND"],
      ],
      [
        [/first/, "FILTER nowhere"],
        [/second/, "FROBNICATE"],
      ],
    );
    expect(text).toBe(MESSAGE.replace("Subject :", "Subject:"));
    expect(effects).toEqual([
      'REPLACE needs a header, "Name: text", behind it: Postfix logs a warning and does nothing.',
      "PREPEND has nothing behind it, but needs a text: Postfix logs a warning and does nothing.",
      'FILTER needs "transport:destination" behind it: Postfix logs a warning and does nothing.',
      'Postfix knows no action "FROBNICATE" here: it logs a warning, and the mail goes on as if nothing had matched.',
    ]);
  });
});

describe("what becomes of the message", () => {
  const fateOf = (value: Bytes, other?: Bytes) =>
    afterChecks([[/^From/, value]], other === undefined ? [] : [[/first/, other]]).fate;

  it.each([
    ["REJECT", "refused: The message is refused: 550 5.7.1 message content rejected"],
    ["REJECT go away", "refused: The message is refused: 550 5.7.1 go away"],
    ["REJECT 5.1.2 go away", "refused: The message is refused: 550 5.1.2 go away"],
    ["REJECT 4.7.0 later", "deferred: The message is refused for now: 451 4.7.0 later"],
    ["REJECT 2.0.0 odd", "deferred: The message is refused for now: 451 4.0.0 odd"],
    ["DISCARD", "discarded: The message is thrown away; the sender is told that it was delivered."],
    ["HOLD", "held: The message is put on hold until somebody releases it; then it goes to its recipients."],
    ["FILTER smtp:[::1]:10", "delivered: The message is taken: it goes to the content filter smtp:[::1]:10."],
    ["BCC a@b", "delivered: The message is taken: it goes to its recipients; a copy goes to a@b."],
    ["WARN", TAKEN],
    ["DUNNO", TAKEN],
  ])("%s", (value, fate) => {
    expect(fateOf(value)).toBe(fate);
  });

  it("a new recipient goes before a content filter", () => {
    expect(fateOf("FILTER a:b", "REDIRECT c@d")).toBe(
      "delivered: The message is taken: it goes to c@d instead of its recipients.",
    );
  });

  it("nothing more is looked up after REJECT, DISCARD, PASS and REDIRECT", () => {
    for (const value of ["REJECT", "DISCARD", "PASS", "REDIRECT a@b"]) {
      const header = fakeTable([[/^From/, value]]);
      const body = fakeTable([[/./, "REJECT"]]);
      const { fate } = filterMessage(MESSAGE, { header, body });
      expect(header.asked, value).toEqual(["From: a"]);
      expect(body.asked).toEqual([]);
      expect(fate.kind).toBe({ REJECT: "refused", DISCARD: "discarded" }[value] ?? "delivered");
    }
  });

  it("a message that goes no further has no text", () => {
    expect(afterChecks([[/^From/, "REJECT"]]).text).toBeUndefined();
    expect(afterChecks([], [[/first/, "DISCARD"]]).text).toBeUndefined();
  });

  it("attachments nested too deeply are refused where headers are checked", () => {
    const limits = { ...FILTER_LIMITS, mimeNesting: 0 };
    const message = [1, 2, 3]
      .map((level) => `Content-Type: multipart/mixed; boundary=l${level}x\n\n--l${level}x\n`)
      .join("");
    expect(afterChecks([], [], message, { limits }).fate).toBe(
      "refused: The message is refused: 550 5.6.0 MIME nesting exceeds safety limit",
    );
    expect(filterMessage(message, {}, { limits }).fate.kind).toBe("delivered");
  });
});

describe("which table is asked", () => {
  it("mime_header_checks for headers about MIME wherever they are, nested_header_checks for messages within, none for empty lines", () => {
    const message =
      "Subject: a\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\nSubject: b\nContent-ID: c\n\nd\n";
    const [header, mimeHeader, nestedHeader, body] = [
      fakeTable([]),
      fakeTable([]),
      fakeTable([]),
      fakeTable([]),
    ];
    const { parts } = filterMessage(message, { header, mimeHeader, nestedHeader, body });
    expect({
      header: header.asked,
      mime: mimeHeader.asked,
      nested: nestedHeader.asked,
      body: body.asked,
    }).toEqual({
      header: ["Subject: a"],
      mime: ["MIME-Version: 1.0", "Content-Type: message/rfc822", "Content-ID: c"],
      nested: ["Subject: b"],
      body: ["d"],
    });
    expect(parts.map(({ kind }) => kind)).toEqual(["primary", "mime", "mime", "nested", "mime", "body"]);
  });

  it("body_checks sees the start of each body, and long lines in pieces", () => {
    const limits = { ...FILTER_LIMITS, bodyChecks: 9, lineLength: 4 };
    const body = fakeTable([]);
    const { remarks } = filterMessage("A: b\n\nabcdefg\nx\ny\n", { body }, { limits });
    expect(body.asked).toEqual(["abcd", "efg"]);
    expect(remarks).toEqual([
      "body_checks looks at the first 9 bytes of each body only (body_checks_size_limit); what follows went through unseen.",
    ]);
  });

  it("a piece that is put in breaks the line, one that is replaced does not", () => {
    const limits = { ...FILTER_LIMITS, lineLength: 4 };
    expect(afterChecks([], [[/efgh/, "PREPEND x"]], "A: b\n\nabcdefghij\n", { limits }).text).toBe(
      "A: b\n\nabcdx\nefghij\n",
    );
    expect(afterChecks([], [[/efgh/, "REPLACE x"]], "A: b\n\nabcdefghij\n", { limits }).text).toBe(
      "A: b\n\nabcdxij\n",
    );
  });
});

describe("large messages", () => {
  it("keep what matched, and count what did not", () => {
    const message = `A: b\n\n${"x\n".repeat(100)}y\n`;
    const outcome = filterMessage(message, { body: fakeTable([[/y/, "WARN"]]) }, { keepUnmatched: 10 });
    expect(outcome.parts.map(({ part }) => part.text)).toEqual([..."x".repeat(10), "y"]);
    expect(outcome.leftOut).toBe(90);
  });

  it("are not looked at for ever", () => {
    const message = `A: b\n\n${"x\n".repeat(1000)}`;
    const { text, remarks } = filterMessage(message, { body: fakeTable([]) }, { patience: -1 });
    expect(remarks).toEqual(["The lookups took too long, so the rest of the message was not checked."]);
    expect(text).toBe(message);
  });

  it("take little time", () => {
    const message = `A: b\n\n${`${"0123456789".repeat(7)}\n`.repeat(140_000)}`;
    const started = performance.now();
    const { text } = filterMessage(message, { header: fakeTable([]), body: fakeTable([]) });
    expect(text === message).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
