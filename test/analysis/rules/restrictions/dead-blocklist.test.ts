// DNS lists that were shut down, in restrictions and at postscreen.
import { deadBlocklist } from "../../../../server/src/analysis/rules/restrictions/dead-blocklist";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(deadBlocklist, {
  valid: [
    "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org, reject_rhsbl_sender dbl.spamhaus.org\n",
    "postscreen_dnsbl_sites = zen.spamhaus.org*3, b.barracudacentral.org=127.0.0.2*2\n",
    "smtpd_client_restrictions = reject_rbl_client notsorbs.net, check_client_access inline:{sorbs.net=OK}\n",
    "postscreen_dnsbl_sites = {{ sites }} dnsbl.sorbs.net\n",
  ],
  invalid: [
    {
      code: "smtpd_client_restrictions = permit_mynetworks,\n  reject_rbl_client «dnsbl.SORBS.net»=127.0.0.[2..4],\n  reject\n",
      message: "dead",
      data: { zone: "dnsbl.SORBS.net", year: "2024" },
      fixed: "smtpd_client_restrictions = permit_mynetworks,\n  reject\n",
    },
    {
      code: "smtpd_client_restrictions = warn_if_reject reject_rhsbl_client «rhsbl.ahbl.org», permit_mynetworks\n",
      message: "dead",
      fixed: "smtpd_client_restrictions = permit_mynetworks\n",
    },
    {
      code: "a = reject_rbl_client list.dsbl.org\nsmtpd_client_restrictions = «$a»\nsmtpd_data_restrictions = reject\n # comment\n reject_rbl_client «njabl.org»\n",
      findings: [{ message: "dead" }, { message: "dead" }],
    },
    {
      code: "-- master.cf --\na inet n - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,«relays.ordb.org»\n",
      message: "dead",
      fixed: "a inet n - y - - smtpd -o smtpd_client_restrictions=\n",
    },
    {
      code: "postscreen_dnsbl_sites = «ix.dnsbl.manitu.net»*2,\n  zen.spamhaus.org*3\n  «dnsbl.sorbs.net»=127.0.0.6*-2\n",
      findings: [
        {
          message: "dead",
          data: { year: "2025" },
          fixed: "postscreen_dnsbl_sites = zen.spamhaus.org*3\n  dnsbl.sorbs.net=127.0.0.6*-2\n",
        },
        {
          message: "dead",
          fixed: "postscreen_dnsbl_sites = ix.dnsbl.manitu.net*2,\n  zen.spamhaus.org*3\n",
        },
      ],
    },
  ],
});
