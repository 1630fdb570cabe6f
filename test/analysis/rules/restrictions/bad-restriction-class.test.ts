// What smtpd_restriction_classes lists.
import { badRestrictionClass } from "../../../../server/src/analysis/rules/restrictions/bad-restriction-class";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badRestrictionClass, {
  valid: [
    "smtpd_restriction_classes = a, b\na = permit_mynetworks, b\nb = reject\n",
    "smtpd_restriction_classes =\n",
    // Set nowhere: an undefined reference.
    "smtpd_restriction_classes = a\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_restriction_classes=a\n",
    "-- main.cf --\nb = reject\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_restriction_classes=a,b -o a=permit\n",
    // The same class twice on the way is no loop.
    "smtpd_restriction_classes = a b c\na = b, c\nb = c\nc = reject\n",
    "smtpd_restriction_classes = {{ classes }}\n",
    "smtpd_restriction_classes = a\na = $undefined\n",
    "smtpd_restriction_classes = a\na = {{ a }}\n",
    // No restriction yet.
    { code: "smtpd_restriction_classes = check_sasl_access\ncheck_sasl_access = reject\n", version: "2.10" },
  ],
  invalid: [
    {
      code: "smtpd_restriction_classes = greylist, «empty», b\nempty =\nb = reject\n",
      message: "empty",
      data: { name: "empty" },
    },
    {
      code: "-- main.cf --\nsmtpd_restriction_classes = «a»\n-- master.cf --\nx inet n - y - - smtpd -o a=reject\ny inet n - y - - smtpd\nz inet n - y - - smtpd -v\n",
      message: "elsewhere",
      data: { name: "a", service: "y" },
    },
    {
      code: "smtpd_restriction_classes = «a» «b» c «d»\na = permit_mynetworks, b\nb = c, d, a\nc = reject\nd = d\n",
      findings: [
        { message: "loop", data: { name: "a", path: "'a' → 'b' → 'a'" } },
        { message: "loop", data: { path: "'b' → 'a' → 'b'" } },
        { message: "loop", data: { path: "'d' → 'd'" } },
      ],
    },
    {
      code: "names = Permit_MyNetworks\nsmtpd_restriction_classes = «$names»\nPermit_MyNetworks = reject\n",
      message: "shadowed",
      data: { name: "Permit_MyNetworks" },
    },
  ],
});
