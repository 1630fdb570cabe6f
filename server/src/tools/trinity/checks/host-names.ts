/** What names of hosts can be, and what they tell. */
import { parseIp } from "../../../base/ip-address";

/** Domains that no name server outside knows. */
const LOCAL_DOMAINS: ReadonlySet<string> = new Set([
  "localdomain",
  "localhost",
  "local",
  "lan",
  "home",
  "internal",
  "intranet",
  "corp",
  "private",
]);

/** What is wrong with a name of a host, in a clause; undefined when nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (parseIp(name.replace(/^\[|\]$/g, ""))) return "is an address and no name";
  const labels = name.replace(/\.$/, "").split(".");
  if (labels.some((label) => label.includes("_"))) {
    return "has an underscore, which no name of a host may have (RFC 952)";
  }
  if (!labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))) {
    return "has characters that no name of a host may have, or is too long";
  }
  if (labels.length < 2) return "has no domain: it is not fully qualified";
  const top = labels.at(-1)!.toLowerCase();
  if (LOCAL_DOMAINS.has(top)) return `ends in .${top}, which nobody outside knows`;
  return /^\d+$/.test(top) ? "ends in a number, as no domain does" : undefined;
}

/** What providers call the addresses of their customers. */
const DYNAMIC =
  /\b(?:dyn|dynamic|dsl|adsl|dial|dialup|dip|pool|host|client|customer|static|ppp|cable|dhcp|ip)/i;

/** What names look like that a provider gives to all its addresses: with the address, or a part of it, in them. */
export function isGeneric(ptrName: string, address: string): boolean {
  const bytes = parseIp(address);
  if (bytes?.length !== 4) return false;
  const digits = ptrName.split(/\D+/).filter((part) => part !== "");
  const last = bytes.slice(2).map(String);
  const hasAddress = last.every((byte) => digits.some((part) => Number(part) === Number(byte)));
  return hasAddress && (digits.length > 2 || DYNAMIC.test(ptrName));
}
