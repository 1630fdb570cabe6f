import { formatIp, maskIp, parseIp, prefixLength } from "../../../base/ip-address";
import type { CidrLine, CidrPattern } from "../../../syntax/tables/cidr-table";
import { textSpan } from "../places";
import { defineRule, type Fix } from "../rule";
import { cidrLines, hasCidrBlocks, type Placed, placeIn } from "../table-lines";

export const badNetworkPattern = defineRule({
  id: "bad-network-pattern",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A line of a cidr table whose pattern is no network or address.",
    why: "Postfix skips the line and says so in the log when a program opens the table. Clients that the rule was for are treated as if it were not there, which lets in those it was to keep out.",
    bad: "192.0.2.1/24 REJECT\n",
    good: "192.0.2.0/24 REJECT\n",
    table: { type: "cidr", uses: ["check_client_access"] },
    references: ["cidr_table(5)"],
  },
  messages: {
    "host-bits":
      "'{text}' sets bits behind the first {bits}, so Postfix skips this line. The network is {network}; a single address stands without '/'.",
    "bad-address":
      "'{text}' is no IP address, so Postfix skips this line. A cidr table has networks and addresses in full only: no host names, and no parts of addresses.",
    "bad-mask":
      "'{text}' is no number of bits, so Postfix skips this line. Write how many bits of the address make the network, as in '192.0.2.0/24'.",
    "long-mask":
      "An address of this kind has {most} bits, not {text}, so Postfix skips this line. Correct the number.",
    "unclosed-bracket":
      "Nothing closes the bracket, so Postfix skips this line. Add ']', or leave the brackets out; a cidr table does not need them.",
    "text-behind-bracket":
      "Only '/' and a number of bits may stand behind ']', so Postfix skips this line. Remove '{text}'.",
    "no-pattern": "No network stands here, so Postfix skips this line. Write one as in '192.0.2.0/24'.",
    "too-new":
      "Cidr tables have 'if' and 'endif' since Postfix 3.2. For Postfix {version}, which the table is held against, this is a bad address, and the line is skipped.",
  },
  table({ table, facts, report }) {
    for (const each of cidrLines(table)) {
      const { line, chunk } = each;
      const { problem, pattern, keyword } = line;
      if (keyword && !hasCidrBlocks(facts.version)) {
        const data = { version: facts.version.text };
        report({ message: "too-new", data, chunk, ...placeIn(each, keyword) });
        continue;
      }
      if (!problem || problem.kind === "text-behind-endif") continue;
      // Text behind the network of an `if` is another finding.
      if (line.kind === "if" && /\s/.test(pattern?.text ?? "")) continue;
      const text = line.logical.text.slice(problem.start, problem.end);
      const place = problem.kind === "no-pattern" ? textSpan(line.logical) : placeIn(each, problem);
      const data: Record<string, string> = { text };
      if (pattern) {
        data.most = pattern.address.text.includes(":") ? "128" : "32";
        if (problem.kind === "host-bits") data.bits = String(pattern.bits);
        if (problem.kind === "host-bits") data.network = networkOf(pattern);
      }
      report({ message: problem.kind, data, chunk, ...place, fixes: fixesFor(each) });
    }
  },
});

/** The network that an address with bits is in, as Postfix writes it. */
function networkOf({ bytes, bits }: CidrPattern): string {
  return `${formatIp(maskIp(bytes!, bits!))}/${bits}`;
}

function fixesFor(each: Placed<CidrLine>): Fix[] {
  const { pattern, problem } = each.line;
  if (!pattern || !problem) return [];
  const place = placeIn(each, pattern);
  const changeTo = (newText: string, preferred: boolean): Fix => ({
    title: `Change to '${newText}'`,
    edits: [{ ...place, newText }],
    preferred,
  });
  if (problem.kind === "host-bits") {
    return [changeTo(networkOf(pattern), true), changeTo(pattern.address.text, false)];
  }
  const { address, mask } = pattern;
  if (problem.kind === "bad-mask") {
    const netmask = parseIp(mask?.text ?? "");
    const bits = netmask?.length === 4 && pattern.bytes?.length === 4 ? prefixLength(netmask) : undefined;
    if (bits === undefined || maskIp([255, 255, 255, 255], bits).join() !== netmask!.join()) return [];
    return [changeTo(`${formatIp(maskIp(pattern.bytes!, bits))}/${bits}`, true)];
  }
  // The first numbers of an address, as in an access table.
  const parts = /^\d{1,3}(?:\.\d{1,3}){0,2}\.?$/.exec(address.text)?.[0].split(".").filter(Boolean) ?? [];
  if (problem.kind !== "bad-address" || parts.length === 0 || parts.some((part) => Number(part) > 255))
    return [];
  const whole = [...parts.map(Number), 0, 0, 0].slice(0, 4);
  const bits = mask ? Number(mask.text) : parts.length * 8;
  return [changeTo(`${formatIp(maskIp(whole, bits))}/${bits}`, true)];
}
