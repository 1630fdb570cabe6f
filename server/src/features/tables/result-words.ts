/**
 * Words that results begin with or hold where they are no actions: transports
 * (transport(5)), and levels and attributes of smtp_tls_policy_maps, after
 * smtp_tls_policy.c, tls_level.c and resolve.c.
 */

/** A word of a result. */
export interface ResultWord {
  /** With a colon or an equals sign where something follows it at once. */
  readonly name: string;
  /** What kind of word it is. */
  readonly what: string;
  readonly summary: string;
  /** Whether it begins the result. */
  readonly isFirst: boolean;
  /** What follows the name, as the inside of a snippet. */
  readonly example?: string;
  readonly since?: string;
}

const transport = (name: string, summary: string, example: string): ResultWord => ({
  name,
  what: "transport",
  summary,
  isFirst: true,
  example,
});

const TRANSPORTS: readonly ResultWord[] = [
  transport(
    "smtp:",
    "Sends by SMTP to the host behind the colon. In brackets the host itself is meant, without them the mail servers of the domain.",
    "[${1:mail.example.com}]:${2:25}",
  ),
  transport(
    "lmtp:",
    "Delivers by LMTP to a mail store, by a socket (`unix:/path`) or over the network (`inet:host:port`).",
    "${1:unix:private/dovecot-lmtp}",
  ),
  transport(
    "relay:",
    "Sends by SMTP like `smtp:`, in a queue of its own for mail to the domains of others that this host relays.",
    "[${1:mail.example.com}]:${2:25}",
  ),
  transport(
    "error:",
    "Returns the mail to its sender with the text behind the colon; a code such as 5.1.1 may stand in front.",
    "${1:5.1.1 This address is no longer in use}",
  ),
  transport(
    "retry:",
    "Keeps the mail in the queue and tries again later; the text behind the colon is the reason.",
    "${1:4.0.0 Delivery is suspended}",
  ),
  transport("discard:", "Throws the mail away; the text behind the colon is logged.", "${1:reason}"),
  transport("local:", "Delivers to users of this system, with aliases and .forward files.", ""),
  transport("virtual:", "Delivers into the mailboxes of virtual_mailbox_maps.", ""),
];

const level = (name: string, summary: string, since?: string): ResultWord => ({
  name,
  what: "TLS security level",
  summary,
  isFirst: true,
  ...(since === undefined ? {} : { since }),
});

const attribute = (name: string, summary: string, example: string, since?: string): ResultWord => ({
  name,
  what: "attribute of a TLS policy",
  summary,
  isFirst: false,
  example,
  ...(since === undefined ? {} : { since }),
});

const TLS_POLICY: readonly ResultWord[] = [
  level("none", "No TLS at all, even where the server offers it. No attributes may follow."),
  level("may", "TLS where the server offers it, in the clear otherwise. Certificates are not looked at."),
  level(
    "encrypt",
    "TLS or no delivery. Certificates are not looked at, so that an attacker in between can still pose as the server.",
  ),
  level(
    "dane",
    "Certificates are checked against TLSA records with DNSSEC; without usable records as with `may` or `encrypt`.",
    "2.11",
  ),
  level(
    "dane-only",
    "Certificates are checked against TLSA records with DNSSEC; without usable records nothing is delivered.",
    "2.11",
  ),
  level(
    "fingerprint",
    "The server's certificate or key must be one of those whose digests `match` names.",
    "2.5",
  ),
  level(
    "verify",
    "A certificate of a trusted authority for the name of the server; that name comes from DNS, which may be forged.",
  ),
  level(
    "secure",
    "A certificate of a trusted authority for the domain itself, so that a forged DNS answer does no harm.",
  ),
  attribute(
    "match=",
    "Names, or at `fingerprint` digests, that the certificate may have, with colons between them; `nexthop`, `dot-nexthop` and `hostname` stand for what is known of the destination.",
    "${1:nexthop:dot-nexthop}",
  ),
  attribute(
    "ciphers=",
    "How strong ciphers must be, in place of the setting for all destinations.",
    "${1|high,medium,low,export,null|}",
  ),
  attribute(
    "protocols=",
    "Which versions of TLS are allowed, with colons between them; `!` in front leaves one out.",
    "${1:>=TLSv1.2}",
  ),
  attribute(
    "exclude=",
    "Ciphers that are not used, besides those that are left out for all destinations.",
    "${1:aNULL}",
  ),
  attribute(
    "tafile=",
    "A file with the certificates of authorities that are trusted for this destination alone; may stand several times.",
    "${1:/etc/postfix/trusted.pem}",
    "2.11",
  ),
  attribute(
    "servername=",
    "The name that is asked for when the TLS connection starts (SNI): `hostname`, `nexthop` or a name.",
    "${1:hostname}",
    "3.4",
  ),
  attribute(
    "connection_reuse=",
    "Whether a TLS connection is kept for the next message.",
    "${1|yes,no|}",
    "3.4",
  ),
];

const RELAYHOST: readonly ResultWord[] = [
  {
    name: "[",
    what: "host",
    summary:
      "In brackets the host itself is meant; without them the mail servers of the domain are asked for in DNS.",
    isFirst: true,
    example: "${1:mail.example.com}]:${2:587}",
  },
];

const WORDS: Readonly<Record<string, readonly ResultWord[]>> = {
  transport: TRANSPORTS,
  delivery_transport: TRANSPORTS,
  sender_dependent_transport: TRANSPORTS,
  tls_policy: TLS_POLICY,
  relayhost: RELAYHOST,
};

/** The words of the results of a table, by what it holds; empty where nothing is known of them. */
export function resultWordsOf(kind: string | undefined): readonly ResultWord[] {
  return kind !== undefined && Object.hasOwn(WORDS, kind) ? WORDS[kind]! : [];
}
