// `type:name` words.
import { describe, expect, it } from "vitest";
import { parseTableReference } from "../../server/src/syntax/table-reference";
import { fixtureFile } from "../support/fixture";

/** The spans are the wrappers, the type and the name, in this order. */
const check = (marked: string) => {
  const { text, spans } = fixtureFile(marked);
  const found = parseTableReference({ text, start: 7, end: 7 + text.length });
  const parts = found ? [...found.wrappers, found.type, found.name] : [];
  expect(parts.map(({ start, end }) => ({ start: start - 7, end: end - 7 }))).toEqual(spans);
  for (const part of parts) expect(part.text).toBe(text.slice(part.start - 7, part.end - 7));
};

describe("parseTableReference", () => {
  it.each([
    ["«hash»:«/etc/aliases»", "a file"],
    ["«proxy»:«mysql»:«/etc/x.cf»", "a wrapper"],
    ["«proxy»:«debug»:«proxy»:«ldap»:«accounts»", "wrappers in wrappers"],
    ["«inline»:«{ a=b, { c = d } }»", "a table inside the word"],
    ["«pipemap»:«{hash:/a,hash:/b}»", "tables inside the word"],
    ["«socketmap»:«inet:host:1234:map»", "colons in the name"],
    ["«unix»:«passwd.byname»", "a name that is no path"],
    ["«hash»:«»", "a name that is missing"],
    ["«proxy»:«hash»:«»", "a name that is missing behind a wrapper"],
  ])("%j: %s", (marked) => check(marked));

  it.each([
    ["example.com", "no colon"],
    ["proxy:example", "a wrapper around nothing"],
    [":/etc/x", "no type"],
    ["1.2.3.4:25", "an address"],
    ["[::1]:25", "an IPv6 address"],
    ["${x}:y", "a reference instead of a type"],
    ["a-b:c", "a type with a hyphen"],
    ["", "nothing"],
  ])("%j is none: %s", (text) => {
    expect(parseTableReference({ text, start: 0, end: text.length })).toBeUndefined();
  });
});
