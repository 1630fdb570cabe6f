// Parameters that nobody should set any more.
import { deprecatedParameter } from "../../../../server/src/analysis/rules/names/deprecated-parameter";
import { ruleTester } from "../../../support/rule-tester";

const service = (main: string, options: string) =>
  `-- main.cf --\n${main}-- master.cf --\nsmtp inet n - y - - smtpd ${options}\n`;

ruleTester(deprecatedParameter, {
  valid: [
    "smtpd_tls_security_level = may\nsmtp_fallback_relay = a\n",
    // Gone altogether, or not yet out of use.
    "smtpd_tls_cipherlist = a\nlmtp_cache_connection = yes\n",
    { code: "fallback_relay = a\nvirtual_maps = a\n", version: "1.1" },
    { code: "smtpd_tls_dh1024_param_file = /a\ndisable_dns_lookups = yes\n", version: "3.8" },
    { code: "smtp_cname_overrides_servername = yes\n", version: "3.10" },
    { code: "tls_low_cipherlist = a\n", version: "3.7.11" },
  ],
  invalid: [
    {
      code: "«fallback_relay» = a\n",
      message: "ending",
      data: { replacement: "smtp_fallback_relay", since: "2.3", version: "3.11.6" },
      fixed: "smtp_fallback_relay = a\n",
    },
    {
      code: "«fallback_relay» = a\n«virtual_maps» = static:b\nmy_maps = $virtual_maps\n",
      version: "3.7.11",
      findings: [
        {
          message: "renamed",
          fixed: "smtp_fallback_relay = a\nvirtual_maps = static:b\nmy_maps = $virtual_maps\n",
        },
        {
          message: "renamed",
          fixed: "fallback_relay = a\nvirtual_alias_maps = static:b\nmy_maps = $virtual_maps\n",
        },
      ],
    },
    {
      code: "«virtual_maps» = static:a\nvirtual_alias_maps = static:b\n",
      message: "overruled",
      fixed: "virtual_alias_maps = static:b\n",
    },
    {
      code: "«smtpd_use_tls» = yes\n«smtp_enforce_tls» = YES\n«lmtp_use_tls» = no\n",
      findings: [
        {
          message: "replaced",
          data: { replacement: "smtpd_tls_security_level" },
          fixed: "smtpd_tls_security_level = may\nsmtp_enforce_tls = YES\nlmtp_use_tls = no\n",
        },
        {
          message: "replaced",
          fixed: "smtpd_use_tls = yes\nsmtp_tls_security_level = verify\nlmtp_use_tls = no\n",
        },
        { message: "replaced", fixed: "smtpd_use_tls = yes\nsmtp_enforce_tls = YES\n" },
      ],
    },
    {
      code: "«smtp_enforce_tls» = yes\n«smtp_use_tls» = yes\n«smtp_tls_enforce_peername» = no\n",
      findings: [
        {
          message: "replaced",
          fixed: "smtp_tls_security_level = encrypt\nsmtp_use_tls = yes\nsmtp_tls_enforce_peername = no\n",
        },
        {
          message: "replaced",
          fixed: "smtp_enforce_tls = yes\nsmtp_tls_enforce_peername = no\n",
        },
        { message: "replaced" },
      ],
    },
    {
      code: "«smtpd_use_tls» = yes\nsmtpd_tls_security_level = encrypt\n",
      message: "overruled",
      fixed: "smtpd_tls_security_level = encrypt\n",
    },
    { code: "smtpd_use_tls = yes\n«smtpd_use_tls» = no\n", message: "replaced" },
    // A service sets the level to nothing, so that the switch counts there; or has one of its own.
    {
      code: service(
        "«smtpd_use_tls» = yes\nsmtpd_tls_security_level = may\n",
        "-o smtpd_tls_security_level=",
      ),
      message: "overruled",
    },
    { code: service("«smtpd_use_tls» = yes\n", "-o smtpd_tls_security_level=encrypt"), message: "replaced" },
    {
      code: service("«smtpd_use_tls» = yes\n", "-o «smtpd_enforce_tls»=no"),
      findings: [{ message: "replaced" }, { message: "replaced" }],
    },
    {
      code: service("relayhost = a\n", "-o «smtpd_enforce_tls»=yes"),
      message: "replaced",
      fixed: "smtp inet n - y - - smtpd -o smtpd_tls_security_level=encrypt\n",
    },
    {
      code: "«smtpd_use_tls» = yes\n",
      version: "3.7.11",
      message: "superseded",
      fixed: "smtpd_tls_security_level = may\n",
    },
    {
      code: "«smtpd_tls_eecdh_grade» = strong\n«smtpd_tls_dh1024_param_file» = /a\n«disable_dns_lookups» = yes\n",
      findings: [
        { message: "ignored", fixed: "smtpd_tls_dh1024_param_file = /a\ndisable_dns_lookups = yes\n" },
        { message: "needless" },
        { message: "replaced", data: { replacement: "smtp_dns_support_level" } },
      ],
    },
  ],
});
