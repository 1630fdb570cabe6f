/** The machine the server runs on, as far as Postfix's defaults depend on it. */

/** A network interface address, as operating systems list them. */
export interface InterfaceAddress {
  readonly family: "IPv4" | "IPv6";
  /** Without zone. */
  readonly address: string;
  readonly netmask: string;
}

/** Facts of the machine; getting them sends no packet. */
export interface MachineFacts {
  /** As gethostname() returns it; it need not have a domain. */
  readonly hostname: string;
  readonly addresses: readonly InterfaceAddress[];
  /** Addresses by name from the machine's own hosts file: asking a name service would send packets. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  /** What process_id is for the program that asks. */
  readonly processId: number;
  /** Who runs the program: 0 is root, who alone may change a queue. Undefined where users have no numbers, as on Windows. */
  readonly userId?: number | undefined;
}
