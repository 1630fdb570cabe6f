/**
 * Fixes compose: whatever mistakes a file holds, mending them one by one in
 * any order comes to an end, and each fix changes nothing but the entry it
 * was offered for. The mistakes are the bad examples of the rules' own pages.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Directory, directoryOf, type LocatedFinding } from "../../server/src/analysis/directory";
import { placeFix } from "../../server/src/analysis/fix-all";
import { knownFacts } from "../../server/src/analysis/model/postfix-facts";
import { RULES } from "../../server/src/analysis/rules/index";
import { exampleLanguage, type Fix } from "../../server/src/analysis/rules/rule";
import { applyEdits } from "../../server/src/base/text-edit";
import { NEWEST_RELEASE } from "../../server/src/knowledge/version";
import { TEST_MACHINE } from "../support/rule-tester";
import { runs, SEED } from "./arbitraries";

const FACTS = knownFacts(NEWEST_RELEASE, TEST_MACHINE);
const LANGUAGES = ["postfix-main", "postfix-master"] as const;

/** Mistakes of one file as whole entries: an example may hold several, and continuation lines stay with theirs. */
function mistakes(language: (typeof LANGUAGES)[number]): string[] {
  const entries = RULES.filter((rule) => !rule.docs.table && exampleLanguage(rule) === language).flatMap(
    ({ docs }) => docs.bad.split(/^(?![\s#])/m),
  );
  return [...new Set(entries)].map((entry) => (entry.endsWith("\n") ? entry : `${entry}\n`));
}

const file = (language: (typeof LANGUAGES)[number]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...mistakes(language)), fc.constantFrom("# a comment\n", "\n")), {
      maxLength: 8,
    })
    .map((entries) => entries.join(""));

/** A finding with the fix that a user would take first. */
interface Offer {
  readonly language: (typeof LANGUAGES)[number];
  readonly located: LocatedFinding;
  readonly fix: Fix;
}

function offers(directory: Directory): Offer[] {
  return LANGUAGES.flatMap((language) =>
    directory.findings(language).flatMap((located) => {
      const { fixes } = located.finding;
      const fix = fixes.find(({ preferred, fixAll }) => preferred || fixAll) ?? fixes[0];
      return fix ? [{ language, located, fix }] : [];
    }),
  );
}

/** The files after a fix; the text outside the entry of the finding must be what it was. */
function mend(
  texts: Readonly<Record<string, string>>,
  { language, located, fix }: Offer,
): Record<string, string> {
  const before = texts[language]!;
  const { edits } = placeFix(fix, located);
  const after = applyEdits(before, edits);
  const chunkEnd = located.chunkStart + entryLength(before, located);
  for (const { start, end } of edits) {
    expect(start).toBeGreaterThanOrEqual(located.chunkStart);
    expect(end).toBeLessThanOrEqual(chunkEnd);
  }
  expect(after).not.toBe(before);
  return { ...texts, [language]: after };
}

function entryLength(text: string, { chunkStart, finding }: LocatedFinding): number {
  const directory = directoryOf(FACTS, [], { main: text, master: text });
  // Both grammars cut a file into the same chunks.
  const { chunks, starts } = directory.main!.tree;
  const index = [...starts].indexOf(chunkStart);
  expect(index, finding.rule.id).toBeGreaterThanOrEqual(0);
  return chunks[index]!.text.length;
}

it("mending one thing after the other, in any order, ends with nothing left to mend", () => {
  let mended = 0;
  fc.assert(
    fc.property(
      file("postfix-main"),
      file("postfix-master"),
      fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
      (main, master, choices) => {
        let texts: Record<string, string> = { "postfix-main": main, "postfix-master": master };
        const trail: string[] = [];
        for (const choice of choices) {
          const directory = directoryOf(FACTS, RULES, {
            main: texts["postfix-main"]!,
            master: texts["postfix-master"]!,
          });
          const offered = offers(directory);
          if (offered.length === 0) return;
          const offer = offered[choice % offered.length]!;
          trail.push(`${offer.located.finding.rule.id}: ${offer.fix.title}`);
          texts = mend(texts, offer);
          mended++;
        }
        expect.fail(
          `There is always something left to mend:\n${trail.slice(-12).join("\n")}\n${JSON.stringify(texts)}`,
        );
      },
    ),
    { seed: SEED, numRuns: runs(150) },
  );
  expect(mended).toBeGreaterThan(200);
});
