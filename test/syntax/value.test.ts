// What the parser makes of every form a value can have, and where it finds what Postfix would refuse.
import { describe, expect, it } from "vitest";
import {
  type Expression,
  parseExpression,
  type Reference,
  referenceAt,
  scanReferences,
  subexpressions,
} from "../../server/src/syntax/value";
import { fixtureFile, markSpans } from "../support/fixture";

/** An expression in a notation that shows its structure: `'text'`, `<name>`, `<name ? [..] : [..]>`. */
function show(expression: Expression): string {
  return expression.parts
    .map((part) => (part.kind === "literal" ? `'${part.text}'` : showReference(part)))
    .join("");
}

function showReference({ subject, whenSet, whenEmpty, problem }: Reference): string {
  const tested =
    subject?.kind === "comparison"
      ? `[${show(subject.left)}] ${subject.operator}${subject.suffix} [${show(subject.right)}]`
      : subject?.kind === "call"
        ? `${subject.name}{${show(subject.argument)}}`
        : (subject?.name ?? "");
  const set = whenSet ? ` ? [${show(whenSet)}]` : "";
  const empty = whenEmpty ? ` : [${show(whenEmpty)}]` : "";
  return `<${tested}${set}${empty}${problem ? ` !${problem.kind}` : ""}>`;
}

/** All references, those inside others too, in source order. */
function references(expression: Expression): Reference[] {
  return expression.parts.flatMap((part) =>
    part.kind === "literal" ? [] : [part, ...subexpressions(part).flatMap(references)],
  );
}

describe("text", () => {
  it.each([
    ["", ""],
    ["a b", "'a b'"],
    ["{a} (b) ?:", "'{a} (b) ?:'"],
    ["$$", "'$'"],
    ["a$$b$$$$c", "'a$b$$c'"],
    ["$$name", "'$name'"],
    ["$$${a}", "'$'<a>"],
  ])("%j", (value, shown) => expect(show(parseExpression(value))).toBe(shown));
});

describe("names", () => {
  it.each([
    ["$a", "<a>"],
    ["$a_1.b", "<a_1>'.b'"],
    ["$a$b", "<a><b>"],
    ["$a-b", "<a>'-b'"],
    ["${a}", "<a>"],
    ["$(a)", "<a>"],
    ["${a}b", "<a>'b'"],
    ["${ \t a \t}", "<a>"],
    ["$(a) $(b)", "<a>' '<b>"],
    ["x${a}y$(b)z", "'x'<a>'y'<b>'z'"],
    ["${ }", "<>"],
  ])("%j", (value, shown) => expect(show(parseExpression(value))).toBe(shown));

  it.each([
    "$«a»$«b_c» ${«d»}${ «e» }$(«f»)",
    "${«a»?$«b»}${«c»:${«d»?{$«e»}:{$«f»}}}",
    "${{$«a»} == {x$«b»} ? {$«c»} : {$«d»}}",
  ])("stand where they are: %j", (marked) => {
    const { text } = fixtureFile(marked);
    const names = references(parseExpression(text)).flatMap(({ subject }) =>
      subject?.kind === "name" ? [subject] : [],
    );
    expect(markSpans(text, names)).toBe(marked);
  });
});

describe("conditions", () => {
  it.each([
    ["${a?b}", "<a ? ['b']>"],
    ["${a:b}", "<a : ['b']>"],
    ["$(a?b)", "<a ? ['b']>"],
    ["${a?}", "<a ? []>"],
    ["${a ? b }", "<a ? [' b ']>"],
    ["${a?{b}}", "<a ? ['b']>"],
    ["${a ? { b } }", "<a ? [' b ']>"],
    ["${a?{b}:{c}}", "<a ? ['b'] : ['c']>"],
    ["${a ? {b} : {c} }", "<a ? ['b'] : ['c']>"],
    ["${a?{b}:c d}", "<a ? ['b'] : ['c d']>"],
    ["${a:{b}}", "<a : ['b']>"],
    ["${a??b:{c}d}", "<a ? ['?b:{c}d']>"],
    ["${a?b:c}", "<a ? ['b:c']>"],
    ["${a?{$b}:{${c:d}}}", "<a ? [<b>] : [<c : ['d']>]>"],
    ["${a?{{b} {c}}}", "<a ? ['{b} {c}']>"],
    ["$(a?{b})", "<a ? ['b']>"],
    ["$(a?(b))", "<a ? ['(b)']>"],
    ["${:b}", "< : ['b']>"],
  ])("%j", (value, shown) => expect(show(parseExpression(value))).toBe(shown));
});

describe("comparisons", () => {
  it.each([
    ["${{a}=={b}}", "<['a'] == ['b']>"],
    ["${ {a} != {b} }", "<['a'] != ['b']>"],
    ["${{1}<{2}?{a}}", "<['1'] < ['2'] ? ['a']>"],
    ["${{1} <= {2} ? {a} : {b}}", "<['1'] <= ['2'] ? ['a'] : ['b']>"],
    ["${{1} > {2} : {b}}", "<['1'] > ['2'] : ['b']>"],
    ["${{1} >= {2} ? a}", "<['1'] >= ['2'] ? [' a']>"],
    ["${{$a} <level {3.6} ? {yes} : {no}}", "<[<a>] <level ['3.6'] ? ['yes'] : ['no']>"],
    ["${{} == {}}", "<[] == []>"],
    ["${{${{a}=={b}}} == {$c}}", "<[<['a'] == ['b']>] == [<c>]>"],
    ["$({a}=={b})", "<['a'] == ['b']>"],
  ])("%j", (value, shown) => expect(show(parseExpression(value))).toBe(shown));

  it("know where the operator stands", () => {
    const { text, spans } = fixtureFile("${{$level} «<=level» {3.6} ? {a}}");
    const [reference] = references(parseExpression(text));
    const subject = reference!.subject;
    expect(
      subject?.kind === "comparison" && { start: subject.operatorStart, end: subject.operatorEnd },
    ).toEqual(spans[0]);
  });
});

describe("functions", () => {
  it.each([
    ["${to_ascii{$a b}}", "<to_ascii{<a>' b'}>"],
    ["${f{}}", "<f{}>"],
    ["${f{a} }", "<f{'a'}>"],
  ])("%j", (value, shown) => expect(show(parseExpression(value))).toBe(shown));
});

describe("problems", () => {
  // The span is the problem's place.
  it.each([
    ["«${a»", "unterminated", "< !unterminated>"],
    ["x «$(a}»", "unterminated", "'x '< !unterminated>"],
    ["«${a?${b}»", "unterminated", "< !unterminated>"],
    ["«$»", "empty-name", "< !empty-name>"],
    ["a «$»-b $c", "empty-name", "'a '< !empty-name>''"],
    ["«${}» $c", "empty-name", "< !empty-name>''"],
    ["«$()»", "empty-name", "< !empty-name>"],
    ["$$«$»", "empty-name", "'$'< !empty-name>"],
    ["${a«-»b} $c", "bad-name-character", "< !bad-name-character>' '<c>"],
    ["${a« »b}", "bad-name-character", "< !bad-name-character>"],
    ["${«$»a}", "bad-name-character", "< !bad-name-character>"],
    ["${a«.»b?c}", "bad-name-character", "< !bad-name-character>"],
    ["${«é»}", "bad-name-character", "< !bad-name-character>"],
    ["$(a?«{b»)", "unbalanced-braces", "<a !unbalanced-braces>"],
    ["$({a}==«{b»)", "unbalanced-braces", "< !unbalanced-braces>"],
    ["${{a} «=» {b}}", "unknown-operator", "< !unknown-operator>"],
    ["${{a} «===» {b}}", "unknown-operator", "< !unknown-operator>"],
    ["${{a} «?» {b}}", "unknown-operator", "< !unknown-operator>"],
    ["${{a} «b» {c}}", "unknown-operator", "< !unknown-operator>"],
    ["${{a}«»}", "unknown-operator", "< !unknown-operator>"],
    ["${{a} <«lvl» {b}}", "unknown-operator-suffix", "< !unknown-operator-suffix>"],
    ["${{a} «==»}", "missing-right-operand", "< !missing-right-operand>"],
    ["${{a} «==level» b}", "missing-right-operand", "< !missing-right-operand>"],
    ["${{a}=={b} «c»}", "missing-condition", "<['a'] == ['b'] !missing-condition>"],
    ["${a?{b} «c»}", "text-after-braces", "<a ? ['b'] !text-after-braces>"],
    ["${a?{b}:{c} «d»}", "text-after-braces", "<a ? ['b'] : ['c'] !text-after-braces>"],
    ["${a:{b}«:{c}»}", "text-after-braces", "<a : ['b'] !text-after-braces>"],
    ["${f{a}«?b»}", "text-after-braces", "<f{'a'} !text-after-braces>"],
  ])("%j: %s", (marked, kind, shown) => {
    const { text, spans } = fixtureFile(marked);
    const expression = parseExpression(text);
    expect(show(expression)).toBe(shown);
    const problems = references(expression).flatMap(({ problem }) => problem ?? []);
    expect(problems).toEqual([{ kind, ...spans[0] }]);
    expect(scanReferences(expression, () => {})).toEqual({ kind, ...spans[0] });
  });

  it("are found in the innermost reference", () => {
    expect(show(parseExpression("${a?{${b?{c}d}}:{$e}}"))).toBe(
      "<a ? [<b ? ['c'] !text-after-braces>] : [<e>]>",
    );
  });

  it("do not lose a character of the value", () => {
    for (const value of ["a $ b", "${", "${}x", "$(a", "x${a?{b}c}y", "${{a} = {b}}z"]) {
      const parts = parseExpression(value).parts;
      expect(parts.map((part) => value.slice(part.start, part.end)).join("")).toBe(value);
    }
  });

  it("are reported where references nest deeper than Postfix evaluates", () => {
    const nest = (levels: number) => `${"${a?".repeat(levels)}x${"}".repeat(levels)}`;
    expect(scanReferences(parseExpression(nest(101)), () => {})).toBeUndefined();
    const problem = scanReferences(parseExpression(nest(102)), () => {});
    expect(problem).toEqual({ kind: "nesting", start: 4 * 101, end: 4 * 101 + 6 });
  });
});

describe("scanReferences", () => {
  const visited = (value: string) => {
    const names: string[] = [];
    const problem = scanReferences(parseExpression(value), ({ subject }) => {
      if (subject?.kind === "name") names.push(subject.name);
    });
    return [...names, ...(problem ? [`!${problem.kind}`] : [])].join(" ");
  };

  it.each([
    ["$a ${b?{$c}:{$d}} ${e:$f}", "a b c d e f"],
    ["${{$a}=={$b}?{$c}:{$d}} $e", "a b c d e"],
    ["$a $ $b", "a !empty-name"],
    ["$a ${b $c", "a !unterminated"],
    ["$a ${b c} $d", "a !bad-name-character"],
    ["${a?{$b}x} $c", "a b !text-after-braces"],
    ["${a?{${b c}}:{$d}} $e", "a !bad-name-character"],
    ["${f{$a}} $b", "a b"],
  ])("visits %j in Postfix's order and stops where it stops", (value, order) => {
    expect(visited(value)).toBe(order);
  });

  it("visits the right side of a comparison even where the left one fails", () => {
    expect(visited("${{$a $} == {$b}?{$c}} $d")).toBe("a b !empty-name");
  });
});

describe("referenceAt", () => {
  /** The span is the reference at the cursor; no span: none. */
  it.each([
    "a«$‸b» c",
    "a«‸$b» c",
    "a«$b‸» c",
    "«${a‸?{$b}}»",
    "${a?{«$‸b»}}",
    "«${a?{x‸ $b}}»",
    "${{«$‸a»} == {b}}",
    "«${{$a} =‸= {b}}»",
    "«${‸»",
    "${f{«$a‸»}}",
    "te‸xt $a",
  ])("%j", (marked) => {
    const { text, cursor, spans } = fixtureFile(marked);
    const found = referenceAt(parseExpression(text), cursor!);
    expect(found && { start: found.start, end: found.end }).toEqual(spans[0]);
  });
});
