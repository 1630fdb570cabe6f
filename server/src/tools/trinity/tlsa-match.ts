/** Whether certificates are those that TLSA records bind a name to (RFC 6698, RFC 7672). */
import type { TlsaRecord } from "../../ports/dns";
import type { PeerCertificate } from "../../ports/net";

/** The usages that count for mail: a certificate above the server's, and the server's own. */
const DANE_TA = 2;
const DANE_EE = 3;

/** The digests of matching types. */
const DIGESTS: Readonly<Record<number, string>> = { 1: "SHA-256", 2: "SHA-512" };

/** Whether one of the records is met by a chain, the server's own certificate first. */
export async function meetsTlsa(
  chain: readonly PeerCertificate[],
  records: readonly TlsaRecord[],
): Promise<boolean> {
  for (const record of records) {
    const meant = record.usage === DANE_EE ? chain.slice(0, 1) : record.usage === DANE_TA ? chain : [];
    for (const certificate of meant) {
      if ((await associationOf(certificate, record)) === record.data.toLowerCase()) return true;
    }
  }
  return false;
}

/** The record for the key of a certificate, which stays when the certificate is renewed with the same key. */
export async function tlsaFor(certificate: PeerCertificate): Promise<string> {
  const kind = { usage: DANE_EE, selector: 1, matchingType: 1 };
  const data = await associationOf(certificate, { ...kind, data: "" });
  return `${kind.usage} ${kind.selector} ${kind.matchingType} ${data}`;
}

async function associationOf(
  { raw, publicKey }: PeerCertificate,
  { selector, matchingType }: TlsaRecord,
): Promise<string | undefined> {
  const bytes = selector === 0 ? raw : selector === 1 ? publicKey : undefined;
  if (bytes === undefined) return undefined;
  if (matchingType === 0) return hex(bytes);
  const digest = DIGESTS[matchingType];
  // A copy, as the bytes may lie in memory that others share.
  return digest === undefined
    ? undefined
    : hex(new Uint8Array(await crypto.subtle.digest(digest, Uint8Array.from(bytes))));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
