import { quotedWords } from "../misreadings";
import { defineRule } from "../rule";
import { onAllSettings } from "../settings";
import { isTemplated } from "../templates";
import { factOf, whoEnds } from "../value-types";

export const quotedValue = defineRule({
  id: "quoted-value",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { value: "error", host: "error" },
  docs: {
    what: "Quotes around a value or around an entry of a list.",
    why: "Quotes mean nothing to Postfix: they are characters like any other and stay in the value. A host name, a domain or a file name with quotes exists nowhere, so mail is deferred or an entry never matches; a quoted yes or no, number or keyword ends the program that reads it with a fatal error.",
    bad: 'myhostname = "mail.example.com"\n',
    good: "myhostname = mail.example.com\n",
    references: ["postconf(5)"],
  },
  messages: {
    value:
      "Postfix does not take the quotes off: with them this is no value for '{name}', and when it is read, {readers} with a fatal error. Remove the quotes.",
    host: "Postfix does not take the quotes off, and a host name has none: no program of Postfix starts with this '{name}'. Remove the quotes.",
    text: "Postfix does not take the quotes off: they become part of the value of '{name}'. Remove them.",
    entry:
      "Postfix does not take the quotes off: they become part of this entry of '{name}', which therefore matches nothing. Remove them.",
  },
  ...onAllSettings(
    (_name, value) => value.includes('"') || value.includes("'"),
    (setting, { configuration, text, report }) => {
      const { name, value } = setting;
      if (isTemplated(text)) return;
      const fact = factOf(name, configuration.facts);
      const isHost = name === "myhostname" || name === "mydomain";
      const isConverted = fact && (!["str", "raw"].includes(fact.type) || fact.valueKind === "enum");
      for (const { start, end } of quotedWords(name, value, configuration.facts)) {
        const isWhole = start === 0 && end === value.length;
        report({
          message: isConverted ? "value" : isHost ? "host" : isWhole ? "text" : "entry",
          data: { name, readers: fact ? whoEnds(fact) : "" },
          ...setting.valueSpan(start, end),
          fixes: () => [
            {
              title: "Remove the quotes",
              edits: [
                { ...setting.valueSpan(start, start + 1), newText: "" },
                { ...setting.valueSpan(end - 1, end), newText: "" },
              ],
              preferred: true,
            },
          ],
        });
      }
    },
  ),
});
