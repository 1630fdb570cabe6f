/**
 * The clean-up of real and random configurations, held against postconf: what
 * it prints before and after is the same, in both forms; in place nothing goes
 * but whole entries with their comments; and a second clean-up finds nothing.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { decodeText, encodeText } from "../../server/src/base/decode";
import { parseMainCf } from "../../server/src/syntax/main-cf";
import { parseMasterCf } from "../../server/src/syntax/master-cf";
import { isRefusal, makeCleanup } from "../../server/src/tools/cleanup/make-plan";
import type { CleanupForm, CleanupPlan } from "../../server/src/tools/cleanup/plan";
import { installedFacts } from "./installed-facts";
import { inTwoLanes, POSTCONF, postconf, scratchDirectory, writeConfiguration } from "./postconf";
import { randomConfiguration, repeatingConfiguration } from "./random-configuration";

const CORPUS = join(__dirname, "../../../shared/corpus");
const hasCorpus = existsSync(join(CORPUS, "main.cf"));
const FORMS: readonly CleanupForm[] = ["in-place", "canonical"];
/** What postconf is asked for. */
const AS_THEY_STAND = [""];
const AND_EXPANDED = ["", "-x"];
const ALL = ["postfix-main", "postfix-master"] as const;
const scratch = scratchDirectory();
afterAll(scratch.remove);

/** A configuration directory as bytes. */
interface Files {
  readonly main: Uint8Array;
  readonly master: Uint8Array | undefined;
}

/** What postconf prints of a directory, line by line; undefined where it refuses it. */
async function printed(
  lane: string,
  { main, master }: Files,
  options: readonly string[],
): Promise<Printed[] | undefined> {
  writeConfiguration(lane, main, master);
  const runs = await Promise.all(
    options.map((option) => postconf(["-c", lane, ...(option ? [option] : [])])),
  );
  if (runs[0]!.code !== 0) return undefined;
  // Of what a dying program has printed some is lost, and not always the same.
  return runs.map(({ stdout, code, pid }) => ({ lines: code === 0 ? stdout.split("\n") : ["gave up"], pid }));
}

interface Printed {
  readonly lines: readonly string[];
  readonly pid: number;
}

/** Wants the same lines, but for the number of the process that prints them. */
function expectSameLines(
  after: readonly Printed[] | undefined,
  before: readonly Printed[],
  what: string,
): void {
  const withoutId = (line: string | undefined, pid: number) =>
    line?.replace(new RegExp(`\\b${pid}\\b`, "g"), "PID");
  const shown = after?.map(({ lines, pid }, run) =>
    lines.map((line, index) => {
      const other = before[run]!.lines[index];
      return withoutId(line, pid) === withoutId(other, before[run]!.pid) ? other : line;
    }),
  );
  expect(shown, what).toEqual(before.map(({ lines }) => lines));
}

function planOf(facts: PostfixFacts, files: Files, form: CleanupForm): CleanupPlan | undefined {
  const plan = makeCleanup({
    facts,
    whereabouts: { path: scratch.path, isNamed: true },
    main: parseMainCf(decodeText(files.main)),
    master: files.master && parseMasterCf(decodeText(files.master)),
    languages: ALL,
    form,
    keep: new Set(),
    drop: new Set(),
  });
  return isRefusal(plan) ? undefined : plan;
}

function applied(plan: CleanupPlan, files: Files): Files {
  const after = (language: string, bytes: Uint8Array) =>
    encodeText(plan.files.find((file) => file.language === language)!.after, bytes);
  return {
    main: after("postfix-main", files.main),
    master: files.master && after("postfix-master", files.master),
  };
}

/** Checks both forms. @returns how many entries go, in place; undefined where postconf refuses the files as they are */
async function check(
  facts: PostfixFacts,
  lane: string,
  files: Files,
  options: readonly string[],
): Promise<number | undefined> {
  const before = await printed(lane, files, options);
  let removed: number | undefined;
  for (const form of FORMS) {
    const plan = planOf(facts, files, form);
    // Who refuses a file refuses it twice.
    expect(plan === undefined, `${form}: refused`).toBe(before === undefined);
    if (!plan) return undefined;
    expect(plan.differences).toEqual([]);
    const after = applied(plan, files);
    expectSameLines(await printed(lane, after, options), before!, `${form}: what postconf prints`);
    if (form === "in-place") {
      removed = plan.entries.filter(({ isRemoved }) => isRemoved).length;
      expectOnlyEntriesGone(plan);
    }
    const again = planOf(facts, after, form)!;
    expect(
      again.files.map((file) => file.after),
      `${form}: a second time`,
    ).toEqual(again.files.map((file) => file.before));
  }
  return removed;
}

/** Wants nothing gone from main.cf but whole entries, comments above or inside them, and blank lines beside them. */
function expectOnlyEntriesGone({ entries, files }: CleanupPlan): void {
  const { before, edits } = files[0]!;
  const lines = before.split("\n");
  const gone = new Set<number>();
  for (const { start, end, newText } of edits) {
    expect(newText).toBe("");
    const first = before.slice(0, start).split("\n").length - 1;
    const isWhole = (offset: number) =>
      offset === 0 || offset === before.length || before[offset - 1] === "\n";
    expect([start, end].every(isWhole)).toBe(true);
    const count = before.slice(start, end).replace(/\n$/, "").split("\n").length;
    for (let line = first; line < first + count; line++) gone.add(line);
  }
  const contentOf = new Map<number, number>();
  let entry = -1;
  for (const [number, line] of lines.entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    if (/^\S/.test(line)) entry = number;
    contentOf.set(number, entry);
  }
  const goneEntries = new Set([...gone].flatMap((line) => contentOf.get(line) ?? []));
  for (const [line, owner] of contentOf) expect(gone.has(line), lines[line]).toBe(goneEntries.has(owner));
  const names = [...goneEntries].map((line) => /^[^\s=]+/.exec(lines[line]!)![0]);
  const planned = entries.filter(({ isRemoved, language }) => isRemoved && language === "postfix-main");
  expect(names).toEqual(planned.map(({ name }) => name));
  for (const line of gone) {
    if (!/^\s*#/.test(lines[line]!)) continue;
    const below = lines.findIndex((text, number) => number > line && !/^\s*#/.test(text));
    const isInside = lines.findIndex((_, number) => number > line && contentOf.has(number));
    expect(gone.has(below) || gone.has(isInside), lines[line]).toBe(true);
  }
}

if (POSTCONF === undefined && process.env.CI === "true") {
  it("has an installed Postfix to be held against", () => {
    expect.fail("postconf is not installed; on a build server this comparison must not be left out");
  });
}

describe.skipIf(POSTCONF === undefined)("after a clean-up postconf prints what it printed before", () => {
  it.skipIf(!hasCorpus)(
    "for real configurations",
    async () => {
      const facts = await installedFacts();
      const counts: Record<string, number | undefined> = {};
      await inTwoLanes(scratch.path, readdirSync(join(CORPUS, "main.cf")).sort(), async (name, lane) => {
        const sibling = join(CORPUS, "siblings", `${name}.master.cf`);
        const master = existsSync(sibling) ? readFileSync(sibling) : undefined;
        const files = { main: readFileSync(join(CORPUS, "main.cf", name)), master };
        counts[name] = await check(facts, lane, files, AS_THEY_STAND);
      });
      // The comparison itself would not notice a clean-up that never cleans.
      const cleaned = Object.values(counts).filter((count) => count !== undefined);
      expect(cleaned.length).toBeGreaterThan(30);
      expect(cleaned.filter((count) => count > 0).length).toBeGreaterThan(25);
    },
    300_000,
  );

  it("for random configurations and such as repeat their defaults", async () => {
    const facts = await installedFacts();
    const printedDefaults = (await postconf(["-d"])).stdout.matchAll(/^(\S+) =(?: (.*))?$/gm);
    const defaults = new Map([...printedDefaults].map(([, name, value = ""]) => [name!, value]));
    // SEED=… tries others.
    const first = Number(process.env.SEED ?? 1) * 1_000;
    const seeds = Array.from({ length: 24 }, (_, index) => first + index);
    let removed = 0;
    await inTwoLanes(scratch.path, seeds, async (seed, lane) => {
      const { main, master } = seed % 2 ? randomConfiguration(seed) : repeatingConfiguration(seed, defaults);
      const files = { main: Buffer.from(main, "latin1"), master: Buffer.from(master, "latin1") };
      const gone = await check(facts, lane, files, AND_EXPANDED).then(
        (count) => count ?? 0,
        (error: Error) => {
          throw new Error(`seed ${seed}:\n${main}\n-- master.cf --\n${master}\n${error.message}`, {
            cause: error,
          });
        },
      );
      removed += gone;
    });
    expect(removed).toBeGreaterThan(40);
  }, 300_000);
});
