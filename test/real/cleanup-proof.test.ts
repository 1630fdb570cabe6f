/**
 * The proof of a clean-up by the real postconf: that it finds what changes and
 * nothing else, and that our own model comes to the same result.
 */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { directoryOf } from "../../server/src/analysis/directory";
import type { Configuration } from "../../server/src/analysis/model/configuration";
import { earlyFailure } from "../../server/src/analysis/model/early-failures";
import { listValues, normalizeBlanks } from "../../server/src/analysis/model/effective-values";
import { installedFacts, type PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { refusalOfMain, refusalOfMaster } from "../../server/src/analysis/model/refusals";
import { encodeLatin1 } from "../../server/src/base/decode";
import { applyEdits } from "../../server/src/base/text-edit";
import { nodeExec } from "../../server/src/node/exec";
import { readMachine } from "../../server/src/node/machine";
import { nodeScratch } from "../../server/src/node/scratch";
import type { Exec, ExecResult } from "../../server/src/ports/exec";
import { parseMainCf } from "../../server/src/syntax/main-cf";
import { parseMasterCf } from "../../server/src/syntax/master-cf";
import { type Entry, mainEntries, overrideEntries } from "../../server/src/tools/cleanup/candidates";
import { compareValues, NO_CONSENT } from "../../server/src/tools/cleanup/compare-values";
import { cutEntries } from "../../server/src/tools/cleanup/cut-entries";
import type { Consent, Difference } from "../../server/src/tools/cleanup/plan";
import {
  type PostconfProof,
  type ProofRequest,
  proveByPostconf,
  type RemovedOverride,
} from "../../server/src/tools/cleanup/postconf-proof";
import { fixtureFile } from "../support/fixture";
import { POSTCONF, postconf } from "./postconf";
import {
  type RandomConfiguration,
  randomConfiguration,
  repeatingConfiguration,
} from "./random-configuration";

const PATIENCE = 240_000;
const ROUNDS = Number(process.env.ROUNDS ?? 20);

let facts: PostfixFacts;
beforeAll(async () => {
  if (POSTCONF === undefined) return;
  const { stdout } = await postconf(["-d", "-c", "/nonexistent"]);
  facts = installedFacts(stdout, undefined, readMachine())!;
});

type Files = Partial<RandomConfiguration>;

function prove(before: Files, after: Files, more: Partial<ProofRequest> = {}): Promise<PostconfProof> {
  const bytes = ({ main = "", master }: Files) => ({
    main: encodeLatin1(main),
    master: master === undefined ? undefined : encodeLatin1(master),
  });
  return proveByPostconf({
    exec: nodeExec,
    scratch: nodeScratch,
    postconf: POSTCONF!,
    facts,
    before: bytes(before),
    after: bytes(after),
    removedOverrides: [],
    ...more,
  });
}

/** Proves a fixture in which the lines to be taken out begin with `- `; gives the differences as text. */
async function proveMarked(marked: string, consent: Partial<Consent> = {}): Promise<string[]> {
  const files = (text: string) => {
    const fixture = `-- main.cf --\n${text}`;
    const hasMaster = fixture.includes("-- master.cf --");
    return {
      main: fixtureFile(fixture, "main.cf").text,
      ...(hasMaster && { master: fixtureFile(fixture, "master.cf").text }),
    };
  };
  const before = files(marked.replace(/^- /gm, ""));
  const after = files(marked.replace(/^- .*\n/gm, ""));
  const proof = await prove(before, after, {
    removedOverrides: removedOverrides(before.master, after.master),
    consent: { ...NO_CONSENT, ...consent },
  });
  if (proof.kind === "unavailable") return [`unavailable: ${proof.reason}`];
  return proof.kind === "proved" ? [] : proof.differences.map(textOf);
}

/** The overrides of which there are fewer after. */
function removedOverrides(before = "", after = ""): RemovedOverride[] {
  const ids = new Set(overrideEntries(parseMasterCf(after)).map(({ id }) => id));
  return overrideEntries(parseMasterCf(before)).filter(({ id }) => !ids.has(id));
}

function textOf({ voice, service, name, before, after }: Difference): string {
  const show = (value: string | undefined) => (value === undefined ? "none" : `'${value}'`);
  return `${voice}: ${service === undefined ? "" : `${service}: `}${name}: ${show(before)} → ${show(after)}`;
}

describe.skipIf(POSTCONF === undefined)("postconf", () => {
  const cases: Record<string, { fixture: string; found: string[]; consent?: Partial<Consent> }> = {
    "takes restated defaults, duplicates and unused names for nothing": {
      fixture: "- smtpd_helo_required = no\n- biff = yes\nbiff = no\n- no_such_name = 1\n",
      found: [],
    },
    "takes overrides for nothing that say what main.cf or the default says": {
      fixture:
        "biff = no\n-- master.cf --\nsmtp inet n - n - - smtpd\n- \t-o biff=no\n- \t-o { smtpd_helo_required = no }\n" +
        "- \t-o { no_such_name = ${{$biff} == {no} ? {a/b}} }\n\t-o smtpd_banner=x -v\n",
      found: [],
    },
    "passes over the number of the process that prints": {
      fixture: "debugger_command = strace -p $process_id\n- smtpd_helo_required = no\n",
      found: [],
    },
    "finds another value": {
      fixture: "- biff = no\n",
      found: ["postconf: biff: 'no' → 'yes'"],
    },
    "finds another value that is only seen expanded": {
      fixture: "mine = 1\n- mine = 2\nbest_mx_transport = a$mine\n",
      found: ["postconf: best_mx_transport: 'a2' → 'a1'", "postconf: mine: '2' → '1'"],
    },
    "finds a name that is listed no longer": {
      fixture: "mine = 1\n- no_such_name = $mine\n",
      found: ["postconf: mine: '1' → none"],
    },
    "finds an override, and what refers to it": {
      fixture:
        "best_mx_transport = $biff\n-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o biff=no\n\t-o relayhost=$biff\n",
      found: [
        "postconf: smtp/unix: address_verify_relayhost: 'no' → 'yes'",
        "postconf: smtp/unix: best_mx_transport: 'no' → 'yes'",
        "postconf: smtp/unix: biff: 'no' → 'yes'",
        "postconf: smtp/unix: relayhost: 'no' → 'yes'",
      ],
    },
    "finds an override that says what main.cf says to another service": {
      fixture:
        "best_mx_transport = $mydomain\nmydomain = a.test\n-- master.cf --\nx unix - - n - - smtp\n" +
        "\t-o mydomain=b.test\n- \t-o best_mx_transport=a.test\n",
      found: ["postconf: x/unix: best_mx_transport: 'a.test' → 'b.test'"],
    },
    "finds an override of a name that only another override uses": {
      fixture: "-- master.cf --\nx unix - - n - - smtp\n- \t-o mine=\n\t-o best_mx_transport=$mine\n",
      found: ["postconf: x/unix: mine: '' → none"],
    },
    "finds a text that is never expanded": {
      fixture: "-- master.cf --\nx unix - - n - - smtpd\n- \t-o smtpd_reject_footer=$biff\n",
      found: ["postconf: x/unix: smtpd_reject_footer: '$biff' → ''"],
    },
    "finds another argument": {
      fixture: "-- master.cf --\n- x unix - - n - - pipe user=a\nx unix - - n - - pipe user=b\n",
      found: ["postconf: x/unix: entry: 'x unix - - n - - pipe user=a' → 'x unix - - n - - pipe user=b'"],
    },
    "finds that it stops at what is left": {
      fixture: "biff = ${a\n- biff = no\n",
      found: ["postconf: postconf: 'takes the files' → 'stops: macro processing error'"],
    },
    "is not asked to prove what it does not take as it is": {
      fixture: "- biff = no\nfoo\n",
      found: ["unavailable: main.cf, line 2: missing '=' after attribute name: \"foo\""],
    },
    "lets names go when the user agreed": {
      fixture: "mine = 1\n- no_such_name = $mine\n",
      consent: { gone: new Set(["mine"]) },
      found: [],
    },
    "lets values be written another way when the user agreed": {
      fixture:
        "- smtp_helo_timeout = 5m\nlmtp_lhlo_timeout = $smtp_helo_timeout\n" +
        "-- master.cf --\nx unix - - n - - smtp\n- \t-o smtp_helo_timeout=300\n",
      consent: { respelled: new Set(["smtp_helo_timeout"]) },
      found: [],
    },
    "finds that a value written another way is another one to a service": {
      fixture:
        "- myorigin = a.test\nmyhostname = a.test\n-- master.cf --\nx unix - - n - - smtp\n\t-o myhostname=b.test\n",
      consent: { respelled: new Set(["myorigin"]) },
      found: ["postconf: x/unix: myorigin: 'a.test' → 'b.test'"],
    },
  };
  it.each(Object.entries(cases))(
    "%s",
    async (_, { fixture, found, consent }) => {
      expect(await proveMarked(fixture, consent)).toEqual(found);
    },
    PATIENCE,
  );

  it("counts what it has compared", async () => {
    const master = "smtp inet n - n - - smtpd\n";
    const all = (await postconf(["-c", "/nonexistent", "-d"])).stdout.match(/\n/g)!.length;
    expect(await prove({ main: "biff = yes\n", master }, { main: "", master })).toEqual({
      kind: "proved",
      parameters: all,
      services: 1,
    });
  });

  it("finds an override that was not to go", async () => {
    const service = "smtp inet n - n - - smtpd";
    const proof = await prove({ master: `${service} -o biff=yes\n` }, { master: `${service}\n` });
    expect(proof.kind === "differs" && proof.differences.map(textOf)).toEqual([
      "postconf: smtp/inet: biff: 'yes' → none",
      `postconf: smtp/inet: entry: '${service} -o biff=yes' → '${service}'`,
    ]);
  });
});

describe("without postconf's answer there is no proof", () => {
  it.each<[string, ExecResult, string]>([
    ["it is not there", { kind: "missing", message: "does not exist" }, "postconf does not exist"],
    [
      "it does not end",
      { kind: "timeout", message: "did not end within 10 seconds" },
      "postconf did not end within 10 seconds",
    ],
    ["it is killed", { kind: "failed", message: "was ended by SIGKILL" }, "postconf was ended by SIGKILL"],
    [
      "it fails without a word",
      { kind: "exit", code: 3, stdout: "", stderr: "" },
      "postconf ended with exit code 3",
    ],
  ])("%s", async (_, result, reason) => {
    const exec: Exec = { find: async () => undefined, run: async () => result };
    expect(await prove({ main: "" }, { main: "" }, { exec, postconf: "/postconf" })).toEqual({
      kind: "unavailable",
      reason,
    });
  });

  it("it is killed at the files after", async () => {
    let runs = 0;
    const exec: Exec = {
      find: async () => undefined,
      run: async () =>
        ++runs > 2
          ? { kind: "failed", message: "was ended by SIGKILL" }
          : { kind: "exit", code: 0, stdout: "", stderr: "" },
    };
    expect(await prove({ main: "" }, { main: "" }, { exec, postconf: "/postconf" })).toEqual({
      kind: "unavailable",
      reason: "postconf was ended by SIGKILL",
    });
  });
});

// Random files

/** Files, and the same without one entry. */
interface Removal {
  readonly seed: number;
  readonly before: RandomConfiguration;
  readonly entry: Entry;
}

describe.skipIf(POSTCONF === undefined)("postconf and our own model", () => {
  it(
    "find a difference in the same removals",
    async () => {
      const seeds = fc.sample(fc.integer({ min: 0, max: 2 ** 31 }), {
        numRuns: ROUNDS,
        seed: Number(process.env.SEED ?? 20_260_101),
      });
      const counts = { same: 0, different: 0 };
      for (const removal of seeds.map(removalOf)) if (removal) counts[await expectAgreement(removal)]++;
      expect(counts.same).toBeGreaterThan(ROUNDS / 6);
      expect(counts.different).toBeGreaterThan(ROUNDS / 6);
    },
    PATIENCE + ROUNDS * 1_000,
  );
});

/** A removal by the seed; undefined where Postfix stops at the files as they are, or there is nothing to remove. */
function removalOf(seed: number): Removal | undefined {
  const defaults = new Map([...facts.defaults].filter(([name]) => name !== "config_directory"));
  const files = seed % 2 === 0 ? randomConfiguration(seed) : repeatingConfiguration(seed, defaults);
  const before = { ...files, master: repeatInService(files, seed) };
  const [main, master] = [parseMainCf(before.main), parseMasterCf(before.master)];
  if (refusalOfMain(main) || refusalOfMaster(master) || !isTaken(configurationOf(before))) return undefined;
  const entries = [...mainEntries(main), ...overrideEntries(master)];
  const entry = entries[(seed >>> 4) % entries.length];
  return entry && { seed, before, entry };
}

/** Lets the first service say what a line of main.cf says, so that there are overrides that can go. */
function repeatInService({ main, master }: RandomConfiguration, seed: number): string {
  const lines = mainEntries(parseMainCf(main)).filter(({ value }) => !/[{}\0]/.test(value));
  const line = lines[(seed >>> 2) % lines.length];
  if (!line) return master;
  const option = `-o { ${line.name} = ${line.value.replace(/\s+/g, " ")} }`;
  return master.replace(/ (smtp|pipe|spawn|smtpd)(?=[ \n])/, (command) => `${command} ${option}`);
}

function configurationOf(files: RandomConfiguration): Configuration {
  return directoryOf(facts, [], files, { path: "/a", isNamed: true }).configuration;
}

/** Whether postconf stops at no value, of main.cf or of an override. */
function isTaken(configuration: Configuration): boolean {
  if (earlyFailure(configuration) || listValues(configuration, "all", undefined, true).failure) return false;
  return [...configuration.scopes()].every((scope) =>
    [...configuration.overridesOfScope(scope)].every(
      ([, { expression }]) => configuration.expand(expression, scope).ok,
    ),
  );
}

async function expectAgreement({ seed, before, entry }: Removal): Promise<"same" | "different"> {
  const { name, span, file } = entry;
  const without = (text: string) => applyEdits(text, cutEntries(text, [{ ...span, name }]));
  const after = { ...before, [file]: without(before[file]) };
  const removed = entry.file === "master" ? [{ service: entry.service, name }] : [];
  const own = compareValues(configurationOf(before), configurationOf(after)).filter(isPrinted);
  const proof = await prove(before, after, { removedOverrides: removed });
  const context = JSON.stringify({ seed, removed: entry.id, before, own, proof }, undefined, 1);
  expect(proof.kind, context).toBe(own.length === 0 ? "proved" : "differs");
  return own.length === 0 ? "same" : "different";
}

/** postconf shows no difference in blanks. */
function isPrinted({ before, after }: Difference): boolean {
  return normalizeBlanks(before ?? "(none)") !== normalizeBlanks(after ?? "(none)");
}
