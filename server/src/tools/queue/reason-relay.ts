/** Which server a reason is about. */
import { splitSuspended } from "./reason-shape";

/** The server that a reason is about. */
export interface Relay {
  readonly name: string;
  /** Its IP address; for a server of this machine the path of its socket. */
  readonly address: string | undefined;
  readonly port: number | undefined;
}

/** What Postfix's SMTP and LMTP client writes in front of a server. Anything else may cite the server of somebody else. */
const LEADS = [
  "connect to",
  "(?:Protocol error: )?host",
  "lost connection with",
  "conversation with",
  "local data error while talking to",
  "TLS is required, but host",
  "TLS is required, but was not offered by host",
  "REQUIRETLS Failure: [^[\\]]* host",
  "SMTPUTF8 is required, but was not offered by host",
  "message size \\d+ exceeds size limit \\d+ of server",
  "SASL (?:\\[CACHED\\] )?authentication failed[:;] (?:[^[\\]]* )?server",
  "server",
];

const RELAY = new RegExp(
  String.raw`^(?:${LEADS.join("|")}) (?<name>[^\s[\]]+)\[(?<address>[^[\]]+)\](?::(?<port>\d+))?`,
);

/** A name with its port only, as in what is said of TLSA records. */
const NAME_AND_PORT = /^TLSA lookup error for (?<name>\S+):(?<port>\d+)$/;

/** The server that a reason is about; undefined where it is about none, or Postfix does not say which. */
export function relayOf(reason: string): Relay | undefined {
  const { rest } = splitSuspended(reason);
  const groups = (RELAY.exec(rest) ?? NAME_AND_PORT.exec(rest))?.groups;
  if (!groups) return undefined;
  const { name, address, port } = groups;
  return { name: name!, address, port: port === undefined ? undefined : Number(port) };
}
