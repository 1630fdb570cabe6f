// Tables whose names are not what their types take.
import { badTableName } from "../../../../server/src/analysis/rules/lookups/bad-table-name";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badTableName, {
  valid: [
    'local_recipient_maps = inline:{ a=b, c=, { d = e f }, =x, { "g h" = i }, j={k} } unix:passwd.byname unix:group.byname\n',
    "virtual_alias_maps = pipemap:{hash:/a, static:b}, unionmap:{hash:/a, inline:{c=d}}, randmap:{a, b}\n",
    "virtual_uid_maps = static:5000, static:{ a b }, static:a:{b}\n",
    "smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8461:QUERY, socketmap:unix:/run/x:postfix socketmap:inet:[::1]:8461:a socketmap:inet:8461:a socketmap:inet:8461:1\n",
    "virtual_alias_maps = proxy:unix:passwd.byname, debug:hash:/a, regexp:{{/a/ b}}, hash:\n",
    "virtual_alias_maps = inline:{{ entries }}\n",
    "virtual_alias_maps = inline:{ $undefined }\n",
  ],
  invalid: [
    {
      code: "virtual_alias_maps = inline:«a=b», randmap:«a», pipemap:«hash:/a»\n",
      findings: [
        { message: "braces", data: { type: "inline", name: "a=b", form: "key=value, …" } },
        { message: "braces" },
        { message: "braces" },
      ],
    },
    { code: "virtual_alias_maps = hash:/a, inline:«{ a=b, hash:/b»\n", message: "unclosed" },
    {
      code: "virtual_alias_maps = inline:{ a=b }«hash:/b», static:{ a }«b»\n",
      findings: [{ message: "behind-brace", data: { rest: "hash:/b" } }, { message: "behind-brace" }],
    },
    {
      code: "virtual_alias_maps = inline:«{ }», pipemap:«{}»\n",
      findings: [{ message: "empty-braces" }, { message: "empty-braces" }],
    },
    {
      code: "virtual_alias_maps = inline:{ a=b, «c» }, unionmap:{ inline:{ «{ d e = f }» } }\n",
      findings: [{ message: "entry", data: { entry: "c" } }, { message: "entry" }],
    },
    { code: "local_recipient_maps = unix:«passwd»\n", message: "system", data: { name: "passwd" } },
    {
      code: "smtp_tls_policy_maps = socketmap:«127.0.0.1:8461:a», socketmap:«inet:a», socketmap:«inet:localhost:8461»\n",
      findings: [{ message: "endpoint" }, { message: "endpoint" }, { message: "endpoint" }],
    },
    {
      code: "virtual_alias_maps = proxy:«/etc/a», proxy:debug:«b»\n",
      findings: [
        { message: "proxy", data: { type: "proxy" } },
        { message: "proxy", data: { type: "debug" } },
      ],
    },
  ],
});
