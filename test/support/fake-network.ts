/** Name servers that know a zone, and mail servers that say what a test wants; nobody else is there. */
import { toAscii, toUnicode } from "../../server/src/node/dns-names";
import type { LineConnection, Net } from "../../server/src/ports/net";
import type { Network } from "../../server/src/ports/network";
import { type FakeResolver, fakeResolver } from "./fake-resolver";

/** A network that notes down who was asked for what. */
export interface FakeNetwork extends Network {
  /** Lines that came to mail servers, such as `192.0.2.1:25 EHLO [192.0.2.99]`. */
  readonly heard: string[];
  readonly resolver: FakeResolver;
}

/** What a mail server says: its greeting, then the answer to each line. */
export type Script = readonly string[];

/**
 * @param zone see {@link fakeResolver}
 * @param servers by address; there is nobody at others
 */
export function fakeNetwork(zone: string, servers: Readonly<Record<string, Script>> = {}): FakeNetwork {
  const resolver = fakeResolver(zone);
  const heard: string[] = [];
  const net: Net = {
    connect: async ({ address, port }) => {
      const script = servers[address];
      if (script === undefined) return { kind: "refused", text: "connection refused" };
      return conversation(script, (line) => heard.push(`${address}:${port} ${line}`));
    },
  };
  return {
    heard,
    resolver,
    net,
    dns: {
      resolver: (server) => {
        if (server === "nonsense") throw new Error("it is no address");
        return { ...resolver, servers: [server ?? "192.0.2.53"] };
      },
      toAscii,
      toUnicode,
    },
  };
}

function conversation(script: Script, hear: (line: string) => void): LineConnection {
  const [greeting = "", ...answers] = script;
  const lines = greeting.split("\n");
  return {
    localAddress: "192.0.2.99",
    readLine: async () => lines.shift() ?? { kind: "closed", text: "the connection was closed" },
    writeLine: (line) => {
      hear(line);
      lines.push(...(answers.shift() ?? "").split("\n"));
    },
    startTls: async () => ({ kind: "tls", text: "this one has no certificate" }),
    close: () => {},
  };
}
