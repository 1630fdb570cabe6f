/** What is read of the machine. */
import { hostname } from "node:os";
import { expect, it } from "vitest";
import { parseHosts, readMachine } from "../../server/src/node/machine";

it("reads a hosts file: comments, aliases, names with several addresses", () => {
  const hosts = parseHosts(
    [
      "# local names",
      "127.0.0.1\tlocalhost  LocalHost.localdomain # the machine itself",
      "::1 localhost ip6-localhost",
      "",
      "  192.0.2.7 mail mail.example.test mail",
      "192.0.2.8",
      "#192.0.2.9 gone",
      "127.0.0.1 localhost",
    ].join("\n"),
  );
  expect(Object.fromEntries(hosts)).toEqual({
    localhost: ["127.0.0.1", "::1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    mail: ["192.0.2.7"],
    "mail.example.test": ["192.0.2.7"],
  });
});

it("knows this machine", () => {
  const machine = readMachine();
  expect(machine.hostname).toBe(hostname());
  expect(machine.processId).toBe(process.pid);
  for (const { family, address, netmask } of machine.addresses) {
    expect(family).toMatch(/^IPv[46]$/);
    // Zones would not be understood further on.
    expect(`${address} ${netmask}`).toMatch(/^[0-9a-f.:]+ [0-9a-f.:]+$/);
  }
});
