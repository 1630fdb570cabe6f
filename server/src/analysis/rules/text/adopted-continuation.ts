import type { Assignment } from "../../../syntax/main-cf";
import { parseMasterCf, serviceKey } from "../../../syntax/master-cf";
import type { PostfixFacts } from "../../model/postfix-facts";
import { defineRule, type Fix, type Related, type Report } from "../rule";
import { isTemplated } from "../templates";
import { factOf } from "../value-types";

export const adoptedContinuation = defineRule({
  id: "adopted-continuation",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "Indented lines that are left over from an entry whose first line was turned into a comment.",
    why: "A comment does not end an entry, and an indented line continues the last entry that is there. So the rest of an entry whose first line is a comment becomes part of the one above it: a list gets entries that nobody wanted there, or a service of master.cf gets the options of another one, and none of the programs says a word.",
    bad: "mydestination = example.com\n#mynetworks =\n   192.0.2.0/24\n",
    good: "mydestination = example.com\n#mynetworks =\n#   192.0.2.0/24\n",
    references: ["postconf(5)", "master(5)"],
  },
  messages: {
    parameter:
      "This line seems to belong to '{owner}', whose first line is a comment. Postfix adds it to '{name}' further up. Put a '#' in front of this line too, or take the one there away.",
    service:
      "This line seems to belong to the service '{owner}', whose first line is a comment. Postfix adds it to the service '{name}' further up. Put a '#' in front of this line too, or take the one there away.",
  },
  assignment(node, { configuration, chunk, report }) {
    if (node.problem || !mayAdopt(chunk.text)) return;
    for (const found of adoptions(chunk.text)) {
      const owner = parameterIn(found, node, configuration.facts);
      if (owner) report(reportOf("parameter", owner, node.name, found, { chunk, file: "postfix-main" }));
    }
  },
  service(node, { chunk, report }) {
    if (node.problem || !mayAdopt(chunk.text)) return;
    const name = serviceKey(node);
    for (const found of adoptions(chunk.text)) {
      const owner = serviceIn(found, name);
      if (owner) report(reportOf("service", owner, name, found, { chunk, file: "postfix-master" }));
    }
  },
});

type Place = Pick<Related, "chunk" | "file">;

/** A physical line that is not blank; offsets are those of the chunk. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isComment: boolean;
}

/** A comment inside an entry, and the lines of the entry that follow it up to the next comment. */
interface Adoption {
  readonly comment: Line;
  /** The entry's last line above the comment, and how many it has there. */
  readonly above: Line;
  readonly countAbove: number;
  readonly lines: readonly Line[];
}

function mayAdopt(text: string): boolean {
  return text.includes("#") && !isTemplated(text);
}

function adoptions(text: string): Adoption[] {
  const found: Adoption[] = [];
  let above: Line | undefined;
  let count = 0;
  let lines: Line[] | undefined;
  let comment: Line | undefined;
  for (const line of linesOf(text)) {
    if (line.isComment) {
      comment = line;
      lines = undefined;
      continue;
    }
    if (lines) lines.push(line);
    else if (comment && above) {
      lines = [line];
      found.push({ comment, above, countAbove: count, lines });
    }
    above = line;
    count++;
  }
  return found;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const raw of text.split("\n")) {
    const trimmed = raw.trimEnd();
    const isComment = trimmed.trimStart().startsWith("#");
    if (trimmed !== "") lines.push({ start, end: start + trimmed.length, text: trimmed, isComment });
    start += raw.length + 1;
  }
  return lines;
}

const COMMENTED_SETTING = /^\s*#+\s?([A-Za-z0-9_]+)\s*=\s*(.*)$/;

/** Kinds of values that are often written over several lines. */
const LISTS = /-list$|^map$/;

/** The parameter whose first line a comment was; undefined when it seems to be a comment inside the entry. */
function parameterIn(
  { comment, above, countAbove, lines }: Adoption,
  { name }: Assignment,
  facts: PostfixFacts,
): string | undefined {
  const [, owner, value = ""] = COMMENTED_SETTING.exec(comment.text) ?? [];
  if (owner === undefined || owner === name || !facts.registry.parameter(owner)) return undefined;
  // A line that is a setting itself was indented by mistake: that is another finding.
  if (/^\s*[A-Za-z0-9_]+\s*=/.test(lines[0]!.text)) return undefined;
  const isOpen = value === "" || value.endsWith(",");
  const isComplete = !/[,=]$/.test(above.text);
  const fact = factOf(name, facts);
  const isSingle = fact !== undefined && !LISTS.test(fact.valueKind) && countAbove === 1;
  return isComplete && (isOpen || isSingle) ? owner : undefined;
}

/** The service whose first line a comment was, as `name/type`. */
function serviceIn({ comment }: Adoption, name: string): string | undefined {
  const [chunk] = parseMasterCf(comment.text.replace(/^\s*#+\s?/, "")).chunks;
  if (!chunk?.node || chunk.node.problem) return undefined;
  const owner = serviceKey(chunk.node);
  return owner === name ? undefined : owner;
}

function reportOf(
  message: string,
  owner: string,
  name: string,
  { comment, lines }: Adoption,
  at: Place,
): Report {
  const first = lines[0]!;
  const start = first.end - first.text.trimStart().length;
  const related = { ...at, start: comment.start, end: comment.end, message: "Its first line" };
  return {
    message,
    data: { owner, name },
    start,
    end: first.end,
    related: [related],
    fixes: () => [fixOf(lines)],
  };
}

function fixOf(lines: readonly Line[]): Fix {
  return {
    title: "Turn the rest of it into a comment",
    edits: lines.map(({ start }) => ({ start, end: start, newText: "#" })),
    preferred: true,
  };
}
