/** What hangs on the trinity: the records of the domain whose mail the server sends and takes. */
import { parseIp } from "../../../base/ip-address";
import type { ExchangeSeen, Observations } from "../observations";
import { found } from "../observe";
import { withAddress } from "../spf/mend";
import { isDmarcRecord, tagsOf } from "../tags";
import {
  type Check,
  fail,
  isSameName,
  type Outcome,
  pass,
  skipped,
  together,
  unanswered,
  warning,
} from "./check";

const NO_DOMAIN = "Not run, because the domain of the users is not known.";

const mx: Check = {
  id: "mx",
  title: "MX of the domain",
  why: "Where answers and bounces go. Servers that look up the domain of a sender refuse one that cannot take mail.",
  run({ domain, identity, mx: answer, exchanges }) {
    if (domain === "") return skipped(NO_DOMAIN);
    const problem = unanswered(`The MX of ${domain}`, answer);
    if (problem) return problem;
    const records = found(answer);
    if (records.length === 0) {
      const advice = {
        expected: "A server that takes the mail of the domain.",
        records: [`${domain}. IN MX 10 ${identity.serverName ?? identity.name}.`],
      };
      // Nothing is there at all, and so no address either.
      if (answer.kind === "no-name") {
        return fail(`There is no domain ${domain}.`, {
          ...advice,
          remedy: "Register it, or look at its zone.",
        });
      }
      return warning(`${domain} has none.`, {
        ...advice,
        remedy: "Without one, mail goes to the address of the domain itself, if it has one. Add an MX.",
      });
    }
    if (exchanges.length === 0) {
      return warning(`${domain} says that it takes no mail (null MX).`, {
        expected: "A server that takes the mail of the domain.",
        remedy: "Right for a domain from which no mail comes; servers refuse mail with senders in it.",
      });
    }
    const shown = exchanges.map(({ mx: { preference, exchange } }) => `${preference} ${exchange}`).join(", ");
    const bad = exchanges.flatMap((exchange) => exchangeProblem(exchange) ?? []);
    const failed = exchanges.flatMap(
      ({ mx: { exchange }, a }) => unanswered(`The addresses of ${exchange}`, a) ?? [],
    );
    if (bad.length > 0) {
      // Mail comes in as long as one of them can be used.
      const verdict = bad.length === exchanges.length ? fail : warning;
      return verdict(`${domain}: ${shown}. ${bad.join(" ")}`, {
        expected: "Names that have addresses of their own (RFC 2181, section 10.3).",
        remedy: "Have each MX name a host by the name that has its A or AAAA records, or take it out.",
        records: exchanges.flatMap((exchange) => directRecord(domain, exchange) ?? []),
      });
    }
    return failed[0] ?? pass(`${domain}: ${shown}.`);
  },
};

/** The record in the place of one that names an alias. */
function directRecord(domain: string, { mx: { preference }, cname }: ExchangeSeen): string | undefined {
  const [alias] = found(cname);
  return alias === undefined ? undefined : `${domain}. IN MX ${preference} ${alias}.`;
}

function exchangeProblem({ mx: { exchange }, a, aaaa, cname }: ExchangeSeen): string | undefined {
  if (parseIp(exchange)) return `${exchange} is an address and no name.`;
  const [alias] = found(cname);
  if (alias !== undefined) return `${exchange} is an alias (CNAME) of ${alias}.`;
  const isAnswered = a.kind !== "failed" && aaaa.kind !== "failed";
  const isLost = found(a).length === 0 && found(aaaa).length === 0;
  return isAnswered && isLost ? `${exchange} has no address.` : undefined;
}

const spf: Check = {
  id: "spf",
  title: "SPF",
  why: "Receivers refuse, or file as spam, mail from an address that the domain of the sender does not name.",
  run(seen) {
    const { domain, identity, txt, spf: evaluations } = seen;
    if (domain === "") return skipped(NO_DOMAIN);
    if (identity.relay !== null) {
      return skipped(
        `Mail leaves by ${identity.relay}; from which addresses it sends on is not known here. Its owner says what to include.`,
      );
    }
    const problem = unanswered(`The SPF record of ${domain}`, txt);
    if (problem) return problem;
    if (evaluations.size === 0) return skipped("Not run, because no address is known.");
    const outcomes = [...evaluations].map(
      ([address, { result, term, lookups, problem: reason, record }]): Outcome => {
        const said = `${address}: ${result}${term === undefined ? "" : ` (${term})`}, ${lookups} of 10 look-ups`;
        const advice = {
          expected: "pass",
          remedy: "Name the address in the record.",
          records: [`${domain}. IN TXT "${withAddress(record, [...evaluations.keys()])}"`],
        };
        if (result === "pass" && /^\+?all /i.test(term ?? "")) {
          return warning(`${said}. It lets anybody send, not only this server.`, {
            expected: "A record that names the addresses that send, and ends in -all or ~all.",
            remedy: "Name the addresses: receivers trust no record that lets everybody send.",
          });
        }
        if (result === "pass") return pass(`${said}.`);
        if (result === "none") {
          return warning(`${domain} has no SPF record.`, {
            ...advice,
            remedy:
              "Say which addresses send mail of the domain. Others that send for it have to be named as well.",
          });
        }
        if (result === "temperror") return skipped(`${said}. ${reason ?? ""}`.trim());
        if (result === "permerror") {
          return fail(reason ?? `${said}.`, {
            expected: "pass",
            remedy: "Mend it: receivers treat a broken record as none, and some refuse the mail.",
          });
        }
        return result === "fail" ? fail(`${said}.`, advice) : warning(`${said}.`, advice);
      },
    );
    return together(outcomes);
  },
};

const dkim: Check = {
  id: "dkim",
  title: "DKIM keys",
  why: "A signature whose key is not in DNS counts as none; large receivers want mail to be signed.",
  run({ identity, domain, dkim: keys }) {
    if (domain === "") return skipped(NO_DOMAIN);
    if (keys.size === 0) {
      return skipped(
        identity.parameter === null
          ? "Not run, because no selector was given."
          : "No selector is known: none was found in the configuration of OpenDKIM or Rspamd, and none was given.",
      );
    }
    const outcomes = [...keys].map(([selector, { answer, bits }]): Outcome => {
      const name = `${selector}._domainkey.${domain}`;
      const problem = unanswered(`The key ${name}`, answer);
      if (problem) return problem;
      const [record] = found(answer);
      const remedy = "Put the record into the zone that the signing program made with the key.";
      if (record === undefined) return fail(`${name} is not there.`, { expected: "v=DKIM1; …", remedy });
      const tags = tagsOf(record);
      const key = tags.get("p");
      if (key === undefined) return fail(`${name} holds no key.`, { expected: "v=DKIM1; …", remedy });
      if (key === "") {
        return fail(`${name} is revoked: its key is empty.`, {
          expected: "A key.",
          remedy: "Sign with another selector, or put the key back.",
        });
      }
      if (
        tags
          .get("t")
          ?.split(":")
          .some((flag) => flag.trim() === "y")
      ) {
        return warning(`${name} says that it is only tried out (t=y).`, {
          expected: "A key without t=y.",
          remedy: "Take t=y out once mail is signed: with it, receivers treat signed mail as unsigned.",
        });
      }
      if ((tags.get("k") ?? "rsa") !== "rsa") return pass(`${name} (${tags.get("k")}).`);
      if (bits === undefined)
        return fail(`${name} holds no key that can be read.`, { expected: "v=DKIM1; …", remedy });
      if (bits < 1024) {
        return fail(`${name}: RSA with ${bits} bits, which receivers do not accept.`, {
          expected: "2048 bits.",
          remedy: "Make a new key under a new selector.",
        });
      }
      if (bits < 2048) {
        return warning(`${name}: RSA with ${bits} bits.`, {
          expected: "2048 bits.",
          remedy: "Make a new key under a new selector.",
        });
      }
      return pass(`${name}: RSA with ${bits} bits.`);
    });
    return together(outcomes);
  },
};

const DMARC_POLICIES: ReadonlySet<string> = new Set(["none", "quarantine", "reject"]);

const dmarc: Check = {
  id: "dmarc",
  title: "DMARC",
  why: "Says what receivers do with mail that neither SPF nor DKIM vouches for; large receivers want it of everybody who sends much.",
  run({ domain, dmarc: { name, answer } }) {
    if (domain === "") return skipped(NO_DOMAIN);
    const problem = unanswered(`The DMARC record of ${domain}`, answer);
    if (problem) return problem;
    const records = found(answer).filter(isDmarcRecord);
    const zone = [`_dmarc.${domain}. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@${domain}"`];
    if (records.length === 0) {
      return warning(`${domain} has none, nor has a domain above it.`, {
        expected: "v=DMARC1; p=…",
        remedy: "Begin with p=none, which changes nothing and brings reports.",
        records: zone,
      });
    }
    if (records.length > 1) {
      return fail(`${name} has ${records.length} records, so that receivers use none.`, {
        expected: "One record.",
        remedy: "Keep one.",
      });
    }
    const [record = ""] = records;
    const tags = tagsOf(record);
    const policies = { p: tags.get("p")?.toLowerCase(), sp: tags.get("sp")?.toLowerCase() };
    if (policies.p === undefined || !DMARC_POLICIES.has(policies.p)) {
      return fail(`${name}: "${record}" has no valid policy (p=).`, {
        expected: "p=none, p=quarantine or p=reject.",
        remedy: "Mend the record: as it is, receivers make nothing of it.",
      });
    }
    // A domain above says separately what holds for those below it.
    const tag = name !== `_dmarc.${domain}` && policies.sp !== undefined ? "sp" : "p";
    const meaning = policies[tag] === "none" ? ", which only asks for reports" : "";
    return pass(`${name}: ${tag}=${policies[tag]}${meaning}.`);
  },
};

/** A record that is one of a kind below the domain, and nothing to worry about where there is none. */
function optionalRecord(
  id: "mta-sts" | "tls-rpt",
  {
    title,
    why,
    below,
    version,
    required,
  }: Readonly<Record<"title" | "why" | "below" | "version" | "required", string>>,
): Check {
  return {
    id,
    title,
    why,
    run(seen) {
      if (seen.domain === "") return skipped(NO_DOMAIN);
      const answer = id === "mta-sts" ? seen.mtaSts : seen.tlsRpt;
      const name = `${below}.${seen.domain}`;
      const problem = unanswered(`The record ${name}`, answer);
      if (problem) return problem;
      const records = found(answer).filter((text) => text.startsWith(`v=${version}`));
      if (records.length === 0)
        return skipped(`There is no ${name}; nothing is to be done where it is not wanted.`);
      if (records.length > 1) {
        return fail(`${name} has ${records.length} records, so that senders use none.`, {
          expected: "One record.",
          remedy: "Keep one.",
        });
      }
      const [record = ""] = records;
      if (tagsOf(record).get(required)) return pass(`${name}: ${record}.`);
      return fail(`${name}: "${record}" has no ${required}=.`, {
        expected: `v=${version}; ${required}=…`,
        remedy: "Mend the record: as it is, senders make nothing of it.",
      });
    },
  };
}

const tlsa: Check = {
  id: "tlsa",
  title: "TLSA (DANE)",
  why: "Senders with DANE do not deliver when the certificate is not the one that is named there.",
  run(seen) {
    const { domain, exchanges } = seen;
    if (domain === "") return skipped(NO_DOMAIN);
    if (exchanges.length === 0) {
      const isAsked = seen.mx.kind !== "failed";
      return skipped(
        `Not run, because ${isAsked ? "the domain has no" : "nobody could be asked for its"} mail exchanger.`,
      );
    }
    const named = exchanges.filter(({ tlsa: answer }) => found(answer).length > 0);
    const problem = unanswered("The TLSA records", ...exchanges.map(({ tlsa: answer }) => answer));
    if (named.length === 0) {
      return problem ?? skipped("There are none; nothing is to be done where DANE is not wanted.");
    }
    return together(named.map((exchange) => tlsaOf(exchange, seen)));
  },
};

function tlsaOf(
  { mx: { exchange }, tlsa: answer, isTlsaMet, ownTlsa }: ExchangeSeen,
  seen: Observations,
): Outcome {
  const name = `_25._tcp.${exchange}`;
  const records = found(answer).map(
    ({ usage, selector, matchingType, data }) => `${usage} ${selector} ${matchingType} ${data.slice(0, 12)}…`,
  );
  const shown = `${name}: ${records.join(", ")}`;
  const own = ownTlsa === undefined ? [] : [`${name}. IN TLSA ${ownTlsa}`];
  const isUseful = found(answer).some(({ usage }) => usage === 2 || usage === 3);
  if (!isUseful) {
    return warning(`${shown}; senders of mail ignore the usages 0 and 1.`, {
      expected: "3 1 1",
      remedy: "Name the public key of the server's certificate: usage 3, selector 1, matching type 1.",
      records: own,
    });
  }
  if (isTlsaMet === false) {
    return fail(`${shown}; the certificate that the server shows is another one.`, {
      expected: "The record of the certificate in use.",
      remedy:
        "Publish the record of a new certificate before it is used. Until they agree, senders with DANE hold mail back.",
      records: own,
    });
  }
  if (answer.kind === "found" && answer.isAuthentic !== true) {
    return warning(`${shown}; the name server does not vouch for it by DNSSEC, so that nobody may use it.`, {
      expected: "A signed zone, asked by a name server that validates.",
      remedy: "Sign the zone; or, if it is signed, ask a name server that validates.",
    });
  }
  if (isTlsaMet === undefined) {
    const isOwn = [seen.identity.name, seen.identity.serverName ?? ""].some((own) =>
      isSameName(own, exchange),
    );
    return skipped(`${shown}; ${isOwn ? "the server" : exchange} was not asked for its certificate.`);
  }
  return pass(`${shown}; the certificate is this one.`);
}

/** In the order in which they are reported. */
export const DOMAIN_CHECKS: readonly Check[] = [
  mx,
  spf,
  dkim,
  dmarc,
  optionalRecord("mta-sts", {
    title: "MTA-STS",
    why: "Promises senders that the mail exchangers have valid certificates; with a broken record nobody reads the promise.",
    below: "_mta-sts",
    version: "STSv1",
    required: "id",
  }),
  optionalRecord("tls-rpt", {
    title: "TLS-RPT",
    why: "Says where senders report that they could not deliver with TLS.",
    below: "_smtp._tls",
    version: "TLSRPTv1",
    required: "rua",
  }),
  tlsa,
];
