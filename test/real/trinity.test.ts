/**
 * The check of A, PTR and EHLO against real name servers and mail servers:
 * each report as a whole, in `golden/trinity`, where UPDATE=1 writes them
 * anew; read the difference.
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { TrinityReport, TrinityVerdict } from "../../server/src/contract/trinity";
import { nodeDns } from "../../server/src/node/dns";
import type { Network } from "../../server/src/ports/network";
import { NO_POSTFIX } from "../cli/support";
import { until } from "./private-postfix";
import { runReal } from "./real-cli";
import { SITUATIONS, type Situation, SOUND_VERDICTS } from "./trinity-situations";
import { checkGolden, NO_WORLD, type TrinityWorld, withTrinityWorld } from "./trinity-support";

if (NO_WORLD !== undefined && process.env.CI === "true") {
  it("has a Postfix and an unbound", () => {
    expect.fail(`${NO_WORLD}; on a build server this comparison must not be left out`);
  });
}

/** How many situations are looked at at the same time. */
const AT_ONCE = 8;

/** The checks that ended otherwise than those of a sound server; those of a second identity behind `2 `. */
function noticed({ results }: TrinityReport): Record<string, TrinityVerdict> {
  return Object.fromEntries(
    results.flatMap(({ checks }, index) =>
      checks
        .filter(({ id, verdict }) => verdict !== (SOUND_VERDICTS[id] ?? "pass"))
        .map(({ id, verdict }) => [index === 0 ? id : `${index + 1} ${id}`, verdict]),
    ),
  );
}

describe.skipIf(NO_WORLD !== undefined)("postfix-ls trinity", () => {
  const world = withTrinityWorld(SITUATIONS);
  const runs = new Map<Situation, ReturnType<TrinityWorld["run"]>>();
  // Several at once, as most of their time is spent in waiting; not all, or nobody is answered in time on a busy machine.
  beforeAll(() => {
    const places: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
    for (const [index, situation] of SITUATIONS.entries()) {
      const place = index % AT_ONCE;
      const run = places[place]!.then(() => world().run(situation));
      runs.set(situation, run);
      // Those that wait for somebody silent keep nobody else waiting.
      if (!situation.words?.includes("--timeout")) places[place] = run.catch(() => undefined);
    }
  });

  it.each(
    SITUATIONS.map((situation): [string, Situation] => [situation.name, situation]),
  )("reports %s", async (name, situation) => {
    const { code, stdout, stderr, report } = (await runs.get(situation))!;
    expect(stderr).toBe("");
    checkGolden(name, world().plain(stdout));
    const verdicts = noticed(JSON.parse(report) as TrinityReport);
    expect(verdicts).toEqual(situation.noticed);
    const isAnswered = situation.isUnanswered !== true;
    expect(code).toBe(Object.values(verdicts).includes("fail") ? 1 : isAnswered ? 0 : 2);
  });

  it("prints the report as one object", async () => {
    const [situation] = SITUATIONS;
    const { stdout, report } = await world().run(situation!, "--json");
    const { results, ...rest } = JSON.parse(report) as TrinityReport;
    expect(JSON.parse(stdout)).toEqual({ ...results[0], ...rest, others: [] });
  });

  describe("contacts nobody that it does not say", () => {
    beforeAll(async () => {
      await Promise.all(runs.values());
    });

    it("says EHLO and STARTTLS to Postfix, and nothing else", async () => {
      const { postfix } = world();
      const ends = () => postfix.log.match(/disconnect from .*/g) ?? [];
      const starts = () => postfix.log.match(/: connect from /g) ?? [];
      await until(() => ends().length === starts().length);
      expect(ends().length).toBeGreaterThan(50);
      expect(ends().filter((line) => !/\] ehlo=1( starttls=1)? commands=[12]$/.test(line))).toEqual([]);
    });

    it("says no more to other servers", () => {
      const { heard } = world();
      expect(new Set(heard)).toEqual(
        new Set(["", "EHLO [127.0.0.1]\r\n", "EHLO [127.0.0.1]\r\nSTARTTLS\r\n"]),
      );
    });

    it("does not greet those that only a PTR, an MX or a relay names", () => {
      const { connected, questions } = world();
      expect(connected).toContain("192.31.196.3");
      expect(connected).not.toContain("192.31.196.200");
      expect(questions().filter((question) => question.includes("provider.example"))).toEqual([]);
    });

    it("asks the name server for what is reported", () => {
      const own = world()
        .questions()
        .filter((question) => /no-starttls|^25\.196\./.test(question));
      expect([...new Set(own)].sort()).toMatchInlineSnapshot(`
        [
          "25.196.31.192.in-addr.arpa. PTR",
          "_25._tcp.mail.no-starttls.test. TLSA",
          "_dmarc.no-starttls.test. TXT",
          "_mta-sts.no-starttls.test. TXT",
          "_smtp._tls.no-starttls.test. TXT",
          "mail.no-starttls.test. A",
          "mail.no-starttls.test. AAAA",
          "mail.no-starttls.test. CNAME",
          "mail.no-starttls.test. MX",
          "no-starttls.test. MX",
          "no-starttls.test. TXT",
        ]
      `);
    });
  });

  it("asks nobody when nothing is to be checked", async () => {
    const contacts: string[] = [];
    const refusing: Network = {
      dns: {
        ...nodeDns,
        resolver: (server, timeout) => ({
          ...nodeDns.resolver(server, timeout),
          ask: async (name) => {
            contacts.push(name);
            return { kind: "no-name" };
          },
        }),
      },
      net: {
        connect: async ({ address }) => {
          contacts.push(address);
          return { kind: "refused", text: "connection refused" };
        },
      },
    };
    const { etc } = world().postfix;
    const lines: [code: number, words: readonly string[]][] = [
      [0, ["values", "-c", etc, "myhostname"]],
      [0, ["explain", "smtp_helo_name"]],
      [0, ["trinity", "--help"]],
      [0, ["trinity", "mail.all-right.test", "--commands"]],
      [0, ["trinity", "--said", "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]"]],
      [2, ["trinity", "mail.all-right.test", "--dns", "ns.example.test"]],
      [2, ["trinity", "mail..test"]],
      [2, ["trinity", "mail.all-right.test", "--port", "0"]],
      [2, ["trinity", "mail.all-right.test", "--timeout", "0"]],
      [2, ["trinity", "mail.all-right.test", "--domain", "a b"]],
      [2, ["trinity", "-c", "/nonexistent"]],
    ];
    for (const [code, words] of lines) {
      const outcome = await runReal(words, { network: async () => refusing });
      expect([words, outcome.code]).toEqual([words, code]);
    }
    expect(contacts).toEqual([]);
    await runReal(["trinity", "mail.all-right.test"], { network: async () => refusing, exec: NO_POSTFIX });
    expect(contacts).toContain("mail.all-right.test");
  });
});
