/**
 * What administrators set most often, in the order in which a file usually
 * has it: where nothing has been typed yet, a list begins with these.
 */

/** Parameters that most main.cf files have. */
export const COMMON_PARAMETERS: readonly string[] = [
  "compatibility_level",
  "myhostname",
  "mydomain",
  "myorigin",
  "mydestination",
  "mynetworks",
  "inet_interfaces",
  "inet_protocols",
  "relayhost",
  "relay_domains",
  "transport_maps",
  "alias_maps",
  "alias_database",
  "virtual_alias_domains",
  "virtual_alias_maps",
  "virtual_mailbox_domains",
  "virtual_mailbox_maps",
  "virtual_transport",
  "home_mailbox",
  "mailbox_size_limit",
  "message_size_limit",
  "recipient_delimiter",
  "smtpd_banner",
  "smtpd_helo_required",
  "smtpd_relay_restrictions",
  "smtpd_recipient_restrictions",
  "smtpd_client_restrictions",
  "smtpd_helo_restrictions",
  "smtpd_sender_restrictions",
  "smtpd_sasl_auth_enable",
  "smtpd_sasl_type",
  "smtpd_sasl_path",
  "smtpd_tls_security_level",
  "smtpd_tls_cert_file",
  "smtpd_tls_key_file",
  "smtpd_tls_chain_files",
  "smtp_tls_security_level",
  "smtp_tls_CAfile",
  "smtp_sasl_auth_enable",
  "smtp_sasl_password_maps",
  "smtpd_milters",
  "non_smtpd_milters",
  "milter_default_action",
  "header_checks",
  "maillog_file",
];

/** Names that values refer to most. */
export const COMMON_REFERENCES: readonly string[] = [
  "myhostname",
  "mydomain",
  "myorigin",
  "mydestination",
  "mynetworks",
  "config_directory",
  "data_directory",
  "queue_directory",
  "daemon_directory",
  "default_database_type",
  "virtual_alias_maps",
  "virtual_mailbox_maps",
  "alias_maps",
  "relay_domains",
  "mail_name",
];

/** The restrictions a list usually begins with, by context. */
export const COMMON_RESTRICTIONS: Readonly<Record<string, readonly string[]>> = {
  client: ["permit_mynetworks", "permit_sasl_authenticated", "check_client_access", "reject_rbl_client"],
  helo: [
    "permit_mynetworks",
    "permit_sasl_authenticated",
    "check_helo_access",
    "reject_invalid_helo_hostname",
    "reject_non_fqdn_helo_hostname",
  ],
  sender: [
    "permit_mynetworks",
    "permit_sasl_authenticated",
    "check_sender_access",
    "reject_non_fqdn_sender",
    "reject_unknown_sender_domain",
  ],
  relay: [
    "permit_mynetworks",
    "permit_sasl_authenticated",
    "reject_unauth_destination",
    "defer_unauth_destination",
  ],
  recipient: [
    "permit_mynetworks",
    "permit_sasl_authenticated",
    "reject_unauth_destination",
    "reject_non_fqdn_recipient",
    "reject_unknown_recipient_domain",
    "check_recipient_access",
    "check_policy_service",
  ],
  data: ["reject_unauth_pipelining", "reject_multi_recipient_bounce"],
  end_of_data: ["check_policy_service", "reject_multi_recipient_bounce"],
  etrn: ["permit_mynetworks", "check_etrn_access", "reject"],
};

/** Table types in the order in which they are used; types not named here follow. */
export const COMMON_TABLE_TYPES: readonly string[] = [
  "lmdb",
  "hash",
  "texthash",
  "pcre",
  "regexp",
  "cidr",
  "inline",
  "static",
  "proxy",
  "mysql",
  "pgsql",
  "ldap",
  "sqlite",
  "cdb",
  "btree",
];

/** Daemons that administrators write entries for, the most usual first; the others follow. */
export const COMMON_DAEMONS: readonly string[] = ["smtpd", "smtp", "lmtp", "pipe", "spawn", "postscreen"];

/** Parameters that master.cf overrides most, by daemon. */
export const COMMON_OVERRIDES: Readonly<Record<string, readonly string[]>> = {
  smtpd: [
    "syslog_name",
    "smtpd_tls_security_level",
    "smtpd_tls_wrappermode",
    "smtpd_sasl_auth_enable",
    "smtpd_tls_auth_only",
    "smtpd_reject_unlisted_recipient",
    "smtpd_client_restrictions",
    "smtpd_helo_restrictions",
    "smtpd_sender_restrictions",
    "smtpd_relay_restrictions",
    "smtpd_recipient_restrictions",
    "smtpd_milters",
    "milter_macro_daemon_name",
    "content_filter",
    "receive_override_options",
    "cleanup_service_name",
    "mynetworks",
  ],
  smtp: [
    "syslog_name",
    "smtp_helo_name",
    "smtp_bind_address",
    "smtp_bind_address6",
    "smtp_tls_security_level",
    "smtp_sasl_auth_enable",
    "smtp_fallback_relay",
    "inet_protocols",
  ],
  lmtp: ["syslog_name", "lmtp_tls_security_level", "lmtp_sasl_auth_enable"],
  cleanup: ["syslog_name", "header_checks", "body_checks", "milter_header_checks", "non_smtpd_milters"],
};
