// Clients that verify against nothing.
import { unverifiablePeer } from "../../../../server/src/analysis/rules/tls/unverifiable-peer";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unverifiablePeer, {
  valid: [
    "smtp_tls_security_level = verify\nsmtp_tls_CAfile = /etc/ssl/cert.pem\n",
    "smtp_tls_security_level = secure\nsmtp_tls_CApath = /etc/ssl/certs\n",
    "smtp_tls_security_level = secure\ntls_append_default_CA = yes\n",
    "smtp_tls_security_level = secure\nsmtp_tls_trust_anchor_file = /etc/a\n",
    // A table may say more.
    "smtp_tls_security_level = fingerprint\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n",
    "smtp_tls_security_level = fingerprint\nsmtp_tls_fingerprint_cert_match = 11:22\n",
    "smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\n",
    "smtp_tls_security_level = may\nlmtp_tls_security_level = encrypt\nsmtp_enforce_tls = yes\n",
    "smtp_enforce_tls = yes\nsmtp_tls_enforce_peername = no\nsmtp_tls_security_level =\n",
    "smtp_tls_security_level = {{ level }}\nsmtp_tls_CAfile = /etc/ca\nsmtpd_tls_cert_file = /etc/cert\n",
    "-- master.cf --\na unix - - n - - smtp -o smtp_tls_security_level=verify\n",
    "-- main.cf --\nsmtp_tls_security_level = verify\n-- master.cf --\na unix - - n - - smtp -o smtp_tls_CAfile=/etc/ca\n",
  ],
  invalid: [
    {
      code: "smtp_tls_security_level = «verify»\nlmtp_tls_security_level = «Secure»\n",
      findings: [
        { message: "authorities", data: { protocol: "smtp" } },
        { message: "authorities", data: { protocol: "lmtp" } },
      ],
    },
    { code: "smtp_enforce_tls = «yes»\nsmtp_tls_security_level =\n", message: "authorities" },
    { code: "smtp_tls_security_level = «fingerprint»\n", message: "fingerprints" },
    {
      code: "smtp_tls_security_level = «dane»\nbiff = no\n",
      message: "dane",
      fixed: "smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\nbiff = no\n",
    },
    {
      code: "smtp_tls_security_level = «dane-only»\nsmtp_dns_support_level = enabled\n",
      message: "dane-only",
      data: { protocol: "smtp" },
    },
    {
      code: "-- main.cf --\nbiff = no\n-- master.cf --\na unix - - n - - smtp -o smtp_tls_security_level=«dane»\n",
      message: "dane",
    },
    {
      code: "smtpd_tls_chain_files = /etc/a, /etc/b\nsmtp_tls_CAfile = «/etc/b»\nsmtpd_tls_CAfile = /etc/b\n",
      message: "own",
      data: { file: "/etc/b", parameter: "smtpd_tls_chain_files" },
    },
  ],
});
