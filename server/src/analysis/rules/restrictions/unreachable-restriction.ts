import { isTerminal, type Restriction } from "../../model/restrictions";
import { entrySpan, onRestrictionLists, type RestrictionList } from "../restriction-lists";
import { defineRule, type Fix } from "../rule";
import { isTemplated } from "../templates";

export const unreachableRestriction = defineRule({
  id: "unreachable-restriction",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  unnecessary: true,
  docs: {
    what: "SMTP access restrictions behind one that always decides, such as `permit` or `reject`.",
    why: "The SMTP server goes through a list until a restriction decides. `permit`, `reject` and `defer` always do, as does a restriction class with one of them in it, so that nothing behind them is ever looked at: a check that stands there keeps nobody out. Postfix logs that the restriction is ignored, each time, while it goes on without it.",
    bad: "smtpd_client_restrictions = permit_mynetworks, permit, reject_unknown_client_hostname\n",
    good: "smtpd_client_restrictions = permit_mynetworks, reject_unknown_client_hostname\n",
    references: ["SMTPD_ACCESS_README", "postconf(5)", "RESTRICTION_CLASS_README"],
  },
  messages: {
    ignored:
      "'{decision}' in front of this decides about every client, so nothing from here on is ever looked at. Move '{decision}' to the end of the list, or remove what is behind it.",
    class:
      "The restriction class '{decision}' in front of this decides about every client, so nothing from here on is ever looked at. Move it to the end of the list, or remove what is behind it.",
  },
  ...onRestrictionLists((list, { report }) => {
    const { items, contents, expanded } = list;
    const index = items.findIndex((item) => isTerminal(item, contents));
    const decision = items[index];
    const first = items[index + 1];
    // What a template puts in may be anything, such as the end of a condition.
    if (!decision || !first || isTemplated(expanded.text)) return;
    const { start } = entrySpan(first, expanded);
    const end = endOf(items[items.length - 1]!);
    report({
      message: decision.kind === "class" ? "class" : "ignored",
      data: { decision: decision.name },
      ...list.spanOf(start, end),
      fixes: () => removal(decision, end, list),
    });
  }),
});

function endOf({ word, argument }: Restriction): number {
  return (argument ?? word).end;
}

/**
 * Takes away what nobody looks at. Where a class decides it stays: the SMTP
 * server looks for a guard against relaying behind it all the same, and does
 * not start without one. Comments in between stay with what they are about.
 */
function removal(decision: Restriction, end: number, list: RestrictionList): Fix[] {
  if (decision.kind === "class" || !list.expanded.isWritten(decision.word.start, end)) return [];
  const { start } = decision.word;
  // The blanks between them may belong to the next line.
  const span = { start: list.spanOf(start, endOf(decision)).end, end: list.spanOf(start, end).end };
  if (list.chunk.text.slice(span.start, span.end).includes("#")) return [];
  return [{ title: "Remove what is never looked at", edits: [{ ...span, newText: "" }] }];
}
