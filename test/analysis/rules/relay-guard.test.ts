import { describe, expect, it } from "vitest";
import { hasRelayList, relayGuardOf, relayPlaces } from "../../../server/src/analysis/rules/relay-guard";
import { configurationOf, factsOf } from "../model/support";

const SERVERS =
  "-- master.cf --\na inet n - n - - smtpd\nb inet n - n - - smtpd -o smtpd_relay_restrictions=permit\n";

describe("relayGuardOf", () => {
  it("looks at both lists of a server, and at the defaults", () => {
    const configuration = configurationOf(`-- main.cf --\nsmtpd_recipient_restrictions = permit\n${SERVERS}`);
    expect(relayGuardOf(configuration, "b/inet")).toBe("missing");
    const level = configurationOf(`-- main.cf --\ncompatibility_level = 3.6\n${SERVERS}`);
    expect(relayGuardOf(level, "a/inet")).toBe("present");
    expect(relayGuardOf(level, "b/inet")).toBe("missing");
  });

  it("looks at one list alone when asked to", () => {
    const configuration = configurationOf(
      "smtpd_relay_restrictions = permit\nsmtpd_recipient_restrictions = reject\n",
    );
    expect(relayGuardOf(configuration, undefined)).toBe("present");
    expect(relayGuardOf(configuration, undefined, ["smtpd_relay_restrictions"])).toBe("missing");
  });

  it("knows what counts in the version", () => {
    const main =
      "smtpd_relay_restrictions = reject\nsmtpd_recipient_restrictions = defer_unauth_destination\n";
    expect(hasRelayList(configurationOf(main, factsOf("2.9")))).toBe(false);
    expect(relayGuardOf(configurationOf(main, factsOf("2.9")), undefined)).toBe("missing");
    expect(relayGuardOf(configurationOf(main), undefined)).toBe("present");
  });

  it("says nothing of what cannot be read", () => {
    expect(relayGuardOf(configurationOf("smtpd_restriction_classes = {{ a }}\n"), undefined)).toBe("unknown");
    expect(relayGuardOf(configurationOf("smtpd_recipient_restrictions = $nothing\n"), undefined)).toBe(
      "unknown",
    );
  });
});

describe("relayPlaces", () => {
  it("are the lists that are set, that for relaying first", () => {
    const configuration = configurationOf(`-- main.cf --\nsmtpd_recipient_restrictions = reject\n${SERVERS}`);
    const names = (scope: string) =>
      relayPlaces(configuration, scope).map(({ file, setting }) => [file, setting.name]);
    expect(names("a/inet")).toEqual([["postfix-main", "smtpd_recipient_restrictions"]]);
    expect(names("b/inet")).toEqual([
      ["postfix-master", "smtpd_relay_restrictions"],
      ["postfix-main", "smtpd_recipient_restrictions"],
    ]);
  });
});
