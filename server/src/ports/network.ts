/** All that leads off this machine. */
import type { Dns } from "./dns";
import type { Net } from "./net";

/** Name servers and connections. */
export interface Network {
  readonly dns: Dns;
  readonly net: Net;
}
