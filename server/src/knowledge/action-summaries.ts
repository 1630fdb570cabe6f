/**
 * What the actions of header_checks(5), access(5) and postscreen(8) do, in a
 * sentence for whoever writes a rule. After cleanup_message.c,
 * header_body_checks.c, smtpd_check.c and server_acl.c.
 */
import type { ActionArgument, ActionKind } from "./table-actions";

/** What is put behind an action by its kind of argument, as an example in the place of the real thing. */
export const ARGUMENT_EXAMPLES: Readonly<Record<ActionArgument, string>> = {
  transport: "transport:destination",
  address: "user@example.com",
  header: "Name: value",
  text: "text",
};

/** What must stand behind an action, in words. */
export const ARGUMENT_WORDS: Readonly<Record<ActionArgument, string>> = {
  transport: "a transport and its destination",
  address: "an address with a domain",
  header: "a whole header, with its name and a colon",
  text: "a text",
};

type Summaries = Readonly<Record<string, string>>;

/** Texts in which `{what}` is the header or the line at hand. */
const CONTENT: Summaries = {
  WARN: "Logs the {what} with the text behind it, and lets the mail go on.",
  INFO: "Logs the {what} as information with the text behind it, and lets the mail go on.",
  PREPEND: "Puts the text as a line of its own in front of the {what}.",
  REPLACE: "Puts the text in the place of the {what}.",
  STRIP: "Takes the {what} out of the message, and logs that with the text behind it.",
  IGNORE: "Takes the {what} out of the message without a word in the log.",
  DUNNO: "Leaves the {what} as it is, and tries no further rule of this table on it.",
  OK: "An older word for DUNNO: the {what} stays as it is. It does not accept the message.",
  PASS: "Lets the message through: neither its other headers nor its body are looked at any more.",
  REJECT:
    "Refuses the whole message. The text behind it goes to the sender; a code such as 5.7.1 may stand in front.",
  DISCARD:
    "Throws the message away while the sender is told that it was delivered. Nobody hears of a mistake.",
  HOLD: "Puts the message on hold: it stays in the queue until somebody releases or deletes it.",
  FILTER: "Sends the message to a content filter once all checks are done; the last FILTER counts.",
  REDIRECT: "Delivers the message to this address in place of all its recipients.",
  BCC: "Sends a copy of the message to this address.",
};

const ACCESS: Summaries = {
  OK: "Permits: no further restriction of this list is looked at.",
  RELAY: "Permits as OK does: no further restriction of this list is looked at.",
  DUNNO: "Has no say: goes on with the next restriction, as if nothing had been found.",
  REJECT: "Refuses with access_map_reject_code; the text behind it goes to the client.",
  DEFER: "Refuses for now with access_map_defer_code, so that the client tries again.",
  DEFER_IF_REJECT: "Turns a later refusal into one for now, so that the client tries again.",
  DEFER_IF_PERMIT: "Refuses for now if all other restrictions would permit.",
  DISCARD: "Takes the message and throws it away, for all its recipients. Nobody hears of a mistake.",
  HANGUP: "Closes the connection without a reply.",
  HOLD: "Puts the message on hold, for all its recipients, until somebody releases or deletes it.",
  FILTER: "Sends the message to a content filter, for all its recipients; the last FILTER counts.",
  REDIRECT: "Delivers the message to this address in place of all its recipients.",
  BCC: "Sends a copy of the message to this address.",
  PREPEND: "Puts a header in front of the message.",
  INFO: "Logs the request as information with the text behind it, and goes on with the next restriction.",
  WARN: "Logs the request as a warning with the text behind it, and goes on with the next restriction.",
};

const POSTSCREEN: Summaries = {
  PERMIT: "Trusts the client: it is handed to an SMTP server without any test.",
  REJECT: "Distrusts the client: postscreen_denylist_action says what happens to it.",
  DUNNO: "Has no say: goes on with the client as if nothing had been found.",
  PERMIT_MYNETWORKS: "Trusts the client if its address is in mynetworks.",
};

/** What an action does for those who read it; the name is in capital letters. */
export function actionSummary(kind: ActionKind, name: string): string | undefined {
  const texts = kind === "access" ? ACCESS : kind === "postscreen" ? POSTSCREEN : CONTENT;
  if (!Object.hasOwn(texts, name)) return undefined;
  return texts[name]!.replaceAll("{what}", kind === "body" || kind === "delivery-body" ? "line" : "header");
}
