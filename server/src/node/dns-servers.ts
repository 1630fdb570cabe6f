/** Name servers as people and resolv.conf write them. */
import { isIP } from "node:net";

/** Where a name server is asked. */
export interface ServerAddress {
  readonly address: string;
  readonly port: number;
}

/** The port of name servers. */
const DNS_PORT = 53;

/**
 * @param text `address`, `address:port` or `[address]:port`
 * @returns undefined when it is no such thing
 */
export function parseServer(text: string): ServerAddress | undefined {
  if (isIP(text) !== 0) return { address: text, port: DNS_PORT };
  const [, inBrackets, plain, digits] = /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = inBrackets ?? plain ?? "";
  const port = digits === undefined ? DNS_PORT : Number(digits);
  if (isIP(address) !== (inBrackets === undefined ? 4 : 6)) return undefined;
  return port >= 1 && port <= 0xffff ? { address, port } : undefined;
}

/** The same as text; the usual port goes without saying. */
export function formatServer({ address, port }: ServerAddress): string {
  if (port === DNS_PORT) return address;
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
