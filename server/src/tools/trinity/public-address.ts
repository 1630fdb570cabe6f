/** Which addresses other servers on the Internet can see. */
import { isWithin, parseIp } from "../../base/ip-address";

/** Networks whose addresses do not leave a network of one's own, with what they are (RFC 6890). */
const NETWORKS: readonly (readonly [network: string, prefix: number, what: string])[] = [
  ["0.0.0.0", 8, "no address of a host"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "of a provider's own network (CGNAT)"],
  ["127.0.0.0", 8, "of the machine itself (loopback)"],
  ["169.254.0.0", 16, "of the local link"],
  ["172.16.0.0", 12, "private"],
  ["192.0.2.0", 24, "for documentation"],
  ["192.168.0.0", 16, "private"],
  ["198.18.0.0", 15, "for benchmarks"],
  ["198.51.100.0", 24, "for documentation"],
  ["203.0.113.0", 24, "for documentation"],
  ["224.0.0.0", 3, "no address of a host"],
  ["::", 128, "no address of a host"],
  ["::1", 128, "of the machine itself (loopback)"],
  ["2001:db8::", 32, "for documentation"],
  ["fc00::", 7, "private"],
  ["fe80::", 10, "of the local link"],
  ["ff00::", 8, "no address of a host"],
];

const TABLE = NETWORKS.map(([network, prefix, what]) => ({ bytes: parseIp(network)!, prefix, what }));

/** What an address is that others cannot see; undefined for one that they can. */
export function hiddenAddressKind(address: string): string | undefined {
  const bytes = parseIp(address);
  if (!bytes) return "no address";
  return TABLE.find(({ bytes: network, prefix }) => isWithin(bytes, network, prefix))?.what;
}

/** Whether others can see an address. Those for documentation count: they stand for ones that others see. */
export function isPublicAddress(address: string): boolean {
  const kind = hiddenAddressKind(address);
  return kind === undefined || kind === "for documentation";
}

/** Whether an address is the machine itself. */
export function isLoopback(address: string): boolean {
  return hiddenAddressKind(address)?.includes("loopback") === true;
}
