import type { PatternEngine } from "../../../matching/pattern-engine";
import { findSlowText } from "../../../matching/slow-probe";
import type { Group, PatternNode, Repeat } from "../../../syntax/tables/pattern";
import type { RegexpPattern } from "../../../syntax/tables/regexp-table";
import { defineRule } from "../rule";
import { isSkipped, placeIn, regexpLines } from "../table-lines";
import { isNullable } from "../table-patterns";

export const slowPattern = defineRule({
  id: "slow-pattern",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A repetition of something that repeats itself, in a pattern of a pcre table.",
    why: "A text that nearly matches can be divided in more ways than anybody can try, as with `(a+)+b`. After many thousand attempts Postfix logs 'match limit exceeded' and goes on as if the rule did not match: the mail passes, and each such line costs time. Who sends it can make use of that.",
    bad: "/^Subject: ([a-z]+ ?)+!/ REJECT\n",
    good: "/^Subject: [a-z]+( [a-z]+)*!/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)"],
  },
  messages: {
    nested:
      "'{text}' repeats something that repeats itself, so that a text which nearly matches can be divided in too many ways. PCRE gives up on it, and the rule then does not match. Let each turn start with something that cannot stand inside it, or make it possessive, as in '(…)++'.",
    tried:
      "PCRE2 gives up on '{text}' with a text of some {length} characters that nearly matches, because it can be divided in too many ways, and the rule then does not match. Say more closely what each repetition may take, as in '[^,]*,' instead of '.*,', or leave out the ones that nothing depends on.",
  },
  table({ table, report, engine }) {
    if (table.type !== "pcre") return;
    for (const each of regexpLines(table)) {
      if (each.line.kind === "orphan" || isSkipped(each.line)) continue;
      const pattern = each.line.patterns[0];
      if (!pattern?.tree?.sure) continue;
      const slow = slowRepeat(pattern.tree.root, "nothing", pattern.text.text);
      const tried = slow || !engine ? undefined : slowText(pattern, engine);
      const found = slow ?? tried;
      if (!found) continue;
      const offset = pattern.text.start;
      const place = placeIn(each, { start: found.start + offset, end: found.end + offset });
      const text = pattern.text.text.slice(found.start, found.end);
      const data = { text, length: String(tried?.attack.length ?? "") };
      report({ message: tried ? "tried" : "nested", data, chunk: each.chunk, ...place });
    }
  },
});

/** A text on which PCRE2 gives up. Outside ASCII a character of the file is several of the library's. */
function slowText(pattern: RegexpPattern, engine: PatternEngine) {
  return /[^\x00-\x7f]/.test(pattern.text.text) ? undefined : findSlowText(pattern, engine);
}

/** What follows a part and may not match: nothing, the end of the text at most, or more. */
type Behind = "nothing" | "end" | "more";

/** The first slow repetition in a group, by what follows the group. */
function slowRepeat(group: Group, behind: Behind, text: string): Repeat | undefined {
  for (const parts of group.alternatives) {
    let follows = behind;
    let found: Repeat | undefined;
    // From the end, as it is what follows that makes PCRE try again.
    for (const part of [...parts].reverse()) {
      found = slowPart(part, follows, text) ?? found;
      const isEnd = part.kind === "edge" && text.slice(part.start, part.end) === "$";
      if (isEnd && follows === "nothing") follows = "end";
      else if (part.kind === "edge" || !isNullable(part)) follows = "more";
    }
    if (found) return found;
  }
  return undefined;
}

function slowPart(part: PatternNode, behind: Behind, text: string): Repeat | undefined {
  const group = part.kind === "repeat" && part.mode !== "possessive" ? part.of : part;
  // What happens inside an atomic group or a lookaround is not tried again from outside.
  if (group.kind !== "group" || group.role === "atomic" || group.role === "lookaround") return undefined;
  // What takes any character comes to the end of the text by itself.
  const canFail =
    behind === "more" || (behind === "end" && !/\.[*+]/.test(text.slice(group.start, group.end)));
  if (part.kind === "repeat" && canFail && part.max === Infinity && isAmbiguous(group, text)) return part;
  return slowRepeat(group, behind, text);
}

/** Whether a text can be divided into several turns of a group in more than one way. */
function isAmbiguous(group: Group, text: string): boolean {
  const texts = group.alternatives.map((parts) =>
    parts.length === 0 ? "" : text.slice(parts[0]!.start, parts.at(-1)!.end),
  );
  if (new Set(texts).size < texts.length && !texts.includes("")) return true;
  return group.alternatives.some((parts) => {
    const repeating = parts.filter((part) => repeatsFreely(part, text));
    return repeating.length > 0 && parts.every((part) => part === repeating[0] || isNullable(part));
  });
}

/** Whether a part takes as much as it likes, so that several turns can share a text in more than one way. */
function repeatsFreely(part: PatternNode, text: string): boolean {
  if (part.kind === "repeat") return part.mode !== "possessive" && part.max === Infinity;
  const isPlain = part.kind === "group" && (part.role === "capture" || part.role === "plain");
  return isPlain && isAmbiguous(part, text);
}
