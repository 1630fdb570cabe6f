import { shift } from "../../../base/span";
import type { PatternNode, Repeat } from "../../../syntax/tables/pattern";
import type { RegexpLine, RegexpPattern } from "../../../syntax/tables/regexp-table";
import { type ChunkSpan, defineRule, type Fix, type TableContext } from "../rule";
import { isSkipped, type Placed, placeIn, regexpLines } from "../table-lines";
import { patternNodes } from "../table-patterns";

/** Letters that have a meaning behind a backslash for the common C libraries too. */
const KNOWN = "wWsSbB";

/** What says in POSIX expressions what an escape of Perl does. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  d: "[0-9]",
  D: "[^0-9]",
  h: "[[:blank:]]",
  A: "^",
  z: "$",
  Z: "$",
};

/** The same inside brackets, where a backslash is a character like any other. */
const IN_BRACKETS: Readonly<Record<string, string>> = {
  d: "0-9",
  w: "[:alnum:]_",
  s: "[:space:]",
  h: "[:blank:]",
};

export const posixEscape = defineRule({
  id: "posix-escape",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { lazy: "information" },
  docs: {
    what: "An escape or a quantifier of Perl's regular expressions, such as `\\d` or `*?`, in a regexp table.",
    why: "A regexp table has POSIX expressions. There `\\d` stands for the letter d at best, and with the C library of most Linux systems for nothing at all, since it takes the case of escaped letters amiss; in brackets, `\\` and `d` are two characters. The rule is accepted and matches something else, or nothing.",
    bad: "/^Subject: \\d+ offers/ REJECT\n",
    good: "/^Subject: [0-9]+ offers/ REJECT\n",
    table: { type: "regexp", uses: ["header_checks"] },
    references: ["regexp_table(5)"],
  },
  messages: {
    escape:
      "POSIX expressions, which a regexp table has, do not know '{escape}': it stands for the letter '{letter}' or for nothing. Write it in another way, or put the rule into a pcre table.",
    bracket:
      "Between brackets a POSIX expression takes '{escape}' for two characters, a backslash and a letter. Write '{replacement}' there.",
    lazy: "POSIX expressions have no quantifier '{quantifier}' that takes as little as it can: this one takes as much as it can, so a group may hold more than was meant. Name the characters that may stand there, as in '[^@]*'.",
  },
  table({ table, report }) {
    if (table.type !== "regexp") return;
    for (const each of regexpLines(table)) {
      if (each.line.kind === "orphan" || isSkipped(each.line)) continue;
      for (const pattern of each.line.patterns) {
        for (const node of patternNodes(pattern.tree)) {
          if (node.kind === "escape") checkEscape(node, pattern, each, report);
          else if (node.kind === "class") checkBracket(node, pattern, each, report);
          else if (node.kind === "repeat") checkLazy(node, pattern, each, report);
        }
      }
    }
  },
});

type Reporter = TableContext["report"];

function checkEscape(
  node: PatternNode,
  pattern: RegexpPattern,
  each: Placed<RegexpLine>,
  report: Reporter,
): void {
  const sequence = pattern.text.text.slice(node.start, node.end);
  const letter = sequence[1]!;
  if (!/[A-Za-z]/.test(letter) || KNOWN.includes(letter) || letter === pattern.delimiter) return;
  const place = placeIn(each, shift(node, pattern.text.start));
  const replacement = REPLACEMENTS[letter];
  const fixes = replacement === undefined ? [] : [changeTo(replacement, place)];
  report({ message: "escape", data: { escape: sequence, letter }, chunk: each.chunk, ...place, fixes });
}

function checkBracket(
  node: PatternNode,
  pattern: RegexpPattern,
  each: Placed<RegexpLine>,
  report: Reporter,
): void {
  const text = pattern.text.text.slice(node.start, node.end);
  for (const match of text.matchAll(/\\([dwsh])/g)) {
    const start = node.start + match.index;
    const place = placeIn(each, shift({ start, end: start + 2 }, pattern.text.start));
    const replacement = IN_BRACKETS[match[1]!]!;
    const data = { escape: match[0], replacement };
    report({ message: "bracket", data, chunk: each.chunk, ...place, fixes: [changeTo(replacement, place)] });
  }
}

/** A question mark behind a quantifier makes a difference only to what groups hold. */
function checkLazy(node: Repeat, pattern: RegexpPattern, each: Placed<RegexpLine>, report: Reporter): void {
  const text = pattern.text.text;
  if (node.of.kind !== "repeat" || text.slice(node.quantifier, node.end) !== "?") return;
  if (each.line.substitutions.length === 0) return;
  const place = { start: node.of.quantifier, end: node.end };
  const data = { quantifier: text.slice(place.start, place.end) };
  report({
    message: "lazy",
    data,
    chunk: each.chunk,
    ...placeIn(each, shift(place, pattern.text.start)),
  });
}

function changeTo(replacement: string, place: ChunkSpan): Fix {
  return {
    title: `Change to '${replacement}'`,
    edits: [{ ...place, newText: replacement }],
    preferred: true,
  };
}
