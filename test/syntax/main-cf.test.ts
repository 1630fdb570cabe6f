// How a logical line of main.cf becomes a name and a value, and where both stand in the file.
import { describe, expect, it } from "vitest";
import { type Assignment, assignmentOf, parseMainCf } from "../../server/src/syntax/main-cf";
import { fixtureFile, markSpans } from "../support/fixture";

const assignments = (text: string) => parseMainCf(text).chunks.flatMap((chunk) => chunk.node ?? []);

/** `name=value`, and what is wrong. */
const show = ({ name, value, problem }: Assignment) => `${name}=${value}${problem ? ` !${problem}` : ""}`;

/** File offsets of name and value, as spans. */
function places(text: string) {
  const tree = parseMainCf(text);
  return tree.chunks.flatMap(({ node }, index) => {
    if (!node) return [];
    const at = (from: number, to: number) => ({
      start: tree.starts[index]! + node.logical.offsetOf(from),
      end: tree.starts[index]! + node.logical.endOffset(to),
    });
    const value = at(node.valueStart, node.valueStart + node.value.length);
    return node.value === "" ? [at(node.nameStart, node.nameEnd)] : [at(node.nameStart, node.nameEnd), value];
  });
}

describe("an assignment", () => {
  it.each([
    ["a=b", "a=b"],
    ["a = b c ", "a=b c"],
    ["a\t=\tb", "a=b"],
    ["a\v=\fb\f", "a=b"],
    ["a =", "a="],
    ["a = b = c", "a=b = c"],
    ["a == b", "a== b"],
    ["a = # b", "a=# b"],
    ['a = "b c"', 'a="b c"'],
    ["a =\n  b,\n# c\n  d\n", "a=b,  d"],
    ["a\n  = b\n", "a=b"],
    ["a = b\r\n  c\r\n", "a=b\r  c"],
    ["a =\u00a0b", "a=\u00a0b"],
    ["\ufeffa = b", "\ufeffa=b"],
    ["a.b/c = d", "a.b/c=d"],
    ["é = è", "é=è"],
  ])("%j", (text, shown) => expect(assignments(text).map(show)).toEqual([shown]));

  it.each([
    ["= b", "= !missing-name"],
    [" a = b\n", "a=b !leading-space"],
    ["a", "a= !missing-equals"],
    ["a b = c", "a= !missing-equals"],
    ["a:b", "a:b= !missing-equals"],
    ["a\nb = c", "a= !missing-equals|b=c"],
    [" a\nb = c\n", "a= !leading-space|b=c"],
  ])("that is none: %j", (text, shown) => {
    expect(
      assignments(text)
        .map((node) =>
          show({ ...node, value: node.equals < 0 || node.name === "" ? "" : node.value } as Assignment),
        )
        .join("|"),
    ).toBe(shown);
  });

  it("ends at a NUL byte", () => {
    expect(assignments("a = b\0c\n  d\n").map((node) => [show(node), node.nul])).toEqual([["a=b", 5]]);
    expect(assignments("a\0 = b\n").map((node) => [show(node), node.nul])).toEqual([
      ["a= !missing-equals", 1],
    ]);
    expect(assignments("a = b\n")[0]!.nul).toBe(-1);
  });

  it.each([
    "«a» = «b»\n",
    "# c\n«a»\t=  «b c»  \n\n«b» =\n   «$c,\n# d\n   ${d}»\n«e»=\n",
    "«a» = «b\r\n  c»\r\n«d» = «e»\r\n",
    "«a»\n  =\n  «b»\n",
    "\v\n«a» = «b»\f\n",
  ])("stands where it is: %j", (marked) => {
    const { text } = fixtureFile(marked);
    expect(markSpans(text, places(text))).toBe(marked);
  });

  it("knows where its equals sign is", () => {
    expect(assignments("a  = b\n").map((node) => node.equals)).toEqual([3]);
    expect(assignments("a\n").map((node) => node.equals)).toEqual([-1]);
  });

  it("parses its value when asked, with offsets in the value", () => {
    const [node] = assignments("a =  x $b\n");
    expect(node!.expression.parts.map((part) => [part.kind, part.start, part.end])).toEqual([
      ["literal", 0, 2],
      ["reference", 2, 4],
    ]);
    expect(node!.expression).toBe(node!.expression);
  });

  it("can be read from a text of its own", () => {
    expect(show(assignmentOf(" a = b "))).toBe("a=b");
  });
});
