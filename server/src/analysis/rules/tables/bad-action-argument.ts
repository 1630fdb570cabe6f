import { actionFact } from "../../../knowledge/table-actions";
import { defineRule, type LineContext } from "../rule";
import { type Action, actionOf, isHeader } from "../table-actions";
import { type ActionUse, actionUses } from "../table-uses";

export const badActionArgument = defineRule({
  id: "bad-action-argument",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { table: "error" },
  docs: {
    what: "An action of a lookup table without the argument that it needs, or with one that cannot be.",
    why: "Postfix logs a warning when the rule matches and does nothing else: the mail goes on as if there were no rule. postmap does not look at actions.",
    bad: "/^Subject: invoice/ FILTER smtp\n",
    good: "/^Subject: invoice/ FILTER smtp:[127.0.0.1]:10025\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["header_checks(5)", "access(5)"],
  },
  messages: {
    transport:
      "FILTER needs a transport and a destination, as in 'FILTER smtp:[127.0.0.1]:10025'. Without a colon Postfix logs a warning, and the mail is not filtered.",
    address:
      "{action} needs an address with a domain, as in '{action} postmaster@example.com'. Without '@' Postfix logs a warning and does nothing.",
    header:
      "{action} needs a whole header, as in '{action} X-Spam: yes'. Postfix logs a warning and does nothing, as this has no name and colon at its start.",
    text: "{action} needs text behind it. Without any, Postfix logs a warning and does nothing.",
    number:
      "A number alone permits: Postfix takes '{code}' for a reply only where text follows it. Write it as in '{code} Not accepted', or 'REJECT'.",
    table:
      "A lookup table cannot be named in an access table; everybody whom the rule is for gets a temporary error. Define a class in smtpd_restriction_classes and name that.",
  },
  table: {
    formats: ["pcre", "regexp", "cidr", "key"],
    line(chunk, context) {
      const uses = actionUses(context.uses);
      const action = uses.length === 0 ? undefined : actionOf(chunk, context.type);
      if (!action) return;
      for (const use of uses) if (check(action, use, context)) break;
    },
  },
});

/** Reports an argument that cannot be; tells whether it did. */
function check(action: Action, { kind }: ActionUse, { report }: LineContext): boolean {
  const { word, text, placeOf } = action;
  const fact = actionFact(kind, word.text);
  const name = word.text.toUpperCase();
  const say = (message: string, place: { readonly start: number; readonly end: number }) => {
    report({ message, data: { action: name, code: word.text }, ...placeOf(place) });
    return true;
  };
  if (!fact) return kind === "access" && checkAccess(action, say);
  if (!fact.argument || action.isVariable) return false;
  const place = text.text === "" ? word : text;
  if (fact.argument === "transport") return !text.text.includes(":") && say("transport", place);
  if (fact.argument === "address") return !text.text.includes("@") && say("address", place);
  if (text.text === "") return say(kind === "access" ? "header" : "text", word);
  return fact.argument === "header" && !isHeader(text.text) && say("header", place);
}

function checkAccess(
  { word, text, result, isVariable }: Action,
  say: (message: string, place: { readonly start: number; readonly end: number }) => boolean,
): boolean {
  if (/^[45]\d\d$/.test(word.text)) return text.text === "" && say("number", word);
  const reference = /(?:^|[\s,])([a-z]+:\/\S+)/.exec(result.text);
  if (!reference || isVariable) return false;
  const start = result.start + reference.index + reference[0].length - reference[1]!.length;
  return say("table", { start, end: start + reference[1]!.length });
}
