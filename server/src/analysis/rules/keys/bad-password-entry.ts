import { defineRule } from "../rule";
import { isOnlyFor, keyEntry } from "../table-keys";

export const badPasswordEntry = defineRule({
  id: "bad-password-entry",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A value without a colon in a table for smtp_sasl_password_maps.",
    why: "The name ends at the first colon, and the password is what follows. Without one all of it is the name, the password is empty, and the server refuses both.",
    bad: "[mail.example.com]:587 user secret\n",
    good: "[mail.example.com]:587 user:secret\n",
    table: { type: "key", uses: ["smtp_sasl_password_maps"] },
    references: ["postconf(5)", "SASL_README"],
  },
  messages: {
    colon:
      "There is no colon between name and password: Postfix takes all of it for the name and logs in with an empty password. Write 'name:password'.",
  },
  table: {
    formats: ["key"],
    line(chunk, { type, uses, report }) {
      if (!isOnlyFor(uses, ["smtp_sasl_password_maps", "lmtp_sasl_password_maps"])) return;
      const entry = keyEntry(chunk, type);
      if (entry && !entry.value.text.includes(":"))
        report({ message: "colon", ...entry.placeOf(entry.value) });
    },
  },
});
