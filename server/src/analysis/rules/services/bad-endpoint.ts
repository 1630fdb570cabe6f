import { editDistance } from "../../../base/edit-distance";
import { PORT_NUMBERS, parseHostAndPort } from "../../model/service-endpoints";
import { spanOf } from "../places";
import { type ChunkSpan, defineRule, type Fix } from "../rule";
import { fieldSpan, fieldText, isPlainService } from "../service-fields";

export const badEndpoint = defineRule({
  id: "bad-endpoint",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A network service whose name is no port and no `host:port`, or names a port that cannot exist.",
    why: "The master daemon ends with a fatal error when it reads such a line or looks for the port, also on a mere reload, and takes the whole mail system down with it. A number beyond all ports is worse in its own way: Postfix says nothing and listens at another one.",
    bad: "*:smtp inet n - n - - smtpd\n",
    good: "[::1]:smtp inet n - n - - smtpd\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    "missing-bracket":
      "The ']' that closes the address in '{service}' is missing: the master daemon stops with a fatal error when it reads this. Write '[address]:port'.",
    "text-after-bracket":
      "Behind the ']' in '{service}' must stand ':' and a port: the master daemon stops with a fatal error when it reads this. Write '[address]:port'.",
    "missing-port":
      "'{service}' names no port: the master daemon stops with a fatal error when it reads this. Write 'address:port', or the port alone for all addresses.",
    "bad-host":
      "'{host}' is neither a host name nor an address: the master daemon stops with a fatal error when it reads this. Correct it, or leave it out: the port alone means all addresses of inet_interfaces.",
    "bad-port":
      "'{port}' is neither a number nor a name of a port: the master daemon stops with a fatal error when it reads this. Correct it.",
    "port-range":
      "There is no port {port}: the numbers go from 1 to 65535. Postfix says nothing about it and listens at another port, where nobody looks for it. Correct the number.",
    "unknown-port":
      "No service database has a port '{port}', and the master daemon stops with a fatal error when it does not find it. Did you mean '{candidate}'?",
  },
  service(node, { report }) {
    const service = fieldText(node, "service");
    if (fieldText(node, "type") !== "inet" || !isPlainService(node)) return;
    const { host, port, portStart, problem } = parseHostAndPort(service);
    const candidate = problem || PORT_NUMBERS.has(port) ? undefined : nearPort(port);
    if (!problem && candidate === undefined) return;
    const data = { service, host, port, candidate: candidate ?? "" };
    const isPort = problem === undefined || problem === "bad-port" || problem === "port-range";
    const word = node.words[0]!;
    const portSpan = spanOf(node.logical, word.start + portStart, word.end);
    report({
      message: problem ?? "unknown-port",
      data,
      ...(isPort ? portSpan : fieldSpan(node, "service")),
      fixes: fixesFor(host, portSpan, fieldSpan(node, "service").start, candidate),
    });
  },
});

/** The one name that is a slip away. Names that are no slips may be in the database of services. */
function nearPort(port: string): string | undefined {
  if (!/^[a-z-]{5,}$/i.test(port)) return undefined;
  const near = [...PORT_NUMBERS.keys()].filter((name) => editDistance(port.toLowerCase(), name) <= 1);
  return near.length === 1 ? near[0] : undefined;
}

function fixesFor(host: string, port: ChunkSpan, start: number, candidate: string | undefined): Fix[] {
  if (candidate !== undefined) {
    const edits = [{ ...port, newText: candidate }];
    return [{ title: `Change to '${candidate}'`, edits, preferred: true }];
  }
  if (host !== "*") return [];
  return [
    {
      title: "Listen on all addresses",
      edits: [{ start, end: port.start, newText: "" }],
      preferred: true,
    },
  ];
}
