// Other options and arguments in master.cf, and where the options end.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("master.cf, arguments", () => {
  it("the first other argument ends the options", async () => {
    await checkScopes(
      `
-- master.cf --
x unix - n n - - spawn user=nobody -o a=b
`,
      `
x       entity.name.type.service
unix    storage.type.service
-       constant.language.default
n       constant.language.boolean
n       constant.language.boolean
-       constant.language.default
-       constant.language.default
spawn   entity.name.function
user    variable.parameter
=       keyword.operator.assignment
nobody  string.unquoted
-o      string.unquoted
a       variable.parameter
=       keyword.operator.assignment
b       string.unquoted
`,
    );
  });

  it("two hyphens end the options", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd -v -- -o a=b
`,
      `
x      entity.name.type.service
inet   storage.type.service
n      constant.language.boolean
-      constant.language.default
n      constant.language.boolean
-      constant.language.default
-      constant.language.default
smtpd  entity.name.function
-v     keyword.other.option
--     keyword.other.option
-o     string.unquoted
a      variable.parameter
=      keyword.operator.assignment
b      string.unquoted
`,
    );
  });

  it("the arguments of pipe", async () => {
    await checkScopes(
      `
-- master.cf --
dovecot unix - n n - - pipe
  flags=DRhu user=vmail:vmail null_sender= argv=/usr/lib/deliver -f \${sender} -d $user@\${domain?x} A=b
`,
      `
dovecot           entity.name.type.service
unix              storage.type.service
-                 constant.language.default
n                 constant.language.boolean
n                 constant.language.boolean
-                 constant.language.default
-                 constant.language.default
pipe              entity.name.function

flags             variable.parameter
=                 keyword.operator.assignment
DRhu              string.unquoted
user              variable.parameter
=                 keyword.operator.assignment
vmail:vmail       string.unquoted
null_sender       variable.parameter
=                 keyword.operator.assignment
argv              variable.parameter
=                 keyword.operator.assignment
/usr/lib/deliver  string.unquoted
-f                string.unquoted
\${               punctuation.definition.variable.begin
sender            variable.other.readwrite
}                 punctuation.definition.variable.end
-d                string.unquoted
$                 punctuation.definition.variable
user              variable.other.readwrite
@                 string.unquoted
\${               punctuation.definition.variable.begin
domain            variable.other.readwrite
?                 keyword.operator.ternary
x                 string.unquoted
}                 punctuation.definition.variable.end
A=b               string.unquoted
`,
    );
  });

  it("braces group an argument", async () => {
    await checkScopes(
      `
-- master.cf --
x unix - n n - - pipe user=a argv=/bin/echo { a $b "c } $$
`,
      `
x          entity.name.type.service
unix       storage.type.service
-          constant.language.default
n          constant.language.boolean
n          constant.language.boolean
-          constant.language.default
-          constant.language.default
pipe       entity.name.function
user       variable.parameter
=          keyword.operator.assignment
a          string.unquoted
argv       variable.parameter
=          keyword.operator.assignment
/bin/echo  string.unquoted
{          punctuation.section.group.begin
a          string.unquoted
$          punctuation.definition.variable
b          variable.other.readwrite
"c         string.unquoted
}          punctuation.section.group.end
$$         constant.character.escape
`,
    );
  });

  it("a number sign behind an argument is text", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd -o header_checks=pcre:/etc/x#y # not a comment
`,
      `
x              entity.name.type.service
inet           storage.type.service
n              constant.language.boolean
-              constant.language.default
n              constant.language.boolean
-              constant.language.default
-              constant.language.default
smtpd          entity.name.function
-o             keyword.other.option
header_checks  support.type.property-name
=              keyword.operator.assignment
pcre           storage.type.table
:              punctuation.separator.type
/etc/x#y       string.unquoted
#              string.unquoted
not            string.unquoted
a              string.unquoted
comment        string.unquoted
`,
    );
  });

  it("an unfinished argument ends with its logical line", async () => {
    await checkScopes(
      `
-- master.cf --
x inet n - n - - smtpd -o { mail_name = \${a
smtp unix - - n - - smtp
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
{          punctuation.section.group.begin
mail_name  support.type.property-name
=          keyword.operator.assignment
\${        punctuation.definition.variable.begin
a          variable.other.readwrite

smtp       entity.name.type.service
unix       storage.type.service
-          constant.language.default
-          constant.language.default
n          constant.language.boolean
-          constant.language.default
-          constant.language.default
smtp       entity.name.function
`,
    );
  });
});
