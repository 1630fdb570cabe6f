// How a message is taken apart; test/real/message-lookups.test.ts holds it against postmap.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MESSAGE_LIMITS, messageParts } from "../../../server/src/matching/message/parts";
import { linesOf, smtpRecordsOf } from "../../../server/src/matching/message/records";

/** Each part as `kind text`. */
function partsOf(message: string, mime = true, limits = MESSAGE_LIMITS): string[] {
  return [...messageParts(linesOf(message), mime, limits)].map(({ kind, text }) => `${kind} ${text}`);
}

describe("headers", () => {
  it("are joined by line breaks where they are folded", () => {
    expect(partsOf("Subject: a\n b\n\tc\nTo: d\n\ne\n")).toEqual([
      "primary Subject: a\n b\n\tc",
      "primary To: d",
      "body ",
      "body e",
    ]);
  });

  it("lose white space in front of the colon and what follows a NUL", () => {
    expect(partsOf("Subject \t: a\0b\n c\0d\n")).toEqual(["primary Subject: a\n c"]);
  });

  it("end at a line that is none, with an empty line before it", () => {
    expect(partsOf("Subject: a\nno header\nTo: b\n")).toEqual([
      "primary Subject: a",
      "body ",
      "body no header",
      "body To: b",
    ]);
  });

  it("take no more lines once they are too long", () => {
    const limits = { ...MESSAGE_LIMITS, headerSize: 15 };
    expect(partsOf("Subject: a\n b\n c d e f\n g\nTo: b\n", true, limits)).toEqual([
      "primary Subject: a\n b\n c d e f",
      "primary To: b",
    ]);
  });

  it("keep carriage returns, as postmap does", () => {
    expect(partsOf("Subject: a\r\n\r\nb\r\n")).toEqual([
      "primary Subject: a\r",
      "body ",
      "body \r",
      "body b\r",
    ]);
  });
});

describe("attachments", () => {
  const MESSAGE = [
    'Content-Type: multipart/mixed; (a ; comment) boundary="b\\1"',
    "",
    "preamble: is body",
    "--b1",
    "Content-Type: message/rfc822",
    "",
    "Subject: within",
    "",
    "text",
    "--b1 cruft",
    "Content-ID: x",
    "",
    "text",
    "--b1--",
    "Subject: body",
    "",
  ].join("\n");

  it("have headers of their own, and so have messages within", () => {
    expect(partsOf(MESSAGE).filter((part) => !part.startsWith("body"))).toEqual([
      'primary Content-Type: multipart/mixed; (a ; comment) boundary="b\\1"',
      "mime Content-Type: message/rfc822",
      "nested Subject: within",
      "mime Content-ID: x",
    ]);
  });

  it("are body where MIME does not count", () => {
    expect(partsOf(MESSAGE, false).filter((part) => !part.startsWith("body"))).toHaveLength(1);
  });

  it("of a digest are messages", () => {
    const message = "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: within\n";
    expect(partsOf(message).at(-1)).toBe("nested Subject: within");
  });

  it("count by any of several boundaries, cut at the limit", () => {
    const limits = { ...MESSAGE_LIMITS, boundaryLength: 3 };
    const message =
      "Content-Type: multipart/mixed; boundary=other; boundary=abcdef\n\n--abcxyz\nX-In: part\n";
    expect(partsOf(message, true, limits).at(-1)).toBe("mime X-In: part");
    expect(partsOf(message).at(-1)).toBe("body X-In: part");
  });

  it("are not taken apart where they are nested too deeply", () => {
    const limits = { ...MESSAGE_LIMITS, mimeNesting: 0 };
    const levels = [1, 2, 3].map(
      (level) => `Content-Type: multipart/mixed; boundary=l${level}x\n\n--l${level}x\n`,
    );
    expect(partsOf(`${levels.join("")}X-In: part\n`, true, limits).slice(-2)).toEqual([
      "body --l3x",
      "body X-In: part",
    ]);
    expect(partsOf(`${levels.join("")}X-In: part\n`).at(-1)).toBe("mime X-In: part");
  });
});

describe("lines", () => {
  it("are lost where the last one ends with the byte 0xFF and no line break", () => {
    expect(partsOf("\nab\xff")).toEqual(["body "]);
    expect(partsOf("\nab\xff\n")).toEqual(["body ", "body ab\xff"]);
  });

  it("come in pieces by SMTP, without carriage returns in front of line breaks", () => {
    const records = [...smtpRecordsOf("abc\r\nabcd\n\rabcdefghi", 4)].map(
      ({ text, continues }) => text + (continues ? "+" : ""),
    );
    expect(records).toEqual(["abc", "abcd+", "", " abc+", "defg+", "hi"]);
  });

  it("that mailboxes put in front become headers by SMTP", () => {
    expect([...smtpRecordsOf(">From a\nFrom b\n c\n", 99)].map(({ text }) => text)).toEqual([
      "X-Mailbox-Line: >From a",
      "X-Mailbox-Line: From b",
      "",
      " c",
    ]);
  });
});

describe("nothing is lost", () => {
  const piece = fc.constantFrom(
    "a: b",
    " c",
    "\n",
    "\n",
    "\r\n",
    "\0",
    "text",
    "--b",
    "--b--",
    "Content-Type: multipart/mixed; boundary=b",
    "Content-Type: message/rfc822",
    "\xe9",
  );
  const message = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));

  it("the spans of the parts, joined, are the message", () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 1, max: 9 }), (text, limit) => {
        for (const records of [linesOf(text), smtpRecordsOf(text, limit)]) {
          const parts = [...messageParts(records, true)];
          expect(parts.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
