// How logical lines of cidr tables are taken apart.
import { describe, expect, it } from "vitest";
import {
  type CidrLine,
  parseCidrTable,
  reparseCidrTable,
} from "../../../server/src/syntax/tables/cidr-table";

function show({ kind, negated, pattern, result, problem, logical }: CidrLine): string {
  const words = [kind, negated && "not", pattern && `${pattern.address.text}/${pattern.bits}`];
  if (result) words.push(`= ${result.text}`);
  if (problem) words.push(`! ${problem.kind} at '${logical.text.slice(problem.start, problem.end)}'`);
  return words.filter(Boolean).join(" ");
}

const shown = (text: string) => parseCidrTable(text).chunks.flatMap(({ node }) => (node ? show(node) : []));

describe("a line of a cidr table", () => {
  it.each([
    ["192.0.2.0/24 x y ", "rule 192.0.2.0/24 = x y"],
    ["192.0.2.1\tx", "rule 192.0.2.1/32 = x"],
    ["! 2001:db8::/32 x", "rule not 2001:db8::/32 = x"],
    ["!!::1 x", "rule ::1/128 = x"],
    ["[192.0.2.0/24] x", "rule 192.0.2.0/24 = x"],
    ["[2001:db8::]/32 x", "rule 2001:db8::/32 = x"],
    ["192.0.2.1", "rule 192.0.2.1/32"],
    ["IF !192.0.2.0/24", "if not 192.0.2.0/24"],
    ["if 192.0.2.0/24 x", "if 192.0.2.0/undefined ! bad-mask at '24 x'"],
    ["endif", "endif"],
    ["EndIf x", "endif = x ! text-behind-endif at 'x'"],
    ["ifx x", "rule ifx/32 = x ! bad-address at 'ifx'"],
    ["if", "if ! no-pattern at 'if'"],
    ["!", "rule not ! no-pattern at '!'"],
    ["192.0.2.1/24 x", "rule 192.0.2.1/24 = x ! host-bits at '192.0.2.1/24'"],
    ["2001:db8::1/64 x", "rule 2001:db8::1/64 = x ! host-bits at '2001:db8::1/64'"],
    ["192.0.2.0/33 x", "rule 192.0.2.0/undefined = x ! long-mask at '33'"],
    ["192.0.2.0/x x", "rule 192.0.2.0/undefined = x ! bad-mask at 'x'"],
    ["192.0.2.0/ x", "rule 192.0.2.0/undefined = x ! bad-mask at '192.0.2.0/'"],
    ["192.0.2/24 x", "rule 192.0.2/24 = x ! bad-address at '192.0.2'"],
    ["/24 x", "rule /24 = x ! bad-address at '/24'"],
    ["[::1 x", "rule ::1/128 = x ! unclosed-bracket at '[::1'"],
    ["[::1]x y", "rule ::1/128 = y ! text-behind-bracket at 'x'"],
    ["  192.0.2.1 x", "orphan"],
    ["192.0.2.1 x\0y", "rule 192.0.2.1/32 = x"],
  ])("%j", (text, wanted) => expect(shown(text)).toEqual([wanted]));

  it("is parsed anew where it changed", () => {
    const before = "192.0.2.1 x\n192.0.2.2 y\n";
    const after = "192.0.2.1 x\n192.0.2.3 y\n";
    const at = before.indexOf("2 y");
    const old = parseCidrTable(before);
    const { tree } = reparseCidrTable(old, after, { start: at, oldEnd: at + 1, newEnd: at + 1 });
    expect(tree.chunks[0]).toBe(old.chunks[0]);
    expect(show(tree.chunks[1]!.node!)).toBe("rule 192.0.2.3/32 = y");
  });
});
