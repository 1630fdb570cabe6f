/** Asking name servers: a real one on loopback, and sockets that do what no good one does. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { createServer } from "node:net";
import { type Answer, AUTHENTIC_DATA, decode, encode, streamEncode, type TlsaData } from "dns-packet";
import { describe, expect, it } from "vitest";
import { nodeDns } from "../../server/src/node/dns";
import type { DnsType } from "../../server/src/ports/dns";
import { freePort } from "../real/private-postfix";
import { NO_NAME_SERVER, withNameServer } from "../support/name-server";

/** Longer than any answer takes on a machine that has much else to do. */
const PATIENCE = 10_000;
/** For what never answers. */
const SHORT = 300;

function ask(server: string, name: string, type: DnsType, timeout = PATIENCE) {
  return nodeDns.resolver(server, timeout).ask(name, type);
}

const PIECES = ['"v=spf1 " "ip4:192.0.2.1 " "-all"', '"one"'];
const MANY = Array.from({ length: 60 }, (_, index) => `${"x".repeat(90)}${index}`);
const KEY = "00112233445566778899aabbccddeeff".repeat(2);

const ZONES = {
  "example.test": [
    "mail A 192.0.2.1",
    "mail A 192.0.2.2",
    "mail AAAA 2001:db8::1",
    "www CNAME mail",
    "lost CNAME nothing",
    "@ MX 10 mail",
    "@ MX 20 backup",
    "silent MX 0 .",
    ...PIECES.map((pieces) => `@ TXT ${pieces}`),
    ...MANY.map((text) => `many TXT "${text}"`),
    `_25._tcp.mail TLSA 3 1 1 ${KEY}`,
    `_25._tcp.mail TLSA 2 0 2 ${KEY}${KEY}`,
    "_25._tcp.www CNAME _25._tcp.mail",
    "xn--mller-kva A 192.0.2.3",
    '_dmarc.xn--mller-kva TXT "v=DMARC1; p=none"',
  ],
  "2.0.192.in-addr.arpa": [
    "1 PTR mail.example.test.",
    "0/25 NS ns",
    "2 CNAME 2.0/25",
    "2.0/25 PTR www.example.test.",
  ],
};
const LINES = [
  'local-zone: "refused.test." refuse',
  // unbound asks nobody at its own address, and so has nobody to ask.
  'local-zone: "broken.test." transparent',
  "forward-zone:",
  'name: "broken.test."',
  "forward-addr: 127.0.0.1",
];

describe.skipIf(NO_NAME_SERVER !== undefined)("a name server", () => {
  it("is asked for every type, and says what there is", { timeout: 60_000 }, async () => {
    await withNameServer(
      LINES,
      async ({ server }) => {
        const questions: [name: string, type: DnsType, answer: object][] = [
          ["mail.example.test", "A", found("192.0.2.1", "192.0.2.2")],
          ["MAIL.example.test.", "A", found("192.0.2.1", "192.0.2.2")],
          ["mail.example.test", "AAAA", found("2001:db8::1")],
          ["1.2.0.192.in-addr.arpa", "PTR", found("mail.example.test")],
          ["2.2.0.192.in-addr.arpa", "PTR", found("www.example.test")],
          [
            "example.test",
            "MX",
            found(
              { preference: 10, exchange: "mail.example.test" },
              { preference: 20, exchange: "backup.example.test" },
            ),
          ],
          ["silent.example.test", "MX", found({ preference: 0, exchange: "" })],
          ["example.test", "TXT", found("one", "v=spf1 ip4:192.0.2.1 -all")],
          ["www.example.test", "A", found("192.0.2.1", "192.0.2.2")],
          ["www.example.test", "CNAME", found("mail.example.test")],
          ["mail.example.test", "CNAME", { kind: "no-data" }],
          ["müller.example.test", "A", found("192.0.2.3")],
          ["_dmarc.müller.example.test", "TXT", found("v=DMARC1; p=none")],
          ["nobody.example.test", "A", { kind: "no-name" }],
          ["lost.example.test", "A", { kind: "no-data" }],
          ["no name at all", "A", { kind: "no-name" }],
          ["mail.example.test", "MX", { kind: "no-data" }],
          ["many.example.test", "TXT", found(...MANY)],
          [
            "broken.test",
            "A",
            {
              kind: "failed",
              reason: "server-failure",
              text: `${server} failed to find an answer (SERVFAIL)`,
            },
          ],
          ["refused.test", "A", { kind: "failed", reason: "refused", text: `${server} refused to answer` }],
        ];
        for (const [name, type, answer] of questions) {
          expect(sorted(await ask(server, name, type)), `${name} ${type}`).toEqual(sorted(answer));
        }
        const keys = {
          ...found(
            { usage: 2, selector: 0, matchingType: 2, data: KEY + KEY },
            { usage: 3, selector: 1, matchingType: 1, data: KEY },
          ),
          isAuthentic: false,
        };
        const ofKeys: [name: string, answer: object][] = [
          ["_25._tcp.mail.example.test", keys],
          ["_25._tcp.www.example.test", keys],
          ["mail.example.test", { kind: "no-data" }],
          ["nobody.example.test", { kind: "no-name" }],
          ["broken.test", { kind: "failed", reason: "server-failure", text: expect.anything() }],
          ["refused.test", { kind: "failed", reason: "refused", text: expect.anything() }],
        ];
        for (const [name, answer] of ofKeys) {
          expect(sorted(await ask(server, name, "TLSA")), name).toEqual(sorted(answer));
        }
      },
      ZONES,
    );
  });
});

/** In any order: name servers turn records around. */
function found(...records: readonly unknown[]) {
  return { kind: "found", records };
}

function sorted(answer: object): object {
  if (!("records" in answer)) return answer;
  const records = answer.records as readonly object[];
  return {
    ...answer,
    records: [...records].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

describe("what is no good name server", () => {
  it("keeps silent: the question ends in time", async () => {
    await withUdp(
      () => undefined,
      async (server) => {
        const start = Date.now();
        expect(await ask(server, "example.test", "A", SHORT)).toEqual({
          kind: "failed",
          reason: "timeout",
          text: `${server} did not answer within 0.3 s`,
        });
        expect(Date.now() - start).toBeLessThan(SHORT + 2_000);
      },
    );
  });

  it("talks nonsense behind the right number", async () => {
    await withUdp(
      (query, sender, socket) => {
        const answer = Buffer.concat([query.subarray(0, 2), Buffer.from("8180ffffffffffffffffc0", "hex")]);
        socket.send(answer, sender.port, sender.address);
      },
      async (server) => {
        expect(await ask(server, "example.test", "A")).toEqual({
          kind: "failed",
          reason: "malformed",
          text: `${server} sent no answer that can be read`,
        });
      },
    );
  });

  it("says that it does not understand", async () => {
    await withUdp(
      (query, sender, socket) => {
        const { id, questions } = decode(query);
        const answer = encode({ type: "response", id: id!, flags: 1, questions: questions! });
        socket.send(answer, sender.port, sender.address);
      },
      async (server) => {
        expect(await ask(server, "example.test", "A", 3_000)).toEqual({
          kind: "failed",
          reason: "malformed",
          text: `${server} sent no answer that can be read`,
        });
      },
    );
  });

  it.each<DnsType>(["A", "TLSA"])("is not there (%s)", async (type) => {
    const server = `127.0.0.1:${await freePort()}`;
    expect(await ask(server, "example.test", type, 3_000)).toEqual({
      kind: "failed",
      reason: "unreachable",
      text: `${server} cannot be reached`,
    });
  });
});

/** A socket that does something with each question. */
async function withUdp(
  answer: (query: Buffer, sender: RemoteInfo, socket: Socket) => void,
  use: (server: string) => Promise<void>,
): Promise<void> {
  const socket = createSocket("udp4");
  socket.on("message", (query, sender) => answer(query, sender, socket));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  try {
    await use(`127.0.0.1:${socket.address().port}`);
  } finally {
    socket.close();
  }
}

describe("answers about keys, over TCP", () => {
  const NAME = "_25._tcp.mail.example.test";
  const data: TlsaData = { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from("0123", "hex") };
  const answers: Answer[] = [{ type: "TLSA", name: NAME, data }];
  const question = { type: "TLSA", name: NAME } as const;
  const tlsa = (server: string, timeout = PATIENCE) => ask(server, NAME, "TLSA", timeout);

  it("say whether the server vouches for them, also in pieces", async () => {
    const record = { usage: 3, selector: 1, matchingType: 1, data: "0123" };
    for (const isAuthentic of [true, false]) {
      const flags = isAuthentic ? AUTHENTIC_DATA : 0;
      await withTcp(
        (id) => streamEncode({ type: "response", id, flags, questions: [question], answers }),
        async (server) =>
          expect(await tlsa(server)).toEqual({ kind: "found", records: [record], isAuthentic }),
      );
    }
  });

  it.each<[what: string, answer: (id: number) => Buffer]>([
    [
      "another number",
      (id) => streamEncode({ type: "response", id: id ^ 1, questions: [question], answers }),
    ],
    [
      "another question",
      (id) =>
        streamEncode({
          type: "response",
          id,
          questions: [{ type: "TLSA", name: "_25._tcp.other.test" }],
          answers,
        }),
    ],
    ["no question", (id) => streamEncode({ type: "response", id, answers })],
    ["a question in place of an answer", (id) => streamEncode({ type: "query", id, questions: [question] })],
    ["nonsense", () => Buffer.from("0004ffffffff", "hex")],
    ["no whole answer", () => Buffer.from("ffff0102", "hex")],
    ["nothing", () => Buffer.alloc(0)],
  ])("are not taken: %s", async (_, answer) => {
    await withTcp(answer, async (server) => {
      expect(await tlsa(server)).toEqual({
        kind: "failed",
        reason: "malformed",
        text: `${server} sent no answer that can be read`,
      });
    });
  });

  it("are not waited for without end", async () => {
    await withTcp(
      () => undefined,
      async (server) => {
        expect(await tlsa(server, SHORT)).toEqual({
          kind: "failed",
          reason: "timeout",
          text: `${server} did not answer within 0.3 s`,
        });
      },
    );
  });
});

/** A server that answers a question of some number and closes, or keeps silent. */
async function withTcp(
  answer: (id: number) => Buffer | undefined,
  use: (server: string) => Promise<void>,
): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (query) => {
      const reply = answer(query.readUInt16BE(2));
      if (reply === undefined) return;
      socket.write(reply.subarray(0, 5));
      setTimeout(() => socket.end(reply.subarray(5)), 20);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as { port: number };
  try {
    await use(`127.0.0.1:${address.port}`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe("the name of a name server", () => {
  it.each([
    ["192.0.2.53", "192.0.2.53"],
    ["192.0.2.53:53", "192.0.2.53"],
    ["192.0.2.53:5353", "192.0.2.53:5353"],
    ["2001:db8::53", "2001:db8::53"],
    ["[2001:db8::53]", "2001:db8::53"],
    ["[2001:db8::53]:5353", "[2001:db8::53]:5353"],
  ])("%s", (text, server) => {
    expect(nodeDns.resolver(text, SHORT).servers).toEqual([server]);
  });

  it.each([
    "",
    "localhost",
    "192.0.2",
    "192.0.2.53:0",
    "192.0.2.53:65536",
    "192.0.2.53:",
    "[192.0.2.53]:53",
    "[::1",
  ])("is not '%s'", (text) => {
    expect(() => nodeDns.resolver(text, SHORT)).toThrow(`'${text}' is no name server: give an address`);
  });

  it("may be left to the machine", () => {
    expect(nodeDns.resolver(undefined, SHORT).servers).toEqual(expect.any(Array));
  });
});

describe("names", () => {
  it.each([
    ["mail.example.test", "mail.example.test"],
    ["Mail.Example.Test.", "mail.example.test"],
    ["müller.example", "xn--mller-kva.example"],
    ["MÜLLER。example", "xn--mller-kva.example"],
    ["_dmarc.müller.example", "_dmarc.xn--mller-kva.example"],
    ["sel_1._domainkey.straße.example", "sel_1._domainkey.xn--strae-oqa.example"],
    ["1.2.0.192.in-addr.arpa", "1.2.0.192.in-addr.arpa"],
    ["2.0/25.2.0.192.in-addr.arpa", "2.0/25.2.0.192.in-addr.arpa"],
    ["1.2.3", "1.2.3"],
  ])("'%s' is asked for as '%s'", (name, ascii) => {
    expect(nodeDns.toAscii(name)).toBe(ascii);
  });

  it.each([
    "",
    ".",
    "a..b",
    "a b.example",
    "a\\b.example",
    "a\nb",
    "mü%41ller.example",
    "mü/ller.example",
    `${"a".repeat(64)}.example`,
    `${"ü".repeat(63)}.example`,
    `${"abc.".repeat(63)}example`,
  ])("'%s' is none", (name) => {
    expect(nodeDns.toAscii(name)).toBeUndefined();
  });

  it.each([
    ["xn--mller-kva.example", "müller.example"],
    ["_dmarc.xn--mller-kva.example", "_dmarc.müller.example"],
    ["xn--a.example", "xn--a.example"],
    ["mail.example", "mail.example"],
    ["1.2.3", "1.2.3"],
  ])("'%s' reads '%s'", (name, unicode) => {
    expect(nodeDns.toUnicode(name)).toBe(unicode);
  });
});
