/** The real {@link Network}. */
import type { Network } from "../ports/network";

/** Loads it only now: hardly any run needs it, and what Node has for it takes time to load. */
export async function loadNetwork(): Promise<Network> {
  const [{ nodeDns }, { nodeNet }] = await Promise.all([import("./dns"), import("./net")]);
  return { dns: nodeDns, net: nodeNet };
}
