import { editDistance, nearest } from "../../../base/edit-distance";
import { joinWords } from "../../../base/for-people";
import { type ActionFact, actionFact, actionsOf } from "../../../knowledge/table-actions";
import { hasSince } from "../../../knowledge/version";
import { defineRule, type Fix, type LineContext } from "../rule";
import { type Action, actionOf } from "../table-actions";
import { type ActionUse, actionUses } from "../table-uses";

/** Words of other programs for what Postfix calls otherwise. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  DENY: "REJECT",
  BLOCK: "REJECT",
  BOUNCE: "REJECT",
  DROP: "DISCARD",
  DELETE: "IGNORE",
  REMOVE: "IGNORE",
  QUARANTINE: "HOLD",
  FORWARD: "REDIRECT",
  LOG: "WARN",
  ALLOW: "OK",
  ACCEPT: "OK",
  PERMIT: "OK",
};

export const unknownAction = defineRule({
  id: "unknown-action",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { access: "error" },
  docs: {
    what: "The result of a rule that is no action where the table is used.",
    why: "With header_checks and body_checks the mail passes, and the log has 'unknown command'. An access table takes a word it does not know for a restriction, and then everybody whom the rule is for gets a temporary error. postscreen passes over the rest of its list. No program looks at the actions of a table before a rule matches.",
    bad: "/^Subject: buy now/ REJCT\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["header_checks(5)", "access(5)", "postscreen(8)"],
  },
  messages: {
    typo: "'{word}' is no action for {use}: a mail that the rule is for passes, and Postfix logs a warning. Did you mean {candidates}?",
    unknown:
      "'{word}' is no action for {use}: what the rule is for passes, and Postfix logs a warning. The actions are {candidates}.",
    "not-here":
      "'{word}' is an action of header_checks, but not of {use}: a mail that the rule is for passes, and Postfix logs a warning. Put the rule into a table for header_checks or body_checks.",
    "too-new":
      "The action '{word}' came with Postfix {since}. For Postfix {version}, which the table is held against, it is unknown, and the rule does nothing.",
    access:
      "'{word}' is no action of an access table, so Postfix takes it for a restriction, knows none of that name, and answers everybody whom the rule is for with a temporary error. Did you mean {candidates}?",
    "access-list":
      "'{word}' is no action of {use}: postscreen logs a warning and takes no notice of the rest of its list. The actions are {candidates}.",
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

/** Reports a word that is no action; tells whether it did. */
function check(action: Action, { kind, use }: ActionUse, { facts, report }: LineContext): boolean {
  const { word } = action;
  const fact: ActionFact | undefined = actionFact(kind, word.text);
  const isOld = fact?.since !== undefined && !hasSince(facts.version, fact.since);
  if ((fact && !isOld) || word.text === "") return false;
  const say = (message: string, data: Record<string, string>, fixes: readonly Fix[] = []) => {
    report({ message, data: { word: word.text, use, ...data }, ...action.placeOf(word), fixes });
    return true;
  };
  if (isOld && kind !== "access") return say("too-new", { since: fact.since!, version: facts.version.text });
  if (kind === "access") {
    // Before an action was there, its name was no less a restriction than others.
    return !fact && !facts.registry.restriction(word.text.toLowerCase()) && checkAccess(action, say);
  }
  if (kind === "postscreen") {
    // Words of the list may be divided by commas.
    const [first = ""] = action.result.text.split(/[,\s]/);
    if (actionFact(kind, first)) return false;
    return say("access-list", { candidates: quoted(["permit", "reject", "dunno"]) });
  }
  if (actionFact("header", word.text)) return say("not-here", {});
  const names = Object.entries(actionsOf(kind)).flatMap(([name, { since }]) =>
    hasSince(facts.version, since) ? [name] : [],
  );
  const other = OTHER_WORDS[word.text.toUpperCase()];
  const candidates =
    other !== undefined && names.includes(other) ? [other] : nearest(word.text.toUpperCase(), names, 2);
  if (candidates.length === 0) return say("unknown", { candidates: joinWords([...names].sort()) });
  return say("typo", { candidates: quoted(candidates) }, fixesFor(action, candidates));
}

/** A word of an access table may also be a restriction, or a class of them that main.cf names. */
function checkAccess(
  action: Action,
  say: (message: string, data: Record<string, string>, fixes: readonly Fix[]) => boolean,
): boolean {
  const { text } = action.word;
  if (text.includes(",")) return false;
  const limit = text.length < 5 ? 0 : text.length < 8 ? 1 : 2;
  const near = Object.keys(actionsOf("access")).filter(
    (name) => name.length > 4 && editDistance(name, text.toUpperCase(), limit) <= limit,
  );
  const isOther = text === text.toUpperCase() && Object.hasOwn(OTHER_WORDS, text);
  const candidates = isOther ? [OTHER_WORDS[text]!] : near;
  if (candidates.length === 0) return false;
  return say("access", { candidates: quoted(candidates) }, fixesFor(action, candidates));
}

function quoted(words: readonly string[]): string {
  return joinWords(
    words.map((word) => `'${word}'`),
    "or",
  );
}

function fixesFor({ word, placeOf }: Action, candidates: readonly string[]): Fix[] {
  return candidates.map((candidate) => ({
    title: `Change to '${candidate}'`,
    edits: [{ ...placeOf(word), newText: candidate }],
    preferred: candidates.length === 1 && editDistance(candidate, word.text.toUpperCase(), 1) === 1,
  }));
}
