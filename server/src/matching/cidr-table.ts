/**
 * cidr tables, evaluated as dict_cidr.c and cidr_match.c do: the first rule
 * that matches decides, a line that cannot be used is left out with a warning,
 * and an `if` that was left out opens no block. A key that is no IP address is
 * found nowhere, not even by a negated rule.
 */
import { formatIp, maskIp, parseIp } from "../base/ip-address";
import type { ChunkTree } from "../syntax/logical-lines";
import type { CidrLine, CidrProblemKind } from "../syntax/tables/cidr-table";
import { type Bytes, endAtNul, type Lookup, type LookupTable, type Step, type Verdict } from "./lookup";

/** What Postfix warns of when it opens a table. */
export type CidrWarningKind =
  | CidrProblemKind
  | "no-result"
  | "endif-without-if"
  | "if-without-endif"
  | "indented-line";

/** A warning that Postfix logs when it opens a table. */
export interface CidrWarning {
  /** Index among the chunks of the table's tree. */
  readonly chunk: number;
  readonly kind: CidrWarningKind;
  /** In Postfix's words, as they stand behind the line number in the log. */
  readonly message: string;
}

/** A table that is ready to be asked, and what Postfix says when it opens it. */
export interface CidrTable extends LookupTable {
  readonly warnings: readonly CidrWarning[];
}

/**
 * A table that is ready to be asked. It is read when it is first asked.
 *
 * @param tree of a text that is a byte string
 */
export function createCidrTable(tree: ChunkTree<CidrLine>): CidrTable {
  let program: Program | undefined;
  const open = () => {
    program ??= readTable(tree);
    return program;
  };
  return {
    get warnings() {
      return open().warnings;
    },
    lookup(key, explain = false) {
      // For Postfix a key ends with a NUL.
      const text = endAtNul(key);
      return lookUp(open().entries, text, explain);
    },
  };
}

interface Network {
  readonly bytes: readonly number[];
  readonly bits: number;
  readonly negated: boolean;
}

/** A line at its place in the table. */
type Entry = { readonly chunk: number } & (
  | { readonly kind: "rule"; readonly network: Network; readonly result: Bytes }
  /** `endif` is the index of the entry that ends the block; undefined where there is none. */
  | { readonly kind: "if"; readonly network: Network; endif: number | undefined }
  | { readonly kind: "endif" }
  /** `why` is a sentence. */
  | { readonly kind: "skipped"; readonly why: string }
);

interface Program {
  readonly entries: readonly Entry[];
  readonly warnings: readonly CidrWarning[];
}

/** Reads a table: `dict_cidr_open`. */
function readTable(tree: ChunkTree<CidrLine>): Program {
  const entries: Entry[] = [];
  const warnings: CidrWarning[] = [];
  const open: Extract<Entry, { kind: "if" }>[] = [];
  tree.chunks.forEach(({ node }, chunk) => {
    if (!node) return;
    const flaw = flawOf(node, open.length === 0);
    if (flaw) {
      warnings.push({ chunk, kind: flaw.kind, message: flaw.message });
      entries.push({ chunk, kind: "skipped", why: flaw.why });
    } else if (node.kind === "endif") {
      open.pop()!.endif = entries.length;
      entries.push({ chunk, kind: "endif" });
    } else {
      const { bytes, bits } = node.pattern!;
      const network: Network = { bytes: bytes!, bits: bits!, negated: node.negated };
      if (node.kind === "if") {
        const entry: Entry = { chunk, kind: "if", network, endif: undefined };
        open.push(entry);
        entries.push(entry);
      } else {
        entries.push({ chunk, kind: "rule", network, result: node.result!.text });
      }
    }
  });
  for (const { chunk } of open.reverse()) {
    warnings.push({ chunk, kind: "if-without-endif", message: "IF has no matching ENDIF" });
  }
  return { entries, warnings };
}

/** Why Postfix leaves a line out: in its words, and in a sentence. */
interface Flaw {
  readonly kind: CidrWarningKind;
  readonly message: string;
  readonly why: string;
}

/** @param outside whether no `if` is open in front of the line */
function flawOf(line: CidrLine, outside: boolean): Flaw | undefined {
  const { kind, problem, result, logical } = line;
  const skipping = (flaw: CidrWarningKind, message: string, why: string): Flaw => {
    return { kind: flaw, message: `${message}: skipping this rule`, why };
  };
  if (kind === "orphan") {
    const text = endAtNul(logical.text);
    const start = logical.text.length > 30 ? `${text.slice(0, 30)}...` : text;
    return {
      kind: "indented-line",
      message: `logical line must not start with whitespace: "${start}"`,
      why: "The line is indented and continues no other line.",
    };
  }
  if (problem) return skipping(problem.kind, problemMessage(line, problem.kind), WHY[problem.kind]);
  if (kind === "endif" && outside) {
    return skipping("endif-without-if", "ENDIF without IF", "There is no if in front of this endif.");
  }
  if (kind === "rule" && !result) return skipping("no-result", "no lookup result", "There is no result.");
  return undefined;
}

const WHY: Readonly<Record<CidrProblemKind, string>> = {
  "no-pattern": "There is no address pattern.",
  "unclosed-bracket": "The ] that would end the address is missing.",
  "text-behind-bracket": "Behind the ] only a / and the number of bits may stand.",
  "bad-mask": "What stands behind the / is no number.",
  "long-mask": "The number behind the / is larger than the address has bits.",
  "bad-address": "The pattern is no IP address.",
  "host-bits": "The address has bits set behind the network part.",
  "text-behind-endif": "There is text behind endif.",
};

function problemMessage({ pattern }: CidrLine, kind: CidrProblemKind): string {
  const address = pattern?.address.text ?? "";
  const written = `"${address}/${pattern?.mask?.text}"`;
  const inside = pattern?.text.slice(1).split("]", 1)[0];
  switch (kind) {
    case "no-pattern":
      return "no address pattern";
    case "text-behind-endif":
      return "garbage after ENDIF";
    case "unclosed-bracket":
      return `missing ']' character after "[${inside}"`;
    case "text-behind-bracket":
      return `garbage after "[${inside}]"`;
    case "bad-mask":
      return `bad mask value in ${written}`;
    case "long-mask":
      return `bad mask length in ${written}`;
    case "bad-address":
      return pattern?.mask ? `bad network value in ${written}` : `bad address pattern: "${address}"`;
    case "host-bits": {
      const { bytes, bits } = pattern!;
      const network = `${formatIp(maskIp(bytes!, bits!))}/${bits}`;
      return `non-null host address bits in ${written}, perhaps you should use "${network}" instead`;
    }
  }
}

const NO_ADDRESS = "The key is no IP address, so that a cidr table finds nothing, whatever its rules are.";

function lookUp(entries: readonly Entry[], key: Bytes, explain: boolean): Lookup {
  const address = parseIp(key);
  if (!address) return { value: undefined, winner: undefined, steps: [], remarks: [NO_ADDRESS] };
  const steps: Step[] = [];
  const note = (chunk: number, verdict: Verdict, why?: string) => {
    if (explain) steps.push(why === undefined ? { chunk, verdict } : { chunk, verdict, why });
  };
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    const { chunk } = entry;
    if (entry.kind === "skipped") {
      note(chunk, "skipped", entry.why);
    } else if (entry.kind === "rule") {
      const isMatch = matches(entry.network, address);
      note(chunk, isMatch ? "matched" : "not-matched");
      if (isMatch) return { value: entry.result, winner: { chunk, captures: [] }, steps, remarks: [] };
    } else if (entry.kind === "if") {
      const isMatch = matches(entry.network, address);
      note(chunk, isMatch ? "entered" : "not-entered");
      if (!isMatch) {
        // Without an endif the block goes on to the end of the table.
        const end = entry.endif ?? entries.length;
        if (explain) passOver(entries.slice(index + 1, end), note);
        index = end;
      }
    }
  }
  return { value: undefined, winner: undefined, steps, remarks: [] };
}

function passOver(
  entries: readonly Entry[],
  note: (chunk: number, verdict: Verdict, why?: string) => void,
): void {
  for (const entry of entries) {
    if (entry.kind === "skipped") note(entry.chunk, "skipped", entry.why);
    else if (entry.kind !== "endif") note(entry.chunk, "passed-over");
  }
}

/** An address of the other family matches nothing, not even a negated pattern. */
function matches({ bytes, bits, negated }: Network, address: readonly number[]): boolean {
  if (bytes.length !== address.length) return false;
  return hasPrefix(address, bytes, bits) !== negated;
}

function hasPrefix(address: readonly number[], network: readonly number[], bits: number): boolean {
  const whole = bits >> 3;
  for (let index = 0; index < whole; index++) if (address[index] !== network[index]) return false;
  const rest = bits & 7;
  return rest === 0 || (address[whole]! & (0xff00 >> rest) & 0xff) === network[whole];
}
