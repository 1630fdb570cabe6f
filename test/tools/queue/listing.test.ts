/** What postqueue prints → messages, in both forms, in pieces of any size, whole and cut off. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Bytes } from "../../../server/src/base/decode";
import { createJsonReader } from "../../../server/src/tools/queue/json-listing";
import {
  domainOf,
  isSameMessage,
  type ListingReader,
  TEXT_LIMIT,
} from "../../../server/src/tools/queue/listing";
import { asObject, createPlainReader } from "../../../server/src/tools/queue/plain-listing";
import { messagesOf, NOW, withEverything } from "../../support/fake-queue";

const ONE =
  '{"queue_name": "deferred", "queue_id": "567CE20C15F", "arrival_time": 1795553000, "message_size": 266, "forced_expire": false, "sender": "ann@b.test", "recipients": [{"address": "grün@d.test", "delay_reason": "connect to 127.0.0.1[127.0.0.1]:26999: Connection refused"}, {"address": "x@e.test"}]}\n';
const MESSAGE = {
  queue: "deferred",
  id: "567CE20C15F",
  arrival: 1795553000,
  size: 266,
  isExpired: false,
  sender: "ann@b.test",
  recipients: [
    { address: "grün@d.test", reason: "connect to 127.0.0.1[127.0.0.1]:26999: Connection refused" },
    { address: "x@e.test", reason: "" },
  ],
};

/** Reads a text in pieces of so many bytes. */
function read(reader: ListingReader, text: string, size = 7) {
  const bytes = utf8Bytes(text);
  for (let start = 0; start < bytes.length; start += size) reader.push(bytes.slice(start, start + size));
  const { messages, ...rest } = reader.end();
  return { messages: messages.map(withEverything), ...rest };
}

describe("the objects of postqueue -j", () => {
  it.each([1, 2, 3, 64, 10_000])("are read in pieces of %i bytes", (size) => {
    expect(read(createJsonReader(), ONE + ONE, size)).toEqual({
      messages: [MESSAGE, MESSAGE],
      unread: 0,
      isWhole: true,
    });
  });

  it("are kept as they were printed", () => {
    const odd = ONE.replace('{"', '{ "');
    const reader = createJsonReader();
    reader.push(utf8Bytes(ONE + odd));
    expect(reader.end().messages.map(({ line }) => line)).toEqual(
      [ONE, odd].map((text) => utf8Bytes(text.trimEnd())),
    );
  });

  it("may be written otherwise, and hold more than is known today", () => {
    const { queue_name, ...rest } = JSON.parse(ONE);
    const text = `${JSON.stringify({ ...rest, dsn_notify: ["never"], queue_name })}\n`;
    expect(read(createJsonReader(), text)).toMatchObject({ messages: [MESSAGE], isWhole: true });
  });

  it("have escaped characters in them", () => {
    const sender = '\\"a\\\\ \\"b\\"@q.test \\u001B[31m';
    expect(read(createJsonReader(), ONE.replace("ann@b.test", sender)).messages[0]!.sender).toBe(
      '"a\\ "b"@q.test \u001b[31m',
    );
  });

  it("may end in the middle, which is said", () => {
    expect(read(createJsonReader(), ONE + ONE.slice(0, 100))).toEqual({
      messages: [MESSAGE],
      unread: 1,
      isWhole: false,
    });
    // Whole, but for the line end: who knows what would have come.
    expect(read(createJsonReader(), ONE.trimEnd())).toMatchObject({ messages: [MESSAGE], isWhole: false });
  });

  it("have among them what is none, which is counted", () => {
    const others = 'postqueue: warning: hello\n{"queue_id": 4}\n[]\nnull\n\n';
    expect(read(createJsonReader(), others + ONE)).toMatchObject({ messages: [MESSAGE], unread: 4 });
  });

  it("hold no more of a reason than somebody reads", () => {
    const reason = "x".repeat(10_000_000);
    const { messages } = read(createJsonReader(), ONE.replace("Connection refused", reason), 65_536);
    const held = messages[0]!.recipients[0]!.reason;
    expect([held.length, held.at(-1)]).toEqual([TEXT_LIMIT + 1, "…"]);
  });

  it("give the same whether they are written as Postfix does or not", () => {
    const text = fc.string({ unit: "binary" }).map((one) => one.slice(0, 50));
    const message = fc.record({
      queue: text,
      id: text,
      arrival: fc.nat(),
      size: fc.nat(),
      isExpired: fc.boolean(),
      sender: text,
      recipients: fc.array(fc.record({ address: text, reason: text }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(message, (one) => {
        const compact = asObject(one);
        const written = compact.replaceAll('":', '": ').replaceAll(',"', ', "').replaceAll("},{", "}, {");
        const plain = read(createJsonReader(), `${compact}\n`, 1_000).messages;
        // Where no text has these signs in it, it is what Postfix prints.
        if (!/":|,"|\},\{/.test(JSON.stringify(Object.values(one)))) {
          expect(read(createJsonReader(), `${written}\n`, 1_000).messages).toEqual(plain);
        }
        expect(plain).toEqual([one]);
      }),
    );
  });
});

/** As mailq prints it, in the zone of this machine. */
const PLAIN = `-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------
567CE20C15F!     266 Tue Nov 24 20:43:20  "a b"@q.test
(delivery temporarily suspended: connect to 127.0.0.1[127.0.0.1]:26999: Connection refused)
                                         grün@d.test

4XyZAbC123z*    1264 Wed Dec 30 09:03:20  MAILER-DAEMON
                   (host mx.example.org[192.0.2.1] said: 450 try later (in reply to RCPT TO command))
                                         c@d.test
                                         x@e.test
                                              (no answer)
                                         y@e.test

2FEED20C0B5#     264 Tue Nov  3 20:43:20  a3@b.test
                                         c@d.test

-- 3 Kbytes in 3 Requests.
`;

describe("the list for people, postqueue -p", () => {
  const at = (...parts: [number, number, number, number, number, number]) =>
    new Date(...parts).getTime() / 1000;

  it("is read with its marks, and the year that it does not say", () => {
    const now = new Date(2026, 10, 25).getTime();
    expect(read(createPlainReader(now), PLAIN)).toMatchObject({
      unread: 0,
      isWhole: true,
      messages: [
        {
          queue: "hold",
          id: "567CE20C15F",
          arrival: at(2026, 10, 24, 20, 43, 20),
          size: 266,
          isExpired: false,
          sender: '"a b"@q.test',
          recipients: [
            {
              address: "grün@d.test",
              reason:
                "delivery temporarily suspended: connect to 127.0.0.1[127.0.0.1]:26999: Connection refused",
            },
          ],
        },
        {
          queue: "active",
          id: "4XyZAbC123z",
          arrival: at(2025, 11, 30, 9, 3, 20),
          size: 1264,
          isExpired: false,
          sender: "MAILER-DAEMON",
          recipients: [
            {
              address: "c@d.test",
              reason: "host mx.example.org[192.0.2.1] said: 450 try later (in reply to RCPT TO command)",
            },
            {
              address: "x@e.test",
              reason: "host mx.example.org[192.0.2.1] said: 450 try later (in reply to RCPT TO command)",
            },
            { address: "y@e.test", reason: "no answer" },
          ],
        },
        {
          queue: "deferred",
          id: "2FEED20C0B5",
          arrival: at(2026, 10, 3, 20, 43, 20),
          isExpired: true,
          recipients: [{ address: "c@d.test", reason: "" }],
        },
      ],
    });
  });

  it("is whole where its last line says so", () => {
    const now = NOW * 1000;
    expect(read(createPlainReader(now), "Mail queue is empty\n")).toMatchObject({
      messages: [],
      isWhole: true,
    });
    expect(read(createPlainReader(now), PLAIN.slice(0, 300)).isWhole).toBe(false);
    expect(read(createPlainReader(now), "something else\n")).toMatchObject({ unread: 1, isWhole: false });
  });
});

it.each([
  ["ann@Example.ORG", "example.org"],
  ['"a@b"@example.org', "example.org"],
  ["MAILER-DAEMON", "MAILER-DAEMON"],
  ["root", "root"],
  ["ann@example..org.", "example.org"],
  ["ann@.example.org", "example.org"],
  ["ann@grün.example", "grün.example"],
  ["", ""],
])("the domain of %s is %s", (address, domain) => {
  expect(domainOf(address)).toBe(domain);
});

it("a message is the same only with its time and its sender", () => {
  const [one, later, another] = messagesOf(`
    deferred AAAA1 2h 10 ann@a.test -> x@x.test
    hold AAAA1 1h 10 ann@a.test -> x@x.test
    hold AAAA1 2h 10 bob@a.test -> x@x.test`);
  expect(isSameMessage(one!, { ...one!, queue: "hold", recipients: [] })).toBe(true);
  expect(isSameMessage(one!, later!)).toBe(false);
  expect(isSameMessage(one!, another!)).toBe(false);
});
