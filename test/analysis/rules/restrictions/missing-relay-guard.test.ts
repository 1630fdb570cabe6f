// The guard against relaying that the SMTP server insists on.
import { missingRelayGuard } from "../../../../server/src/analysis/rules/restrictions/missing-relay-guard";
import { ruleTester } from "../../../support/rule-tester";

const both = (relay: string, recipient: string) =>
  `smtpd_relay_restrictions = ${relay}\nsmtpd_recipient_restrictions = ${recipient}\n`;
const service = (main: string, options: string) =>
  `-- main.cf --\n${main}-- master.cf --\nsmtp inet n - y - - smtpd ${options}\n`;

ruleTester(missingRelayGuard, {
  valid: [
    // Nobody set anything: too little to say that this is a whole configuration.
    "myhostname = a.example\n",
    "smtpd_client_restrictions = permit\n",
    { code: "compatibility_level = 3.6\n", files: {} },
    both("permit_mynetworks, REJECT_unauth_destination", "permit_mynetworks"),
    both("", "permit_mynetworks, reject_unauth_destination"),
    both("permit", "permit_mynetworks, defer_if_permit"),
    both("permit_sasl_authenticated, reject", ""),
    // The default has one.
    "compatibility_level = 3.6\nsmtpd_recipient_restrictions = permit_mynetworks\n",
    // The server counts what another restriction takes for its argument.
    both("reject_rbl_client reject_unauth_destination", "permit"),
    both("warn_if_reject warn_if_reject reject_unauth_destination", ""),
    `smtpd_restriction_classes = a\na = permit_mynetworks, reject\n${both("a", "")}`,
    // A permit in a class ends the class, not the search.
    `smtpd_restriction_classes = a\na = permit\n${both("a, reject_unauth_destination", "")}`,
    both("$undefined", ""),
    both("{{ relay }}", "permit_mynetworks"),
    both("permit_mynetworks # reject", ""),
    `smtpd_restriction_classes = a\na = {{ a }}\n${both("a", "")}`,
    `smtpd_restriction_classes = a\na = a\n${both("a", "")}`,
    // No server of the kind.
    service(both("reject", ""), "-o smtpd_recipient_restrictions="),
    "-- main.cf --\nsmtpd_relay_restrictions =\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_relay_restrictions=reject\n",
    { code: "smtpd_recipient_restrictions = check_relay_domains\n", version: "3.8" },
    { code: "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = reject\n", version: "2.9" },
  ],
  invalid: [
    {
      code: "«smtpd_relay_restrictions» =\nsmtpd_recipient_restrictions = permit_mynetworks\n",
      message: "missing",
      data: {
        list: "smtpd_relay_restrictions",
        lists: "smtpd_relay_restrictions or smtpd_recipient_restrictions",
      },
      fixed:
        "smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination\nsmtpd_recipient_restrictions = permit_mynetworks\n",
    },
    // Below compatibility level 1 the default of the other list is empty.
    {
      code: "«smtpd_recipient_restrictions = permit_mynetworks,\n  reject_unknown_recipient_domain»  \n",
      message: "missing",
      fixed:
        "smtpd_recipient_restrictions = permit_mynetworks,\n  reject_unknown_recipient_domain, reject_unauth_destination  \n",
    },
    {
      code: "«smtpd_relay_restrictions = permit_mynetworks, permit»\n",
      message: "missing",
      fixed: "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination, permit\n",
    },
    {
      code: "a = permit\n«smtpd_relay_restrictions = permit_mynetworks, $a»\n",
      message: "missing",
    },
    {
      code: "«smtpd_relay_restrictions = permit, reject_unauth_destination»\n",
      message: "behind-permit",
      fixed: "smtpd_relay_restrictions = reject_unauth_destination, permit, reject_unauth_destination\n",
    },
    {
      code: "«smtpd_relay_restrictions = warn_if_reject reject_unauth_destination»\n",
      message: "test-only",
      fixed:
        "smtpd_relay_restrictions = warn_if_reject reject_unauth_destination, reject_unauth_destination\n",
    },
    // A class behind warn_if_reject does not count either.
    {
      code: "smtpd_restriction_classes = a\na = reject\n«smtpd_relay_restrictions = warn_if_reject a»\n",
      message: "missing",
      fixed:
        "smtpd_restriction_classes = a\na = reject\nsmtpd_relay_restrictions = warn_if_reject a, reject_unauth_destination\n",
    },
    // Two servers, one finding; the server's own setting comes first.
    {
      code: "-- main.cf --\n«smtpd_relay_restrictions» =\n-- master.cf --\na inet n - y - - smtpd\nb inet n - y - - smtpd\n",
      message: "missing",
      fixed:
        "smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination\n",
    },
    {
      code: service(
        "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = reject\n",
        "-o «smtpd_recipient_restrictions=permit_mynetworks,permit» -o biff=no",
      ),
      message: "missing",
      data: { list: "smtpd_recipient_restrictions" },
      fixed:
        "smtp inet n - y - - smtpd -o smtpd_recipient_restrictions=permit_mynetworks,reject_unauth_destination,permit -o biff=no\n",
    },
    {
      code: service("smtpd_recipient_restrictions = permit\n", "-o «smtpd_relay_restrictions»="),
      message: "missing",
      fixed:
        "smtp inet n - y - - smtpd -o smtpd_relay_restrictions=permit_mynetworks,permit_sasl_authenticated,defer_unauth_destination\n",
    },
    {
      code: "smtpd_relay_restrictions = reject\n«smtpd_recipient_restrictions = permit_mynetworks»\n",
      version: "2.9",
      message: "missing",
      data: { lists: "smtpd_recipient_restrictions" },
      fixed:
        "smtpd_relay_restrictions = reject\nsmtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination\n",
    },
    { code: "«myhostname = a.example»\nmyorigin = $myhostname\n", files: {}, message: "default" },
    {
      code: "«smtpd_recipient_restrictions = check_relay_domains»\n",
      version: "3.9",
      message: "missing",
      fixed: "smtpd_recipient_restrictions = check_relay_domains, reject_unauth_destination\n",
    },
  ],
});
