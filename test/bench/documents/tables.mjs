// Lookup tables of a size that few people have, and a message to try them with: the same bytes every time.

import { createRandom } from "./random.mjs";

const words =
  "offer order invoice payment bonus winner casino pills loan credit account urgent verify prize refund trial".split(
    " ",
  );
const headerNames = ["Subject", "From", "Received", "X-Mailer", "Content-Type", "Reply-To", "List-Id", "To"];

/**
 * A pcre table with this many rules, of the kinds that people write.
 * @returns the text, and the line of a rule in its middle to edit
 */
export function generatePcreTable(rules) {
  const { pick } = createRandom(11);
  const word = () => pick(words);
  const kinds = [
    (header, n) => `/^${header}:.*\\b${word()}${n}\\b/ REJECT`,
    (header, n) => `/^${header}: *(${word()}|${word()})[ -]*${word()}${n}/ HOLD looks like advertising`,
    (header, n) => `/^${header}:.*@(mail|smtp|mx)\\d*\\.${word()}${n}\\.example/ DISCARD`,
    (header, n) => `/^${header}: \\[(\\w+)\\] ${word()} ${n}$/ REPLACE ${header}: $1`,
    (_, n) => `/\\b${word()}-${word()}-?${n}\\b/ WARN`,
  ];
  const lines = ["# Made for measuring."];
  for (let n = 0; n < rules; n += 1) {
    lines.push(pick(kinds)(pick(headerNames), n));
  }
  return { text: `${lines.join("\n")}\n`, line: rules >> 1 };
}

/**
 * An access table with this many lines.
 * @returns the text, and the line of an entry in its middle to edit
 */
export function generateKeyTable(lines) {
  const { pick, chance } = createRandom(12);
  const actions = ["REJECT", "OK", "DUNNO", "550 5.7.1 not here", "HOLD for a look"];
  let text = "# Made for measuring.\n";
  for (let n = 1; n < lines; n += 1) {
    const domain = `${pick(words)}${n}.example`;
    const key = chance(0.3) ? `${pick(words)}@${domain}` : domain;
    text += `${key}\t${pick(actions)}\n`;
  }
  return { text, line: lines >> 1 };
}

/** A message with this many headers, none of which the table above has anything against. */
export function generateMessage(headers) {
  const { pick, list } = createRandom(13);
  let text = "";
  for (let n = 0; n < headers; n += 1) {
    const name = n % 3 === 0 ? pick(headerNames) : `X-Made-${n}`;
    text += `${name}: ${list(9, () => pick(words)).join(" ")}\n`;
    if (n % 5 === 0) text += `\tby mx${n}.example.org (Postfix) with ESMTPS id 4XyZ${n}; 24 Nov 2026\n`;
  }
  return `${text}\nHello.\n`;
}
