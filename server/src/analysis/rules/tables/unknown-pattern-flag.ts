import { joinWords } from "../../../base/for-people";
import type { RegexpLine, RegexpPattern } from "../../../syntax/tables/regexp-table";
import { defineRule, type Fix } from "../rule";
import { type Placed, placeIn, regexpLines } from "../table-lines";

const FLAGS = { pcre: "imsxAEUX", regexp: "imx" } as const;

export const unknownPatternFlag = defineRule({
  id: "unknown-pattern-flag",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A character behind a pattern that is no flag in this type of table.",
    why: "Postfix takes everything between the closing delimiter and the next blank for flags. When it does not know one, it skips the line, says so in the log, and the mail that the rule was for passes.",
    bad: "/^Subject: buy now/g REJECT\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    unknown:
      "'{flag}' is no flag of a pattern in a {type} table, so Postfix skips this line. The flags are {flags}.",
    delimiter:
      "The pattern ends at the '{delimiter}' in front of this, and what follows is no flag, so Postfix skips this line. Put a backslash in front of a '{delimiter}' that belongs to the pattern, or choose another delimiter.",
    "no-space":
      "There is no blank between the pattern and '{word}', so Postfix takes that for flags and skips this line. Put a blank between them.",
  },
  table({ table, report }) {
    for (const each of regexpLines(table)) {
      const { chunk, line } = each;
      const pattern = line.patterns.at(-1);
      if (line.problem?.kind !== "unknown-flag" || !pattern) continue;
      const word = pattern.flags.map(({ text }) => text).join("");
      const { delimiter } = pattern;
      const whole = { start: pattern.text.end + 1, end: pattern.end };
      if (word.includes(delimiter)) {
        const fixes = [escapeDelimiters(each, pattern)];
        report({ message: "delimiter", data: { delimiter }, chunk, ...placeIn(each, whole), fixes });
      } else if (/^[A-Z]{3,}$/.test(word)) {
        const at = placeIn(each, whole).start;
        const fixes = [
          { title: "Insert a blank", edits: [{ start: at, end: at, newText: " " }], preferred: true },
        ];
        report({ message: "no-space", data: { word }, chunk, ...placeIn(each, whole), fixes });
      } else {
        const flags = joinWords(
          [...FLAGS[line.table]].map((flag) => `'${flag}'`),
          "and",
        );
        const data = { flag: line.logical.text[line.problem.start]!, type: line.table, flags };
        const fixes = [removeUnknown(each, pattern)];
        report({ message: "unknown", data, chunk, ...placeIn(each, line.problem), fixes });
      }
    }
  },
});

/** Escapes all delimiters of the word but the last one. */
function escapeDelimiters(each: Placed<RegexpLine>, pattern: RegexpPattern): Fix {
  const inside = pattern.flags.filter(({ text }) => text === pattern.delimiter).slice(0, -1);
  const places = [{ start: pattern.text.end, end: pattern.text.end + 1 }, ...inside];
  const edits = places.map((place) => {
    const { start } = placeIn(each, place);
    return { start, end: start, newText: "\\" };
  });
  return { title: `Write '\\${pattern.delimiter}' inside the pattern`, edits, preferred: true };
}

function removeUnknown(each: Placed<RegexpLine>, pattern: RegexpPattern): Fix {
  const unknown = pattern.flags.filter(({ text }) => !FLAGS[each.line.table].includes(text));
  const letters = unknown.map(({ text }) => text).join("");
  return {
    title: `Remove '${letters}'`,
    edits: unknown.map((flag) => ({ ...placeIn(each, flag), newText: "" })),
  };
}
