/** The questions of a plan as lines for a shell, for whoever wants to ask them by hand. */
import { printable } from "../../base/for-people";
import { parseIp } from "../../base/ip-address";
import { shellWords } from "../../base/shell-words";
import type { TrinityIdentity, TrinityPlan } from "../../contract/trinity";

/** Lines that belong together. */
interface Group {
  /** What they are for; a sentence without its stop. */
  readonly purpose: string;
  readonly lines: readonly string[];
}

/**
 * What a plan asks, as `dig`, `host`, `telnet` and `openssl` ask it. Lines
 * that start with `# ` say what those below them are for; nothing is asked
 * twice.
 */
export function commandsFor(plan: TrinityPlan): string[] {
  const asked = new Set<string>();
  return plan.identities.flatMap(groupsOf(plan)).flatMap(({ purpose, lines }) => {
    const news = lines.filter((line) => !asked.has(line));
    for (const line of news) asked.add(line);
    return news.length === 0 ? [] : [`# ${purpose}`, ...news].map(printable);
  });
}

function groupsOf(plan: TrinityPlan): (identity: TrinityIdentity) => Group[] {
  const server = serverWords(plan.dns);
  const dig = (...words: string[]) => shellWords(["dig", ...server, "+short", ...words]);
  const group = (purpose: string, ...lines: string[]): Group => ({ purpose, lines });
  return (identity) => {
    const { name, domain, selectors } = identity;
    const text = (purpose: string, owner: string) => group(purpose, dig(owner, "TXT"));
    return [
      group(`A: the addresses of ${name}`, ...hostLines(name, plan.dns), dig(name, "A"), dig(name, "AAAA")),
      group(
        "PTR: the names of the addresses; each should be the one in EHLO",
        ...reverseLines(identity, dig),
      ),
      group("Back again: the addresses of these names", ...backLines(identity, dig)),
      group(
        'EHLO: the greeting; type "EHLO test", then "QUIT"',
        ...places(identity).map((place) => shellWords(["telnet", place, String(plan.port)])),
      ),
      group(
        "The same over TLS, and the certificate",
        ...places(identity).map((place) => opensslLine(place, name, plan.port)),
      ),
      group(`MX: who takes the mail of ${domain}`, dig(domain, "MX")),
      text("SPF: the line that starts with v=spf1 says who may send its mail", domain),
      ...selectors.map((selector) =>
        text(`DKIM: the key of the selector ${selector}`, `${selector}._domainkey.${domain}`),
      ),
      text("DMARC: what becomes of mail that is not proved to be its own", `_dmarc.${domain}`),
      text("MTA-STS: whether there is a policy that demands TLS", `_mta-sts.${domain}`),
      text("TLS-RPT: where reports on TLS go", `_smtp._tls.${domain}`),
      group(
        "TLSA: the certificates of the exchangers that DANE allows",
        // The shell puts the name in; it has no quotes around what is its own.
        `${dig(domain, "MX")} | while read -r preference exchange; do ${dig()} "_${plan.port}._tcp.$exchange" TLSA; done`,
      ),
    ];
  };
}

/** The words of `dig` that say which name server is asked. */
function serverWords(dns: string | null): string[] {
  if (dns === null) return [];
  const place = /^\[?([^[\]]+?)\]?:(\d+)$/.exec(dns);
  return parseIp(dns) || !place ? [`@${dns}`] : [`@${place[1]}`, "-p", place[2]!];
}

/** The short form of the first question. Old versions of `host` know no other port. */
function hostLines(name: string, dns: string | null): string[] {
  if (dns === null) return [shellWords(["host", name])];
  return parseIp(dns) ? [shellWords(["host", name, dns])] : [];
}

type Dig = (...words: string[]) => string;

function reverseLines({ name, addresses }: TrinityIdentity, dig: Dig): string[] {
  if (addresses.length > 0) return addresses.map(({ address }) => dig("-x", address));
  return ["A", "AAAA"].map((type) => `${dig(name, type)} | xargs -I ADDRESS ${dig("-x", "ADDRESS")}`);
}

function backLines({ addresses }: TrinityIdentity, dig: Dig): string[] {
  return addresses.map(({ address }) => {
    const type = address.includes(":") ? "AAAA" : "A";
    return `${dig("-x", address)} | xargs -I NAME ${dig("NAME", type)}`;
  });
}

/** Where the server is greeted. */
function places({ name, addresses, listensAt }: TrinityIdentity): readonly string[] {
  if (listensAt.length > 0) return listensAt;
  return addresses.length > 0 ? addresses.map(({ address }) => address) : [name];
}

function opensslLine(place: string, name: string, port: number): string {
  const host = place.includes(":") ? `[${place}]` : place;
  return shellWords([
    ...["openssl", "s_client", "-connect", `${host}:${port}`],
    ...["-starttls", "smtp", "-crlf", "-servername", name],
  ]);
}
