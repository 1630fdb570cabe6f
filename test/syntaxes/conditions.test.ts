// Comparisons, functions and expressions that span lines.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("main.cf, conditions", () => {
  it("a comparison as Postfix's own defaults use it", async () => {
    await checkScopes(
      `
-- main.cf --
append_dot_mydomain = \${{$compatibility_level} <level {1} ? {yes} : {no}}
`,
      `
append_dot_mydomain  support.type.property-name
=                    keyword.operator.assignment
\${                  punctuation.definition.variable.begin
{                    punctuation.section.group.begin
$                    punctuation.definition.variable
compatibility_level  variable.other.readwrite
}                    punctuation.section.group.end
<level               keyword.operator.comparison
{                    punctuation.section.group.begin
1                    constant.numeric
}                    punctuation.section.group.end
?                    keyword.operator.ternary
{                    punctuation.section.group.begin
yes                  constant.language
}                    punctuation.section.group.end
:                    keyword.operator.ternary
{                    punctuation.section.group.begin
no                   constant.language
}                    punctuation.section.group.end
}                    punctuation.definition.variable.end
`,
    );
  });

  it("every comparison operator", async () => {
    await checkScopes(
      `
-- main.cf --
t = \${{a} == {b}} \${{a} != {b}} \${{1} < {2}} \${{1} <= {2}} \${{1} >= {2}} \${{1} > {2}}
`,
      `
t    support.type.property-name
=    keyword.operator.assignment
\${  punctuation.definition.variable.begin
{    punctuation.section.group.begin
a    string.unquoted
}    punctuation.section.group.end
==   keyword.operator.comparison
{    punctuation.section.group.begin
b    string.unquoted
}    punctuation.section.group.end
}    punctuation.definition.variable.end
\${  punctuation.definition.variable.begin
{    punctuation.section.group.begin
a    string.unquoted
}    punctuation.section.group.end
!=   keyword.operator.comparison
{    punctuation.section.group.begin
b    string.unquoted
}    punctuation.section.group.end
}    punctuation.definition.variable.end
\${  punctuation.definition.variable.begin
{    punctuation.section.group.begin
1    constant.numeric
}    punctuation.section.group.end
<    keyword.operator.comparison
{    punctuation.section.group.begin
2    constant.numeric
}    punctuation.section.group.end
}    punctuation.definition.variable.end
\${  punctuation.definition.variable.begin
{    punctuation.section.group.begin
1    constant.numeric
}    punctuation.section.group.end
<=   keyword.operator.comparison
{    punctuation.section.group.begin
2    constant.numeric
}    punctuation.section.group.end
}    punctuation.definition.variable.end
\${  punctuation.definition.variable.begin
{    punctuation.section.group.begin
1    constant.numeric
}    punctuation.section.group.end
>=   keyword.operator.comparison
{    punctuation.section.group.begin
2    constant.numeric
}    punctuation.section.group.end
}    punctuation.definition.variable.end
\${  punctuation.definition.variable.begin
{    punctuation.section.group.begin
1    constant.numeric
}    punctuation.section.group.end
>    keyword.operator.comparison
{    punctuation.section.group.begin
2    constant.numeric
}    punctuation.section.group.end
}    punctuation.definition.variable.end
`,
    );
  });

  it("comparison operators of compatibility levels", async () => {
    await checkScopes(
      `
-- main.cf --
t = \${{3.6}==level{3.6}} \${{$a} >=level {3.6} ?b}
`,
      `
t        support.type.property-name
=        keyword.operator.assignment
\${      punctuation.definition.variable.begin
{        punctuation.section.group.begin
3.6      constant.numeric
}        punctuation.section.group.end
==level  keyword.operator.comparison
{        punctuation.section.group.begin
3.6      constant.numeric
}        punctuation.section.group.end
}        punctuation.definition.variable.end
\${      punctuation.definition.variable.begin
{        punctuation.section.group.begin
$        punctuation.definition.variable
a        variable.other.readwrite
}        punctuation.section.group.end
>=level  keyword.operator.comparison
{        punctuation.section.group.begin
3.6      constant.numeric
}        punctuation.section.group.end
?        keyword.operator.ternary
b        string.unquoted
}        punctuation.definition.variable.end
`,
    );
  });

  it("a function call", async () => {
    await checkScopes(
      `
-- main.cf --
myorigin = \${domain_to_ascii{$mydomain}}
`,
      `
myorigin         support.type.property-name
=                keyword.operator.assignment
\${              punctuation.definition.variable.begin
domain_to_ascii  support.function
{                punctuation.section.group.begin
$                punctuation.definition.variable
mydomain         variable.other.readwrite
}                punctuation.section.group.end
}                punctuation.definition.variable.end
`,
    );
  });

  it("an expression over several lines with a comment inside", async () => {
    await checkScopes(
      `
-- main.cf --
relay_domains = \${{$compatibility_level} < {2}
    # the old default
    ? {$mydestination} :
    {}}
`,
      `
relay_domains        support.type.property-name
=                    keyword.operator.assignment
\${                  punctuation.definition.variable.begin
{                    punctuation.section.group.begin
$                    punctuation.definition.variable
compatibility_level  variable.other.readwrite
}                    punctuation.section.group.end
<                    keyword.operator.comparison
{                    punctuation.section.group.begin
2                    constant.numeric
}                    punctuation.section.group.end

#                    punctuation.definition.comment
the old default      comment.line.number-sign

?                    keyword.operator.ternary
{                    punctuation.section.group.begin
$                    punctuation.definition.variable
mydestination        variable.other.readwrite
}                    punctuation.section.group.end
:                    keyword.operator.ternary

{                    punctuation.section.group.begin
}                    punctuation.section.group.end
}                    punctuation.definition.variable.end
`,
    );
  });

  it("an unfinished reference ends with its logical line", async () => {
    await checkScopes(
      `
-- main.cf --
myorigin = \${mydomain
relayhost = \${{$a} == {b
    ? {$(c
inet_protocols = ipv4
`,
      `
myorigin        support.type.property-name
=               keyword.operator.assignment
\${             punctuation.definition.variable.begin
mydomain        variable.other.readwrite

relayhost       support.type.property-name
=               keyword.operator.assignment
\${             punctuation.definition.variable.begin
{               punctuation.section.group.begin
$               punctuation.definition.variable
a               variable.other.readwrite
}               punctuation.section.group.end
==              keyword.operator.comparison
{               punctuation.section.group.begin
b               string.unquoted

?               string.unquoted
{               punctuation.section.group.begin
$(              punctuation.definition.variable.begin
c               variable.other.readwrite

inet_protocols  support.type.property-name
=               keyword.operator.assignment
ipv4            constant.language
`,
    );
  });
});
