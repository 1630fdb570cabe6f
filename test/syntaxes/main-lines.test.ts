// Logical lines of main.cf: names, the equals sign, comments, continuation.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("main.cf, logical lines", () => {
  it("name, equals sign and value", async () => {
    await checkScopes(
      `
-- main.cf --
myhostname = mail.example.com
`,
      `
myhostname        support.type.property-name
=                 keyword.operator.assignment
mail.example.com  string.unquoted
`,
    );
  });

  it("no white space around the equals sign, and tabs around it", async () => {
    await checkScopes(
      `
-- main.cf --
myorigin=$mydomain
mydomain\t=\texample.com
`,
      `
myorigin     support.type.property-name
=            keyword.operator.assignment
$            punctuation.definition.variable
mydomain     variable.other.readwrite

mydomain     support.type.property-name
=            keyword.operator.assignment
example.com  string.unquoted
`,
    );
  });

  it("a name may hold any character but white space and the equals sign", async () => {
    await checkScopes(
      `
-- main.cf --
smtp-amavis_destination.limit = 2
`,
      `
smtp-amavis_destination.limit  support.type.property-name
=                              keyword.operator.assignment
2                              constant.numeric
`,
    );
  });

  it("the equals sign may stand on the continuation line", async () => {
    await checkScopes(
      `
-- main.cf --
queue_minfree
    = 10
`,
      `
queue_minfree  support.type.property-name

=              keyword.operator.assignment
10             constant.numeric
`,
    );
  });

  it("text where the equals sign belongs stays plain", async () => {
    await checkScopes(
      `
-- main.cf --
relayhost mail = example.com
inet_protocols = ipv4
`,
      `
relayhost           support.type.property-name
mail = example.com  -

inet_protocols      support.type.property-name
=                   keyword.operator.assignment
ipv4                constant.language
`,
    );
  });

  it("an empty value does not swallow the next parameter", async () => {
    await checkScopes(
      `
-- main.cf --
relayhost =
mynetworks_style = host
`,
      `
relayhost         support.type.property-name
=                 keyword.operator.assignment

mynetworks_style  support.type.property-name
=                 keyword.operator.assignment
host              string.unquoted
`,
    );
  });

  it("an indented first line is not a parameter", async () => {
    await checkScopes(
      `
-- main.cf --
  relayhost = example.com
relayhost = example.com
`,
      `
relayhost = example.com  -

relayhost                support.type.property-name
=                        keyword.operator.assignment
example.com              string.unquoted
`,
    );
  });

  it("a no-break space at column 0 starts a name", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = a,
\u00a0b = c
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
a              string.unquoted
,              punctuation.separator.list

b              support.type.property-name
=              keyword.operator.assignment
c              string.unquoted
`,
    );
  });

  it("comment lines at column 0 and behind white space", async () => {
    await checkScopes(
      `
-- main.cf --
# a comment
\t  # another, with name = value
relayhost =
`,
      `
#                           punctuation.definition.comment
a comment                   comment.line.number-sign

#                           punctuation.definition.comment
another, with name = value  comment.line.number-sign

relayhost                   support.type.property-name
=                           keyword.operator.assignment
`,
    );
  });

  it("a commented-out parameter is a comment", async () => {
    await checkScopes(
      `
-- main.cf --
#relayhost = [mail.example.com]:587
`,
      `
#                                   punctuation.definition.comment
relayhost = [mail.example.com]:587  comment.line.number-sign
`,
    );
  });

  it("comment lines do not end a continued value", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = one,
# at column 0, $not a reference
  # indented
  two
`,
      `
mydestination                  support.type.property-name
=                              keyword.operator.assignment
one                            string.unquoted
,                              punctuation.separator.list

#                              punctuation.definition.comment
at column 0, $not a reference  comment.line.number-sign

#                              punctuation.definition.comment
indented                       comment.line.number-sign

two                            string.unquoted
`,
    );
  });

  it("blank lines do not end a continued value", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = one,


  two
three = 3
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
one            string.unquoted
,              punctuation.separator.list

two            string.unquoted

three          support.type.property-name
=              keyword.operator.assignment
3              constant.numeric
`,
    );
  });

  it("a number sign behind a value is text of that value", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_use_tls = yes # not a comment
smtpd_helo_required = yes
`,
      `
smtpd_use_tls        support.type.property-name
=                    keyword.operator.assignment
yes                  string.unquoted
# not a comment      string.unquoted

smtpd_helo_required  support.type.property-name
=                    keyword.operator.assignment
yes                  constant.language
`,
    );
  });

  it("a reference behind a number sign is still one", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = a # see $myhostname, {b}
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
a              string.unquoted
# see          string.unquoted
$              punctuation.definition.variable
myhostname     variable.other.readwrite
,              punctuation.separator.list
{              punctuation.section.group.begin
b              string.unquoted
}              punctuation.section.group.end
`,
    );
  });

  it("a number sign inside a word, and as the first character of a value", async () => {
    await checkScopes(
      `
-- main.cf --
mail_name = a#b c
mail_name = #b
`,
      `
mail_name  support.type.property-name
=          keyword.operator.assignment
a#b        string.unquoted
c          string.unquoted

mail_name  support.type.property-name
=          keyword.operator.assignment
#b         string.unquoted
`,
    );
  });
});
