/**
 * The check of A, PTR and EHLO against real name servers and mail servers:
 * each report as a whole, in `golden/trinity`, where UPDATE=1 writes them
 * anew; read the difference.
 */
import { describe, expect, it } from "vitest";
import type { TrinityCheck } from "../../server/src/contract/trinity";
import { SITUATIONS, type Situation } from "./trinity-situations";
import { checkGolden, NO_WORLD, withTrinityWorld } from "./trinity-support";

if (NO_WORLD !== undefined && process.env.CI === "true") {
  it("has a Postfix and an unbound", () => {
    expect.fail(`${NO_WORLD}; on a build server this comparison must not be left out`);
  });
}

interface Printed {
  readonly checks: readonly TrinityCheck[];
  readonly others: readonly { readonly checks: readonly TrinityCheck[] }[];
}

/** The checks that did not pass, with the number of their identity where it is not the first. */
function noticed(json: string): Record<string, string> {
  const { checks, others } = JSON.parse(json) as Printed;
  const all = [checks, ...others.map((other) => other.checks)];
  return Object.fromEntries(
    all.flatMap((one, index) =>
      one
        .filter(({ verdict }) => verdict !== "pass")
        .map(({ id, verdict }) => [index === 0 ? id : `${index + 1} ${id}`, verdict]),
    ),
  );
}

describe.skipIf(NO_WORLD !== undefined)("postfix-ls trinity", () => {
  const world = withTrinityWorld(SITUATIONS);

  describe.concurrent("reports", () => {
    it.each(
      SITUATIONS.map((situation): [string, Situation] => [situation.name, situation]),
    )("%s", async (name, situation) => {
      const [text, json] = await Promise.all([world().run(situation), world().run(situation, "--json")]);
      expect(text.stderr).toBe("");
      checkGolden(name, world().plain(text.stdout));
      expect(noticed(json.stdout)).toEqual(situation.noticed);
      const isFailure = Object.values(situation.noticed).includes("fail");
      expect([text.code, json.code]).toEqual(isFailure ? [1, 1] : [0, 0]);
    });
  });
});
