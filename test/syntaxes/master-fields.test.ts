// The eight fields of a service in master.cf.
import { describe, it } from "vitest";
import { checkScopes } from "./tokenize";

describe("master.cf, fields", () => {
  it("the eight fields", async () => {
    await checkScopes(
      `
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
`,
      `
smtp   entity.name.type.service
inet   storage.type.service
n      constant.language.boolean
-      constant.language.default
y      constant.language.boolean
-      constant.language.default
-      constant.language.default
smtpd  entity.name.function
`,
    );
  });

  it("wakeup time and process limit", async () => {
    await checkScopes(
      `
-- master.cf --
qmgr unix n - n 300? 1 qmgr
tlsmgr unix - - - 1000? 0 tlsmgr
pickup fifo n - n 60 1 pickup
`,
      `
qmgr    entity.name.type.service
unix    storage.type.service
n       constant.language.boolean
-       constant.language.default
n       constant.language.boolean
300     constant.numeric
?       keyword.operator.wakeup
1       constant.numeric
qmgr    entity.name.function

tlsmgr  entity.name.type.service
unix    storage.type.service
-       constant.language.default
-       constant.language.default
-       constant.language.default
1000    constant.numeric
?       keyword.operator.wakeup
0       constant.numeric
tlsmgr  entity.name.function

pickup  entity.name.type.service
fifo    storage.type.service
n       constant.language.boolean
-       constant.language.default
n       constant.language.boolean
60      constant.numeric
1       constant.numeric
pickup  entity.name.function
`,
    );
  });

  it("addresses and ports as services", async () => {
    await checkScopes(
      `
-- master.cf --
127.0.0.1:10025 inet n - n - 10 smtpd
[::1]:smtp inet n - n - - smtpd
private/x unix-dgram n - n - 1 postlogd
`,
      `
127.0.0.1:10025  entity.name.type.service
inet             storage.type.service
n                constant.language.boolean
-                constant.language.default
n                constant.language.boolean
-                constant.language.default
10               constant.numeric
smtpd            entity.name.function

[::1]:smtp       entity.name.type.service
inet             storage.type.service
n                constant.language.boolean
-                constant.language.default
n                constant.language.boolean
-                constant.language.default
-                constant.language.default
smtpd            entity.name.function

private/x        entity.name.type.service
unix-dgram       storage.type.service
n                constant.language.boolean
-                constant.language.default
n                constant.language.boolean
-                constant.language.default
1                constant.numeric
postlogd         entity.name.function
`,
    );
  });

  it("values that a field does not know are text", async () => {
    await checkScopes(
      `
-- master.cf --
smtp tcp Y maybe n soon many smtpd
`,
      `
smtp   entity.name.type.service
tcp    string.unquoted
Y      string.unquoted
maybe  string.unquoted
n      constant.language.boolean
soon   string.unquoted
many   string.unquoted
smtpd  entity.name.function
`,
    );
  });

  it("fields may stand on continuation lines, with comments between", async () => {
    await checkScopes(
      `
-- master.cf --
submission
  inet n
# the privileges
  - n - -
    smtpd
  -v
`,
      `
submission      entity.name.type.service

inet            storage.type.service
n               constant.language.boolean

#               punctuation.definition.comment
the privileges  comment.line.number-sign

-               constant.language.default
n               constant.language.boolean
-               constant.language.default
-               constant.language.default

smtpd           entity.name.function

-v              keyword.other.option
`,
    );
  });

  it("an incomplete service does not swallow the next one", async () => {
    await checkScopes(
      `
-- master.cf --
smtp inet n
relay unix - - n - - smtp
`,
      `
smtp   entity.name.type.service
inet   storage.type.service
n      constant.language.boolean

relay  entity.name.type.service
unix   storage.type.service
-      constant.language.default
-      constant.language.default
n      constant.language.boolean
-      constant.language.default
-      constant.language.default
smtp   entity.name.function
`,
    );
  });

  it("commented-out services are comments", async () => {
    await checkScopes(
      `
-- master.cf --
#smtps     inet  n       -       y       -       -       smtpd
#  -o syslog_name=postfix/smtps
smtp      inet  n       -       y       -       -       smtpd
`,
      `
#                                                              punctuation.definition.comment
smtps     inet  n       -       y       -       -       smtpd  comment.line.number-sign

#                                                              punctuation.definition.comment
-o syslog_name=postfix/smtps                                   comment.line.number-sign

smtp                                                           entity.name.type.service
inet                                                           storage.type.service
n                                                              constant.language.boolean
-                                                              constant.language.default
y                                                              constant.language.boolean
-                                                              constant.language.default
-                                                              constant.language.default
smtpd                                                          entity.name.function
`,
    );
  });
});
