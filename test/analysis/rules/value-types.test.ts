// Facts of parameters by any name, and who reads them.
import { describe, expect, it } from "vitest";
import { factOf, whoEnds } from "../../../server/src/analysis/rules/value-types";
import { factsFor } from "../../support/rule-tester";

describe("factOf", () => {
  const facts = factsFor({});

  it("knows parameters of the version and of services", () => {
    expect(factOf("biff", facts)?.type).toBe("bool");
    expect(factOf("slow_destination_rate_delay", facts)?.type).toBe("time");
    // The longest suffix that fits.
    expect(factOf("slow_destination_recipient_limit", facts)).toBe(
      factOf("x_destination_recipient_limit", facts),
    );
    expect(factOf("slow_destination_recipient_limit", facts)).not.toBe(factOf("slow_recipient_limit", facts));
  });

  it("knows no others", () => {
    expect(factOf("my_own", facts)).toBeUndefined();
    expect(factOf("lmtp_cache_connection", facts)).toBeUndefined();
    expect(factOf("smtputf8_enable", factsFor({ version: "2.9" }))).toBeUndefined();
  });
});

describe("whoEnds", () => {
  const bool = { type: "bool", valueKind: "bool" } as const;

  it("names programs as the manual does", () => {
    expect(whoEnds({ ...bool, programs: ["smtpd"] })).toBe("smtpd(8) ends");
    expect(whoEnds({ ...bool, programs: ["smtpd", "postqueue"] })).toBe("smtpd(8) and postqueue(1) end");
    expect(whoEnds({ ...bool, programs: ["*", "smtpd"] })).toBe("every Postfix program ends");
    expect(whoEnds(bool)).toBe("every Postfix program ends");
  });

  it("leaves out those that do not matter beside others", () => {
    expect(whoEnds({ ...bool, programs: ["oqmgr", "qmgr"] })).toBe("qmgr(8) ends");
    expect(whoEnds({ ...bool, programs: ["oqmgr"] })).toBe("oqmgr(8) ends");
  });
});
