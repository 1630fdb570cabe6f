/**
 * By which transport mail to an address goes, as far as main.cf alone says it:
 * trivial-rewrite(8) finds the class of the address, and each class has a
 * parameter for its transport (ADDRESS_CLASS_README).
 */
import type { Configuration } from "../../analysis/model/configuration";
import { domainOf } from "./listing";

/** A transport, and the parameter that names it. */
export interface RecipientTransport {
  readonly name: string;
  readonly parameter: string;
}

/** The classes, in the order in which Postfix tries them; what is in none of them goes by `default_transport`. */
const CLASSES = [
  { domains: "mydestination", transport: "local_transport" },
  { domains: "virtual_mailbox_domains", transport: "virtual_transport" },
  { domains: "relay_domains", transport: "relay_transport" },
] as const;

/** The transport of an address; undefined where tables would have to be asked. */
export function transportOf(address: string, configuration: Configuration): RecipientTransport | undefined {
  const settingOf = (name: string) => configuration.expandedValueOf(name)?.trim();
  if (settingOf("transport_maps") !== "") return undefined;
  const domain = domainOf(address);
  for (const { domains, transport } of CLASSES) {
    const isIn = isListed(
      domain,
      domains,
      settingOf(domains),
      settingOf("parent_domain_matches_subdomains") ?? "",
    );
    if (isIn === undefined) return undefined;
    if (isIn) return named(settingOf(transport), transport);
  }
  if (settingOf("sender_dependent_default_transport_maps") !== "") return undefined;
  return named(settingOf("default_transport"), "default_transport");
}

/** `smtp:[relay.example.org]:587` is a transport and a next hop. */
function named(value: string | undefined, parameter: string): RecipientTransport | undefined {
  const name = value?.split(":")[0];
  return name ? { name, parameter } : undefined;
}

/** Whether a domain is in a list; undefined where a table or a file of the list would have to say it. */
function isListed(
  domain: string,
  name: string,
  value: string | undefined,
  parentMatches: string,
): boolean | undefined {
  if (value === undefined) return undefined;
  const parents = words(parentMatches).includes(name);
  for (const item of words(value.toLowerCase())) {
    if (item === domain) return true;
    if (item.startsWith("!") || item.includes(":") || item.includes("/")) return undefined;
    if (parents ? domain.endsWith(`.${item}`) : item.startsWith(".") && domain.endsWith(item)) return true;
  }
  return false;
}

function words(value: string): string[] {
  return value.split(/[\s,]+/).filter((word) => word !== "");
}
