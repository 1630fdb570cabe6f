/**
 * Where a service of master.cf listens, made canonical as the master daemon
 * does it (master_ent.c): two services with the same endpoint are one.
 */
import { formatIp, parseIp } from "../../base/ip-address";
import { fieldOf, type Service } from "../../syntax/master-cf";

/** A network port, at one address or at all that inet_interfaces names. */
export interface InetEndpoint {
  readonly kind: "inet";
  /** Undefined: all addresses of inet_interfaces. */
  readonly host: string | undefined;
  readonly port: string;
}

/** A socket below the queue directory. */
export interface SocketEndpoint {
  readonly kind: "socket";
  /** Such as `private/smtp`. */
  readonly path: string;
}

/** Where a service listens. */
export type Endpoint = InetEndpoint | SocketEndpoint;

/** Names of ports that services of Postfix use; on most machines the database of services has them. */
export const PORT_NUMBERS: ReadonlyMap<string, string> = new Map([
  ["smtp", "25"],
  ["ssmtp", "465"],
  ["smtps", "465"],
  ["submissions", "465"],
  ["urd", "465"],
  ["submission", "587"],
  ["qmqp", "628"],
]);

/** What is wrong with a `host:port`. */
export type InetProblem =
  | "missing-bracket"
  | "text-after-bracket"
  | "missing-port"
  | "bad-host"
  | "bad-port"
  | "port-range";

/** A `host:port` taken apart as host_port(3) does. Offsets are those of the text. */
export interface HostAndPort {
  /** Empty: none. */
  readonly host: string;
  readonly port: string;
  readonly portStart: number;
  readonly problem: InetProblem | undefined;
}

/** Where a well-formed service listens; undefined when the text is not one of an endpoint. */
export function endpointOf(service: Service): Endpoint | undefined {
  const name = fieldOf(service, "service")?.text ?? "";
  if (fieldOf(service, "type")?.text !== "inet") {
    const isPublic = fieldOf(service, "private")?.text === "n";
    return { kind: "socket", path: `${isPublic ? "public" : "private"}/${name}` };
  }
  const { host, port, problem } = parseHostAndPort(name);
  if (problem) return undefined;
  const address = parseIp(host);
  return {
    kind: "inet",
    host: host === "" ? undefined : address ? formatIp(address) : host.toLowerCase(),
    port: PORT_NUMBERS.get(port) ?? port.replace(/^0+(?=\d)/, ""),
  };
}

/** Takes the name of a network service apart. */
export function parseHostAndPort(text: string): HostAndPort {
  let host = "";
  let portStart = 0;
  let isIpv6 = false;
  if (text.startsWith("[")) {
    const close = text.indexOf("]");
    if (close < 0) return { host, port: "", portStart: text.length, problem: "missing-bracket" };
    isIpv6 = /^\[ipv6:/i.test(text);
    host = text.slice(isIpv6 ? "[ipv6:".length : 1, close);
    portStart = Math.min(text.length, close + 2);
    if (close + 1 < text.length && text[close + 1] !== ":") {
      return { host, port: "", portStart, problem: "text-after-bracket" };
    }
  } else {
    const colon = text.lastIndexOf(":");
    host = text.slice(0, Math.max(0, colon));
    portStart = colon + 1;
  }
  const port = text.slice(portStart);
  return { host, port, portStart, problem: problemOf(host, port, isIpv6) };
}

function problemOf(host: string, port: string, isIpv6: boolean): InetProblem | undefined {
  if (port === "") return "missing-port";
  const address = parseIp(host);
  if (isIpv6 && address?.length !== 16) return "bad-host";
  if (host !== "" && !address && !isHostName(host)) return "bad-host";
  if (!/^\d/.test(port)) return undefined;
  if (!/^\d+$/.test(port)) return "bad-port";
  return Number(port) < 1 || Number(port) > 65_535 ? "port-range" : undefined;
}

/** As valid_hostname(3): labels of letters, digits, hyphens and underscores, and not digits alone. */
function isHostName(host: string): boolean {
  const label = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u;
  return (
    /[^\d.]/.test(host) &&
    host
      .replace(/\.$/, "")
      .split(".")
      .every((part) => label.test(part))
  );
}
