/** What another server said when it did not take mail, and which of the checks explains it. */
import { printable } from "../../base/for-people";
import { parseIp } from "../../base/ip-address";
import type { TrinityCheckId } from "../../contract/trinity";
import { COMMON_REFUSALS, KNOWN_REFUSALS, type KnownRefusal } from "./known-refusals";

/** What a refusal means. */
export interface RefusalExplanation {
  /** The checks that show it, the likeliest first; none where the DNS has nothing to do with it. */
  readonly checks: readonly TrinityCheckId[];
  /** Sentences: what the other server means, and what to do first. */
  readonly text: string;
  /** The first IP address in what it said, which is mostly that of the server it complains about. */
  readonly address: string | undefined;
  /** A host name or domain that it complains about. */
  readonly name: string | undefined;
}

/** Characters that are looked at: some hundred lines of a log, which nobody goes beyond by hand. */
const LIMIT = 65536;

/**
 * Explains a reply of a mail server, a line of a log with one in it, or
 * several of them.
 *
 * @returns the best explanation first, each for other checks; empty when nothing is known
 */
export function explainRefusals(said: string): RefusalExplanation[] {
  const text = oneLine(said.slice(0, LIMIT));
  const spoken = text.replace(SPEAKER, " ");
  const about = { address: addressIn(spoken), name: nameIn(spoken) };
  const known = KNOWN_REFUSALS.filter(({ pattern }) => pattern.test(text));
  const common = COMMON_REFUSALS.find(({ pattern }) => pattern.test(text));
  const rows = known.length > 0 ? distinct(known) : common ? [common] : [];
  return rows.map(({ checks, text: explanation }) => ({ checks, text: explanation, ...about }));
}

/** The server that speaks, as Postfix logs it. Its address and name are not what it speaks of. */
const SPEAKER = /\b(?:host |relay=|connect(?:ed)? to )[^\s[\]]{1,255}\[[0-9a-fA-F.:]{2,45}\](?::\d{1,5})?/g;

/** In front of each line of a reply stands the same code; a sentence goes on behind it. */
const LINE_CODE = /(?<![\w.-])([245]\d\d)[ -]([245]\.\d{1,3}\.\d{1,3} )?/g;

/** A text without line ends and other control characters, in which a code that goes on for several lines is said once. */
function oneLine(said: string): string {
  let last = "";
  return printable(said.replace(/\s/g, " "))
    .replaceAll("\ufffd", " ")
    .replace(LINE_CODE, (whole, code: string, enhanced: string = "") => {
      const isSame = last === code + enhanced;
      last = code + enhanced;
      return isSame ? "" : whole;
    })
    .replace(/ {2,}/g, " ");
}

/** The rows that speak of other checks than those in front of them. */
function distinct(rows: readonly KnownRefusal[]): KnownRefusal[] {
  const explained = new Set<string>();
  return rows.filter(({ checks }) => {
    const keys = checks.length === 0 ? ["none"] : checks;
    const isNew = !keys.some((key) => explained.has(key));
    for (const key of keys) explained.add(key);
    return isNew;
  });
}

function addressIn(text: string): string | undefined {
  for (const [token] of text.matchAll(/(?<![\w.:])[0-9a-fA-F:.]{3,46}(?![\w:])/g)) {
    const address = token.replace(/[.:]$/, "");
    if (parseIp(address)) return address;
  }
  return undefined;
}

const HOST = String.raw`(?:[\w\u0080-\uffff-]{1,63}\.){1,20}[a-z\u0080-\uffff][\w\u0080-\uffff-]{0,62}`;

/** Where names stand that are complained about, the surest first. */
const NAMES = [
  String.raw`<([^<>@\s[\]]{1,255})>: helo command rejected`,
  String.raw`<[^<>@\s]{0,255}@(${HOST})>:? sender (?:address )?rejected`,
  String.raw`domain of sender address \S{0,255}@(${HOST})`,
  `(?:helo|ehlo)(?: name| argument)?(?:[ :]|=)[<(["']?(${HOST})`,
  String.raw`(?:spf|dkim) ?[[=] ?\[?(${HOST})`,
  `domain (?:of )?[<(["']?(${HOST})`,
  `(?:dmarc|spf) policy (?:of|for) [<(["']?(${HOST})`,
  `unauthenticated e?-?mail from [<(["']?(${HOST})`,
].map((source) => new RegExp(String.raw`(?<!\w)${source}`, "i"));

function nameIn(text: string): string | undefined {
  for (const pattern of NAMES) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined && !parseIp(name)) return name;
  }
  return undefined;
}
