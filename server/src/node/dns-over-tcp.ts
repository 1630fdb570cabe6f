/** Questions of a kind that Node's own resolver does not know, asked over TCP, where no answer is cut. */
import { randomInt } from "node:crypto";
import { connect } from "node:net";
import {
  AUTHENTIC_DATA,
  type DecodedPacket,
  decode,
  RECURSION_DESIRED,
  streamEncode,
  type TlsaAnswer,
} from "dns-packet";
import type { DnsQuestion, DnsResult } from "./dns-question";
import type { ServerAddress } from "./dns-servers";

/** Asks one server after the other until one has an answer. Never rejects. */
export async function askOverTcp({ name, servers, timeout }: DnsQuestion): Promise<DnsResult> {
  const end = Date.now() + timeout;
  let result: DnsResult = { kind: "unreachable" };
  for (const [index, server] of servers.entries()) {
    const left = (end - Date.now()) / (servers.length - index);
    result = await askServer(server, name, Math.max(1, left));
    if (result.kind === "found" || result.kind === "no-name" || result.kind === "no-data") break;
  }
  return result;
}

/** In front of each message stands its length, in two bytes: so much at most is ever read. */
const LENGTH_BYTES = 2;

function askServer({ address, port }: ServerAddress, name: string, timeout: number): Promise<DnsResult> {
  return new Promise((resolve) => {
    const id = randomInt(0x10000);
    const socket = connect({ host: address, port });
    const finish = (result: DnsResult) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish({ kind: "timeout" }), timeout);
    let received = Buffer.alloc(0);
    socket.on("connect", () => socket.write(encodeQuestion(id, name)));
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      const message = wholeMessage(received);
      if (message) finish(readAnswer(message, id, name));
    });
    // What goes wrong after the answer changes nothing: only the first result counts.
    socket.on("error", () => finish({ kind: "unreachable" }));
    socket.on("close", () => finish({ kind: "malformed" }));
  });
}

function encodeQuestion(id: number, name: string): Buffer {
  return streamEncode({
    type: "query",
    id,
    // Without the second flag a server does not say whether it vouches for its answer (RFC 6840, 5.7).
    flags: RECURSION_DESIRED | AUTHENTIC_DATA,
    questions: [{ type: "TLSA", class: "IN", name }],
  });
}

function wholeMessage(received: Buffer): Buffer | undefined {
  if (received.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + received.readUInt16BE(0);
  return received.length < end ? undefined : received.subarray(LENGTH_BYTES, end);
}

function readAnswer(message: Buffer, id: number, name: string): DnsResult {
  let packet: DecodedPacket;
  try {
    packet = decode(message);
  } catch {
    return { kind: "malformed" };
  }
  return isAnswerTo(packet, id, name) ? resultOf(packet) : { kind: "malformed" };
}

/** Whether it is the answer to this very question. */
function isAnswerTo(packet: DecodedPacket, id: number, name: string): boolean {
  const [question, ...others] = packet.questions ?? [];
  const isSame = question?.type === "TLSA" && question.name.toLowerCase() === name && others.length === 0;
  return packet.flag_qr && packet.id === id && isSame;
}

/** What response codes mean (RFC 1035, 4.1.1) when they are not 0. */
const CODES: Readonly<Record<number, DnsResult>> = {
  1: { kind: "malformed" },
  3: { kind: "no-name" },
  5: { kind: "refused" },
};

function resultOf(packet: DecodedPacket): DnsResult {
  const code = (packet.flags ?? 0) & 0xf;
  if (code !== 0) return CODES[code] ?? { kind: "server-failure" };
  const records = (packet.answers ?? []).filter((record): record is TlsaAnswer => record.type === "TLSA");
  if (records.length === 0) return { kind: "no-data" };
  return {
    kind: "found",
    isAuthentic: packet.flag_ad,
    records: records.map(({ data: { certificate, ...data } }) => ({
      ...data,
      data: certificate.toString("hex"),
    })),
  };
}
