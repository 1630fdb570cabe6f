/** What Postfix objects to in the `$1` of a pcre or regexp rule's result. */
import type { RegexpLine } from "../../syntax/tables/regexp-table";
import type { Substitution } from "../../syntax/tables/substitutions";

/** Why a rule is skipped, and the substitution it is for. */
export interface SubstitutionProblem {
  readonly kind: "empty" | "unclosed" | "name" | "zero" | "negated" | "range";
  readonly substitution: Substitution;
  /** How many groups the pattern has, where that is what is wrong. */
  readonly groups: number;
}

/** The first thing that makes Postfix skip the rule for its substitutions. */
export function substitutionProblem(line: RegexpLine): SubstitutionProblem | undefined {
  const { substitutions, patterns } = line;
  const [first] = substitutions;
  const pattern = patterns[0];
  if (!first || !pattern) return undefined;
  for (const substitution of substitutions) {
    const { problem, index } = substitution;
    const kind = problem ?? (index === undefined ? "name" : index === 0 ? "zero" : undefined);
    if (kind) return { kind, substitution, groups: 0 };
  }
  if (pattern.negated) return { kind: "negated", substitution: first, groups: 0 };
  // The groups of a pattern that is refused are never counted.
  const groups = pattern.tree?.problem ? undefined : pattern.tree?.groups;
  const beyond = groups === undefined ? undefined : substitutions.find(({ index }) => index! > groups);
  return beyond && { kind: "range", substitution: beyond, groups: groups! };
}
