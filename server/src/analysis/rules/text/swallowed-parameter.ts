import { lineEndOf } from "../../../base/source-text";
import { isSpace } from "../../../syntax/characters";
import { inlineCommentStarts, swallowedSettings } from "../misreadings";
import { type ChunkSpan, defineRule, type Fix } from "../rule";
import { onAllSettings } from "../settings";
import { isTemplated } from "../templates";

export const swallowedParameter = defineRule({
  id: "swallowed-parameter",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A `name = value` inside the value of another parameter, most often because its line is indented.",
    why: "Postfix takes an indented line for the rest of the entry above, whatever stands in it. The parameter above gets a value that nobody wanted, and the one that was meant keeps its default, both without a word in the log.",
    bad: "relayhost = [mx.example.com]\n  mynetworks_style = host\n",
    good: "relayhost = [mx.example.com]\nbiff = no\n",
    references: ["postconf(5)"],
  },
  messages: {
    indented:
      "This line is indented, so it continues '{name}' above: it does not set '{swallowed}', and its text becomes part of the other value. Remove the white space in front.",
    glued:
      "'{swallowed} =' follows the text in front without a line end, most likely because the file had none when something was added. It is part of the value of '{name}' now and sets nothing. Put it on a line of its own.",
    inside:
      "'{swallowed} =' stands inside the value of '{name}' and sets nothing: all of it is part of that value. Put it on a line of its own.",
  },
  ...onAllSettings(
    (_name, value) => value.includes("="),
    (setting, { configuration, text, report }) => {
      const { name, value } = setting;
      if (isTemplated(text)) return;
      const comments = inlineCommentStarts(name, value, configuration.facts).map(
        (at) => setting.valueSpan(at, at + 1).start,
      );
      let seen = 0;
      let lineStart = 0;
      for (const swallowed of swallowedSettings(name, value, configuration.facts)) {
        const span = setting.valueSpan(swallowed.start, swallowed.end);
        // Lines can be long, and have many of these: no character is looked at twice.
        const newline = text.slice(seen, span.start).lastIndexOf("\n");
        if (newline >= 0) lineStart = seen + newline + 1;
        seen = span.start;
        // What stands in a comment behind a value is no setting that somebody misses.
        if (comments.some((start) => start >= lineStart && start < span.start)) continue;
        const isIndented = lineStart > 0 && blanksBefore(text, span.start) === lineStart;
        report({
          message: swallowed.isGlued ? "glued" : isIndented ? "indented" : "inside",
          data: { name, swallowed: swallowed.name },
          ...span,
          fixes: () => {
            if (setting.scope !== undefined) return [];
            return [isIndented ? unindent(blanksBefore(text, span.start), span) : splitOff(text, span)];
          },
        });
      }
    },
  ),
});

/** Where the blanks in front of a place start, in its line. */
function blanksBefore(text: string, end: number): number {
  let start = end;
  while (start > 0 && text[start - 1] !== "\n" && isSpace(text.charCodeAt(start - 1))) start--;
  return start;
}

function unindent(lineStart: number, { start }: ChunkSpan): Fix {
  return {
    title: "Remove the white space in front",
    edits: [{ start: lineStart, end: start, newText: "" }],
    preferred: true,
  };
}

/** The separator in front goes: it would end the value of the other parameter. */
function splitOff(text: string, { start }: ChunkSpan): Fix {
  let end = start;
  while (end > 0 && (isSpace(text.charCodeAt(end - 1)) || text[end - 1] === ",")) end--;
  return {
    title: "Put it on a line of its own",
    edits: [{ start: end, end: start, newText: lineEndOf(text) }],
  };
}
