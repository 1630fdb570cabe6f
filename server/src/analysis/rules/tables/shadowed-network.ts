import type { CidrLine } from "../../../syntax/tables/cidr-table";
import { defineRule } from "../rule";
import { type Block, blocksOf, cidrLines, encloses, type Placed, placeIn } from "../table-lines";

export const shadowedNetwork = defineRule({
  id: "shadowed-network",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { covered: "hint" },
  unnecessary: true,
  docs: {
    what: "A rule of a cidr table for addresses that all belong to a network above it.",
    why: "The first network that an address is in decides, however narrow a later one is. A later rule with another result is never reached.",
    bad: "192.0.2.0/24 REJECT\n192.0.2.25 OK\n",
    good: "192.0.2.25 OK\n192.0.2.0/24 REJECT\n",
    table: { type: "cidr", uses: ["check_client_access"] },
    references: ["cidr_table(5)"],
  },
  messages: {
    shadowed:
      "This rule is never reached: {network} in line {line} has all of these addresses, and the first network decides. Move the narrower rule in front of it.",
    duplicate:
      "This rule is never reached: line {line} is for the same network, and the first one decides. Remove one of the two.",
    covered:
      "This rule changes nothing: {network} in line {line} has all of these addresses, and the result is the same. It can be removed.",
  },
  table({ table, lineOf, report }) {
    const lines = cidrLines(table);
    const isSkipped = ({ problem, kind }: CidrLine) => problem !== undefined || kind === "orphan";
    const { blockOf } = blocksOf(lines, isSkipped);
    const networks = new NetworkTree();
    for (const each of lines) {
      const { line, chunk } = each;
      if (line.kind !== "rule" || line.negated || isSkipped(line) || !line.result) continue;
      const block = blockOf.get(chunk);
      const wider = networks.add(each, block);
      if (!wider) continue;
      const { pattern, result } = wider.line;
      const isSame = result!.text === line.result.text;
      const message = isSame ? "covered" : pattern!.bits === line.pattern!.bits ? "duplicate" : "shadowed";
      const data = { network: pattern!.text, line: String(lineOf(wider.chunk, 0)) };
      report({ message, data, chunk, ...placeIn(each, line.pattern!) });
    }
  },
});

/** A network of a rule, and the ones of half its size. */
interface NetworkNode {
  readonly rules: { readonly each: Placed<CidrLine>; readonly block: Block<CidrLine> | undefined }[];
  readonly halves: [NetworkNode | undefined, NetworkNode | undefined];
}

function emptyNode(): NetworkNode {
  return { rules: [], halves: [undefined, undefined] };
}

/** The networks of a table by their bits, so that the wider ones of an address are found on the way to it. */
class NetworkTree {
  readonly #roots = { 4: emptyNode(), 16: emptyNode() };

  /** Adds a rule; gives one that was there before and is for all of its addresses. */
  add(each: Placed<CidrLine>, block: Block<CidrLine> | undefined): Placed<CidrLine> | undefined {
    const { bytes, bits } = each.line.pattern!;
    let node = this.#roots[bytes!.length === 4 ? 4 : 16];
    for (let bit = 0; ; bit++) {
      const wider = node.rules.find((rule) => encloses(rule.block, block));
      if (wider) return wider.each;
      if (bit === bits) break;
      const half = ((bytes![bit >> 3]! >> (7 - (bit & 7))) & 1) as 0 | 1;
      node.halves[half] ??= emptyNode();
      node = node.halves[half];
    }
    node.rules.push({ each, block });
    return undefined;
  }
}
