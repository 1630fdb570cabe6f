// The machine's own manual in a hover: quoted behind everything else, and only where it is there.
import { expect, it } from "vitest";
import { readManual } from "../../server/src/analysis/manual";
import { manualMarkdown } from "../../server/src/analysis/manual-markdown";
import { hoverText } from "../support/check-hover";

const PAGE = `NAME
       postconf - some page

biff (default: yes)
       What this test says about it.

transport_destination_rate_delay (default: $default_destination_rate_delay)
       What it says about the pattern.
`;

const page = readManual(PAGE);
const manual = (name: string) => {
  const blocks = page.entry(name);
  return blocks && manualMarkdown(blocks);
};

it("quotes the page, and says that it does", async () => {
  expect(await hoverText("bi‸ff = no\n", { manual })).toMatchInlineSnapshot(`
    "«biff»
    **biff** · parameter

    Whether the local delivery agent notifies logged-in users of new mail; off saves effort on hosts with many users.

    **In force:** \`no\` · this line

    - **Takes:** yes or no
    - **Default:** \`yes\` (our knowledge of Postfix 3.7.11)

    ---

    *From postconf(5) on this machine:*

    What this test says about it."
  `);
});

it("quotes the pattern for a parameter of a service", async () => {
  const text =
    "-- main.cf --\nslow_destination_rate_de‸lay = 1s\n-- master.cf --\nslow unix - - n - - smtp\n";
  const hover = await hoverText(text, { manual });
  expect(
    hover?.endsWith("---\n\n*From postconf(5) on this machine:*\n\nWhat it says about the pattern."),
  ).toBe(true);
});

it("says nothing of a page that does not have the name", async () => {
  expect(await hoverText("myor‸igin = a\n", { manual })).not.toContain("postconf(5)");
});

it("is not in the way of a reference", async () => {
  expect(await hoverText("myorigin = $bi‸ff\n", { manual })).not.toContain("postconf(5)");
});
