/** Records that are lists of tags, such as those of DKIM, DMARC and MTA-STS: `v=DMARC1; p=none`. */

/** The tags of a record by name; the last of several with one name counts. */
export function tagsOf(record: string): ReadonlyMap<string, string> {
  const pairs = record.split(";").flatMap((part): [string, string][] => {
    const equals = part.indexOf("=");
    return equals < 0 ? [] : [[part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()]];
  });
  return new Map(pairs);
}

/** Whether a text is a DMARC record (RFC 7489, section 6.3). */
export function isDmarcRecord(text: string): boolean {
  return /^v=DMARC1\s*(;|$)/i.test(text);
}
