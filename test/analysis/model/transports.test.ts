// Which services other programs find by name.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import {
  isWholeMaster,
  socketClassOf,
  socketNames,
  socketState,
  transportName,
} from "../../../server/src/analysis/model/transports";
import { factsFor } from "../../support/rule-tester";

const MASTER = "a unix - - n - - smtp\nb unix n - n - 0 cleanup\nc inet n - n - - smtpd\n";

describe("socketState", () => {
  it("looks at the directory that a service's socket is in", () => {
    const { configuration } = directoryOf(factsFor({}), [], { master: MASTER });
    const states = ["a", "b", "c", "d"].map((name) => socketState(configuration, name, "private"));
    expect(states).toEqual(["found", "elsewhere", "elsewhere", "missing"]);
    expect(socketState(configuration, "b", "public")).toBe("found");
  });
});

describe("socketNames", () => {
  it("lists a directory", () => {
    const { configuration } = directoryOf(factsFor({}), [], { master: MASTER });
    expect([socketNames(configuration, "private"), socketNames(configuration, "public")]).toEqual([
      ["a"],
      ["b"],
    ]);
  });
});

describe("isWholeMaster", () => {
  it("needs one of the services that every Postfix has", () => {
    const isWhole = (master: string) =>
      isWholeMaster(directoryOf(factsFor({}), [], { master }).configuration);
    expect([isWhole(MASTER), isWhole(`${MASTER}qmgr unix n - n 300 1 qmgr\n`)]).toEqual([false, true]);
  });
});

describe("socketClassOf", () => {
  it("knows the public services", () => {
    expect(socketClassOf("cleanup_service_name")).toBe("public");
    expect(socketClassOf("bounce_service_name")).toBe("private");
  });
});

describe("transportName", () => {
  it("is what stands in front of the first colon", () => {
    expect(["smtp", "smtp:[mx]:25", ":mx", "lmtp:unix:a"].map(transportName)).toEqual([
      "smtp",
      "smtp",
      "",
      "lmtp",
    ]);
  });
});
