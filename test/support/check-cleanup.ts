/** The one place that calls the planning of a clean-up in tests. */
import { expect } from "vitest";
import { applyEdits } from "../../server/src/base/text-edit";
import { parseMainCf } from "../../server/src/syntax/main-cf";
import { parseMasterCf } from "../../server/src/syntax/master-cf";
import { isRefusal, makeCleanup } from "../../server/src/tools/cleanup/make-plan";
import type { CleanupForm, CleanupPlan, CleanupRefusal } from "../../server/src/tools/cleanup/plan";
import { markSpans, parseFixture } from "./fixture";
import { factsFor } from "./rule-tester";
import { SERVICES } from "./services";

/** Under which circumstances to plan. */
export interface CleanupCircumstances {
  readonly version?: string;
  /** Defaults of an installed Postfix that differ from ours. */
  readonly installed?: Readonly<Record<string, string>>;
  readonly form?: CleanupForm;
  readonly keep?: readonly string[];
  readonly drop?: readonly string[];
  /** Files that may be changed; both unless it says otherwise. */
  readonly only?: "main.cf" | "master.cf";
  /** No master.cf is at hand; otherwise there is a usual one. */
  readonly withoutMaster?: true;
}

/** Plans the clean-up of the files of a fixture; marks in it mean nothing. */
export function planOf(
  fixture: string,
  circumstances: CleanupCircumstances = {},
): CleanupPlan | CleanupRefusal {
  const { version, installed, form = "in-place", keep = [], drop = [], only } = circumstances;
  const { files } = parseFixture(fixture);
  return makeCleanup({
    facts: factsFor({ ...(version && { version }), installed: installed ?? {} }),
    whereabouts: {},
    main: parseMainCf(files.get("main.cf")?.text ?? ""),
    master: circumstances.withoutMaster ? undefined : parseMasterCf(files.get("master.cf")?.text ?? SERVICES),
    languages:
      only === "main.cf"
        ? ["postfix-main"]
        : only === "master.cf"
          ? ["postfix-master"]
          : ["postfix-main", "postfix-master"],
    form,
    keep: new Set(keep),
    drop: new Set(drop),
  });
}

/**
 * Checks a clean-up in place: what goes stands between `«` and `»`.
 *
 * @param entries `id: code` of everything that the plan has something to say about, in order; `-` in front of what goes
 */
export function checkCleanup(
  fixture: string,
  entries: readonly string[],
  circumstances: CleanupCircumstances = {},
): void {
  const plan = planOf(fixture, circumstances);
  if (isRefusal(plan)) throw new Error(`Refused: ${plan.reason}.`);
  const cleaned = new Map(plan.files.map((file) => [file.language, file]));
  for (const [name, { text, spans }] of parseFixture(fixture).files) {
    const file = cleaned.get(name === "main.cf" ? "postfix-main" : "postfix-master");
    expect(markSpans(text, file?.edits ?? [])).toBe(markSpans(text, spans));
    if (file) expect(applyEdits(file.before, file.edits)).toBe(file.after);
  }
  expect(plan.entries.map(({ id, code, isRemoved }) => `${isRemoved ? "-" : ""}${id}: ${code}`)).toEqual(
    entries,
  );
  expect(plan.differences).toEqual([]);
}

/** main.cf after a clean-up. */
export function mainAfter(fixture: string, circumstances: CleanupCircumstances = {}): string {
  const plan = planOf(fixture, circumstances);
  if (isRefusal(plan)) throw new Error(`Refused: ${plan.reason}.`);
  expect(plan.differences).toEqual([]);
  return plan.files.find(({ language }) => language === "postfix-main")!.after;
}
