/** Name servers that know a zone written down in a test, and nothing else. */
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import type {
  DnsAnswer,
  DnsFailure,
  DnsRecords,
  DnsType,
  MxRecord,
  Resolver,
  TlsaRecord,
} from "../../server/src/ports/dns";

/** A resolver that notes down what it was asked for: `example.org TXT`. */
export interface FakeResolver extends Resolver {
  readonly asked: readonly string[];
}

interface ZoneLine {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

const FAILURES: Readonly<Record<string, { readonly reason: DnsFailure; readonly text: string }>> = {
  SERVFAIL: { reason: "server-failure", text: "192.0.2.53 could not find it out (SERVFAIL)" },
  REFUSED: { reason: "refused", text: "192.0.2.53 refused to answer" },
  TIMEOUT: { reason: "timeout", text: "192.0.2.53 did not answer within 5 s" },
};

/** What a type's data in a zone says. */
const READERS: { readonly [Type in DnsType]: (data: string) => DnsRecords[Type] } = {
  A: (data) => data,
  AAAA: (data) => data,
  PTR: withoutDot,
  CNAME: withoutDot,
  TXT: readText,
  MX: readMx,
  TLSA: readTlsa,
};

const LONGEST_CHAIN = 8;

/**
 * Answers from a zone of lines such as these; `#` begins a line that is a comment.
 *
 * ```
 * example.org     TXT "v=spf1 " "-all"
 * example.org     MX 10 mx.example.org
 * example.com     MX 0 .
 * www.example.org CNAME example.org
 * 192.0.2.1       PTR mx.example.org
 * _25._tcp.mx.example.org TLSA 3 1 1 00ff
 * mx.example.org  SECURE
 * bad.example     SERVFAIL
 * slow.example    TIMEOUT TXT
 * ```
 *
 * `SERVFAIL`, `REFUSED` and `TIMEOUT` are for every type of the name, or for the one behind them. An address stands for
 * its name beneath `in-addr.arpa` or `ip6.arpa`. Where a name is `SECURE`, the answers for it are authentic, and those
 * for other names are not; without such a line nobody asked. Names without a line are no names, unless others are
 * beneath them.
 *
 * @throws Error when a line of the zone is none of these
 */
export function fakeResolver(zone: string): FakeResolver {
  const lines = zone
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(readLine);
  const asked: string[] = [];
  return {
    servers: ["192.0.2.53"],
    asked,
    async ask(name, type) {
      asked.push(`${name} ${type}`);
      return answer(lines, key(name), type);
    },
  };
}

function readLine(line: string): ZoneLine {
  const [, name, type, data] = /^(\S+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || type === undefined || data === undefined)
    throw new Error(`no line of a zone: ${line}`);
  if (!(type in READERS) && !(type in FAILURES) && type !== "SECURE")
    throw new Error(`no such type: ${line}`);
  return { name: key(name), type, data };
}

function answer<Type extends DnsType>(
  lines: readonly ZoneLine[],
  asked: string,
  type: Type,
): DnsAnswer<DnsRecords[Type]> {
  let name = asked;
  for (let length = 0; length <= LONGEST_CHAIN; length++) {
    const own = lines.filter((line) => line.name === name);
    const failure = own.find((line) => line.type in FAILURES && (line.data === "" || line.data === type));
    if (failure) return { kind: "failed", ...FAILURES[failure.type]! };
    const records = own.filter((line) => line.type === type);
    if (records.length > 0) {
      const found = records.map((line) => READERS[type](line.data));
      return { kind: "found", records: found, ...authenticity(lines, asked) };
    }
    const alias = own.find((line) => line.type === "CNAME");
    if (!alias) return { kind: isThere(lines, name) ? "no-data" : "no-name" };
    name = key(alias.data);
  }
  return { kind: "failed", reason: "server-failure", text: "192.0.2.53 found a circle of aliases" };
}

function authenticity(lines: readonly ZoneLine[], name: string): { isAuthentic?: boolean } {
  const secure = lines.filter((line) => line.type === "SECURE");
  return secure.length === 0 ? {} : { isAuthentic: secure.some((line) => line.name === name) };
}

function isThere(lines: readonly ZoneLine[], name: string): boolean {
  return lines.some((line) => line.name === name || line.name.endsWith(`.${name}`));
}

/** The name as name servers compare it. */
function key(name: string): string {
  const plain = withoutDot(name).toLowerCase();
  if (isIP(plain) === 4) return `${plain.split(".").reverse().join(".")}.in-addr.arpa`;
  if (isIP(plain) === 6) return `${nibbles(plain).reverse().join(".")}.ip6.arpa`;
  return /[^\x00-\x7f]/.test(plain) ? domainToASCII(plain) : plain;
}

/** The 32 hexadecimal digits of an IPv6 address without a zone or an IPv4 address in it. */
function nibbles(address: string): string[] {
  const [head = [], tail = []] = address
    .split("::")
    .map((half) => half.split(":").filter((group) => group !== ""));
  const groups = [...head, ...new Array<string>(8 - head.length - tail.length).fill("0"), ...tail];
  return [...groups.map((group) => group.padStart(4, "0")).join("")];
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}

/** The pieces between quotes, joined; text without any as it is. */
function readText(data: string): string {
  const pieces = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, piece]) =>
    piece!.replace(/\\(.)/g, "$1"),
  );
  return pieces.length > 0 ? pieces.join("") : data;
}

function readMx(data: string): MxRecord {
  const [preference = "", exchange = ""] = data.split(/\s+/);
  return { preference: Number(preference), exchange: withoutDot(exchange) };
}

function readTlsa(data: string): TlsaRecord {
  const [usage, selector, matchingType, ...digits] = data.split(/\s+/);
  return {
    usage: Number(usage),
    selector: Number(selector),
    matchingType: Number(matchingType),
    data: digits.join("").toLowerCase(),
  };
}
