import { shorten } from "../../markdown";
import type { Configuration } from "../../model/configuration";
import type { Restriction } from "../../model/restrictions";
import { onRestrictionLists, type RestrictionList } from "../restriction-lists";
import { defineRule } from "../rule";
import { isTemplated } from "../templates";

const CLIENT = "smtpd_client_restrictions";
const HELO = "smtpd_helo_restrictions";
const SENDER = "smtpd_sender_restrictions";
const ETRN = "smtpd_etrn_restrictions";
/** Lists for the message as a whole: a table alone in them is a mistake, and there may be several recipients. */
const MESSAGE_LISTS = ["smtpd_data_restrictions", "smtpd_end_of_data_restrictions"];

/** What a restriction looks at, by the step of the session that brings it. */
const SUBJECTS: Readonly<Record<string, string>> = {
  auth: "the login",
  helo: "the name in HELO or EHLO",
  mail: "the sender",
  rcpt: "the recipient",
};

/** What is not known yet when a list is evaluated at its own step of the session. */
const UNKNOWN_YET: Readonly<Record<string, readonly string[]>> = {
  [CLIENT]: ["auth", "helo", "mail", "rcpt"],
  [HELO]: ["auth", "mail", "rcpt"],
  [SENDER]: ["rcpt"],
};

export const misplacedRestriction = defineRule({
  id: "misplaced-restriction",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { "bare-table": "error", "one-recipient": "information" },
  docs: {
    what: "An SMTP access restriction in a list where it cannot work, since what it looks at is not known when the list is evaluated.",
    why: "The SMTP server takes any restriction in any list and says nothing when there is nothing to look at: the restriction is skipped, and whatever it was to keep out comes in. Usually all lists up to smtpd_recipient_restrictions are evaluated when the recipient is known; with 'smtpd_delay_reject = no' each one is evaluated at its own step. A table with no restriction in front of it is worse where Postfix has no restriction to put there: each client gets '451 4.3.5 Server configuration error'.",
    bad: "smtpd_delay_reject = no\nsmtpd_client_restrictions = permit_mynetworks, reject_unknown_sender_domain\n",
    good: "smtpd_delay_reject = no\nsmtpd_client_restrictions = permit_mynetworks, reject_unknown_client_hostname\n",
    references: ["SMTPD_ACCESS_README", "postconf(5)"],
  },
  messages: {
    "bare-table":
      "Nothing says what to look up in '{name}': in {list} Postfix has no restriction to put in front of a table. Every client gets '451 4.3.5 Server configuration error' there, and no mail is accepted. Write the restriction, such as check_sender_access, in front of it.",
    "too-early":
      "'{name}' has no effect here: it looks at {subject}, and with 'smtpd_delay_reject = no' {list} is evaluated before the client has sent it. Move it to the list of a later step.",
    "no-message":
      "'{name}' has no effect here: it looks at {subject}, and a client that sends ETRN has named none. Remove it.",
    "etrn-only":
      "'{name}' has no effect here: it looks at the domain of an ETRN command, and {list} is not evaluated for one. Move it to smtpd_etrn_restrictions.",
    "one-recipient":
      "'{name}' works here only for messages with one recipient: at this point a message with several has none that Postfix would show it. Move it to smtpd_recipient_restrictions if it is to hold for each one.",
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    for (const item of list.items) {
      const message = problemOf(item, list, configuration);
      if (!message || isTemplated(item.word.text)) continue;
      const { start, end } = item.word;
      const listName = [...list.contexts].find((name) => MESSAGE_LISTS.includes(name)) ?? list.setting.name;
      const data = {
        name: shorten(item.name, 60),
        list: listName,
        subject: SUBJECTS[item.fact?.phase ?? ""] ?? "",
      };
      report({ message, data, ...list.spanOf(start, end) });
    }
  }),
});

function problemOf(
  { kind, name, fact }: Restriction,
  list: RestrictionList,
  configuration: Configuration,
): string | undefined {
  if (kind === "table")
    return MESSAGE_LISTS.some((each) => list.contexts.has(each)) ? "bare-table" : undefined;
  // A class may be named by an access table of any list.
  if (kind !== "restriction" || list.isClass) return undefined;
  const own = list.setting.name;
  const phase = fact?.phase ?? "any";
  const isAtOnce = () => list.allScopes.every((scope) => !isDelayed(configuration, scope));
  if (phase === "etrn") {
    if (own === ETRN) return undefined;
    return (own !== CLIENT && own !== HELO) || isAtOnce() ? "etrn-only" : undefined;
  }
  if (own === ETRN) return phase === "mail" || phase === "rcpt" ? "no-message" : undefined;
  if (MESSAGE_LISTS.includes(own)) {
    return phase === "rcpt" && name !== "reject_multi_recipient_bounce" ? "one-recipient" : undefined;
  }
  return UNKNOWN_YET[own]?.includes(phase) && isAtOnce() ? "too-early" : undefined;
}

/** What cannot be read counts as the default. */
function isDelayed(configuration: Configuration, scope: string | undefined): boolean {
  return configuration.expandedValueOf("smtpd_delay_reject", scope)?.toLowerCase() !== "no";
}
