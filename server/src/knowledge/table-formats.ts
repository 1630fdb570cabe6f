/**
 * What the keys and values of lookup tables are, by the parameter or
 * restriction that refers to the table, and which keys Postfix makes of one:
 * made by hand from the programs that look the tables up. Which parameter has
 * which format stands in data/tables.json.
 */
import { tableFacts } from "./facts";

/** Which keys Postfix makes of what it looks up, and in which order; {@link KEY_FORMS} spells them out. */
export type LookupOrder =
  /** What is looked up, and nothing else. */
  | "exact"
  /** mail_addr_find.c with `MA_FIND_DEFAULT`. */
  | "address"
  /** transport.c: mail_addr_find.c with `MA_FIND_DOMAIN`, and `*`. */
  | "transport"
  /** `check_mail_access` of smtpd_check.c. */
  | "access-address"
  /** `check_namadr_access` of smtpd_check.c: a name, and then an address. */
  | "access-client"
  /** `check_domain_access` of smtpd_check.c. */
  | "access-domain"
  /** `check_addr_access` of smtpd_check.c. */
  | "access-network"
  /** `match_hostname` of match_ops.c. */
  | "domain-list"
  /** `match_hostname` and `match_hostaddr` of match_ops.c, pattern by pattern. */
  | "client-list"
  /** alias.c and recipient.c of local(8). */
  | "alias"
  /** local(8): the user without the extension. */
  | "user"
  /** smtp_tls_policy.c. */
  | "tls-policy"
  /** smtp_sasl_glue.c: the sender, where that is switched on, the server, and the destination. */
  | "sasl-password";

/** One form of key. */
export interface KeyForm {
  /** As in a manual: `user+extension@domain`. */
  readonly form: string;
  /** Only tables that look keys up as a whole are asked: a pattern sees the whole of what is looked up only. */
  readonly isPartial?: true;
  /** When the key is tried at all. */
  readonly condition?:
    | "with-extension"
    | "local-domain"
    | "parent-matches"
    | "parent-does-not-match"
    | "sender-dependent";
}

const FULL_ADDRESS: KeyForm = { form: "user+extension@domain" };
const BARE_ADDRESS: KeyForm = { form: "user@domain", isPartial: true, condition: "with-extension" };
const PARENT: KeyForm = { form: "parent.domain", isPartial: true, condition: "parent-matches" };
const DOT_PARENT: KeyForm = { form: ".parent.domain", isPartial: true, condition: "parent-does-not-match" };
const NETWORKS: readonly KeyForm[] = [
  { form: "net.work.address" },
  { form: "net.work", isPartial: true },
  { form: "net", isPartial: true },
];

/** The forms of keys in the order in which they are tried; the first one that is found counts. */
export const KEY_FORMS: Readonly<Record<LookupOrder, readonly KeyForm[]>> = {
  exact: [{ form: "key" }],
  address: [
    FULL_ADDRESS,
    BARE_ADDRESS,
    { form: "user+extension", isPartial: true, condition: "local-domain" },
    { form: "user", isPartial: true, condition: "local-domain" },
    { form: "@domain", isPartial: true },
  ],
  transport: [
    FULL_ADDRESS,
    BARE_ADDRESS,
    { form: "domain", isPartial: true },
    PARENT,
    DOT_PARENT,
    { form: "*" },
  ],
  "access-address": [
    FULL_ADDRESS,
    BARE_ADDRESS,
    { form: "domain", isPartial: true },
    PARENT,
    DOT_PARENT,
    { form: "user+extension@", isPartial: true },
    { form: "user@", isPartial: true, condition: "with-extension" },
  ],
  "access-client": [{ form: "domain" }, PARENT, DOT_PARENT, ...NETWORKS],
  "access-domain": [{ form: "domain" }, PARENT, DOT_PARENT],
  "access-network": NETWORKS,
  "domain-list": [{ form: "domain" }, PARENT, DOT_PARENT],
  "client-list": [{ form: "domain" }, PARENT, DOT_PARENT, { form: "net.work.address" }],
  alias: [{ form: "name+extension" }, { form: "name", condition: "with-extension" }],
  user: [{ form: "user" }],
  "tls-policy": [{ form: "destination" }, { form: ".parent.domain" }],
  "sasl-password": [
    { ...FULL_ADDRESS, condition: "sender-dependent" },
    { ...BARE_ADDRESS, condition: "sender-dependent" },
    { form: "@domain", isPartial: true, condition: "sender-dependent" },
    { form: "server.domain" },
    { form: "destination" },
  ],
};

/** What a table gives. */
export type TableValueKind =
  /** An action of access(5), or several restrictions. */
  | "access"
  /** An action of header_checks(5). */
  | "header-action"
  /** An action of postscreen(8). */
  | "postscreen-action"
  /** `transport:destination` */
  | "transport"
  /** Addresses with commas between them. */
  | "addresses"
  | "address"
  /** Destinations of aliases(5). */
  | "destinations"
  /** `[host]:port` */
  | "relayhost"
  /** `user:password` */
  | "password"
  /** Logins with commas between them. */
  | "logins"
  /** Sender addresses with commas between them. */
  | "senders"
  | "path"
  | "number"
  | "command"
  /** A level and `name=value` words. */
  | "tls-policy"
  | "keywords"
  | "text"
  /** It counts only that the key is there. */
  | "ignored";

/** What is known of the tables that a parameter or restriction refers to. */
export interface LookupFormat {
  /** As in data/tables.json. */
  readonly name: string;
  readonly order: LookupOrder;
  /** What is looked up: a noun phrase. */
  readonly keys: string;
  readonly value: TableValueKind;
  /** `$1` and the like in the result make Postfix refuse a table of patterns (`DICT_FLAG_NO_REGSUB`). */
  readonly forbidsSubstitution?: true;
  /** An address that needs quotes is looked up with them only, and not without them too. */
  readonly isQuoted?: true;
  /** What is looked up for an empty address. */
  readonly emptyKey?: string;
  /** The name in parent_domain_matches_subdomains that decides how subdomains are matched; undefined where nothing does. */
  readonly parentStyle?: string;
}

type Facts = Omit<LookupFormat, "name">;

const ADDRESS = "an email address";

/** By the name of the format in data/tables.json. */
const FORMATS: Readonly<Record<string, Facts>> = {
  // local/alias.c
  aliases: {
    order: "alias",
    keys: "the local part of a recipient",
    value: "destinations",
    forbidsSubstitution: true,
  },
  // cleanup_addr.c
  bcc: { order: "address", keys: ADDRESS, value: "address" },
  // cleanup_map11.c, mail_addr_map.c
  canonical: { order: "address", keys: ADDRESS, value: "address", isQuoted: true },
  // dsn_filter.c
  delivery_status_filter: { order: "exact", keys: "a status code and its text", value: "text" },
  // local/mailbox.c, local/unknown.c
  delivery_transport: {
    order: "user",
    keys: "the name of a local user",
    value: "transport",
    forbidsSubstitution: true,
  },
  // dns_rr_filter.c
  dns_reply_filter: { order: "exact", keys: "a DNS record as text", value: "text" },
  // postscreen_dnsbl.c
  dnsbl_name_map: { order: "exact", keys: "the domain of a block list", value: "text" },
  // smtpd.c, smtp_proto.c, postscreen_early.c
  ehlo_keywords: { order: "exact", keys: "an IP address", value: "keywords" },
  // `permit_tls_clientcerts` of smtpd_check.c
  fingerprint_list: {
    order: "exact",
    keys: "the fingerprint of a certificate or public key",
    value: "ignored",
  },
  // smtp_map11.c, mail_addr_map.c
  generic: { order: "address", keys: ADDRESS, value: "address", isQuoted: true },
  // cleanup_message.c, header_body_checks.c
  header_checks: {
    order: "exact",
    keys: "a header with its name, or a line of the body",
    value: "header-action",
  },
  // `reject_auth_sender_login_mismatch` of smtpd_check.c
  login_map: { order: "address", keys: "a sender address", value: "logins" },
  // login_sender_match.c
  login_sender: { order: "exact", keys: "the login name of a local user", value: "senders" },
  // local/mailbox.c
  mailbox_command: {
    order: "user",
    keys: "the name of a local user",
    value: "command",
    forbidsSubstitution: true,
  },
  // virtual/mailbox.c
  mailbox_path: { order: "address", keys: "a recipient address", value: "path", forbidsSubstitution: true },
  // smtpd.c
  milter_map: { order: "exact", keys: "the IP address of a client", value: "text" },
  // virtual/mailbox.c
  numeric_id: { order: "address", keys: "a recipient address", value: "number", forbidsSubstitution: true },
  // smtp_proto.c
  pix_workarounds: { order: "exact", keys: "the IP address of a server", value: "keywords" },
  // `rbl_reject_reply` of smtpd_check.c
  rbl_reply: {
    order: "exact",
    keys: "the domain of a block list, as it stands in the restriction",
    value: "text",
  },
  // `check_recipient_rcpt_maps` of smtpd_check.c
  recipient_list: { order: "address", keys: "a recipient address", value: "ignored" },
  // smtpd_dsn_fix.c
  reject_filter: { order: "exact", keys: "a reply to the client", value: "text" },
  // smtpd_chat.c, postscreen_send.c
  reject_footer: { order: "exact", keys: "a reply to the client", value: "text" },
  // trivial-rewrite/resolve.c
  relayhost: {
    order: "address",
    keys: "a sender address",
    value: "relayhost",
    forbidsSubstitution: true,
    emptyKey: "<>",
  },
  // trivial-rewrite/resolve.c
  relocated: { order: "address", keys: "a recipient address", value: "text" },
  // smtp_sasl_glue.c
  sasl_passwd: {
    order: "sasl-password",
    keys: "the name of a server, or a destination as written",
    value: "password",
  },
  // trivial-rewrite/resolve.c
  sender_dependent_transport: {
    order: "address",
    keys: "a sender address",
    value: "transport",
    forbidsSubstitution: true,
    emptyKey: "<>",
  },
  // smtpd_chat.c, postscreen_smtpd.c
  smtp_command_filter: { order: "exact", keys: "a command of a client", value: "text" },
  // smtp_chat.c
  smtp_reply_filter: { order: "exact", keys: "a line of a reply of a server", value: "text" },
  // smtp_tls_policy.c
  tls_per_site: {
    order: "exact",
    keys: "the name of a server, or a destination as written",
    value: "keywords",
  },
  // smtp_tls_policy.c
  tls_policy: { order: "tls-policy", keys: "a destination as written", value: "tls-policy" },
  // trivial-rewrite/transport.c
  transport: {
    order: "transport",
    keys: "a recipient address",
    value: "transport",
    forbidsSubstitution: true,
    parentStyle: "transport_maps",
  },
  // cleanup_map1n.c, mail_addr_map.c
  virtual: { order: "address", keys: "a recipient address", value: "addresses", isQuoted: true },
};

const ACCESS = { value: "access", parentStyle: "smtpd_access_maps" } as const;

/** What smtpd(8) looks up in the tables of access restrictions (smtpd_check.c), by a part of their names. */
const ACCESS_FORMATS: Readonly<Record<string, Facts>> = {
  client: { ...ACCESS, order: "access-client", keys: "the name of a client, then its IP address" },
  reverse_client_hostname: {
    ...ACCESS,
    order: "access-client",
    keys: "the name that the address of a client has, then that address",
  },
  helo: { ...ACCESS, order: "access-domain", keys: "the name in HELO or EHLO" },
  sender: { ...ACCESS, order: "access-address", keys: "the sender address", emptyKey: "<>" },
  recipient: { ...ACCESS, order: "access-address", keys: "the recipient address" },
  etrn: { ...ACCESS, order: "access-domain", keys: "the domain in ETRN" },
  ccert: { order: "exact", keys: "the fingerprint of a client's certificate or public key", value: "access" },
  sasl: { order: "exact", keys: "the login name of a client", value: "access" },
  a: { ...ACCESS, order: "access-network", keys: "the IP addresses of the domain" },
  mx: { ...ACCESS, order: "access-client", keys: "the names and IP addresses of the domain's mail servers" },
  ns: { ...ACCESS, order: "access-client", keys: "the names and IP addresses of the domain's name servers" },
};

/** Where a table stands in a list of restrictions without one in front of it. */
const BARE_LISTS: Readonly<Record<string, string>> = {
  client: "client",
  helo: "helo",
  sender: "sender",
  recipient: "recipient",
  relay: "recipient",
  etrn: "etrn",
};

/** How match lists match what a table in them is asked for; other match lists take a text as it is. */
const MATCH_ORDERS: Readonly<Record<string, LookupOrder>> = {
  relay_domains: "domain-list",
  fast_flush_domains: "domain-list",
  debug_peer_list: "client-list",
  mynetworks: "client-list",
  permit_mx_backup_networks: "client-list",
  qmqpd_authorized_clients: "client-list",
  smtpd_authorized_verp_clients: "client-list",
  smtpd_authorized_xclient_hosts: "client-list",
  smtpd_authorized_xforward_hosts: "client-list",
  smtpd_client_event_limit_exceptions: "client-list",
  smtpd_forbid_bare_newline_exclusions: "client-list",
  smtpd_sasl_exceptions_networks: "client-list",
};

/**
 * The format of the tables that a parameter or restriction refers to;
 * undefined where nothing is known of it.
 *
 * @param use as in `TableFile`: the name of a parameter, or of a restriction in small letters
 */
export function lookupFormatOf(use: string): LookupFormat | undefined {
  const access = accessPart(use);
  if (access !== undefined) return { name: "access", ...ACCESS_FORMATS[access]! };
  if (use === "postscreen_access_list") {
    return { name: "access", order: "exact", keys: "the IP address of a client", value: "postscreen-action" };
  }
  const formats = tableFacts().parameterFormats;
  const name = Object.hasOwn(formats, use) ? formats[use]! : undefined;
  if (name === "match_list") return matchList(use);
  return name !== undefined && Object.hasOwn(FORMATS, name) ? { name, ...FORMATS[name]! } : undefined;
}

function accessPart(use: string): string | undefined {
  const server = /^check_\w+_(a|mx|ns)_access$/.exec(use)?.[1];
  if (server !== undefined) return server;
  const part = /^check_(\w+)_access$/.exec(use)?.[1];
  if (part !== undefined) return Object.hasOwn(ACCESS_FORMATS, part) ? part : undefined;
  const list = /^smtpd_(\w+)_restrictions$/.exec(use)?.[1] ?? "";
  return Object.hasOwn(BARE_LISTS, list) ? BARE_LISTS[list] : undefined;
}

function matchList(use: string): LookupFormat {
  const order = Object.hasOwn(MATCH_ORDERS, use) ? MATCH_ORDERS[use]! : "exact";
  const keys: Readonly<Partial<Record<LookupOrder, string>>> = {
    "domain-list": "a domain",
    "client-list": "the name of a client, then its IP address",
  };
  const format = {
    name: "match_list",
    order,
    keys: keys[order] ?? "what the parameter lists",
    value: "ignored",
  } as const;
  return order === "exact" ? format : { ...format, parentStyle: use };
}

/** Types of tables that match patterns: of the keys that Postfix makes, they see those that are whole only (`DICT_FLAG_PATTERN`). */
const PATTERN_TYPES: ReadonlySet<string> = new Set([
  "pcre",
  "regexp",
  "cidr",
  "tcp",
  "socketmap",
  "randmap",
  "fail",
]);

/** Whether a table of this type is asked for whole keys only. */
export function isPatternType(type: string): boolean {
  return PATTERN_TYPES.has(type);
}
