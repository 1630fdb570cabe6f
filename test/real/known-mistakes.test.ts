/** Each known mistake: what Postfix's own tools say of it, and what we say. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RULES } from "../../server/src/analysis/rules/index";
import { TableFile } from "../../server/src/analysis/table-file";
import { encodeLatin1 } from "../../server/src/base/decode";
import { sourceText } from "../../server/src/base/source-text";
import { isTableType } from "../../server/src/syntax/tables/table";
import { type FixtureFile, markSpans, parseFixture } from "../support/fixture";
import { directoryWith, factsFor } from "../support/rule-tester";
import { SERVICES } from "../support/services";
import { KNOWN_MISTAKES, type KnownMistake } from "./known-mistakes";
import { changed } from "./mistakes/mistake";
import { remarksOn } from "./mistakes/observe";
import { POSTCONF, postconf, scratchDirectory, writeConfiguration } from "./postconf";
import { CANNOT_RUN, openSurroundings, PATIENCE, type Surroundings } from "./private-postfix";

const LANGUAGES = { "main.cf": "postfix-main", "master.cf": "postfix-master" } as const;

/** The file of a fixture with what its rule reports there, and the severities of that. */
function reported(row: KnownMistake, name: string, text: string): { marked: string; severities: string[] } {
  const extension = name.split(".").at(-1)!;
  const found = isTableType(extension)
    ? new TableFile(extension, name, sourceText(text), factsFor(circumstancesOf(row)), [], RULES).findings()
    : directoryWith(RULES, row.code, circumstancesOf(row)).findings(LANGUAGES[name as "main.cf"]);
  const own = found.filter(({ finding }) => finding.rule.id === row.rule);
  return { marked: markSpans(text, own), severities: own.map(({ severity }) => severity) };
}

function circumstancesOf({ version = "3.7.11", files, tableTypes }: KnownMistake) {
  return { version, ...(files && { files }), ...(tableTypes && { tableTypes }) };
}

describe("what we say", () => {
  it.each(KNOWN_MISTAKES.map((row) => [row.title, row] as const))("%s", (_, row) => {
    let spans = 0;
    for (const [name, file] of parseFixture(row.code).files) {
      const { marked, severities } = reported(row, name, file.text);
      expect(marked).toBe(markSpans(file.text, file.spans));
      expect(severities).toEqual(file.spans.map(() => row.severity));
      spans += file.spans.length;
    }
    expect(spans).toBeGreaterThan(0);
  });
});

if (POSTCONF === undefined && process.env.CI === "true") {
  it("has an installed Postfix to be asked", () => expect.fail("Postfix is not installed"));
}

const scratch = scratchDirectory();
afterAll(scratch.remove);

describe.skipIf(POSTCONF === undefined)("what Postfix's own tools say", () => {
  it.concurrent.each(KNOWN_MISTAKES.map((row, index) => [row.title, row, index] as const))(
    "%s",
    async (_, { code, tools }, index) => {
      const directory = join(scratch.path, String(index));
      mkdirSync(directory);
      const said = await toolsSay(directory, parseFixture(code).files);
      if (tools) expect(said).toMatch(tools);
      else expect(said).toBe("");
    },
    60_000,
  );
});

/** What postconf, or postmap of a table, writes on standard error. */
async function toolsSay(directory: string, files: ReadonlyMap<string, FixtureFile>): Promise<string> {
  const main = files.get("main.cf")?.text;
  if (main !== undefined) {
    const master = files.get("master.cf")?.text ?? SERVICES;
    writeConfiguration(directory, encodeLatin1(main), encodeLatin1(master));
    const runs = await Promise.all(
      [["-n"], ["-M"], ["-P"], ["-nx"]].map((list) => postconf(["-c", directory, ...list])),
    );
    return runs.map(({ stderr }) => stderr).join("");
  }
  const [[name, { text }]] = [...files] as [[string, FixtureFile]];
  const path = join(directory, name);
  writeFileSync(path, text);
  writeConfiguration(directory, encodeLatin1("compatibility_level = 3.6\n"), encodeLatin1(SERVICES));
  const postmap = POSTCONF!.replace(/postconf$/, "postmap");
  const table = `${name.split(".").at(-1)}:${path}`;
  return spawnSync(postmap, ["-c", directory, "-q", "Subject: abc", table], { encoding: "latin1" }).stderr;
}

describe.skipIf(CANNOT_RUN !== undefined)("what 'postfix check' says", () => {
  let surroundings: Surroundings;
  beforeAll(async () => {
    surroundings = await openSurroundings();
  }, PATIENCE);
  afterAll(() => surroundings?.close(), PATIENCE);

  const ofConfigurations = KNOWN_MISTAKES.filter(({ code }) =>
    /^(?!-- )|^-- (?:main|master)\.cf --/.test(code),
  );

  it.concurrent.each(ofConfigurations.map((row) => [row.title, row] as const))(
    "%s",
    async (_, { code, tools, check = tools }) => {
      const files = parseFixture(code).files;
      const text = (name: string) => files.get(name)?.text ?? "";
      // What a running Postfix needs besides is put around it.
      const { main, master } = changed({ main: text("main.cf"), master: text("master.cf") });
      const { check: said } = await remarksOn(await surroundings.instance(main, master));
      if (check && check !== "nothing") expect(said).toMatch(check);
      else expect(said).toBe("");
    },
    PATIENCE,
  );
});
