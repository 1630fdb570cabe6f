// Which parts of a message are looked up; test/real/message-lookups.test.ts holds the answers against postmap.
import { describe, expect, it } from "vitest";
import { keysOf, lookupMessage, type WantedParts } from "../../../server/src/matching/message/lookup-message";
import { fakeTable } from "./fake-table";

const MESSAGE = "To: a\nContent-Type: message/rfc822\n\nSubject: b\n\nc\n";

function askedFor(wanted: WantedParts): string[] {
  const table = fakeTable([]);
  expect([...lookupMessage(MESSAGE, wanted, table)].map(({ lookup }) => lookup.value)).toEqual(
    table.asked.map(() => undefined),
  );
  return table.asked;
}

describe("lookupMessage", () => {
  it("looks up what is wanted", () => {
    expect(askedFor({ headers: true })).toEqual(["To: a", "Content-Type: message/rfc822"]);
    expect(askedFor({ body: true })).toEqual(["", "Subject: b", "", "c"]);
    expect(askedFor({ headers: true, mime: true })).toEqual([
      "To: a",
      "Content-Type: message/rfc822",
      "Subject: b",
    ]);
    expect(askedFor({ body: true, mime: true })).toEqual(["", "", "c"]);
    expect(askedFor({ headers: true, body: true })).toHaveLength(6);
  });

  it("reads no further than the message's own headers where only these are wanted", () => {
    const table = fakeTable([]);
    const endless = `To: a\n\n${"x\n".repeat(10)}`;
    expect([...lookupMessage(endless, { headers: true }, table)]).toHaveLength(1);
    expect(table.asked).toEqual(["To: a"]);
  });
});

describe("keysOf", () => {
  it("gives the lines up to a NUL", () => {
    expect([...keysOf("a b\n\nc\r\nd\0e\nlast")]).toEqual(["a b", "", "c\r", "d", "last"]);
  });
});
