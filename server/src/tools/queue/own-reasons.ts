/**
 * What Postfix's own programs say when they keep mail: the delivery agents,
 * the queue manager, and what they ask. The first row that fits counts, so
 * that what is more special stands before what is more general.
 */
import type { KnownReason, ReasonHelp } from "./reason-help";

/** Said of a repeated reason of which nothing else is known. */
export const SUSPENDED: ReasonHelp = {
  text: "Deliveries to this destination have failed lately, so Postfix repeats the last reason and does not try for a while. It tries again by itself; `postqueue -i` with the ID of a message asks for it at once.",
  parameters: [
    "minimal_backoff_time",
    "maximal_backoff_time",
    "default_destination_concurrency_failed_cohort_limit",
    "queue_run_delay",
  ],
};

const WHERE_TO = ["transport_maps", "relayhost", "smtp_fallback_relay"];
const SOCKETS = ["virtual_transport", "mailbox_transport", "local_transport", "transport_maps"];
const DANE = ["smtp_tls_security_level", "smtp_tls_policy_maps", "smtp_dns_support_level"];
const LOGIN = ["smtp_sasl_password_maps", "smtp_sasl_auth_enable"];

export const OWN_REASONS: readonly KnownReason[] = [
  // Connections: connect to NAME[ADDRESS]:PORT: ERROR, and for sockets connect to NAME[PATH]: ERROR
  {
    pattern: /^connect to \S+\[[^\]]*\/[^\]]*\]: No such file or directory$/,
    text: "There is no socket at this path: the program behind it does not run, or makes its socket elsewhere. Where the agent runs in a chroot, the path counts from the queue directory.",
    parameters: [...SOCKETS, "queue_directory"],
  },
  {
    pattern: /^connect to \S+\[[^\]]*\/[^\]]*\]: Permission denied$/,
    text: "The socket is there, but Postfix may not use it. Give its user the right to write to it, and to pass every directory above it.",
    parameters: ["mail_owner", ...SOCKETS],
  },
  {
    pattern: /^connect to \S+\[[^\]]*\/[^\]]*\]: Connection refused$/,
    text: "The socket is left over and nobody listens at it: the mailbox server, Dovecot for example, has stopped. Start it and see in its log why it ended.",
    parameters: SOCKETS,
  },
  {
    pattern: /^connect to .*: Connection refused$/,
    text: "The machine answers, but takes no mail at this port: its mail server is down, a firewall refuses, or host or port are wrong. Where the server is your own, start it; otherwise Postfix tries again.",
    parameters: WHERE_TO,
  },
  {
    pattern:
      /^connect to \S+\[[0-9a-f]*:[0-9a-f:.]+\](?::\d+)?: (?:Network is unreachable|No route to host|Cannot assign requested address)$/i,
    text: "This machine cannot reach the server over IPv6. Mend the IPv6 route, or, where this machine has none, let Postfix use IPv4 only or first.",
    parameters: ["inet_protocols", "smtp_address_preference", "smtp_bind_address6"],
  },
  {
    pattern:
      /^connect to .*: (?:Network is unreachable|No route to host|Host is unreachable|Host is down|Network is down)$/,
    text: "No route leads from this machine to the server, or a firewall says so. Look at the network and at the firewall here first, above all when several destinations fail.",
    parameters: ["relayhost", "transport_maps", "smtp_bind_address", "inet_protocols"],
  },
  {
    pattern: /^connect to .*: (?:Connection timed out|Operation timed out|read timeout)$/,
    text: "Nothing came back: the server is down, or something on the way swallows the packets. When all destinations fail like this, your provider or a firewall probably blocks outgoing port 25; send through a relay host then.",
    parameters: ["relayhost", "smtp_connect_timeout", "inet_protocols", "smtp_fallback_relay"],
  },
  {
    pattern: /^connect to .*: (?:Permission denied|Operation not permitted)$/,
    text: "This machine itself forbids the connection: a local firewall, SELinux or AppArmor. Allow Postfix's SMTP client to connect to this port.",
    parameters: ["smtp_bind_address", "relayhost"],
  },
  {
    pattern: /^connect to .*: Cannot assign requested address$/,
    text: "The address that the connection should come from does not belong to this machine, or there is no free local port. Compare the addresses in the configuration with those that the machine has.",
    parameters: ["smtp_bind_address", "smtp_bind_address6", "inet_interfaces"],
  },
  {
    pattern: /^connect to .*: Connection reset by peer$/,
    text: "The server, or a firewall in front of it, hung up at once. It may not want to hear from your address; try by hand from this machine and from another.",
    parameters: WHERE_TO,
  },
  {
    pattern: /^connect to /,
    text: "No connection to the server came about; the end of the reason is what the operating system says of it. Postfix tries again by itself.",
    parameters: [...WHERE_TO, "smtp_connect_timeout"],
  },

  // Conversations that end or stall
  {
    pattern: /^lost connection with .* while receiving the initial server greeting$/,
    text: "The server hung up before it said anything. Many do that to addresses that they block or that have too many connections open; see whether your address is on a blocklist.",
    parameters: ["default_destination_concurrency_limit", "smtp_bind_address", "relayhost"],
  },
  {
    pattern: /^conversation with .* timed out while receiving the initial server greeting$/,
    text: "The connection stands, but no greeting came in time. The server is overloaded, makes strangers wait, or speaks TLS from the start at this port.",
    parameters: ["smtp_helo_timeout", "smtp_tls_wrappermode", "smtp_connect_timeout"],
  },
  {
    pattern:
      /^(?:lost connection with|conversation with) .* while performing the (?:EHLO|HELO|LHLO) handshake$/,
    text: "The server stopped talking after the first words. It may dislike the name that this machine gives itself, or speak TLS only at this port; the name has to exist in the DNS.",
    parameters: ["smtp_helo_name", "myhostname", "smtp_helo_timeout", "smtp_tls_wrappermode"],
  },
  {
    pattern: /^(?:lost connection with|conversation with) .* while receiving the STARTTLS response$/,
    text: "The server offered TLS and stopped talking when asked for it. If it stays so, its TLS is broken; the policy for this one destination can do without.",
    parameters: ["smtp_tls_policy_maps", "smtp_starttls_timeout", "smtp_discard_ehlo_keyword_address_maps"],
  },
  {
    pattern: /message may be sent more than once$/,
    text: "The whole message was sent, but the server never confirmed it. It may have taken it, so the recipient may get it twice. Slow content checks at the other end are the usual cause.",
    parameters: ["smtp_data_done_timeout"],
  },
  {
    pattern: /^(?:lost connection with|conversation with) .* while sending (?:message body|end of data)/,
    text: "The transfer broke off in the middle of the message. When large messages alone fail, look for a firewall that inspects mail and for a wrong packet size (MTU) on the way.",
    parameters: ["smtp_data_xfer_timeout", "smtp_data_done_timeout", "smtp_per_request_deadline"],
  },
  {
    pattern: /^lost connection with /,
    text: "The server hung up in the middle of the conversation. If it does so again and again, its log says why; it may limit how many messages come through one connection.",
    parameters: [
      "default_destination_concurrency_limit",
      "smtp_connection_reuse_count_limit",
      "smtp_connection_reuse_time_limit",
    ],
  },
  {
    pattern: /^conversation with .* timed out /,
    text: "The server was too slow to answer a command. It is overloaded, or checks addresses at length; Postfix tries again by itself.",
    parameters: [
      "smtp_mail_timeout",
      "smtp_rcpt_timeout",
      "smtp_data_init_timeout",
      "default_destination_concurrency_limit",
    ],
  },
  {
    pattern: /^local data error while talking to /,
    text: "Postfix could not read the message from its own queue while sending it. Check the disk and the file system of the queue.",
    parameters: ["queue_directory"],
  },

  // Loops and routes
  {
    pattern: /^mail for .* loops back to myself$/,
    text: "The DNS or a table leads this domain back to this very machine, which does not count it among its own. If the mail is for here, add the domain to the local, virtual or relay domains; otherwise mend the MX record or the route.",
    parameters: [
      "mydestination",
      "virtual_mailbox_domains",
      "relay_domains",
      "transport_maps",
      "proxy_interfaces",
    ],
  },
  {
    pattern: /^host .* (?:greeted me|replied to HELO\/EHLO) with my own hostname /,
    text: "The server at the other end calls itself by the name of this one. Either the route leads back here, or two machines share one name; every server needs a name of its own.",
    parameters: ["myhostname", "smtp_helo_name", "transport_maps", "relayhost"],
  },
  {
    pattern: /^unable to find primary relay for /,
    text: "This machine is a backup for the domain, and none of the better mail servers has an address in the DNS. Mend their DNS records, or write down the route.",
    parameters: ["transport_maps", "relay_domains", "proxy_interfaces"],
  },
  {
    pattern: /^mail forwarding loop for /,
    text: "The message has been at this address before, as a Delivered-To line in its header says. Find the alias, the .forward file or the other server that sends it round.",
    parameters: ["alias_maps", "forward_path", "virtual_alias_maps", "prepend_delivered_header"],
  },

  // DNS and other host lookups
  {
    pattern:
      /^(?:Host or domain name not found\. )?Name service error for name=.*: Host not found, try again$/,
    text: "The DNS gave no answer about this name. If many domains are concerned, the name servers that this machine asks do not work; look at resolv.conf, also at the copy below the queue directory. Otherwise the name servers of that domain are broken.",
    parameters: [
      "smtp_host_lookup",
      "ignore_mx_lookup_error",
      "smtp_dns_resolver_options",
      "queue_directory",
    ],
  },
  {
    pattern:
      /^(?:Host or domain name not found\. )?Name service error for name=.*: Host found but no data record of requested type$/,
    text: "The name exists, but has no address or MX record of the kind that was asked for. Often a name lacks the family of addresses that Postfix uses here, or an MX record points to nothing.",
    parameters: ["inet_protocols", "smtp_defer_if_no_mx_address_found", "relayhost", "transport_maps"],
  },
  {
    pattern: /^(?:Host or domain name not found\. )?Name service error for name=.*: Host not found$/,
    text: "The DNS says that this name does not exist. Look for a typing error in the address, the relay host or the transport table.",
    parameters: ["relayhost", "transport_maps", "smtp_fallback_relay", "smtp_defer_if_no_mx_address_found"],
  },
  {
    pattern: /Malformed or unexpected name server reply$/,
    text: "A name server answered with something that makes no sense, such as an address where a name belongs. The owner of the domain has to mend the record.",
    parameters: ["ignore_mx_lookup_error", "transport_maps"],
  },
  {
    pattern: /^Name service error for .*: invalid host or domain name$/,
    text: "This cannot be the name of a host, so the DNS was not even asked. Look for a typing error in the address or in the route; an MX record may also contain such a name.",
    parameters: ["transport_maps", "relayhost", "smtp_fallback_relay"],
  },
  {
    pattern: /DNS reply filter/,
    text: "The filter for DNS answers threw everything away, or is written wrongly. Look at what it says about this domain.",
    parameters: ["smtp_dns_reply_filter", "lmtp_dns_reply_filter"],
  },
  {
    pattern: /Name service error for |^Name server loop for /,
    text: "Looking up the name in the DNS failed. Ask for the name with `dig` on this machine; if that works, compare resolv.conf with its copy below the queue directory.",
    parameters: ["smtp_host_lookup", "smtp_dns_resolver_options", "queue_directory"],
  },
  {
    pattern: /^unable to look up host .*: Temporary failure in name resolution$/,
    text: "The system could not resolve the name, because no name server answered. Check the resolver of this machine and, for a chroot, its copy of resolv.conf.",
    parameters: ["smtp_host_lookup", "queue_directory", "relayhost"],
  },
  {
    pattern: /^unable to look up host |^\S+: host not found$/,
    text: "The system knows no address for this name. Look for a typing error in the route; a name that stands in /etc/hosts only is found when the lookup is allowed to look there.",
    parameters: ["smtp_host_lookup", "transport_maps", "relayhost", "inet_protocols"],
  },
  {
    pattern: /^Domain .* does not accept mail \(nullMX\)$/,
    text: "The domain declares in the DNS that it takes no mail at all. Correct the address; waiting does not help.",
    parameters: ["soft_bounce", "transport_maps"],
  },
  {
    pattern: /^all network protocols are disabled$/,
    text: "Neither IPv4 nor IPv6 is turned on for Postfix. Turn on what this machine has.",
    parameters: ["inet_protocols"],
  },
  {
    pattern: /^server unavailable or unable to receive mail$/,
    text: "The address is known, but no server was left to try: those that there are had already failed for this message.",
    parameters: ["smtp_fallback_relay", "smtp_mx_address_limit", "smtp_mx_session_limit"],
  },

  // TLS
  {
    pattern: /^REQUIRETLS Failure: /,
    text: "The sender asked that this message travels encrypted only, and the next server cannot do that. Nothing has to be mended here; the receiving server has to offer it.",
    parameters: ["smtp_tls_security_level", "smtp_tls_policy_maps"],
  },
  {
    pattern: /^TLS is required, but was not offered by host /,
    text: "Your configuration demands encryption for this destination, and the server does not offer it. For a port where TLS comes first, such as 465, turn on wrapper mode; otherwise relax the policy for this destination, or let the other side mend theirs.",
    parameters: ["smtp_tls_security_level", "smtp_tls_policy_maps", "smtp_tls_wrappermode"],
  },
  {
    pattern: /^TLS is required, but host .* refused to start TLS: /,
    text: "The server offers encryption and then refuses it, and your configuration demands it. Its certificate or memory may be at fault; write to its administrator, or relax the policy for this destination.",
    parameters: ["smtp_tls_policy_maps", "smtp_tls_security_level"],
  },
  {
    pattern: /^TLS is required, but (?:our TLS engine is unavailable|unavailable)/,
    text: "Encryption is demanded, but Postfix could not set up its own side of it. The log names the file of certificates or keys that cannot be read.",
    parameters: [
      "smtp_tls_CAfile",
      "smtp_tls_chain_files",
      "smtp_tls_cert_file",
      "smtp_tls_key_file",
      "tls_random_source",
    ],
  },
  {
    pattern: /^Cannot start TLS: handshake failure$/,
    text: "The two sides did not agree on how to encrypt: no protocol version or cipher in common, or the server broke off. The log says more; the lower limits here may be too strict for an old server.",
    parameters: [
      "smtp_tls_mandatory_protocols",
      "smtp_tls_mandatory_ciphers",
      "smtp_tls_policy_maps",
      "smtp_tls_loglevel",
      "smtp_tls_exclude_ciphers",
    ],
  },
  // Newer versions say of this, too, that the certificate is not verified.
  {
    pattern: /^Server certificate not trusted$/,
    text: "None of the authorities that you trust vouches for the certificate of the server. Name a file of authorities, or ask for encryption without proof of identity.",
    parameters: [
      "smtp_tls_CAfile",
      "smtp_tls_CApath",
      "smtp_tls_security_level",
      "smtp_tls_policy_maps",
      "tls_append_default_CA",
    ],
  },
  {
    pattern: /^Server certificate not verified$/,
    text: "The certificate is for another name than the one expected here, or is not trusted; the log says which. Look at the names to match in the policy, and at whether it was renewed without its TLSA record.",
    parameters: [
      "smtp_tls_policy_maps",
      "smtp_tls_secure_cert_match",
      "smtp_tls_verify_cert_match",
      "smtp_tls_CAfile",
      "smtp_tls_security_level",
    ],
  },
  {
    pattern: /^client TLS configuration problem$/,
    text: "What your configuration says about TLS for this destination cannot be used: a wrong level or attribute, or no fingerprints. The log has a warning that names it.",
    parameters: [
      "smtp_tls_policy_maps",
      "smtp_tls_security_level",
      "smtp_tls_fingerprint_cert_match",
      "smtp_dns_support_level",
    ],
  },
  {
    pattern: /^TLSA lookup error for /,
    text: "The DNS did not answer when asked for the keys (TLSA records) of the server, and without an answer nothing is sent. Mostly the name servers of that domain are broken; a resolver of your own that checks DNSSEC has to work too.",
    parameters: DANE,
  },
  {
    pattern:
      /^(?:non DNSSEC destination|no TLSA records found|TLSA records unusable|Verification not possible, MX RRset is insecure)$/,
    text: "The policy demands DANE, and this destination does not publish what it takes: DNSSEC and usable TLSA records. Use the level that falls back when there is none.",
    parameters: [...DANE, "smtp_tls_dane_insecure_mx_policy"],
  },
  {
    pattern: /^Temporary lookup error$/,
    text: "A table that the SMTP client asks, mostly that of TLS policies, gave no answer. Try it with `postmap -q`; the log names the table.",
    parameters: ["smtp_tls_policy_maps", "smtp_sasl_password_maps", "smtp_generic_maps"],
  },

  // Logging in
  {
    pattern: /^SASL \[CACHED\] authentication failed; /,
    text: "The server refused this name and password a while ago, so Postfix does not bother it again yet. Correct the password and wait, or clear the memory of failed logins.",
    parameters: ["smtp_sasl_password_maps", "smtp_sasl_auth_cache_time", "smtp_sasl_auth_cache_name"],
  },
  {
    pattern: /^SASL authentication failed: server .* offered no compatible authentication mechanisms/,
    text: "There is a password for this server, but no way to log in that both sides may use. Without TLS, ways that send the password in the open are not used: ask for encryption, or look at the filter for mechanisms.",
    parameters: [
      "smtp_tls_security_level",
      "smtp_sasl_security_options",
      "smtp_sasl_tls_security_options",
      "smtp_sasl_mechanism_filter",
    ],
  },
  {
    pattern: /^SASL authentication failed; cannot authenticate to server .*: no mechanism available$/,
    text: "This machine can do none of the ways to log in that the server offers. Install the plug-ins of Cyrus SASL, such as libsasl2-modules, or allow plain text passwords over TLS.",
    parameters: [
      "smtp_sasl_security_options",
      "smtp_sasl_tls_security_options",
      "smtp_sasl_mechanism_filter",
      "smtp_sasl_type",
    ],
  },
  {
    pattern: /^SASL authentication failed; server .* said: 5/,
    text: "The server refuses name or password. Check the entry for it in the password table, and compile the table again after a change; some providers want a password for programs or another user name.",
    parameters: LOGIN,
  },
  {
    pattern: /^SASL authentication failed; server .* said: 4/,
    text: "The server cannot check the password just now, or you log in too often. Postfix tries again by itself.",
    parameters: [...LOGIN, "default_destination_concurrency_limit"],
  },
  {
    pattern: /^SASL authentication failed[;:] /,
    text: "Logging in broke off before the password was checked. Allow one simple mechanism only, such as PLAIN over TLS, and see whether that works.",
    parameters: ["smtp_sasl_mechanism_filter", "smtp_sasl_tls_security_options", "smtp_sasl_password_maps"],
  },

  // What a server lacks
  {
    pattern: /^SMTPUTF8 is required, but was not offered by host /,
    text: "An address or a header line has characters beyond ASCII, and the next server cannot take such mail. Where your own relay or content filter is the one, it has to learn it; else the sender has to use another address.",
    parameters: ["smtputf8_enable", "smtputf8_autodetect_classes", "content_filter"],
  },
  {
    pattern: /^message size \d+ exceeds size limit /,
    text: "The message is larger than the next server takes. Lower your own limit to what the relay allows, so that senders hear of it at once.",
    parameters: ["message_size_limit", "relayhost"],
  },
  {
    pattern: /^Protocol error: /,
    text: "The server answered against the rules of SMTP. Something between may meddle with the conversation, such as a firewall that inspects mail; ask for fewer extensions of the protocol there.",
    parameters: ["smtp_discard_ehlo_keyword_address_maps", "smtp_pix_workarounds", "smtp_always_send_ehlo"],
  },

  // The queue manager
  {
    pattern: /^mail transport unavailable$/,
    text: "The service that should deliver does not answer: it is not in master.cf, or is misspelt in a table, or its program does not start. The log of the queue manager and of master says which.",
    parameters: [
      "transport_maps",
      "default_transport",
      "content_filter",
      "mailbox_transport",
      "virtual_transport",
    ],
  },
  {
    pattern: /^unknown mail transport error$/,
    text: "The delivery program ended before it had reported what became of the message. Its own lines in the log, just before this one, tell why; often a setting or a table is wrong.",
    parameters: ["transport_maps", "transport_retry_time", "daemon_timeout"],
  },
  {
    pattern: /^deferred transport$/,
    text: "You have told Postfix to hold mail for this transport until the queue is flushed. `postqueue -f` sends it, and so does taking the transport off the list.",
    parameters: ["defer_transports"],
  },
  {
    pattern: /^address resolver failure$/,
    text: "Postfix could not find out where the address leads, because a table that it needs for that gave no answer. The log names the table; a database server may be down.",
    parameters: [
      "transport_maps",
      "virtual_mailbox_domains",
      "virtual_alias_domains",
      "relay_domains",
      "sender_dependent_relayhost_maps",
    ],
  },
  {
    pattern: /^Too many address verification requests$/,
    text: "More probes of addresses are under way than are allowed, so this one waits. Probably a flood of mail from invented senders is being checked.",
    parameters: ["address_verify_pending_request_limit", "address_verify_map"],
  },
  {
    pattern: /^message is administratively expired$/,
    text: "Somebody has marked this message with `postsuper -e` or `-f`: it goes back to its sender instead of being tried again.",
    parameters: ["maximal_queue_lifetime", "bounce_queue_lifetime"],
  },
  {
    pattern: /^(?:bad address syntax|null recipient address)$/,
    text: "This is no address that mail can be sent to. Find the program, alias or table that makes it; while errors are softened the message stays.",
    parameters: ["soft_bounce", "virtual_alias_maps", "canonical_maps"],
  },
  {
    pattern: /^\w+(?: or \w+)? (?:service failure|failed)$/,
    text: "Postfix could not write down what became of the message. Look at the space and the rights below the queue directory, and at the log of the service.",
    parameters: ["queue_directory", "bounce_service_name", "defer_service_name"],
  },
  {
    pattern: /^(?:unreadable mail queue entry|queue file read error)/,
    text: "The file of this message in the queue is damaged or cannot be read. Check the disk; `postcat -q` shows what is left, and `postsuper` takes it away.",
    parameters: ["queue_directory"],
  },
  {
    pattern: /queue file write error/,
    text: "The message could not be written to the queue: the disk is full, the message is larger than allowed, or a milter or content filter gave up. The log of cleanup says which.",
    parameters: ["message_size_limit", "queue_minfree", "milter_default_action", "queue_directory"],
  },

  // Commands
  {
    pattern: /^temporary failure(?:\. Command output: |$)/,
    text: "The command that delivers asked to be tried again later (exit code 75). What it printed, if anything, stands at the end; its own log says more.",
    parameters: ["mailbox_command", "default_transport", "transport_maps"],
  },
  {
    pattern: /^Command time limit exceeded: /,
    text: "The command did not finish in time and was ended. Find out what it waits for, or give it more time; the time limit of a pipe service has the name of the service in front.",
    parameters: ["command_time_limit"],
  },
  {
    pattern: /^Command died with signal /,
    text: "The command crashed or was killed, perhaps for want of memory. Run it by hand as the user that Postfix runs it as.",
    parameters: ["mailbox_command", "command_execution_directory", "command_time_limit"],
  },
  {
    pattern: /^(?:Command died with status |Command failed: |Delivery failed: )/,
    text: "The command ended with an error that has no meaning for Postfix. Run it by hand as the same user: a wrong path, missing rights and a missing interpreter are usual; exit code 75 means to try later.",
    parameters: [
      "mailbox_command",
      "mailbox_command_maps",
      "command_execution_directory",
      "export_environment",
    ],
  },
  {
    pattern:
      /^(?:system resource problem|critical OS file missing|input\/output error|cannot open input|can't create user output file|permission denied|local configuration error|internal software error|service unavailable|remote error in protocol|data format error|command line usage error|host name unknown|user unknown)(?:\. Command output: |$)/,
    text: "The command that delivers reported this by its exit code. What it printed stands at the end; look at its own configuration and log.",
    parameters: ["mailbox_command", "transport_maps", "soft_bounce"],
  },

  // Mailboxes and aliases of this machine
  {
    pattern: /^mail system configuration error$/,
    text: "The delivery agent found a mistake in its settings and waits until it is mended. Its warning in the log, just before this line, names the setting or the table.",
    parameters: [
      "virtual_mailbox_maps",
      "virtual_uid_maps",
      "virtual_gid_maps",
      "alias_maps",
      "mailbox_command",
    ],
  },
  {
    pattern: /^alias database unavailable$/,
    text: "The file of aliases cannot be read, or has not been compiled. Run `newaliases`, then look at the rights of the file.",
    parameters: ["alias_maps", "alias_database"],
  },
  {
    pattern: /^alias database loop for /,
    text: "Aliases lead in a circle. Follow this name through the tables with `postalias -q` until it comes back.",
    parameters: ["alias_maps"],
  },
  {
    pattern: /^(?:unable to forward message|error reading forwarding file: )/,
    text: "Passing the message on to the address of an alias or a .forward file failed here, before it left. The log of cleanup says why; the disk, a table or the size of the message are usual.",
    parameters: ["forward_path", "alias_maps", "message_size_limit", "queue_minfree"],
  },
  {
    pattern:
      /^(?:cannot open include file |unable to lookup :include: file |:include:|cannot find :include: file owner)/,
    text: "An alias takes addresses from another file that cannot be used. It has to be an ordinary file at a full path, readable, and writable by its owner only.",
    parameters: ["alias_maps", "allow_mail_to_files", "default_privs"],
  },
  {
    pattern: /^mail to (?:file|command) is restricted$/,
    text: "An alias or .forward file delivers to a file or a command where that is not allowed. Move it to a place where it is, or widen the list.",
    parameters: ["allow_mail_to_files", "allow_mail_to_commands"],
  },
  {
    pattern: /^(?:user lookup error|error looking up passwd info for .*)$/,
    text: "The system could not say whether this user exists, as its user database does not answer. Look at LDAP, NIS or SSSD and at nsswitch.conf.",
    parameters: ["mailbox_transport", "local_recipient_maps"],
  },
  {
    pattern: /^table lookup failure$/,
    text: "A table that says how to deliver to this user gave no answer. Try it with `postmap -q`; the log names it.",
    parameters: ["mailbox_transport_maps", "mailbox_command_maps", "fallback_transport_maps"],
  },
  {
    pattern: /^unknown user: /,
    text: "There is no such mailbox here, and errors are softened, so the message waits. Correct the address or add the user; better refuse such mail when it comes in.",
    parameters: ["soft_bounce", "local_recipient_maps", "virtual_mailbox_maps", "luser_relay"],
  },
  {
    pattern: /unable to (?:lock for exclusive access|create lock file|set exclusive lock)/,
    text: "The mailbox is locked by another program, or the directory does not allow a lock file. Look for a stale .lock file beside it, and for programs that lock in another way.",
    parameters: [
      "mailbox_delivery_lock",
      "virtual_mailbox_lock",
      "deliver_lock_attempts",
      "deliver_lock_delay",
      "stale_lock_time",
    ],
  },
  {
    pattern: /destination .* is not owned by recipient$/,
    text: "The mailbox file belongs to another user than the recipient. Give it to the right one with chown, or allow it.",
    parameters: ["strict_mailbox_ownership", "virtual_uid_maps", "mail_spool_directory"],
  },
  {
    pattern: /destination .* is not a regular file$/,
    text: "Where the mailbox file should be there is something else, mostly a directory. For a maildir the path has to end in a slash.",
    parameters: ["home_mailbox", "mail_spool_directory", "virtual_mailbox_maps"],
  },
  {
    pattern: /target file status changed unexpectedly$/,
    text: "Another program replaced the mailbox file while Postfix was delivering to it. It comes right at the next try; if not, look for a mail reader that locks in another way.",
    parameters: ["mailbox_delivery_lock", "virtual_mailbox_lock"],
  },
  {
    pattern: /No space left on device$/,
    text: "The disk with the mailbox or the queue is full. Make room; the mail is delivered at the next try.",
    parameters: ["queue_minfree", "mailbox_size_limit", "message_size_limit"],
  },
  {
    pattern: /(?:File too large|Disk quota exceeded)$/,
    text: "The mailbox has reached its limit: that of Postfix for one file, or the user's quota. Empty it, or raise the limit; a maildir has one file for each message.",
    parameters: ["mailbox_size_limit", "virtual_mailbox_limit", "message_size_limit"],
  },
  {
    pattern:
      /^maildir delivery failed: .*(?:Permission denied|No such file or directory|Not a directory|Read-only file system)$/,
    text: "The maildir cannot be written to or made. Its directory must exist and belong to the user that Postfix delivers as; where Postfix may not create it, make it beforehand.",
    parameters: [
      "virtual_mailbox_base",
      "virtual_uid_maps",
      "virtual_gid_maps",
      "home_mailbox",
      "mail_spool_directory",
    ],
  },
  {
    pattern: /^maildir delivery failed: /,
    text: "Writing to the maildir failed; the end of the reason is what the operating system says of it.",
    parameters: ["virtual_mailbox_base", "home_mailbox", "mail_spool_directory"],
  },
  {
    pattern: /^(?:cannot update mailbox |delivery failed to mailbox |cannot append message to file )/,
    text: "The mailbox file could not be opened or written. Check that it and its directory belong to the user that Postfix delivers as; the end of the reason tells what went wrong.",
    parameters: [
      "mail_spool_directory",
      "virtual_mailbox_base",
      "virtual_uid_maps",
      "home_mailbox",
      "mailbox_delivery_lock",
    ],
  },
];
