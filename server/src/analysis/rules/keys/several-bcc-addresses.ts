import { defineRule } from "../rule";
import { isOnlyFor, keyEntry } from "../table-keys";

export const severalBccAddresses = defineRule({
  id: "several-bcc-addresses",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "More than one address in a value of sender_bcc_maps or recipient_bcc_maps.",
    why: "The value is one address. Postfix takes the whole text, commas included, for it, and the copy bounces.",
    bad: "user@example.com a@example.com, b@example.com\n",
    good: "user@example.com copies@example.com\n",
    table: { type: "key", uses: ["recipient_bcc_maps"] },
    references: ["postconf(5)"],
  },
  messages: {
    several:
      "Only one address may stand here; this text as a whole is taken for one, and the copy bounces. Write the address of an alias that has all of them.",
  },
  table: {
    formats: ["key"],
    line(chunk, { type, uses, report }) {
      if (!isOnlyFor(uses, ["sender_bcc_maps", "recipient_bcc_maps"])) return;
      const entry = keyEntry(chunk, type);
      if (entry && /^[^\s,"]+@[^\s,"]+[\s,]+[^\s,"]+@[^\s,"]+/.test(entry.value.text)) {
        report({ message: "several", ...entry.placeOf(entry.value) });
      }
    },
  },
});
