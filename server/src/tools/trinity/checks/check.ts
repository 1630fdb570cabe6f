/** What a check is made of. */
import {
  type TrinityCheck,
  type TrinityCheckId,
  type TrinitySetting,
  type TrinityVerdict,
  worstVerdict,
} from "../../../contract/trinity";
import type { DnsAnswer } from "../../../ports/dns";
import type { Observations } from "../observations";

/** What a check says; see {@link TrinityCheck} for what the texts are. */
export interface Outcome {
  readonly verdict: TrinityVerdict;
  readonly found: string;
  readonly expected?: string;
  readonly remedy?: string;
  readonly records?: readonly string[];
  readonly settings?: readonly TrinitySetting[];
}

/** One check. It is pure: what was seen goes in, what is to be said of it comes out. */
export interface Check {
  readonly id: TrinityCheckId;
  readonly title: string;
  /** What others do with mail from a server for which it does not hold. */
  readonly why: string;
  run(seen: Observations): Outcome;
}

/** What can be said besides what was found. */
export type Advice = Omit<Outcome, "verdict" | "found">;

/** It holds. */
export const pass = (found: string, advice: Advice = {}): Outcome => ({ verdict: "pass", found, ...advice });

/** Some receivers will mind. */
export const warning = (found: string, advice: Advice = {}): Outcome => ({
  verdict: "warning",
  found,
  ...advice,
});

/** Mail will be refused or lost. */
export const fail = (found: string, advice: Advice = {}): Outcome => ({ verdict: "fail", found, ...advice });

/** It was not run; `why` is the sentence that says so. */
export const skipped = (why: string): Outcome => ({ verdict: "skipped", found: why });

/** Why there is no answer that says anything, as an outcome; undefined when there is one. */
export function unanswered(question: string, ...answers: readonly DnsAnswer<unknown>[]): Outcome | undefined {
  for (const answer of answers) {
    if (answer.kind === "failed") return skipped(`${question} could not be had: ${answer.text}.`);
  }
  return undefined;
}

/** Whether two names are the same host's. */
export function isSameName(one: string, other: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, "");
  return plain(one) === plain(other);
}

/** The check with everything that is said of it. */
export function checked({ id, title, why, run }: Check, seen: Observations): TrinityCheck {
  const { verdict, found, expected = "", remedy = "", records = [], settings = [] } = run(seen);
  return { id, title, verdict, found, expected, why, remedy, records, settings };
}

/** What is said of several addresses, names or keys at once: the worst of it counts. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const verdict = worstVerdict(outcomes.map((outcome) => outcome.verdict));
  const [worst] = outcomes.filter((outcome) => outcome.verdict === verdict);
  const bad = outcomes.filter((outcome) => outcome.verdict === "fail" || outcome.verdict === "warning");
  return {
    ...worst,
    verdict,
    found: [...new Set(outcomes.map((outcome) => outcome.found))].join(" "),
    records: [...new Set(bad.flatMap(({ records = [] }) => records))],
  };
}
