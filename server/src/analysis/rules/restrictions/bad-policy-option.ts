import { nearest } from "../../../base/edit-distance";
import { joinWords } from "../../../base/for-people";
import type { ArgumentOptionFact } from "../../../knowledge/facts";
import { hasSince } from "../../../knowledge/version";
import { extractBraces, splitWords, type Word } from "../../../syntax/lists";
import { shorten } from "../../markdown";
import type { Configuration } from "../../model/configuration";
import { onRestrictionLists, type RestrictionList } from "../restriction-lists";
import { defineRule, type Fix, type Report } from "../rule";
import { isTemplated } from "../templates";
import { isClear } from "../unused-names";

/** A policy server may stand in braces, with settings of its own, since this version. */
const BRACES_SINCE = "3.0";
const FATAL = "The SMTP server ends with a fatal error each time it starts, and no mail comes in.";

/** Postfix looks at nothing behind the unit, whose case counts. */
const TIME = /^\+?(?:\d*[smhdw]|\d+$)/;

type Options = Readonly<Record<string, ArgumentOptionFact>>;

export const badPolicyOption = defineRule({
  id: "bad-policy-option",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A setting behind a policy server, as in `check_policy_service { inet:host:port, name=value }`, that Postfix does not know or cannot read.",
    why: "The SMTP server reads these settings when it starts. At a name that it does not know, at a word without `=`, and at a value that is no number or time where one must be, it ends with a fatal error, and clients are left without an answer.",
    bad: "smtpd_data_restrictions = check_policy_service { unix:private/policy, time_out=10s }\n",
    good: "smtpd_data_restrictions = check_policy_service { unix:private/policy, timeout=10s }\n",
    references: ["SMTPD_POLICY_README", "postconf(5)"],
  },
  messages: {
    typo: `A policy server has no setting '{name}'. ${FATAL} Did you mean {candidates}?`,
    unknown: `A policy server has no setting '{name}'. ${FATAL} It takes {names}.`,
    "too-new": `The setting '{name}' of a policy server came with Postfix {since}; Postfix {version}, which this configuration is held against, does not know it. ${FATAL} Remove it until the upgrade, or correct the setting postfix.version if the version is not the right one.`,
    malformed: `'{word}' is no 'name=value'. ${FATAL} Where a value has blanks or commas in it, put braces around the whole setting, as in '{ default_action = 451 4.3.0 Try again }'.`,
    "no-number": `'{value}' is no whole number, and '{name}' needs one. ${FATAL} Correct the value.`,
    "no-time": `'{value}' is no time, and '{name}' needs one: a whole number with s, m, h, d or w behind it, or none of them. ${FATAL} Correct the value.`,
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    if (!hasSince(configuration.facts.version, BRACES_SINCE)) return;
    for (const { kind, name, argument, fact } of list.items) {
      if (kind !== "restriction" || name !== "check_policy_service" || !argument?.text.startsWith("{"))
        continue;
      const { content, problem } = extractBraces(argument);
      if (problem || isTemplated(argument.text)) continue;
      const [, ...settings] = splitWords(content.text);
      for (const { text, start, end } of settings) {
        const word = { text, start: content.start + start, end: content.start + end };
        const found = check(word, fact?.argOptions ?? {}, list, configuration);
        if (found) report(found);
      }
    }
  }),
});

function check(
  word: Word,
  options: Options,
  list: RestrictionList,
  { facts: { version } }: Configuration,
): Report | undefined {
  const inner = word.text.startsWith("{") ? extractBraces(word).content : word;
  const place = list.spanOf(word.start, word.end);
  const [whole, name = "", value = ""] = /^\s*(\S+?)\s*=\s*(.*?)\s*$/s.exec(inner.text) ?? [];
  if (whole === undefined) return { message: "malformed", data: { word: shorten(word.text, 60) }, ...place };
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) return unknownName(name, inner, options, list);
  const data = { name, value: shorten(value, 60), version: version.text, since: option.since ?? "" };
  if (!hasSince(version, option.since)) return { message: "too-new", data, ...place };
  if (option.type === "int" && !/^[+-]?\d+$/.test(value)) return { message: "no-number", data, ...place };
  if (option.type === "time" && !TIME.test(value)) return { message: "no-time", data, ...place };
  return undefined;
}

function unknownName(name: string, { text, start }: Word, options: Options, list: RestrictionList): Report {
  const from = start + text.indexOf(name);
  const place = list.spanOf(from, from + name.length);
  const names = Object.keys(options);
  const candidates = nearest(name, names);
  const quoted = (words: readonly string[], conjunction: string) =>
    joinWords(
      words.map((each) => `'${each}'`),
      conjunction,
    );
  if (candidates.length === 0) {
    return { message: "unknown", data: { name, names: quoted(names, "and") }, ...place };
  }
  const fixes: Fix[] = list.expanded.isWritten(from, from + name.length)
    ? candidates.map((newText, index) => ({
        title: `Change to '${newText}'`,
        edits: [{ ...place, newText }],
        preferred: index === 0 && isClear(name, candidates),
      }))
    : [];
  return { message: "typo", data: { name, candidates: quoted(candidates, "or") }, ...place, fixes };
}
