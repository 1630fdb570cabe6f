/**
 * What the result of a table does to the mail, where it is an action: in one
 * sentence for whoever reads it. After cleanup_message.c, cleanup_milter.c,
 * header_body_checks.c, smtpd_check.c and server_acl.c.
 */
import { type ActionFact, type ActionKind, actionFact } from "../knowledge/table-actions";
import { isAllDigits, skipSpace } from "../syntax/characters";
import { isHeader } from "./message/headers";

/** Why Postfix logs a warning and does nothing. */
export type ActionProblem = "unknown" | "no-text" | "no-transport" | "no-address" | "no-header";

/** An action, taken apart. */
export interface Action {
  /** In capital letters. */
  readonly name: string;
  /** What stands behind the name. */
  readonly text: string;
  readonly problem: ActionProblem | undefined;
}

/** Takes the result of a table apart: a word up to a blank or tab, and text. */
export function readAction(kind: ActionKind, value: string): Action {
  const word = /^[^ \t]*/.exec(value)![0];
  const text = value.slice(skipSpace(value, word.length));
  const fact = actionFact(kind, word);
  return { name: word.toUpperCase(), text, problem: fact ? problemOf(fact, text) : "unknown" };
}

function problemOf({ argument }: ActionFact, text: string): ActionProblem | undefined {
  if (argument === undefined) return undefined;
  if (text === "") return "no-text";
  if (argument === "transport" && !text.includes(":")) return "no-transport";
  if (argument === "address" && !text.includes("@")) return "no-address";
  return argument === "header" && !isHeader(text) ? "no-header" : undefined;
}

/** What is wrong with an action, and what to write instead. */
const PROBLEMS: Readonly<Record<Exclude<ActionProblem, "unknown">, string>> = {
  "no-text": "has nothing behind it, but needs a text",
  "no-transport": 'needs "transport:destination" behind it',
  "no-address": 'needs an address, "user@domain", behind it',
  "no-header": 'needs a header, "Name: text", behind it',
};

/** What a REJECT answers: the enhanced status code and the text. */
export interface Refusal {
  /** 550, or 451 where the sender is to try again. */
  readonly code: number;
  /** With the enhanced status code in front. */
  readonly text: string;
}

/** An enhanced status code (dsn_valid). */
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}(?=[ \t\n\v\f\r]|$)/;

/** The status code in front of a text, or the one that is used without (dsn_split). */
function splitStatus(text: string, fallback: string): { status: string; rest: string } {
  const status = STATUS.exec(text)?.[0];
  if (status === undefined) return { status: fallback, rest: text };
  return { status, rest: text.slice(skipSpace(text, status.length)) };
}

/** The reply to a message that header_checks and the like reject (cleanup_act); a status of neither 4 nor 5 becomes 4. */
export function refusalOf(text: string): Refusal {
  const given = text === "" ? "message content rejected" : text;
  const { status, rest } = splitStatus(given, "5.7.1");
  const shown = status.replace(/^2/, "4");
  return { code: shown.startsWith("4") ? 451 : 550, text: `${shown} ${rest}` };
}

/**
 * What a result does to the mail.
 *
 * @param value the whole result, as text for people
 */
export function effectOf(kind: ActionKind, value: string): string {
  if (kind === "access") return effectInAccess(value);
  if (kind === "postscreen") return effectInPostscreen(value);
  const { name, text, problem } = readAction(kind, value);
  if (problem === "unknown") {
    return `Postfix knows no action "${name}" here: it logs a warning, and the mail goes on as if nothing had matched.`;
  }
  if (problem) return problemSentence(name, problem);
  const what = kind === "body" || kind === "delivery-body" ? "line" : "header";
  const onTheWay = kind.startsWith("delivery") ? " in the copy that is sent" : "";
  return effectOnContent(name, text, what, onTheWay);
}

function problemSentence(name: string, problem: Exclude<ActionProblem, "unknown">): string {
  return `${name} ${PROBLEMS[problem]}: Postfix logs a warning and does nothing.`;
}

/** The sentence for an action on a header or body line. */
function effectOnContent(name: string, text: string, what: "header" | "line", onTheWay: string): string {
  switch (name) {
    case "REJECT":
      return rejectSentence(text);
    case "DISCARD":
      return "The message is thrown away, and the sender is told that it was delivered.";
    case "HOLD":
      return "The message is put on hold: it stays in the queue until somebody releases or deletes it.";
    case "FILTER":
      return `The message goes to the content filter ${text} when all checks are done.`;
    case "REDIRECT":
      return `The message goes to ${text} instead of its recipients, and nothing further in it is checked.`;
    case "BCC":
      return `A copy of the message goes to ${text}.`;
    case "PASS":
      return "The message is let through, and nothing further in it is checked.";
    case "WARN":
    case "INFO":
      return `The ${what} is logged${behind(text)}, and the mail goes on.`;
    case "PREPEND":
      return `A line is put in front of the ${what}${onTheWay}: ${text}`;
    case "REPLACE":
      return `The ${what} is replaced${onTheWay}: ${text}`;
    case "STRIP":
      return `The ${what} is taken out${onTheWay}, and that is logged.`;
    case "IGNORE":
      return `The ${what} is taken out${onTheWay}.`;
    default:
      return `The ${what} is left as it is, and no further rule is tried on it.`;
  }
}

function rejectSentence(given: string): string {
  const { code, text } = refusalOf(given);
  if (code === 451) return `The message is refused for now, and the sender may try again: ${code} ${text}`;
  return `The message is refused: ${code} ${text}`;
}

function behind(text: string): string {
  return text === "" ? "" : ` with "${text}"`;
}

/** The sentence for a result of an access(5) table. */
function effectInAccess(value: string): string {
  const { name, text, problem } = readAction("access", value);
  if (problem === undefined) return effectOfAccessAction(name, text);
  if (problem !== "unknown") return problemSentence(name, problem);
  if (value.trim() === "") return "The result is empty: Postfix logs a warning and permits.";
  if (isAllDigits(value)) return "Digits alone permit: no further restriction of this list is looked at.";
  if (/^[45][0-9]{2}$/.test(name) && text !== "")
    return replySentence(name, withStatus(text, `${name[0]}.7.1`));
  if (value.includes(":")) {
    return "A result cannot name a table: Postfix logs warnings and answers with a temporary error.";
  }
  return `Postfix goes on with the restrictions that stand here: ${value.trim()}`;
}

function effectOfAccessAction(name: string, text: string): string {
  switch (name) {
    case "OK":
    case "RELAY":
      return "It is permitted: no further restriction of this list is looked at.";
    case "DUNNO":
      return "This table has no say: Postfix goes on with the next restriction.";
    case "REJECT":
      return replySentence("554", withStatus(text, "5.7.1"));
    case "DEFER":
      return replySentence("450", withStatus(text, "4.7.1"));
    case "DEFER_IF_REJECT":
      return "If a later restriction refuses, the client is told to try again instead.";
    case "DEFER_IF_PERMIT":
      return "If the restrictions permit in the end, the client is told to try again instead.";
    case "DISCARD":
      return "The message is thrown away, and the client is told that it was taken.";
    case "HANGUP":
      return "Postfix closes the connection without a reply.";
    case "HOLD":
      return "The message, if it is taken, is put on hold until somebody releases or deletes it.";
    case "PREPEND":
      return `The message, if it is taken, gets a header in front: ${text}`;
    case "FILTER":
      return `The message, if it is taken, goes to the content filter ${text}.`;
    case "REDIRECT":
      return `The message, if it is taken, goes to ${text} instead of its recipients.`;
    case "BCC":
      return `The message, if it is taken, goes to ${text} as well.`;
    default:
      return `This is logged${behind(text)}, and Postfix goes on with the next restriction.`;
  }
}

/** The words of a reply; Postfix puts the name of what was looked up in front of the text. */
function withStatus(text: string, fallback: string): string {
  const { status, rest } = splitStatus(text, fallback);
  return `${status} ${rest || "Access denied"}`;
}

function replySentence(code: string, text: string): string {
  if (code.startsWith("4")) return `The client is refused for now, and may try again: ${code} ${text}`;
  return `The client is refused: ${code} ${text}`;
}

/** The sentence for a result of a table in postscreen_access_list. */
function effectInPostscreen(value: string): string {
  switch (readAction("postscreen", value).name) {
    case "PERMIT":
      return "postscreen trusts the client, and hands it on without any test.";
    case "REJECT":
      return "postscreen distrusts the client, and does what postscreen_denylist_action says.";
    case "DUNNO":
      return "This table has no say: postscreen goes on with its tests.";
    case "PERMIT_MYNETWORKS":
      return "postscreen trusts the client if it is in mynetworks.";
    default:
      return `postscreen does not know "${value}": it logs a warning, and ignores the rest of its access list.`;
  }
}
