// Programs that Postfix does not have.
import { unknownProgram } from "../../../../server/src/analysis/rules/services/unknown-program";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unknownProgram, {
  valid: [
    "-- master.cf --\nsmtp inet n - n - - smtpd\nqmgr unix n - n 300 1 nqmgr\nx unix - - n - - smtpd2\ny unix - - n - - policyd-spf\n",
    "-- master.cf --\nx unix - - n - - ../local/mine\ny unix - - n - - {{ program }}\nz unix - - n - claenup\n",
    { code: "-- master.cf --\ntlsproxy unix - - n - 0 tlsproxy\n", version: "2.8" },
  ],
  invalid: [
    {
      code: "-- master.cf --\nsmtp inet n - n - - «smptd»\n",
      message: "typo",
      data: { program: "smptd", candidate: "smtpd", service: "smtp" },
      fixed: "smtp inet n - n - - smtpd\n",
    },
    {
      code: "-- master.cf --\ntlsproxy unix - - n - 0 «tlsproxy»\n",
      version: "2.7",
      message: "too-new",
      data: { since: "2.8", version: "2.7" },
    },
    {
      code: "-- master.cf --\nx unix - n n - - «/usr/lib/postfix/sbin/pipe» user=a argv=b\ny unix - - n - - «/usr/bin/mine»\n",
      findings: [
        {
          message: "path",
          fixed: "x unix - n n - - pipe user=a argv=b\ny unix - - n - - /usr/bin/mine\n",
        },
        { message: "path", data: { program: "/usr/bin/mine" } },
      ],
    },
  ],
});
