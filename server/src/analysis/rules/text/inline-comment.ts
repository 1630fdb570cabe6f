import type { TextEdit } from "../../../base/text-edit";
import type { ParameterFact } from "../../../knowledge/facts";
import { isSpace } from "../../../syntax/characters";
import { shorten } from "../../markdown";
import { inlineCommentStarts } from "../misreadings";
import { type ChunkSpan, defineRule, type Fix } from "../rule";
import { onAllSettings } from "../settings";
import { isTemplated } from "../templates";
import { factOf, whoEnds } from "../value-types";

export const inlineComment = defineRule({
  id: "inline-comment",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { value: "error", protocols: "error", ignored: "information" },
  docs: {
    what: "A `#` behind a value, where it starts no comment.",
    why: "Postfix knows comments only as lines of their own. Behind a value `#` and all that follows belong to the value: a yes or no, a number, a time or a keyword is then none, and the program that reads it ends with a fatal error; in a list the words of the comment become entries.",
    bad: "biff = no # nobody reads mail here\n",
    good: "# nobody reads mail here\nbiff = no\n",
    references: ["postconf(5)"],
  },
  messages: {
    value:
      "'#' starts a comment only at the beginning of a line. Here all of it is part of the value of '{name}', which does not take such a value: when it is read, {readers} with a fatal error. Move the comment to a line of its own.",
    protocols:
      "'#' starts a comment only at the beginning of a line. Here '{text}' is part of the list '{name}', and with a word in it that is no protocol TLS does not work at all. Move the comment to a line of its own.",
    words:
      "'#' starts a comment only at the beginning of a line. Here '{text}' is part of the value of '{name}', word by word. Move the comment to a line of its own.",
    ignored:
      "'#' starts a comment only at the beginning of a line. Here it does no harm, because Postfix looks at no text behind the unit of a time. Move the comment to a line of its own all the same.",
  },
  ...onAllSettings(
    (_name, value) => value.includes("#"),
    (setting, { configuration, text, report }) => {
      const { name, value } = setting;
      if (isTemplated(text)) return;
      const fact = factOf(name, configuration.facts);
      const message = fact ? messageFor(fact, value) : "words";
      let lineEnd = -1;
      for (const at of inlineCommentStarts(name, value, configuration.facts)) {
        const { start } = setting.valueSpan(at, at + 1);
        if (start < lineEnd) continue;
        const comment = commentAt(text, start, setting.valueSpan(0, value.length).end);
        lineEnd = comment.end;
        report({
          message,
          data: {
            name,
            text: shorten(text.slice(start, lineEnd), 40),
            readers: fact ? whoEnds(fact) : "",
          },
          ...comment,
          fixes: () => (setting.scope === undefined ? [moveAbove(text, comment)] : []),
        });
      }
    },
  ),
});

/** What becomes of a value of this kind that has more words than it should have. */
function messageFor({ type, valueKind }: ParameterFact, value: string): string {
  if (type === "time") return /^\d+[smhdw]/.test(value) ? "ignored" : "value";
  if (valueKind === "protocol-list") return "protocols";
  return (type !== "str" && type !== "raw") || valueKind === "enum" ? "value" : "words";
}

/** From `#` to the end of its line or of the value, without white space at the end. */
function commentAt(text: string, start: number, limit = text.length): ChunkSpan {
  const newline = text.indexOf("\n", start);
  let end = Math.min(newline < 0 ? text.length : newline, limit);
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** Moves a comment to a line of its own above the line it is in. */
function moveAbove(text: string, { start, end }: ChunkSpan): Fix {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  let valueEnd = start;
  while (valueEnd > lineStart && isSpace(text.charCodeAt(valueEnd - 1))) valueEnd--;
  let indented = lineStart;
  while (indented < start && isSpace(text.charCodeAt(indented))) indented++;
  const newline = text.startsWith("\r\n", end) ? "\r\n" : "\n";
  const comment = `${text.slice(lineStart, indented)}${text.slice(start, end)}${newline}`;
  const edits: TextEdit[] = [
    { start: lineStart, end: lineStart, newText: comment },
    { start: valueEnd, end, newText: "" },
  ];
  return { title: "Move the comment to a line of its own", edits, preferred: true };
}
