/** Real name servers behind the {@link Dns} port. */
import { promises as nodeResolving } from "node:dns";
import { joinWords } from "../base/for-people";
import type { Dns, DnsAnswer, DnsFailure, DnsRecords, DnsType, Resolver } from "../ports/dns";
import { toAscii, toUnicode } from "./dns-names";
import { askOverTcp } from "./dns-over-tcp";
import type { DnsQuestion, DnsResult } from "./dns-question";
import { formatServer, parseServer, type ServerAddress } from "./dns-servers";

/** The name servers that somebody names, or those of this machine. */
export const nodeDns: Dns = { resolver, toAscii, toUnicode };

function resolver(server: string | undefined, timeout: number): Resolver {
  const addresses = server === undefined ? ownServers() : [chosenServer(server)];
  const servers = addresses.map(formatServer);
  return {
    servers,
    async ask(name, type) {
      const ascii = toAscii(name);
      // What cannot be a name is not there either; nobody needs to be asked.
      if (ascii === undefined) return { kind: "no-name" };
      const question = { name: ascii, type, servers: addresses, timeout };
      const result = type === "TLSA" ? await askOverTcp(question) : await askResolver(question);
      return answerOf(result, servers, timeout) as DnsAnswer<DnsRecords[typeof type]>;
    },
  };
}

function ownServers(): ServerAddress[] {
  return nodeResolving.getServers().flatMap((text) => parseServer(text) ?? []);
}

function chosenServer(text: string): ServerAddress {
  const address = parseServer(text);
  if (address) return address;
  throw new Error(
    `'${text}' is no name server: give an address, with a port if need be, such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353`,
  );
}

function answerOf(
  result: DnsResult,
  servers: readonly string[],
  timeout: number,
): DnsAnswer<DnsRecords[DnsType]> {
  switch (result.kind) {
    case "found":
    case "no-name":
    case "no-data":
      return result;
    default:
      return {
        kind: "failed",
        reason: result.kind,
        text:
          servers.length === 0
            ? "this machine knows no name server"
            : `${joinWords(servers)} ${FAILURES[result.kind](timeout)}`,
      };
  }
}

/** What name servers did, behind their addresses. */
const FAILURES: Readonly<Record<DnsFailure, (timeout: number) => string>> = {
  "server-failure": () => "failed to find an answer (SERVFAIL)",
  refused: () => "refused to answer",
  timeout: (timeout) => `did not answer within ${timeout / 1000} s`,
  unreachable: () => "cannot be reached",
  malformed: () => "sent no answer that can be read",
};

/** Asks with the resolver that Node has. It turns to TCP by itself when an answer is cut. */
async function askResolver({ name, type, servers, timeout }: DnsQuestion): Promise<DnsResult> {
  // Each server is asked twice, since questions get lost, and waited for twice as long the second time. What it says
  // to the first question after that time is not taken; by then it has the answer to the second at hand.
  const patience = Math.max(1, Math.floor(timeout / (3 * Math.max(1, servers.length))));
  const node = new nodeResolving.Resolver({ timeout: patience, tries: 2 });
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<DnsResult>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "timeout" }), timeout);
  });
  try {
    node.setServers(servers.map(formatServer));
    return await Promise.race([resolve(node, name, type), end]);
  } finally {
    clearTimeout(timer);
    node.cancel();
  }
}

/** Never rejects. */
async function resolve(node: nodeResolving.Resolver, name: string, type: DnsType): Promise<DnsResult> {
  try {
    const records = await recordsOf(node, name, type);
    // An alias alone is an answer to Node, but leads to nothing.
    return records.length === 0 ? { kind: "no-data" } : { kind: "found", records };
  } catch (error) {
    return { kind: ERRORS[(error as NodeJS.ErrnoException).code ?? ""] ?? "server-failure" };
  }
}

async function recordsOf(
  node: nodeResolving.Resolver,
  name: string,
  type: DnsType,
): Promise<DnsRecords[DnsType][]> {
  if (type === "A") return node.resolve4(name);
  if (type === "AAAA") return node.resolve6(name);
  // Not `reverse`, which believes the hosts file of this machine.
  if (type === "PTR") return node.resolvePtr(name);
  if (type === "CNAME") return node.resolveCname(name);
  if (type === "TXT") return (await node.resolveTxt(name)).map((pieces) => pieces.join(""));
  const exchangers = await node.resolveMx(name);
  return exchangers.map(({ priority, exchange }) => ({ preference: priority, exchange }));
}

/** What the codes of Node's resolver mean. */
const ERRORS: Readonly<Record<string, "no-name" | "no-data" | DnsFailure>> = {
  ENOTFOUND: "no-name",
  ENODATA: "no-data",
  ESERVFAIL: "server-failure",
  ENOTIMP: "server-failure",
  EREFUSED: "refused",
  ETIMEOUT: "timeout",
  ECANCELLED: "timeout",
  ECONNREFUSED: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EBADRESP: "malformed",
  EFORMERR: "malformed",
};
