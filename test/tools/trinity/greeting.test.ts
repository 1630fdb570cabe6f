/** Greeting mail servers: one that is as it should be, and many that are not. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { nodeNet } from "../../../server/src/node/net";
import { isNetFailure, type LineConnection } from "../../../server/src/ports/net";
import { greet } from "../../../server/src/tools/trinity/greeting";
import { freePort } from "../../real/private-postfix";
import {
  type Behaviour,
  makeCertificates,
  NO_CERTIFICATES,
  saying,
  sayingWithTls,
  withServer,
} from "../../support/mail-server";

/** Longer than any answer takes on a machine that has much else to do. */
const PATIENCE = 10_000;
/** For what never comes. */
const SHORT = 200;

/** What becomes of greeting a server, and what it heard. The address is `<address>` in a problem. */
function greeted(behave: Behaviour, timeout = PATIENCE) {
  return withServer(behave, async ({ port, heard, open }) => {
    const { problem, ...greeting } = await greetPort(port, timeout);
    while (open() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return { ...greeting, problem, heard: heard() };
  });
}

async function greetPort(port: number, timeout: number) {
  const request = { address: "127.0.0.1", port, name: "mail.example.test", timeout };
  const { address, port: own, problem, ...rest } = await greet(nodeNet, request);
  expect([address, own]).toEqual(["127.0.0.1", port]);
  return { ...rest, problem: problem?.replace(`127.0.0.1:${port}`, "<address>") };
}

const NOTHING = {
  banner: undefined,
  bannerCode: undefined,
  ehloName: undefined,
  extensions: [],
  tls: undefined,
  problem: undefined,
  heard: "",
};
const BANNER = { ...NOTHING, banner: "mail.example.test ESMTP", bannerCode: 220 };
const HELLO = "220 mail.example.test ESMTP\r\n";
const EHLO = "EHLO [127.0.0.1]\r\n";

describe.skipIf(NO_CERTIFICATES !== undefined)("a server with TLS", () => {
  it("is greeted and shows its certificate", async () => {
    const { own } = await makeCertificates();
    const { tls, ...rest } = await greeted(sayingWithTls(own));
    expect({ ...rest, tls: undefined }).toEqual({
      ...BANNER,
      ehloName: "mail.example.test",
      extensions: ["SIZE 10240000", "STARTTLS"],
      heard: `${EHLO}STARTTLS\r\n`,
    });
    const session = tls === undefined || isNetFailure(tls) ? undefined : tls;
    expect(session?.chain.map(({ names }) => names)).toEqual([["mail.example.test"]]);
    expect(session?.untrusted).toBe("the certificate is signed by itself");
  });
});

describe("a server", () => {
  it("may have several lines to say, and no TLS", async () => {
    const answer = "250-mail.example.test greets 127.0.0.1\r\n250-PIPELINING\r\n250 8BITMIME\r\n";
    expect(await greeted(saying("220-mail.example.test\r\n220-ESMTP\r\n220 no spam\r\n", answer))).toEqual({
      ...BANNER,
      banner: "mail.example.test ESMTP no spam",
      ehloName: "mail.example.test",
      extensions: ["PIPELINING", "8BITMIME"],
      heard: EHLO,
    });
  });

  it.each<[what: string, behave: Behaviour, expected: object]>([
    [
      "turns everybody away",
      saying("554-mail.example.test\r\n554 5.7.1 not you\r\n"),
      {
        banner: "mail.example.test 5.7.1 not you",
        bannerCode: 554,
        problem: "<address> turned the connection away with '554 mail.example.test 5.7.1 not you'.",
      },
    ],
    [
      "has no time",
      (socket) => socket.end("421 4.3.2 later\r\n"),
      {
        banner: "4.3.2 later",
        bannerCode: 421,
        problem: "<address> turned the connection away with '421 4.3.2 later'.",
      },
    ],
    [
      "closes without a word",
      (socket) => socket.end(),
      { problem: "<address> accepted the connection but said nothing and closed the connection." },
    ],
    [
      "closes in its greeting",
      (socket) => socket.end("220-hello\r\n220 "),
      { problem: "<address> closed the connection in the middle of its greeting." },
    ],
    [
      "speaks HTTP",
      (socket) => socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
      { problem: "<address> speaks no SMTP: its greeting is 'HTTP/1.1 400 Bad Request'." },
    ],
    [
      "speaks rubbish",
      (socket) => socket.end(Buffer.from("1603\x1b[31m\u202e\x00\x9b\r\n", "latin1")),
      { problem: "<address> speaks no SMTP: its greeting is '1603\ufffd[31m.\ufffd\ufffd'." },
    ],
    [
      "floods with one line",
      (socket) => socket.write("x".repeat(10_000_000)),
      { problem: "<address> sent too much as its greeting: a line of more than 4096 bytes." },
    ],
    [
      "floods with lines",
      (socket) => socket.write("220-x\r\n".repeat(1_400_000)),
      { problem: "<address> sent more than 100 lines as its greeting." },
    ],
    [
      "floods with long lines",
      (socket) => socket.write(`220-${"x".repeat(4000)}\r\n`.repeat(2_500)),
      { problem: "<address> sent too much as its greeting: more than 65536 bytes." },
    ],
  ])("that %s is left at once", async (_, behave, expected) => {
    expect(await greeted(behave)).toEqual({ ...NOTHING, ...expected });
  });

  it.each<[what: string, behave: Behaviour, expected: object]>([
    [
      "refuses EHLO",
      saying(HELLO, "502 5.5.2 no\r\n"),
      { problem: "<address> refused EHLO with '502 5.5.2 no'." },
    ],
    [
      "closes at EHLO",
      (socket) => {
        socket.write(HELLO);
        socket.once("data", () => socket.end("250-mail"));
      },
      { problem: "<address> did not answer EHLO and closed the connection." },
    ],
    ["has no name", saying(HELLO, "250\r\n"), {}],
    [
      "floods",
      saying(HELLO, "250-x\r\n".repeat(1_400_000)),
      { problem: "<address> sent more than 100 lines as its answer to EHLO." },
    ],
    [
      "refuses TLS",
      saying(HELLO, "250-mail\r\n250 starttls\r\n", "454 4.7.0 not now\r\n"),
      {
        ehloName: "mail",
        extensions: ["starttls"],
        tls: { kind: "failed", text: "refused with '454 4.7.0 not now'" },
        heard: `${EHLO}STARTTLS\r\n`,
      },
    ],
    [
      "has text in front of TLS",
      saying(HELLO, "250-mail\r\n250 STARTTLS\r\n", "220 go\r\n250 injected\r\n"),
      {
        ehloName: "mail",
        extensions: ["STARTTLS"],
        tls: { kind: "tls", text: "unencrypted text in front of TLS" },
        heard: `${EHLO}STARTTLS\r\n`,
      },
    ],
    [
      "talks of something else in place of TLS",
      saying(HELLO, "250-mail\r\n250 STARTTLS\r\n", "hello?\r\n"),
      {
        ehloName: "mail",
        extensions: ["STARTTLS"],
        tls: { kind: "failed", text: "no SMTP: 'hello?'" },
        heard: `${EHLO}STARTTLS\r\n`,
      },
    ],
  ])("that greets and %s is heard to its end", async (_, behave, expected) => {
    expect(await greeted(behave)).toEqual({ ...BANNER, heard: EHLO, ...expected });
  });

  it.each<[what: string, behave: Behaviour, expected: object]>([
    [
      "never speaks",
      () => {},
      { ...NOTHING, problem: "<address> accepted the connection but said nothing within 0.2 s." },
    ],
    [
      "does not come to an end",
      saying("220-hello\r\n"),
      { ...NOTHING, problem: "<address> did not come to the end of its greeting: no line within 0.2 s." },
    ],
    [
      "never answers",
      saying(HELLO),
      { ...BANNER, heard: EHLO, problem: "<address> did not answer EHLO within 0.2 s." },
    ],
    [
      "never starts TLS",
      saying(HELLO, "250-mail\r\n250 STARTTLS\r\n", "220 go\r\n"),
      {
        ...BANNER,
        ehloName: "mail",
        extensions: ["STARTTLS"],
        tls: { kind: "timeout", text: "no TLS within 0.2 s" },
        heard: expect.stringContaining(`${EHLO}STARTTLS\r\n`),
      },
    ],
    [
      "dribbles",
      (socket) => {
        const timer = setInterval(() => socket.write("220-x\r\n"), 50);
        socket.on("close", () => clearInterval(timer));
      },
      {
        ...NOTHING,
        problem: "<address> did not come to the end of its greeting: not done within 0.6 s.",
      },
    ],
  ])("that %s is not waited for without end", async (_, behave, expected) => {
    const start = Date.now();
    expect(await greeted(behave, SHORT)).toEqual(expected);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  it("that is for the web keeps silent as well", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { problem } = await greetPort((server.address() as AddressInfo).port, SHORT);
    await new Promise((resolve) => server.close(resolve));
    expect(problem).toBe("<address> accepted the connection but said nothing within 0.2 s.");
  });

  it("may not be there", async () => {
    const { problem } = await greetPort(await freePort(), PATIENCE);
    expect(problem).toBe("<address> refused the connection.");
  });

  it("says no more than fits, and nothing that steers a terminal", async () => {
    const long = "y".repeat(2_000);
    const { banner, ehloName, extensions } = await greeted(
      saying(`220 \x1b]0;x\x07${long}\r\n`, `250-mail\x1b[2J ${long}\r\n250 \x1b[2J${long}\r\n`),
    );
    expect(banner).toBe(`\ufffd]0;x\ufffd${"y".repeat(294)}…`);
    expect(ehloName).toBe("mail\ufffd[2J");
    expect(extensions).toEqual([`\ufffd[2J${"y".repeat(296)}…`]);
  });
});

describe("addresses", () => {
  /** A server of which nothing is but the address of this side; nothing may come of it. */
  const silent = (localAddress: string, written: string[]): LineConnection => {
    const lines = ["220 hello"];
    return {
      localAddress,
      readLine: async () => lines.shift() ?? { kind: "timeout", text: "no line within 1 s" },
      writeLine: (line) => written.push(line),
      startTls: async () => ({ kind: "closed", text: "connection closed" }),
      close: () => {},
    };
  };

  it.each([
    ["192.0.2.7", "EHLO [192.0.2.7]"],
    ["2001:db8::7", "EHLO [IPv6:2001:db8::7]"],
    ["fe80::7%eth0", "EHLO [IPv6:fe80::7]"],
  ])("%s says %s", async (localAddress, ehlo) => {
    const written: string[] = [];
    const net = { connect: async () => silent(localAddress, written) };
    const request = { address: "2001:db8::1", port: 25, name: "mail.example.test", timeout: 1_000 };
    expect((await greet(net, request)).problem).toBe("[2001:db8::1]:25 did not answer EHLO within 1 s.");
    expect(written).toEqual([ehlo]);
  });

  it.each([
    [{ kind: "timeout", text: "no answer within 1 s" }, "192.0.2.1:25 did not answer within 1 s."],
    [{ kind: "unreachable", text: "no route to it" }, "192.0.2.1:25 cannot be reached: no route to it."],
  ] as const)("without a way to them: %j", async (failure, problem) => {
    const request = { address: "192.0.2.1", port: 25, name: "mail.example.test", timeout: 1_000 };
    expect((await greet({ connect: async () => failure }, request)).problem).toBe(problem);
  });
});
