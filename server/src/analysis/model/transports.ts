/**
 * Which services of master.cf other programs reach by name: through a socket
 * in the directory `private` or `public` below the queue directory.
 */
import { fieldOf, type Service } from "../../syntax/master-cf";
import type { Configuration } from "./configuration";

/** The directory of a socket. */
export type SocketClass = "private" | "public";

/** Service parameters whose programs look in `public`; all others look in `private`. */
const PUBLIC_PARAMETERS: ReadonlySet<string> = new Set([
  "cleanup_service_name",
  "flush_service_name",
  "pickup_service_name",
  "postlog_service_name",
  "queue_service_name",
  "showq_service_name",
]);

/** Where the programs that read a parameter of a service's name look for its socket. */
export function socketClassOf(parameter: string): SocketClass {
  return PUBLIC_PARAMETERS.has(parameter) ? "public" : "private";
}

/** Whether there is a socket of a name: `elsewhere` when a service has the name, but listens at another place. */
export function socketState(
  configuration: Configuration,
  name: string,
  socketClass: SocketClass,
): "found" | "elsewhere" | "missing" {
  const services = configuration.servicesNamed(name);
  if (services.length === 0) return "missing";
  return services.some(({ node }) => isIn(socketClass, node!)) ? "found" : "elsewhere";
}

/** The names of all sockets in a directory. */
export function socketNames(configuration: Configuration, socketClass: SocketClass): string[] {
  const services = configuration.services().filter(({ node }) => isIn(socketClass, node!));
  return [...new Set(services.map(({ node }) => fieldOf(node!, "service")?.text ?? ""))];
}

function isIn(socketClass: SocketClass, service: Service): boolean {
  const isPublic = fieldOf(service, "private")?.text === "n";
  return fieldOf(service, "type")?.text !== "inet" && isPublic === (socketClass === "public");
}

/** The transport in `transport:nexthop`; empty where there is only a next hop. */
export function transportName(value: string): string {
  const colon = value.indexOf(":");
  return (colon < 0 ? value : value.slice(0, colon)).trim();
}

/** Services of which every Postfix that handles mail has most. */
const CORE = ["pickup", "cleanup", "qmgr", "rewrite", "bounce"];

/** Whether master.cf is the whole file, and not a part that is put together with others, so that what is missing in it is missing. */
export function isWholeMaster(configuration: Configuration): boolean {
  return configuration.hasServices() && CORE.some((name) => configuration.servicesNamed(name).length > 0);
}
