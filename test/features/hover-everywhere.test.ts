// A hover anywhere in any text: it never fails, and it is about something under the cursor.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Directory, directoryOf } from "../../server/src/analysis/directory";
import { decodeText } from "../../server/src/base/decode";
import type { LanguageId } from "../../server/src/contract/languages";
import { hoverAt } from "../../server/src/features/hover/hover";
import { factsOf } from "../support/check-hover";

const FACTS = factsOf("3.7.11");
const SAMPLE = join(__dirname, "../fixtures/sample");
const CORPUS = join(__dirname, "../../../shared/corpus");

/** Asks at an offset and checks the answer. @returns whether there was one */
async function isSound(directory: Directory, language: LanguageId, offset: number): Promise<boolean> {
  const hover = await hoverAt(directory, language, offset);
  if (!hover) return false;
  const { source } = directory.file(language)!;
  const [start, end] = [source.offsetAt(hover.range!.start), source.offsetAt(hover.range!.end)];
  expect(start).toBeLessThanOrEqual(offset);
  expect(end).toBeGreaterThanOrEqual(offset);
  expect(end).toBeGreaterThan(start);
  expect((hover.contents as { value: string }).value.trim()).not.toBe("");
  return true;
}

describe("every second place of the sample", () => {
  const main = readFileSync(join(SAMPLE, "main.cf"), "utf8");
  const master = readFileSync(join(SAMPLE, "master.cf"), "utf8");
  const directory = directoryOf(FACTS, [], { main, master });

  it.each([
    ["postfix-main", main],
    ["postfix-master", master],
  ] as const)("%s", async (language, text) => {
    let answers = 0;
    for (let offset = 0; offset <= text.length; offset += 2) {
      if (await isSound(directory, language, offset)) answers++;
    }
    expect(answers).toBeGreaterThan(text.length / 6);
  });
});

it("survives any text", async () => {
  const pieces = fc.constantFrom(
    ..."abz_$ {}()?:=<>,#!/[].\n\t\r\0`*".split(""),
    "${",
    "{$a} <level {1}?",
    "inline:{",
    "hash:/x",
    "mynetworks = ",
    "smtpd_client_restrictions = ",
    "check_policy_service ",
    "relayhost=",
    " -o ",
    "smtp inet n - n - - ",
    "é",
    "🙂",
  );
  const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(texts, texts, fc.nat(200), async (main, master, offset) => {
      const directory = directoryOf(FACTS, [], { main, master });
      await isSound(directory, "postfix-main", offset % (main.length + 1));
      await isSound(directory, "postfix-master", offset % (master.length + 1));
    }),
    { numRuns: 400 },
  );
});

describe.skipIf(!existsSync(CORPUS))("real configurations", () => {
  const files = ["main.cf", "master.cf"].flatMap((name) =>
    existsSync(join(CORPUS, name)) ? readdirSync(join(CORPUS, name)).map((file) => join(name, file)) : [],
  );

  it("are there", () => expect(files.length).toBeGreaterThan(10));

  it("have a sound hover here and there", async () => {
    for (const file of files) {
      const text = decodeText(readFileSync(join(CORPUS, file)));
      const language = file.startsWith("main.cf") ? "postfix-main" : "postfix-master";
      const directory = directoryOf(
        FACTS,
        [],
        language === "postfix-main" ? { main: text } : { master: text },
      );
      for (let offset = 0; offset < Math.min(text.length, 30_000); offset += 43) {
        await isSound(directory, language, offset);
      }
    }
  }, 120_000);
});
