// Files and directories that Postfix must have.
import { missingFile } from "../../../../server/src/analysis/rules/files/missing-file";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingFile, {
  valid: [
    "smtpd_tls_chain_files = /etc/a.pem\nqueue_directory = /nowhere\n",
    { code: "smtpd_tls_cert_file = /etc/a.pem\n", installed: {} },
    {
      code: "smtpd_tls_cert_file = /etc/a.pem\nsmtpd_tls_key_file = $smtpd_tls_cert_file\nsmtp_tls_CApath = /etc/certs\n",
      files: { "/etc/a.pem": {}, "/etc/certs": { kind: "directory" } },
    },
    { code: "smtpd_tls_cert_file = /root/a.pem\n", files: { "/root/a.pem": { kind: "hidden" } } },
    {
      code: "smtpd_tls_cert_file = none\nsmtpd_tls_dh1024_param_file = auto\nsmtp_tls_CAfile =\nsmtpd_tls_key_file = /etc/unread\n",
      files: {},
    },
    // Chain files take the place of all others.
    {
      code: "smtpd_tls_chain_files = /etc/a.pem\nsmtpd_tls_cert_file = /etc/b\nsmtpd_tls_key_file = /etc/c\n",
      files: { "/etc/a.pem": {} },
    },
    // Where the lack of it breaks nothing.
    {
      code: "html_directory = /nowhere\ndata_directory = /nowhere\nmaillog_file = /var/log/x\nmyorigin = /etc/mailname\n",
      files: {},
    },
    { code: "smtpd_tls_cert_file = $undefined\n", files: {} },
  ],
  invalid: [
    {
      code: "smtpd_tls_cert_file = «/etc/a.pem»\nsmtpd_tls_key_file = «/etc/b.pem»\nsmtp_tls_CAfile = «/etc/ca»\n",
      files: { "/etc/b.pem": { kind: "directory" } },
      findings: [
        { message: "tls", data: { path: "/etc/a.pem" } },
        { message: "tls-directory", data: { name: "smtpd_tls_key_file" } },
        { message: "tls" },
      ],
    },
    {
      code: "smtpd_tls_chain_files = /etc/a,\n  «/etc/b»\nsmtpd_tls_dh1024_param_file = «${config_directory}/dh.pem»\n",
      files: { "/etc/a": {} },
      findings: [{ message: "tls" }, { message: "parameters", data: { path: "/etc/postfix/dh.pem" } }],
    },
    {
      code: "smtp_tls_CApath = «/etc/a»\nsmtpd_tls_CApath = «/etc/b»\nsmtp_tls_trust_anchor_file = «/etc/c»\n",
      files: { "/etc/b": {} },
      findings: [
        { message: "authority-directory", data: { file: "smtp_tls_CAfile" } },
        { message: "authority-file", data: { file: "smtpd_tls_CAfile" } },
        { message: "trust-anchor" },
      ],
    },
    {
      code: "bounce_template_file = «/etc/a»\nqueue_directory = «/b»\ndaemon_directory = «/c»\n",
      files: { "/c": {} },
      findings: [{ message: "template" }, { message: "directory" }, { message: "no-directory" }],
    },
    {
      code: "-- master.cf --\nsmtps inet n - n - - smtpd -o smtpd_tls_cert_file=«/etc/a»\n",
      files: {},
      message: "tls",
    },
  ],
});
