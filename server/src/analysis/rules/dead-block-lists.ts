/**
 * DNS block lists that were shut down for good, announced by those who ran
 * them. Lists that are only out of favour, or that want money, are not here.
 */

/** Domain of a list, or of all lists of one operator, and the year in which they ended. */
const ENDED: Readonly<Record<string, number>> = {
  "ahbl.org": 2015,
  "dnsbl.inps.de": 2020,
  "dsbl.org": 2008,
  "ix.dnsbl.manitu.net": 2025,
  "njabl.org": 2013,
  "opm.blitzed.org": 2006,
  "ordb.org": 2006,
  "osirusoft.com": 2003,
  "rfc-ignorant.org": 2012,
  "sorbs.net": 2024,
  "spamcannibal.org": 2018,
};

/** The year in which the list of a domain ended; undefined when nothing like it is known. */
export function yearOfEnd(zone: string): number | undefined {
  for (let rest = zone.toLowerCase(); rest !== ""; ) {
    if (Object.hasOwn(ENDED, rest)) return ENDED[rest];
    const dot = rest.indexOf(".");
    rest = dot < 0 ? "" : rest.slice(dot + 1);
  }
  return undefined;
}
