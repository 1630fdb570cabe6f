/**
 * What other servers answer when they do not take mail. The wording is their
 * own; these rows know it by a few words that most of them use, and at the
 * end by the reply code alone. The patterns see the answer from its reply
 * code on. The first row that fits counts.
 */
import type { KnownReason } from "./reason-help";

const SLOWLY = [
  "default_destination_rate_delay",
  "default_destination_concurrency_limit",
  "default_destination_recipient_limit",
  "initial_destination_concurrency",
];
const OWN_NAME = ["smtp_helo_name", "myhostname", "smtp_bind_address"];

/**
 * Words that are used for what the DNS says of a server and its mail. How far
 * apart two of them may stand is limited, so that a search takes time in
 * proportion to the text.
 */
export const WORDING = {
  reverseName:
    /reverse (?:dns|hostname|lookup)|\bptr\b|\brdns\b|cannot find your (?:reverse )?hostname|fcrdns|\b[45]\.7\.25\b|does not resolve.{0,300}(?:address|ip)/i,
  ownName:
    /helo command rejected|\b(?:invalid|bad|bogus) (?:helo|ehlo)|\b(?:helo|ehlo)\b.{0,300}(?:reject|resolve|invalid)/i,
  blocklist:
    /black-?list|block-?list|deny-?list|\b(?:rbl|dnsbl)\b|spamhaus|spamcop|barracuda|reputation|\bblocked\b|\blisted (?:at|by|in|on)\b/i,
  authentication: /\bspf\b|\bdkim\b|\bdmarc\b|unauthenticated (?:mail|email|sender)|\b[45]\.7\.2[0-46]\b/i,
  sender:
    /sender address rejected|sender (?:verify|verification|domain)|(?:verify|validate|resolve) (?:the )?sender|mail from.{0,300}(?:does not exist|not resolve)|\b[45]\.1\.8\b/i,
  encryption:
    /must issue a? ?starttls|starttls (?:is )?(?:required|first|command first)|encryption (?:is )?required|tls (?:is )?required/i,
} as const;

export const REMOTE_REASONS: readonly KnownReason[] = [
  {
    pattern: /gr[ea]y-?list|^(?!.*(?:\brate\b|limit|too m)).*\btry again in \d+ ?s/i,
    text: "The server makes mail from strangers wait before it takes it (greylisting). It takes the message at one of the next tries; nothing has to be done.",
    parameters: ["minimal_backoff_time", "queue_run_delay", "maximal_backoff_time"],
  },
  {
    pattern:
      /\btoo many (?:concurrent|simultaneous|open|parallel)?\s*(?:smtp )?(?:connections|sessions)|connection limit|maximum (?:number of )?(?:connections|sessions)/i,
    text: "You have more connections open to this server than it allows. Send to it with less concurrency.",
    parameters: [
      "default_destination_concurrency_limit",
      "default_destination_rate_delay",
      "initial_destination_concurrency",
    ],
  },
  {
    pattern: /\btoo many recipients\b|recipients? limit/i,
    text: "The message had more recipients at once than this server takes. Postfix sends the rest later; a lower limit avoids the wait.",
    parameters: ["default_destination_recipient_limit"],
  },
  {
    pattern:
      /over ?quota|quota (?:is )?exceeded|(?:mailbox|inbox|account|user|quota)\b.{0,40}\b(?:is |was )?full\b|out of (?:storage|disk) space.*mailbox|\b[45]\.2\.2\b/i,
    text: "The mailbox of the recipient is full. They have to make room; Postfix goes on trying until the message is too old.",
    parameters: ["maximal_queue_lifetime", "delay_warning_time"],
  },
  {
    pattern: /insufficient (?:system )?(?:storage|resources|disk)|disk full|\b[45]\.3\.1\b/i,
    text: "The server has no room left on its disk. Its administrator has to act; where the server is your own, make room or look at the free space that it demands.",
    parameters: ["queue_minfree", "maximal_queue_lifetime"],
  },
  {
    pattern:
      /rate.?limit|\bthrottl|too (?:many|much) (?:messages|mail|e-?mails?|requests|commands|attempts|errors)|(?:unusual|excessive) rate|sending (?:rate|limit)|(?:hourly|daily|sending) (?:limit|quota)|\b4\.7\.28\b|slow down/i,
    text: "The server thinks that you send too much at a time, in general or for a sender that it does not know well. Send to it more slowly, and make sure that no account here sends spam.",
    parameters: SLOWLY,
  },
  {
    pattern: WORDING.reverseName,
    text: "The address of your server has no name in the DNS (PTR record), or one that does not lead back to it. Whoever gave you the address has to set it, to the name that your server calls itself.",
    parameters: OWN_NAME,
  },
  {
    pattern: WORDING.ownName,
    text: "The server does not believe the name by which yours introduces itself. It has to be a full name that exists in the DNS and leads to your address.",
    parameters: OWN_NAME,
  },
  {
    pattern: WORDING.blocklist,
    text: "Your server's address has a bad name there or is on a blocklist. Find out which list, mend the cause, for example an account that sends spam, and ask to be taken off.",
    parameters: ["smtp_bind_address", "relayhost", "default_destination_rate_delay"],
  },
  {
    pattern: WORDING.authentication,
    text: "The server could not prove that the mail comes from its sender's domain. Look at the SPF and DKIM records of that domain, and at whether your signing milter runs.",
    parameters: ["smtpd_milters", "non_smtpd_milters", "milter_default_action", "smtp_bind_address"],
  },
  {
    pattern: WORDING.sender,
    text: "The server cannot make sense of the sender's address: its domain is not in the DNS, or its mail server does not confirm it. Programs of this machine often send with a local name; give their addresses a real domain.",
    parameters: ["myorigin", "smtp_generic_maps", "sender_canonical_maps", "append_dot_mydomain"],
  },
  {
    pattern: WORDING.encryption,
    text: "The server takes mail over encrypted connections only. Turn on TLS in the SMTP client.",
    parameters: ["smtp_tls_security_level", "smtp_tls_policy_maps"],
  },
  {
    pattern:
      /auth(?:entication|orization)? (?:is )?(?:required|needed)|must (?:log ?in|authenticate)|not logged in|^530\b/i,
    text: "The server wants a name and a password from you first. Turn on authentication in the SMTP client, and enter the password under the exact name of the next hop.",
    parameters: [
      "smtp_sasl_auth_enable",
      "smtp_sasl_password_maps",
      "smtp_sasl_tls_security_options",
      "smtp_tls_security_level",
    ],
  },
  {
    pattern:
      /relay(?:ing)? (?:access )?denied|relay(?:ing)? (?:is )?not (?:permitted|allowed)|unable to relay|not permitted to relay/i,
    text: "The server does not see itself in charge of this domain, and does not pass mail on for you. Check the route and the MX record; a relay host may want you to log in.",
    parameters: ["transport_maps", "relayhost", "smtp_sasl_password_maps", "relay_domains"],
  },
  {
    pattern:
      /message (?:size|length|is)?\s*(?:exceeds|too (?:big|large|long))|size limit|\b[45]\.3\.4\b|^552\b/i,
    text: "The message is too large for this server. Lower your own limit, so that senders hear of it at once.",
    parameters: ["message_size_limit"],
  },
  {
    pattern:
      /virus|malware|\bspam\b|content (?:rejected|filter)|unsolicited|policy (?:reasons|violation)|suspicious/i,
    text: "The server takes the message for spam or something harmful. Look at what was sent and by whom; when ordinary mail is concerned, write to the administrator of the server.",
    parameters: ["smtpd_milters", "content_filter", "default_destination_rate_delay"],
  },
  {
    pattern:
      /unverified|address verification|(?:cannot|unable to|could not) verify|recipient address rejected: .*(?:verif|undeliverable)/i,
    text: "The server could not ask the mailbox server behind it whether the recipient exists. That is for its administrator to mend; Postfix tries again.",
    parameters: ["maximal_queue_lifetime", "minimal_backoff_time"],
  },
  {
    pattern: /queue file write error/i,
    text: "The server could not store the message: its disk is full, or one of its filters gave up. If it is your own, the log of its cleanup program says which.",
    parameters: ["message_size_limit", "queue_minfree", "milter_default_action"],
  },
  {
    pattern:
      /(?:temporary|table|dns|recipient|domain|local) lookup (?:failure|error)|server configuration (?:error|problem)|local error|local problem|internal (?:server )?error|system (?:problem|error)|^45\d\b.*\b4\.3\.[0-5]\b|^451 (?:4\.3\.\d )?temporary/i,
    text: "Something in the other server itself is broken or mistaken, such as a table or a filter. If it is your own, look into its log; otherwise wait or tell its administrator.",
    parameters: ["maximal_queue_lifetime", "milter_default_action", "smtp_fallback_relay"],
  },
  {
    pattern:
      /service (?:is )?(?:currently |temporarily )?(?:unavailable|not available)|try again later|\bbusy\b|overload|load (?:is )?too high|shutting down|\b4\.3\.2\b|^421\b/i,
    text: "The server is busy or closed just now, or a filter of it does not answer. Postfix tries again by itself.",
    parameters: [
      "minimal_backoff_time",
      "maximal_backoff_time",
      "default_destination_concurrency_limit",
      "smtp_fallback_relay",
    ],
  },
  {
    pattern:
      /user unknown|unknown user|no such (?:user|recipient|mailbox|address)|user (?:does not|doesn't) exist|does not exist|recipient (?:not found|unknown)|\b[45]\.1\.1\b/i,
    text: "The server knows no such recipient. A code that starts with 4 says that it may change its mind; with 5, errors are softened on your side.",
    parameters: ["soft_bounce", "maximal_queue_lifetime"],
  },
  {
    pattern: /^5\d\d[ -]/,
    text: "The server refuses for good, and yet the message waits: errors are softened here, or the refusal came from your own relay host or fallback, where Postfix takes it for a mistake that gets mended. What the server says tells what to change.",
    parameters: ["soft_bounce", "relayhost", "smtp_fallback_relay", "smtp_reply_filter"],
  },
  {
    pattern: /^4\d\d[ -].*\(in reply to RCPT TO command\)$/,
    text: "The server does not take mail for this recipient just now, for a reason of its own. Postfix tries again by itself until the message is too old.",
    parameters: ["maximal_queue_lifetime", "minimal_backoff_time", "maximal_backoff_time"],
  },
  {
    pattern: /^4\d\d[ -].*\(in reply to MAIL FROM command\)$/,
    text: "The server does not take mail from this sender or from your machine just now. When it goes on, compare the sender's domain with what the DNS says of it.",
    parameters: ["smtp_generic_maps", "sender_canonical_maps", "smtp_bind_address", "minimal_backoff_time"],
  },
  {
    pattern: /^4\d\d[ -].*\(in reply to (?:end of )?DATA command\)$/,
    text: "The server looked at the message and does not take it just now. Content checks there are the usual cause; Postfix tries again by itself.",
    parameters: ["minimal_backoff_time", "maximal_backoff_time", "maximal_queue_lifetime"],
  },
  {
    pattern: /^4\d\d(?:[ -]|$)/,
    text: "The server asks to be tried again later. Postfix does so by itself until the message is too old.",
    parameters: ["minimal_backoff_time", "maximal_backoff_time", "maximal_queue_lifetime"],
  },
];
