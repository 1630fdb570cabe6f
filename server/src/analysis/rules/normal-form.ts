/**
 * When two texts are one value to Postfix. Only what its own conversion
 * functions ignore is ignored here (mail_conf_bool.c, mail_conf_int.c,
 * conv_time.c, name_code.c, name_mask.c, mystrtok.c).
 */
import type { ParameterFact } from "../../knowledge/facts";
import { splitListWords } from "../../syntax/lists";
import { normalizeBlanks } from "../model/effective-values";
import { secondsOf } from "../quantities";

/** How a value is read. `verbatim`: every character counts, blanks too. */
export type ValueForm = "bool" | "number" | "time" | "list" | "keyword" | "plain" | "verbatim";

const FORMS_BY_TYPE: Partial<Record<ParameterFact["type"], ValueForm>> = {
  bool: "bool",
  nbool: "bool",
  int: "number",
  nint: "number",
  long: "number",
  time: "time",
  raw: "verbatim",
};

/** Kinds of values that Postfix splits at commas and white space. */
const LIST_KINDS = new Set([
  "cipher-exclude-list",
  "curve-list",
  "digest-list",
  "dnsbl-list",
  "domain-list",
  "enum-list",
  "env-list",
  "fingerprint-list",
  "kv-list",
  "macro-list",
  "map-list",
  "match-list",
  "milter-list",
  "name-list",
  "network-address-list",
  "path-list",
  "policy-list",
  "protocol-list",
  "restriction-list",
  "transport-list",
]);

/** Lists by kind that are split at something else, so that a comma or a blank belongs to a word. */
const OTHER_SEPARATORS = new Set(["cyrus_sasl_config_path", "known_tcp_ports"]);

/** Text that is sent, run or matched as it stands. */
const VERBATIM_KINDS = new Set(["charset", "command", "opaque", "strftime", "template", "text"]);

/** How Postfix reads the value of a parameter. */
export function formOf(name: string, fact: ParameterFact): ValueForm {
  const byType = FORMS_BY_TYPE[fact.type];
  if (byType) return byType;
  if (LIST_KINDS.has(fact.valueKind)) return OTHER_SEPARATORS.has(name) ? "plain" : "list";
  if (fact.valueKind === "enum") return "keyword";
  return VERBATIM_KINDS.has(fact.valueKind) ? "verbatim" : "plain";
}

/** The text that all spellings of a value have in common. A text that Postfix would refuse stays as it is. */
export function normalForm(name: string, fact: ParameterFact, text: string): string {
  switch (formOf(name, fact)) {
    case "bool":
      return /^(yes|no)$/i.test(text) ? text.toLowerCase() : text;
    case "number":
      return /^[+-]?\d+$/.test(text) ? String(BigInt(text.replace(/^\+/, ""))) : text;
    case "time": {
      const seconds = fact.unit === undefined ? undefined : secondsOf(text, fact.unit);
      return seconds === undefined ? text : `${seconds}s`;
    }
    case "list": {
      // A list of nothing but separators is not the empty value to all that ask.
      const words = splitListWords(text).map((word) => keyword(fact, word.text));
      return words.length > 0 ? words.join(" ") : text;
    }
    case "keyword":
      return keyword(fact, text);
    case "plain":
      return normalizeBlanks(text);
    case "verbatim":
      return text;
  }
}

/** Keywords are compared without regard to case where Postfix does so, other words never. */
function keyword({ values = [], valuesInfo }: ParameterFact, word: string): string {
  if (valuesInfo?.caseSensitive) return word;
  const lower = word.toLowerCase();
  return values.some((value) => value.toLowerCase() === lower) ? lower : word;
}
