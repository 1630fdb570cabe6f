/** The settings that name files and directories, for the rules that look for them on the machine. */
import { splitPlainWords, type Word } from "../../syntax/lists";
import type { SettingCheck } from "./rule";
import { expandedValue, onSettings, type Setting, type SettingContext } from "./settings";
import { wholeReference } from "./whole-reference";

/** What a path is for, as far as it matters when something is wrong with it. */
export type PathPurpose =
  | "certificate"
  | "key"
  /** Keys and certificates in one file, in any number of files. */
  | "chain"
  | "authorities"
  | "authority-directory"
  | "parameters"
  | "trust-anchor"
  | "template"
  | "directory";

/** What each path is for, by the end of the parameter's name. */
const PURPOSES: readonly (readonly [pattern: RegExp, purpose: PathPurpose])[] = [
  [/_(?:d|ec)?cert_file$/, "certificate"],
  [/_(?:d|ec)?key_file$/, "key"],
  [/_chain_files$/, "chain"],
  [/_CAfile$/, "authorities"],
  [/_CApath$/, "authority-directory"],
  [/_dh(?:1024|512)_param_file$/, "parameters"],
  [/_tls_trust_anchor_file$/, "trust-anchor"],
  [/^bounce_template_file$/, "template"],
  [/^(?:queue|daemon|command)_directory$/, "directory"],
];

/** What a parameter's path is for; undefined when its absence need not matter. */
export function purposeOf(name: string): PathPurpose | undefined {
  return PURPOSES.find(([pattern]) => pattern.test(name))?.[1];
}

/** An absolute path in a value. */
export interface PathWord extends Word {
  readonly place: { readonly start: number; readonly end: number };
}

/**
 * The checks of a rule that looks at the paths of settings, on the machine
 * where they are. Paths that come out of another such setting are left out:
 * they are looked at where they are set.
 */
export function onPathSettings(
  check: (path: PathWord, purpose: PathPurpose, setting: Setting, context: SettingContext) => void,
): { readonly settings: readonly SettingCheck[] } {
  return onSettings(
    (name, value, { voice, registry }) =>
      voice === "installed" &&
      value !== "" &&
      purposeOf(name) !== undefined &&
      registry.parameter(name) !== undefined,
    (setting, context) => {
      if (!context.configuration.isLive || isUnread(setting, context)) return;
      for (const path of pathsOf(setting, context)) check(path, purposeOf(setting.name)!, setting, context);
    },
  );
}

function pathsOf(setting: Setting, { configuration }: SettingContext): PathWord[] {
  const expanded = expandedValue(setting, configuration);
  if (!expanded) return [];
  const { text } = expanded;
  const isList = configuration.facts.registry.parameter(setting.name)?.fact.valueKind === "path-list";
  const words = isList ? splitPlainWords(text) : [{ text, start: 0, end: text.length }];
  return words.flatMap((word) => {
    if (!word.text.startsWith("/")) return [];
    const source = wholeReference(setting.value, expanded, word);
    if (source !== undefined && purposeOf(source) !== undefined) return [];
    const place = expanded.placeOf(word.start, word.end);
    return [{ ...word, place: setting.valueSpan(place.start, place.end) }];
  });
}

/** Whether Postfix never looks at a certificate or key: chain files take their place, and a key needs a certificate. */
function isUnread({ name, scope }: Setting, { configuration }: SettingContext): boolean {
  const match = /^(.*_)((?:d|ec)?)(cert|key)_file$/.exec(name);
  if (!match) return false;
  const [, prefix, algorithm, what] = match;
  const isEmpty = (other: string) => /^(?:none)?$/i.test(configuration.expandedValueOf(other, scope) ?? "");
  if (!isEmpty(`${prefix}chain_files`)) return true;
  return what === "key" && isEmpty(`${prefix}${algorithm}cert_file`);
}

/** The file with the key that belongs to a certificate: the same one unless told otherwise. */
export function keyParameterOf(certificate: string): string {
  return certificate.replace(/cert_file$/, "key_file");
}
