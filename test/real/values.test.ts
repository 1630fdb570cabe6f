/**
 * `postfix-ls values` against postconf itself, byte for byte: the stock
 * configuration, real configurations, and random values.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { directoryOf } from "../../server/src/analysis/directory";
import { knownFacts } from "../../server/src/analysis/model/postfix-facts";
import { encodeLatin1 } from "../../server/src/base/decode";
import { runCli } from "../../server/src/cli/run";
import { NEWEST_RELEASE } from "../../server/src/knowledge/version";
import { nodeExec } from "../../server/src/node/exec";
import { nodeFiles, nodeFileWriter } from "../../server/src/node/files";
import { readMachine } from "../../server/src/node/machine";
import type { Exec, ExecResult } from "../../server/src/ports/exec";
import { parseExpression } from "../../server/src/syntax/value";
import { collector, NOTHING_MORE } from "../cli/support";
import { DEFINITIONS, sampleValues } from "./expressions";
import { inTwoLanes, POSTCONF, postconf, scratchDirectory, writeConfiguration } from "./postconf";

const CORPUS = join(__dirname, "../../../shared/corpus");
const hasCorpus = existsSync(join(CORPUS, "main.cf"));
const scratch = scratchDirectory();
afterAll(scratch.remove);

/** Our flags and postconf's for the same list. */
const MODES = [
  { ours: [], theirs: [] },
  { ours: ["--set"], theirs: ["-n"] },
  { ours: ["--defaults"], theirs: ["-d"] },
  { ours: ["--expand"], theirs: ["-x"] },
];

/** Asks each question once: the installed Postfix does not change while the test runs. */
const answers = new Map<string, Promise<ExecResult>>();
const patientExec: Exec = {
  find: (program) => nodeExec.find(program),
  run: (request) => {
    const key = request.args.join(" ");
    const answer = answers.get(key) ?? nodeExec.run(request);
    answers.set(key, answer);
    return answer;
  },
};
const machine = readMachine();

/** Runs both and wants the same bytes, and the same answer to whether the program gave up. */
async function expectSame(ours: readonly string[], theirs: readonly string[]): Promise<void> {
  const wanted = await postconf(theirs);
  const stdout = collector();
  const stderr = collector();
  const code = await runCli(["values", ...ours], {
    files: nodeFiles,
    writer: nodeFileWriter,
    exec: patientExec,
    // process_id is that of the program that prints it.
    machine: () => ({ ...machine, processId: wanted.pid }),
    stdout,
    stderr,
    cwd: scratch.path,
    env: {},
    ...NOTHING_MORE,
  });
  const said = `${/: fatal: .*/.exec(wanted.stderr)?.[0] ?? ""}\n${stderr.text()}`;
  const gaveUp = wanted.code !== 0;
  const printed = gaveUp ? wholeBuffers(stdout.text()) : stdout.text();
  expect({ stdout: printed, gaveUp: code !== 0 }, said).toEqual({ stdout: wanted.stdout, gaveUp });
}

/**
 * What is left of a text when a program dies that writes 4096 bytes at a time:
 * postconf loses the rest, often in the middle of a line. We print all values
 * up to the one that fails.
 */
function wholeBuffers(text: string): string {
  return text.slice(0, text.length - (text.length % 4096));
}

if (POSTCONF === undefined && process.env.CI === "true") {
  it("has an installed Postfix to be held against", () => {
    expect.fail("postconf is not installed; on a build server this comparison must not be left out");
  });
}

describe.skipIf(POSTCONF === undefined)("values and postconf print the same", () => {
  describe.skipIf(!existsSync("/etc/postfix/main.cf"))("for the stock configuration", () => {
    it.each(MODES)("values $ours", async ({ ours, theirs }) => {
      await expectSame(ours, theirs);
      await expectSame(["-c", "/etc/postfix", ...ours], ["-c", "/etc/postfix", ...theirs]);
    });

    it("for names, known and unknown", async () => {
      await expectSame(["mail_name", "myhostname", "mail_name"], ["mail_name", "myhostname", "mail_name"]);
      const wanted = await postconf(["mydomain", "no_such_name", "mail_name"]);
      const stdout = collector();
      const stderr = collector();
      const files = {
        files: nodeFiles,
        writer: nodeFileWriter,
        exec: patientExec,
        machine: () => machine,
        cwd: "/",
        env: {},
      };
      const code = await runCli(["values", "mydomain", "no_such_name", "mail_name"], {
        ...files,
        stdout,
        stderr,
        ...NOTHING_MORE,
      });
      expect(stdout.text()).toBe(wanted.stdout);
      expect(stderr.text()).toBe("postfix-ls: no_such_name: not a parameter of this configuration\n");
      expect(code).toBe(1);
    });
  });

  describe.skipIf(!hasCorpus)("for real configurations", () => {
    const names = hasCorpus ? readdirSync(join(CORPUS, "main.cf")).sort() : ["(the collection is not here)"];
    it.each(names)("%s", async (name) => {
      const directory = join(scratch.path, "corpus");
      mkdirSync(directory, { recursive: true });
      const master = join(CORPUS, "siblings", `${name}.master.cf`);
      writeConfiguration(
        directory,
        readFileSync(join(CORPUS, "main.cf", name)),
        existsSync(master) ? readFileSync(master) : undefined,
      );
      for (const { ours, theirs } of MODES) {
        await expectSame(["-c", directory, ...ours], ["-c", directory, ...theirs]);
      }
    });
  });

  describe("for random values", () => {
    // SEED=… tries other values.
    const values = sampleValues(2_000, Number(process.env.SEED ?? 20_260_101));
    const directory = join(scratch.path, "random");
    mkdirSync(directory, { recursive: true });
    const facts = knownFacts(NEWEST_RELEASE, machine);
    const { configuration } = directoryOf(facts, [], { main: DEFINITIONS.join("\n") });
    /** Only sorts the values: both halves are held against postconf. */
    const canBeExpanded = (value: string) => configuration.expand(parseExpression(value)).ok;
    const nameOf = (index: number) => `u${String(index).padStart(3, "0")}`;

    /** Every value gets a name, and one line refers to all names, so that postconf knows them. */
    const write = (some: readonly string[], directory: string): string[] => {
      const names = some.map((_, index) => nameOf(index));
      const lines = some.map((value, index) => `${nameOf(index)} = ${value}`);
      const all = `mail_name = ${names.map((name) => `\${${name}?}`).join("")}`;
      writeConfiguration(directory, encodeLatin1([...DEFINITIONS, ...lines, all, ""].join("\n")));
      return names;
    };

    it("as they stand, and the names they refer to", async () => {
      for (const some of batches(values, 20)) {
        write(some, directory);
        await expectSame(["-c", directory, "--set"], ["-c", directory, "-n"]);
      }
    }, 300_000);

    it("expanded", async () => {
      const good = values.filter(canBeExpanded);
      expect(good.length).toBeGreaterThan(1_300);
      for (const some of batches(good, 40)) {
        const names = write(some, directory);
        await expectSame(["-c", directory, "--expand", ...names], ["-c", directory, "-x", ...names]);
      }
    }, 300_000);

    it("where an expansion fails, after the values before it", async () => {
      const bad = values.filter((value) => !canBeExpanded(value));
      expect(bad.length).toBeGreaterThan(300);
      await inTwoLanes(scratch.path, bad, async (value, lane) => {
        const names = write(["fine", value, "never seen"], lane);
        await expectSame(["-c", lane, "--expand", ...names], ["-c", lane, "-x", ...names]);
      });
    }, 300_000);
  });

  it("where Postfix gives up before it lists anything, or does not", async () => {
    const cases = [
      ...EARLY.map((main) => ({ main, override: "x_class=$mine" })),
      ...EARLY_OVERRIDES.map((override) => ({ main: "mine = 1\nbroken = ${a", override })),
    ];
    await inTwoLanes(scratch.path, cases, async ({ main, override }, lane) => {
      const master = `smtp inet n - y - - smtpd\nx unix - - n - - pipe\n  -o { ${override} }\n`;
      writeConfiguration(lane, encodeLatin1(`${main}\n`), encodeLatin1(master));
      for (const { ours, theirs } of MODES) {
        await expectSame(["-c", lane, ...ours], ["-c", lane, ...theirs]);
      }
    });
  }, 300_000);
});

/** Settings from which defaults are computed, settings in which tables are looked for, and the like. */
const EARLY: readonly string[] = [
  ...["myhostname = ${a", "mydomain = ${a", "myhostname = a.${b", "myhostname = $myhostname"],
  ...["myhostname = $mydomain\nmydomain = $myhostname", "myhostname =", "mydomain =", "myhostname = x"],
  "myhostname = ${{$compatibility_level} <level {3} ? {a} : {b.c}}",
  ...["inet_interfaces = ${a", "inet_interfaces = 203.0.113.1", "inet_interfaces =", "inet_interfaces = ,"],
  ...["inet_interfaces = [::1]", "inet_interfaces = 127.0.0.1", "inet_interfaces = $compatibility_level"],
  "inet_interfaces = $proxy_interfaces\nproxy_interfaces = ${a",
  ...["inet_protocols = foo", "inet_protocols =", "inet_protocols = ${a", "inet_protocols = ipv4, bogus"],
  "inet_protocols = ipv6\ninet_interfaces = 127.0.0.1",
  ...[
    "mynetworks_style = foo",
    "mynetworks_style = host, subnet",
    "mynetworks_style =",
    "mynetworks_style = ${a",
  ],
  ...["compatibility_level = x", "compatibility_level =", "mynetworks = a\nmynetworks_style = foo"],
  "mynetworks = a\ninet_interfaces = host.invalid",
  ...["smtpd_restriction_classes = ${a", "smtpd_restriction_classes = $smtpd_restriction_classes"],
  ...["relayhost = ${a", "alias_maps = $alias_maps", "virtual_mailbox_maps = ldap:x\nx_server_host = ${a"],
  ...["fallback_relay = ${a", "unused = ${a", "x_destination_rate_delay = ${a", "mailbox_command = ${a"],
  ...["mine = ${a", "mine = 1\nx_class = ${a", "process_id = ${a", "alias_maps = ${alias_maps?{$relayhost}}"],
];

/** The same in master.cf: only what Postfix knows by name is evaluated, and lists of classes. */
const EARLY_OVERRIDES: readonly string[] = [
  ...["relayhost = ${a", "unused = ${a", "x_destination_rate_delay = ${a", "mailbox_command = ${a"],
  ...["smtpd_restriction_classes = ${a", "smtpd_restriction_classes = $smtpd_restriction_classes"],
  ...["smtpd_restriction_classes = $broken, mine", "relayhost = $broken", "relayhost = $relayhost"],
  ...["process_id = ${a", "fallback_relay = ${a", "myhostname = ${a", "mynetworks_style = foo"],
  "relayhost = ${{$process_name} == {pipe} ? {fine} : {$broken}}",
];

function* batches<T>(all: readonly T[], size: number): Iterable<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
