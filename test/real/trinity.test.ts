/**
 * The check of A, PTR and EHLO against real name servers and mail servers:
 * each report as a whole, in `golden/trinity`, where UPDATE=1 writes them
 * anew; read the difference.
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { TrinityReport, TrinityVerdict } from "../../server/src/contract/trinity";
import { SITUATIONS, type Situation, SOUND_VERDICTS } from "./trinity-situations";
import { checkGolden, NO_WORLD, type TrinityWorld, withTrinityWorld } from "./trinity-support";

if (NO_WORLD !== undefined && process.env.CI === "true") {
  it("has a Postfix and an unbound", () => {
    expect.fail(`${NO_WORLD}; on a build server this comparison must not be left out`);
  });
}

/** The checks that ended otherwise than those of a sound server; those of a second identity behind `2 `. */
function noticed({ results }: TrinityReport): Record<string, TrinityVerdict> {
  return Object.fromEntries(
    results.flatMap(({ checks }, index) =>
      checks
        .filter(({ id, verdict }) => verdict !== (SOUND_VERDICTS[id] ?? "pass"))
        .map(({ id, verdict }) => [index === 0 ? id : `${index + 1} ${id}`, verdict]),
    ),
  );
}

describe.skipIf(NO_WORLD !== undefined)("postfix-ls trinity", () => {
  const world = withTrinityWorld(SITUATIONS);
  const runs = new Map<Situation, ReturnType<TrinityWorld["run"]>>();
  // All at once: most of their time is spent in waiting.
  beforeAll(() => {
    for (const situation of SITUATIONS) runs.set(situation, world().run(situation));
  });

  it.each(
    SITUATIONS.map((situation): [string, Situation] => [situation.name, situation]),
  )("reports %s", async (name, situation) => {
    const { code, stdout, stderr, report } = (await runs.get(situation))!;
    expect(stderr).toBe("");
    checkGolden(name, world().plain(stdout));
    const verdicts = noticed(JSON.parse(report) as TrinityReport);
    expect(verdicts).toEqual(situation.noticed);
    const isAnswered = situation.isUnanswered !== true;
    expect(code).toBe(Object.values(verdicts).includes("fail") ? 1 : isAnswered ? 0 : 2);
  });
});
