/** A world in which nobody is asked. */
import type { Network } from "../../server/src/ports/network";

/** Fails the test that asks somebody else. */
export async function noNetwork(): Promise<Network> {
  throw new Error("The network was asked for; this test has none.");
}
