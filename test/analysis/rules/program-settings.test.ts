// What programs make of settings.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import {
  hasMainSettings,
  hasValue,
  isLocalServer,
  isYes,
  readersOf,
} from "../../../server/src/analysis/rules/program-settings";
import { factsFor } from "../../support/rule-tester";

const configurationOf = (main: string, master?: string) =>
  directoryOf(factsFor({}), [], master === undefined ? { main } : { main, master }).configuration;

const SERVERS =
  "smtp inet n - y - - smtpd\nsubmission inet n - y - - smtpd -o biff=no\nsmtp unix - - y - - smtp\n";

describe("readersOf", () => {
  it("finds the services that take a setting from main.cf", () => {
    const configuration = configurationOf("biff = yes\n", SERVERS);
    expect(readersOf({ name: "biff", scope: undefined }, "smtpd", configuration)).toEqual(["smtp/inet"]);
    expect(readersOf({ name: "biff", scope: undefined }, "smtp", configuration)).toEqual(["smtp/unix"]);
    expect(readersOf({ name: "biff", scope: undefined }, "lmtp", configuration)).toEqual([]);
  });

  it("finds the service of an override, if it runs the program", () => {
    const configuration = configurationOf("", SERVERS);
    const setting = { name: "biff", scope: "submission/inet" };
    expect(readersOf(setting, "smtpd", configuration)).toEqual(["submission/inet"]);
    expect(readersOf(setting, "smtp", configuration)).toEqual([]);
  });

  it("takes main.cf alone where there is no master.cf", () => {
    expect(readersOf({ name: "biff", scope: undefined }, "smtpd", configurationOf("biff = no\n"))).toEqual([
      undefined,
    ]);
  });
});

describe("isYes and hasValue", () => {
  const configuration = configurationOf("a = YES\nbiff = maybe\nswap_bangpath = no\nrelayhost = ${\n");

  it("reads yes and no in any case", () => {
    expect(isYes(configuration, "a")).toBe(true);
    expect(isYes(configuration, "swap_bangpath")).toBe(false);
    expect(isYes(configuration, "no_such_name")).toBe(false);
    expect(isYes(configuration, "biff")).toBeUndefined();
  });

  it("counts what cannot be expanded as set", () => {
    expect(hasValue(configuration, "relayhost")).toBe(true);
    expect(hasValue(configuration, "content_filter")).toBe(false);
    expect(hasValue(configuration, "no_such_name")).toBe(false);
  });
});

describe("isLocalServer", () => {
  it.each([
    ["smtp/inet", false],
    ["smtpd/pass", false],
    ["192.0.2.1:25/inet", false],
    ["127.0.0.1:10025/inet", true],
    ["localhost:10025/inet", true],
    ["[::1]:25/inet", true],
    ["reinject/unix", true],
  ])("says of %s: %s", (scope, expected) => {
    expect(isLocalServer(configurationOf(""), scope)).toBe(expected);
  });

  it("looks at inet_interfaces", () => {
    const localOf = (interfaces: string, scope?: string) =>
      isLocalServer(configurationOf(`inet_interfaces = ${interfaces}\n`), scope);
    expect(localOf("loopback-only", "smtp/inet")).toBe(true);
    expect(localOf("localhost, [::1]", "smtp/inet")).toBe(true);
    expect(localOf("localhost, 192.0.2.1", "smtp/inet")).toBe(false);
    expect(localOf("127.0.0.1")).toBe(true);
    expect(localOf("loopback-only", "192.0.2.1:25/inet")).toBe(false);
  });
});

describe("hasMainSettings", () => {
  it("tells a main.cf from none", () => {
    expect(hasMainSettings(configurationOf("biff = no\n"))).toBe(true);
    expect(hasMainSettings(configurationOf("# nothing\n"))).toBe(false);
  });
});
