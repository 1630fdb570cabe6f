/** Names as people write them, and as name servers have them. */
import { domainToASCII, domainToUnicode } from "node:url";

/** Of ASCII, what stands in names that somebody looks for: `_dmarc`, `0/25.2.0.192.in-addr.arpa`, `*`. */
const ASCII_NAME = /^[a-z0-9_./*+=-]+$/;
/** What may stand between other letters: Node takes a name for part of an address on the web. */
const MIXED_NAME = /^[a-z0-9_.\u0080-\u{10ffff}-]+$/iu;
const LABEL_LIMIT = 63;
const NAME_LIMIT = 253;

/** A name in the form in which it is asked for, small and without a dot at its end; undefined for what is none. */
export function toAscii(name: string): string | undefined {
  const ascii = converted(name.replace(/\.$/, ""));
  const isName =
    ASCII_NAME.test(ascii) &&
    ascii.length <= NAME_LIMIT &&
    ascii.split(".").every((label) => label !== "" && label.length <= LABEL_LIMIT);
  return isName ? ascii : undefined;
}

/** @returns something empty when it cannot be written in ASCII */
function converted(name: string): string {
  // Node would make addresses of names such as 1.2.3; those in ASCII need none of what it does.
  if (/^[\x00-\x7f]*$/.test(name)) return name.toLowerCase();
  if (!MIXED_NAME.test(name)) return "";
  const suffix = ".example";
  return domainToASCII(name + suffix).slice(0, -suffix.length);
}

/** A name with those labels in letters that have been written in ASCII; labels that only look like it stay. */
export function toUnicode(name: string): string {
  return name
    .split(".")
    .map((label) => (/^xn--/i.test(label) && domainToUnicode(label)) || label)
    .join(".");
}
