// TLS without a certificate or a key.
import { missingCertificate } from "../../../../server/src/analysis/rules/tls/missing-certificate";
import { ruleTester } from "../../../support/rule-tester";

const CERT = "smtpd_tls_cert_file = /etc/postfix/cert.pem\n";

ruleTester(missingCertificate, {
  valid: [
    `smtpd_tls_security_level = may\n${CERT}`,
    "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/a\n",
    "smtpd_use_tls = yes\nsmtpd_tls_eccert_file = /etc/a\n",
    "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = none\n",
    "smtpd_tls_security_level = none\nsmtpd_use_tls = yes\n",
    "smtpd_tls_security_level =\nsmtpd_tls_wrappermode = no\nsmtp_tls_security_level = may\n",
    "smtpd_tls_security_level = {{ level }}\nsmtpd_use_tls = $nobody\n",
    // The only server has its own, or switches TLS off; and where there is no server nobody reads it.
    "-- main.cf --\nsmtpd_tls_security_level = may\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_cert_file=/etc/a\n",
    "-- main.cf --\nsmtpd_tls_security_level = may\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_security_level=none\n",
    "-- main.cf --\nsmtpd_tls_security_level = may\n-- master.cf --\nsmtp unix - - y - - smtp\n",
    // Without a main.cf nobody knows.
    "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_security_level=may\n",
    // Key and certificate together, or a key of its own.
    "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/letsencrypt/live/a/both.pem\n",
    "smtpd_tls_cert_file = /etc/letsencrypt/live/a/fullchain.pem\n",
    "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/letsencrypt/live/a/fullchain.pem\nsmtpd_tls_key_file = /etc/k\n",
  ],
  invalid: [
    {
      code: "smtpd_tls_security_level = «may»\n",
      message: "certificate",
      data: { parameter: "smtpd_tls_chain_files" },
    },
    {
      code: "smtpd_use_tls = «yes»\nsmtpd_tls_key_file = /etc/k\n",
      version: "3.3",
      message: "certificate",
      data: { parameter: "smtpd_tls_cert_file and smtpd_tls_key_file" },
    },
    { code: "smtpd_tls_security_level = «encrypt»\nsmtpd_use_tls = yes\n", message: "certificate" },
    // Only one of two settings decides for the service.
    {
      code: "-- main.cf --\nsmtpd_tls_security_level = may\nsmtpd_tls_wrappermode = no\n-- master.cf --\nsmtps inet n - y - - smtpd -o smtpd_tls_wrappermode=«yes»\n",
      message: "certificate",
    },
    {
      code: "-- main.cf --\nsmtpd_tls_security_level = «may»\n-- master.cf --\nsmtp inet n - y - - smtpd\na inet n - y - - smtpd -o smtpd_tls_security_level=«encrypt»\n",
      findings: [{ message: "certificate" }, { message: "certificate" }],
    },
    {
      code: "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = «/etc/letsencrypt/live/a/fullchain.pem»\n",
      message: "key",
      data: { key: "/etc/letsencrypt/live/a/privkey.pem" },
      fixed:
        "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/letsencrypt/live/a/fullchain.pem\nsmtpd_tls_key_file = /etc/letsencrypt/live/a/privkey.pem\n",
    },
    {
      code: "-- main.cf --\nsmtpd_tls_security_level = may\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_cert_file=«/etc/ssl/certs/ssl-cert-snakeoil.pem»\n",
      message: "key",
      data: { key: "/etc/ssl/private/ssl-cert-snakeoil.key" },
    },
  ],
});
