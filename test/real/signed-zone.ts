/** A zone that is signed with DNSSEC (RFC 4034), with no more in it than one record: enough for an answer that a name server vouches for. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** ECDSA with curve P-256 and SHA-256. */
const ALGORITHM = 13;
const TYPES = { DNSKEY: 48, TLSA: 52 } as const;
const TTL = 60;
/** Milliseconds that signatures are valid, before and after now. */
const VALIDITY = 86_400_000;

/** A zone file, and the key that a name server has to trust for it, as a record. */
export interface SignedZone {
  readonly file: string;
  readonly anchor: string;
}

/** Signs a TLSA record `3 1 1 DIGEST` of a name in a zone; both without a dot at the end. */
export function signedZone(zone: string, owner: string, digest: string): SignedZone {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = keyData(publicKey);
  const tlsa = Buffer.concat([Buffer.from([3, 1, 1]), Buffer.from(digest, "hex")]);
  const signer = { zone, privateKey, tag: keyTag(key) };
  const keyText = `DNSKEY 257 3 ${ALGORITHM} ${key.subarray(4).toString("base64")}`;
  const lines = [
    `$TTL ${TTL}`,
    `${zone}. SOA ns.${zone}. root.${zone}. 1 3600 600 86400 60`,
    `${zone}. NS ns.${zone}.`,
    `${zone}. ${keyText}`,
    signature(signer, zone, "DNSKEY", key),
    `${owner}. TLSA 3 1 1 ${digest}`,
    signature(signer, owner, "TLSA", tlsa),
  ];
  return { file: `${lines.join("\n")}\n`, anchor: `${zone}. ${keyText}` };
}

/** What a DNSKEY record holds. */
function keyData(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const flags = [257 >> 8, 257 & 255, 3, ALGORITHM];
  return Buffer.concat([Buffer.from(flags), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
}

/** RFC 4034, appendix B. */
function keyTag(key: Buffer): number {
  const sum = key.reduce((all, byte, index) => all + (index % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + (sum >> 16)) & 0xffff;
}

interface Signer {
  readonly zone: string;
  readonly privateKey: KeyObject;
  readonly tag: number;
}

function signature(
  { zone, privateKey, tag }: Signer,
  owner: string,
  type: keyof typeof TYPES,
  data: Buffer,
): string {
  const labels = owner.split(".").length;
  const [from, to] = [Date.now() - VALIDITY, Date.now() + VALIDITY];
  const head = Buffer.alloc(18);
  head.writeUInt16BE(TYPES[type], 0);
  head.writeUInt8(ALGORITHM, 2);
  head.writeUInt8(labels, 3);
  head.writeUInt32BE(TTL, 4);
  head.writeUInt32BE(Math.floor(to / 1000), 8);
  head.writeUInt32BE(Math.floor(from / 1000), 12);
  head.writeUInt16BE(tag, 16);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(TYPES[type], 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(TTL, 4);
  fixed.writeUInt16BE(data.length, 8);
  const signed = Buffer.concat([head, wireName(zone), wireName(owner), fixed, data]);
  const made = sign("sha256", signed, { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64");
  const times = `${timeText(to)} ${timeText(from)}`;
  return `${owner}. RRSIG ${type} ${ALGORITHM} ${labels} ${TTL} ${times} ${tag} ${zone}. ${made}`;
}

function wireName(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function timeText(time: number): string {
  return new Date(time).toISOString().replace(/[-:T]/g, "").slice(0, 14);
}
