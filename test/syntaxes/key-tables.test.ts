// Colours of tables with a key a line: keys, actions, next hops, addresses, expectations.
import { describe, expect, it } from "vitest";
import { showTokens } from "./tokenize";

const TEXT = `# c
#? a@b => OK
@example.com  REJECT 
user@  450 4.7.1 go away
.example.com 550
192.168  OK
192.0.2.0/24 dunno
2001:db8::1 discard_it
"a b"@c.d  x@y.z, foo
example.org  smtp:[mail.example.org]:25
example.net  :[gw]
* relay:
[mx.a]:587 user:secret
info@a.b info
a.b error:5.1.1 no such user
k permit_sasl_authenticated,
  reject_x
  # c

  1
<> HOLD
"unbalanced x
00:11:22:33:44:55:66:77:88 OK
x
  REJECT now
b [h]
`;

const EXPECTED = `
  #                           punctuation.definition.comment
  c                           comment.line.number-sign

  #?                          punctuation.definition.comment
  a@b                         string.unquoted.input
  =>                          keyword.operator.expectation
  OK                          constant.other.result

  @                           punctuation.separator.address
  example.com                 entity.name.tag.domain
  REJECT                      keyword.other.action

  user                        entity.name.tag.local-part
  @                           punctuation.separator.address
  450                         keyword.other.action
  4.7.1                       constant.numeric.status
  go away                     -

  .example.com                entity.name.tag.domain
  550                         keyword.other.action

  192.168                     constant.numeric.network
  OK                          keyword.other.action

  192.0.2.0/24                constant.numeric.network
  dunno                       keyword.other.action

  2001:db8::1                 constant.numeric.network
  discard_it                  string.unquoted

  "a b"                       entity.name.tag.local-part
  @                           punctuation.separator.address
  c.d                         entity.name.tag.domain
  x                           string.unquoted.address
  @                           punctuation.separator.address
  y.z                         string.unquoted.address
  ,                           punctuation.separator.list
  foo                         string.unquoted

  example.org                 entity.name.tag.domain
  smtp                        entity.name.function.transport
  :                           punctuation.separator.transport
  [mail.example.org]          string.unquoted.host
  :                           punctuation.separator.port
  25                          constant.numeric.port

  example.net                 entity.name.tag.domain
  :                           punctuation.separator.transport
  [gw]                        string.unquoted.host

  *                           keyword.operator.wildcard
  relay                       entity.name.function.transport
  :                           punctuation.separator.transport

  [                           punctuation.section.brackets.begin
  mx.a                        entity.name.tag.domain
  ]                           punctuation.section.brackets.end
  :                           punctuation.separator.port
  587                         constant.numeric.port
  user                        entity.name.function.transport
  :                           punctuation.separator.transport
  secret                      string.unquoted.host

  info                        entity.name.tag.local-part
  @                           punctuation.separator.address
  a.b                         entity.name.tag.domain
  info                        string.unquoted

  a.b                         entity.name.tag.domain
  error                       entity.name.function.transport
  :                           punctuation.separator.transport
  5.1.1                       string.unquoted.host
  no such user                -

  k                           entity.name.tag.key
  permit_sasl_authenticated   keyword.control.restriction
  ,                           punctuation.separator.list

  reject_x                    keyword.control.restriction

  #                           punctuation.definition.comment
  c                           comment.line.number-sign

  1                           constant.numeric

  <>                          constant.language.null-sender
  HOLD                        keyword.other.action

  "unbalanced x               -

  00:11:22:33:44:55:66:77:88  entity.name.tag.key
  OK                          keyword.other.action

  x                           entity.name.tag.key

  REJECT                      keyword.other.action
  now                         -

  b                           entity.name.tag.key
  [h]                         string.unquoted.host
`;

// One logical line must colour nothing beyond itself, whatever it leaves open.
const OPEN = ['"a b', "a [b", 'a "b', "a smtp:[b", "a b\\", "a\\", "[a b"];

describe("tables with a key a line", () => {
  it("have a colour for each part", async () => {
    expect(await shown(TEXT)).toBe(
      EXPECTED.trim()
        .replace(/^ +/gm, "")
        .replace(/ {2,}(?=\S+$)/gm, "  "),
    );
  });

  it("are the same with carriage returns", async () => {
    expect(await shown(TEXT.replaceAll("\n", "\r\n"))).toBe(await shown(TEXT));
  });

  it.each(OPEN)("are coloured afresh below %j", async (line) => {
    const next = await shown("b OK");
    expect(await shown(`${line}\nb OK`)).toMatch(new RegExp(`${next}$`));
  });
});

function shown(text: string): Promise<string> {
  return showTokens("table", text);
}
