/**
 * Which lookups find a key, by what the table is for. After
 * mail_addr_find.c, smtpd_check.c, transport.c, smtp_tls_policy.c and
 * smtp_sasl_glue.c.
 */
import { code } from "../../analysis/markdown";
import { parseIp } from "../../base/ip-address";

/** How a key is made. */
type KeyShape = "address" | "local-at" | "at-domain" | "dot-domain" | "domain" | "word" | "network" | "null";

/** Which lookups find a key, in a sentence; undefined where nobody knows what the table is for. */
export function keySentence(kind: string | undefined, key: string): string | undefined {
  const shape = shapeOf(key);
  switch (kind) {
    case "access":
      return accessSentence(shape, key);
    case "transport":
      return transportSentence(shape, key);
    case "tls_policy":
      return destinationSentence(shape, key);
    case "sasl_passwd":
      return passwordSentence(shape, key);
    case "virtual":
    case "canonical":
    case "generic":
    case "relocated":
    case "bcc":
    case "relayhost":
    case "sender_dependent_transport":
    case "recipient_list":
    case "mailbox_path":
    case "login_map":
      return addressSentence(kind, shape, key);
    default:
      return undefined;
  }
}

function shapeOf(key: string): KeyShape {
  if (key === "<>") return "null";
  if (
    parseIp(key) ||
    /^\d{1,3}(\.\d{1,3}){0,2}$/.test(key) ||
    /^[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})+$/.test(key)
  ) {
    return "network";
  }
  if (key.startsWith("@")) return "at-domain";
  if (key.endsWith("@")) return "local-at";
  if (key.includes("@")) return "address";
  if (key.startsWith(".")) return "dot-domain";
  return key.includes(".") ? "domain" : "word";
}

function accessSentence(shape: KeyShape, key: string): string {
  switch (shape) {
    case "null":
      return "Found for the empty sender, as bounces have it, while smtpd_null_access_lookup_key has its default.";
    case "network":
      return parseIp(key)
        ? `Found for clients and servers with the address ${code(key)}.`
        : `Found for clients and servers whose address begins with ${code(key)}; for anything in between write a cidr table.`;
    case "address":
      return `Found for the address ${code(key)}, also with an extension such as ${code(withExtension(key))}, if recipient_delimiter is set.`;
    case "local-at":
      return `Found for ${code(key)} followed by any domain, where no entry for the address or its domain comes first.`;
    case "at-domain":
      return `Found by nothing: access tables know a domain without the sign in front, ${code(key.slice(1))}.`;
    case "dot-domain":
      return `Found for hosts and addresses below ${code(key.slice(1))}, but only where smtpd_access_maps is not in parent_domain_matches_subdomains, as it is by default.`;
    default:
      return `Found for the host or domain ${code(key)}, and for addresses in it; for what is below it too, while smtpd_access_maps is in parent_domain_matches_subdomains, as it is by default.`;
  }
}

/** The address as somebody with an extension has it. */
function withExtension(key: string): string {
  return key.replace(/@/, "+any@");
}

function transportSentence(shape: KeyShape, key: string): string {
  if (key === "*") return "Found for every recipient for which there is nothing else.";
  switch (shape) {
    case "address":
      return `Found for the recipient ${code(key)}, also with an extension, if recipient_delimiter is set.`;
    case "dot-domain":
      return `Found for recipients in all domains below ${code(key.slice(1))}, but not in it.`;
    case "at-domain":
    case "local-at":
      return "Found by nothing: transport tables know whole addresses, domains, and domains with a dot in front.";
    default:
      return `Found for recipients in ${code(key)}. Domains below it need an entry of their own, ${code(`.${key}`)}, unless transport_maps is in parent_domain_matches_subdomains.`;
  }
}

function destinationSentence(shape: KeyShape, key: string): string {
  if (shape === "dot-domain")
    return `Found for destinations below ${code(key.slice(1))}, where they have no entry of their own.`;
  if (/^\[|:\d+$/.test(key))
    return `Found for the destination written exactly so, as a transport or relayhost names it: ${code(key)}.`;
  return `Found for mail to the destination ${code(key)}: the domain of the recipient, or what a transport or relayhost names. Domains below it need ${code(`.${key}`)}.`;
}

function passwordSentence(shape: KeyShape, key: string): string {
  if (shape === "address" || shape === "at-domain") {
    return `Found for mail from ${code(key)}, while smtp_sender_dependent_authentication is on.`;
  }
  return `Found for the server ${code(key)}: written as relayhost or a transport names it, with its brackets and port, or by its host name.`;
}

/** Tables that mail_addr_find() looks into with an address, its user, and its domain. */
function addressSentence(kind: string, shape: KeyShape, key: string): string {
  switch (shape) {
    case "address":
      return `Found for the address ${code(key)}, also with an extension, if recipient_delimiter is set.`;
    case "at-domain":
      return `Found for every address in ${code(key.slice(1))} that has no entry of its own.`;
    case "word":
      return `Found for the user ${code(key)} where the domain is myorigin, is in mydestination, or is an address of this host.`;
    case "domain":
      return kind === "virtual"
        ? `Says that ${code(key)} is a virtual alias domain, while virtual_alias_domains has its default; the value means nothing then. As the name of a user it is found where the domain is one of this host.`
        : `Found as the name of a user where the domain is one of this host. If a domain is meant, write ${code(`@${key}`)}.`;
    default:
      return "Found by no address: such tables know whole addresses, users, and domains with @ in front.";
  }
}
