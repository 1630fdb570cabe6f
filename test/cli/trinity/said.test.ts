// What another server said, and what it means, in a terminal.
import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { saidText } from "../../../server/src/cli/trinity/said";
import { explainRefusals } from "../../../server/src/tools/trinity/refusals";

const colors = createColors(false);

const text = (said: string, width = 80) => saidText(said, explainRefusals(said), { colors, width });

const SEVERAL = [
  "550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
  "550-5.7.26  SPF [example.org] with ip: [192.0.2.1] = did not pass\r",
  "",
  "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]",
].join("\n");

describe("saidText", () => {
  it.each([80, 40])("prints several explanations in %i columns", async (width) => {
    await expect(text(SEVERAL, width)).toMatchFileSnapshot(`../golden/trinity-said-${width}.txt`);
  });

  it("says when nothing is known", async () => {
    await expect(text("550 5.1.1 User unknown")).toMatchFileSnapshot("../golden/trinity-said-unknown.txt");
  });

  it("says when it is not for the DNS to mend", async () => {
    const said = "550 5.7.606 Access denied, banned sending IP [192.0.2.1]";
    await expect(text(said)).toMatchFileSnapshot("../golden/trinity-said-reputation.txt");
  });

  it("has headings that stand out in colours, and the same text", () => {
    const painted = createColors(true);
    const shown = saidText(SEVERAL, explainRefusals(SEVERAL), { colors: painted, width: 80 });
    expect(shown).toContain(painted.bold("What it means"));
    expect(shown.replace(/\u001b\[\d+m/g, "")).toBe(text(SEVERAL));
  });

  it("lets nothing through that a terminal would obey", () => {
    expect(text("550 no rDNS \u001b]0;x\u0007\u202e")).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });
});
