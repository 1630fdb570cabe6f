// Certificates beside chain files, which count alone.
import { ignoredCertificate } from "../../../../server/src/analysis/rules/tls/ignored-certificate";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(ignoredCertificate, {
  valid: [
    "smtpd_tls_cert_file = /a\nsmtpd_tls_key_file = /b\nsmtp_tls_chain_files = /c\n",
    "smtpd_tls_cert_file =\nsmtpd_tls_chain_files = /c\n",
    "smtpd_tls_cert_file = /a\nsmtpd_tls_chain_files =\n",
    "smtpd_tls_CAfile = /a\nsmtpd_tls_chain_files = /c\n",
    { code: "smtpd_tls_cert_file = /a\nsmtpd_tls_chain_files = /c\n", version: "3.3" },
    // Another service reads it.
    "-- main.cf --\nsmtpd_tls_cert_file = /a\n-- master.cf --\nsmtp inet n - n - - smtpd\na inet n - n - - smtpd -o smtpd_tls_chain_files=/c\n",
  ],
  invalid: [
    {
      code: "smtpd_tls_cert_file = «/a»\nsmtpd_tls_key_file = «$smtpd_tls_cert_file»\nsmtpd_tls_chain_files = /c\n",
      findings: [
        {
          message: "ignored",
          data: { chain: "smtpd_tls_chain_files" },
          fixed: "smtpd_tls_key_file = $smtpd_tls_cert_file\nsmtpd_tls_chain_files = /c\n",
        },
        { message: "ignored", fixed: "smtpd_tls_cert_file = /a\nsmtpd_tls_chain_files = /c\n" },
      ],
    },
    {
      code: "-- main.cf --\nsmtp_tls_chain_files = /c\n-- master.cf --\na unix - - n - - smtp -o smtp_tls_eccert_file=«/a»\n",
      message: "ignored",
    },
  ],
});
