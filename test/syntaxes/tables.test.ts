// Lists, lookup tables and groups in braces.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("main.cf, lists and lookup tables", () => {
  it("commas and white space separate", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = a,b , c
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
a              string.unquoted
,              punctuation.separator.list
b              string.unquoted
,              punctuation.separator.list
c              string.unquoted
`,
    );
  });

  it("lookup tables", async () => {
    await checkScopes(
      `
-- main.cf --
alias_maps = hash:/etc/aliases, pcre:$config_directory/x unix:passwd.byname, static:all
`,
      `
alias_maps        support.type.property-name
=                 keyword.operator.assignment
hash              storage.type.table
:                 punctuation.separator.type
/etc/aliases      string.unquoted
,                 punctuation.separator.list
pcre              storage.type.table
:                 punctuation.separator.type
$                 punctuation.definition.variable
config_directory  variable.other.readwrite
/x                string.unquoted
unix              storage.type.table
:                 punctuation.separator.type
passwd.byname     string.unquoted
,                 punctuation.separator.list
static            storage.type.table
:                 punctuation.separator.type
all               constant.language
`,
    );
  });

  it("a table behind a proxy", async () => {
    await checkScopes(
      `
-- main.cf --
virtual_alias_maps = proxy:mysql:/etc/postfix/alias.cf
`,
      `
virtual_alias_maps     support.type.property-name
=                      keyword.operator.assignment
proxy                  storage.type.table
:                      punctuation.separator.type
mysql                  storage.type.table
:                      punctuation.separator.type
/etc/postfix/alias.cf  string.unquoted
`,
    );
  });

  it("an unknown table type counts when a path follows, a URL does not", async () => {
    await checkScopes(
      `
-- main.cf --
alias_maps = newtype:/etc/x http://example.com/x
`,
      `
alias_maps            support.type.property-name
=                     keyword.operator.assignment
newtype               storage.type.table
:                     punctuation.separator.type
/etc/x                string.unquoted
http://example.com/x  string.unquoted
`,
    );
  });

  it("an inline table", async () => {
    await checkScopes(
      `
-- main.cf --
transport_maps = inline:{ example.com = smtp:[192.0.2.1]:25, {example.net = error: closed} }
`,
      `
transport_maps  support.type.property-name
=               keyword.operator.assignment
inline          storage.type.table
:               punctuation.separator.type
{               punctuation.section.group.begin
example.com     variable.parameter
=               keyword.operator.assignment
smtp            storage.type.transport
:               punctuation.separator.type
[               punctuation.definition.address.begin
192.0.2.1       constant.numeric.network
]               punctuation.definition.address.end
:               punctuation.separator.port
25              constant.numeric.port
,               punctuation.separator.list
{               punctuation.section.group.begin
example.net     variable.parameter
=               keyword.operator.assignment
error           storage.type.transport
:               punctuation.separator.type
closed          string.unquoted
}               punctuation.section.group.end
}               punctuation.section.group.end
`,
    );
  });

  it("access actions where a value starts", async () => {
    await checkScopes(
      `
-- main.cf --
x = inline:{ { a = REJECT no OK mail }, b=OK } static:DUNNO
`,
      `
x       support.type.property-name
=       keyword.operator.assignment
inline  storage.type.table
:       punctuation.separator.type
{       punctuation.section.group.begin
{       punctuation.section.group.begin
a       variable.parameter
=       keyword.operator.assignment
REJECT  keyword.control.action
no      string.unquoted
OK      string.unquoted
mail    string.unquoted
}       punctuation.section.group.end
,       punctuation.separator.list
b       variable.parameter
=       keyword.operator.assignment
OK      keyword.control.action
}       punctuation.section.group.end
static  storage.type.table
:       punctuation.separator.type
DUNNO   keyword.control.action
`,
    );
  });

  it("patterns in braces are no names", async () => {
    await checkScopes(
      `
-- main.cf --
header_checks = pcre:{{/^a=b/ IGNORE}}
`,
      `
header_checks  support.type.property-name
=              keyword.operator.assignment
pcre           storage.type.table
:              punctuation.separator.type
{              punctuation.section.group.begin
{              punctuation.section.group.begin
/^a=b/         string.unquoted
IGNORE         string.unquoted
}              punctuation.section.group.end
}              punctuation.section.group.end
`,
    );
  });

  it("the settings of a Milter", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_milters = { inet:localhost:8891, connect_timeout = 10s }, unix:/run/milter
`,
      `
smtpd_milters    support.type.property-name
=                keyword.operator.assignment
{                punctuation.section.group.begin
inet             storage.type.endpoint
:                punctuation.separator.type
localhost        string.unquoted
:                punctuation.separator.port
8891             constant.numeric.port
,                punctuation.separator.list
connect_timeout  variable.parameter
=                keyword.operator.assignment
10               constant.numeric
s                keyword.other.unit
}                punctuation.section.group.end
,                punctuation.separator.list
unix             storage.type.endpoint
:                punctuation.separator.type
/run/milter      string.unquoted
`,
    );
  });
});
