/**
 * What other servers say when they do not take mail because of what the DNS
 * says of the sending server, and which of the checks explains it. The
 * wordings are their own; the texts are ours. The first row that fits is the
 * best. No pattern has a repetition without a limit, so that each search
 * takes time in proportion to the text.
 */
import type { TrinityCheckId } from "../../contract/trinity";
import { WORDING } from "../queue/remote-reasons";

/** A row of a table. */
export interface KnownRefusal {
  readonly pattern: RegExp;
  /** The checks that show it, the likeliest first; none where the DNS has nothing to do with it. */
  readonly checks: readonly TrinityCheckId[];
  /** Sentences: what the other server means, and what to do first. */
  readonly text: string;
}

const SET_PTR =
  "Have the PTR record set by whoever gave you the address, to the name that your server says in EHLO.";
const LEAD_BACK =
  "That name needs an A or AAAA record with the same address, so that each leads to the other.";
const OWN_NAME =
  "Set smtp_helo_name or myhostname to a full name that exists in the DNS and leads to the address that you send from.";
const REPUTATION =
  "Records in the DNS do not mend that. Find out what was sent from here, such as by an account whose password was stolen or a form that anybody can use, and ask to be taken off the list when it is over.";
const THEIR_RECORD = "Add the address that you send from to the SPF record of the sender's domain.";
const SIGN =
  "See that mail is signed on its way out (smtpd_milters and non_smtpd_milters), and that the key under its selector in the DNS is the one that it is signed with.";

const REVERSE_NAMES: readonly KnownRefusal[] = [
  {
    pattern: /inconsistent or no dns ptr record/i,
    checks: ["ptr", "forward-confirmed"],
    text: `The address you send from has no name in the DNS, or one that does not lead back to it. ${SET_PTR} ${LEAD_BACK}`,
  },
  {
    pattern: /(?:bad|invalid) dns ptr resource record/i,
    checks: ["ptr", "forward-confirmed"],
    text: `GMX, WEB.DE and their sisters take no mail from an address without a PTR record, or with one that looks like the name a provider gives to all its addresses. ${SET_PTR} ${LEAD_BACK}`,
  },
  {
    pattern: /ipv6 sending guidelines/i,
    checks: ["ptr", "forward-confirmed", "spf", "dkim"],
    text: `Gmail is stricter with IPv6: the address needs a PTR record whose name leads back to it, and the mail has to pass SPF or DKIM. ${SET_PTR} Until then, smtp_address_preference = ipv4 sends by IPv4 where there is a choice.`,
  },
  {
    pattern:
      /does not have a ptr record|ips with missing ptr|forward dns entry does not (?:match|point)|\b4\.7\.23\b.{0,200}\bptr\b/i,
    checks: ["ptr", "forward-confirmed"],
    text: `Gmail takes no mail from an address without a PTR record, or with one whose name does not lead back to it. ${SET_PTR} ${LEAD_BACK}`,
  },
  {
    pattern: /ipv6 address.{0,60}must have a reverse dns/i,
    checks: ["ptr"],
    text: `Microsoft takes no mail by IPv6 from an address without a PTR record. ${SET_PTR}`,
  },
  {
    pattern: /must have a ptr record with a valid reverse dns|reverse dns failure ?: ?try again later/i,
    checks: ["ptr", "forward-confirmed"],
    text: `Comcast could not find a name for your address in the DNS. When it says to try again, look at whether the name servers of the reverse zone answer at all. Otherwise: ${SET_PTR}`,
  },
  {
    pattern:
      /(?:rdns|reverse dns|ptr).{0,60}(?:not match|mismatch|differ).{0,40}banner|banner.{0,60}(?:not match|mismatch).{0,40}(?:rdns|reverse|ptr)/i,
    checks: ["banner", "ptr"],
    text: "The name in your greeting is another than that of your address. Set myhostname, and with it smtpd_banner, to the name in the PTR record, or the other way around.",
  },
  {
    pattern:
      /(?:helo|ehlo)\b.{0,80}(?:not match|mismatch|differ).{0,60}(?:rdns|reverse|ptr|ip)\b|(?:rdns|reverse (?:dns|name)|ptr)\b.{0,80}(?:not match|mismatch|differ).{0,60}\b(?:helo|ehlo)|host ?name does not match (?:its|your|the) ip/i,
    checks: ["ehlo", "ptr"],
    text: "The name that your server says in EHLO is another than that of its address. Make them the same: set smtp_helo_name to the name in the PTR record, or have the PTR record set to your name.",
  },
  {
    pattern: /helo\/ehlo.{0,60}(?:invalid|non-existent reverse)/i,
    checks: ["ehlo", "ptr"],
    text: `The server dislikes the name in EHLO, or finds no name for your address; it does not say which. ${OWN_NAME} ${SET_PTR}`,
  },
  {
    pattern:
      /dial-?up|transient ip|dynamic(?:ally)?[- ](?:assigned |allocated )?(?:ip|pool|address|host)|generic (?:dns )?(?:ptr|rdns|reverse)|\bES0000[01]\d\b|\bauto_client\b|residential/i,
    checks: ["ptr", "public-address"],
    text: `The server takes your address for one that changes hands, such as that of a line at home, mostly because of how its name in the DNS looks. ${SET_PTR} At such a line, send through a relay (relayhost).`,
  },
  {
    pattern: /\bpbl\b|policy block ?list/i,
    checks: ["public-address", "ptr"],
    text: "Your address is on a list of those from which no mail is to come directly, as their owners have said. Take it off there when it is a fixed address with a PTR record of its own, or send through a relay (relayhost).",
  },
  {
    pattern: /possibly forged/i,
    checks: ["forward-confirmed", "ptr"],
    text: `Sendmail found a name for your address, but this name does not lead back to it. Give the name an A or AAAA record with the address, or the address another name. ${LEAD_BACK}`,
  },
  {
    pattern: /fix reverse dns|ip name lookup failed|unresolvable relay host name/i,
    checks: ["ptr", "forward-confirmed"],
    text: `Sendmail found no name for your address. ${SET_PTR} ${LEAD_BACK}`,
  },
  {
    pattern: /cannot find your reverse hostname/i,
    checks: ["ptr"],
    text: `Postfix found no name at all for your address (reject_unknown_reverse_client_hostname). ${SET_PTR}`,
  },
  {
    pattern: /cannot find your hostname/i,
    checks: ["forward-confirmed", "ptr"],
    text: `Postfix found no name for your address, or one that does not lead back to it (reject_unknown_client_hostname). ${SET_PTR} ${LEAD_BACK}`,
  },
  {
    pattern: /\bdns:nr\b|\bdns:b\d|\bdns-p\d/i,
    checks: ["ptr", "forward-confirmed"],
    text: `The server found no name in the DNS for your address; AOL writes DNS:NR. ${SET_PTR} ${LEAD_BACK}`,
  },
  {
    pattern: /reverse dns lookup failed for host|no reverse dns|missing reverse (?:dns|ptr)|no rdns/i,
    checks: ["ptr"],
    text: `The server found no name for your address; this is a common wording of Exim and of filters in front of it. ${SET_PTR}`,
  },
  {
    pattern: /mismatches client ip|unverif[iy]able sending ip|fcrdns|forward.confirmed/i,
    checks: ["forward-confirmed", "ptr"],
    text: `The name of your address does not lead back to it. ${LEAD_BACK}`,
  },
  {
    pattern: /a problem occurred.{0,60}ask your postmaster|tosa@rx\.t-online/i,
    checks: ["ptr", "forward-confirmed", "ehlo"],
    text: "T-Online takes mail only from addresses that it knows and thinks well of. It wants a fixed address, a PTR record with a name of your own domain that leads back and is the name in EHLO, and a web page at this domain that says who runs the server. See to these, then write to the mail address in the reply.",
  },
  {
    pattern: /not authori[sz]ed to send (?:e-?mail|mail) directly/i,
    checks: ["public-address", "ptr"],
    text: `Gmail takes your address for one that should not send mail by itself, such as that of a line at home. ${SET_PTR} At such a line, send through a relay (relayhost).`,
  },
  {
    pattern: /(?:private|bogon|reserved|rfc ?1918).{0,30}\b(?:ip|address)/i,
    checks: ["public-address"],
    text: "The server sees, or was told of, an address that does not exist in the Internet. Look at smtp_bind_address and at whether a router in between translates addresses.",
  },
];

const OWN_NAMES: readonly KnownRefusal[] = [
  {
    pattern: /your helo has been denied/i,
    checks: ["ehlo", "a", "ptr"],
    text: `The server does not accept the name that yours says in EHLO: it does not exist in the DNS, does not lead to your address, or is a bare word such as localhost. ${OWN_NAME}`,
  },
  {
    pattern:
      /helo command rejected: need fully-qualified|(?:helo|ehlo).{0,60}(?:fqdn|fully[- ]qualified)|use your real hostname/i,
    checks: ["ehlo", "name"],
    text: `The name in EHLO has no domain: it is a bare word such as localhost. ${OWN_NAME}`,
  },
  {
    pattern:
      /helo command rejected: host not found|(?:bad|invalid) helo\b.{0,300}does not exist|(?:helo|ehlo)\b.{0,300}(?:missing a dns entry|no dns a-data|does not (?:exist|resolve))/i,
    checks: ["a", "ehlo"],
    text: `The name in EHLO has neither an address nor a mail exchanger in the DNS. Give it an A or AAAA record, or let the server use a name that has one. ${OWN_NAME}`,
  },
  {
    pattern: /helo command rejected: invalid name/i,
    checks: ["name", "ehlo"],
    text: `The name in EHLO has a form that no host name may have, such as with an underscore or a blank in it. ${OWN_NAME}`,
  },
  {
    pattern: /syntactically invalid (?:ehlo|helo) argument/i,
    checks: ["name", "ehlo"],
    text: `Exim cannot read the name in EHLO: an underscore, letters beyond ASCII or nothing at all are the usual causes. ${OWN_NAME}`,
  },
  {
    pattern:
      /(?:helo|ehlo)\b.{0,80}(?:impersonat|forged|spoof|faked?\b)|(?:forged|faked?|spoofed) (?:helo|ehlo)/i,
    checks: ["ehlo"],
    text: `Your server says a name in EHLO that belongs to somebody else, often to the other server itself. ${OWN_NAME}`,
  },
];

const SENDERS: readonly KnownRefusal[] = [
  {
    pattern: /null ?mx|domain.{0,300}does not accept mail/i,
    checks: ["mx"],
    text: "The sender's domain says in the DNS that it takes no mail (an MX record with nothing but a dot), so nobody takes mail from it either. Set the MX record to your server, or use another domain in senders' addresses.",
  },
  {
    pattern:
      /sender address rejected: (?:domain not found|unverified)|domain of sender address.{0,300}does not (?:exist|resolve)|neither a valid mx or a record/i,
    checks: ["mx", "a"],
    text: "The sender's domain has neither MX nor A records, so that nobody could answer. Programs of this machine often send with a local name: set myorigin, or rewrite their addresses (smtp_generic_maps) to a domain that has such records.",
  },
  {
    pattern: /sender verif|sender callout|callback verif|sender address rejected: undeliverable/i,
    checks: ["mx"],
    text: "The server has asked the mail exchanger of the sender's domain whether the sender exists, and got no yes. See that the MX record leads to a server that can be reached and knows this sender.",
  },
];

const AUTHENTICATION: readonly KnownRefusal[] = [
  {
    pattern: /spf authentication did(?:n\W{1,3}t| not) pass|\b[45]\.7\.27\b.{0,400}\bspf\b/i,
    checks: ["spf"],
    text: `Gmail demands that mail passes SPF, and this one did not. ${THEIR_RECORD}`,
  },
  {
    pattern: /dkim authentication did(?:n\W{1,3}t| not) pass|\b[45]\.7\.30\b.{0,400}\bdkim\b/i,
    checks: ["dkim"],
    text: `Gmail demands that mail carries a valid DKIM signature, and this one did not. ${SIGN}`,
  },
  {
    pattern: /does(?:n\W{1,3}t| not) have a dmarc record|\b(?:[45]\.7\.40|4\.7\.31)\b/i,
    checks: ["dmarc"],
    text: "Gmail demands a DMARC record of the sender's domain. Publish one at the name _dmarc below the domain; v=DMARC1; p=none is enough for a start.",
  },
  {
    pattern:
      /\b[45]\.7\.32\b|(?:isn\W{1,3}t|not) aligned with|dmarc policy|rejected (?:by|per|due to) dmarc|not pass dmarc|dmarc.{0,60}(?:fail|reject|invalid|quarantine)|fail(?:s|ed|ure)?.{0,40}\bdmarc/i,
    checks: ["dmarc", "dkim", "spf"],
    text: `The domain in From: asks by its DMARC record that mail be refused which is not proved to come from it. The proof is a DKIM signature of this very domain, or SPF for it. ${SIGN} Mail in another domain's name has to go through the servers of that domain.`,
  },
  {
    pattern: /required authentication level|\b5\.7\.515\b/i,
    checks: ["spf", "dkim", "dmarc"],
    text: `Outlook.com demands SPF, DKIM and DMARC of domains that send much. All three have to pass: ${THEIR_RECORD} ${SIGN}`,
  },
  {
    pattern: /over ipv6.{0,60}must pass/i,
    checks: ["spf", "dkim"],
    text: `Microsoft takes mail by IPv6 only when it passes SPF or DKIM. Often the SPF record names the IPv4 address of the server and not the IPv6 one. ${THEIR_RECORD}`,
  },
  {
    pattern: /not accepted for policy reasons/i,
    checks: ["dmarc", "dkim", "spf"],
    text: `Yahoo and AOL could not prove that the mail comes from the domain in From:. ${SIGN} ${THEIR_RECORD}`,
  },
  {
    pattern: /fails to pass spf|spf record with a hard fail/i,
    checks: ["spf"],
    text: `The SPF record of the sender's domain ends in -all and does not name your address, so Gmail does what it says. ${THEIR_RECORD}`,
  },
  {
    pattern:
      /is unauthenticated|not have authentication information|unauthenticated (?:e-?mail|mail|sender)|authenticate with (?:either|at least one of) spf/i,
    checks: ["spf", "dkim"],
    text: `The mail passed neither SPF nor DKIM, and one of them is demanded. ${THEIR_RECORD} ${SIGN}`,
  },
  {
    pattern: /anti-spoofing policy/i,
    checks: ["spf", "dkim", "dmarc"],
    text: "The mail claims to come from the recipient's own organization, and your server is not known there as one that may do so. With SPF and DKIM in order, the administrator of the recipient (Mimecast) has to make an exception for your address.",
  },
  {
    pattern: /spf.{0,40}(?:perm(?:anent)?[ _-]?error|too many dns lookups)|\b[45]\.7\.24\b/i,
    checks: ["spf"],
    text: "The SPF record of the sender's domain cannot be evaluated: there are two of them, one has a mistake, or it leads to more than ten lookups. Mend the record.",
  },
  {
    pattern:
      /reject due to spf|sender policy framework|\bspf\b.{0,80}(?:fail|reject|invalid|violat|unauthori[sz]ed|not (?:permitted|allowed|authori[sz]ed|designated))|(?:not (?:permitted|allowed|authori[sz]ed|designated)|fail(?:s|ed|ure)?).{0,100}\bspf\b|open-?spf\.(?:org|net)|spf\.pobox\.com|\b[45]\.7\.23\b/i,
    checks: ["spf"],
    text: `The SPF record of the sender's domain does not name the address that you send from. ${THEIR_RECORD} Mail that you forward for others fails as well; rewrite the senders' addresses (SRS).`,
  },
  {
    pattern:
      /\bdkim\b.{0,80}(?:fail|invalid|bad|missing|reject|required|not (?:pass|verif))|(?:bad|invalid|missing|no (?:valid |passing |acceptable )?)dkim|body hash did not verify|\b[45]\.7\.2[012]\b/i,
    checks: ["dkim"],
    text: `The mail has no DKIM signature, or one that does not hold. ${SIGN} A program that changes mail after it is signed, such as one that adds a footer, breaks the signature.`,
  },
];

const ENCRYPTION: readonly KnownRefusal[] = [
  {
    pattern:
      /tlsa|\bdane\b.{0,80}(?:fail|invalid|mismatch|required)|dane-required|dnssec-invalid|\b[45]\.7\.32[34]\b/i,
    checks: ["tlsa", "certificate"],
    text: "The TLSA records of the mail exchanger do not fit to its certificate, or their zone is not signed as it should be. Where the server is yours, publish the record of the new key before the certificate changes, and sign the zone (DNSSEC).",
  },
  {
    pattern: /mta-?sts|sts-(?:policy|webpki)|mx-mismatch|mx_hosts_mismatch/i,
    checks: ["mta-sts", "mx", "certificate"],
    text: "The domain promises by MTA-STS which exchangers it has and that they show valid certificates, and that does not hold. Where the domain is yours, compare the policy file with the MX records and renew the id of the record when it changes.",
  },
  {
    pattern:
      /starttls-not-supported|tls (?:is )?required,? but (?:was )?not (?:offered|supported)|(?:not|doesn\W{1,3}t) (?:offer|support|advertise) (?:starttls|tls)|\b[45]\.7\.321\b/i,
    checks: ["starttls"],
    text: "One side demands TLS and the other does not offer it. Where your server is the one that does not, set smtpd_tls_security_level = may and give it a certificate.",
  },
  {
    pattern:
      /certificate-(?:expired|host-mismatch|not-trusted)|certificate.{0,60}(?:expired|not trusted|not verified|untrusted|mismatch|self[- ]signed|verif(?:y|ication) failed)|self[- ]signed certificate|\b[45]\.7\.32[25]\b/i,
    checks: ["certificate"],
    text: "The certificate of the mail exchanger has run out, is for another name, or comes from nobody that the other side trusts. Where it is yours, renew it, have it cover the name in the MX record, and put its chain into smtpd_tls_chain_files.",
  },
  {
    pattern: /(?:not|n\W{1,3}t) sent over (?:a )?tls|\b[45]\.7\.29\b.{0,300}\btls\b/i,
    checks: ["starttls"],
    text: "Gmail demands that mail comes over an encrypted connection. Set smtp_tls_security_level = may, or look in the log for why TLS was given up.",
  },
  {
    pattern:
      /tls.{0,20}handshake|cannot start tls|no shared cipher|unsupported protocol|wrong version number/i,
    checks: ["starttls", "certificate"],
    text: "The two sides could not agree on TLS: no version or cipher is common to both, or one has no usable key. Look at smtpd_tls_protocols, smtpd_tls_ciphers and the certificate files.",
  },
];

/** What the DNS has nothing to do with, but for what some of them demand besides. */
const REPUTATIONS: readonly KnownRefusal[] = [
  {
    pattern: /does not accept (?:e-?mail|mail|messages) over ipv6|\b5\.7\.510\b/i,
    checks: ["aaaa"],
    text: "This recipient at Microsoft takes no mail by IPv6. Send by IPv4: smtp_address_preference = ipv4, or inet_protocols = ipv4.",
  },
  {
    pattern: /reject due to policy (?:restrictions|violations)/i,
    checks: ["ehlo", "ptr", "forward-confirmed"],
    text: "GMX and WEB.DE refuse it by a rule that they name only behind c= in the address of the page for it. Rules of theirs are that the name in EHLO stays the same and is that of the PTR record, that From: and Date: stand once in the header, and that few recipients are unknown. Check these, then open the page.",
  },
  {
    pattern:
      /\bS31[45]0\b|\b5\.7\.(?:511|6[0-4]\d|708|750)\b|banned sending ip|sender\.office\.com|\bS775\b|\b4\.7\.(?:500|650)\b/i,
    checks: [],
    text: `Microsoft has the address that you send from, or its neighbours, on a list of its own. ${REPUTATION}`,
  },
  {
    pattern: /\b5\.7\.50[1-3]\b|spam abuse detected|banned sender/i,
    checks: [],
    text: `Microsoft has seen spam from this sender. ${REPUTATION}`,
  },
  {
    pattern: /unusual rate of unsolicited|low reputation of the sending|\b[45]\.7\.28\b|likely unsolicited/i,
    checks: [],
    text: `Gmail thinks badly of your address or domain because of what came from it. ${REPUTATION}`,
  },
  {
    pattern:
      /\bTSS\d\d\b|\bPH01\b|unexpected volume or user complaints|\b(?:RTR|HVU|CON|DYN|RLY):[A-Z]\w?\b/i,
    checks: [],
    text: `Yahoo or AOL defers or refuses what comes from your address, because of complaints or because it is more than usual. ${REPUTATION}`,
  },
  {
    pattern: /ip address is block ?listed/i,
    checks: [],
    text: `GMX and WEB.DE have your address on a list; the page in the reply says why. ${REPUTATION}`,
  },
  {
    pattern: /proofpoint/i,
    checks: [],
    text: `Proofpoint has your address on its list; the page in the reply takes it off. ${REPUTATION}`,
  },
  {
    pattern: /cloudmark|\bcsi\b.{0,40}(?:reset|poor)/i,
    checks: [],
    text: `Cloudmark has your address on its list; the page in the reply resets what it knows. ${REPUTATION}`,
  },
  {
    pattern: /\b(?:BL|RL)0\d{2,5}\b/,
    checks: [],
    text: `Comcast has found your address on a list; the code says which. ${REPUTATION}`,
  },
  {
    pattern: /considered (?:as )?(?:spam|virus)|classified as spam|looks like spam/i,
    checks: [],
    text: "The server takes this message for spam or something harmful. Look at what was sent and by whom; when it is ordinary mail, write to the postmaster of the server.",
  },
];

/** Wordings of single programs and providers. */
export const KNOWN_REFUSALS: readonly KnownRefusal[] = [
  ...REVERSE_NAMES,
  ...OWN_NAMES,
  ...SENDERS,
  ...AUTHENTICATION,
  ...ENCRYPTION,
  ...REPUTATIONS,
];

/** Words that most servers use, for when none of the others is there. */
export const COMMON_REFUSALS: readonly KnownRefusal[] = [
  {
    pattern: WORDING.reverseName,
    checks: ["ptr", "forward-confirmed"],
    text: `The server dislikes the name of your address in the DNS, or that it has none. ${SET_PTR} ${LEAD_BACK}`,
  },
  {
    pattern: WORDING.ownName,
    checks: ["ehlo", "a"],
    text: `The server does not believe the name that yours says in EHLO. ${OWN_NAME}`,
  },
  {
    pattern: WORDING.authentication,
    checks: ["spf", "dkim", "dmarc"],
    text: `The server could not prove that the mail comes from its sender's domain. ${THEIR_RECORD} ${SIGN}`,
  },
  {
    pattern: WORDING.sender,
    checks: ["mx"],
    text: "The server cannot make sense of the sender's domain. See that it exists in the DNS, with an MX record that leads to a server which can be reached.",
  },
  {
    pattern: WORDING.encryption,
    checks: ["starttls"],
    text: "The server takes mail over encrypted connections only. Set smtp_tls_security_level = may.",
  },
  {
    pattern: WORDING.blocklist,
    checks: [],
    text: `Your address has a bad name there or is on a blocklist. ${REPUTATION}`,
  },
];
