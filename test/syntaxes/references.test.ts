// References in values, and the texts that stand in for a parameter.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("main.cf, references", () => {
  it("plain references, side by side and inside a word", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = $myhostname, localhost.$mydomain, $a$b
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
$              punctuation.definition.variable
myhostname     variable.other.readwrite
,              punctuation.separator.list
localhost.     string.unquoted
$              punctuation.definition.variable
mydomain       variable.other.readwrite
,              punctuation.separator.list
$              punctuation.definition.variable
a              variable.other.readwrite
$              punctuation.definition.variable
b              variable.other.readwrite
`,
    );
  });

  it("braces and the legacy parentheses", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = \${myhostname} $(mydomain)x
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
\${            punctuation.definition.variable.begin
myhostname     variable.other.readwrite
}              punctuation.definition.variable.end
$(             punctuation.definition.variable.begin
mydomain       variable.other.readwrite
)              punctuation.definition.variable.end
x              string.unquoted
`,
    );
  });

  it("white space around the name in braces", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = \${ myhostname }
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
\${            punctuation.definition.variable.begin
myhostname     variable.other.readwrite
}              punctuation.definition.variable.end
`,
    );
  });

  it("a doubled dollar sign is an escape, a lonely one is text", async () => {
    await checkScopes(
      `
-- main.cf --
virtual_alias_expansion = $$name $ $-
`,
      `
virtual_alias_expansion  support.type.property-name
=                        keyword.operator.assignment
$$                       constant.character.escape
name                     string.unquoted
$                        string.unquoted
$                        string.unquoted
-                        string.unquoted
`,
    );
  });

  it("text when the parameter is set", async () => {
    await checkScopes(
      `
-- main.cf --
max_use = \${stress?10}
`,
      `
max_use  support.type.property-name
=        keyword.operator.assignment
\${      punctuation.definition.variable.begin
stress   variable.other.readwrite
?        keyword.operator.ternary
10       constant.numeric
}        punctuation.definition.variable.end
`,
    );
  });

  it("text when the parameter is not set", async () => {
    await checkScopes(
      `
-- main.cf --
myorigin = \${mydomain:example.com}
`,
      `
myorigin     support.type.property-name
=            keyword.operator.assignment
\${          punctuation.definition.variable.begin
mydomain     variable.other.readwrite
:            keyword.operator.ternary
example.com  string.unquoted
}            punctuation.definition.variable.end
`,
    );
  });

  it("a colon or a question mark inside plain conditional text is text", async () => {
    await checkScopes(
      `
-- main.cf --
default_rbl_reply = \${name?:a:b?} \${name:-c}
`,
      `
default_rbl_reply  support.type.property-name
=                  keyword.operator.assignment
\${                punctuation.definition.variable.begin
name               variable.other.readwrite
?                  keyword.operator.ternary
:a:b?              string.unquoted
}                  punctuation.definition.variable.end
\${                punctuation.definition.variable.begin
name               variable.other.readwrite
:                  keyword.operator.ternary
-c                 string.unquoted
}                  punctuation.definition.variable.end
`,
    );
  });

  it("braces inside plain conditional text are balanced", async () => {
    await checkScopes(
      `
-- main.cf --
mail_name = \${name?a {b} c} d
`,
      `
mail_name  support.type.property-name
=          keyword.operator.assignment
\${        punctuation.definition.variable.begin
name       variable.other.readwrite
?          keyword.operator.ternary
a          string.unquoted
{          punctuation.section.group.begin
b          string.unquoted
}          punctuation.section.group.end
c          string.unquoted
}          punctuation.definition.variable.end
d          string.unquoted
`,
    );
  });

  it("both texts in braces", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_timeout = \${stress?{10}:{300}}s
`,
      `
smtpd_timeout  support.type.property-name
=              keyword.operator.assignment
\${            punctuation.definition.variable.begin
stress         variable.other.readwrite
?              keyword.operator.ternary
{              punctuation.section.group.begin
10             constant.numeric
}              punctuation.section.group.end
:              keyword.operator.ternary
{              punctuation.section.group.begin
300            constant.numeric
}              punctuation.section.group.end
}              punctuation.definition.variable.end
s              string.unquoted
`,
    );
  });

  it("one text in braces", async () => {
    await checkScopes(
      `
-- main.cf --
mail_name = \${name?{a}} \${name:{b}}
`,
      `
mail_name  support.type.property-name
=          keyword.operator.assignment
\${        punctuation.definition.variable.begin
name       variable.other.readwrite
?          keyword.operator.ternary
{          punctuation.section.group.begin
a          string.unquoted
}          punctuation.section.group.end
}          punctuation.definition.variable.end
\${        punctuation.definition.variable.begin
name       variable.other.readwrite
:          keyword.operator.ternary
{          punctuation.section.group.begin
b          string.unquoted
}          punctuation.section.group.end
}          punctuation.definition.variable.end
`,
    );
  });

  it("the second text without braces", async () => {
    await checkScopes(
      `
-- main.cf --
mail_name = \${name?{a}:b c} d
`,
      `
mail_name  support.type.property-name
=          keyword.operator.assignment
\${        punctuation.definition.variable.begin
name       variable.other.readwrite
?          keyword.operator.ternary
{          punctuation.section.group.begin
a          string.unquoted
}          punctuation.section.group.end
:          keyword.operator.ternary
b          string.unquoted
c          string.unquoted
}          punctuation.definition.variable.end
d          string.unquoted
`,
    );
  });

  it("parentheses keep their own balance", async () => {
    await checkScopes(
      `
-- main.cf --
mail_name = $(name?(a) b) $(name:{c})
`,
      `
mail_name  support.type.property-name
=          keyword.operator.assignment
$(         punctuation.definition.variable.begin
name       variable.other.readwrite
?          keyword.operator.ternary
(          string.unquoted
a          string.unquoted
)          string.unquoted
b          string.unquoted
)          punctuation.definition.variable.end
$(         punctuation.definition.variable.begin
name       variable.other.readwrite
:          keyword.operator.ternary
{          punctuation.section.group.begin
c          string.unquoted
}          punctuation.section.group.end
)          punctuation.definition.variable.end
`,
    );
  });

  it("nested references", async () => {
    await checkScopes(
      `
-- main.cf --
mail_name = \${a?\${b:$c}}d
`,
      `
mail_name  support.type.property-name
=          keyword.operator.assignment
\${        punctuation.definition.variable.begin
a          variable.other.readwrite
?          keyword.operator.ternary
\${        punctuation.definition.variable.begin
b          variable.other.readwrite
:          keyword.operator.ternary
$          punctuation.definition.variable
c          variable.other.readwrite
}          punctuation.definition.variable.end
}          punctuation.definition.variable.end
d          string.unquoted
`,
    );
  });
});
