import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluateSpf,
  type SpfEvaluation,
  type SpfRequest,
} from "../../../../server/src/tools/trinity/spf/evaluate";
import { fakeResolver } from "../../../support/fake-resolver";

type Request = Partial<SpfRequest>;

function evaluate(zone: string, request: Request = {}): Promise<SpfEvaluation> {
  const whole = { address: "192.0.2.1", domain: "example.org", helo: "mx.example.org", ...request };
  return evaluateSpf(whole, fakeResolver(zone));
}

/** The result, and what decided. */
async function verdict(zone: string, request: Request = {}): Promise<string> {
  const { result, term } = await evaluate(zone, request);
  return term === undefined ? result : `${result} ${term}`;
}

async function problem(zone: string, request: Request = {}): Promise<string> {
  const { result, problem, term } = await evaluate(zone, request);
  expect(term).toBeUndefined();
  return `${result}: ${problem}`;
}

/** The zone of RFC 7208, appendix A. */
const APPENDIX = `
  example.com          MX 10 mail-a.example.com
  example.com          MX 20 mail-b.example.com
  example.com          A 192.0.2.10
  example.com          A 192.0.2.11
  amy.example.com      A 192.0.2.65
  bob.example.com      A 192.0.2.66
  mail-a.example.com   A 192.0.2.129
  mail-b.example.com   A 192.0.2.130
  www.example.com      CNAME example.com
  192.0.2.10           PTR example.com
  192.0.2.11           PTR example.com
  192.0.2.65           PTR amy.example.com
  192.0.2.66           PTR bob.example.com
  192.0.2.129          PTR mail-a.example.com
  192.0.2.130          PTR mail-b.example.com
  192.0.2.140          PTR mail-c.example.org
  mail-c.example.org   A 192.0.2.140
  10.0.0.4             PTR bob.example.com
  example.net          MX 10 mail-c.example.org
`;
const CLIENTS = [
  "192.0.2.10",
  "192.0.2.11",
  "192.0.2.65",
  "192.0.2.66",
  "192.0.2.129",
  "192.0.2.130",
  "192.0.2.131",
  "192.0.2.140",
  "10.0.0.4",
];

describe("the examples of the RFC", () => {
  it.each<[string, readonly string[]]>([
    ["v=spf1 +all", CLIENTS],
    ["v=spf1 a -all", ["192.0.2.10", "192.0.2.11"]],
    ["v=spf1 a:example.org -all", []],
    ["v=spf1 mx -all", ["192.0.2.129", "192.0.2.130"]],
    ["v=spf1 mx:example.net -all", ["192.0.2.140"]],
    ["v=spf1 mx mx:example.net -all", ["192.0.2.129", "192.0.2.130", "192.0.2.140"]],
    ["v=spf1 mx/30 mx:example.net/30 -all", ["192.0.2.129", "192.0.2.130", "192.0.2.131", "192.0.2.140"]],
    [
      "v=spf1 ptr -all",
      ["192.0.2.10", "192.0.2.11", "192.0.2.65", "192.0.2.66", "192.0.2.129", "192.0.2.130"],
    ],
    ["v=spf1 ip4:192.0.2.128/28 -all", ["192.0.2.129", "192.0.2.130", "192.0.2.131", "192.0.2.140"]],
    ["v=spf1 a:www.example.com -all", ["192.0.2.10", "192.0.2.11"]],
  ])("%s", async (record, expected) => {
    const zone = `${APPENDIX}\nexample.com TXT "${record}"`;
    const passed: string[] = [];
    for (const address of CLIENTS) {
      const { result, problem } = await evaluate(zone, { address, domain: "example.com" });
      expect(problem).toBeUndefined();
      if (result === "pass") passed.push(address);
    }
    expect(passed).toEqual(expected);
  });

  it("takes a list of names for blocking and for senders (A.3, A.4)", async () => {
    const zone = `
      example.com TXT "v=spf1 -include:%{d}.black.example exists:%{l}._spf.%{d} -all"
      mary._spf.example.com A 127.0.0.2
      example.com.black.example TXT "v=spf1 ip4:192.0.2.7"
    `;
    const from = (sender: string, address = "192.0.2.1") =>
      verdict(zone, { domain: "example.com", sender, address });
    expect(await from("mary@example.com")).toBe("pass exists:%{l}._spf.%{d} of example.com");
    expect(await from("fred@example.com")).toBe("fail -all of example.com");
    expect(await from("mary@example.com", "192.0.2.7")).toBe(
      "fail ip4:192.0.2.7 of example.com.black.example",
    );
  });
});

describe("evaluateSpf", () => {
  it("says what decided, in which record, with how many look-ups", async () => {
    const zone = `
      example.org      TXT "v=spf1 mx include:_spf.example.net -all"
      example.org      TXT "some other text"
      example.org      MX 10 mx.example.org
      mx.example.org   A 192.0.2.9
      _spf.example.net TXT "v=spf1 a:a.example.net ip4:192.0.2.0/29 ~all"
      a.example.net    A 192.0.2.8
    `;
    const record = "v=spf1 mx include:_spf.example.net -all";
    expect(await evaluate(zone)).toEqual({
      result: "pass",
      record,
      term: "ip4:192.0.2.0/29 of _spf.example.net",
      lookups: 3,
      problem: undefined,
    });
    expect(await evaluate(zone, { address: "192.0.2.77" })).toMatchObject({
      result: "fail",
      term: "-all of example.org",
    });
    expect(await evaluate(zone, { address: "192.0.2.9" })).toMatchObject({
      term: "mx of example.org",
      lookups: 1,
    });
  });

  it.each([
    ["all", "pass all of example.org"],
    ["-all", "fail -all of example.org"],
    ["~ALL", "softfail ~ALL of example.org"],
    ["?all", "neutral ?all of example.org"],
    ["", "neutral"],
    ["ip4:192.0.2.2 ip6:2001:db8::1", "neutral"],
    ["-all redirect=nowhere.example", "fail -all of example.org"],
    ["all a:nowhere.example mx:nowhere.example ptr exists:nowhere.example", "pass all of example.org"],
    ["moo=x exp=nowhere.example ip4:192.0.2.1", "pass ip4:192.0.2.1 of example.org"],
    ["ip4:1.2.3.4/0", "pass ip4:1.2.3.4/0 of example.org"],
    ["ip6:::ffff:192.0.2.1 -all", "fail -all of example.org"],
  ])("%s: %s", async (terms, expected) => {
    expect(await verdict(`example.org TXT "v=spf1 ${terms}"`)).toBe(expected);
  });

  it("looks up the addresses of the client's own kind", async () => {
    const zone = `
      example.org TXT "v=spf1 a/24//64 mx//127 -all"
      example.org A 192.0.2.200
      example.org AAAA 2001:db8:0:1::1
      example.org MX 10 mx.example.org
      mx.example.org AAAA 2001:db8:0:2::
    `;
    const of = (address: string) => verdict(zone, { address });
    expect(await of("192.0.2.1")).toBe("pass a/24//64 of example.org");
    expect(await of("::ffff:192.0.2.1")).toBe("pass a/24//64 of example.org");
    expect(await of("192.0.3.1")).toBe("fail -all of example.org");
    expect(await of("2001:db8:0:1:ff::")).toBe("pass a/24//64 of example.org");
    expect(await of("2001:db8:0:2::1")).toBe("pass mx//127 of example.org");
    expect(await of("2001:db8:0:2::2")).toBe("fail -all of example.org");
  });

  it("asks for an address of IPv4 where existence is all", async () => {
    const zone = `example.org TXT "v=spf1 exists:a.example -all"\na.example A 127.0.0.2`;
    expect(await verdict(zone, { address: "2001:db8::1" })).toBe("pass exists:a.example of example.org");
  });

  it.each([
    ["v=spf1 +all", "pass +all of b.example"],
    ["v=spf1 -all", "softfail ~all of example.org"],
    ["v=spf1 ~all", "softfail ~all of example.org"],
    ["v=spf1 ?all", "softfail ~all of example.org"],
    ["v=spf1", "softfail ~all of example.org"],
  ])("includes %s", async (included, expected) => {
    expect(
      await verdict(`example.org TXT "v=spf1 include:b.example ~all"\nb.example TXT "${included}"`),
    ).toBe(expected);
  });

  it("gives the redirected domain to macros", async () => {
    const zone = `
      example.org TXT "v=spf1 redirect=%{d1}.example"
      org.example TXT "v=spf1 a:%{o}.%{d} -all"
      example.org.org.example A 192.0.2.1
    `;
    expect(await verdict(zone)).toBe("pass a:%{o}.%{d} of org.example");
  });

  it("fills in what the sender leaves out", async () => {
    const zone = `
      example.org TXT "v=spf1 exists:%{l}.%{o}.%{h} -all"
      postmaster.example.org.mx.example.org A 127.0.0.1
    `;
    for (const sender of [undefined, "", "@example.org", "example.org"]) {
      expect(await verdict(zone, { sender })).toBe("pass exists:%{l}.%{o}.%{h} of example.org");
    }
    expect(await verdict(zone, { sender: "other@example.org" })).toBe("fail -all of example.org");
  });

  describe("ptr", () => {
    const ZONE = `
      example.org TXT "v=spf1 ptr ptr:example.net -all"
      192.0.2.1   PTR Mail.Example.Org
      mail.example.org A 192.0.2.1
      192.0.2.2   PTR mail.example.org
      192.0.2.3   PTR mailexample.net
      mailexample.net A 192.0.2.3
      192.0.2.4   PTR broken.example.org
      broken.example.org SERVFAIL
      192.0.2.4   PTR example.net
      example.net A 192.0.2.4
      192.0.2.5   TIMEOUT
    `;

    it.each([
      ["192.0.2.1", "pass ptr of example.org"],
      ["192.0.2.2", "fail -all of example.org"],
      ["192.0.2.3", "fail -all of example.org"],
      ["192.0.2.4", "pass ptr:example.net of example.org"],
      ["192.0.2.5", "fail -all of example.org"],
    ])("%s: %s", async (address, expected) => {
      expect(await verdict(ZONE, { address })).toBe(expected);
    });

    it("looks at ten names", async () => {
      const zone = (before: number) => `
        example.org TXT "v=spf1 ptr -all"
        ${Array.from({ length: before }, (_, index) => `192.0.2.1 PTR other${index}.example`).join("\n")}
        192.0.2.1 PTR mx.example.org
        mx.example.org A 192.0.2.1
      `;
      expect(await verdict(zone(9))).toBe("pass ptr of example.org");
      expect(await verdict(zone(10))).toBe("fail -all of example.org");
    });

    it.each([
      ["example.org is itself", "a.example b.example.org example.org", "example.org"],
      ["a name is beneath it", "a.example b.example.org", "b.example.org"],
      ["there is another", "a.example xexample.org", "a.example"],
      ["there is none", "", "unknown"],
    ])("is what a macro takes: %s", async (_, names, expected) => {
      const zone = `
        example.org TXT "v=spf1 exists:%{p}.x.example -all"
        ${expected}.x.example A 127.0.0.1
        ${names
          .split(" ")
          .filter(Boolean)
          .map((name) => `192.0.2.1 PTR ${name}\n${name} A 192.0.2.1`)
          .join("\n")}
      `;
      expect(await verdict(zone)).toBe("pass exists:%{p}.x.example of example.org");
    });

    it("is asked for once", async () => {
      const resolver = fakeResolver(
        `${ZONE}\nother.example TXT "v=spf1 ptr:a.example ptr:b.example a:%{p}.c.example"`,
      );
      await evaluateSpf({ address: "192.0.2.1", domain: "other.example", helo: "x" }, resolver);
      expect(resolver.asked.filter((question) => question.endsWith("PTR"))).toHaveLength(1);
    });
  });

  describe("without a record", () => {
    it.each([
      ["nowhere.example", "nowhere.example has no SPF record."],
      ["example.org", "example.org has no SPF record."],
      ["müller.example", "müller.example is no name that a domain can have."],
      ["localhost", "localhost is no name that a domain can have."],
      ["a..example", "a..example is no name that a domain can have."],
      ["", " is no name that a domain can have."],
      [`${"a".repeat(64)}.example`, `${"a".repeat(64)}.example is no name that a domain can have.`],
      [`${"a.".repeat(124)}example`, `${"a.".repeat(124)}example is no name that a domain can have.`],
    ])("none: %s", async (domain, expected) => {
      expect(await evaluate(`example.org TXT "v=spf10 -all"`, { domain })).toEqual({
        result: "none",
        record: undefined,
        term: undefined,
        lookups: 0,
        problem: expected,
      });
    });

    it("takes a dot at the end of a domain", async () => {
      expect(await verdict(`example.org TXT "v=spf1 -all"`, { domain: "example.org." })).toBe(
        "fail -all of example.org",
      );
    });

    it("does not ask for a client that is none", async () => {
      expect(await problem(`example.org TXT "v=spf1 all"`, { address: "192.0.2" })).toBe(
        "none: 192.0.2 is no IP address.",
      );
    });
  });

  describe("permerror", () => {
    it("with several records", async () => {
      const zone = `example.org TXT "v=spf1 -all"\nexample.org TXT "V=SPF1"`;
      expect(await problem(zone)).toBe(
        "permerror: example.org has 2 SPF records; receivers use none of them (permerror).",
      );
      expect((await evaluate(zone)).record).toBeUndefined();
    });

    it("with a mistake, even behind what matches", async () => {
      expect(await problem(`example.org TXT "v=spf1 all ipv4:192.0.2.1"`)).toBe(
        "permerror: The record of example.org is broken (permerror): ipv4:192.0.2.1 is no term of SPF.",
      );
    });

    it("with a mistake in what is included", async () => {
      const zone = `example.org TXT "v=spf1 include:b.example"\nb.example TXT "v=spf1 ip4:x"`;
      expect(await problem(zone)).toBe(
        "permerror: The record of b.example is broken (permerror): ip4:x names no IPv4 address.",
      );
      expect((await evaluate(zone)).record).toBe("v=spf1 include:b.example");
    });

    it.each(["include:", "redirect="])("with %s a domain without a record", async (term) => {
      expect(await problem(`example.org TXT "v=spf1 ${term}b.example"`)).toBe(
        `permerror: The record of example.org names b.example (${term}b.example), which has no SPF record; receivers treat the record as broken (permerror).`,
      );
    });

    it("with a macro that makes no name", async () => {
      expect(
        await problem(`example.org TXT "v=spf1 include:%{l}.example"`, { sender: "a..b@example.org" }),
      ).toBe(
        "permerror: The record of example.org names a..b.example (include:%{l}.example), which is no name that a domain can have; receivers treat the record as broken (permerror).",
      );
    });
  });

  describe("temperror", () => {
    it.each([
      ["SERVFAIL", "192.0.2.53 could not find it out (SERVFAIL)"],
      ["TIMEOUT", "192.0.2.53 did not answer within 5 s"],
      ["REFUSED", "192.0.2.53 refused to answer"],
    ])("where the record cannot be read: %s", async (failure, text) => {
      expect(await problem(`example.org ${failure}`)).toBe(
        `temperror: The record of example.org could not be read: ${text} (temperror).`,
      );
    });

    it.each([
      "a:bad.example",
      "mx:bad.example",
      "exists:bad.example",
      "mx:half.example",
    ])("at %s", async (term) => {
      const zone = `
        example.org TXT "v=spf1 ${term} -all"
        bad.example SERVFAIL
        half.example MX 10 bad.example
      `;
      expect(await problem(zone)).toBe(
        `temperror: ${term} in the record of example.org could not be looked up: 192.0.2.53 could not find it out (SERVFAIL) (temperror).`,
      );
    });

    it.each(["include:", "redirect="])("at %s a domain", async (term) => {
      expect(await problem(`example.org TXT "v=spf1 ${term}bad.example"\nbad.example TIMEOUT`)).toBe(
        "temperror: The record of bad.example could not be read: 192.0.2.53 did not answer within 5 s (temperror).",
      );
    });
  });

  describe("limits", () => {
    const chain = (length: number) =>
      Array.from(
        { length },
        (_, index) => `d${index}.example TXT "v=spf1 include:d${index + 1}.example"`,
      ).join("\n");

    it("allows ten look-ups", async () => {
      const zone = `${chain(10)}\nd10.example TXT "v=spf1 all"`;
      expect(await evaluate(zone, { domain: "d0.example" })).toMatchObject({
        result: "pass",
        term: "all of d10.example",
        lookups: 10,
      });
    });

    it("stops at the eleventh", async () => {
      const zone = `${chain(11)}\nd11.example TXT "v=spf1 all"`;
      expect(await evaluate(zone, { domain: "d0.example" })).toMatchObject({
        result: "permerror",
        lookups: 11,
        problem:
          "The record of d10.example makes the 11th look-up (include:d11.example); receivers stop at 10 and treat the record as broken (permerror).",
      });
    });

    it.each(["a", "mx", "ptr", "include:e.example"])("counts %s", async (term) => {
      const zone = (count: number) => `
        example.org TXT "v=spf1 ${Array.from({ length: count }, () => term).join(" ")} redirect=r.example"
        example.org A 192.0.2.9
        example.org MX 10 example.org
        192.0.2.1 PTR a.example
        e.example TXT "v=spf1 exp=e.example moo=%{p} ip4:192.0.2.7 -all"
        r.example TXT "v=spf1 all"
      `;
      expect(await evaluate(zone(9))).toMatchObject({ result: "pass", lookups: 10 });
      expect(await evaluate(zone(10))).toMatchObject({ result: "permerror", lookups: 11 });
    });

    it("counts exists", async () => {
      const zone = `example.org TXT "v=spf1 exists:a.example exists:example.net"\nexample.net A 127.0.0.1`;
      expect(await evaluate(zone)).toMatchObject({ result: "pass", lookups: 2 });
    });

    it("allows two terms that find nothing", async () => {
      const zone = (terms: string) => `
        example.org TXT "v=spf1 ${terms} -all"
        example.org MX 10 nowhere.example.org
        v6.example.org AAAA 2001:db8::1
      `;
      expect(await verdict(zone("a:v6.example.org mx:nowhere.example mx mx"))).toBe(
        "fail -all of example.org",
      );
      const sentence = (term: string) =>
        `permerror: The record of example.org asks for something that is not there, as the 3rd term (${term}); receivers stop at 2 and treat the record as broken (permerror).`;
      for (const term of ["a:nowhere.example", "mx:nowhere.example", "exists:nowhere.example", "ptr"]) {
        expect(await problem(zone(`a:v6.example.org a ${term}`))).toBe(sentence(term));
      }
    });

    it("does not ask for what is no name, and does not count it", async () => {
      const terms = "a:a..example mx:b..example exists:c..example a:ok.example -all";
      expect(await verdict(`example.org TXT "v=spf1 ${terms}"`)).toBe("fail -all of example.org");
    });

    it("allows ten mail exchangers", async () => {
      const zone = (count: number) => `
        example.org TXT "v=spf1 mx -all"
        ${Array.from({ length: count }, (_, index) => `example.org MX 10 mx${index}.example.org\nmx${index}.example.org A 192.0.2.${index + 1}`).join("\n")}
      `;
      expect(await verdict(zone(10), { address: "192.0.2.10" })).toBe("pass mx of example.org");
      expect(await problem(zone(11))).toBe(
        "permerror: The record of example.org leads to 11 mail exchangers (mx); receivers stop at 10 and treat the record as broken (permerror).",
      );
    });

    it("stands a domain that takes no mail", async () => {
      expect(await verdict(`example.org TXT "v=spf1 mx -all"\nexample.org MX 0 .`)).toBe(
        "fail -all of example.org",
      );
    });

    it("ends a circle", async () => {
      const zone = `a.example TXT "v=spf1 include:b.example"\nb.example TXT "v=spf1 redirect=a.example"`;
      expect(await evaluate(zone, { domain: "a.example" })).toMatchObject({
        result: "permerror",
        lookups: 11,
      });
    });
  });

  it("shows nothing that steers a terminal", async () => {
    expect(await problem(`example.org TXT "v=spf1 \u001b[2J"`)).toContain(": \ufffd[2J is no term of SPF.");
  });
});

describe("any records", () => {
  const names = fc.constantFrom(
    "a.example",
    "b.example",
    "c.example",
    "d.example",
    "%{d}",
    "%{p}",
    "%{ir}.%{v}.x",
    "%{s}.example",
  );
  const sign = fc.constantFrom("", "-", "~", "?", "+");
  const termWith = fc
    .tuple(sign, fc.constantFrom("include", "a", "mx", "ptr", "exists", "redirect="), names)
    .map(([mark, name, domain]) => (name === "redirect=" ? name + domain : `${mark}${name}:${domain}`));
  const term = fc.oneof(
    { weight: 8, arbitrary: termWith },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        "a",
        "mx",
        "ptr",
        "ip4:192.0.2.7",
        "ip6:2001:db8::/32",
        "~all",
        "exp=a.example",
      ),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  const record = fc.array(term, { maxLength: 14 }).map((terms) => `v=spf1 ${terms.join(" ")}`);
  const other = fc.constantFrom(
    "A 192.0.2.7",
    "AAAA 2001:db8::7",
    "MX 10 b.example",
    "MX 20 c.example",
    "MX 0 .",
    "SERVFAIL A",
    "TIMEOUT MX",
  );
  const name = fc.constantFrom("a.example", "b.example", "c.example", "d.example");
  const line = fc.tuple(name, other).map(([owner, data]) => `${owner} ${data}`);
  const address = fc.constantFrom("192.0.2.1", "2001:db8:1::1", "192.0.2.7", "nonsense");

  it("end, do not throw, and are not looked up more often than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 4, maxLength: 5 }),
        fc.array(line, { maxLength: 8 }),
        address,
        fc.string(),
        async (records, lines, client, sender) => {
          const texts = records.map(
            (text, index) => `${"abcd"[index % 4]}.example TXT ${JSON.stringify(text)}`,
          );
          const reverse = ["192.0.2.1 PTR a.example", "192.0.2.7 PTR b.example"];
          const resolver = fakeResolver([...texts, ...lines, ...reverse].join("\n"));
          const request = { address: client, domain: "a.example", sender, helo: sender };
          const evaluation = await evaluateSpf(request, resolver);
          expect(evaluation.lookups).toBeLessThanOrEqual(11);
          // A record, eleven terms, their ten names each, and the client's.
          expect(resolver.asked.length).toBeLessThanOrEqual(1 + 11 * 11 + 11);
          const isError = ["none", "permerror", "temperror"].includes(evaluation.result);
          expect(evaluation.problem !== undefined).toBe(isError);
          expect(evaluation.lookups === 11).toBe(/11th look-up/.test(evaluation.problem ?? ""));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("may be any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), async (text, sender) => {
        const resolver = {
          servers: [],
          ask: async () => ({ kind: "found", records: [`v=spf1 ${text}`] }) as never,
        };
        await evaluateSpf({ address: "192.0.2.1", domain: "a.example", sender, helo: text }, resolver);
      }),
    );
  });
});
