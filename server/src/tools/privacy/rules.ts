/**
 * The rules of the filter. They are written in what PCRE and POSIX expressions
 * have in common, so that a pcre and a regexp table hold the very same ones.
 */
import { IDENTIFYING_LINES, RECEIVED_BY_PICKUP, RECEIVED_BY_SUBMISSION } from "./header-lines";
import type { FilterRule, PrivacyChoices, ServerIdentity } from "./plan";

const DATE = "Tue, 24 Nov 2026 10:15:00 +0100 (CET)";
const QUEUE_ID = "4XyZaB1cDe2fG";

/** The rules in the order of the table: Received first, one for each name that the server has. */
export function rulesOf(
  { scope, received, keep }: PrivacyChoices,
  identities: readonly ServerIdentity[],
): FilterRule[] {
  const rules = identities.map((identity) => submissionRule(identity, received, scope === "everything"));
  // Programs of the machine itself hand their mail to pickup, which only the checks of main.cf see.
  if (scope === "everything") rules.push(...identities.map((identity) => pickupRule(identity, received)));
  for (const { id, names, why, example } of IDENTIFYING_LINES) {
    const [first, ...others] = names;
    rules.push({
      id,
      why,
      pattern: others.length === 0 ? `/^${first}:/` : `/^(${names.join("|")}):/`,
      action: "IGNORE",
      examples: names.map((name) => ({ input: `${name}: ${example}`, result: "IGNORE" })),
    });
  }
  return rules.filter(({ id }) => !keep.has(id));
}

/**
 * smtpd.c writes `from HELO (NAME [ADDRESS])`, what it knows of TLS and the
 * login, `by HOST (MAIL_NAME) with PROTOCOL id ID`, `for <RECIPIENT>;` when
 * there is one only, and the date. The protocol ends in A where the client has
 * logged in (RFC 3848), so that no other line looks like this one; but a client
 * that logs in after HELO, against the rules, is written down as plain SMTP.
 */
function submissionRule(
  identity: ServerIdentity,
  received: PrivacyChoices["received"],
  isMarked: boolean,
): FilterRule {
  const { host, mailName } = identity;
  // With smtpd_sasl_authenticated_header the line names the login, and is told from all others by that.
  const login = isMarked ? "\\(Authenticated sender: .*" : "";
  const end = "([[:space:]]+for <.*>)?;[[:space:]]+([^;]*)$";
  const pattern = `/^Received: from .*${login}[[:space:]]by ${bySelf(identity)} with ((UTF8|E)SMTPS?A|SMTP) id ([[:alnum:]]+)${end}/`;
  const action =
    received === "drop"
      ? "IGNORE"
      : `REPLACE Received: by ${inTemplate(host)} (${inTemplate(mailName)}) with $1 id $3; $5`;
  const result = (protocol: string) => (received === "drop" ? "IGNORE" : replacedLine(identity, protocol));
  const own = (by: ServerIdentity, protocol: string, recipient: string) =>
    [
      "Received: from laptop.example (home.example.net [192.0.2.15])",
      "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))",
      "\t(No client certificate requested)",
      ...(protocol !== "ESMTPS" && isMarked ? ["\t(Authenticated sender: alice)"] : []),
      `\tby ${by.host} (${by.mailName}) with ${protocol} id ${QUEUE_ID}${recipient}`,
      `\t${recipient === ";" ? "" : "for <bob@example.org>; "}${DATE}`,
    ].join("\n");
  return {
    id: RECEIVED_BY_SUBMISSION,
    why: `The name and address of the computer that a user of ${host} has logged in from.`,
    pattern,
    action,
    examples: [
      { input: own(identity, "ESMTPSA", ""), result: result("ESMTPSA") },
      { input: own(identity, "ESMTPSA", ";"), result: result("ESMTPSA") },
      { input: own(identity, "SMTP", ""), result: result("SMTP") },
      // Mail from elsewhere keeps its trace, and so does the trace that other servers have left.
      { input: own(identity, "ESMTPS", ""), result: undefined },
      { input: own({ host: "mx.example.net", mailName }, "ESMTPSA", ""), result: undefined },
    ],
  };
}

function replacedLine({ host, mailName }: ServerIdentity, protocol: string): string {
  return `REPLACE Received: by ${host} (${mailName}) with ${protocol} id ${QUEUE_ID}; ${DATE}`;
}

/** pickup.c writes `by HOST (MAIL_NAME, from userid NUMBER)`, the queue ID and the date. */
function pickupRule(identity: ServerIdentity, received: PrivacyChoices["received"]): FilterRule {
  const { host, mailName } = identity;
  const by = `${literal(host)} \\(${literal(mailName)}, from userid [0-9]+\\)`;
  const line = `Received: by ${host} (${mailName}, from userid 1000)\n\tid ${QUEUE_ID}; ${DATE}`;
  const replaced = `REPLACE Received: by ${host} (${mailName}) id ${QUEUE_ID}; ${DATE}`;
  return {
    id: RECEIVED_BY_PICKUP,
    why: `The account on ${host} whose program has sent the mail.`,
    pattern: `/^Received: by ${by}[[:space:]]+id ([[:alnum:]]+);[[:space:]]+(.*)$/`,
    action:
      received === "drop"
        ? "IGNORE"
        : `REPLACE Received: by ${inTemplate(host)} (${inTemplate(mailName)}) id $1; $2`,
    examples: [{ input: line, result: received === "drop" ? "IGNORE" : replaced }],
  };
}

function bySelf({ host, mailName }: ServerIdentity): string {
  return `${literal(host)} \\(${literal(mailName)}\\)`;
}

/** A text as a pattern between slashes that matches nothing else. */
function literal(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&");
}

/** A text in the right-hand side of a rule, where `$` starts the number of a group. */
function inTemplate(text: string): string {
  return text.replaceAll("$", "$$$$");
}
