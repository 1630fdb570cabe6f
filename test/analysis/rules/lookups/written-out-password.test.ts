// Passwords in the configuration itself.
import { writtenOutPassword } from "../../../../server/src/analysis/rules/lookups/written-out-password";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(writtenOutPassword, {
  valid: [
    "smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd, static:user, inline:{ a=user }, static:{}\n",
    "smtp_sasl_password_maps = static:user:$password static:{{ login }}:{{ password }} inline:{ @A@=@B@:@C@ }\n",
    "smtp_sasl_password_maps =\nvirtual_uid_maps = static:a:b\n",
    // No client looks for these.
    "my_password = secret\nvirtual_alias_maps = mysql:/etc/postfix/my.cf\n",
    "virtual_alias_maps = mysql:my\nmy_password =\nmy_user = me\n",
    "virtual_alias_maps = mysql:my\nmy_password = $other\nother = x\n",
    "virtual_alias_maps = mysql:my\nmy_password = @PASSWORD@\n",
  ],
  invalid: [
    {
      code: "smtp_sasl_password_maps = static:«mailer:secret», inline:«{ a=b:c }», static:«{ a:b c }»\n",
      findings: [{ message: "table" }, { message: "table" }, { message: "table" }],
    },
    {
      code: "virtual_alias_maps = mysql:my, proxy:ldap:dir\nmy_password = «secret»\ndir_bind_pw = «secret»\n",
      findings: [
        { message: "client", data: { table: "mysql:my" } },
        { message: "client", data: { table: "ldap:dir" } },
      ],
    },
    {
      code: "-- master.cf --\nsmtp unix - - n - - smtp -o smtp_sasl_password_maps=static:«a:b»\n",
      message: "table",
    },
  ],
});
