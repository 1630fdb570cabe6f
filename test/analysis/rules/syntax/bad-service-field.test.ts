// Values that a field of a service cannot have.
import { badServiceField } from "../../../../server/src/analysis/rules/syntax/bad-service-field";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badServiceField, {
  valid: [
    "-- master.cf --\nsmtp inet n - y 60? 100 smtpd\n",
    "-- master.cf --\na unix-dgram - n n -? 0 b\nc pass - - - ? - d\ne fifo y y y 0 1 f\n",
    "-- master.cf --\nsmtp tcp\n",
    "-- master.cf --\nsmtp inet n - {{ chroot }} - - smtpd\n",
    "-- main.cf --\na = b\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\nsmtp «tcp» n - y - - smtpd\n",
      message: "value",
      data: {
        field: "type",
        value: "tcp",
        service: "smtp",
        legal: "'inet', 'unix', 'unix-dgram', 'fifo' or 'pass'",
      },
    },
    {
      code: "-- master.cf --\na unix «yes» - y - - b\nc unix n «Y» y - - d\ne unix n n «no» - - f\n",
      findings: [
        { message: "value", data: { field: "private", value: "yes" } },
        { message: "value", data: { field: "unpriv", value: "Y" } },
        { message: "value", data: { field: "chroot", value: "no" } },
      ],
    },
    {
      code: "-- master.cf --\na unix n n n «1m» - b\nc unix n n n -\n  «10x» d\n",
      findings: [
        { message: "value", data: { field: "wakeup", value: "1m" } },
        { message: "value", data: { field: "maxproc", value: "10x" } },
      ],
    },
    // Only the first field that the master daemon objects to.
    { code: "-- master.cf --\nsmtp «x» x x x x x smtpd\n", message: "value", data: { field: "type" } },
  ],
});
