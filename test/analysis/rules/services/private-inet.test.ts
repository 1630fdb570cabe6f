// Network services that the field `private` would hide.
import { privateInet } from "../../../../server/src/analysis/rules/services/private-inet";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(privateInet, {
  valid: [
    "-- master.cf --\nsmtp inet n - n - - smtpd\nsmtp unix - - n - - smtp\nsmtpd pass y - n - - smtpd\n",
    "-- master.cf --\nsmtp inet {{ private }} - n - - smtpd\n",
    "-- master.cf --\nsmtp inet - - n\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\nsmtp inet «-» - n - - smtpd\n25 inet «y» - n - - smtpd\n",
      findings: [
        {
          message: "private",
          data: { value: "-", service: "smtp" },
          fixed: "smtp inet n - n - - smtpd\n25 inet y - n - - smtpd\n",
        },
        {
          message: "private",
          data: { value: "y", service: "25" },
          fixed: "smtp inet - - n - - smtpd\n25 inet n - n - - smtpd\n",
        },
      ],
    },
  ],
});
