/**
 * What the results of lookup tables may be where they are actions:
 * header_checks(5), access(5) and the access list of postscreen(8). Made by
 * hand from cleanup_message.c, cleanup_milter.c, header_body_checks.c,
 * smtpd_check.c and server_acl.c.
 */

/** Who reads the result of a table, where it is an action. */
export type ActionKind =
  | "header"
  | "body"
  | "milter"
  | "delivery-header"
  | "delivery-body"
  | "access"
  | "postscreen";

/** What must stand behind an action: `transport:destination`, `user@domain`, or `Name: value`. */
export type ActionArgument = "transport" | "address" | "header" | "text";

/** An action by one who reads it. */
export interface ActionFact {
  readonly since?: string;
  readonly argument?: ActionArgument;
  /** Takes no notice of what stands behind it. */
  readonly ignoresText?: boolean;
}

type Actions = Readonly<Record<string, ActionFact>>;

/** What all of cleanup(8), the milter code and the SMTP client know. */
const BASIC: Actions = {
  WARN: {},
  INFO: { since: "2.8" },
  PREPEND: { since: "2.1", argument: "text" },
  REPLACE: { since: "2.2", argument: "text" },
  STRIP: { since: "3.2" },
  IGNORE: { ignoresText: true },
  DUNNO: { since: "2.1", ignoresText: true },
  OK: { ignoresText: true },
};

/** What only a message that is still in the hands of cleanup(8) can have. */
const BEFORE_QUEUE: Actions = {
  REJECT: {},
  DISCARD: { since: "2.0" },
  HOLD: { since: "2.0" },
  FILTER: { since: "2.0", argument: "transport" },
  REDIRECT: { since: "2.1", argument: "address" },
  BCC: { since: "3.0", argument: "address" },
};

const PASS: Actions = { PASS: { since: "3.2" } };

/** In headers, what is put there must be one. */
const HEADER_TEXT: Actions = {
  PREPEND: { since: "2.1", argument: "header" },
  REPLACE: { since: "2.2", argument: "header" },
};

const ACTIONS: Readonly<Record<ActionKind, Actions>> = {
  header: { ...BASIC, ...BEFORE_QUEUE, ...PASS, ...HEADER_TEXT },
  body: { ...BASIC, ...BEFORE_QUEUE, ...PASS },
  milter: { ...BASIC, ...BEFORE_QUEUE, ...HEADER_TEXT },
  "delivery-header": { ...BASIC, ...HEADER_TEXT },
  "delivery-body": BASIC,
  access: {
    ...BEFORE_QUEUE,
    OK: { ignoresText: true },
    RELAY: { ignoresText: true },
    DUNNO: { since: "2.1", ignoresText: true },
    DEFER: { since: "2.6" },
    DEFER_IF_REJECT: { since: "2.1" },
    DEFER_IF_PERMIT: { since: "2.1" },
    PREPEND: { since: "2.1", argument: "header" },
    INFO: { since: "3.0" },
    WARN: { since: "2.1" },
    HANGUP: {},
  },
  postscreen: {
    PERMIT: { ignoresText: true },
    REJECT: { ignoresText: true },
    DUNNO: { ignoresText: true },
    PERMIT_MYNETWORKS: { ignoresText: true },
  },
};

/** The actions of a kind by name, in capital letters; Postfix takes small ones too. */
export function actionsOf(kind: ActionKind): Actions {
  return ACTIONS[kind];
}

/** The action of a kind by a word in any letters. */
export function actionFact(kind: ActionKind, word: string): ActionFact | undefined {
  const name = word.toUpperCase();
  return Object.hasOwn(ACTIONS[kind], name) ? ACTIONS[kind][name] : undefined;
}

/** Parameters whose tables hold actions on headers and body lines, or of postscreen. */
const CHECKS: Readonly<Record<string, ActionKind>> = {
  header_checks: "header",
  mime_header_checks: "header",
  nested_header_checks: "header",
  milter_header_checks: "milter",
  body_checks: "body",
  postscreen_access_list: "postscreen",
};

/** Who reads what the tables of a parameter or restriction give; undefined where that is no action. */
export function actionKindOf(use: string): ActionKind | undefined {
  if (Object.hasOwn(CHECKS, use)) return CHECKS[use];
  const delivery = /^[sl]mtp_(?:((?:mime_|nested_)?header)|body)_checks$/.exec(use);
  if (delivery) return delivery[1] ? "delivery-header" : "delivery-body";
  // Parameters that people make up for single services, as in -o header_checks=$submission_header_checks.
  const own = /^\w+_(header|body)_checks$/.exec(use);
  if (own) return own[1] === "header" ? "header" : "body";
  return /^check_\w+_access$|^smtpd_\w+_restrictions$/.test(use) ? "access" : undefined;
}
