/** Messages as they come in, and as they ought not to: made from a seed, byte strings with one character a byte. */
import type { Bytes } from "../../server/src/matching/lookup";

/** Random numbers that are the same in every run. */
export type Random = () => number;

/** A generator of numbers from 0 up to 1 (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)]!;
}

function some<Value>(random: Random, most: number, make: () => Value): Value[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, make);
}

const HEADERS: readonly Bytes[] = [
  "Received: from mail.example.com (mail.example.com [192.0.2.1])\n\tby mx.example.org (Postfix) with ESMTPS id 4F3\n\tfor <anna@example.org>; Tue,  5 Mar 2024 10:11:12 +0100 (CET)",
  "From: Anna <anna@example.com>",
  "To: bert@example.org,\n clara@example.org,\n\tdora@example.org",
  "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?Q?_aus_Wien?=",
  "Subject: Buy viagra now",
  "Subject:no space",
  "Subject :white space in front",
  "subject\t: a tab in front",
  "Subject:",
  "Date: Tue, 5 Mar 2024 10:11:12 +0100",
  "Message-ID: <1234@example.com>",
  "MIME-Version: 1.0",
  "X-Spam-Flag: YES",
  "X-Mailer: Microsoft Outlook, Build 10.0.2616",
  "X-Eight-Bit: gr\xfc\xdfe \xc3\xa4\xff",
  "X-Empty-Continuation: a\n \n\tb",
  "X-With-Nul: before\0behind\n more\0of it",
  "X-Return: a\rb\r",
  'Content-Disposition: attachment;\n filename="invoice.exe"',
  "Content-Transfer-Encoding: base64",
  "Content-ID: <part1@example.com>",
  "Content-Description: (a \\) comment) here",
  "Bcc: hidden@example.org",
  "Return-Path: <anna@example.com>",
  "!#$%&'*+-./^_`{|}~: odd but a header",
];

/** What is no header, or only looks like one. */
const GARBAGE: readonly Bytes[] = [
  "From anna@example.com Tue Mar  5 10:11:12 2024",
  ">From anna@example.com Tue Mar  5 10:11:12 2024",
  "no header at all",
  "two words: are none",
  ": no name",
  " : a blank and no name",
  "Gr\xfc\xdfe: not ASCII",
  "Nul\0: in the name",
  "\0",
  "\x7fDel: control",
  "-",
  "--",
  "---",
];

const TYPES: readonly Bytes[] = [
  "text/plain; charset=utf-8",
  "text/html",
  "TEXT",
  "application/octet-stream; name=invoice.exe",
  "image/png",
  "message/rfc822",
  "Message / RFC822",
  "message/global",
  "message/partial; id=1",
  "message/external-body",
  "message/delivery-status",
  "(nothing)",
  "",
  ";",
  '"text"/plain',
];

const BODY: readonly Bytes[] = [
  "Hello,",
  "",
  "",
  "this is text: with a colon",
  "Subject: looks like a header",
  "TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "gr\xfc\xdfe \xc3\xa4\xff",
  '<a href=3D"http://example.com/">click</a> =',
  "nul\0inside",
  "\0",
  " indented",
  "\tindented",
  "return\r",
  "From the start",
  "--",
  "-- ",
  "--not-a-boundary",
];

const BOUNDARIES: readonly Bytes[] = [
  "b1",
  "b1-inner",
  "=_part 17",
  "----=_Part_1234.5678",
  "",
  "-",
  'x"y',
  "abcdefghijklmnopqrstuvwxyz0123456789".repeat(60),
];

function boundaryParameter(random: Random, boundary: Bytes): Bytes {
  const quoted = `"${boundary.replace(/["\\]/g, "\\$&")}"`;
  const isPlain = /^[a-z0-9]+$/.test(boundary);
  return pick(random, [
    `boundary=${quoted}`,
    `BOUNDARY = ${quoted}`,
    `boundary=${isPlain ? boundary : quoted}`,
    `charset=x;\n boundary=${quoted}; type=a`,
    `boundary(comment)=${quoted}`,
    `boundary="${boundary.slice(0, 2)} \n${boundary.slice(2)}"`,
    `boundary="other"; boundary=${quoted}`,
    "boundary=",
    "boundary==",
    `"boundary"=${quoted}`,
    `boundary ${quoted}`,
    `boundary=${boundary}`,
  ]);
}

/** Headers and a body; `depth` bounds how deep parts are within parts. */
function entity(random: Random, depth: number): Bytes[] {
  const lines = some(random, 5, () => pick(random, HEADERS));
  if (random() < 0.12) lines.splice(Math.floor(random() * (lines.length + 1)), 0, pick(random, GARBAGE));
  const kind = depth > 0 ? random() : 1;
  if (kind < 0.5) return [...lines, ...multipart(random, depth)];
  if (kind < 0.7) return [...lines, "Content-Type: message/rfc822", "", ...entity(random, depth - 1)];
  if (random() < 0.7)
    lines.push(
      `${pick(random, ["Content-Type:", "Content-Type: ", "content-type :\t"])}${pick(random, TYPES)}`,
    );
  return [...lines, ...(random() < 0.9 ? [""] : []), ...some(random, 8, () => pick(random, BODY))];
}

function multipart(random: Random, depth: number): Bytes[] {
  const boundary = pick(random, BOUNDARIES);
  const type = pick(random, ["mixed", "alternative", "digest", "signed", "report"]);
  const parts = some(random, 4, () => [
    `--${boundary}${pick(random, ["", "", "", " ", " cruft"])}`,
    ...(random() < 0.3 ? [""] : []),
    ...entity(random, depth - 1),
  ]);
  return [
    `Content-Type: multipart/${type}; ${boundaryParameter(random, boundary)}`,
    "",
    ...some(random, 2, () => pick(random, BODY)),
    ...parts.flat(),
    ...(random() < 0.8 ? [`--${boundary}--`] : []),
    ...some(random, 2, () => pick(random, BODY)),
  ];
}

/** Now and then something out of all bounds. */
function excess(random: Random): Bytes[] {
  const long = "0123456789abcdef".repeat(Math.floor(random() * 7000));
  return pick(random, [
    [],
    [`X-Long: ${long}`],
    [`X-Folded: a${`\n ${long}`.repeat(3)}`, "X-After: it"],
    [`X-Many: a${"\n b".repeat(2000)}`],
  ]);
}

/** Multiparts in multiparts, beyond mime_nesting_limit. */
function deep(random: Random): Bytes[] {
  const levels = 95 + Math.floor(random() * 15);
  const lines: Bytes[] = [];
  for (let level = 0; level < levels; level++) {
    lines.push(`Content-Type: multipart/mixed; boundary=level${level}.`, "", `--level${level}.`);
  }
  for (let level = levels - 1; level >= 0; level--) {
    lines.push("X-Within: yes", "", `--level${level}.`, "X-Next: yes", "", `--level${level}.--`);
  }
  return lines;
}

/** Makes a message. */
export function randomMessage(random: Random): Bytes {
  const lines = [
    ...(random() < 0.05 ? [pick(random, GARBAGE)] : []),
    ...(random() < 0.05 ? [" starts with a blank"] : []),
    ...(random() < 0.15 ? excess(random) : []),
    ...(random() < 0.04 ? deep(random) : entity(random, 3)),
  ];
  let text = lines.join("\n") + pick(random, ["\n", "\n", "\n", "", "\xff", "\r"]);
  if (random() < 0.2) text = text.replaceAll("\n", "\r\n");
  if (random() < 0.1) text = damaged(random, text);
  return text;
}

/** Some bytes are others, or are missing. */
function damaged(random: Random, text: Bytes): Bytes {
  const bytes = text.split("");
  for (const _ of some(random, 10, () => 0)) {
    const at = Math.floor(random() * bytes.length);
    bytes.splice(at, Math.floor(random() * 3), String.fromCharCode(Math.floor(random() * 256)));
  }
  return bytes.join("");
}
