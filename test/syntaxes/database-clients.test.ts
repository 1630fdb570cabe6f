// Colours of the configurations of database clients: names, passwords, SQL, LDAP filters, parts of the key.
import { describe, expect, it } from "vitest";
import { showTokens } from "./tokenize";

const TEXT = `# c
user = mail
password = s3 cr%u=t
hosts = unix:/run/x inet:a, 127.0.0.1:3306
query = SELECT a, concat(b,'x') FROM t WHERE u='%u' AND n <> 10%%
  or x = '%s
bind = yes
query_filter = (&(mail=*@%s)(!(y>=1)))
# between

  (z=%%)
result_format = %s:%d %x
nonsense = 1
noequals
`;

const EXPECTED = `
  #              punctuation.definition.comment
  c              comment.line.number-sign

  user           support.variable
  =              keyword.operator.assignment
  mail           string.unquoted

  password       support.variable
  =              keyword.operator.assignment
  s3 cr%u=t      string.unquoted.password

  hosts          support.variable
  =              keyword.operator.assignment
  unix           storage.type
  :              punctuation.separator.type
  /run/x         string.unquoted
  inet           storage.type
  :              punctuation.separator.type
  a              string.unquoted
  ,              punctuation.separator.list
  127.0.0.1      string.unquoted
  :              punctuation.separator.port
  3306           constant.numeric.port

  query          support.variable
  =              keyword.operator.assignment
  SELECT         keyword.other.sql
  a              string.unquoted
  ,              punctuation.separator
  concat         support.function
  (              punctuation.separator
  b              string.unquoted
  ,              punctuation.separator
  '              string.quoted.single
  x              string.quoted.single
  '              string.quoted.single
  )              punctuation.separator
  FROM           keyword.other.sql
  t              string.unquoted
  WHERE          keyword.other.sql
  u              string.unquoted
  =              keyword.operator
  '              string.quoted.single
  %u             constant.other.placeholder
  '              string.quoted.single
  AND            keyword.other.sql
  n              string.unquoted
  <>             keyword.operator
  10             constant.numeric
  %%             constant.character.escape

  or             keyword.other.sql
  x              string.unquoted
  =              keyword.operator
  '              string.quoted.single
  %s             constant.other.placeholder

  bind           support.variable
  =              keyword.operator.assignment
  yes            constant.language

  query_filter   support.variable
  =              keyword.operator.assignment
  (              punctuation.section.parens.begin
  &              keyword.operator.logical
  (              punctuation.section.parens.begin
  mail           variable.parameter.attribute
  =              keyword.operator.comparison
  *              keyword.operator.wildcard
  @              string.unquoted
  %s             constant.other.placeholder
  )              punctuation.section.parens.end
  (              punctuation.section.parens.begin
  !              keyword.operator.logical
  (              punctuation.section.parens.begin
  y              variable.parameter.attribute
  >=             keyword.operator.comparison
  1              string.unquoted
  )              punctuation.section.parens.end
  )              punctuation.section.parens.end
  )              punctuation.section.parens.end

  #              punctuation.definition.comment
  between        comment.line.number-sign

  (              punctuation.section.parens.begin
  z              variable.parameter.attribute
  =              keyword.operator.comparison
  %%             constant.character.escape
  )              punctuation.section.parens.end

  result_format  support.variable
  =              keyword.operator.assignment
  %s             constant.other.placeholder
  :              string.unquoted
  %d             constant.other.placeholder
  %              string.unquoted
  x              string.unquoted

  nonsense       variable.other
  =              keyword.operator.assignment
  1              constant.numeric

  noequals       -
`;

// One logical line must colour nothing beyond itself, whatever it leaves open.
const OPEN = ["query = 'a", "query_filter = (&(a=b", "password = 'a", "user = (", "query = a\\", "a"];

describe("configurations of database clients", () => {
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
    const next = await shown("bind = no");
    expect(await shown(`${line}\nbind = no`)).toMatch(new RegExp(`${next}$`));
  });
});

function shown(text: string): Promise<string> {
  return showTokens("db", text);
}
