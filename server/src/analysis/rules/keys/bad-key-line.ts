import type { KeyLine, KeyProblemKind } from "../../../syntax/tables/key-table";
import { spanOf } from "../places";
import { defineRule, type Fix } from "../rule";

export const badKeyLine = defineRule({
  id: "bad-key-line",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A line of a lookup table that is no key with a value behind it.",
    why: "Such a line is left out by postmap with a warning, so that the table has no such key. Where the key ends with a colon, as it does in aliases, the colon becomes a part of it, and nobody looks that up.",
    bad: "example.com: smtp:[mail.example.com]\nexample.org\n",
    good: "example.com smtp:[mail.example.com]\nexample.org local:\n",
    table: { type: "key", uses: ["transport_maps"] },
    references: ["postmap(1)"],
  },
  messages: {
    "missing-key":
      "Nothing stands in front of the value, so postmap leaves the line out. Write the key there.",
    "missing-value":
      "Nothing stands behind the key, so postmap leaves the line out. Write the value behind it, with white space between the two.",
    "unclosed-quote":
      "Nothing ends this quote, so postmap leaves the line out. End it, or write a backslash in front of it.",
    "leading-space":
      "The first line is indented, and there is no line that it could continue: postmap leaves it out. Remove the white space.",
    "colon-behind-key":
      "The colon is a part of the key, and nobody looks up a key with it: only files for postalias have a colon there. Remove it.",
  } satisfies Record<KeyProblemKind, string>,
  table: {
    formats: ["key"],
    line(chunk, { report }) {
      const { logical, problem } = chunk.node as KeyLine;
      if (!problem) return;
      const place = spanOf(logical, problem.start, problem.end);
      const isSuperfluous = problem.kind === "colon-behind-key" || problem.kind === "leading-space";
      const title = problem.kind === "leading-space" ? "Remove the white space" : "Remove the colon";
      const fixes: Fix[] = isSuperfluous
        ? [{ title, edits: [{ ...place, newText: "" }], preferred: true }]
        : [];
      report({ message: problem.kind, ...place, fixes });
    },
  },
});
