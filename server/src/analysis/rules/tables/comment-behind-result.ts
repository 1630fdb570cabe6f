import { actionFact } from "../../../knowledge/table-actions";
import { defineRule, type Fix } from "../rule";
import { type Action, actionOf } from "../table-actions";
import { actionUses } from "../table-uses";

export const commentBehindResult = defineRule({
  id: "comment-behind-result",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A comment behind the result of a rule in a lookup table.",
    why: "Only a line that starts with `#` is a comment. Behind a result it is part of it: the text of a REJECT goes to the sender with it, and an address or a destination is no longer one.",
    bad: "/^Subject: buy now/ REJECT # seen on Monday\n",
    good: "# Seen on Monday.\n/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)", "cidr_table(5)"],
  },
  messages: {
    part: "This is no comment, but part of the result: only a line that starts with '#' is one. Move it to a line of its own.",
  },
  table: {
    formats: ["pcre", "regexp", "cidr", "key"],
    line(chunk, { type, uses, report }) {
      if (!chunk.text.includes("#")) return;
      const action = actionOf(chunk, type);
      if (!action) return;
      const { result, word } = action;
      const kinds = actionUses(uses);
      const ignoresText = (kind: (typeof kinds)[number]) => actionFact(kind.kind, word.text)?.ignoresText;
      if (kinds.length > 0 && kinds.every(ignoresText)) return;
      // A number such as '#5' is text.
      const comment = /(?:^|\s)(#+(?:\s.*|[A-Za-z].*|))$/s.exec(result.text);
      if (!comment) return;
      const start = result.end - comment[1]!.length;
      const place = action.placeOf({ start, end: result.end });
      report({ message: "part", ...place, fixes: moveAbove(action, start) });
    },
  },
});

/** Moves the comment in front of the rule, where it is one line with something left of its result. */
function moveAbove({ chunk, result, placeOf }: Action, start: number): Fix[] {
  const before = result.text.slice(0, start - result.start).trimEnd();
  const isOneLine = !chunk.text.trimEnd().includes("\n");
  if (!isOneLine || before === "") return [];
  const place = placeOf({ start: result.start + before.length, end: result.end });
  const comment = chunk.text.slice(placeOf({ start, end: result.end }).start, place.end);
  const newText = `${comment}${chunk.text.endsWith("\r\n") ? "\r\n" : "\n"}`;
  return [
    {
      title: "Move to a line of its own",
      edits: [
        { start: 0, end: 0, newText },
        { ...place, newText: "" },
      ],
      preferred: true,
    },
  ];
}
