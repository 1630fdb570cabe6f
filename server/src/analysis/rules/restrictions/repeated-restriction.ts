import { isTerminal, type Restriction } from "../../model/restrictions";
import { entryRemoval, onRestrictionLists } from "../restriction-lists";
import { defineRule } from "../rule";

/** What does something each time it is called, so that twice is not once. */
const COUNTED = new Set(["check_policy_service", "sleep"]);

export const repeatedRestriction = defineRule({
  id: "repeated-restriction",
  since: "0.1.0",
  status: "stable",
  severity: "hint",
  unnecessary: true,
  docs: {
    what: "An SMTP access restriction that stands in the same list twice.",
    why: "Where the first one decides, the second is never looked at; where it does not, the second does not either. It only makes the list longer, and the next reader wonders what it is for. It can also be a slip, with something else meant in its place.",
    bad: "smtpd_client_restrictions = permit_mynetworks, reject_unknown_client_hostname, permit_mynetworks\n",
    good: "smtpd_client_restrictions = permit_mynetworks, reject_unknown_client_hostname\n",
    references: ["SMTPD_ACCESS_README", "postconf(5)"],
  },
  messages: {
    repeated:
      "'{entry}' stands in this list already, further to the front, and the second time it decides nothing. Remove it, or correct it if something else was meant.",
  },
  ...onRestrictionLists((list, { report }) => {
    const seen = new Set<string>();
    for (const item of list.items) {
      const key = keyOf(item);
      if (key !== undefined && seen.has(key)) {
        report({
          message: "repeated",
          data: { entry: key },
          ...list.spanOf(item.word.start, (item.argument ?? item.word).end),
          fixes: () => {
            const edits = entryRemoval(list, item);
            return edits.length > 0 ? [{ title: "Remove the repetition", edits, preferred: true }] : [];
          },
        });
      }
      // Tested only, it has decided nothing yet.
      if (key !== undefined && !item.isTestOnly) seen.add(key);
      // Nothing behind it is looked at, which another rule says.
      if (isTerminal(item, list.contents)) return;
    }
  }),
});

/** What makes two entries the same; undefined of one that may well stand there twice. */
function keyOf({ kind, name, argument }: Restriction): string | undefined {
  if (kind !== "restriction" || COUNTED.has(name)) return undefined;
  return argument ? `${name} ${argument.text}` : name;
}
