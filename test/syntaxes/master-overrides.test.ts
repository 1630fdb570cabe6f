// Overrides in master.cf: -o with its argument in every form.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("master.cf, overrides", () => {
  it("-o name=value", async () => {
    await checkScopes(
      `
-- master.cf --
smtps inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_recipient_restrictions=permit_mynetworks,reject -o mynetworks=127.0.0.0/8
`,
      `
smtps                         entity.name.type.service
inet                          storage.type.service
n                             constant.language.boolean
-                             constant.language.default
n                             constant.language.boolean
-                             constant.language.default
-                             constant.language.default
smtpd                         entity.name.function

-o                            keyword.other.option
smtpd_tls_wrappermode         support.type.property-name
=                             keyword.operator.assignment
yes                           constant.language
-o                            keyword.other.option
smtpd_recipient_restrictions  support.type.property-name
=                             keyword.operator.assignment
permit_mynetworks             keyword.control.restriction
,                             punctuation.separator.list
reject                        keyword.control.restriction
-o                            keyword.other.option
mynetworks                    support.type.property-name
=                             keyword.operator.assignment
127.0.0.0/8                   constant.numeric.network
`,
    );
  });

  it("-o with an empty value and without an equals sign", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd -o content_filter= -o nothing -D
`,
      `
x               entity.name.type.service
inet            storage.type.service
n               constant.language.boolean
-               constant.language.default
n               constant.language.boolean
-               constant.language.default
-               constant.language.default
smtpd           entity.name.function
-o              keyword.other.option
content_filter  support.type.property-name
=               keyword.operator.assignment
-o              keyword.other.option
nothing         support.type.property-name
-D              keyword.other.option
`,
    );
  });

  it("white space ends the value of -o name=value unless braces hold it", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd -o smtpd_banner={a b} -o mail_name=\${a?{b c}} d=e
`,
      `
x             entity.name.type.service
inet          storage.type.service
n             constant.language.boolean
-             constant.language.default
n             constant.language.boolean
-             constant.language.default
-             constant.language.default
smtpd         entity.name.function
-o            keyword.other.option
smtpd_banner  support.type.property-name
=             keyword.operator.assignment
{             punctuation.section.group.begin
a             string.unquoted
b             string.unquoted
}             punctuation.section.group.end
-o            keyword.other.option
mail_name     support.type.property-name
=             keyword.operator.assignment
\${           punctuation.definition.variable.begin
a             variable.other.readwrite
?             keyword.operator.ternary
{             punctuation.section.group.begin
b             string.unquoted
c             string.unquoted
}             punctuation.section.group.end
}             punctuation.definition.variable.end
d             variable.parameter
=             keyword.operator.assignment
e             string.unquoted
`,
    );
  });

  it("-o { name = value }", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd
  -o { smtpd_client_restrictions = permit_sasl_authenticated, reject } -o {mail_name=a b}
  -o { smtpd_sender_restrictions =
         # the table
         check_sender_access inline:{ a@b.example=OK }
     } -v
`,
      `
x                          entity.name.type.service
inet                       storage.type.service
n                          constant.language.boolean
-                          constant.language.default
n                          constant.language.boolean
-                          constant.language.default
-                          constant.language.default
smtpd                      entity.name.function

-o                         keyword.other.option
{                          punctuation.section.group.begin
smtpd_client_restrictions  support.type.property-name
=                          keyword.operator.assignment
permit_sasl_authenticated  keyword.control.restriction
,                          punctuation.separator.list
reject                     keyword.control.restriction
}                          punctuation.section.group.end
-o                         keyword.other.option
{                          punctuation.section.group.begin
mail_name                  support.type.property-name
=                          keyword.operator.assignment
a                          string.unquoted
b                          string.unquoted
}                          punctuation.section.group.end

-o                         keyword.other.option
{                          punctuation.section.group.begin
smtpd_sender_restrictions  support.type.property-name
=                          keyword.operator.assignment

#                          punctuation.definition.comment
the table                  comment.line.number-sign

check_sender_access        keyword.control.restriction
inline                     storage.type.table
:                          punctuation.separator.type
{                          punctuation.section.group.begin
a@b.example                variable.parameter
=                          keyword.operator.assignment
OK                         keyword.control.action
}                          punctuation.section.group.end

}                          punctuation.section.group.end
-v                         keyword.other.option
`,
    );
  });

  it("-o with its argument on the next line, behind a comment", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd -o
  # why
  syslog_name=postfix/x
  -v
`,
      `
x            entity.name.type.service
inet         storage.type.service
n            constant.language.boolean
-            constant.language.default
n            constant.language.boolean
-            constant.language.default
-            constant.language.default
smtpd        entity.name.function
-o           keyword.other.option

#            punctuation.definition.comment
why          comment.line.number-sign

syslog_name  support.type.property-name
=            keyword.operator.assignment
postfix/x    string.unquoted

-v           keyword.other.option
`,
    );
  });

  it("-o with its argument attached, and behind other letters", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd -omail_name=a -o{ mail_name = b } -vo mail_name=c -vv
`,
      `
x          entity.name.type.service
inet       storage.type.service
n          constant.language.boolean
-          constant.language.default
n          constant.language.boolean
-          constant.language.default
-          constant.language.default
smtpd      entity.name.function
-o         keyword.other.option
mail_name  support.type.property-name
=          keyword.operator.assignment
a          string.unquoted
-o         keyword.other.option
{          punctuation.section.group.begin
mail_name  support.type.property-name
=          keyword.operator.assignment
b          string.unquoted
}          punctuation.section.group.end
-vo        keyword.other.option
mail_name  support.type.property-name
=          keyword.operator.assignment
c          string.unquoted
-vv        keyword.other.option
`,
    );
  });
});
