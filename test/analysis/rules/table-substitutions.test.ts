// Why Postfix skips a rule for the substitutions of its result.
import { describe, expect, it } from "vitest";
import { substitutionProblem } from "../../../server/src/analysis/rules/table-substitutions";
import { parseRegexpTable } from "../../../server/src/syntax/tables/regexp-table";

const problem = (text: string) => {
  const found = substitutionProblem(parseRegexpTable(text, "pcre").chunks[0]!.node!);
  return found && `${found.kind} ${text.slice(found.substitution.start, found.substitution.end)}`;
};

describe("the substitutions of a rule", () => {
  it.each([
    ["/(a)/ $1 $$ x", undefined],
    ["/a/ x", undefined],
    ["/(a)/ $2 $x", "name $x"],
    ["/(a)/ $1 ${0}", "zero ${0}"],
    ["/(a)/ $", "empty $"],
    ["/(a)/ ${1", "unclosed ${1"],
    ["!/(a)/ $2", "negated $2"],
    ["/(a)/ $1 $2", "range $2"],
    // How many groups there are is not known, or never asked.
    ["/(?|(a))/ $2", undefined],
    ["/((a)/ $3", undefined],
  ])("%s", (text, wanted) => expect(problem(text)).toBe(wanted));
});
