/** Encryption on the way to the server, and its certificate. */

import { count, joinWords } from "../../../base/for-people";
import { isNetFailure, type PeerCertificate, type TlsSession } from "../../../ports/net";
import type { Observations } from "../observations";
import { type Check, fail, pass, skipped, warning } from "./check";
import { nameProblem } from "./host-names";
import { greetingsOf } from "./seen";

const DAY_MS = 86_400_000;
/** Certificates are renewed before that by whoever renews them by a program. */
const SOON_DAYS = 14;

const starttls: Check = {
  id: "starttls",
  title: "STARTTLS",
  why: "Without it mail is sent in the clear, and some servers refuse to send at all.",
  run(seen) {
    const answered = greetingsOf(seen).filter(({ ehloName }) => ehloName !== undefined);
    if (answered.length === 0) return skipped("Not run, because no server answered EHLO.");
    const without = answered.filter(({ tls }) => tls === undefined);
    if (without.length > 0) {
      return warning(`${joinWords(without.map(({ address }) => address))} does not offer it.`, {
        expected: "STARTTLS in the answer to EHLO.",
        remedy: "Give the server a certificate, and set smtpd_tls_security_level to may.",
        settings:
          seen.identity.parameter === null
            ? []
            : [{ name: "smtpd_tls_security_level", value: "may", service: null }],
      });
    }
    for (const { address, tls } of answered) {
      if (tls === undefined || !isNetFailure(tls)) continue;
      return fail(`${address} offers it, but it fails: ${tls.text}.`, {
        expected: "A TLS session.",
        remedy: "Look into the log of the server: mostly it cannot read its certificate or key.",
      });
    }
    const kinds = sessionsOf(seen).map(({ protocol, cipher }) => `${protocol}, ${cipher}`);
    return pass(`${[...new Set(kinds)].join("; ")}.`);
  },
};

function sessionsOf(seen: Observations): TlsSession[] {
  return greetingsOf(seen).flatMap(({ tls }) => (tls === undefined || isNetFailure(tls) ? [] : [tls]));
}

const certificate: Check = {
  id: "certificate",
  title: "Certificate",
  why: "Most servers send without looking at it; those that follow MTA-STS, or were told to verify, do not send when it is wrong.",
  run(seen) {
    const sessions = sessionsOf(seen);
    const [session] = sessions;
    const own = session?.chain[0];
    if (session === undefined || own === undefined) return skipped("Not run, because no server showed one.");
    const name = expectedName(seen);
    const days = Math.floor((own.validTo - seen.now) / DAY_MS);
    const shown = `For ${joinWords(own.names)}, from ${own.issuer}, until ${dayText(own.validTo)}`;
    if (seen.now > own.validTo) {
      return fail(`${shown}: it has expired.`, {
        expected: "A certificate that is valid.",
        remedy: "Renew it, and have Postfix read it again (postfix reload).",
      });
    }
    if (seen.now < own.validFrom) {
      return fail(`${shown}: it is valid only from ${dayText(own.validFrom)}.`, {
        expected: "A certificate that is valid.",
        remedy: "Look at the clock of the server, or at the certificate.",
      });
    }
    if (!covers(own, name)) {
      return warning(`${shown}: not for ${name}.`, {
        expected: name,
        remedy: `Have ${name} among the names of the certificate.`,
      });
    }
    if (session.untrusted !== undefined) {
      return warning(`${shown}; this machine does not trust it: ${session.untrusted}.`, {
        expected: "A certificate of a public authority, sent with those between it and the authority.",
        remedy:
          "Have smtpd_tls_chain_files (or smtpd_tls_cert_file) hold the whole chain, the server's own certificate first.",
      });
    }
    if (days < SOON_DAYS) {
      return warning(`${shown}: ${count(days, "day")} are left.`, {
        expected: `More than ${SOON_DAYS} days.`,
        remedy: "Renew it, and look why that has not happened by itself.",
      });
    }
    return pass(`${shown}.`);
  },
};

/** The name that the certificate is to be for: where what was given can be none, the one that the server gave. */
function expectedName(seen: Observations): string {
  const { serverName, name } = seen.identity;
  const spoken = greetingsOf(seen).flatMap(({ ehloName, tls }) =>
    tls === undefined ? [] : (ehloName ?? []),
  );
  const expected = serverName ?? name;
  return nameProblem(expected) === undefined ? expected : (spoken[0] ?? expected);
}

/** Whether a certificate is for a name (RFC 6125): a wildcard stands for one label. */
export function covers({ names }: Pick<PeerCertificate, "names">, name: string): boolean {
  const wanted = name.toLowerCase().replace(/\.$/, "");
  const above = wanted.slice(wanted.indexOf(".") + 1);
  return names.some((one) => {
    const pattern = one.toLowerCase();
    return pattern === wanted || (pattern.startsWith("*.") && pattern.slice(2) === above);
  });
}

function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** In the order in which they are reported. */
export const TLS_CHECKS: readonly Check[] = [starttls, certificate];
