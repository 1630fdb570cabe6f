/**
 * What another compatibility_level would change, against what the installed
 * postconf says of the same files with the one and the other level; and what
 * another version would change, against the history of defaults that was
 * computed from the sources.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installedFacts, type PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { compareVersions, parseVersion } from "../../server/src/knowledge/version";
import { readMachine } from "../../server/src/node/machine";
import type { CleanupRefusal } from "../../server/src/tools/cleanup/plan";
import { planUpgrade, type UpgradePlan, type ValueChange } from "../../server/src/tools/cleanup/upgrade";
import { factsOf } from "../analysis/model/support";
import { POSTCONF, postconf, scratchDirectory, writeConfiguration } from "./postconf";

const CORPUS = join(__dirname, "../../../shared/corpus");
const HISTORY = join(__dirname, "../../../shared/data/default_history.json");
const hasCorpus = existsSync(join(CORPUS, "main.cf"));
const scratch = scratchDirectory();
afterAll(scratch.remove);

/** Both files; Latin-1, one character a byte. */
interface Files {
  readonly main: string;
  readonly master: string | undefined;
}

const LEVELS = ["0", "1", "2", "3.6"];

/** A level and another one for each file: all pairs in turn. SEED=… starts with another pair. */
function levelsOf(index: number): [level: string, other: string] {
  const pairs = LEVELS.flatMap((level) =>
    LEVELS.filter((other) => other !== level).map((other) => [level, other]),
  );
  return pairs[(index + Number(process.env.SEED ?? 0)) % pairs.length] as [string, string];
}

function withLevel({ main, master }: Files, level: string): Files {
  return { main: `${main}${main.endsWith("\n") ? "" : "\n"}compatibility_level = ${level}\n`, master };
}

/**
 * All values as postconf prints them, those of overrides by `service/type/name`;
 * undefined where it gives up.
 */
async function valuesOf({ main, master }: Files): Promise<Map<string, string> | undefined> {
  const directory = join(scratch.path, "directory");
  mkdirSync(directory, { recursive: true });
  const bytes = (text: string) => Buffer.from(text, "latin1");
  writeConfiguration(directory, bytes(main), master === undefined ? undefined : bytes(master));
  const runs = [await postconf(["-x", "-c", directory])];
  if (master !== undefined) runs.push(await postconf(["-x", "-P", "-c", directory]));
  if (runs.some(({ code }) => code !== 0)) return undefined;
  const values = new Map<string, string>();
  // debugger_command holds the number of the process that prints it.
  for (const line of runs.flatMap(({ stdout, pid }) => stdout.replaceAll(` ${pid} `, " PID ").split("\n"))) {
    const match = /^(\S+) =(?: (.*))?$/.exec(line);
    if (match && !NOT_COMPARED.has(match[1]!)) values.set(match[1]!, match[2] ?? "");
  }
  return values;
}

/** The level itself, which is to change, and what each run of postconf has for itself. */
const NOT_COMPARED = new Set(["compatibility_level", "process_id"]);

/** Why a value may still differ when all is kept that can be. */
const MAY_BE_LEFT: ReadonlySet<string> = new Set(["level", "reference"]);

/** `id: old → new` of what differs. */
function differencesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id) !== after.get(id))
    .map((id) => `${id}: ${before.get(id)} → ${after.get(id)}`)
    .sort();
}

/** The same of a plan, as far as postconf prints it: of services nothing but what they override. */
function changesOf({ changes }: UpgradePlan, printed: ReadonlyMap<string, string>): string[] {
  return changes
    .filter(({ id }) => printed.has(id))
    .map(({ id, before, after }) => `${id}: ${before} → ${after}`)
    .sort();
}

function isPlan(result: UpgradePlan | CleanupRefusal): result is UpgradePlan {
  return "changes" in result;
}

describe.skipIf(POSTCONF === undefined)("what another level changes", () => {
  let facts: PostfixFacts;
  beforeAll(async () => {
    const { stdout } = await postconf(["-d", "-c", "/nonexistent"]);
    facts = installedFacts(stdout, undefined, readMachine())!;
  });

  const plan = ({ main, master }: Files, level: string, accept: readonly string[] = []) =>
    planUpgrade({
      facts,
      whereabouts: { path: scratch.path, isNamed: false },
      main,
      master,
      version: undefined,
      level,
      accept: new Set(accept),
    });

  async function expectSame(
    files: Files,
    [level, other]: [string, string],
  ): Promise<UpgradePlan | undefined> {
    const present = withLevel(files, level);
    const before = await valuesOf(present);
    const after = await valuesOf(withLevel(files, other));
    const result = plan(present, other);
    if (!isPlan(result)) {
      expect(before, result.reason).toBeUndefined();
      return undefined;
    }
    // A value that only printing fails at stops postconf, and neither side says more.
    if (!before || !after) return undefined;
    expect(changesOf(result, before)).toEqual(differencesOf(before, after));
    expect(result.differences).toEqual([]);
    const [main, master] = result.files;
    const kept = await valuesOf({ main: main!.after, master: master?.after });
    const isLeft = ({ id, isPinned }: ValueChange) => !isPinned && after.get(id) !== undefined;
    const left = result.changes.filter(isLeft).map(({ id }) => `${id}: ${before.get(id)} → ${kept!.get(id)}`);
    expect(differencesOf(before, kept!)).toEqual(left.sort());
    // Nothing but what asks for the level itself, and what refers to that, may be left.
    const asking = result.changes.filter(({ cause, isSet }) => cause === "level" && isSet);
    const unkept = result.changes.filter(({ isPinned }) => !isPinned);
    const strange = asking.length === 0 ? unkept : unkept.filter(({ cause }) => !MAY_BE_LEFT.has(cause));
    expect(strange).toEqual([]);
    return result;
  }

  it("of values, and of what an override refers to", async () => {
    const master = `smtp inet n - - - - smtpd
  -o mydestination=here.example -o { smtpd_recipient_restrictions = $smtpd_relay_restrictions, reject }
  -o syslog_name=postfix/$compatibility_level
relay unix - - n - - smtp
`;
    const main = `myhostname = mail.example.com
mydestination = $myhostname, localhost
own = \${{$compatibility_level} <level {2} ? {old} : {new}}
mail_name = $own ($compatibility_level)
virtual_alias_domains = $relay_domains
`;
    for (const [index] of LEVELS.flatMap(() => [0, 1, 2]).entries()) {
      const [level, other] = levelsOf(index);
      const { changes, files } = (await expectSame({ main, master }, [level, other]))!;
      // What is kept stays: the same question again has nothing to change but what cannot be kept.
      const kept = files.map(({ after }) => ({ before: after, after, edits: [] }));
      const again = plan({ main: kept[0]!.after, master: kept[1]!.after }, other);
      expect(again).toMatchObject({ changes: [], files: kept.map((file) => expect.objectContaining(file)) });
      expect(changes.length).toBeGreaterThan(3);
    }
  }, 240_000);

  describe.skipIf(!hasCorpus)("for real configurations", () => {
    const names = hasCorpus ? readdirSync(join(CORPUS, "main.cf")).sort() : ["(the collection is not here)"];
    it.each(names.map((name, index) => ({ name, levels: levelsOf(index) })))("$name, $levels", async ({
      name,
      levels,
    }) => {
      const sibling = join(CORPUS, "siblings", `${name}.master.cf`);
      const main = readFileSync(join(CORPUS, "main.cf", name), "latin1");
      const master = existsSync(sibling) ? readFileSync(sibling, "latin1") : undefined;
      await expectSame({ main, master }, levels);
    });
  });
});

/** What is older runs nowhere any more. */
const OLDEST = parseVersion("2.9")!;

/** A row of the history, as far as it is looked at. */
interface HistoryRow {
  readonly version: string;
  readonly previous: string;
  readonly parameter: string;
  readonly old: string;
  readonly new: string;
  /** The version before has the parameter only since one of its patches. */
  readonly previousIsBackport?: boolean;
}

describe.skipIf(!existsSync(HISTORY))("what another version changes", () => {
  const rows: readonly HistoryRow[] = existsSync(HISTORY) ? JSON.parse(readFileSync(HISTORY, "utf8")) : [];
  const recent = rows.filter(({ previous }) => compareVersions(parseVersion(previous)!, OLDEST) >= 0);
  const steps = [...new Set(recent.map(({ previous, version }) => `${previous} ${version}`))];

  it.each(steps)("%s", (step) => {
    const [previous, version] = step.split(" ") as [string, string];
    expectRows(
      previous,
      version,
      rows.filter((row) => `${row.previous} ${row.version}` === step),
    );
  });

  function expectRows(previous: string, version: string, expected: readonly HistoryRow[]): void {
    const result = planUpgrade({
      facts: factsOf(previous),
      whereabouts: {},
      main: "",
      master: undefined,
      version: parseVersion(version),
      level: undefined,
      accept: new Set(),
    });
    if (!isPlan(result)) throw new Error(result.reason);
    const found = result.changes.filter(({ cause }) => cause === "default");
    // From the last patch of a branch to the next branch, what patches brought is taken back.
    const isStraight = !hasPatch(previous) || hasPatch(version);
    const unexpected = found.filter(({ name }) => !expected.some(({ parameter }) => parameter === name));
    if (isStraight) expect(unexpected).toEqual([]);
    expect(result.differences).toEqual([]);
    for (const row of expected) {
      const change = found.find(({ name }) => name === row.parameter);
      // Without a reference in it, a default is the value.
      const isPlain = !row.old.includes("$") && !row.new.includes("$");
      if (isPlain) expect(change, row.parameter).toMatchObject({ before: row.old, after: row.new });
      if (change?.pin) expect(change.pin).toBe(`${row.parameter} = ${row.old}`.trimEnd());
    }
  }
});

function hasPatch(version: string): boolean {
  return version.split(".").length > 2;
}
