import { defineRule } from "../rule";
import { isSkipped, placeIn, regexpLines } from "../table-lines";
import { isForHeaders } from "../table-uses";

/** Headers that rules are made for; other words with a colon behind them may stand in the text of a header. */
const HEADER =
  /^(?:Received|Subject|From|To|Cc|Bcc|Reply-To|Sender|Date|Message-ID|User-Agent|X-[A-Za-z-]+|Content-[A-Za-z-]+|MIME-Version|Return-Path|Delivered-To|List-[A-Za-z-]+|Received-SPF|DKIM-Signature|Authentication-Results|References|In-Reply-To|Organization|Precedence|Errors-To|Disposition-Notification-To|Importance):/i;

export const unanchoredHeader = defineRule({
  id: "unanchored-header",
  since: "0.1.0",
  status: "stable",
  severity: "information",
  docs: {
    what: "A pattern for a header in header_checks that does not start with `^`.",
    why: "A pattern matches anywhere in the line. `/To: x/` is also for `Reply-To: x`, and `/Subject: x/` for any header in whose text that occurs. Postfix also spends more time on it, as it tries each place.",
    bad: "/Subject: buy now/ REJECT\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["header_checks(5)"],
  },
  messages: {
    anywhere:
      "Without '^' in front, this pattern also matches where '{name}' stands in the middle of a line, as behind another header's name. Start it with '^'.",
  },
  table({ table, uses, report }) {
    if (!isForHeaders(uses)) return;
    for (const each of regexpLines(table)) {
      if (each.line.kind === "orphan" || isSkipped(each.line)) continue;
      const text = each.line.patterns[0]?.text;
      const header = text && HEADER.exec(text.text);
      if (!header) continue;
      const place = placeIn(each, { start: text.start, end: text.start + header[0].length });
      const fixes = [
        {
          title: "Start with '^'",
          edits: [{ start: place.start, end: place.start, newText: "^" }],
          preferred: true,
        },
      ];
      report({ message: "anywhere", data: { name: header[0] }, chunk: each.chunk, ...place, fixes });
    }
  },
});
