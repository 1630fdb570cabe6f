// Colours of queued messages as postcat prints them: headings, the envelope, the header, and what the body quotes.
import { describe, expect, it } from "vitest";
import { loadGrammar, showTokens, tokenizeLines } from "./tokenize";

const TEXT = `*** ENVELOPE RECORDS deferred/4XyZaB ***
message_size:             150             242               1               0             150
message_arrival_time: Tue Nov 24 20:43:00 2026
named_attribute: rewrite_context=local
sender: alice@example.com
original_recipient: bob@example.org
recipient: bob@example.org
done_recipient: carol@example.org
*** MESSAGE CONTENTS deferred/4XyZaB ***
Received: by mail.example.com (Postfix, from userid 0)
	id 4XyZaB; Tue, 24 Nov 2026
Subject : a: b

Hello Subject: x
> quoted
*** not a heading
*** HEADER EXTRACTED deferred/4XyZaB ***
named_attribute: encoding=7bit
*** MESSAGE FILE END deferred/4XyZaB ***
`;

const EXPECTED = `
*** ENVELOPE RECORDS deferred/4XyZaB ***  markup.heading

message_size  support.variable.envelope
:  punctuation.separator.key-value
150             242               1               0             150  constant.numeric

message_arrival_time  support.variable.envelope
:  punctuation.separator.key-value
Tue Nov 24 20:43:00 2026  string.unquoted

named_attribute  support.variable.envelope
:  punctuation.separator.key-value
rewrite_context=local  string.unquoted

sender  support.variable.envelope
:  punctuation.separator.key-value
alice@example.com  string.unquoted.address

original_recipient  support.variable.envelope
:  punctuation.separator.key-value
bob@example.org  string.unquoted.address

recipient  support.variable.envelope
:  punctuation.separator.key-value
bob@example.org  string.unquoted.address

done_recipient  support.variable.envelope
:  punctuation.separator.key-value
carol@example.org  string.unquoted.address

*** MESSAGE CONTENTS deferred/4XyZaB ***  markup.heading

Received  entity.name.tag.header
:  punctuation.separator.key-value
by mail.example.com (Postfix, from userid 0)  string.unquoted.header

id 4XyZaB; Tue, 24 Nov 2026  string.unquoted.header

Subject  entity.name.tag.header
:  punctuation.separator.key-value
a: b  string.unquoted.header

Hello Subject: x  -

> quoted  markup.quote

*** not a heading  -

*** HEADER EXTRACTED deferred/4XyZaB ***  markup.heading

named_attribute  support.variable.envelope
:  punctuation.separator.key-value
encoding=7bit  string.unquoted

*** MESSAGE FILE END deferred/4XyZaB ***  markup.heading
`;

describe("queued messages", () => {
  it("have a colour for each part", async () => {
    expect(await shown(TEXT)).toBe(EXPECTED.trim());
  });

  it("are the same with carriage returns", async () => {
    expect(await shown(TEXT.replaceAll("\n", "\r\n"))).toBe(EXPECTED.trim());
  });

  it("end a message that has no body", async () => {
    const empty = "*** MESSAGE CONTENTS a ***\nSubject: x\n*** MESSAGE FILE END a ***\nsender: y";
    expect(await shown(empty)).toMatch(/y {2}string\.unquoted\.address$/);
  });

  it.each([
    "a: ",
    "*",
    "*** ",
    ">",
    "a_",
  ])("are coloured in time: lines of 20,000 characters of %j", async (piece) => {
    const grammar = await loadGrammar("message");
    const line = piece.repeat(20_000 / piece.length);
    const start = process.cpuUsage();
    tokenizeLines(grammar, [line, "*** MESSAGE CONTENTS a ***", line, "", line].join("\n"));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});

async function shown(text: string): Promise<string> {
  return (await showTokens("message", text)).replaceAll(".postfix-message", "");
}
