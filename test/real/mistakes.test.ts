/**
 * What our rules call an error is one: each mistake is made in a real Postfix,
 * which fails as it is said to, and not without the mistake. And our rules
 * report each of them, while Postfix's own tools mostly keep silent.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Directory, directoryOf } from "../../server/src/analysis/directory";
import { installedFacts, type PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { RULES } from "../../server/src/analysis/rules/index";
import type { Rule } from "../../server/src/analysis/rules/rule";
import { nodeFiles } from "../../server/src/node/files";
import { readMachine } from "../../server/src/node/machine";
import { MISTAKES } from "./mistakes";
import { type Change, changed, type Mistake, type Seen, type Stimulus } from "./mistakes/mistake";
import { observe, observeSound, remarksOn, unseen } from "./mistakes/observe";
import { postconf } from "./postconf";
import {
  CANNOT_RUN,
  openSurroundings,
  PATIENCE as PATIENCE_WITH_ONE,
  type PrivatePostfix,
  type Surroundings,
} from "./private-postfix";

const PATIENCE = 6 * PATIENCE_WITH_ONE;
/** The private ones listen on loopback alone; rules are to see a server that others can reach. */
const REACHABLE: Change = { without: ["inet_interfaces"] };
/** Rules whose errors cannot be had here: one exposes without a sign, one is about servers elsewhere. */
const UNPROVEN = new Set(["exposed-secret", "missing-mechanism"]);
const KNOWN = new Set(RULES.map(({ id }) => id));

// A program of Postfix that dies sleeps for a second first; meanwhile others can die.
vi.setConfig({ maxConcurrency: 12 });

if (CANNOT_RUN !== undefined && process.env.CI === "true") {
  it("has a Postfix to make mistakes in", () => {
    expect.fail(`${CANNOT_RUN}; on a build server this comparison must not be left out`);
  });
}

describe.skipIf(CANNOT_RUN !== undefined)("mistakes", () => {
  let surroundings: Surroundings;
  let facts: PostfixFacts;

  beforeAll(async () => {
    surroundings = await openSurroundings();
    const [defaults, types] = await Promise.all([postconf(["-d", "-c", "/nonexistent"]), postconf(["-m"])]);
    facts = installedFacts(defaults.stdout, types.stdout.trim().split("\n"), readMachine())!;
  }, PATIENCE);

  afterAll(async () => {
    await surroundings?.close();
  }, PATIENCE);

  const make = (...changes: readonly (Change | undefined)[]): Promise<PrivatePostfix> => {
    const { main, master } = changed(...changes.filter((change) => change !== undefined));
    return surroundings.instance(main, master);
  };

  /** What is seen without the mistake; mistakes with the same surroundings share it. */
  const withoutMistake = memoize(async (given: Change | undefined, does: Stimulus): Promise<Seen> => {
    return observeSound(await make(given), does);
  });

  describe("make Postfix fail", () => {
    it("are many, and each is another one", () => {
      expect(MISTAKES.length).toBeGreaterThanOrEqual(60);
      const titles = MISTAKES.map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
    });

    it.concurrent.each(titled(MISTAKES))(
      "%s",
      async (_title, mistake) => {
        const { given, does, seen: expected, postconfSays, checkSays } = mistake;
        const instance = await make(given, mistake);
        const remarks = await remarksOn(instance);
        const seen = await observe(instance, does, expected);
        const context = JSON.stringify(seen, null, 2).replaceAll("\\n", "\n");
        expect(unseen(expected, seen), context).toEqual([]);
        expectText(remarks.postconf, postconfSays, "postconf");
        expectText(remarks.check, checkSays, "postfix check");
        const sound = await withoutMistake(given, does);
        expect(unseen(expected, sound)).toEqual(Object.keys(expected));
      },
      PATIENCE,
    );
  });

  describe("are reported by the rules", () => {
    it("that exist", () => {
      const missing = new Set(MISTAKES.map(({ rule }) => rule).filter((rule) => !KNOWN.has(rule)));
      expect([...missing].sort(), "rules of mistakes that are not in RULES").toEqual([]);
    });

    it("and all that call something an error are among them", () => {
      const proven = new Set(MISTAKES.flatMap(({ rule, severity }) => (severity ? [] : [rule])));
      const unproven = RULES.filter((rule) => looksAtConfiguration(rule) && callsErrors(rule)).filter(
        ({ id }) => !proven.has(id) && !UNPROVEN.has(id),
      );
      expect(
        unproven.map(({ id }) => id),
        "rules with errors that no mistake proves",
      ).toEqual([]);
    });

    it.each(titled(MISTAKES.filter(({ rule }) => KNOWN.has(rule))))("%s", async (_title, mistake) => {
      const reported = await findingsIn(await make(REACHABLE, mistake.given, mistake), facts);
      expect(reported).toContain(`${mistake.severity ?? "error"} ${mistake.rule}`);
    });

    it("and nothing is where there is no mistake", async () => {
      const surrounding = new Set([undefined, ...MISTAKES.map(({ given }) => given)]);
      for (const given of surrounding) {
        const reported = await findingsIn(await make(REACHABLE, given), facts);
        expect(reported.filter((text) => text.startsWith("error "))).toEqual([]);
      }
    });
  });
});

function titled(mistakes: readonly Mistake[]): (readonly [title: string, mistake: Mistake])[] {
  return mistakes.map((mistake) => [`${mistake.rule}: ${mistake.title}`, mistake]);
}

/** Rules of lookup tables look at files that are not part of these configurations. */
function looksAtConfiguration({ assignment, service, configuration }: Rule): boolean {
  return (assignment ?? service ?? configuration) !== undefined;
}

function callsErrors({ messages, severities, severity }: Rule): boolean {
  return Object.keys(messages).some((key) => (severities?.[key] ?? severity) === "error");
}

function expectText(text: string, expected: RegExp | undefined, who: string): void {
  if (expected) expect(text, who).toMatch(expected);
  else expect(text, `${who} says nothing`).toBe("");
}

function memoize(
  find: (given: Change | undefined, does: Stimulus) => Promise<Seen>,
): (given: Change | undefined, does: Stimulus) => Promise<Seen> {
  const found = new Map<string, Promise<Seen>>();
  return (given, does) => {
    const key = JSON.stringify([given, does]);
    const known = found.get(key) ?? find(given, does);
    found.set(key, known);
    return known;
  };
}

/** What our rules say of a configuration, such as `error bad-boolean`. */
async function findingsIn(instance: PrivatePostfix, facts: PostfixFacts): Promise<string[]> {
  const directory = directoryOf(facts, RULES, instance.texts, { path: instance.etc, isNamed: true });
  let reported = reportOf(directory);
  while (await answerFiles(directory)) reported = reportOf(directory);
  return reported;
}

function reportOf(directory: Directory): string[] {
  return (["postfix-main", "postfix-master"] as const).flatMap((language) =>
    directory.findings(language).map(({ finding, severity }) => `${severity} ${finding.rule.id}`),
  );
}

/** Looks at the files that rules have asked for. @returns whether there were any */
async function answerFiles(directory: Directory): Promise<boolean> {
  const asked = directory.configuration.files.unanswered();
  const states = await Promise.all(
    asked.map(async (path) => {
      const info = await nodeFiles.info(path);
      const kind = !info.ok && info.error.kind === "missing" ? "missing" : "hidden";
      return [path, info.ok ? info.value : ({ kind } as const)] as const;
    }),
  );
  directory.answerFiles(new Map(states));
  return asked.length > 0;
}
