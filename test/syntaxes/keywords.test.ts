// Numbers, keywords and restrictions in values, and the words that only look like them.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("main.cf, keywords and numbers", () => {
  it("numbers, versions and times", async () => {
    await checkScopes(
      `
-- main.cf --
t = 450 -1 3.6 2.11.3 30s 5m 1h 3d 4w
`,
      `
t       support.type.property-name
=       keyword.operator.assignment
450     constant.numeric
-1      constant.numeric
3.6     constant.numeric
2.11.3  constant.numeric
30      constant.numeric
s       keyword.other.unit
5       constant.numeric
m       keyword.other.unit
1       constant.numeric
h       keyword.other.unit
3       constant.numeric
d       keyword.other.unit
4       constant.numeric
w       keyword.other.unit
`,
    );
  });

  it("a word that only begins as a number is text", async () => {
    await checkScopes(
      `
-- main.cf --
t = 2bounce 30x 5mail 1/concurrency
`,
      `
t              support.type.property-name
=              keyword.operator.assignment
2bounce        string.unquoted
30x            string.unquoted
5mail          string.unquoted
1/concurrency  string.unquoted
`,
    );
  });

  it("yes and no in any case, alone", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_helo_required = YES
disable_vrfy_command = no
`,
      `
smtpd_helo_required   support.type.property-name
=                     keyword.operator.assignment
YES                   constant.language

disable_vrfy_command  support.type.property-name
=                     keyword.operator.assignment
no                    constant.language
`,
    );
  });

  it("yes and no in running text are text", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_banner = $myhostname ESMTP no spam, yes or no mail
`,
      `
smtpd_banner  support.type.property-name
=             keyword.operator.assignment
$             punctuation.definition.variable
myhostname    variable.other.readwrite
ESMTP         string.unquoted
no            string.unquoted
spam          string.unquoted
,             punctuation.separator.list
yes           string.unquoted
or            string.unquoted
no            string.unquoted
mail          string.unquoted
`,
    );
  });

  it("keywords", async () => {
    await checkScopes(
      `
-- main.cf --
inet_interfaces = loopback-only, all
smtp_tls_security_level = dane-only
`,
      `
inet_interfaces          support.type.property-name
=                        keyword.operator.assignment
loopback-only            constant.language
,                        punctuation.separator.list
all                      constant.language

smtp_tls_security_level  support.type.property-name
=                        keyword.operator.assignment
dane-only                constant.language
`,
    );
  });

  it("protocols with their operators", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_tls_protocols = !SSLv2, !SSLv3, >=TLSv1.2, <=TLSv1
`,
      `
smtpd_tls_protocols  support.type.property-name
=                    keyword.operator.assignment
!                    keyword.operator.logical
SSLv2                constant.language
,                    punctuation.separator.list
!                    keyword.operator.logical
SSLv3                constant.language
,                    punctuation.separator.list
>=                   keyword.operator.comparison
TLSv1.2              constant.language
,                    punctuation.separator.list
<=                   keyword.operator.comparison
TLSv1                constant.language
`,
    );
  });

  it("restrictions", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination
    check_client_access hash:/etc/postfix/access
    warn_if_reject reject_rbl_client zen.example.org=127.0.0.[2..11]*3, defer_unauth_destination
`,
      `
smtpd_recipient_restrictions       support.type.property-name
=                                  keyword.operator.assignment
permit_mynetworks                  keyword.control.restriction
,                                  punctuation.separator.list
reject_unauth_destination          keyword.control.restriction

check_client_access                keyword.control.restriction
hash                               storage.type.table
:                                  punctuation.separator.type
/etc/postfix/access                string.unquoted

warn_if_reject                     keyword.control.restriction
reject_rbl_client                  keyword.control.restriction
zen.example.org=127.0.0.[2..11]*3  string.unquoted
,                                  punctuation.separator.list
defer_unauth_destination           keyword.control.restriction
`,
    );
  });

  it("the short restrictions need a list around them", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_client_restrictions = sleep 1, permit reject_unknown_client_hostname reject
mail_name = we reject spam
`,
      `
smtpd_client_restrictions       support.type.property-name
=                               keyword.operator.assignment
sleep                           keyword.control.restriction
1                               constant.numeric
,                               punctuation.separator.list
permit                          keyword.control.restriction
reject_unknown_client_hostname  keyword.control.restriction
reject                          keyword.control.restriction

mail_name                       support.type.property-name
=                               keyword.operator.assignment
we                              string.unquoted
reject                          string.unquoted
spam                            string.unquoted
`,
    );
  });
});
