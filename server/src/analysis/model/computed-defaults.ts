/** Defaults that Postfix computes from the machine (postconf_builtin.c, mynetworks.c, own_inet_addr.c). */
import { formatIp, maskIp, parseIp, prefixLength } from "../../base/ip-address";
import type { InterfaceAddress, MachineFacts } from "../../ports/machine";
import { splitPlainWords } from "../../syntax/lists";
import { type Expression, parseExpression } from "../../syntax/value";
import type { Configuration } from "./configuration";
import { expand } from "./expand";
import { COMPUTED_PARAMETERS } from "./postfix-facts";

/** Postfix's domain of last resort. */
const DEFAULT_DOMAIN = "localdomain";

/** A computed default; undefined for parameters with a fixed one, and where it cannot be known from here. */
export function computedDefault(
  configuration: Configuration,
  name: string,
): { text: string; expression: Expression } | undefined {
  if (!COMPUTED_PARAMETERS.has(name)) return undefined;
  const text =
    name === "myhostname"
      ? hostname(configuration)
      : name === "mydomain"
        ? domain(configuration)
        : networks(configuration);
  return text === undefined ? undefined : { text, expression: parseExpression(text) };
}

/** Expands a name with nothing but what main.cf sets, as Postfix does this early; undefined when it is not set. */
function mainOnly(configuration: Configuration, name: string): string | undefined {
  const set = (wanted: string) => configuration.definitions(wanted).at(-1)?.node?.expression;
  const expression = set(name);
  if (!expression) return undefined;
  const expansion = expand(expression, set);
  return expansion.ok ? expansion.text : undefined;
}

function hostname(configuration: Configuration): string {
  const name = configuration.facts.machine.hostname;
  return name.includes(".") ? name : `${name}.${mainOnly(configuration, "mydomain") ?? DEFAULT_DOMAIN}`;
}

function domain(configuration: Configuration): string {
  const name = mainOnly(configuration, "myhostname") ?? hostname(configuration);
  const dot = name.indexOf(".");
  return dot < 0 ? DEFAULT_DOMAIN : name.slice(dot + 1);
}

function networks(configuration: Configuration): string | undefined {
  const setting = (name: string) =>
    mainOnly(configuration, name) ?? configuration.expandedValueOf(name) ?? "";
  const families = protocolFamilies(setting("inet_protocols"));
  if (!families) return undefined;
  // Without a protocol there is no network; nobody looks at the other two then.
  if (families.length === 0) return "";
  const styles = new Set(splitPlainWords(setting("mynetworks_style")).map((word) => word.text));
  const [style] = styles;
  if (styles.size !== 1 || !["host", "subnet", "class"].includes(style!)) return undefined;
  const own = ownAddresses(configuration.facts.machine, setting("inet_interfaces"), families);
  if (style === "class" && own?.some((address) => classOf(address) === undefined)) return undefined;
  const patterns = own?.map((address) => networkPattern(address, style!));
  // Postfix ends each pattern with a blank, which shows where a value refers to this one.
  return patterns && [...new Set(patterns)].map((pattern) => `${pattern} `).join("");
}

/** The protocols that inet_protocols names, undefined when it is an error. */
function protocolFamilies(protocols: string): ("IPv4" | "IPv6")[] | undefined {
  const words = splitPlainWords(protocols).map((word) => word.text);
  if (words.some((word) => !["all", "ipv4", "ipv6"].includes(word))) return undefined;
  const families: ("IPv4" | "IPv6")[] = [];
  if (words.includes("all") || words.includes("ipv4")) families.push("IPv4");
  if (words.includes("all") || words.includes("ipv6")) families.push("IPv6");
  return families;
}

/** The addresses that inet_interfaces selects; undefined when that takes a name service or is an error. */
function ownAddresses(
  machine: MachineFacts,
  interfaces: string,
  families: readonly string[],
): InterfaceAddress[] | undefined {
  const local = families.flatMap((family) =>
    machine.addresses.filter((address) => address.family === family),
  );
  if (interfaces === "all") return local;
  if (interfaces === "loopback-only") return local.filter(isLoopback);
  const selected = new Set<InterfaceAddress>();
  for (const { text } of splitPlainWords(interfaces)) {
    const literal = text.replace(/^\[(.*)\]$/, "$1");
    const wanted = (parseIp(literal) ? [literal] : (machine.hosts.get(literal.toLowerCase()) ?? []))
      .map((address) => parseIp(address) ?? [])
      .filter((bytes) => families.includes(bytes.length === 4 ? "IPv4" : "IPv6"))
      .map(formatIp);
    if (wanted.length === 0) return undefined;
    for (const address of wanted) {
      const found = local.find((candidate) => formatIp(parseIp(candidate.address) ?? []) === address);
      if (!found) return undefined;
      selected.add(found);
    }
  }
  return [...selected];
}

function isLoopback(address: InterfaceAddress): boolean {
  return address.family === "IPv4" ? address.address.startsWith("127.") : address.address === "::1";
}

function networkPattern({ family, address, netmask }: InterfaceAddress, style: string): string {
  const bytes = parseIp(address) ?? [];
  const subnet = prefixLength(parseIp(netmask) ?? []);
  const prefix =
    style === "host"
      ? bytes.length * 8
      : style === "class"
        ? (classOf({ family, address, netmask }) ?? subnet)
        : subnet;
  const network = formatIp(maskIp(bytes, prefix));
  return family === "IPv4" ? `${network}/${prefix}` : `[${network}]/${prefix}`;
}

/**
 * The network bits of the address classes that routing once used; undefined
 * for an address of no class. IPv6 has no classes, there it is the subnet.
 */
function classOf({ family, address, netmask }: InterfaceAddress): number | undefined {
  if (family === "IPv6") return prefixLength(parseIp(netmask) ?? []);
  const first = parseIp(address)?.[0] ?? 0;
  if (first < 128) return 8;
  if (first < 192) return 16;
  if (first < 224) return 24;
  return first < 240 ? 4 : undefined;
}
