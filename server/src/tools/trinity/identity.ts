/** Under which names and from which addresses a configuration has its server appear to others. */
import { Configuration } from "../../analysis/model/configuration";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import { endpointOf } from "../../analysis/model/service-endpoints";
import type { Whereabouts } from "../../analysis/model/whereabouts";
import { formatIp, parseIp } from "../../base/ip-address";
import type { TrinityAddress, TrinityIdentity } from "../../contract/trinity";
import type { Dns } from "../../ports/dns";
import { splitPlainWords } from "../../syntax/lists";
import { parseMainCf } from "../../syntax/main-cf";
import { parseMasterCf } from "../../syntax/master-cf";
import { isLoopback, isPublicAddress } from "./public-address";
import { milterSelectors, type ReadText } from "./selectors";

/** The files, what they are held against, and what else of the machine matters. */
export interface IdentityRequest {
  readonly facts: PostfixFacts;
  readonly whereabouts: Whereabouts;
  readonly main: string;
  readonly master: string | undefined;
  /** Reads other files of the machine, where the configuration is that of this one. */
  readonly read: ReadText;
}

/** How names change their form. */
export type NameForms = Pick<Dns, "toAscii" | "toUnicode">;

type Family = "IPv4" | "IPv6";

const FAMILIES: readonly Family[] = ["IPv4", "IPv6"];

/** Where Postfix's own SMTP client is bound, by family. */
const BIND_PARAMETERS = { IPv4: "smtp_bind_address", IPv6: "smtp_bind_address6" } as const;

/** The domain above a name; the name itself where that is a top-level one, which is a registry's. */
export function domainAbove(name: string): string {
  const above = name.slice(name.indexOf(".") + 1);
  return above.includes(".") ? above : name;
}

/** An identity for a name that somebody gave. @returns undefined when it cannot be a name */
export function identityOfHost(
  host: string,
  forms: NameForms,
  { domain = "", selectors = [] }: Partial<Pick<TrinityIdentity, "domain" | "selectors">> = {},
): TrinityIdentity | undefined {
  const address = parseIp(host.replace(/^\[(?:ipv6:)?(.*)\]$/i, "$1"));
  const name = address ? formatIp(address) : forms.toAscii(host.replace(/\.$/, ""));
  if (name === undefined || name === "") return undefined;
  return {
    name,
    unicodeName: forms.toUnicode(name),
    parameter: null,
    service: null,
    services: [],
    serverName: null,
    banner: null,
    addresses: address ? [{ address: name, source: "" }] : [],
    families: FAMILIES,
    listensAt: [],
    relay: null,
    domain,
    selectors,
    notes: [],
  };
}

/** The identities of a configuration, that of its usual SMTP client first; a text says why there is none. */
export async function identitiesOf(
  request: IdentityRequest,
  forms: NameForms,
): Promise<TrinityIdentity[] | string> {
  const configuration = new Configuration(request.facts, request.whereabouts);
  configuration.updateMaster([], parseMasterCf(request.master ?? "").chunks);
  configuration.updateMain([], parseMainCf(request.main).chunks);
  const domain = await domainOf(configuration, request);
  const selectors = signs(configuration) && configuration.isLive ? await milterSelectors(request.read) : [];
  const scopes = [...new Set(["smtp/unix", ...configuration.scopesRunning("smtp")])];
  const identities = new Map<string, TrinityIdentity>();
  for (const scope of scopes) {
    const isThere = configuration.servicesOf(scope).length > 0;
    const identity = identityIn(configuration, isThere ? scope : undefined, forms);
    if (identity === undefined) continue;
    const { name, addresses } = identity;
    const key = [name, ...addresses.map(({ address }) => address)].join(" ");
    const known = identities.get(key);
    const services = [...(known?.services ?? []), ...(isThere ? [scope] : [])];
    identities.set(key, { ...(known ?? identity), domain, selectors, services });
  }
  return identities.size > 0 ? [...identities.values()] : NO_NAME;
}

const NO_NAME =
  "What this server is called is not known here: main.cf sets no myhostname, or sets it to something that can be no name of a host, and the name of this machine is not that of the server. Set myhostname, or give the name of a host.";

function identityIn(
  configuration: Configuration,
  scope: string | undefined,
  forms: NameForms,
): TrinityIdentity | undefined {
  const textOf = (name: string) => configuration.expandedValueOf(name, scope)?.trim() ?? "";
  const host = hostNameIn(configuration, scope);
  const isOwn = isSet(configuration, "smtp_helo_name", scope);
  const parameter = isOwn ? "smtp_helo_name" : "myhostname";
  const helo = isOwn ? textOf("smtp_helo_name") : host;
  const name = helo === undefined || helo === "" ? undefined : (forms.toAscii(helo) ?? helo);
  if (name === undefined) return undefined;
  const server = serverScope(configuration);
  const families = familiesIn(textOf("inet_protocols"));
  const notes: string[] = [];
  const addresses = families.flatMap((family) => addressesIn(configuration, scope, family, notes));
  const relay = configuration.expandedValueOf("relayhost")?.trim() ?? "";
  if (relay !== "") {
    notes.push(
      `All mail leaves by the relay ${relay}, so others see the name and the addresses of the relay; check these as well: they are what decides.`,
    );
  }
  const serverName = hostNameIn(configuration, server) ?? null;
  return {
    name,
    unicodeName: forms.toUnicode(name),
    parameter,
    service: scope !== undefined && configuration.overridesIn(scope, parameter).length > 0 ? scope : null,
    services: [],
    serverName,
    banner: serverName === null ? null : (configuration.expandedValueOf("smtpd_banner", server) ?? null),
    addresses,
    families,
    listensAt: listensAt(configuration, addresses, families),
    relay: relay === "" ? null : relay,
    domain: "",
    selectors: [],
    notes,
  };
}

/** What myhostname is; undefined where it is the name of a machine that is not the server. */
function hostNameIn(configuration: Configuration, scope: string | undefined): string | undefined {
  const isOfMachine = configuration.valueOf("myhostname", scope)?.origin === "default";
  if (isOfMachine && !configuration.isLive) return undefined;
  return configuration.expandedValueOf("myhostname", scope)?.trim() || undefined;
}

function isSet(configuration: Configuration, name: string, scope: string | undefined): boolean {
  return (configuration.valueOf(name, scope)?.origin ?? "default") !== "default";
}

/** The service at port 25, which other servers talk to; undefined where main.cf alone decides. */
function serverScope(configuration: Configuration): string | undefined {
  const isPublic = (scope: string) =>
    configuration.servicesOf(scope).some(({ node }) => {
      const endpoint = node && endpointOf(node);
      return endpoint?.kind === "inet" && endpoint.port === "25";
    });
  const smtpd = configuration.scopesRunning("smtpd");
  if (configuration.scopesRunning("postscreen").some(isPublic)) {
    return smtpd.find((scope) => scope.endsWith("/pass"));
  }
  return smtpd.find(isPublic);
}

function familiesIn(protocols: string): Family[] {
  const words = splitPlainWords(protocols.toLowerCase()).map(({ text }) => text);
  const isAll = words.length === 0 || words.includes("all");
  return FAMILIES.filter((family) => isAll || words.includes(family.toLowerCase()));
}

/** From where mail leaves, as far as the configuration says it: nothing where the system, or a router, decides. */
function addressesIn(
  configuration: Configuration,
  scope: string | undefined,
  family: Family,
  notes: string[],
): TrinityAddress[] {
  const isOfFamily = (address: string) => familyOf(address) === family;
  const inside = insideAddress(configuration, scope, family);
  const outside = wordsOf(configuration, "proxy_interfaces", scope).filter(isOfFamily);
  if (inside && isPublicAddress(inside.address)) return [inside];
  if (outside.length > 0) return outside.map((address) => ({ address, source: "proxy_interfaces" }));
  if (inside) {
    notes.push(
      `${inside.address} (${inside.source}) is not an address that others can see. If a router puts another one in its place, name that in proxy_interfaces; until then the addresses of the name are checked.`,
    );
  }
  return [];
}

/** The address of this machine that connections start from (smtp_connect.c); undefined where the system chooses. */
function insideAddress(
  configuration: Configuration,
  scope: string | undefined,
  family: Family,
): TrinityAddress | undefined {
  const parameter = BIND_PARAMETERS[family];
  const [bound] = wordsOf(configuration, parameter, scope);
  if (bound !== undefined && familyOf(bound) === family) return { address: bound, source: parameter };
  const interfaces = configuration.expandedValueOf("inet_interfaces", scope)?.trim() ?? "";
  const named = wordsOf(configuration, "inet_interfaces", scope).filter((text) => familyOf(text) === family);
  const isAll = interfaces === "" || interfaces === "all";
  const own = isAll && configuration.isLive ? machineAddresses(configuration, family) : named;
  const usable = own.filter((address) => !isLoopback(address));
  // With several of them the routes of the system decide.
  const [only] = usable;
  if (only === undefined || usable.length > 1 || (!isAll && own.length > 1)) return undefined;
  return { address: only, source: isAll ? "this machine" : "inet_interfaces" };
}

function machineAddresses(configuration: Configuration, family: Family): string[] {
  const { addresses } = configuration.facts.machine;
  const isLocal = (address: string) => isLoopback(address) || /^fe[89ab]/i.test(address);
  return addresses
    .filter((own) => own.family === family && !isLocal(own.address))
    .map(({ address }) => address);
}

/** Addresses in a list; names in it are left out, as looking them up would send packets. */
function wordsOf(configuration: Configuration, name: string, scope: string | undefined): string[] {
  const text = configuration.expandedValueOf(name, scope) ?? "";
  return splitPlainWords(text).flatMap((word) => {
    const bytes = parseIp(word.text.replace(/^\[(.*)\]$/, "$1"));
    return bytes ? [formatIp(bytes)] : [];
  });
}

/** Where the server can be reached from this machine itself; empty where its outside addresses will do. */
function listensAt(
  configuration: Configuration,
  addresses: readonly TrinityAddress[],
  families: readonly Family[],
): string[] {
  if (!configuration.isLive) return [];
  const own = new Set(
    configuration.facts.machine.addresses.map(({ address }) => formatIp(parseIp(address) ?? [])),
  );
  if (addresses.length > 0 && addresses.every(({ address }) => own.has(address))) return [];
  const named = wordsOf(configuration, "inet_interfaces", undefined).filter((address) =>
    families.includes(familyOf(address)!),
  );
  if (named.length > 0) return named;
  return families.includes("IPv4") ? ["127.0.0.1"] : ["::1"];
}

function familyOf(address: string): Family | undefined {
  const length = parseIp(address)?.length;
  return length === 4 ? "IPv4" : length === 16 ? "IPv6" : undefined;
}

/** Whether a milter sees the mail, which may sign it. */
function signs(configuration: Configuration): boolean {
  const scopes = [undefined, ...configuration.scopesRunning("smtpd")];
  return ["smtpd_milters", "non_smtpd_milters"].some((name) =>
    scopes.some((scope) => (configuration.expandedValueOf(name, scope) ?? "").trim() !== ""),
  );
}

/** The domain of the users' addresses: myorigin where it is set, else the domain of the machine. */
async function domainOf(configuration: Configuration, { read }: IdentityRequest): Promise<string> {
  const textOf = (name: string) => configuration.expandedValueOf(name)?.trim() ?? "";
  const origin = isSet(configuration, "myorigin", undefined) ? textOf("myorigin") : "";
  // Debian's way: a file with the name.
  if (origin.startsWith("/")) {
    const [line = ""] = (configuration.isLive ? await read(origin) : undefined)?.split(/\r?\n/) ?? [];
    if (line.trim() !== "") return line.trim();
  } else if (origin !== "") return origin;
  const domain = textOf("mydomain");
  const isOfMachine =
    !isSet(configuration, "mydomain", undefined) && hostNameIn(configuration, undefined) === undefined;
  return domain === "localdomain" || isOfMachine ? "" : domain;
}
