/** The client whose right to send is in question: its address, and the names that lead back to it. */
import { maskIp, parseIp } from "../../../base/ip-address";
import type { Resolver } from "../../../ports/dns";
import { dottedAddress } from "./macros";
import type { Prefixes } from "./record";

/** The names of an address. */
export interface ClientNames {
  /** Those that lead back to it; a name is not among them where name servers fail. */
  readonly confirmed: readonly string[];
  /** Whether name servers say that it has none. */
  readonly isVoid: boolean;
}

/**
 * The bytes of an address, 4 or 16, none for what is no address. An IPv4 address that is written as an IPv6 one counts
 * as what it is.
 */
export function parseClient(text: string): readonly number[] {
  const bytes = parseIp(text) ?? [];
  const isMapped = bytes.length === 16 && bytes.slice(0, 12).join() === "0,0,0,0,0,0,0,0,0,0,255,255";
  return isMapped ? bytes.slice(12) : bytes;
}

/** The type of records that can hold the address. */
export function addressType(client: readonly number[]): "A" | "AAAA" {
  return client.length === 4 ? "A" : "AAAA";
}

/** Whether one of the addresses is the client's, as far as the prefix goes. */
export function hasClient(
  client: readonly number[],
  addresses: readonly string[],
  prefixes: Prefixes,
): boolean {
  const prefix = client.length === 4 ? prefixes.prefix4 : prefixes.prefix6;
  return addresses.some((address) => isWithin(client, parseIp(address) ?? [], prefix));
}

/** Whether an address is in a network. Those of different kinds never are. */
export function isWithin(client: readonly number[], network: readonly number[], prefix: number): boolean {
  return client.length === network.length && maskIp(client, prefix).join() === maskIp(network, prefix).join();
}

/** Looks up the names of an address and asks each of them, the first `most` of them, for the address. */
export async function clientNames(
  client: readonly number[],
  resolver: Resolver,
  most: number,
): Promise<ClientNames> {
  const answer = await resolver.ask(reverseName(client), "PTR");
  if (answer.kind !== "found") return { confirmed: [], isVoid: answer.kind !== "failed" };
  const confirmed: string[] = [];
  for (const name of answer.records.slice(0, most)) {
    const back = await resolver.ask(name, addressType(client));
    const addresses = back.kind === "found" ? back.records : [];
    if (addresses.some((address) => parseIp(address)?.join() === client.join())) confirmed.push(name);
  }
  return { confirmed, isVoid: answer.records.length === 0 };
}

function reverseName(client: readonly number[]): string {
  const parts = dottedAddress(client).split(".").reverse();
  return `${parts.join(".")}.${client.length === 4 ? "in-addr" : "ip6"}.arpa`;
}

/** Whether it is the domain itself or a name beneath it. */
export function isBelow(name: string, domain: string): boolean {
  return `.${name}`.toLowerCase().endsWith(`.${domain}`.toLowerCase());
}

/** The name that `%{p}` stands for: the domain itself, else a name beneath it, else any. */
export function nearestName({ confirmed }: ClientNames, domain: string): string {
  const own = confirmed.find((name) => name.toLowerCase() === domain.toLowerCase());
  return own ?? confirmed.find((name) => isBelow(name, domain)) ?? confirmed[0] ?? "unknown";
}
