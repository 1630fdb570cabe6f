/** Connections, to servers that behave and to those that do not. */
import { createPublicKey, X509Certificate } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { nodeNet } from "../../server/src/node/net";
import {
  type ConnectRequest,
  isNetFailure,
  type LineConnection,
  type NetFailure,
} from "../../server/src/ports/net";
import { freePort } from "../real/private-postfix";
import {
  type Behaviour,
  makeCertificates,
  NO_CERTIFICATES,
  saying,
  sayingWithTls,
  type TestServer,
  withServer,
} from "../support/mail-server";

/** Longer than anything takes on a machine that has much else to do. */
const PATIENT = { timeout: 10_000, patience: 30_000, limit: 65_536 };
/** For what never comes. */
const SHORT = { ...PATIENT, timeout: 200 };

async function withConnection(
  behave: Behaviour,
  use: (connection: LineConnection, server: TestServer) => Promise<void>,
  limits: Omit<ConnectRequest, "address" | "port"> = PATIENT,
): Promise<void> {
  const before = openSockets();
  await withServer(behave, async (server) => {
    const connection = await nodeNet.connect({ address: "127.0.0.1", port: server.port, ...limits });
    if (isNetFailure(connection)) throw new Error(connection.text);
    await use(connection, server);
    connection.close();
    await until(() => server.open() === 0);
  });
  await until(() => openSockets() <= before);
}

/** Why no more lines come, and how many there were. */
async function readAll(connection: LineConnection): Promise<[end: NetFailure, count: number]> {
  for (let count = 0; ; count++) {
    const line = await connection.readLine();
    if (typeof line !== "string") return [line, count];
  }
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => /^T(CP|LS)/.test(kind)).length;
}

async function until(isSo: () => boolean): Promise<void> {
  for (const last = Date.now() + 10_000; !isSo(); ) {
    if (Date.now() > last) throw new Error("waited 10 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("a connection", () => {
  it("reads lines, in pieces and several at once, and writes them", async () => {
    await withConnection(
      (socket) => {
        socket.write("220 caf");
        setTimeout(() => socket.write(Buffer.from("\xe9\r\nsecond\n\r\n", "latin1")), 30);
      },
      async (connection, server) => {
        expect(await connection.readLine()).toBe("220 caf\xe9");
        expect(await connection.readLine()).toBe("second");
        expect(await connection.readLine()).toBe("");
        connection.writeLine("EHLO \xe9");
        await until(() => server.heard() !== "");
        expect(server.heard()).toBe("EHLO \xe9\r\n");
        expect(connection.localAddress).toBe("127.0.0.1");
      },
    );
  });

  it("does not wait for a line without end, however much of it comes", async () => {
    await withConnection(
      (socket) => {
        const timer = setInterval(() => socket.write("x"), 20);
        socket.on("close", () => clearInterval(timer));
      },
      async (connection) => {
        expect(await connection.readLine()).toEqual({ kind: "timeout", text: "no line within 0.2 s" });
      },
      SHORT,
    );
  });

  it("ends when all of it takes too long", async () => {
    await withConnection(
      (socket) => {
        const timer = setInterval(() => socket.write("250-x\r\n"), 20);
        socket.on("close", () => clearInterval(timer));
      },
      async (connection) => {
        const [end] = await readAll(connection);
        expect(end).toEqual({ kind: "timeout", text: "not done within 0.3 s" });
      },
      { ...PATIENT, patience: 300 },
    );
  });

  it("takes no more than it may, and gives what had come", async () => {
    await withConnection(
      (socket) => socket.write("first\r\n".repeat(1_500_000)),
      async (connection) => {
        expect(await connection.readLine()).toBe("first");
        const [end, count] = await readAll(connection);
        expect(end).toEqual({ kind: "too-much", text: "more than 65536 bytes" });
        expect(count).toBeLessThan(30_000);
      },
    );
  });

  it.each([
    ["with", `${"x".repeat(4097)}\r\n`],
    ["without", "x".repeat(5000)],
  ])("takes no long line %s an end", async (_, text) => {
    await withConnection(
      (socket) => socket.write(text),
      async (connection) => {
        const failure = { kind: "too-much", text: "a line of more than 4096 bytes" };
        expect(await connection.readLine()).toEqual(failure);
        expect(await connection.readLine()).toEqual(failure);
      },
    );
    await withConnection(
      (socket) => socket.write(`${"x".repeat(4096)}\r\n`),
      async (connection) => expect(await connection.readLine()).toBe("x".repeat(4096)),
    );
  });

  it("gives what came before the other side closed it", async () => {
    await withConnection(
      (socket) => socket.end("220 hello\r\nand not"),
      async (connection) => {
        expect(await connection.readLine()).toBe("220 hello");
        expect(await connection.readLine()).toEqual({ kind: "closed", text: "connection closed" });
        connection.writeLine("nobody hears this");
        expect(await connection.startTls("mail.example.test")).toEqual({
          kind: "closed",
          text: "connection closed",
        });
      },
    );
  });

  it("may be closed while something is waited for, and more than once", async () => {
    await withConnection(
      () => {},
      async (connection) => {
        const line = connection.readLine();
        connection.close();
        connection.close();
        expect(await line).toEqual({ kind: "closed", text: "connection closed" });
      },
    );
  });

  it.each([
    ["where nobody listens", "127.0.0.1", undefined, { kind: "refused", text: "connection refused" }],
    ["to a name", "localhost", 25, { kind: "failed", text: "not an IP address" }],
    ["to no port", "127.0.0.1", 65_536, { kind: "failed", text: "no such port" }],
  ])("is not made %s", async (_, address, port, failure) => {
    const request = { address, port: port ?? (await freePort()), ...PATIENT };
    expect(await nodeNet.connect(request)).toEqual(failure);
  });
});

describe.skipIf(NO_CERTIFICATES !== undefined)("TLS", () => {
  let certificates: Awaited<ReturnType<typeof makeCertificates>>;
  beforeAll(async () => {
    certificates = await makeCertificates();
  });

  async function secure(connection: LineConnection, name = "mail.example.test") {
    expect(await connection.readLine()).toMatch(/^220 /);
    connection.writeLine("STARTTLS");
    expect(await connection.readLine()).toBe("220 2.0.0 Ready");
    return connection.startTls(name);
  }

  it("shows the certificate and its key, and lines go on inside of it", async () => {
    const { own } = certificates;
    let asked: unknown;
    await withConnection(
      sayingWithTls(own, (name, socket) => {
        asked = name;
        socket.write("250 inside\r\n");
      }),
      async (connection, server) => {
        const certificate = new X509Certificate(own.certificate);
        expect(await secure(connection)).toEqual({
          protocol: "TLSv1.3",
          cipher: expect.stringMatching(/^TLS_/),
          chain: [
            {
              names: ["mail.example.test"],
              subject: "CN=mail.example.test",
              issuer: "CN=mail.example.test",
              validFrom: Date.parse(certificate.validFrom),
              validTo: Date.parse(certificate.validTo),
              raw: certificate.raw,
              publicKey: createPublicKey(own.certificate).export({ type: "spki", format: "der" }),
            },
          ],
          untrusted: "the certificate is signed by itself",
        });
        expect(await connection.readLine()).toBe("250 inside");
        expect(asked).toBe("mail.example.test");
        connection.writeLine("EHLO again");
        await until(() => server.heard().includes("EHLO again\r\n"));
      },
    );
  });

  it("shows the whole chain, whatever name was asked for", async () => {
    await withConnection(sayingWithTls(certificates.signed), async (connection) => {
      const session = await secure(connection, "elsewhere.example.org");
      const shown = isNetFailure(session) ? [] : session.chain;
      expect(session).toMatchObject({ untrusted: "the chain ends at an authority that is not trusted here" });
      expect(shown.map(({ names, subject, issuer }) => [names, subject, issuer])).toEqual([
        [
          ["mx1.example.test", "*.example.test"],
          "O=Example\\, Inc., CN=other.example.test",
          "CN=mail.example.test",
        ],
        [["mail.example.test"], "CN=mail.example.test", "CN=mail.example.test"],
      ]);
    });
  });

  it.each([
    ["an address", "192.0.2.1", false],
    ["no name", "", false],
    ["a name beyond ASCII", "müller.example", "xn--mller-kva.example"],
  ])("asks for %s", async (_, name, expected) => {
    let asked: unknown;
    await withConnection(
      sayingWithTls(certificates.own, (told) => {
        asked = told;
      }),
      async (connection) => {
        expect(await secure(connection, name)).toMatchObject({ protocol: "TLSv1.3" });
        await until(() => asked !== undefined);
        expect(asked ?? false).toBe(expected);
      },
    );
  });

  it("is not begun behind text that was not asked for", async () => {
    await withConnection(
      saying("220 hello\r\n", "220 2.0.0 Ready\r\n250 injected\r\n"),
      async (connection, server) => {
        expect(await secure(connection)).toEqual({ kind: "tls", text: "unencrypted text in front of TLS" });
        await until(() => server.open() === 0);
        expect(server.heard()).toBe("STARTTLS\r\n");
      },
    );
  });

  it.each<[what: string, answer: string, failure: object]>([
    [
      "text, late",
      "250 late\r\n",
      { kind: "tls", text: expect.stringMatching(/wrong version number|packet length/) },
    ],
    ["nothing", "", { kind: "timeout", text: "no TLS within 0.2 s" }],
  ])("comes to nothing when the answer is %s", async (_, answer, failure) => {
    await withConnection(
      (socket) => {
        socket.write("220 hello\r\n");
        socket.once("data", () => {
          socket.write("220 2.0.0 Ready\r\n");
          socket.once("data", () => socket.write(answer));
        });
      },
      async (connection) => {
        expect(await secure(connection)).toEqual(failure);
        expect(isNetFailure(await connection.readLine())).toBe(true);
      },
      SHORT,
    );
  });

  it("comes to nothing when the other side leaves", async () => {
    await withConnection(
      (socket) => {
        socket.write("220 hello\r\n");
        socket.once("data", () => {
          socket.write("220 2.0.0 Ready\r\n");
          socket.once("data", () => socket.end());
        });
      },
      async (connection) => {
        expect(await secure(connection)).toEqual({ kind: "closed", text: "connection closed" });
      },
    );
  });
});
