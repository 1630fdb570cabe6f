// Template languages around the configuration: a placeholder keeps to itself, the rest is coloured as ever.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("templates", () => {
  it("Jinja placeholders in a value", async () => {
    await checkScopes(
      `
-- main.cf --
myhostname = {{ host | default({}) }}.{{domain}}:{{ port }}, b
`,
      `
myhostname          support.type.property-name
=                   keyword.operator.assignment
{{                  punctuation.section.embedded.begin
host | default({})  meta.embedded.inline.template
}}                  punctuation.section.embedded.end
.                   string.unquoted
{{                  punctuation.section.embedded.begin
domain              meta.embedded.inline.template
}}                  punctuation.section.embedded.end
:                   string.unquoted
{{                  punctuation.section.embedded.begin
port                meta.embedded.inline.template
}}                  punctuation.section.embedded.end
,                   punctuation.separator.list
b                   string.unquoted
`,
    );
  });

  it("Jinja placeholders in a name", async () => {
    await checkScopes(
      `
-- main.cf --
smtp_{{ name }} = 10
{{ name }} = 10
`,
      `
smtp_  support.type.property-name
{{     punctuation.section.embedded.begin
name   meta.embedded.inline.template
}}     punctuation.section.embedded.end
=      keyword.operator.assignment
10     constant.numeric

{{     punctuation.section.embedded.begin
name   meta.embedded.inline.template
}}     punctuation.section.embedded.end
=      keyword.operator.assignment
10     constant.numeric
`,
    );
  });

  it("a Jinja statement line does not end a continued value", async () => {
    await checkScopes(
      `
-- main.cf --
mydestination = a,
{% if b %}
    yes
{%- endif %}
relayhost =
`,
      `
mydestination  support.type.property-name
=              keyword.operator.assignment
a              string.unquoted
,              punctuation.separator.list

{%             punctuation.section.embedded.begin
if b           meta.embedded.inline.template
%}             punctuation.section.embedded.end

yes            constant.language

{%-            punctuation.section.embedded.begin
endif          meta.embedded.inline.template
%}             punctuation.section.embedded.end

relayhost      support.type.property-name
=              keyword.operator.assignment
`,
    );
  });

  it("Jinja statements around a parameter", async () => {
    await checkScopes(
      `
-- main.cf --
{% if host %}relayhost = {{ host }}{% endif %}
inet_protocols = all
`,
      `
{%              punctuation.section.embedded.begin
if host         meta.embedded.inline.template
%}              punctuation.section.embedded.end
relayhost       support.type.property-name
=               keyword.operator.assignment
{{              punctuation.section.embedded.begin
host            meta.embedded.inline.template
}}              punctuation.section.embedded.end
{%              punctuation.section.embedded.begin
endif           meta.embedded.inline.template
%}              punctuation.section.embedded.end

inet_protocols  support.type.property-name
=               keyword.operator.assignment
all             constant.language
`,
    );
  });

  it("a Jinja comment", async () => {
    await checkScopes(
      `
-- main.cf --
{# note #}
relayhost = a {# note #} b
`,
      `
{# note #}  comment.block.template

relayhost   support.type.property-name
=           keyword.operator.assignment
a           string.unquoted
{# note #}  comment.block.template
b           string.unquoted
`,
    );
  });

  it("braces that are no Jinja placeholder stay Postfix's", async () => {
    await checkScopes(
      `
-- main.cf --
x = inline:{{a = b}, {c = d}} \${{$e}=={f}}
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
b       string.unquoted
}       punctuation.section.group.end
,       punctuation.separator.list
{       punctuation.section.group.begin
c       variable.parameter
=       keyword.operator.assignment
d       string.unquoted
}       punctuation.section.group.end
}       punctuation.section.group.end
\${     punctuation.definition.variable.begin
{       punctuation.section.group.begin
$       punctuation.definition.variable
e       variable.other.readwrite
}       punctuation.section.group.end
==      keyword.operator.comparison
{       punctuation.section.group.begin
f       string.unquoted
}       punctuation.section.group.end
}       punctuation.definition.variable.end
`,
    );
  });

  it("ERB in names, values and statements", async () => {
    await checkScopes(
      `
-- main.cf --
<% if @relay -%>
<%= key %> = <%= @options[key] %>,b
<% end -%>
relayhost =
`,
      `
<%             punctuation.section.embedded.begin
if @relay      meta.embedded.inline.template
-%>            punctuation.section.embedded.end

<%=            punctuation.section.embedded.begin
key            meta.embedded.inline.template
%>             punctuation.section.embedded.end
=              keyword.operator.assignment
<%=            punctuation.section.embedded.begin
@options[key]  meta.embedded.inline.template
%>             punctuation.section.embedded.end
,              punctuation.separator.list
b              string.unquoted

<%             punctuation.section.embedded.begin
end            meta.embedded.inline.template
-%>            punctuation.section.embedded.end

relayhost      support.type.property-name
=              keyword.operator.assignment
`,
    );
  });

  it("placeholders of configure scripts", async () => {
    await checkScopes(
      `
-- main.cf --
@NAME@ = user@example.com /etc/@PREFIX@/x
`,
      `
@NAME@            variable.other.template
=                 keyword.operator.assignment
user@example.com  string.unquoted
/etc/             string.unquoted
@PREFIX@          variable.other.template
/x                string.unquoted
`,
    );
  });

  it("placeholders of envsubst", async () => {
    await checkScopes(
      `
-- main.cf --
myhostname = \${HOSTNAME:-localhost}
`,
      `
myhostname  support.type.property-name
=           keyword.operator.assignment
\${         punctuation.definition.variable.begin
HOSTNAME    variable.other.readwrite
:           keyword.operator.ternary
-localhost  string.unquoted
}           punctuation.definition.variable.end
`,
    );
  });

  it("a placeholder that stays open leaves the next lines alone", async () => {
    await checkScopes(
      `
-- main.cf --
a = {{ b
c = <%= d
e = {% f
g = yes
`,
      `
a    support.type.property-name
=    keyword.operator.assignment
{    punctuation.section.group.begin
{    punctuation.section.group.begin
b    string.unquoted

c    support.type.property-name
=    keyword.operator.assignment
<    string.unquoted
%=   string.unquoted
d    string.unquoted

e    support.type.property-name
=    keyword.operator.assignment
{    punctuation.section.group.begin
%    string.unquoted
f    string.unquoted

g    support.type.property-name
=    keyword.operator.assignment
yes  constant.language
`,
    );
  });

  it("placeholders in the fields of a service", async () => {
    await checkScopes(
      `
-- master.cf --
{{ name }} {{ type }} n - {{ chroot }} - {{ limit }} {{ command }}
  -o {{ key }}={{ value }} -o { {{ key }} = {{ value }} }
`,
      `
{{       punctuation.section.embedded.begin
name     meta.embedded.inline.template
}}       punctuation.section.embedded.end
{{       punctuation.section.embedded.begin
type     meta.embedded.inline.template
}}       punctuation.section.embedded.end
n        constant.language.boolean
-        constant.language.default
{{       punctuation.section.embedded.begin
chroot   meta.embedded.inline.template
}}       punctuation.section.embedded.end
-        constant.language.default
{{       punctuation.section.embedded.begin
limit    meta.embedded.inline.template
}}       punctuation.section.embedded.end
{{       punctuation.section.embedded.begin
command  meta.embedded.inline.template
}}       punctuation.section.embedded.end

-o       keyword.other.option
{{       punctuation.section.embedded.begin
key      meta.embedded.inline.template
}}       punctuation.section.embedded.end
=        keyword.operator.assignment
{{       punctuation.section.embedded.begin
value    meta.embedded.inline.template
}}       punctuation.section.embedded.end
-o       keyword.other.option
{        punctuation.section.group.begin
{{       punctuation.section.embedded.begin
key      meta.embedded.inline.template
}}       punctuation.section.embedded.end
=        keyword.operator.assignment
{{       punctuation.section.embedded.begin
value    meta.embedded.inline.template
}}       punctuation.section.embedded.end
}        punctuation.section.group.end
`,
    );
  });

  it("a statement line between the arguments of a service", async () => {
    await checkScopes(
      `
-- master.cf --
<%= port %> inet n - n - - smtpd
<% if tls %>
  -o smtpd_tls_wrappermode=yes
<% end %>
smtp unix - - n - - smtp
`,
      `
<%=                    punctuation.section.embedded.begin
port                   meta.embedded.inline.template
%>                     punctuation.section.embedded.end
inet                   storage.type.service
n                      constant.language.boolean
-                      constant.language.default
n                      constant.language.boolean
-                      constant.language.default
-                      constant.language.default
smtpd                  entity.name.function

<%                     punctuation.section.embedded.begin
if tls                 meta.embedded.inline.template
%>                     punctuation.section.embedded.end

-o                     keyword.other.option
smtpd_tls_wrappermode  support.type.property-name
=                      keyword.operator.assignment
yes                    constant.language

<%                     punctuation.section.embedded.begin
end                    meta.embedded.inline.template
%>                     punctuation.section.embedded.end

smtp                   entity.name.type.service
unix                   storage.type.service
-                      constant.language.default
-                      constant.language.default
n                      constant.language.boolean
-                      constant.language.default
-                      constant.language.default
smtp                   entity.name.function
`,
    );
  });
});
