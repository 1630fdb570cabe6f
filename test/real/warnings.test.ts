/**
 * Our findings against postconf's warnings and fatal errors: the same kinds at
 * the same names and lines, none missing and none extra. And the promise of
 * `restated-default`: without the lines it reports, every value stays.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Directory, directoryOf } from "../../server/src/analysis/directory";
import { installedFacts, type PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { RULES } from "../../server/src/analysis/rules/index";
import { decodeLatin1, encodeLatin1 } from "../../server/src/base/decode";
import { applyEdits } from "../../server/src/base/text-edit";
import { readMachine } from "../../server/src/node/machine";
import { POSTCONF, postconf, scratchDirectory, writeConfiguration } from "./postconf";
import { readRemarks, remarksOf } from "./postconf-warnings";
import { randomConfiguration, repeatingConfiguration } from "./random-configuration";

const CORPUS = join(__dirname, "../../../shared/corpus");
const hasCorpus = existsSync(join(CORPUS, "main.cf"));
const STOCK = ["/etc/postfix", "/usr/share/postfix"];
const RANDOM_CONFIGURATIONS = Number(process.env.ROUNDS ?? 40);
const PATIENCE = 120_000 + RANDOM_CONFIGURATIONS * 1_000;

const scratch = scratchDirectory();
afterAll(scratch.remove);

/** What each list of postconf looks at. The lists of master.cf read that file first. */
const RUNS = [
  { flag: "-n", first: "postfix-main", all: true },
  { flag: "-M", first: "postfix-master", all: false },
  { flag: "-P", first: "postfix-master", all: false },
] as const;

interface Configuration {
  readonly main: string;
  readonly master: string;
}

let facts: PostfixFacts;

if (POSTCONF === undefined && process.env.CI === "true") {
  it("has an installed Postfix to be held against", () => {
    expect.fail("postconf is not installed; on a build server this comparison must not be left out");
  });
}

describe.skipIf(POSTCONF === undefined)("findings and postconf", () => {
  beforeAll(async () => {
    const { stdout } = await postconf(["-d", "-c", "/nonexistent"]);
    facts = installedFacts(stdout, [], readMachine())!;
  });

  describe.skipIf(!hasCorpus)("say the same about real files", () => {
    it.concurrent.each(listOf("main.cf"))("main.cf: %s", (name) => compare(corpusPair(name)), PATIENCE);
    it.concurrent.each(listOf("master.cf"))("master.cf: %s", (name) => compare(corpusMaster(name)), PATIENCE);
  });

  it("say the same about odd files", () => forEach(ODD, compare), PATIENCE);

  it(
    "say the same about random files",
    () => forEach(seeds(1), (seed) => compare(randomConfiguration(seed))),
    PATIENCE,
  );

  describe.skipIf(!hasCorpus)("agree that repeated defaults can go", () => {
    it.concurrent.each(listOf("main.cf"))(
      "%s",
      (name) => compareWithoutRepetitions(corpusPair(name)),
      PATIENCE,
    );
  });

  it("agree that other spellings of defaults can go", async () => {
    await compareWithoutRepetitions({ main: SPELLINGS, master: stock("master.cf") }, SPELLINGS_LEFT);
  });

  it(
    "agree that repeated defaults can go from random files",
    () =>
      forEach(seeds(1), (seed) => compareWithoutRepetitions(repeatingConfiguration(seed, facts.defaults))),
    PATIENCE,
  );
});

function seeds(first: number): number[] {
  return Array.from({ length: RANDOM_CONFIGURATIONS }, (_, index) => first + index);
}

/** Does a few at a time: a postconf that dies sleeps for a second first. */
async function forEach<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

function listOf(kind: string): string[] {
  return hasCorpus ? readdirSync(join(CORPUS, kind)).sort() : [];
}

function corpusText(kind: string, name: string): string {
  return decodeLatin1(readFileSync(join(CORPUS, kind, name)));
}

/** A main.cf with the master.cf beside it, or with the stock one. */
function corpusPair(name: string): Configuration {
  const sibling = join(CORPUS, "siblings", `${name}.master.cf`);
  const master = existsSync(sibling) ? decodeLatin1(readFileSync(sibling)) : stock("master.cf");
  return { main: corpusText("main.cf", name), master };
}

/** A master.cf with the stock main.cf. */
function corpusMaster(name: string): Configuration {
  return { main: stock("main.cf"), master: corpusText("master.cf", name) };
}

/** A file as the distribution installs it. */
function stock(name: string): string {
  const candidates = STOCK.flatMap((directory) => [join(directory, name), join(directory, `${name}.dist`)]);
  const found = candidates.find((file) => existsSync(file));
  if (!found) throw new Error(`There is no stock ${name} of the installed Postfix.`);
  return decodeLatin1(readFileSync(found));
}

let serial = 0;

/** Writes a configuration where postconf has not read one before. */
function write({ main, master }: Configuration): string {
  const directory = join(scratch.path, String(++serial));
  mkdirSync(directory);
  writeConfiguration(directory, encodeLatin1(main), encodeLatin1(master));
  return directory;
}

function analyse({ main, master }: Configuration): Directory {
  return directoryOf(facts, RULES, { main, master });
}

async function compare(configuration: Configuration): Promise<void> {
  const path = write(configuration);
  const ours = remarksOf(analyse(configuration));
  const answers = await Promise.all(RUNS.map(({ flag }) => postconf(["-c", path, flag])));
  for (const [index, { flag, first, all }] of RUNS.entries()) {
    const { stderr, code } = answers[index]!;
    const theirs = readRemarks(stderr, path, code);
    const context = `postconf ${flag}\n${stderr}\n${shown(configuration)}`;
    expect(theirs.unread, context).toEqual([]);
    const second = first === "postfix-main" ? "postfix-master" : "postfix-main";
    const fatal =
      ours.fatal[first] ?? ours.fatal[second] ?? (ours.dies && theirs.dies ? theirs.fatal : undefined);
    expect(fatal, context).toBe(theirs.fatal);
    // A program that dies has not said everything.
    if (fatal !== undefined) continue;
    const wanted = ours.warnings.filter((remark) => all || !remark.startsWith("main.cf unused "));
    expect(wanted, context).toEqual(theirs.warnings);
  }
}

function shown({ main, master }: Configuration): string {
  return main.length + master.length > 4_000 ? "" : `-- main.cf --\n${main}\n-- master.cf --\n${master}`;
}

/** Takes out what `restated-default` reports and asks postconf for everything before and after. */
async function compareWithoutRepetitions(configuration: Configuration, left?: string): Promise<void> {
  const findings = analyse(configuration)
    .findings("postfix-main")
    .filter(({ finding }) => finding.rule.id === "restated-default");
  const edits = findings.flatMap(({ finding, chunkStart }) =>
    finding.fixes[0]!.edits.map(({ start, end, newText }) => ({
      start: chunkStart + start,
      end: chunkStart + end,
      newText,
    })),
  );
  const after = { ...configuration, main: applyEdits(configuration.main, edits) };
  if (left !== undefined) expect(after.main).toBe(left);
  if (findings.length === 0) return;
  const [before, now] = [write(configuration), write(after)];
  for (const flags of [["-x"], ["-P", "-x"]]) {
    const [old, fresh] = await Promise.all([valuesOf(before, flags), valuesOf(now, flags)]);
    expect(sameProcess(fresh, old), `${flags.join(" ")}\n${shown(configuration)}`).toEqual(old.lines);
  }
  const [set, stillSet] = await Promise.all([valuesOf(before, ["-n"]), valuesOf(now, ["-n"])]);
  const removed = new Set(findings.map(({ finding }) => finding.data.name));
  const names = (lines: readonly string[]) => lines.map((line) => line.split(" =")[0]!);
  expect(names(stillSet.lines), shown(configuration)).toEqual(
    names(set.lines).filter((name) => !removed.has(name)),
  );
}

/** What postconf lists, and the number of the process, which some values hold. */
interface Listing {
  readonly lines: readonly string[];
  readonly pid: number;
}

/** What postconf lists, each value in one spelling; or that it dies. */
async function valuesOf(directory: string, flags: readonly string[]): Promise<Listing> {
  const { stdout, code, pid } = await postconf(["-c", directory, ...flags]);
  const lines = stdout.replaceAll(directory, "DIRECTORY").split("\n").map(oneSpelling);
  return { lines: code === 0 ? lines : [...lines, "dies"], pid };
}

/**
 * The lines of a listing, as another process would print them. Only lines
 * that differ are looked at: a process may have the number of a port.
 */
function sameProcess({ lines, pid }: Listing, other: Listing): string[] {
  const mask = (line: string, number: number) => line.replace(new RegExp(`\\b${number}\\b`, "g"), "PID");
  return lines.map((line, index) => {
    const wanted = other.lines[index];
    return wanted !== undefined && mask(line, pid) === mask(wanted, other.pid) ? wanted : line;
  });
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** A line `name = value` in the spelling that stands for all that Postfix takes for the same. */
function oneSpelling(line: string): string {
  const match = /^(\S+) = (.*)$/.exec(line);
  if (!match) return line;
  const [, name, value] = match;
  const unit = unitOf(name!.split("/").at(-1)!);
  const time = /^(\d+)([smhdw]?)$/.exec(value!);
  if (unit && time) return `${name} = ${Number(time[1]) * UNITS[time[2] || unit]!} seconds`;
  const words = value!.split(/[,\s]+/).filter((word) => word !== "");
  return `${name} = ${words.map((word) => word.toLowerCase().replace(/^0+(?=\d)/, "")).join(" ")}`;
}

function unitOf(name: string): string | undefined {
  const { registry } = facts;
  const [pattern] = registry.serviceParameterNames(name);
  const parameter = registry.parameter(name) ?? (pattern && registry.serviceParameter(name, pattern.suffix));
  return parameter?.fact.unit;
}

const SERVICE = "smtp inet n - y - - smtpd";

/** What hardly anybody writes. */
const ODD: readonly Configuration[] = [
  { main: "", master: "" },
  { main: "a\0=b\n", master: "" },
  { main: "a=b\0c\na=b\na=\n$=$\n", master: `${SERVICE} -o a=\0 -o b\n` },
  { main: "  x\n  y = z\na = b\n  c\n", master: `   ${SERVICE}\n  -v\nsmtp inet n - y - - smtpd\n` },
  { main: "=a", master: "smtp\n" },
  { main: "a==b\n\va=c\n = d\n", master: `${SERVICE}\n - v\n` },
  { main: "a=b\r\na=b\r\n\r\na=c\r\n", master: `${SERVICE}\r\n` },
  { main: "# only\n\n", master: "smtp inet n - y - - \n" },
  ...[
    "tcp n - n - -",
    "inet yes - n - -",
    "inet n y? n - -",
    "inet n n ? - -",
    "unix n n n -? 0",
    "fifo - - - 5?? -",
  ].map((fields) => ({ main: "a = $b\n", master: `smtp ${fields} smtpd\n` })),
  { main: "", master: `${SERVICE} -o {a=b -o c=d\n` },
  { main: "", master: `${SERVICE} -o {a=b}c {d\n` },
  {
    main: "smtpd_restriction_classes = $a, b c\na = d e\nb = permit\ne =\n",
    master: `${SERVICE} -o c=$f -o f= -o e=\n`,
  },
  {
    main: "smtpd_restriction_classes = a\nb = $c\n",
    master: `${SERVICE} -o smtpd_restriction_classes=b,c,$d -o d=e\n${SERVICE}\n${SERVICE} -o a=b -o a=c -o g=h\n`,
  },
  {
    main: "process_id = $a\nservice_name = b\nprocess_id = c\n",
    master: `${SERVICE} -o process_name=$d -o process_name=e\n`,
  },
  {
    main: "virtual_alias_maps = mysql:a, proxy:ldap:b\na_hosts = x\nb_server_host = y\nc_hosts = z\na_server_host =\n",
    master: "",
  },
  {
    main: "a_hosts = x\nb_hosts = $c\n",
    master: `${SERVICE} -o virtual_alias_maps=mysql:a -o { a_user = d } -o b_hosts=\n`,
  },
  {
    main: "virtual_maps = $fallback_relay\nfallback_relay =\nzz_rate_delay = 1\n",
    master: "x unix - - n - - pipe\n",
  },
  {
    main: "x_time_limit = 1\nx_destination_rate_delay = 1\ny_time_limit = 1\ny_recipient_limit = 1\n",
    master: "x unix - - n - - pipe\ny unix - - n - - spawn\n",
  },
  { main: "a = $$b ${c?$d} ${e:{$f}} $(g) ${{$h}=={$i}?{$j}:{$k}} $ $l\nmailbox_command = $m\n", master: "" },
];

/** Defaults in other words, and lines that must stay. */
const SPELLINGS = `compatibility_level = 3.6
myhostname = mail.example.com
biff = YES
smtp_helo_timeout = 5m
queue_run_delay = 300
bounce_size_limit = 050000
mydestination = $myhostname localhost.$mydomain
	localhost
# between
append_dot_mydomain = no
smtp_helo_name = mail.example.com
smtpd_timeout = 300s
variable = mail.example.com
myorigin = $variable
soft_bounce = No
smtpd_restriction_classes = $smtpd_helo_restrictions strict
smtpd_helo_restrictions =
strict = reject
relayhost =
header_from_format = STANDARD
`;

const SPELLINGS_LEFT = `compatibility_level = 3.6
myhostname = mail.example.com
# between
smtpd_timeout = 300s
variable = mail.example.com
myorigin = $variable
smtpd_restriction_classes = $smtpd_helo_restrictions strict
smtpd_helo_restrictions =
strict = reject
`;
