/** Configurations of fixtures, for the tests of the model. */
import { Configuration } from "../../../server/src/analysis/model/configuration";
import { knownFacts, type PostfixFacts } from "../../../server/src/analysis/model/postfix-facts";
import { parseVersion } from "../../../server/src/knowledge/version";
import type { MachineFacts } from "../../../server/src/ports/machine";
import { parseMainCf } from "../../../server/src/syntax/main-cf";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";
import { parseFixture } from "../../support/fixture";

/** A machine with one network, and a name that has a domain. */
export const MACHINE: MachineFacts = {
  hostname: "mail.example.test",
  hosts: new Map([
    ["localhost", ["127.0.0.1", "::1"]],
    ["both.example.test", ["192.0.2.2", "2001:db8::2"]],
    ["elsewhere.example.test", ["198.51.100.1"]],
  ]),
  processId: 4711,
  addresses: [
    { family: "IPv4", address: "127.0.0.1", netmask: "255.0.0.0" },
    { family: "IPv6", address: "::1", netmask: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
    { family: "IPv4", address: "192.0.2.2", netmask: "255.255.255.0" },
    { family: "IPv6", address: "2001:db8::2", netmask: "ffff:ffff:ffff:ffff::" },
    { family: "IPv4", address: "192.0.2.3", netmask: "255.255.255.0" },
  ],
};

/** What is known of a version, on {@link MACHINE} or on another one. */
export function factsOf(version = "3.7.11", machine: Partial<MachineFacts> = {}): PostfixFacts {
  return knownFacts(parseVersion(version)!, { ...MACHINE, ...machine });
}

/** The configuration of a fixture with main.cf and master.cf; a text without a header is main.cf. */
export function configurationOf(fixture: string, facts = factsOf(), configDirectory?: string): Configuration {
  const { files } = parseFixture(fixture);
  const configuration = new Configuration(
    facts,
    configDirectory === undefined ? {} : { path: configDirectory, isNamed: true },
  );
  configuration.updateMaster([], parseMasterCf(files.get("master.cf")?.text ?? "").chunks);
  configuration.updateMain([], parseMainCf(files.get("main.cf")?.text ?? "").chunks);
  return configuration;
}
