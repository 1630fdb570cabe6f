import { joinWords } from "../../../base/for-people";
import type { ParameterFact } from "../../../knowledge/facts";
import { shorten } from "../../markdown";
import {
  consequenceOf,
  type Keyword,
  type KeywordProblem,
  keywordProblem,
  keywordsOf,
  takesKeywords,
} from "../keywords";
import { defineRule, type Fix } from "../rule";
import { onTypedValues, type TypedContext, type TypedValue, whoEnds } from "../value-types";

const UNKNOWN = "'{value}' is no keyword that '{name}' takes{meant}";
const TAKES = "It takes {legal}.";

export const badKeyword = defineRule({
  id: "bad-keyword",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: {
    "no-filter": "error",
    deferred: "warning",
    dropped: "warning",
    skipped: "warning",
    "taken-as": "warning",
  },
  docs: {
    what: "A word that a parameter with a fixed set of keywords does not take, or not in this version or spelling.",
    why: "Most programs end with a fatal error when they read such a value, so that mail stops; some log a warning and go on without TLS, without a filter or without the setting. postconf says nothing about it.",
    bad: "smtp_tls_security_level = opportunistic\n",
    good: "smtp_tls_security_level = encrypt\n",
    references: ["postconf(5)"],
  },
  messages: {
    fatal: `${UNKNOWN}: when it is read, {readers} with a fatal error. ${TAKES}`,
    "no-tls": `${UNKNOWN}: every TLS session fails with a warning in the log. ${TAKES}`,
    "no-filter": `${UNKNOWN}: no filter can be used, and mail gets what milter_default_action says, or a temporary error. ${TAKES}`,
    deferred: `${UNKNOWN}: when a filter fails, mail is refused with a temporary error, whatever is meant here. ${TAKES}`,
    dropped: `${UNKNOWN}: Postfix logs a warning and takes the whole value for empty. ${TAKES}`,
    skipped: `${UNKNOWN}, and Postfix passes over it without a word. ${TAKES}`,
    refused: `${UNKNOWN}. ${TAKES}`,
    empty:
      "'{name}' must not be empty: when it is read, {readers} with a fatal error. Write one of its keywords, or remove the line to have the default. It takes {legal}.",
    case: "Upper and lower case count in '{name}': Postfix does not know '{value}', and when it is read, {readers} with a fatal error. Write '{right}'.",
    "too-new":
      "'{name}' takes '{value}' since Postfix {since}, and this configuration is held against Postfix {version}. Remove it until the upgrade, or correct the setting postfix.version if the version is not the right one.",
    "taken-as": "'{name}' does not know '{value}' and takes it for '{other}'. Write '{other}'.",
  },
  ...onTypedValues(
    (fact, value) => takesKeywords(fact) && !isPlainlyRight(fact, value),
    (typed, context) => check(typed, context),
  ),
});

/** Nearly all values are: one keyword that all versions know. */
function isPlainlyRight({ values, valuesSince }: ParameterFact, value: string): boolean {
  return values?.includes(value) === true && valuesSince?.[value] === undefined;
}

function check(typed: TypedValue, context: TypedContext): void {
  const { configuration, report } = context;
  const { fact, setting, text } = typed;
  // Nobody looks at the style when the networks are there.
  if (setting.name === "mynetworks_style" && configuration.definitions("mynetworks").length > 0) return;
  if (text === "" && fact.valueKind === "enum") {
    if (!fact.minLength || fact.valuesInfo?.emptyAllowed) return;
    const data = { ...dataOf(typed, context), value: "" };
    report({ message: "empty", data, ...typed.place, fixes: () => typed.remove() });
    return;
  }
  for (const word of keywordsOf(typed)) {
    const problem = keywordProblem(fact, word.text, configuration.facts.version);
    if (problem) reportWord(word, problem, typed, context);
  }
}

function reportWord(word: Keyword, problem: KeywordProblem, typed: TypedValue, context: TypedContext): void {
  const { name, scope } = typed.setting;
  if (problem.kind === "case" && mayIgnoreCase(name, scope, context)) return;
  const data = { ...dataOf(typed, context), value: shorten(word.text, 60) };
  const place = typed.partPlace(word.start, word.end);
  const consequence = consequenceOf(name);
  // What is passed over may well be meant for the version to come.
  if (problem.kind === "too-new" && consequence === "skipped") return;
  const fixes = () => fixesFor(word, problem, typed);
  switch (problem.kind) {
    case "unknown": {
      const quoted = problem.candidates.map((candidate) => `'${candidate}'`);
      const meant = quoted.length > 0 ? ` (did you mean ${joinWords(quoted, "or")}?)` : "";
      context.report({ message: consequence, data: { ...data, meant }, ...place, fixes });
      break;
    }
    case "case":
    case "too-new":
    case "taken-as": {
      const { kind, ...details } = problem;
      context.report({ message: kind, data: { ...data, ...details }, ...place, fixes });
    }
  }
}

/** Dovecot's options are read by other code than those of Cyrus SASL, which is strict. */
function mayIgnoreCase(name: string, scope: string | undefined, { configuration }: TypedContext): boolean {
  if (!/^smtpd_sasl_.*security_options$/.test(name)) return false;
  return configuration.expandedValueOf("smtpd_sasl_type", scope) === "dovecot";
}

function dataOf({ setting, fact }: TypedValue, { configuration }: TypedContext): Record<string, string> {
  const { values = [], valuesSince = {}, valuesInfo } = fact;
  const { version } = configuration.facts;
  const outdated = Object.values(valuesInfo?.deprecatedValues ?? []);
  const legal = values
    .filter((keyword) => !outdated.includes(keyword))
    .filter((keyword) => keywordProblem({ ...fact, valuesSince }, keyword, version) === undefined)
    .map((keyword) => `'${keyword}'`);
  return {
    name: setting.name,
    version: version.text,
    readers: whoEnds(fact),
    legal: joinWords(legal, fact.valueKind === "enum" ? "or" : "and"),
  };
}

function fixesFor({ start, end }: Keyword, problem: KeywordProblem, typed: TypedValue): Fix[] {
  if (!typed.isWritten(start, end)) return [];
  const place = typed.partPlace(start, end);
  const changeTo = (newText: string, preferred: boolean): Fix => ({
    title: `Change to '${newText}'`,
    edits: [{ ...place, newText }],
    preferred,
  });
  switch (problem.kind) {
    case "unknown":
      return problem.candidates.map((candidate, index) =>
        changeTo(candidate, index === 0 && problem.candidates.length === 1),
      );
    case "case":
      return [changeTo(problem.right, true)];
    case "taken-as":
      return [changeTo(problem.other, true)];
    case "too-new":
      return [];
  }
}
