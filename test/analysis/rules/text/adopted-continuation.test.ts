// Lines whose entry became a comment.
import { adoptedContinuation } from "../../../../server/src/analysis/rules/text/adopted-continuation";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(adoptedContinuation, {
  valid: [
    "mydestination = a\n#mynetworks = 10.0.0.0/8,\n#  192.0.2.0/24\nbiff = no\n",
    // The list goes on behind a comment.
    "mydestination = a,\n#mynetworks = 10.0.0.0/8,\n  b\nrelay_domains =\n#mynetworks =\n  c\n",
    "mydestination =\n  a\n# old names,\n  b\n#c,\n  d\n",
    // The first line of the very entry, once more.
    "mydestination = a\n#mydestination = b,\n  c\n",
    // No parameter, or one whose value seems to be complete.
    "mydestination = a\n#my_own =\n  b\n#mynetworks = 10.0.0.0/8\n  c\n",
    "relayhost = a\n#mynetworks =\n  biff = no\n",
    "relayhost = {{ a }}\n#mynetworks =\n  b\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd\n#submission inet n - y - - smtpd\n#  -o biff=no\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd\n#smtp inet n - n - 1 postscreen\n  -o biff=no\n  # -o a=b\n  -o c=d\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd\n# for the office\n  -o biff=no\n",
  ],
  invalid: [
    {
      code: "mydestination = a\n#mynetworks = 10.0.0.0/8,\n  «192.0.2.0/24,»\n\n  192.0.3.0/24\nbiff = no\n",
      message: "parameter",
      data: { owner: "mynetworks", name: "mydestination" },
      related: ["main.cf:2: #mynetworks = 10.0.0.0/8,"],
      fixed: "mydestination = a\n#mynetworks = 10.0.0.0/8,\n#  192.0.2.0/24,\n\n#  192.0.3.0/24\nbiff = no\n",
    },
    {
      code: "mydestination =\n  a\n  # smtpd_recipient_restrictions =\n  «reject»\n",
      message: "parameter",
      related: ["main.cf:3:   # smtpd_recipient_restrictions ="],
      fixed: "mydestination =\n  a\n  # smtpd_recipient_restrictions =\n#  reject\n",
    },
    // Nothing could follow a value of this kind.
    {
      code: "biff = no\r\n#mynetworks = 10.0.0.0/8\r\n  «192.0.2.0/24»\r\n",
      message: "parameter",
      related: ["main.cf:2: #mynetworks = 10.0.0.0/8"],
      fixed: "biff = no\r\n#mynetworks = 10.0.0.0/8\r\n#  192.0.2.0/24\r\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd\n#submission inet n - y - - smtpd\n  «-o biff=no»\n  -o a=b\nx unix - - - - - x\n",
      message: "service",
      data: { owner: "submission/inet", name: "smtp/inet" },
      related: ["master.cf:2: #submission inet n - y - - smtpd"],
      fixed:
        "smtp inet n - y - - smtpd\n#submission inet n - y - - smtpd\n#  -o biff=no\n#  -o a=b\nx unix - - - - - x\n",
    },
  ],
});
