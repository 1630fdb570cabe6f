/** What reasons that say the same have in common. */

/** The queue manager writes it in front of the reason of another message to the same destination. */
const SUSPENDED_PREFIX = "delivery temporarily suspended: ";

/** A reason without the queue manager's remark that it has only been repeated. */
export function splitSuspended(reason: string): { readonly isSuspended: boolean; readonly rest: string } {
  const isSuspended = reason.startsWith(SUSPENDED_PREFIX);
  return { isSuspended, rest: isSuspended ? reason.slice(SUSPENDED_PREFIX.length) : reason };
}

/** What ends a token. */
const BORDER = String.raw`\s<>()[\]{}"'=,;:#*!|&?`;

/** A character of a token. */
const T = `[^${BORDER}]`;

/** Where a token starts. It keeps the work linear: no token is looked at from its middle. */
const START = `(?<!${T})`;

/** Characters of host names, those of other languages among them. */
const WORD = String.raw`[\w\u0080-\uffff-]`;

/** Numbers and words with digits that say something, and so stay. */
const TELLING = [
  // A reply code, in front of its text or of an enhanced code.
  String.raw`(?<=: )[2-5]\d\d(?=[ -]|$)|[2-5]\d\d(?=[ -][245]\.\d{1,3}\.\d{1,3}(?!\.?\w))`,
  String.raw`[245]\.\d{1,3}\.\d{1,3}(?!\.?\w)`,
  String.raw`(?:SMTPUTF8|8BITMIME|7BIT|UTF-?8|IPv[46]|(?:TLSv|TLS |SSLv)\d(?:\.\d)?)(?!\w)`,
  // What large providers call their rules by, such as S3140. A queue ID has six characters or more.
  String.raw`[A-Z]{1,4}\d{1,4}(?!\w)`,
].join("|");

/** What differs from message to message; which of two that start at the same place counts is their order. */
const VARYING = [
  String.raw`https?:\/\/[^\s<>()"']+`,
  // A server with its address and port.
  String.raw`(?:[0-9a-fA-F:.]{2,45}|${T}+)\[[^[\]\s]+\](?::\d+)?`,
  `${T}+@${T}*[^${BORDER}.]`,
  // Addresses of IPv6, and times of day.
  String.raw`(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F.]*(?![\w:])`,
  String.raw`\/${T}*[^${BORDER}.]`,
  // Host names.
  String.raw`(?:${WORD}+\.)+[A-Za-z\u0080-\uffff](?:${WORD}*[\w\u0080-\uffff])?`,
  // Numbers, addresses and IDs: any other token with a digit.
  String.raw`${T}*\d(?:(?:${T}|[,:])*\w)?`,
].join("|");

/** Words of Postfix's own in front of what may be a word like any other. */
const LEAD = String.raw`name=|\bfor user (?=\S+\. )|\bunable to look up host |\bunknown user: |^mail for |\bloop for `;

const SCANNER = new RegExp(
  String.raw`<[^<>\s]+>|(?<lead>${LEAD})[^\s:]*[^\s:.]|${START}(?:(?<telling>${TELLING})|${VARYING})`,
  "g",
);

/**
 * A reason without what differs from message to message, so that reasons that
 * say the same are equal: host names, addresses, mail addresses, numbers that
 * are no status codes, queue IDs, URLs and paths become `…`, and the remark
 * that the reason is repeated goes. Linear in the length of the reason.
 */
export function reasonShape(reason: string): string {
  return splitSuspended(reason).rest.replace(SCANNER, (whole, lead?: string, telling?: string) => {
    if (telling !== undefined) return telling;
    if (lead !== undefined) return `${lead}…`;
    return whole.startsWith("<") ? "<…>" : "…";
  });
}
