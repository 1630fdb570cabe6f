/** What a mistake is as data, the sound configuration that it is made in, and the words to write both with. */
import { SERVICES } from "../../support/services";

/** What is done with a Postfix; everything begins with its start. */
export type Stimulus =
  | { readonly kind: "start" }
  /** An SMTP conversation: its commands in order, and behind DATA the message. */
  | { readonly kind: "talk"; readonly commands: readonly string[] }
  /** A message from the command line. */
  | { readonly kind: "send"; readonly to: readonly string[] };

/** What can be seen of a Postfix. */
export interface Seen {
  /** `exit CODE` and what `postfix start` prints. */
  readonly start: string;
  /** The mail log from the start on. */
  readonly log: string;
  /** The SMTP conversation, with `S: ` in front of the server's lines and `C: ` in front of the client's. */
  readonly conversation: string;
}

/** What must be seen. */
export type Expected = { readonly [Where in keyof Seen]?: RegExp };

/**
 * A change of a configuration. Parameters and services (name and type) that
 * the texts give take the place of those of that name. `<names>` are filled
 * in, see PrivatePostfix.
 */
export interface Change {
  readonly main?: string;
  readonly master?: string;
  /** Parameters and services (such as `cleanup unix`) that are taken out. */
  readonly without?: readonly string[];
}

/** A mistake, what it does to a running Postfix, and what says so beforehand. */
export interface Mistake extends Change {
  readonly title: string;
  /** The rule that reports it. */
  readonly rule: string;
  /** How the rule reports it where it is not `error`. */
  readonly severity?: "warning";
  /** What the mistake needs around itself, which is sound by itself. */
  readonly given?: Change;
  readonly does: Stimulus;
  /** Nothing of this is seen with the sound configuration. */
  readonly seen: Expected;
  /** What postconf says of the files, when it says anything. */
  readonly postconfSays?: RegExp;
  /** What `postfix check` says, when it says anything. */
  readonly checkSays?: RegExp;
}

/** Postfix is started. */
export const START: Stimulus = { kind: "start" };

/** A local client says EHLO and then the commands. */
export function talk(...commands: readonly string[]): Stimulus {
  return { kind: "talk", commands: ["EHLO client.example", ...commands] };
}

/** A client from far away says EHLO and then the commands. */
export function talkFromAfar(...commands: readonly string[]): Stimulus {
  return talk("XCLIENT ADDR=192.0.2.7 NAME=[UNAVAILABLE]", "EHLO stranger.example", ...commands);
}

/** The start of a message to an own address, and to somebody else's. */
export const OWN_MAIL = ["MAIL FROM:<sender@client.example>", "RCPT TO:<nobody@example.test>"];
export const FOREIGN_MAIL = ["MAIL FROM:<sender@client.example>", "RCPT TO:<user@foreign.example>"];

/** A message is sent from the command line, somewhere else unless told. */
export function send(...to: readonly string[]): Stimulus {
  return { kind: "send", to: to.length > 0 ? to : ["user@foreign.example"] };
}

/** The server never says a word. */
export const SILENCE = /^(?:closed.*\n)?$/;

/** The sending of mail ends in a deferral for a reason. */
export function deferred(reason: string): RegExp {
  return new RegExp(`status=deferred \\(${reason}`);
}

/** A program of Postfix dies. */
export function fatal(program: string, reason: string): RegExp {
  return new RegExp(`${program}\\[\\d+\\]: fatal: ${reason}`);
}

/** No program of Postfix starts, and `postfix start` says why. */
export function refusal(reason: string): RegExp {
  return new RegExp(`^exit 1\\n(?:.*\\n)*?postfix: fatal: ${reason}`);
}

const SOUND_MAIN = `compatibility_level = 3.6
queue_directory = <dir>/spool
data_directory = <dir>/data
mail_spool_directory = <dir>/mail/
maillog_file = <dir>/log/maillog
maillog_file_prefixes = <dir>/log
alternate_config_directories = <dir>/etc
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.test
mydestination = example.test
relayhost = [127.0.0.1]:<sink>
local_recipient_maps =
alias_maps =
alias_database =
smtpd_authorized_xclient_hosts = 127.0.0.1
smtpd_forbid_bare_newline = normalize
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_cert_file = <shared>/certificate.pem
smtpd_tls_key_file = <shared>/key.pem
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = <shared>/auth
smtp_tls_security_level = may
smtp_tls_CAfile = <shared>/authorities.pem
`;

const SOUND_MASTER = SERVICES.replace("smtp inet", "<port> inet");

/** The texts with changes made to them. */
export function changed(...changes: readonly Change[]): { main: string; master: string } {
  let [main, master] = [SOUND_MAIN, SOUND_MASTER];
  for (const { main: parameters = "", master: services = "", without = [] } of changes) {
    main = replaceEntries(main, parameters, without, parameterOf);
    master = replaceEntries(master, services, without, serviceOf);
  }
  return { main, master };
}

function parameterOf(line: string): string | undefined {
  return /^\s*(\w+)\s*=/.exec(line)?.[1];
}

function serviceOf(line: string): string | undefined {
  return /^\S+\s+\S+/.exec(line)?.[0].replace(/\s+/, " ");
}

/** Puts lines at the end of a text, which loses those for the same thing and those without. */
function replaceEntries(
  text: string,
  added: string,
  without: readonly string[],
  keyOf: (line: string) => string | undefined,
): string {
  const lines = added === "" ? [] : added.split("\n");
  const keys = new Set([...lines.map(keyOf), ...without]);
  const kept = text.split("\n").filter((line) => {
    const key = keyOf(line);
    return line !== "" && (key === undefined || !keys.has(key));
  });
  return `${[...kept, ...lines].join("\n")}\n`;
}
