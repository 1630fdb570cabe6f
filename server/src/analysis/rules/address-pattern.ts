/**
 * Patterns of the addresses that a DNS list answers with, such as
 * `127.0.0.[2;4..7]` (ip_match.c).
 */

const OCTET = /^\d{1,3}$/;

/** Whether Postfix can read a pattern: four fields, each a number or a `[list]` of numbers and ranges. */
export function isAddressPattern(text: string): boolean {
  // Dots inside brackets are those of ranges.
  const fields = text.match(/\[[^[\]]*\]|[^.[\]]+|[.[\]]/g) ?? [];
  if (fields.join("") !== text || fields.length !== 7) return false;
  return fields.every((field, index) => (index % 2 === 1 ? field === "." : isField(field)));
}

function isField(field: string): boolean {
  if (!field.startsWith("[")) return isOctet(field);
  return field.slice(1, -1).split(";").every(isMember);
}

function isMember(member: string): boolean {
  const [first = "", last, ...more] = member.split("..");
  if (more.length > 0 || !isOctet(first)) return false;
  return last === undefined || (isOctet(last) && Number(first) <= Number(last));
}

function isOctet(text: string): boolean {
  return OCTET.test(text) && Number(text) <= 255;
}
