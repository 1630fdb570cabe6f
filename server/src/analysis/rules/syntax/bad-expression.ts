import { hasSince } from "../../../knowledge/version";
import {
  type ExpressionProblemKind,
  type Reference,
  type Subject,
  scanReferences,
} from "../../../syntax/value";
import { shorten } from "../../markdown";
import type { Configuration } from "../../model/configuration";
import { defineRule } from "../rule";
import { hasReferences, isEvaluated, onAllSettings, type Setting } from "../settings";
import { isTemplated } from "../templates";

/** Functions of `${function{...}}` (mac_expand.c of Postfix 3.11; RELEASE_NOTES-3.11). */
const FUNCTIONS = new Set(["domain_to_ascii", "domain_to_utf8"]);

/** What of the syntax came late. */
const SINCE = { function: "3.11", level: "3.6", comparison: "3.0" } as const;

const OUTCOME = "A program that evaluates this value ends with a fatal error.";

type MessageKey = ExpressionProblemKind | "too-new" | "unknown-function" | "bad-number" | "bad-level";

const MESSAGES: Readonly<Record<MessageKey, string>> = {
  unterminated: `'{text}' is never closed: the bracket behind '$' has no partner. ${OUTCOME} Add the closing bracket; a '$' that stands for itself is written '$$'.`,
  "empty-name": `No parameter name follows this '$'. ${OUTCOME} Write the name, or '$$' for a '$' that stands for itself.`,
  "bad-name-character": `'{text}' cannot be part of a parameter name; letters, digits and '_' can. ${OUTCOME} Close the name before it, or put '?' or ':' in between if a condition is meant.`,
  "unbalanced-braces": `The brace that opens '{text}' is never closed inside this expression. ${OUTCOME} Add the '}' where its text ends.`,
  "unknown-operator": `'{text}' is no comparison. ${OUTCOME} Between two texts in braces stands '==', '!=', '<', '<=', '>=' or '>'.`,
  "unknown-operator-suffix": `'{text}' is no kind of comparison. ${OUTCOME} Behind the operator may stand 'level', to compare compatibility levels, or nothing.`,
  "missing-right-operand": `There is nothing to compare with behind '{text}'. ${OUTCOME} Write the second text in braces, as the first one.`,
  "missing-condition": `'{text}' follows a comparison, where only '?' or ':' may stand. ${OUTCOME} Write '?' and the result in braces, or close the expression.`,
  "text-after-braces": `'{text}' stands behind the closing brace of a result. ${OUTCOME} Only ': {other result}' may follow there; put the text into the braces or take it out.`,
  nesting: `Expressions are nested more than 100 deep here, which is Postfix's limit. ${OUTCOME} Take parts of it into parameters of their own.`,
  "too-new": `'{text}' is understood since Postfix {since}; this configuration is held against {version}. ${OUTCOME} Do without it, or upgrade first.`,
  "unknown-function": `There is no function '{text}'. ${OUTCOME} Postfix has domain_to_ascii and domain_to_utf8.`,
  "bad-number": `'{text}' is too large a number to compare. ${OUTCOME} Numbers go up to 9223372036854775807.`,
  "bad-level": `'{text}' is no compatibility level. ${OUTCOME} A level is a number, or a release such as '3.6'.`,
};

export const badExpression = defineRule({
  id: "bad-expression",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A `$name` or `${...}` that Postfix cannot evaluate.",
    why: "Every program that evaluates the value ends with a fatal error. Depending on the parameter that is one service or the whole mail system. Values in which Postfix expands nothing, such as those of `mailbox_command`, are left alone, and so are lines that a later one overrides.",
    bad: "smtpd_banner = ${myhostname ESMTP\n",
    good: "smtpd_banner = ${myhostname} ESMTP\n",
    references: ["postconf(5)"],
  },
  messages: MESSAGES,
  ...onAllSettings(hasReferences, (setting, { configuration, report }) => {
    const { name, value, scope } = setting;
    if (isTemplated(value) || !isEvaluated(configuration, name)) return;
    const found = problemOf(setting, configuration);
    if (!found || !configuration.isUsed(name, scope)) return;
    const { kind, start, end } = found;
    const { version } = configuration.facts;
    report({
      message: kind,
      data: {
        text: shorten(found.text ?? value.slice(start, end), 40),
        version: version.text,
        since: found.since ?? "",
      },
      ...setting.valueSpan(start, end),
    });
  }),
});

interface Problem {
  readonly kind: MessageKey;
  readonly start: number;
  readonly end: number;
  /** What the message shows where it is not the text of the place. */
  readonly text?: string;
  readonly since?: string;
}

/** The first thing that stops Postfix. */
function problemOf(setting: Setting, configuration: Configuration): Problem | undefined {
  let first: Problem | undefined;
  let compares = false;
  const syntax = scanReferences(setting.expression, (reference) => {
    first ??= versionProblem(reference, configuration);
    compares ||= reference.subject?.kind === "comparison";
  });
  return first ?? syntax ?? (compares ? comparisonProblem(setting, configuration) : undefined);
}

/** Syntax that the target version does not have. */
function versionProblem({ subject }: Reference, { facts }: Configuration): Problem | undefined {
  const lacks = (since: string) => !hasSince(facts.version, since);
  if (subject?.kind === "call") {
    const { name, start, end } = subject;
    if (lacks(SINCE.function))
      return { kind: "too-new", start, end, text: `\${${name}{…}}`, since: SINCE.function };
    return FUNCTIONS.has(name) ? undefined : { kind: "unknown-function", start, end };
  }
  if (subject?.kind !== "comparison") return undefined;
  const { operatorStart: start, operatorEnd: end } = subject;
  if (lacks(SINCE.comparison)) return { kind: "too-new", start, end, since: SINCE.comparison };
  if (subject.suffix === "level" && lacks(SINCE.level))
    return { kind: "too-new", start, end, since: SINCE.level };
  return undefined;
}

/** A comparison in this very value whose operands turn out to be no numbers or levels. */
function comparisonProblem(setting: Setting, configuration: Configuration): Problem | undefined {
  const expansion = configuration.expand(setting.expression, setting.scope);
  const failure = expansion.ok ? undefined : expansion.failure;
  if (failure?.kind !== "bad-level" && failure?.kind !== "bad-number") return undefined;
  let found: Problem | undefined;
  scanReferences(setting.expression, ({ subject }) => {
    if (found || subject?.kind !== "comparison") return;
    const operand = [subject.left, subject.right].find((side) => {
      const text = configuration.expand(side, setting.scope);
      return text.ok && text.text === failure.text;
    });
    if (operand && fits(subject, failure.kind)) {
      found = { kind: failure.kind, start: operand.start, end: operand.end, text: failure.text };
    }
  });
  return found;
}

function fits(subject: Subject & { kind: "comparison" }, kind: "bad-level" | "bad-number"): boolean {
  return (subject.suffix === "level") === (kind === "bad-level");
}
