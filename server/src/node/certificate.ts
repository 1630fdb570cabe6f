/** Certificates that a server has shown, taken apart. */
import { X509Certificate } from "node:crypto";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import type { PeerCertificate } from "../ports/net";

/** More than any chain has. */
const CHAIN_LIMIT = 20;

/**
 * The server's certificate and those of its issuers. Node adds the issuer at the end of what was sent when it trusts it.
 *
 * @throws Error when one of them cannot be read
 */
export function chainOf(socket: TLSSocket): PeerCertificate[] {
  const chain: PeerCertificate[] = [];
  const seen = new Set<DetailedPeerCertificate>();
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // The last one names itself as its issuer; a server without a certificate shows an empty one.
  while (next?.raw !== undefined && !seen.has(next) && chain.length < CHAIN_LIMIT) {
    seen.add(next);
    chain.push(certificateOf(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}

function certificateOf(raw: Buffer): PeerCertificate {
  const certificate = new X509Certificate(raw);
  return {
    names: namesOf(certificate),
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    raw,
    publicKey: certificate.publicKey.export({ type: "spki", format: "der" }),
  };
}

/** Node puts each part of a distinguished name into a line; a certificate may have none. */
function inOneLine(distinguished: string | undefined): string {
  return (distinguished ?? "").split("\n").join(", ");
}

/** What is said of a name in a list such as `DNS:a.example, IP Address:192.0.2.1`; in quotes where there are commas in it. */
const ALTERNATIVE = /([^:,"]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?:, |$)/gy;

function namesOf(certificate: X509Certificate): string[] {
  const names = [...(certificate.subjectAltName ?? "").matchAll(ALTERNATIVE)].flatMap(([, kind, value]) =>
    kind === "DNS" ? [value!] : [],
  );
  if (names.length > 0) return names;
  const [, common] = /^CN=(.*)$/m.exec(certificate.subject ?? "") ?? [];
  return common === undefined ? [] : [common];
}

/** Why Node does not trust a chain; the name is left out of it. */
const DISTRUST: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "the chain ends at an authority that is not trusted here",
  UNABLE_TO_GET_ISSUER_CERT: "the chain is not complete",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the chain does not lead to an authority that is trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the chain does not lead to an authority that is trusted here",
  CERT_HAS_EXPIRED: "a certificate of the chain has expired",
  CERT_NOT_YET_VALID: "a certificate of the chain is not valid yet",
};

/** Why the chain is not trusted, in a clause; undefined when it is. */
export function distrustOf(socket: TLSSocket): string | undefined {
  if (socket.authorized) return undefined;
  // Node's types call it an Error; it is the code of one.
  const code = String(socket.authorizationError);
  return DISTRUST[code] ?? `the chain cannot be verified (${code})`;
}
