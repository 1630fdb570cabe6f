import { splitPlainWords } from "../../../syntax/lists";
import { wordsOf } from "../../model/expanded-text";
import { yearOfEnd } from "../dead-block-lists";
import { entryRemoval, onRestrictionLists } from "../restriction-lists";
import { defineRule } from "../rule";
import { expandedValue, onSettings, type Setting, type SettingContext } from "../settings";

const POSTSCREEN = "postscreen_dnsbl_sites";
const TITLE = "Remove the dead list";

export const deadBlocklist = defineRule({
  id: "dead-blocklist",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A DNS block list that was shut down.",
    why: "A block list that has ended keeps nobody out, and each client still costs a query that may wait for an answer in vain. Worse, a good many of them have ended by listing the whole Internet, or their domains went to somebody else who did: from that moment on all mail is refused.",
    bad: "smtpd_client_restrictions = permit_mynetworks, reject_rbl_client dnsbl.sorbs.net\n",
    good: "smtpd_client_restrictions = permit_mynetworks, reject_rbl_client zen.spamhaus.org\n",
    references: ["SMTPD_ACCESS_README", "POSTSCREEN_README", "postconf(5)"],
  },
  messages: {
    dead: "The DNS list '{zone}' was shut down in {year}. It keeps nobody out, slows down every connection, and may one day refuse all mail. Remove it.",
  },
  ...onRestrictionLists((list, { report }) => {
    for (const item of list.items) {
      if (item.fact?.arg !== "domain=pattern" || !item.argument) continue;
      const zone = zoneOf(item.argument.text);
      const year = yearOfEnd(zone);
      if (year === undefined) continue;
      report({
        message: "dead",
        data: { zone, year: String(year) },
        ...list.spanOf(item.argument.start, item.argument.start + zone.length),
        fixes: () => {
          const edits = entryRemoval(list, item);
          return edits.length > 0 ? [{ title: TITLE, edits, preferred: true }] : [];
        },
      });
    }
  }),
  ...onSettings((name) => name === POSTSCREEN, checkPostscreen),
});

/** `zone=pattern*weight`, of which the pattern and the weight may be missing. */
function zoneOf(text: string): string {
  return /^[^=*]*/.exec(text)![0];
}

function checkPostscreen(setting: Setting, { configuration, text, report }: SettingContext): void {
  const expanded = expandedValue(setting, configuration);
  if (!expanded) return;
  const words = wordsOf(expanded, splitPlainWords);
  for (const [index, word] of words.entries()) {
    const zone = zoneOf(word.text);
    const year = yearOfEnd(zone);
    if (year === undefined) continue;
    const place = (each: { start: number; end: number }) => setting.valueSpan(each.start, each.end);
    const own = place(word.place);
    const before = words[index - 1];
    const after = words[index + 1];
    const start = before ? place(before.place).end : own.start;
    const end = !before && after ? place(after.place).start : own.end;
    const isPlain = word.isWritten && !text.slice(start, end).includes("#");
    report({
      message: "dead",
      data: { zone, year: String(year) },
      ...place(expanded.placeOf(word.start, word.start + zone.length)),
      fixes: isPlain ? [{ title: TITLE, edits: [{ start, end, newText: "" }], preferred: true }] : [],
    });
  }
}
