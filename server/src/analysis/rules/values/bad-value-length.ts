import { shorten } from "../../markdown";
import { defineRule } from "../rule";
import { onTypedValues, whoEnds } from "../value-types";

export const badValueLength = defineRule({
  id: "bad-value-length",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "An empty value where Postfix demands a text, or one with too few or too many characters.",
    why: "Many parameters may be empty, but not those without which a program cannot work, such as the queue directory. The program that reads the parameter ends with a fatal error each time it is started, and postconf says nothing about it.",
    bad: "queue_directory =\n",
    good: "queue_directory = /var/spool/mail-queue\n",
    references: ["postconf(5)"],
  },
  messages: {
    empty:
      "'{name}' must not be empty: when it is read, {readers} with a fatal error. Write a value, or remove the line to have the default.",
    short:
      "'{value}' is too short for '{name}', which takes at least {least} characters: when it is read, {readers} with a fatal error.",
    long: "'{value}' is too long for '{name}', which takes at most {most} characters: when it is read, {readers} with a fatal error.",
  },
  ...onTypedValues(
    ({ valueKind, minLength = 0, maxLength }, value) =>
      (minLength > 0 || maxLength !== undefined) &&
      // An empty keyword is reported as such.
      valueKind !== "enum" &&
      (value.includes("$") || isOutside(value, minLength, maxLength)),
    (typed, { configuration, report }) => {
      const { text, setting, fact, place } = typed;
      const { minLength = 0, maxLength } = fact;
      if (!isOutside(text, minLength, maxLength)) return;
      // Where the default is empty as well, the program is not in use, or it ends whatever stands here.
      if (text === "" && configuration.defaultOf(setting.name)?.text === "") return;
      const message = text === "" ? "empty" : text.length < minLength ? "short" : "long";
      const data = {
        name: setting.name,
        value: shorten(text, 60),
        readers: whoEnds(fact),
        least: String(minLength),
        most: String(maxLength ?? ""),
      };
      report({ message, data, ...place, fixes: () => (text === "" ? typed.remove() : []) });
    },
  ),
});

function isOutside({ length }: string, minLength: number, maxLength: number | undefined): boolean {
  return length < minLength || (maxLength !== undefined && length > maxLength);
}
