// Under which names and from which addresses a configuration has its server appear to others.
import { domainToASCII, domainToUnicode } from "node:url";
import { describe, expect, it } from "vitest";
import type { PostfixFacts } from "../../../server/src/analysis/model/postfix-facts";
import type { TrinityIdentity } from "../../../server/src/contract/trinity";
import type { InterfaceAddress } from "../../../server/src/ports/machine";
import { identitiesOf, identityOfHost } from "../../../server/src/tools/trinity/identity";
import { parseFixture } from "../../support/fixture";
import { factsFor } from "../../support/rule-tester";

const FORMS = {
  toAscii: (name: string) => domainToASCII(name) || undefined,
  toUnicode: (name: string) => domainToUnicode(name),
};

const v4 = (address: string): InterfaceAddress => ({ family: "IPv4", address, netmask: "255.255.255.0" });
const v6 = (address: string): InterfaceAddress => ({
  family: "IPv6",
  address,
  netmask: "ffff:ffff:ffff:ffff::",
});

interface Circumstances {
  /** The installed Postfix works with these very files, on a machine with these addresses. */
  readonly live?: readonly InterfaceAddress[];
  readonly files?: Readonly<Record<string, string>>;
}

async function identitiesIn(fixture: string, { live, files = {} }: Circumstances = {}) {
  const text = fixture.startsWith("--") ? fixture : `-- main.cf --\n${fixture}`;
  const parsed = parseFixture(text).files;
  const isLive = live !== undefined;
  const machine = { hostname: "box.example.org", addresses: live ?? [], hosts: new Map(), processId: 1 };
  return identitiesOf(
    {
      facts: isLive
        ? (Object.create(factsFor({ tableTypes: [] }), { machine: { value: machine } }) as PostfixFacts)
        : factsFor({}),
      whereabouts: isLive ? { path: "/etc/postfix", isNamed: true } : {},
      main: parsed.get("main.cf")?.text ?? "",
      master: parsed.get("master.cf")?.text,
      read: async (path) => files[path],
    },
    FORMS,
  );
}

/** The only identity, or what a test says of it. */
async function identityIn(fixture: string, circumstances?: Circumstances): Promise<TrinityIdentity> {
  const identities = await identitiesIn(fixture, circumstances);
  if (typeof identities === "string" || identities.length !== 1)
    throw new Error(`not one identity: ${JSON.stringify(identities)}`);
  return identities[0]!;
}

const PLAIN: TrinityIdentity = {
  name: "mail.example.org",
  unicodeName: "mail.example.org",
  parameter: "myhostname",
  service: null,
  services: [],
  serverName: "mail.example.org",
  banner: "mail.example.org ESMTP Postfix",
  addresses: [],
  families: ["IPv4", "IPv6"],
  listensAt: [],
  relay: null,
  domain: "example.org",
  selectors: [],
  notes: [],
};

const HOST = "myhostname = mail.example.org\n";

describe("the identity of main.cf", () => {
  it("is called by myhostname, and its domain is the one above it", async () => {
    expect(await identityIn(HOST)).toEqual(PLAIN);
  });

  it("is called by smtp_helo_name where that is set, but answers by myhostname", async () => {
    expect(await identityIn(`${HOST}smtp_helo_name = out.$mydomain`)).toEqual({
      ...PLAIN,
      name: "out.example.org",
      unicodeName: "out.example.org",
      parameter: "smtp_helo_name",
    });
  });

  it("has the name in both forms", async () => {
    const { name, unicodeName } = await identityIn("myhostname = mail.müller.example");
    expect([name, unicodeName]).toEqual(["mail.xn--mller-kva.example", "mail.müller.example"]);
  });

  it("sends from smtp_bind_address and smtp_bind_address6", async () => {
    const { addresses } = await identityIn(
      `${HOST}smtp_bind_address = 192.0.2.7\nsmtp_bind_address6 = 2001:DB8::7`,
    );
    expect(addresses).toEqual([
      { address: "192.0.2.7", source: "smtp_bind_address" },
      { address: "2001:db8::7", source: "smtp_bind_address6" },
    ]);
  });

  it("sends from the only address in inet_interfaces that is not the machine itself", async () => {
    expect((await identityIn(`${HOST}inet_interfaces = 192.0.2.7`)).addresses).toEqual([
      { address: "192.0.2.7", source: "inet_interfaces" },
    ]);
    expect((await identityIn(`${HOST}inet_interfaces = 127.0.0.1`)).addresses).toEqual([]);
    expect((await identityIn(`${HOST}inet_interfaces = 192.0.2.7, 192.0.2.8`)).addresses).toEqual([]);
  });

  it("leaves out what inet_protocols leaves out", async () => {
    const { families, addresses } = await identityIn(
      `${HOST}inet_protocols = ipv4\nsmtp_bind_address6 = 2001:db8::7`,
    );
    expect([families, addresses]).toEqual([["IPv4"], []]);
  });

  it("is seen by others at proxy_interfaces where its own address is private", async () => {
    const { addresses, notes } = await identityIn(
      `${HOST}inet_interfaces = 10.0.0.5\nproxy_interfaces = 192.0.2.9`,
    );
    expect([addresses, notes]).toEqual([[{ address: "192.0.2.9", source: "proxy_interfaces" }], []]);
  });

  it("says that a private address is not the one that others see", async () => {
    const { addresses, notes } = await identityIn(`${HOST}smtp_bind_address = 10.0.0.5`);
    expect([addresses, notes]).toEqual([
      [],
      [
        "10.0.0.5 (smtp_bind_address) is not an address that others can see. If a router puts another one in its place, name that in proxy_interfaces; until then the addresses of the name are checked.",
      ],
    ]);
  });

  it("says that a relay speaks for it", async () => {
    const { relay, notes } = await identityIn(`${HOST}relayhost = [smtp.example.net]:587`);
    expect([relay, notes]).toEqual([
      "[smtp.example.net]:587",
      [
        "All mail leaves by the relay [smtp.example.net]:587, so others see the name and the addresses of the relay; check these as well: they are what decides.",
      ],
    ]);
  });

  it("has the domain of myorigin where that is set", async () => {
    expect((await identityIn(`${HOST}myorigin = example.com`)).domain).toBe("example.com");
  });

  it("is not known where main.cf names nobody and the machine is another one", async () => {
    expect(await identitiesIn("relayhost =")).toMatch(/^What this server is called is not known here/);
  });
});

describe("the identity of the machine itself", () => {
  it("has the machine's name and its only address, and answers there", async () => {
    expect(await identityIn("", { live: [v4("127.0.0.1"), v4("192.0.2.7"), v6("fe80::1")] })).toEqual({
      ...PLAIN,
      name: "box.example.org",
      unicodeName: "box.example.org",
      serverName: "box.example.org",
      banner: "box.example.org ESMTP Postfix",
      addresses: [{ address: "192.0.2.7", source: "this machine" }],
    });
  });

  it("is greeted at the machine where a router stands before it", async () => {
    const { addresses, listensAt } = await identityIn(`${HOST}proxy_interfaces = 192.0.2.9`, {
      live: [v4("10.0.0.5")],
    });
    expect([addresses, listensAt]).toEqual([
      [{ address: "192.0.2.9", source: "proxy_interfaces" }],
      ["127.0.0.1"],
    ]);
  });

  it("reads the domain from a file, as Debian has it", async () => {
    const files = { "/etc/mailname": "example.net\n" };
    const { domain } = await identityIn(`${HOST}myorigin = /etc/mailname`, { live: [], files });
    expect(domain).toBe("example.net");
  });

  it("knows the selectors of a milter that signs, and asks nobody where there is none", async () => {
    const circumstances = { live: [], files: { "/etc/opendkim.conf": "Selector s2026\n" } };
    const signing = `${HOST}smtpd_milters = inet:localhost:8891`;
    expect((await identityIn(signing, circumstances)).selectors).toEqual(["s2026"]);
    expect((await identityIn(HOST, circumstances)).selectors).toEqual([]);
  });
});

describe("the identities of services", () => {
  const MASTER = `smtp inet n - n - - smtpd
smtp unix - - n - - smtp
relay unix - - n - - smtp
  -o syslog_name=postfix/relay
`;

  it("are one where the services send alike", async () => {
    const identity = await identityIn(`-- main.cf --\n${HOST}-- master.cf --\n${MASTER}`);
    expect(identity).toEqual({ ...PLAIN, services: ["smtp/unix", "relay/unix"] });
  });

  it("are several where names or addresses are overridden", async () => {
    const second =
      "bulk unix - - n - - smtp\n  -o smtp_helo_name=bulk.example.org\n  -o smtp_bind_address=192.0.2.8\n";
    const identities = await identitiesIn(`-- main.cf --\n${HOST}-- master.cf --\n${MASTER}${second}`);
    expect(identities).toEqual([
      { ...PLAIN, services: ["smtp/unix", "relay/unix"] },
      {
        ...PLAIN,
        name: "bulk.example.org",
        unicodeName: "bulk.example.org",
        parameter: "smtp_helo_name",
        service: "bulk/unix",
        services: ["bulk/unix"],
        addresses: [{ address: "192.0.2.8", source: "smtp_bind_address" }],
      },
    ]);
  });

  it("answer as the service at port 25 does, with postscreen before it or not", async () => {
    const named = (lines: string) => identityIn(`-- main.cf --\n${HOST}-- master.cf --\n${lines}`);
    const override = "  -o myhostname=mx.example.org\n";
    const direct = await named(`smtp inet n - n - - smtpd\n${override}submission inet n - n - - smtpd\n`);
    const screened = await named(`smtp inet n - n - 1 postscreen\nsmtpd pass - - n - - smtpd\n${override}`);
    expect([direct.serverName, direct.banner]).toEqual(["mx.example.org", "mx.example.org ESMTP Postfix"]);
    expect(screened.serverName).toBe("mx.example.org");
  });
});

describe("a name that was given", () => {
  it("is all that is known", () => {
    expect(identityOfHost("Mail.Example.org.", FORMS)).toEqual({
      ...PLAIN,
      parameter: null,
      serverName: null,
      banner: null,
      domain: "",
    });
  });

  it("may be an address", () => {
    const identity = identityOfHost("[IPv6:2001:DB8::1]", FORMS);
    expect(identity && [identity.name, identity.addresses]).toEqual([
      "2001:db8::1",
      [{ address: "2001:db8::1", source: "" }],
    ]);
  });

  it("is refused where it can be none", () => {
    expect(identityOfHost("no name", FORMS)).toBeUndefined();
  });
});
