/**
 * Values that are one keyword, or a list of keywords: which words count in a
 * version, and what Postfix does with a word that is none (name_code.c,
 * name_mask.c, and what calls them).
 */
import { nearest } from "../../base/edit-distance";
import type { ParameterFact } from "../../knowledge/facts";
import { hasSince, type PostfixVersion } from "../../knowledge/version";
import { splitPlainWords } from "../../syntax/lists";
import type { TypedValue } from "./value-types";

/** Whether a parameter takes keywords and nothing else. */
export function takesKeywords({ valueKind, values, valuesInfo, status }: ParameterFact): boolean {
  if (valueKind !== "enum" && valueKind !== "enum-list") return false;
  // What is not used at all cannot be wrong.
  return values !== undefined && !valuesInfo?.openValues && status !== "ignored";
}

/** A keyword of a value; offsets are those of the expanded text. */
export interface Keyword {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a value of keywords: the whole of it, or what a list is split into. */
export function keywordsOf({ text, fact }: Pick<TypedValue, "text" | "fact">): readonly Keyword[] {
  return fact.valueKind === "enum" ? [{ text, start: 0, end: text.length }] : splitPlainWords(text);
}

/** What is wrong with a keyword. */
export type KeywordProblem =
  | { readonly kind: "unknown"; readonly candidates: readonly string[] }
  /** Right but for upper and lower case, which counts here. */
  | { readonly kind: "case"; readonly right: string }
  | { readonly kind: "too-new"; readonly since: string }
  /** Taken for another keyword, with a warning. */
  | { readonly kind: "taken-as"; readonly other: string };

/** What is wrong with a word, or undefined when it is a keyword of the version. */
export function keywordProblem(
  { values = [], valuesInfo = {}, valuesSince = {} }: ParameterFact,
  word: string,
  version: PostfixVersion,
): KeywordProblem | undefined {
  const same = (keyword: string) =>
    valuesInfo.caseSensitive ? keyword === word : keyword.toLowerCase() === word.toLowerCase();
  const known = values.find(same);
  if (known !== undefined) {
    const since = valuesSince[known];
    return hasSince(version, since) ? undefined : { kind: "too-new", since: since! };
  }
  if (valuesInfo.alsoAccepted?.some(same)) return undefined;
  const taken = Object.entries(valuesInfo.alsoAcceptedAs ?? {}).find(([keyword]) => same(keyword));
  if (taken) return { kind: "taken-as", other: taken[1] };
  const available = values.filter((keyword) => hasSince(version, valuesSince[keyword]));
  const right = available.find((keyword) => keyword.toLowerCase() === word.toLowerCase());
  if (right !== undefined) return { kind: "case", right };
  return { kind: "unknown", candidates: nearest(word, available) };
}

/** What Postfix does with a value that it does not know. */
export type Consequence =
  /** Whoever reads it ends with a fatal error. */
  | "fatal"
  /** No TLS session comes about. */
  | "no-tls"
  /** The filter is not used, and mail is treated as when it fails. */
  | "no-filter"
  /** Mail gets a temporary error when a filter fails. */
  | "deferred"
  /** A warning in the log, and the whole value counts as empty. */
  | "dropped"
  /** The word is passed over without a sound. */
  | "skipped"
  /** It depends on the version. */
  | "refused";

const CONSEQUENCES: readonly (readonly [RegExp, Consequence])[] = [
  [/_tls_(?:mandatory_)?ciphers$/, "no-tls"],
  [/^milter_protocol$/, "no-filter"],
  [/^milter_default_action$/, "deferred"],
  [/_loglevel$/, "dropped"],
  [/_discard_[el]hlo_keywords$|_pix_workarounds$/, "skipped"],
  [/^maillog_file_permissions$|^non_bdb_migration_level$/, "refused"],
];

/** What Postfix does with an unknown word in the value of a parameter. */
export function consequenceOf(name: string): Consequence {
  return CONSEQUENCES.find(([pattern]) => pattern.test(name))?.[1] ?? "fatal";
}
