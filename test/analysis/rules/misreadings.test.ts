// Values that Postfix reads otherwise than they look.
import { describe, expect, it } from "vitest";
import {
  inlineCommentStart,
  inlineCommentStarts,
  isMisread,
  quotedWords,
  swallowedSetting,
  swallowedSettings,
} from "../../../server/src/analysis/rules/misreadings";
import { factsFor } from "../../support/rule-tester";

const facts = factsFor({});

describe("misreadings", () => {
  it("finds comments behind values", () => {
    expect(inlineCommentStart("biff", "no # comment", facts)).toBe(3);
    expect(inlineCommentStart("biff", "#no", facts)).toBe(0);
    expect(inlineCommentStarts("mydestination", "a, # b  c #d e#f", facts)).toEqual([3, 10]);
  });

  it("takes no other '#' for a comment", () => {
    expect(inlineCommentStart("recipient_delimiter", "#", facts)).toBeUndefined();
    expect(inlineCommentStart("mydestination", "a#b", facts)).toBeUndefined();
    expect(inlineCommentStart("smtpd_banner", "a # b", facts)).toBeUndefined();
    expect(inlineCommentStart("users_query", "a # b", facts)).toBeUndefined();
    expect(inlineCommentStart("mynetworks", "inline:{ a # b }", facts)).toBeUndefined();
  });

  it("finds settings inside values", () => {
    expect(swallowedSetting("mydestination", "a  relayhost = b", facts)).toEqual({
      name: "relayhost",
      start: 3,
      end: 12,
      isGlued: false,
    });
    expect(
      swallowedSettings("mydestination", "biff=no,relayhost = b", facts).map(({ name }) => name),
    ).toEqual(["biff", "relayhost"]);
  });

  it("finds settings whose line end got lost", () => {
    expect(swallowedSetting("myhostname", "a.bmyorigin = c", facts)).toEqual({
      name: "myorigin",
      start: 3,
      end: 11,
      isGlued: true,
    });
    expect(swallowedSetting("myhostname", "a my_myorigin = c", facts)).toBeUndefined();
    expect(swallowedSetting("myhostname", "abiff = c", facts)).toBeUndefined();
  });

  it("takes nothing else for a setting", () => {
    expect(swallowedSetting("mydestination", "a my_own = b", facts)).toBeUndefined();
    expect(swallowedSetting("mydestination", "a relayhost == b", facts)).toBeUndefined();
    expect(swallowedSetting("smtpd_milters", "{ inet:a:1, relayhost = b }", facts)).toBeUndefined();
    expect(swallowedSetting("mailbox_command", "a relayhost = b", facts)).toBeUndefined();
  });

  it("finds quotes", () => {
    expect(quotedWords("myhostname", '"a.b"', facts)).toEqual([{ text: '"a.b"', start: 0, end: 5 }]);
    expect(quotedWords("mydestination", "a, 'b', c'd'", facts).map(({ text }) => text)).toEqual(["'b'"]);
    expect(quotedWords("luser_relay", '"a b"@c', facts)).toEqual([]);
    expect(quotedWords("query", "SELECT '%s'", facts)).toEqual([]);
  });

  it("tells whether any of this is so", () => {
    for (const value of ["a # b", "a\tbiff = no", "'a'"])
      expect(isMisread("relayhost", value, facts)).toBe(true);
    expect(isMisread("relayhost", "[mx.example.com]:587", facts)).toBe(false);
  });
});
