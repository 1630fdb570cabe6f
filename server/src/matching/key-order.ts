/**
 * The keys that Postfix makes of what it looks up, in the order in which it
 * tries them: mail_addr_find.c, transport.c, smtpd_check.c, match_ops.c,
 * alias.c, smtp_tls_policy.c and smtp_sasl_glue.c.
 */
import { parseIp } from "../base/ip-address";
import { isPatternType, type LookupFormat } from "../knowledge/table-formats";
import { splitPlainWords } from "../syntax/lists";
import type { Bytes, Lookup, LookupTable, TriedKey } from "./lookup";
import {
  type ExtensionSettings,
  quoteBareLocal,
  quoteLocal,
  unquoteLocal,
  withoutExtension,
} from "./mail-address";

/** What of main.cf, and of the table, decides which keys are made. What is left out has Postfix's default. */
export interface LookupSettings extends Partial<ExtensionSettings> {
  /** The value of parent_domain_matches_subdomains. */
  readonly parentDomainMatchesSubdomains?: string;
  /** The domains whose users are looked up without them: those of myorigin and mydestination. Default: none. */
  readonly localDomains?: readonly string[];
  /** The type of the table: one of patterns is asked for whole keys only. Default: one that is asked for all. */
  readonly tableType?: string;
}

/** The answer to the lookup that found something, or to the last one, and the keys that were tried. */
export interface OrderedLookup extends Lookup {
  readonly tried: readonly TriedKey[];
}

/** A key, and whether it is a part of what is looked up. */
interface Key {
  readonly text: Bytes;
  readonly isPartial: boolean;
}

const DEFAULTS: ExtensionSettings = {
  recipientDelimiter: "",
  ownerRequestSpecial: true,
  doubleBounceSender: "double-bounce",
};

const DEFAULT_PARENT_STYLES =
  "debug_peer_list,fast_flush_domains,mynetworks,permit_mx_backup_networks,qmqpd_authorized_clients,relay_domains,smtpd_access_maps";

/**
 * The keys that Postfix looks up, in order. A client is written as in the log:
 * `name[address]`; a name or an address alone will do.
 */
export function keysFor(format: LookupFormat, key: Bytes, settings: LookupSettings = {}): Bytes[] {
  const isPattern = settings.tableType !== undefined && isPatternType(settings.tableType);
  const keys = new KeyMaker(format, settings).keysOf(key);
  // Nobody looks an empty key up (maps.c).
  const asked = keys.filter(({ text, isPartial }) => text !== "" && !(isPattern && isPartial));
  return [...new Set(asked.map(({ text }) => text))];
}

/** Looks up the keys that Postfix makes of one until one is found. */
export function lookupByOrder(
  table: LookupTable,
  format: LookupFormat,
  key: Bytes,
  settings: LookupSettings = {},
  explain = false,
): OrderedLookup {
  const tried: TriedKey[] = [];
  let lookup: Lookup = { value: undefined, winner: undefined, steps: [], remarks: [] };
  for (const text of keysFor(format, key, settings)) {
    lookup = table.lookup(text, explain);
    const isFound = lookup.value !== undefined;
    tried.push({ key: text, found: isFound });
    if (isFound) break;
  }
  return { ...lookup, tried };
}

const full = (text: Bytes): Key => ({ text, isPartial: false });
const partial = (text: Bytes): Key => ({ text, isPartial: true });

/** Makes keys for one format. */
class KeyMaker {
  readonly #format: LookupFormat;
  readonly #settings: LookupSettings;
  readonly #extension: ExtensionSettings;
  /** A domain is tried for its subdomains; otherwise only one with a dot in front is. */
  readonly #parentMatches: boolean;

  constructor(format: LookupFormat, settings: LookupSettings) {
    this.#format = format;
    this.#settings = settings;
    this.#extension = {
      recipientDelimiter: settings.recipientDelimiter ?? DEFAULTS.recipientDelimiter,
      ownerRequestSpecial: settings.ownerRequestSpecial ?? DEFAULTS.ownerRequestSpecial,
      doubleBounceSender: settings.doubleBounceSender ?? DEFAULTS.doubleBounceSender,
    };
    const styles = settings.parentDomainMatchesSubdomains ?? DEFAULT_PARENT_STYLES;
    this.#parentMatches = format.parentStyle !== undefined && isListed(format.parentStyle, styles);
  }

  keysOf(key: Bytes): Key[] {
    const { order, emptyKey } = this.#format;
    if (key === "" && emptyKey !== undefined) return this.keysOf(emptyKey);
    switch (order) {
      case "exact":
        return [full(key)];
      case "address":
        return this.#address(key);
      case "transport":
        return [...this.#addressAndDomain(key), full("*")];
      case "access-address":
        return this.#accessAddress(key);
      case "access-client":
        return this.#client(key, (name) => this.#accessDomains(name), networks);
      case "access-domain":
        return this.#accessDomains(key);
      case "access-network":
        return networks(readClient(key).address ?? key);
      case "domain-list":
        return this.#domains(key);
      case "client-list":
        return this.#client(
          key,
          (name) => this.#domains(name),
          (address) => [full(address)],
        );
      case "alias":
        return this.#alias(key);
      case "user":
        return [full(this.#bare(localPart(key)))];
      case "tls-policy":
        return tlsDestinations(key);
      case "sasl-password":
        return key.includes("@") ? this.#address(key) : [full(key)];
    }
  }

  /** `mail_addr_find` with its usual strategy. */
  #address(key: Bytes): Key[] {
    const address = unquoteLocal(key);
    const at = address.lastIndexOf("@");
    const keys = this.#fullAndBare(address);
    if (at < 0) return keys;
    if (this.#isLocal(address.slice(at + 1))) {
      const local = address.slice(0, at);
      keys.push(...this.#forms(local, partial, quoteBareLocal));
      const bare = withoutExtension(address, this.#extension);
      if (bare !== undefined) {
        keys.push(...this.#forms(bare.slice(0, bare.lastIndexOf("@")), partial, quoteBareLocal));
      }
    }
    return [...keys, partial(address.slice(at))];
  }

  #addressAndDomain(key: Bytes): Key[] {
    const address = unquoteLocal(key);
    const at = address.lastIndexOf("@");
    // A domain alone is looked up as that of an address whose user is not in the table.
    if (at < 0) return this.#parents(address).map(partial);
    return [...this.#fullAndBare(address), ...this.#parents(address.slice(at + 1)).map(partial)];
  }

  #accessAddress(key: Bytes): Key[] {
    const address = unquoteLocal(key);
    const at = address.lastIndexOf("@");
    // The key for an empty address is no address (`check_access`).
    if (key === this.#format.emptyKey) return [full(key)];
    const keys = this.#addressAndDomain(key);
    if (at < 0) return keys;
    keys.push(...this.#forms(address.slice(0, at + 1), partial, quoteLocal));
    const bare = withoutExtension(address, this.#extension);
    if (bare !== undefined) {
      keys.push(...this.#forms(bare.slice(0, bare.lastIndexOf("@") + 1), partial, quoteLocal));
    }
    return keys;
  }

  #fullAndBare(address: Bytes): Key[] {
    const bare = withoutExtension(address, this.#extension);
    const keys = this.#forms(address, full, quoteLocal);
    return bare === undefined ? keys : [...keys, ...this.#forms(bare, partial, quoteLocal)];
  }

  /** With quotes where they are needed, and then without (`find_addr`). */
  #forms(text: Bytes, key: (text: Bytes) => Key, quote: (text: Bytes) => Bytes): Key[] {
    const quoted = quote(text);
    return this.#format.isQuoted || quoted === text ? [key(quoted)] : [key(quoted), key(text)];
  }

  #client(key: Bytes, forName: (name: Bytes) => Key[], forAddress: (address: Bytes) => Key[]): Key[] {
    const { name, address } = readClient(key);
    const names = name === undefined ? [] : forName(name);
    return address === undefined ? names : [...names, ...forAddress(address)];
  }

  /** What looks like an IP address has no domains above it (`check_domain_access`). */
  #accessDomains(domain: Bytes): Key[] {
    return parseIp(domain) ? [full(domain)] : this.#domains(domain);
  }

  /** A domain and those above it. */
  #domains(domain: Bytes): Key[] {
    return this.#parents(domain).map((name, index) => (index === 0 ? full(name) : partial(name)));
  }

  #parents(domain: Bytes): Bytes[] {
    const domains: Bytes[] = [];
    let name = domain;
    while (name !== "") {
      domains.push(name);
      const dot = name.indexOf(".", 1);
      if (dot < 0) break;
      name = name.slice(this.#parentMatches ? dot + 1 : dot);
    }
    return domains;
  }

  #alias(key: Bytes): Key[] {
    const local = localPart(unquoteLocal(key));
    return [full(local), full(this.#bare(local))];
  }

  #bare(local: Bytes): Bytes {
    return withoutExtension(local, this.#extension) ?? local;
  }

  #isLocal(domain: Bytes): boolean {
    const lower = domain.toLowerCase();
    return (this.#settings.localDomains ?? []).some((local) => local.toLowerCase() === lower);
  }
}

/** Whether a name is in a match list of plain words; the first word that fits decides. */
function isListed(name: string, list: string): boolean {
  for (const { text } of splitPlainWords(list)) {
    const negations = /^!*/.exec(text)![0].length;
    if (text.slice(negations).toLowerCase() === name) return negations % 2 === 0;
  }
  return false;
}

/** `name[address]`, a name or an address. */
function readClient(key: Bytes): { name: Bytes | undefined; address: Bytes | undefined } {
  const [, name, address] = /^([^[]*)\[(?:IPv6:)?([^\]]*)\]$/i.exec(key) ?? [];
  if (address !== undefined) return { name: name === "" ? undefined : name, address };
  return parseIp(key) ? { name: undefined, address: key } : { name: key, address: undefined };
}

/** An address, and the networks it is in: octet by octet, or group by group. */
function networks(address: Bytes): Key[] {
  const separator = address.includes(":") ? ":" : ".";
  const keys = [full(address)];
  for (let end = address.lastIndexOf(separator); end >= 0; end = address.lastIndexOf(separator, end - 1)) {
    keys.push(partial(address.slice(0, end)));
    if (end === 0) break;
  }
  return keys;
}

function localPart(key: Bytes): Bytes {
  const at = key.lastIndexOf("@");
  return at < 0 ? key : key.slice(0, at);
}

/** A domain and those above it with a dot in front; a destination that is no domain has none above it. */
function tlsDestinations(key: Bytes): Key[] {
  const keys = [full(key)];
  if (!isHostname(key)) return keys;
  for (let dot = key.indexOf(".", 1); dot >= 0; dot = key.indexOf(".", dot + 1))
    keys.push(full(key.slice(dot)));
  return keys;
}

/** Whether a text may be the name of a host (`valid_hostname`); bytes of UTF-8 may be in it. */
function isHostname(text: Bytes): boolean {
  const isName = /^[a-z0-9_\x80-\xff-]+(?:\.[a-z0-9_\x80-\xff-]+)*$/i.test(text);
  return isName && !/^[0-9.]+$/.test(text) && !/(?:^|\.)-|-(?:\.|$)/.test(text) && text.length <= 255;
}
