import { defineRule } from "../rule";
import { onTypedValues } from "../value-types";

export const badReplyCode = defineRule({
  id: "bad-reply-code",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A reply code for rejected mail that is none of 400 to 599.",
    why: "With another number smtpd(8) logs a configuration error each time it rejects something, and answers 450 instead: the client tries again and again for days what it should have given up at once.",
    bad: "unknown_local_recipient_reject_code = 250\n",
    good: "unknown_local_recipient_reject_code = 450\n",
    references: ["postconf(5)", "smtpd(8)"],
  },
  messages: {
    range:
      "A reply code for rejected mail is one of 400 to 599. With {value} smtpd(8) logs an error at each rejection and answers 450, so that clients try again. Use 4xx for 'try later' or 5xx for 'never'.",
  },
  ...onTypedValues(
    ({ valueKind }, value) => valueKind === "smtp-reply-code" && !/^[45]\d\d$/.test(value),
    ({ text, fact, place }, { report }) => {
      // What is no number, or not between bounds that smtpd(8) checks at its start, is worse, and reported as such.
      if (!/^\+?\d{1,9}$/.test(text)) return;
      const code = Number(text);
      const { min = 0, max = Number.POSITIVE_INFINITY } = fact;
      if ((code >= 400 && code <= 599) || code < min || code > max) return;
      // A verdict about an address may also be "accept".
      if (min === 200 && code < 300) return;
      report({ message: "range", data: { value: text }, ...place });
    },
  ),
});
