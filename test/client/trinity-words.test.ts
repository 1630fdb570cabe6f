// What is said around a check of A, PTR and EHLO: whom it contacts, what it found, and what can be typed.
import { describe, expect, it } from "vitest";
import {
  confirmationText,
  fileName,
  foundText,
  hostProblem,
  identityChoices,
  isPort,
  nameServerProblem,
  refusalIn,
  stampText,
} from "../../client/src/views/trinity-words";
import type { TrinityIdentity, TrinityPlanAnswer } from "../../server/src/contract/trinity";
import { BAD, GOOD, HOSTILE, reportOf } from "../support/trinity-reports";

const NAMED: TrinityIdentity = {
  ...GOOD.identity,
  name: "other.example.net",
  unicodeName: "other.example.net",
  parameter: null,
  service: null,
  services: [],
  addresses: [],
  domain: "example.net",
  notes: ["It is a\u202eb."],
};

function planOf(identities: readonly TrinityIdentity[], servers: readonly string[]): TrinityPlanAnswer {
  return { problem: null, plan: { identities, dns: null, port: 25 }, servers };
}

describe("identities", () => {
  it("are offered with what they are for", () => {
    expect(identityChoices([GOOD.identity, NAMED], undefined)).toEqual([
      {
        label: "mail.example.org",
        description: "myhostname, smtp/unix, relay/unix",
        detail: "Sends from 192.0.2.1.",
        identity: GOOD.identity,
      },
      {
        label: "other.example.net",
        description: "",
        detail: "Sends from the addresses that its name has in DNS. It is a\ufffdb.",
        identity: NAMED,
      },
    ]);
  });

  it.each([
    ["other.example.net", ["other.example.net", "mail.example.org", "xn--pst-5qa.example.org"]],
    ["pöst.example.org", ["xn--pst-5qa.example.org", "mail.example.org", "other.example.net"]],
    ["not.known", ["mail.example.org", "other.example.net", "xn--pst-5qa.example.org"]],
  ])("begin with the one that is wanted: %s", (preferred, names) => {
    const choices = identityChoices([GOOD.identity, NAMED, BAD.identity], preferred);
    expect(choices.map(({ identity }) => identity.name)).toEqual(names);
  });
});

describe("before a check it is said", () => {
  it("who is asked and greeted", () => {
    expect(confirmationText(planOf([GOOD.identity], ["192.0.2.53:5353"]))).toBe(
      "This asks the name server 192.0.2.53:5353 for records of mail.example.org and example.org, and greets the mail server at 192.0.2.1, port 25. It sends no mail, and nothing is contacted before you agree.",
    );
  });

  it("where several are", () => {
    const listening = { ...GOOD.identity, listensAt: ["192.0.2.7", "2001:db8::7"] };
    expect(confirmationText(planOf([listening, NAMED], ["192.0.2.53", "192.0.2.54"]))).toBe(
      "This asks the name servers 192.0.2.53 and 192.0.2.54 for records of mail.example.org, example.org, other.example.net and example.net, and greets the mail server at 192.0.2.7, 2001:db8::7 and the addresses of other.example.net, port 25. It sends no mail, and nothing is contacted before you agree.",
    );
  });

  it("in one word for several names", () => {
    expect(confirmationText(planOf([NAMED, { ...NAMED, name: "a.example.net" }], ["192.0.2.53"]))).toContain(
      " at the addresses of other.example.net and a.example.net, port 25.",
    );
  });

  it("also where nobody knows the name servers by their addresses", () => {
    expect(confirmationText(planOf([NAMED], []))).toMatch(
      /^This asks the name servers that this machine uses for /,
    );
  });
});

describe("the address of a name server", () => {
  it.each([
    "192.0.2.53",
    "192.0.2.53:53",
    "255.249.99.0:65535",
    "2001:db8::53",
    "::1",
    "[2001:db8::53]",
    "[2001:db8::53]:5353",
    "::ffff:192.0.2.1",
  ])("may be %s", (text) => {
    expect(nameServerProblem(text)).toBeUndefined();
  });

  it.each([
    "",
    "dns.example.org",
    "192.0.2",
    "192.0.2.1.",
    "192.0.2.256",
    "192.0.2.53:0",
    "192.0.2.53:65536",
    "192.0.2.53:",
    "2001:db8::53::1",
    "[192.0.2.53]:53",
    "[2001:db8::53",
    "1.2.3.4 5",
    "::1]@[::2",
  ])("may not be %j", (text) => {
    expect(nameServerProblem(text)).toMatch(/^Write an address/);
  });
});

it.each([
  [25, true],
  [65_535, true],
  [0, false],
  [65_536, false],
  [2.5, false],
  [Number.NaN, false],
])("knows a port: %d", (port, expected) => {
  expect(isPort(port)).toBe(expected);
});

it("takes names for hosts, and nothing else", () => {
  expect(["mail.example.org", " mail.example.org ", "pöst.example"].map(hostProblem)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  for (const text of ["", " ", "a b", "https://x", "-c", "a@b", "a:25"])
    expect(hostProblem(text)).toMatch(/^Write the name/);
});

it("says what was found", () => {
  expect([reportOf(GOOD), reportOf(BAD), reportOf(GOOD, HOSTILE)].map(foundText)).toEqual([
    "The check of mail.example.org has found nothing wrong.",
    "The check of pöst.example.org has found 3 problems and 2 warnings.",
    "The check of mail.example.org and </text><script>alert(1)</script>\"'&\ufffd\ufffdx has found 1 problem.",
  ]);
});

it.each([
  ["550 5.7.25 no PTR record", "550 5.7.25 no PTR record"],
  [" host x[192.0.2.1] said: 421-try later \n", "host x[192.0.2.1] said: 421-try later"],
  ["250 Ok", ""],
  ["550 one\n550 two", ""],
  ["http://x:5501", ""],
])("finds a refusal in what was copied: %j", (text, line) => {
  expect(refusalIn(text)).toBe(line);
});

it("names files without what paths have a meaning for", () => {
  expect(fileName(BAD, "svg")).toBe("trinity-xn--pst-5qa.example.org.svg");
  expect(fileName(HOSTILE, "md")).toBe("trinity-__text__script_alert_1___script______.md");
});

it("says the time for everybody", () => {
  expect(stampText(reportOf().time)).toBe("2026-11-25 01:02:03 UTC");
});
