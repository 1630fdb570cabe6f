// What stands behind a policy server in braces.
import { badPolicyOption } from "../../../../server/src/analysis/rules/restrictions/bad-policy-option";
import { ruleTester } from "../../../support/rule-tester";

const policy = (argument: string) => `smtpd_data_restrictions = check_policy_service ${argument}, permit\n`;

ruleTester(badPolicyOption, {
  valid: [
    policy("inet:127.0.0.1:10023"),
    policy("{ inet:127.0.0.1:10023 }"),
    policy(
      "{ inet:127.0.0.1:10023, timeout=10s max_idle=300 , { default_action = 451 4.3.5 later }, try_limit=1 }",
    ),
    policy(
      "{ unix:private/a, retry_delay=1m, request_limit=-1, max_ttl=0, max_idle=10sec, policy_context=a=b }",
    ),
    { code: policy("{ unix:private/a, foo=1 }"), version: "2.11" },
    policy("{ unix:private/a, {{ options }} }"),
    policy("{ unix:private/a, foo=1"),
    "smtpd_client_restrictions = check_ccert_access { hash:/a, foo=1 }\n",
  ],
  invalid: [
    {
      code: policy("{ inet:127.0.0.1:10023, «timout»=10s, { «default_acton» = 451 4.3.5 later } }"),
      findings: [
        {
          message: "typo",
          data: { name: "timout", candidates: "'timeout'" },
          fixed: policy("{ inet:127.0.0.1:10023, timeout=10s, { default_acton = 451 4.3.5 later } }"),
        },
        {
          message: "typo",
          fixed: policy("{ inet:127.0.0.1:10023, timout=10s, { default_action = 451 4.3.5 later } }"),
        },
      ],
    },
    {
      code: `a = unix:private/a timout=3\n${policy("{ «$a» }")}`,
      message: "typo",
    },
    { code: policy("{ unix:private/a «foo»=1 }"), message: "unknown" },
    {
      code: policy("{ unix:private/a «policy_context=a» }"),
      version: "3.0",
      message: "too-new",
      data: { name: "policy_context", since: "3.1" },
    },
    {
      code: policy("{ unix:private/a default_action=451 «4.3.5» «later» }"),
      findings: [{ message: "malformed", data: { word: "4.3.5" } }, { message: "malformed" }],
    },
    {
      code: policy("{ unix:private/a «try_limit=2x» «timeout=10M» «max_idle=» }"),
      findings: [
        { message: "no-number", data: { name: "try_limit", value: "2x" } },
        { message: "no-time", data: { value: "10M" } },
        { message: "no-time", data: { name: "max_idle", value: "" } },
      ],
    },
  ],
});
