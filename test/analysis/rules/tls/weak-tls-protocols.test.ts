// Lists of TLS protocols that allow too much or too little.
import { weakTlsProtocols } from "../../../../server/src/analysis/rules/tls/weak-tls-protocols";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(weakTlsProtocols, {
  valid: [
    "smtpd_tls_mandatory_protocols = >=TLSv1.2\nsmtpd_tls_protocols = >=TLSv1\n",
    // Some encryption is better than none.
    "smtpd_tls_protocols = !SSLv2, !SSLv3\nsmtp_tls_protocols = TLSv1.3 TLSv1.2 TLSv1.1\n",
    "smtp_tls_mandatory_protocols = TLSv1.3 TLSv1.2\nsmtpd_tls_protocols = TLSv1.3\n",
    // Meant as it stands, or refused.
    "smtpd_tls_protocols = >=TLSv1.2 <=TLSv1.2\nsmtp_tls_protocols = TLSv9, SSLv3\n",
    "smtpd_tls_mandatory_protocols = $nobody\nsmtpd_tls_protocols =\n",
    { code: "smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3\n", version: "3.5" },
  ],
  invalid: [
    {
      code: "smtpd_tls_protocols = «!SSLv2»\nsmtp_tls_protocols = «>=SSLv3»\n",
      findings: [
        {
          message: "ssl",
          data: { protocols: "SSLv3" },
          fixed: "smtpd_tls_protocols = >=TLSv1.2\nsmtp_tls_protocols = >=SSLv3\n",
        },
        { message: "ssl", fixed: "smtpd_tls_protocols = !SSLv2\nsmtp_tls_protocols = >=TLSv1.2\n" },
      ],
    },
    {
      code: "smtpd_tls_mandatory_protocols = «SSLv3, TLSv1»\n",
      version: "3.5",
      message: "old",
      data: { protocols: "SSLv3 and TLSv1" },
      fixed: "smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\n",
    },
    {
      code: "-- master.cf --\na inet n - y - - smtpd -o smtpd_tls_protocols=«TLSv1»\n",
      message: "old",
      fixed: "a inet n - y - - smtpd -o smtpd_tls_protocols=>=TLSv1.2\n",
    },
    { code: "smtp_tls_protocols = «TLSv1.2»\n", message: "one", fixed: "smtp_tls_protocols = >=TLSv1.2\n" },
    {
      code: "smtpd_tls_mandatory_protocols = «!SSLv2, !SSLv3»\n",
      message: "tls1",
      data: { protocols: "TLSv1 and TLSv1.1" },
      fixed: "smtpd_tls_mandatory_protocols = >=TLSv1.2\n",
    },
    // Once, where it is set.
    {
      code: "smtpd_tls_mandatory_protocols = «TLSv1»\nsmtpd_tls_protocols = $smtpd_tls_mandatory_protocols\n",
      message: "old",
      fixed:
        "smtpd_tls_mandatory_protocols = >=TLSv1.2\nsmtpd_tls_protocols = $smtpd_tls_mandatory_protocols\n",
    },
    { code: "a = TLSv1.1\nsmtp_tls_protocols = «$a»\n", message: "old" },
  ],
});
