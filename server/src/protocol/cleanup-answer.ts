/** A clean-up as the client is told of it: plan → items, edits and sentences. */
import { sourceText } from "../base/source-text";
import type { LanguageId } from "../contract/languages";
import type { CleanupAnswer, CleanupItem, CleanupObstacle } from "../contract/protocol";
import { rangeOf } from "../features/ranges";
import type { CleanupCode, CleanupEntry, CleanupPlan, CleanupRefusal } from "../tools/cleanup/plan";
import type { PlanProof } from "../tools/cleanup/prove-plan";
import { valueText } from "../tools/cleanup/report";

/** How many values an objection names. */
const MOST_DIFFERENCES = 3;

/** What stands behind the line of an entry. */
const NOTES: Readonly<Record<CleanupCode, string>> = {
  default: "restates the default",
  main: "restates main.cf",
  overridden: "no effect: a later one counts",
  unused: "nothing uses it",
  respelled: "the default in other words",
  "changes-later": "pins a default that a later version changes",
  "old-level": "pins an old default",
  mentioned: "only a commented-out line uses it",
  "last-reference": "unused, but refers to another name",
  "unknown-here": "nothing uses it here",
  machine: "computed from the machine",
  build: "chosen when Postfix was compiled",
  special: "its absence means something else",
  needed: "another value relies on it",
  told: "a comment says so",
  "no-master": "master.cf may use it",
  template: "has yet to be filled in",
};

/**
 * The answer that holds a plan for one file.
 *
 * @param proof undefined where nobody but our own model was asked
 */
export function answerOf(
  plan: CleanupPlan,
  language: LanguageId,
  proof: PlanProof = { differences: plan.differences, text: "" },
): CleanupAnswer {
  const { before, after, edits } = plan.files.find((file) => file.language === language)!;
  const source = sourceText(before);
  const own = plan.entries.filter((entry) => entry.language === language);
  return {
    refusal: null,
    before,
    after,
    edits: edits.map(({ start, end, newText }) => ({ range: rangeOf(source, start, end), newText })),
    items: own.map((entry) => itemOf(entry, source)),
    objection: objectionOf(proof),
    proof: proof.text,
  };
}

function itemOf(entry: CleanupEntry, source: ReturnType<typeof sourceText>): CleanupItem {
  const { id, name, service, value, start, end, code, verdict, isRemoved, reason } = entry;
  return {
    id,
    label: service === undefined ? name : `${service}: ${name}`,
    value,
    startLine: source.positionAt(start).line,
    endLine: source.positionAt(Math.max(start, end - 1)).line,
    verdict,
    isRemoved,
    note: NOTES[code],
    reason,
  };
}

/** The answer where there is no clean-up. */
export function refusedAnswer(before: string, refusal: CleanupObstacle): CleanupAnswer {
  return { refusal, before, after: before, edits: [], items: [], objection: null, proof: "" };
}

/** That what an override repeats cannot be known. */
export function mainMissing(uri: string): CleanupObstacle {
  const name = nameOf(uri);
  return {
    text: `There is no main.cf beside '${name}', or it cannot be read. What an option of '${name}' repeats is not known without it, so nothing can be cleaned up.`,
    uri,
    line: null,
  };
}

/** Why Postfix itself goes no further than a file. */
export function obstacleOf({ line, reason }: CleanupRefusal, uri: string): CleanupObstacle {
  const name = nameOf(uri);
  const where = line === undefined ? `'${name}'` : `line ${line + 1} of '${name}'`;
  return {
    text: `Postfix does not get past ${where}: ${reason}. What the values are, nobody can say until that is mended, so nothing can be cleaned up.`,
    uri,
    line: line ?? null,
  };
}

/** Why a plan is not to be applied, in sentences; null when it may be. */
function objectionOf({ differences, failure }: PlanProof): string | null {
  if (failure !== undefined) {
    return `The installed postconf could not compare the values: ${failure}. To leave that to postfix-ls's own model, set postfix.host to none.`;
  }
  if (differences.length === 0) return null;
  const named = differences.slice(0, MOST_DIFFERENCES).map(({ voice, name, service, before, after }) => {
    const what = service === undefined ? name : `${service}: ${name}`;
    return `'${what}' would change from ${valueText(before)} to ${valueText(after)}, says ${voice}.`;
  });
  const more = differences.length - named.length;
  return [
    ...named,
    ...(more > 0 ? [`So would ${more} more.`] : []),
    "Choose entries that stay, until no value changes.",
  ].join(" ");
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
}
