/** `postfix-ls trinity` in a world where names and servers are those of the test: what it prints, and whom it asks. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TrinityPlan, TrinityReport } from "../../server/src/contract/trinity";
import { fakeNetwork } from "../support/fake-network";
import { NOW } from "../support/fake-queue";
import { type FakeFile, run, transcript, type World } from "./support";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const GOOD = `
  mail.example.org A 203.0.113.7
  203.0.113.7 PTR mail.example.org
  example.org MX 10 mail.example.org
  example.org TXT "v=spf1 mx -all"
  _dmarc.example.org TXT "v=DMARC1; p=reject"`;

const SERVER = { "203.0.113.7": ["220 mail.example.org ESMTP", "250-mail.example.org\n250 SIZE"] };

const CONFIGURATION = {
  "/etc/postfix/main.cf": "myhostname = mail.example.org\nsmtp_bind_address = 203.0.113.7\n",
  "/etc/postfix/master.cf":
    "smtp inet n - n - - smtpd\nsmtp unix - - n - - smtp\nbulk unix - - n - - smtp\n  -o smtp_helo_name=bulk.example.org\n",
};

/** Runs a line; the world is the good one unless a test made another. */
async function trinity(
  line: string,
  world: World = {},
  zone = GOOD,
  servers: typeof SERVER | object = SERVER,
) {
  const network = fakeNetwork(zone, servers as typeof SERVER);
  const outcome = await run(`trinity ${line}`, { network, ...world });
  return { ...outcome, network };
}

const BAD = GOOD.replace("203.0.113.7 PTR mail.example.org", "203.0.113.7 PTR host-113-7.dyn.example.net");

describe("the report", () => {
  it.each([
    ["good", "mail.example.org", GOOD],
    ["bad", "mail.example.org", BAD],
    ["configuration", "", GOOD],
    ["markdown", "mail.example.org --format markdown", BAD],
    ["json", "mail.example.org --json", BAD],
    ["commands", "--commands --dns 192.0.2.54", GOOD],
  ])("is printed: %s", async (name, line, zone) => {
    const { network, ...outcome } = await trinity(line, { files: CONFIGURATION }, zone);
    await expect(transcript(`trinity ${line}`.trim(), outcome)).toMatchFileSnapshot(
      `golden/trinity-${name}.txt`,
    );
    if (name === "commands") expect([network.resolver.asked, network.heard]).toEqual([[], []]);
    else expect(network.heard[0]).toBe("203.0.113.7:25 EHLO [192.0.2.99]");
  });

  it("says what it is doing to somebody who looks, and to nobody else", async () => {
    const looked = await trinity("mail.example.org", { isTTY: true });
    expect(looked.stderr).toContain("asking for the addresses of mail.example.org");
    expect((await trinity("mail.example.org")).stderr).toBe("");
  });

  it("is a picture", async () => {
    const { stdout, code } = await trinity("mail.example.org --format svg");
    expect([code, stdout.includes("<svg") && stdout.endsWith("</svg>\n")]).toEqual([0, true]);
  });

  it("takes domain and selectors from the command line", async () => {
    const { network } = await trinity("mail.example.org --domain example.com --dkim-selector s1");
    expect(network.resolver.asked).toContain("s1._domainkey.example.com TXT");
    expect(network.resolver.asked).toContain("example.com MX");
    expect(network.resolver.asked.filter((asked) => asked.includes("example.org MX"))).toEqual([]);
  });
});

it("asks each question once, however many identities and checks want to know", async () => {
  const { network } = await trinity("", { files: CONFIGURATION });
  const { asked } = network.resolver;
  expect([...asked].sort()).toEqual([...new Set(asked)].sort());
});

describe("the exit code", () => {
  const unreachable = GOOD.replace(/^ *(\S+) .*$/gm, "$1 TIMEOUT");
  it.each([
    ["mail.example.org", 0, GOOD],
    ["mail.example.org", 1, BAD],
    ["mail.example.org", 2, unreachable],
    ["--said hello", 1, GOOD],
    ["--port 0", 2, GOOD],
    ["--timeout never", 2, GOOD],
    ["mail.example.org --dns nonsense", 2, GOOD],
    ["..", 2, GOOD],
    ["-c /nowhere", 2, GOOD],
    ["--plan missing.json", 2, GOOD],
  ])("of %s is %i", async (line, code, zone) => {
    expect((await trinity(line, {}, zone)).code).toBe(code);
  });

  it("says in one line what cannot be", async () => {
    const said = async (line: string) => (await trinity(line)).stderr;
    expect(await said("mail.example.org --dns nonsense")).toBe(
      "postfix-ls: --dns nonsense: it is no address\n",
    );
    expect(await said("-c /nowhere")).toBe("postfix-ls: /nowhere: no such file or directory\n");
  });
});

describe("a refusal", () => {
  it("is explained without asking anybody", async () => {
    const stdin = "550 5.7.1 Sorry, your helo has been denied\n";
    const { stdout, code } = await run("trinity --said - --json", { stdin });
    const { explanations } = JSON.parse(stdout) as { explanations: { checks: string[] }[] };
    expect([code, explanations[0]?.checks[0]]).toEqual([0, "ehlo"]);
  });
});

describe("a plan of an editor", () => {
  const PLAN: TrinityPlan = {
    dns: "192.0.2.54",
    port: 2525,
    identities: [
      {
        name: "mail.example.org",
        unicodeName: "mail.example.org",
        parameter: "myhostname",
        service: null,
        services: ["smtp/unix"],
        serverName: "mail.example.org",
        banner: "mail.example.org ESMTP",
        addresses: [{ address: "203.0.113.7", source: "smtp_bind_address" }],
        families: ["IPv4"],
        listensAt: [],
        relay: null,
        domain: "example.org",
        selectors: [],
        notes: [],
      },
    ],
  };

  it("is carried out, and its report kept in the file that was made for it", async () => {
    const files: Record<string, FakeFile> = {
      "/tmp/plan.json": JSON.stringify(PLAN),
      "/tmp/report.json": "",
    };
    const line = "--plan /tmp/plan.json --report /tmp/report.json --json";
    const { network, code, stdout } = await trinity(line, { files, isWritable: true });
    expect([code, network.heard]).toEqual([0, ["203.0.113.7:2525 EHLO [192.0.2.99]"]]);
    const report = JSON.parse(
      Buffer.from(files["/tmp/report.json"] as Uint8Array).toString(),
    ) as TrinityReport;
    const { identity, checks, time, servers } = JSON.parse(stdout);
    expect([report.time, report.servers, report.results[0]?.identity, report.results[0]?.checks]).toEqual([
      time,
      servers,
      identity,
      checks,
    ]);
    expect(servers).toEqual(["192.0.2.54"]);
  });

  it("is refused where it is none", async () => {
    const files = { "/tmp/plan.json": '{"identities":[]}' };
    const { code, stderr } = await trinity("--plan /tmp/plan.json", { files });
    expect([code, stderr]).toEqual([2, "postfix-ls: /tmp/plan.json: holds no plan of a check\n"]);
  });
});

it("takes a name for that of the configuration where it has it", async () => {
  const { stdout } = await trinity("BULK.example.org -c /etc/postfix --json", { files: CONFIGURATION });
  const { identity, others } = JSON.parse(stdout);
  expect([identity.parameter, identity.services, others]).toEqual(["smtp_helo_name", ["bulk/unix"], []]);
});
