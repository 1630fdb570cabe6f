/** The names under which DNS keeps what addresses lead back to. */
import { parseIp } from "./ip-address";

/**
 * The name whose PTR records say what an address is called, such as
 * `1.2.0.192.in-addr.arpa`, for IPv6 digit by digit below `ip6.arpa`;
 * without a dot at the end.
 *
 * @returns undefined for what is no address
 */
export function reverseName(address: string): string | undefined {
  const bytes = parseIp(address);
  if (!bytes) return undefined;
  if (bytes.length === 4) return `${[...bytes].reverse().join(".")}.in-addr.arpa`;
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${[...digits].reverse().join(".")}.ip6.arpa`;
}
