/** What Postfix's computed defaults depend on, read from the machine without sending a packet. */
import { readFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import type { MachineFacts } from "../ports/machine";

/** Reads the machine's name, interfaces and hosts file. What cannot be had is empty. */
export function readMachine(): MachineFacts {
  return {
    hostname: hostname(),
    addresses: Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).map(({ family, address, netmask }) => ({ family, address, netmask })),
    ),
    hosts: parseHosts(readHostsFile()),
    processId: process.pid,
    userId: process.getuid?.(),
  };
}

function readHostsFile(): string {
  const path =
    process.platform === "win32"
      ? `${process.env.SystemRoot ?? "C:\\Windows"}\\System32\\drivers\\etc\\hosts`
      : "/etc/hosts";
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Without the file no name has an address here, which is what an empty one says as well.
    return "";
  }
}

/** Addresses by lower-case name, in file order, from a text in the format of hosts(5). */
export function parseHosts(text: string): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [address, ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (!address) continue;
    for (const name of names) {
      const key = name.toLowerCase();
      const known = hosts.get(key);
      if (!known) hosts.set(key, [address]);
      else if (!known.includes(address)) known.push(address);
    }
  }
  return hosts;
}
