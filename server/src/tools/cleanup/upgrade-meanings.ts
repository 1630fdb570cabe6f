/**
 * What a changed default means in practice, in a sentence that names both
 * sides, so that it serves for going back as well. Parameters that are not
 * here change little that anybody would notice.
 */

const DIGEST =
  "Fingerprints of certificates are looked up as MD5 or as SHA-256: with the other one, those in tables have to be made anew.";
const PROTOCOLS =
  "It says which versions of TLS may be spoken; a peer that has none of them stays without encryption, or without mail where that is mandatory.";
const CIPHERS = "'medium' refuses the export ciphers, which anybody can break.";
const TLSRPT = "With 'no', deliveries that take up an earlier TLS session are reported too.";
const DATABASE =
  "The table type follows from a parameter instead of being fixed: after a change of type the file has to be built anew.";
const CIPHER_LIST = "The lists differ by old ciphers that nobody should use any more.";

/** Parameter, or `chroot` for the column of master.cf → sentence. */
export const MEANINGS: Readonly<Record<string, string>> = {
  chroot:
    "With 'y' a service sees nothing outside of the queue directory, and files that it needs have copies there; with 'n' it sees the machine's own.",
  append_dot_mydomain:
    "With 'yes' an address such as 'user@host' gets $mydomain behind it, with 'no' it stays as it is.",
  smtputf8_enable:
    "With 'yes' the server offers SMTPUTF8, and mail with UTF-8 in its addresses can only go on to servers that have it too.",
  relay_domains:
    "While it is $mydestination, mail for subdomains of these domains is relayed as well; when it is empty, nothing is relayed but what mynetworks and logins allow.",
  mynetworks_style:
    "With 'subnet' every machine in the networks of this one may relay mail through it, with 'host' none but itself.",
  smtpd_relay_restrictions:
    "While it is empty, smtpd_recipient_restrictions alone keeps strangers from relaying; its list defers what strangers send to other domains.",
  smtpd_recipient_restrictions: "The guard against relaying has moved from here to smtpd_relay_restrictions.",
  smtpd_tls_fingerprint_digest: DIGEST,
  smtp_tls_fingerprint_digest: DIGEST,
  lmtp_tls_fingerprint_digest: DIGEST,
  respectful_logging:
    "With 'yes' the log says allowlist and denylist instead of older words: what reads the log may look for those.",
  smtpd_relay_before_recipient_restrictions:
    "With 'yes' smtpd_relay_restrictions comes before smtpd_recipient_restrictions, so that another one of the two may be the one to refuse.",
  smtpd_forbid_bare_newline:
    "With 'normalize' a line feed without a carriage return ends a line but never a message, which stops SMTP smuggling; with 'no' it can end one.",
  smtpd_forbid_unauth_pipelining: "With 'yes' clients that send commands before they may are cut off.",
  smtpd_forbidden_commands:
    "With the longer list a line that does not start with a letter, such as the beginning of a TLS session, ends the session too.",
  smtpd_tls_protocols: PROTOCOLS,
  smtp_tls_protocols: PROTOCOLS,
  lmtp_tls_protocols: PROTOCOLS,
  smtpd_tls_mandatory_protocols: PROTOCOLS,
  smtp_tls_mandatory_protocols: PROTOCOLS,
  lmtp_tls_mandatory_protocols: PROTOCOLS,
  smtpd_tls_ciphers: CIPHERS,
  smtp_tls_ciphers: CIPHERS,
  lmtp_tls_ciphers: CIPHERS,
  tls_high_cipherlist: CIPHER_LIST,
  tls_medium_cipherlist: CIPHER_LIST,
  tls_null_cipherlist: CIPHER_LIST,
  tls_eecdh_auto_curves: "The same curves are offered in another order.",
  smtp_tls_security_level:
    "With 'may' mail goes out encrypted wherever the other server offers it; when it is empty, it goes out in the clear.",
  smtp_tls_dane_insecure_mx_policy:
    "With 'dane' the TLSA records of a server count even where the MX record that led there is not signed.",
  smtp_tlsrpt_skip_reused_handshakes: TLSRPT,
  lmtp_tlsrpt_skip_reused_handshakes: TLSRPT,
  milter_default_action:
    "When a filter does not answer, 'tempfail' refuses one command for now, and 'shutdown' ends the session with a temporary error.",
  milter_connect_macros: "It says what filters are told when a client connects.",
  alias_database: DATABASE,
  alias_maps: DATABASE,
  postscreen_cache_map: DATABASE,
  address_verify_map: DATABASE,
  proxy_read_maps:
    "It lists what may be read through proxymap: a list of old does not have the tables that new parameters name.",
  import_environment: "It says which variables of the environment are taken over.",
};

/** What parameters that come with a version mean, where their defaults make a difference. */
export const NEW_MEANINGS: Readonly<Record<string, string>> = {
  smtpd_forbid_bare_newline: MEANINGS.smtpd_forbid_bare_newline!,
  smtpd_forbid_unauth_pipelining: MEANINGS.smtpd_forbid_unauth_pipelining!,
  smtpd_relay_restrictions: MEANINGS.smtpd_relay_restrictions!,
  smtputf8_enable: MEANINGS.smtputf8_enable!,
  cleanup_replace_stray_cr_lf:
    "With 'yes' carriage returns and line feeds that stand alone in a message become blanks.",
  smtp_tls_enforce_sts_mx_patterns:
    "With 'yes' hosts that match no MX pattern of an MTA-STS policy are passed over.",
};
