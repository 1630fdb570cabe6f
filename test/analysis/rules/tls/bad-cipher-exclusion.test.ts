// Ciphers to be excluded, with a modifier in front.
import { badCipherExclusion } from "../../../../server/src/analysis/rules/tls/bad-cipher-exclusion";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badCipherExclusion, {
  valid: [
    "smtpd_tls_exclude_ciphers = aNULL, eNULL:RC4 DES-CBC3-SHA RSA+AES\n",
    "smtpd_tls_exclude_ciphers =\nsmtp_tls_exclude_ciphers = $nobody\n",
    "tls_high_cipherlist = !aNULL\nsmtpd_tls_exclude_ciphers = {{ ciphers }}\n",
  ],
  invalid: [
    {
      code: "smtpd_tls_exclude_ciphers = «!aNULL»:RC4,«-MD5» «+DES»\nsmtp_tls_exclude_ciphers = $smtpd_tls_exclude_ciphers\n",
      findings: [
        {
          message: "modifier",
          data: { word: "!aNULL", modifier: "!" },
          fixed:
            "smtpd_tls_exclude_ciphers = aNULL:RC4,-MD5 +DES\nsmtp_tls_exclude_ciphers = $smtpd_tls_exclude_ciphers\n",
        },
        {
          message: "modifier",
          fixed:
            "smtpd_tls_exclude_ciphers = !aNULL:RC4,MD5 +DES\nsmtp_tls_exclude_ciphers = $smtpd_tls_exclude_ciphers\n",
        },
        { message: "modifier", data: { modifier: "+" } },
      ],
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd -o smtpd_tls_mandatory_exclude_ciphers=«!RC4»\n",
      message: "modifier",
      fixed: "smtp inet n - n - - smtpd -o smtpd_tls_mandatory_exclude_ciphers=RC4\n",
    },
  ],
});
