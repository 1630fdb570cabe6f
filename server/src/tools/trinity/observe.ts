/** Asks name servers and greets servers: all that leaves the machine for a check, and nothing that judges it. */
import { parseIp } from "../../base/ip-address";
import { reverseName } from "../../base/reverse-name";
import type { TrinityAddress, TrinityIdentity, TrinityPlan } from "../../contract/trinity";
import type { DnsAnswer, MxRecord, Resolver } from "../../ports/dns";
import { isNetFailure, type Net } from "../../ports/net";
import { keyBits } from "./dkim-key";
import { greet } from "./greeting";
import { domainAbove } from "./identity";
import type { AddressSeen, DkimSeen, ExchangeSeen, Greeting, Observations } from "./observations";
import { evaluateSpf, type SpfEvaluation } from "./spf/evaluate";
import { isDmarcRecord } from "./tags";
import { meetsTlsa, tlsaFor } from "./tlsa-match";

/** Who is asked, and what bounds it. */
export interface ObserveContext {
  readonly resolver: Resolver;
  readonly net: Net;
  /** Milliseconds that a server may take for a line. */
  readonly timeout: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Hears what is being asked, in a clause such as `asking for the PTR of 192.0.2.1`. */
  readonly onProgress: (step: string) => void;
}

/** As many names or addresses are followed; who has more has it to hide something. */
const MOST = 10;

/** Names of which records say something about a domain, below the domain. */
const BELOW = { dmarc: "_dmarc", mtaSts: "_mta-sts", tlsRpt: "_smtp._tls" } as const;

const NOT_ASKED: DnsAnswer<never> = { kind: "no-data" };

/** Looks at everything that there is to see of an identity. */
export async function observe(
  identity: TrinityIdentity,
  plan: TrinityPlan,
  context: ObserveContext,
): Promise<Observations> {
  const { resolver, now, onProgress } = context;
  const { name } = identity;
  onProgress(`asking for the addresses of ${identity.unicodeName}`);
  const isAddress = parseIp(name) !== undefined;
  const [a, aaaa, cname, { domain, mx }] = await Promise.all([
    isAddress ? NOT_ASKED : resolver.ask(name, "A"),
    isAddress ? NOT_ASKED : resolver.ask(name, "AAAA"),
    isAddress ? NOT_ASKED : resolver.ask(name, "CNAME"),
    exchangersOf(identity, resolver),
  ]);
  const places = sendingAddresses(identity, [...found(a), ...found(aaaa)]);
  const greeter = createGreeter(identity, plan, context);
  const [addresses, greetings, rest] = await Promise.all([
    Promise.all(places.map((place) => observeAddress(place, identity, resolver, greeter))),
    Promise.all(identity.listensAt.slice(0, MOST).map(greeter)),
    observeDomain(identity, domain, places, resolver, onProgress),
  ]);
  const spokenBy = [...addresses.flatMap(({ greeting }) => greeting ?? []), ...greetings];
  const [exchanges, spoken] = await Promise.all([
    observeExchanges(found(mx), spokenBy, resolver),
    observeSpoken(spokenBy, name, resolver),
  ]);
  return { identity, a, aaaa, cname, addresses, greetings, spoken, domain, mx, exchanges, ...rest, now };
}

/** The records of an answer; none where there are none. */
export function found<Record>(answer: DnsAnswer<Record>): readonly Record[] {
  return answer.kind === "found" ? answer.records : [];
}

/** What the configuration says; for a kind of address of which it says nothing, what the name leads to. */
function sendingAddresses(
  { addresses, families }: TrinityIdentity,
  named: readonly string[],
): (TrinityAddress | { readonly address: string; readonly source: undefined })[] {
  const lengths = new Set(addresses.map(({ address }) => parseIp(address)?.length));
  const isUsed = (length: number | undefined) => families.includes(length === 4 ? "IPv4" : "IPv6");
  const others = named.flatMap((address) => {
    const length = parseIp(address)?.length;
    return lengths.has(length) || !isUsed(length) ? [] : [{ address, source: undefined }];
  });
  return [...addresses, ...others].slice(0, MOST);
}

/** The domain whose mail it is, with its mail exchangers. */
async function exchangersOf(
  { name, domain }: TrinityIdentity,
  resolver: Resolver,
): Promise<{ domain: string; mx: DnsAnswer<MxRecord> }> {
  if (domain !== "") return { domain, mx: await resolver.ask(domain, "MX") };
  if (parseIp(name) || !name.includes(".")) return { domain: "", mx: NOT_ASKED };
  const own = await resolver.ask(name, "MX");
  const above = domainAbove(name);
  if (own.kind === "found" || above === name) return { domain: name, mx: own };
  return { domain: above, mx: await resolver.ask(above, "MX") };
}

type Greeter = (address: string) => Promise<Greeting>;

function createGreeter(identity: TrinityIdentity, { port }: TrinityPlan, context: ObserveContext): Greeter {
  const { net, timeout, onProgress } = context;
  const name = identity.serverName ?? identity.name;
  return (address) => {
    onProgress(`greeting ${address}, port ${port}`);
    return greet(net, { address, port, name, timeout });
  };
}

async function observeAddress(
  { address, source }: { readonly address: string; readonly source: string | undefined },
  identity: TrinityIdentity,
  resolver: Resolver,
  greeter: Greeter,
): Promise<AddressSeen> {
  const type = parseIp(address)?.length === 4 ? "A" : "AAAA";
  const [{ ptr, forward }, greeting] = await Promise.all([
    resolver.ask(reverseName(address) ?? "", "PTR").then(async (answer) => {
      const names = [...new Set(found(answer).map((name) => name.toLowerCase()))].slice(0, MOST);
      const answers = await Promise.all(
        names.map(async (name) => [name, await resolver.ask(name, type)] as const),
      );
      return { ptr: answer, forward: new Map(answers) };
    }),
    identity.listensAt.length === 0 ? greeter(address) : undefined,
  ]);
  return { address, source, ptr, forward, greeting };
}

async function observeDomain(
  { name, selectors, relay }: TrinityIdentity,
  domain: string,
  places: readonly { readonly address: string }[],
  resolver: Resolver,
  onProgress: (step: string) => void,
): Promise<Pick<Observations, "txt" | "spf" | "dmarc" | "dkim" | "mtaSts" | "tlsRpt">> {
  if (domain === "") {
    const nothing = { txt: NOT_ASKED, mtaSts: NOT_ASKED, tlsRpt: NOT_ASKED };
    return { ...nothing, spf: new Map(), dmarc: { name: "", answer: NOT_ASKED }, dkim: new Map() };
  }
  onProgress(`asking for the records of ${domain}`);
  const evaluate = async ({ address }: { readonly address: string }): Promise<[string, SpfEvaluation]> => [
    address,
    await evaluateSpf({ address, domain, helo: name }, resolver),
  ];
  const [txt, spf, dmarc, dkim, mtaSts, tlsRpt] = await Promise.all([
    resolver.ask(domain, "TXT"),
    // Which addresses a relay sends from, only its owner knows.
    Promise.all(relay === null ? places.map(evaluate) : []),
    observeDmarc(domain, resolver),
    Promise.all(selectors.slice(0, MOST).map((selector) => observeDkim(selector, domain, resolver))),
    resolver.ask(`${BELOW.mtaSts}.${domain}`, "TXT"),
    resolver.ask(`${BELOW.tlsRpt}.${domain}`, "TXT"),
  ]);
  return { txt, spf: new Map(spf), dmarc, dkim: new Map(dkim), mtaSts, tlsRpt };
}

/** Receivers look at the domain, and where it has none, at the ones above it. */
async function observeDmarc(domain: string, resolver: Resolver): Promise<Observations["dmarc"]> {
  const labels = domain.split(".");
  let first: DnsAnswer<string> | undefined;
  for (let start = 0; start === 0 || start < labels.length - 1; start++) {
    const name = `${BELOW.dmarc}.${labels.slice(start).join(".")}`;
    const answer = await resolver.ask(name, "TXT");
    first ??= answer;
    const isRecord = found(answer).some(isDmarcRecord);
    if (isRecord || answer.kind === "failed" || start >= MOST) return { name, answer };
  }
  return { name: `${BELOW.dmarc}.${domain}`, answer: first ?? NOT_ASKED };
}

async function observeDkim(
  selector: string,
  domain: string,
  resolver: Resolver,
): Promise<[string, DkimSeen]> {
  const answer = await resolver.ask(`${selector}._domainkey.${domain}`, "TXT");
  const [record] = found(answer);
  return [selector, { answer, bits: record === undefined ? undefined : await keyBits(record) }];
}

async function observeExchanges(
  records: readonly MxRecord[],
  greetings: readonly Greeting[],
  resolver: Resolver,
): Promise<ExchangeSeen[]> {
  const inOrder = [...records].sort((one, other) => one.preference - other.preference);
  const named = inOrder.filter(({ exchange }) => exchange !== "").slice(0, MOST);
  return Promise.all(
    named.map(async (mx) => {
      const { exchange } = mx;
      const [a, aaaa, cname, tlsa] = await Promise.all([
        resolver.ask(exchange, "A"),
        resolver.ask(exchange, "AAAA"),
        resolver.ask(exchange, "CNAME"),
        resolver.ask(`_25._tcp.${exchange}`, "TLSA"),
      ]);
      const own = [...found(a), ...found(aaaa)];
      const greeting = greetings.find(({ address, tls }) => tls !== undefined && own.includes(address));
      const session = greeting?.tls;
      const isShown = session !== undefined && !isNetFailure(session) && tlsa.kind === "found";
      const isTlsaMet = isShown ? await meetsTlsa(session.chain, tlsa.records) : undefined;
      const [certificate] = isShown ? session.chain : [];
      const ownTlsa = certificate && (await tlsaFor(certificate));
      return { mx, a, aaaa, cname, tlsa, isTlsaMet, ownTlsa };
    }),
  );
}

/** The addresses of the names under which servers answered, where these are others. */
async function observeSpoken(
  greetings: readonly Greeting[],
  name: string,
  resolver: Resolver,
): Promise<Observations["spoken"]> {
  const names = new Set(greetings.flatMap(({ ehloName }) => ehloName?.toLowerCase() ?? []));
  names.delete(name.toLowerCase());
  const askable = [...names].filter((spoken) => /^[\w.-]+\.[\w-]+\.?$/.test(spoken)).slice(0, MOST);
  const answers = await Promise.all(
    askable.map(async (spoken) => {
      const asked = await Promise.all([resolver.ask(spoken, "A"), resolver.ask(spoken, "AAAA")]);
      return [spoken, asked] as const;
    }),
  );
  return new Map(answers);
}
