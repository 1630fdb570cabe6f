// Addresses, networks, hosts, ports, transports and endpoints.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("main.cf, addresses", () => {
  it("IPv4 addresses and networks", async () => {
    await checkScopes(
      `
-- main.cf --
mynetworks = 127.0.0.0/8, !192.0.2.1 10.0.0.1:25
`,
      `
mynetworks   support.type.property-name
=            keyword.operator.assignment
127.0.0.0/8  constant.numeric.network
,            punctuation.separator.list
!            keyword.operator.logical
192.0.2.1    constant.numeric.network
10.0.0.1     constant.numeric.network
:            punctuation.separator.port
25           constant.numeric.port
`,
    );
  });

  it("IPv6 addresses and networks", async () => {
    await checkScopes(
      `
-- main.cf --
mynetworks = [::1]/128 [2001:db8::]/32, ::1, fe80::1
`,
      `
mynetworks  support.type.property-name
=           keyword.operator.assignment
[           punctuation.definition.address.begin
::1         constant.numeric.network
]           punctuation.definition.address.end
/128        constant.numeric.network
[           punctuation.definition.address.begin
2001:db8::  constant.numeric.network
]           punctuation.definition.address.end
/32         constant.numeric.network
,           punctuation.separator.list
::1         constant.numeric.network
,           punctuation.separator.list
fe80::1     constant.numeric.network
`,
    );
  });

  it("hosts in brackets", async () => {
    await checkScopes(
      `
-- main.cf --
relayhost = [mail.example.com]:587
relayhost = [$mydomain]
`,
      `
relayhost         support.type.property-name
=                 keyword.operator.assignment
[                 punctuation.definition.address.begin
mail.example.com  string.unquoted
]                 punctuation.definition.address.end
:                 punctuation.separator.port
587               constant.numeric.port

relayhost         support.type.property-name
=                 keyword.operator.assignment
[                 punctuation.definition.address.begin
$                 punctuation.definition.variable
mydomain          variable.other.readwrite
]                 punctuation.definition.address.end
`,
    );
  });

  it("a bracket that stays open ends at white space", async () => {
    await checkScopes(
      `
-- main.cf --
relayhost = [mail.example.com b
`,
      `
relayhost         support.type.property-name
=                 keyword.operator.assignment
[                 punctuation.definition.address.begin
mail.example.com  string.unquoted
b                 string.unquoted
`,
    );
  });

  it("transports and endpoints", async () => {
    await checkScopes(
      `
-- main.cf --
content_filter = smtp-amavis:[127.0.0.1]:10024
virtual_transport = lmtp:unix:private/dovecot-lmtp
default_transport = error:5.1.1 closed
smtpd_sasl_path = inet:127.0.0.1:12345
`,
      `
content_filter        support.type.property-name
=                     keyword.operator.assignment
smtp-amavis           storage.type.transport
:                     punctuation.separator.type
[                     punctuation.definition.address.begin
127.0.0.1             constant.numeric.network
]                     punctuation.definition.address.end
:                     punctuation.separator.port
10024                 constant.numeric.port

virtual_transport     support.type.property-name
=                     keyword.operator.assignment
lmtp                  storage.type.transport
:                     punctuation.separator.type
unix                  storage.type.endpoint
:                     punctuation.separator.type
private/dovecot-lmtp  string.unquoted

default_transport     support.type.property-name
=                     keyword.operator.assignment
error                 storage.type.transport
:                     punctuation.separator.type
5.1.1                 constant.numeric
closed                string.unquoted

smtpd_sasl_path       support.type.property-name
=                     keyword.operator.assignment
inet                  storage.type.endpoint
:                     punctuation.separator.type
127.0.0.1             constant.numeric.network
:                     punctuation.separator.port
12345                 constant.numeric.port
`,
    );
  });

  it("host and port", async () => {
    await checkScopes(
      `
-- main.cf --
t = mail.example.com:25 localhost:smtp
`,
      `
t                 support.type.property-name
=                 keyword.operator.assignment
mail.example.com  string.unquoted
:                 punctuation.separator.port
25                constant.numeric.port
localhost:smtp    string.unquoted
`,
    );
  });

  it("colons of a cipher list are text", async () => {
    await checkScopes(
      `
-- main.cf --
tls_high_cipherlist = ECDHE-RSA-AES256-GCM-SHA384:!aNULL:@STRENGTH
`,
      `
tls_high_cipherlist                           support.type.property-name
=                                             keyword.operator.assignment
ECDHE-RSA-AES256-GCM-SHA384:!aNULL:@STRENGTH  string.unquoted
`,
    );
  });

  it("closing characters without a partner are text", async () => {
    await checkScopes(
      `
-- main.cf --
smtpd_expansion_filter = a}b ) (c
`,
      `
smtpd_expansion_filter  support.type.property-name
=                       keyword.operator.assignment
a                       string.unquoted
}                       string.unquoted
b                       string.unquoted
)                       string.unquoted
(                       string.unquoted
c                       string.unquoted
`,
    );
  });
});
