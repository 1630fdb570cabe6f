/** Host names and destinations as Postfix checks them (valid_hostname.c, host_port.c). */
import { parseIp } from "../../base/ip-address";

const LONGEST_NAME = 255;
const LONGEST_LABEL = 63;

/** What Postfix objects to in a host name. */
export type HostNameProblem = "character" | "dot" | "hyphen" | "numeric" | "long";

/** Why a text is no host name to Postfix; undefined when it is one. */
export function hostNameProblem(name: string): HostNameProblem | undefined {
  if (/[^A-Za-z0-9_.-]/.test(name)) return "character";
  const labels = name.split(".");
  if (labels.some((label) => label === "")) return "dot";
  if (labels.some((label) => label.startsWith("-") || label.endsWith("-"))) return "hyphen";
  if (labels.every((label) => /^\d+$/.test(label))) return "numeric";
  return name.length > LONGEST_NAME || labels.some((label) => label.length > LONGEST_LABEL)
    ? "long"
    : undefined;
}

/** Whether a text is a host name or an address; names beyond ASCII are left to whoever looks them up. */
export function isHost(text: string): boolean {
  if (/[^\0-\x7f]/.test(text)) return true;
  return parseIp(text) !== undefined || hostNameProblem(text) === undefined;
}

/** A destination of an SMTP client, such as `[mx.example.com]:587`. */
export interface Destination {
  readonly host: string;
  /** Whether the host is in `[ ]`, so that no MX record is looked up. */
  readonly isBracketed: boolean;
  /** Undefined where the default counts. */
  readonly port: string | undefined;
}

/** What Postfix objects to in a destination. */
export type DestinationProblem = "bracket" | "host" | "port";

/** Takes a destination apart; a problem where the client would end with a fatal error. */
export function parseDestination(text: string): Destination | DestinationProblem {
  const isBracketed = text.startsWith("[");
  const split = isBracketed ? splitBracketed(text) : splitAtLast(text, ":");
  if (!split) return "bracket";
  const [host, port] = split;
  if (!isHost(isBracketed ? host.replace(/^ipv6:/i, "") : host)) return "host";
  if (port !== undefined && !isPort(port)) return "port";
  return { host, isBracketed, port };
}

function splitBracketed(text: string): [host: string, port: string | undefined] | undefined {
  const close = text.indexOf("]");
  const rest = close < 0 ? "" : text.slice(close + 1);
  if (close < 0 || (rest !== "" && !rest.startsWith(":"))) return undefined;
  return [text.slice(1, close), rest.slice(1) || undefined];
}

function splitAtLast(text: string, separator: string): [host: string, port: string | undefined] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1) || undefined];
}

/** A number of a port, or what may be the name of a service: those are the machine's. */
function isPort(text: string): boolean {
  if (/^\d/.test(text)) return /^\d+$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
  return /^[A-Za-z][A-Za-z0-9_+-]*$/.test(text);
}
