import { nearest } from "../../../base/edit-distance";
import { shorten } from "../../markdown";
import { defineRule, type Fix } from "../rule";
import { onTypedValues, type TypedValue, whoEnds } from "../value-types";

/** Other words for the two, with the one they stand for. */
const MEANT: Readonly<Record<string, "yes" | "no">> = {
  true: "yes",
  on: "yes",
  enable: "yes",
  enabled: "yes",
  y: "yes",
  t: "yes",
  "1": "yes",
  false: "no",
  off: "no",
  disable: "no",
  disabled: "no",
  none: "no",
  n: "no",
  f: "no",
  "0": "no",
};

export const badBoolean = defineRule({
  id: "bad-boolean",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A value other than `yes` or `no` for a parameter that takes one of the two.",
    why: "Postfix knows no other words for them, neither `true` nor `on` nor `1`. The program that reads the parameter ends with a fatal error each time it is started, and postconf says nothing about it.",
    bad: "soft_bounce = true\n",
    good: "soft_bounce = yes\n",
    references: ["postconf(5)"],
  },
  messages: {
    unknown:
      "'{value}' is neither yes nor no, and Postfix takes no other words for '{name}': when it is read, {readers} with a fatal error. Write 'yes' or 'no'.",
    empty:
      "'{name}' takes yes or no, and an empty value is neither: when it is read, {readers} with a fatal error. Write 'yes' or 'no', or remove the line to have the default.",
  },
  ...onTypedValues(
    ({ type }, value) => (type === "bool" || type === "nbool") && !isBoolean(value),
    (typed, { report }) => {
      const { text, setting, place } = typed;
      if (isBoolean(text)) return;
      const data = { name: setting.name, value: shorten(text, 60), readers: whoEnds(typed.fact) };
      if (text === "") report({ message: "empty", data, ...place, fixes: () => typed.remove() });
      else report({ message: "unknown", data, ...place, fixes: () => fixesFor(typed) });
    },
  ),
});

function isBoolean(text: string): boolean {
  return /^(?:yes|no)$/i.test(text);
}

function fixesFor({ text, changeTo }: TypedValue): Fix[] {
  const meant = MEANT[text.toLowerCase()] ?? nearest(text, ["yes", "no"])[0];
  if (meant === undefined) return changeTo("yes", "no");
  return changeTo(meant).map((fix) => ({ ...fix, preferred: true }));
}
