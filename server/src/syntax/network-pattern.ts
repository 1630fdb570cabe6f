/**
 * Words of a list of networks, such as those of mynetworks (match_list.c,
 * match_ops.c, cidr_match.c): addresses, networks, host names, tables, files.
 */
import { formatIp, maskIp, parseIp, prefixLength } from "../base/ip-address";

/** A network, or one address: then `length` is all of its bits. */
export interface Network {
  readonly address: readonly number[];
  readonly length: number;
}

/** Why a word stands for no network although it seems meant to be one. */
export type NetworkProblem =
  /** IPv6 without brackets: everything in front of the first colon is a table type to Postfix. */
  | { readonly kind: "missing-brackets" }
  /** Address bits that the mask does not cover. */
  | { readonly kind: "host-bits" }
  /** A mask that is no number, such as `255.0.0.0`. */
  | { readonly kind: "bad-mask" }
  /** A mask of more bits than an address has. */
  | { readonly kind: "long-mask" }
  /** The address is none, or the brackets are not as they must be: Postfix stumbles over it. */
  | { readonly kind: "bad-network" }
  /** Postfix compares it as a text that no client's address or name can have. */
  | { readonly kind: "never-matches" };

/** A word of a list of networks. */
export type NetworkPattern = {
  /** Length of the `!` in front of the pattern; an odd number takes out what matches. */
  readonly negations: number;
} & (
  | { readonly kind: "network"; readonly network: Network }
  | { readonly kind: "name" | "table" | "file" | "empty" }
  | { readonly kind: "bad"; readonly problem: NetworkProblem["kind"]; readonly repairs: readonly string[] }
);

/** Reads a word of a list of networks; never fails. `repairs` are whole words, negations included. */
export function parseNetworkPattern(word: string): NetworkPattern {
  const negations = /^!*/.exec(word)![0].length;
  const text = word.slice(negations);
  const prefix = word.slice(0, negations);
  if (text === "") return { negations, kind: "empty" };
  if (text.startsWith("/")) return { negations, kind: "file" };
  const found =
    text.includes("/") || text.includes(":") || text.startsWith("[") ? readNetwork(text) : readPlain(text);
  if (typeof found === "string") return { negations, kind: found };
  if ("network" in found) return { negations, kind: "network", ...found };
  const repairs = found.repairs.map((repair) => prefix + repair);
  return { negations, kind: "bad", problem: found.problem, repairs };
}

/** Writes a network as a list takes it: IPv6 in brackets, a lone address without a mask. */
export function formatNetwork({ address, length }: Network): string {
  const text = formatIp(address);
  const bracketed = address.length === 16 ? `[${text}]` : text;
  return length === address.length * 8 ? bracketed : `${bracketed}/${length}`;
}

type Found =
  | "name"
  | "table"
  | { readonly network: Network }
  | { readonly problem: NetworkProblem["kind"]; readonly repairs: readonly string[] };

/** A word without a colon, a slash or a bracket in front. */
function readPlain(text: string): Found {
  const address = parseIp(text);
  if (address) return { network: { address, length: 32 } };
  // The last label of a name is never a number, and no name has a star in it.
  if (!/(^|[.-])\d+\.?$/.test(text) && !text.includes("*") && !/^[\d.]+\.x$/i.test(text)) return "name";
  return { problem: "never-matches", repairs: repairsOfPrefix(text) };
}

/** `192.168.1`, `192.168.1.`, `192.168.1.*` and `192.168.1.x` are other programs' ways to write a network. */
function repairsOfPrefix(text: string): string[] {
  const match = /^(\d{1,3}(?:\.\d{1,3}){0,2})\.?((?:\.?[*xX])*)$/.exec(text);
  const isPrefix = match && (match[1]!.includes(".") || text !== match[1]);
  if (!isPrefix) return [];
  const numbers = match[1]!.split(".");
  const network = networkOf([...numbers, "0", "0", "0"].slice(0, 4).join("."), numbers.length * 8);
  return network ? [formatNetwork(network)] : [];
}

function networkOf(text: string, length: number): Network | undefined {
  const address = parseIp(text);
  if (!address || length > address.length * 8) return undefined;
  return { address: maskIp(address, length), length };
}

const SHAPE = /^(\[?)([^[\]/]*)(\]?)(?:\/([^[\]/]*))?(\]?)$/;

function readNetwork(text: string): Found {
  const isTable = !text.startsWith("[") && text.includes(":");
  const shape = SHAPE.exec(text);
  const address = shape ? parseIp(shape[2]!) : undefined;
  if (isTable) {
    if (!address) return "table";
    return { problem: "missing-brackets", repairs: repairsOf(address, shape![4]) };
  }
  // Postfix never takes a word with other characters for a network, nor a bracketed IPv4 address without its end.
  if (!/^[0-9a-fA-F.:[\]/]*$/.test(text)) return { problem: "never-matches", repairs: [] };
  if (!shape || !hasPairedBrackets(shape)) {
    const isSeen = text.includes(":") || text.includes("/");
    return {
      problem: isSeen ? "bad-network" : "never-matches",
      repairs: address ? repairsOf(address, shape![4]) : [],
    };
  }
  return readAddress(shape[2]!, address, shape[4]);
}

/** `[address]`, `[address]/length`, `[address/length]`, or no bracket at all. */
function hasPairedBrackets([, open, , inner, mask, outer]: RegExpExecArray): boolean {
  const closing = Number(inner === "]") + Number(outer === "]");
  return closing === (open === "[" ? 1 : 0) && !(mask === undefined && outer === "]");
}

function readAddress(text: string, address: number[] | undefined, mask: string | undefined): Found {
  if (!address) {
    const padded = /^\d{1,3}(\.\d{1,3}){0,2}\.?$/.test(text) ? padAddress(text) : undefined;
    return { problem: "bad-network", repairs: padded && mask !== undefined ? repairsOf(padded, mask) : [] };
  }
  const bits = address.length * 8;
  if (mask === undefined) return { network: { address, length: bits } };
  if (!/^\d+$/.test(mask)) return { problem: "bad-mask", repairs: repairsOf(address, mask) };
  const length = Number(mask);
  if (length > bits) return { problem: "long-mask", repairs: [] };
  const network = { address: maskIp(address, length), length };
  if (network.address.every((byte, index) => byte === address[index])) return { network };
  return { problem: "host-bits", repairs: repairsOf(address, mask) };
}

function padAddress(text: string): number[] | undefined {
  const numbers = text.split(".").filter((part) => part !== "");
  return parseIp([...numbers, "0", "0", "0"].slice(0, 4).join("."));
}

/** The network that an address and a mask may stand for, and the address alone where that is another one. */
function repairsOf(address: number[], mask: string | undefined): string[] {
  const bits = address.length * 8;
  const length = mask === undefined ? bits : maskLength(mask, bits);
  if (length === undefined) return [];
  const network = { address: maskIp(address, length), length };
  const isNetwork = network.address.every((byte, index) => byte === address[index]);
  const whole = formatNetwork(network);
  return isNetwork ? [whole] : [whole, formatNetwork({ address, length: bits })];
}

/** The length of a mask that is a number or an address of ones and then zeros. */
function maskLength(mask: string, bits: number): number | undefined {
  if (/^\d+$/.test(mask)) return Number(mask) > bits ? undefined : Number(mask);
  const bytes = parseIp(mask);
  if (!bytes || bytes.length * 8 !== bits) return undefined;
  const length = prefixLength(bytes);
  const ones = maskIp(new Array<number>(bytes.length).fill(255), length);
  return ones.every((byte, index) => byte === bytes[index]) ? length : undefined;
}
