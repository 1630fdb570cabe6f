/** Greets a mail server, sees whether it can do TLS, and leaves. */
import { printable } from "../../base/for-people";
import {
  isNetFailure,
  type LineConnection,
  type Net,
  type NetFailure,
  type PeerCertificate,
  type TlsSession,
} from "../../ports/net";
import type { Greeting } from "./observations";

/** Whom to greet. */
export interface GreetRequest {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
  /** Under which TLS is asked for. */
  readonly name: string;
  /** Milliseconds that each step may take; all of them together take no more than three times as long. */
  readonly timeout: number;
}

/** Bytes: many times what mail servers say before mail. */
const LIMIT = 64 * 1024;
const REPLY_LIMIT = 100;
const TEXT_LIMIT = 300;

/**
 * Connects, reads the greeting, says EHLO, and STARTTLS where that is offered.
 * Nothing else is ever sent, and no mail.
 */
export async function greet(net: Net, request: GreetRequest): Promise<Greeting> {
  const { address, port, timeout } = request;
  const connection = await net.connect({ address, port, timeout, patience: 3 * timeout, limit: LIMIT });
  if (isNetFailure(connection)) return greetingOf(request, { problem: notReached(connection, timeout) });
  try {
    return greetingOf(request, await talk(connection, request));
  } finally {
    connection.close();
  }
}

type Heard = Partial<Omit<Greeting, "address" | "port">>;

function greetingOf({ address, port }: GreetRequest, heard: Heard): Greeting {
  const where = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  return {
    address,
    port,
    banner: heard.banner,
    bannerCode: heard.bannerCode,
    ehloName: heard.ehloName,
    extensions: heard.extensions ?? [],
    tls: heard.tls,
    problem: heard.problem === undefined ? undefined : `${where} ${heard.problem}.`,
  };
}

/** @returns its problem without the address in front and the dot behind */
async function talk(connection: LineConnection, request: GreetRequest): Promise<Heard> {
  const first = await readReply(connection, GREETING, request.timeout);
  if ("problem" in first) return first;
  const greeted = { banner: shown(first.lines.join(" ")), bannerCode: first.code };
  if (first.code !== 220) return { ...greeted, problem: `turned the connection away with ${quoted(first)}` };

  connection.writeLine(`EHLO ${literal(connection.localAddress)}`);
  const answer = await readReply(connection, EHLO, request.timeout);
  if ("problem" in answer) return { ...greeted, ...answer };
  if (answer.code !== 250) return { ...greeted, problem: `refused EHLO with ${quoted(answer)}` };
  const [name = "", ...extensions] = answer.lines.map(shown);
  const heard = { ...greeted, ehloName: /^\S+/.exec(name)?.[0], extensions };
  const isOffered = extensions.some((extension) => /^STARTTLS\b/i.test(extension));
  return isOffered ? { ...heard, tls: await startTls(connection, request) } : heard;
}

async function startTls(
  connection: LineConnection,
  { name, timeout }: GreetRequest,
): Promise<TlsSession | NetFailure> {
  connection.writeLine("STARTTLS");
  const answer = await readReply(connection, STARTTLS, timeout);
  if ("problem" in answer) return answer.failure;
  if (answer.code !== 220) return { kind: "failed", text: `refused with ${quoted(answer)}` };
  const session = await connection.startTls(name);
  return isNetFailure(session) ? session : { ...session, chain: session.chain.map(shownCertificate) };
}

/** An address literal (RFC 5321, 4.1.3): this machine need not have a name that means anything there. */
function literal(localAddress: string): string {
  const [address = ""] = localAddress.split("%");
  return address.includes(":") ? `[IPv6:${address}]` : `[${address}]`;
}

/** What is waited for, and what a server did that says nothing. */
interface Expected {
  readonly reply: string;
  readonly silence: string;
}

const GREETING: Expected = { reply: "its greeting", silence: "accepted the connection but said nothing" };
const EHLO: Expected = { reply: "its answer to EHLO", silence: "did not answer EHLO" };
const STARTTLS: Expected = { reply: "its answer to STARTTLS", silence: "did not answer STARTTLS" };

interface Reply {
  readonly code: number;
  /** Without the codes. */
  readonly lines: readonly string[];
}

interface NoReply {
  readonly problem: string;
  readonly failure: NetFailure;
}

async function readReply(
  connection: LineConnection,
  expected: Expected,
  timeout: number,
): Promise<Reply | NoReply> {
  const lines: string[] = [];
  while (lines.length < REPLY_LIMIT) {
    const line = await connection.readLine();
    if (typeof line !== "string") {
      const problem = lines.length === 0 ? silence(line, expected, timeout) : broken(line, expected);
      return { problem, failure: line };
    }
    const [, code, mark, text = ""] = /^([2-5]\d\d)(?:([ -])(.*))?$/.exec(line) ?? [];
    if (code === undefined) return foreign(line, expected);
    lines.push(text);
    if (mark !== "-") return { code: Number(code), lines };
  }
  const text = `more than ${REPLY_LIMIT} lines`;
  return { problem: `sent ${text} as ${expected.reply}`, failure: { kind: "too-much", text } };
}

function silence(failure: NetFailure, expected: Expected, timeout: number): string {
  if (failure.kind === "timeout") return `${expected.silence} within ${timeout / 1000} s`;
  if (failure.kind === "closed") return `${expected.silence} and closed the connection`;
  return broken(failure, expected);
}

function broken(failure: NetFailure, { reply }: Expected): string {
  if (failure.kind === "closed") return `closed the connection in the middle of ${reply}`;
  if (failure.kind === "too-much") return `sent too much as ${reply}: ${failure.text}`;
  return `did not come to the end of ${reply}: ${failure.text}`;
}

function foreign(line: string, { reply }: Expected): NoReply {
  const text = `no SMTP: '${shown(line)}'`;
  return { problem: `speaks no SMTP: ${reply} is '${shown(line)}'`, failure: { kind: "failed", text } };
}

function notReached({ kind, text }: NetFailure, timeout: number): string {
  if (kind === "refused") return "refused the connection";
  if (kind === "timeout") return `did not answer within ${timeout / 1000} s`;
  return `cannot be reached: ${text}`;
}

function quoted({ code, lines }: Reply): string {
  return `'${shown(`${code} ${lines.join(" ")}`).trimEnd()}'`;
}

/** Text of the other side, so that it can neither steer a terminal nor fill it. */
function shown(text: string): string {
  const harmless = printable(text);
  return harmless.length <= TEXT_LIMIT ? harmless : `${harmless.slice(0, TEXT_LIMIT)}…`;
}

function shownCertificate(certificate: PeerCertificate): PeerCertificate {
  const { names, subject, issuer } = certificate;
  return { ...certificate, names: names.map(shown), subject: shown(subject), issuer: shown(issuer) };
}
