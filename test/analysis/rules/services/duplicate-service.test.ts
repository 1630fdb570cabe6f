// Services that a later line defines again.
import { duplicateService } from "../../../../server/src/analysis/rules/services/duplicate-service";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(duplicateService, {
  valid: [
    "-- master.cf --\nsmtp inet n - n - - smtpd\nsmtp unix - - n - - smtp\nsmtp unix n - n - - smtp\n",
    "-- master.cf --\nsmtp inet n - n - - smtpd\n127.0.0.1:smtp inet n - n - - smtpd\n587 inet n - n - - smtpd\n",
    "-- master.cf --\nsmtp inet n - n - - smtpd\nsmtp inet n - n - smtpd\nsmtp inet n - {{ y }} - - smtpd\n",
    "-- master.cf --\n*:25 inet n - n - - smtpd\n*:25 inet n - n - - smtpd\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\n«relay unix» - - n - - smtp\n  -o a=b\n# comment\nrelay unix - - n - - smtp\n",
      message: "duplicate",
      data: { service: "relay" },
      related: ["master.cf:4: relay unix"],
      fixed: "# comment\nrelay unix - - n - - smtp\n",
    },
    {
      code: "-- master.cf --\n«smtp inet» n - n - - smtpd\n«:025 inet» n - n - - smtpd\n25 inet n - n - - smtpd\n",
      findings: [
        {
          message: "same-port",
          data: { service: "smtp", other: "25" },
          related: ["master.cf:3: 25 inet"],
          fixed: ":025 inet n - n - - smtpd\n25 inet n - n - - smtpd\n",
        },
        {
          message: "same-port",
          related: ["master.cf:3: 25 inet"],
          fixed: "smtp inet n - n - - smtpd\n25 inet n - n - - smtpd\n",
        },
      ],
    },
    {
      code: "-- master.cf --\n«[0:0::1]:smtps inet» n - n - - smtpd\n[::1]:465 inet n - n - - smtpd\n",
      message: "same-port",
      related: ["master.cf:2: [::1]:465 inet"],
      fixed: "[::1]:465 inet n - n - - smtpd\n",
    },
  ],
});
