// Lists of TLS protocols that Postfix refuses.
import { badTlsProtocols } from "../../../../server/src/analysis/rules/tls/bad-tls-protocols";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badTlsProtocols, {
  valid: [
    "smtpd_tls_protocols = >=TLSv1.2, <=TLSv1.3\nsmtp_tls_protocols = !SSLv2:!sslv3 TLSV1.2, tlsv1.3\n",
    "smtpd_tls_protocols =\nsmtp_tls_protocols = >=0303 <=None\n",
    "smtpd_tls_protocols = >=TLSv1.2\nsmtpd_tls_mandatory_protocols = $smtpd_tls_protocols\nsmtp_tls_protocols = {{ protocols }}\n",
    "smtpd_tls_protocols = !SSLv3 #, !TLSv1\nsmtpd_tls_ciphers = TLSv9\n",
    { code: "smtpd_tls_protocols = !SSLv2, !SSLv3\n", version: "3.5" },
  ],
  invalid: [
    {
      code: "smtpd_tls_protocols = !SSLv2, «!TLSv1.0»,«TLS1.2»\n",
      findings: [
        {
          message: "unknown",
          data: { word: "!TLSv1.0" },
          fixed: "smtpd_tls_protocols = !SSLv2, !TLSv1,TLS1.2\n",
        },
        { message: "unknown", fixed: "smtpd_tls_protocols = !SSLv2, !TLSv1.0,TLSv1.2\n" },
      ],
    },
    {
      code: "smtp_tls_mandatory_protocols = «>TLSv1.1» «=<TLSv1.3» «all» «!» «>TLSv1.3» «>=SSLv2»\n",
      findings: [
        {
          message: "unknown",
          fixed: "smtp_tls_mandatory_protocols = >=TLSv1.2 =<TLSv1.3 all ! >TLSv1.3 >=SSLv2\n",
        },
        {
          message: "unknown",
          fixed: "smtp_tls_mandatory_protocols = >TLSv1.1 <=TLSv1.3 all ! >TLSv1.3 >=SSLv2\n",
        },
        { message: "unknown" },
        { message: "unknown" },
        { message: "unknown" },
        {
          message: "unknown",
          fixed: "smtp_tls_mandatory_protocols = >TLSv1.1 =<TLSv1.3 all ! >TLSv1.3 >=TLSv1\n",
        },
      ],
    },
    {
      code: "-- master.cf --\na inet n - y - - smtpd -o smtpd_tls_protocols=«=>TLSv1.2»\n",
      message: "unknown",
      fixed: "a inet n - y - - smtpd -o smtpd_tls_protocols=>=TLSv1.2\n",
    },
    {
      code: "smtpd_tls_protocols = «>=TLSv1.2»\n",
      version: "3.5",
      message: "bound",
      data: { version: "3.5" },
      fixed: "smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\n",
    },
    { code: "smtpd_tls_protocols = «<=TLSv1.2»\n", version: "3.5", message: "bound" },
    { code: "a = TLSv1.4\nsmtpd_tls_protocols = «$a»\n", message: "unknown", data: { word: "TLSv1.4" } },
    { code: "smtpd_tls_protocols = «TLSv1.2, !TLSv1.2»\n", message: "nothing" },
    { code: "smtpd_tls_protocols = «>=TLSv1.3 <=TLSv1.2»\n", message: "nothing" },
    { code: "smtpd_tls_protocols = «>=» TLSv1.2\n", message: "lone", data: { word: ">=" } },
  ],
});
