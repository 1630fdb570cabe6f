// Secrets that everybody may read.
import { exposedSecret } from "../../../../server/src/analysis/rules/files/exposed-secret";
import type { FileInfo } from "../../../../server/src/ports/files";
import { ruleTester } from "../../../support/rule-tester";

const OPEN: Partial<FileInfo> = { access: { mode: 0o644, user: 0 } };
const CLOSED: Partial<FileInfo> = { access: { mode: 0o640, user: 0 } };
const DIRECTORY: Partial<FileInfo> = { kind: "directory", access: { mode: 0o755, user: 0 } };
const ETC = { "/etc": DIRECTORY, "/etc/postfix": DIRECTORY };

ruleTester(exposedSecret, {
  valid: [
    "smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\nsmtpd_tls_key_file = /etc/postfix/key.pem\n",
    {
      code: "smtp_sasl_password_maps = hash:/etc/postfix/sasl\n",
      files: { ...ETC, "/etc/postfix/sasl": CLOSED, "/etc/postfix/sasl.db": CLOSED },
    },
    { code: "smtp_sasl_password_maps = hash:/etc/postfix/sasl\n", files: ETC },
    // Nobody gets through to the file.
    {
      code: "smtp_sasl_password_maps = texthash:/etc/postfix/sasl\n",
      files: {
        ...ETC,
        "/etc/postfix": { kind: "directory", access: { mode: 0o750, user: 0 } },
        "/etc/postfix/sasl": OPEN,
      },
    },
    { code: "smtp_sasl_password_maps = texthash:/etc/postfix/sasl\n", files: { "/etc/postfix/sasl": OPEN } },
    // Where the system has no such rights, or nothing is secret.
    {
      code: "smtp_sasl_password_maps = texthash:/etc/x\n",
      files: { ...ETC, "/etc/x": { access: undefined } },
    },
    {
      code: "virtual_alias_maps = hash:/etc/x, ldap:/etc/x, sqlite:/etc/x\n",
      files: { ...ETC, "/etc/x": OPEN },
    },
    {
      code: "smtpd_tls_cert_file = /etc/cert\nsmtpd_tls_key_file = /etc/key\n",
      files: { ...ETC, "/etc/cert": OPEN, "/etc/key": CLOSED },
    },
  ],
  invalid: [
    {
      code: "smtp_sasl_password_maps = hash:«/etc/postfix/sasl»\n",
      files: { ...ETC, "/etc/postfix/sasl": OPEN, "/etc/postfix/sasl.db": CLOSED },
      message: "password",
      data: { path: "/etc/postfix/sasl", group: "postfix" },
    },
    {
      code: "smtp_sasl_password_maps = lmdb:««/etc/sasl»»\nmail_owner = mail\n",
      files: { ...ETC, "/etc/sasl": OPEN, "/etc/sasl.lmdb": OPEN },
      findings: [
        { message: "password", data: { path: "/etc/sasl", group: "mail" } },
        { message: "password", data: { path: "/etc/sasl.lmdb" } },
      ],
    },
    {
      code: "virtual_alias_maps = proxy:mysql:«/etc/postfix/my.cf»\nsmtpd_sender_login_maps = $virtual_alias_maps\n",
      files: { ...ETC, "/etc/postfix/my.cf": OPEN },
      message: "client",
      data: { type: "mysql" },
    },
    {
      code: "smtpd_tls_cert_file = «/etc/a»\nsmtp_tls_cert_file = /etc/a\nsmtp_tls_key_file = «/etc/b»\ntlsproxy_tls_chain_files = /etc/c, «/etc/b»\n",
      files: { ...ETC, "/etc/a": OPEN, "/etc/b": OPEN, "/etc/c": CLOSED },
      findings: [
        { message: "key", data: { path: "/etc/a" } },
        { message: "key", data: { path: "/etc/b" } },
        { message: "key" },
      ],
    },
    {
      code: "tls_server_sni_maps = hash:«/etc/sni»\n",
      files: { ...ETC, "/etc/sni": OPEN, "/etc/sni.db": OPEN },
      message: "key",
      data: { path: "/etc/sni.db" },
    },
    {
      code: "-- master.cf --\nsmtps inet n - n - - smtpd\n  -o smtpd_tls_cert_file=/etc/a -o smtpd_tls_key_file=«/etc/b»\n",
      files: { ...ETC, "/etc/a": OPEN, "/etc/b": OPEN },
      message: "key",
    },
  ],
});
