import type { Configuration } from "../../model/configuration";
import { type Deprecation, deprecationOf, levelOfSwitch, switchesBeside } from "../deprecations";
import { removeEntry } from "../remove-entry";
import { defineRule, type Fix } from "../rule";
import { expandedValue, onSettings, type Setting, type SettingContext } from "../settings";

export const deprecatedParameter = defineRule({
  id: "deprecated-parameter",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { renamed: "hint", superseded: "hint", ignored: "information" },
  fixAllTitle: "Replace or remove all deprecated parameters with a sure successor",
  docs: {
    what: "A parameter that Postfix still takes but will not for ever, that has another name now, or that nothing reads any more.",
    why: "Postfix keeps old parameters working for years, and then drops them in an upgrade. Where old and new are set at the same time the old one is passed over without a word. Postfix 3.9 and later warn about most of them when postconf lists the settings.",
    bad: "fallback_relay = [mx.example.com]\n",
    good: "smtp_fallback_relay = [mx.example.com]\n",
    references: ["postconf(5)", "DEPRECATION_README"],
  },
  messages: {
    renamed:
      "'{name}' is called '{replacement}' since Postfix {since}. Postfix {version} still looks at the old name where the new one is not set. Change the name.",
    ending:
      "'{name}' is called '{replacement}' since Postfix {since}, and Postfix {version} warns that the old name will go. Change the name.",
    overruled:
      "Postfix {version} takes no notice of '{name}' here, because '{replacement}' has a value and has taken its place. Remove this.",
    ignored:
      "Postfix {version} takes no notice of '{name}' any more, whatever its value. Remove the setting.",
    replaced:
      "Postfix {version} warns that support for '{name}' will end. Set '{replacement}' instead, which takes other values.",
    superseded:
      "'{replacement}' has taken the place of '{name}', and Postfix 3.9 and later warn about the old one. Set the new one, which takes other values.",
    needless:
      "Postfix {version} warns that support for '{name}' will end, and nothing takes its place. Leave it at its default.",
  },
  ...onSettings(
    (name, _value, facts) => deprecationOf(name, facts) !== undefined,
    (setting, context) => {
      const { configuration, report } = context;
      const deprecation = deprecationOf(setting.name, configuration.facts);
      if (!deprecation || configuration.builtinKind(setting.name) === undefined) return;
      const message = messageFor(deprecation, setting, configuration);
      const data = {
        name: setting.name,
        version: configuration.facts.version.text,
        replacement: ("replacement" in deprecation && deprecation.replacement) || "",
        since: "since" in deprecation ? deprecation.since : "",
      };
      const fixes = () => fixesFor(message, data.replacement, setting, context);
      report({ message, data, ...setting.nameSpan, fixes });
    },
  ),
});

function messageFor(deprecation: Deprecation, setting: Setting, configuration: Configuration): string {
  switch (deprecation.kind) {
    case "ignored":
      return "ignored";
    case "renamed":
      if (isSet(deprecation.replacement, setting, configuration)) return "overruled";
      return deprecation.warns ? "ending" : "renamed";
    case "deprecated": {
      const { replacement, warns } = deprecation;
      if (replacement === undefined) return "needless";
      if (isOverruled(setting, replacement, configuration)) return "overruled";
      return warns ? "replaced" : "superseded";
    }
  }
}

/** Whether a name is set where this setting counts. */
function isSet(name: string, { scope }: Setting, configuration: Configuration): boolean {
  if (configuration.definitions(name).length > 0) return true;
  return scope !== undefined && configuration.overridesIn(scope, name).length > 0;
}

/** A level that is not empty decides alone, whatever the switches say. */
function isOverruled({ name, scope }: Setting, replacement: string, configuration: Configuration): boolean {
  if (!replacement.endsWith("_security_level") || name.endsWith("_peername")) return false;
  return Boolean(configuration.expandedValueOf(replacement, scope));
}

function fixesFor(message: string, replacement: string, setting: Setting, context: SettingContext): Fix[] {
  const { configuration, text } = context;
  const { name, scope } = setting;
  // What others refer to, what services set in their own way, and what is set twice is not for a simple change.
  const isAlone =
    !configuration.isReferencedBySettings(name) &&
    (scope !== undefined ||
      (configuration.overridesOf(name).length === 0 && configuration.definitions(name).length === 1));
  const remove = (): Fix[] =>
    scope === undefined && isAlone && isLastWord(message, replacement, configuration)
      ? [{ ...removeEntry(text, "Remove"), preferred: true, fixAll: true }]
      : [];
  switch (message) {
    case "overruled":
    case "ignored":
      return remove();
    case "renamed":
    case "ending": {
      const edits = [{ ...setting.nameSpan, newText: replacement }];
      const isSafe = isAlone && configuration.overridesOf(replacement).length === 0;
      return [{ title: `Change to '${replacement}'`, edits, preferred: isSafe, fixAll: isSafe }];
    }
    case "replaced":
    case "superseded":
      return isAlone ? switchFixes(replacement, setting, context, remove) : [];
    default:
      return [];
  }
}

/** Whether no service sets the successor to nothing, so that the old parameter would count there. */
function isLastWord(message: string, replacement: string, configuration: Configuration): boolean {
  if (message === "ignored") return true;
  return configuration.overridesOf(replacement).every(({ override }) => override.value !== "");
}

/** The old TLS switches have a successor with a sure value. */
function switchFixes(
  replacement: string,
  setting: Setting,
  { configuration }: SettingContext,
  remove: () => Fix[],
): Fix[] {
  const { name, value, scope } = setting;
  const text = expandedValue(setting, configuration)?.text;
  const level = text === undefined ? undefined : levelOfSwitch(configuration, name, text, scope);
  if (level === undefined || value.includes("$")) return [];
  const others = [replacement, ...switchesBeside(name)];
  if (scope === undefined && others.some((other) => configuration.overridesOf(other).length > 0)) return [];
  if (level === "") return remove();
  const edits = [
    { ...setting.nameSpan, newText: replacement },
    { ...setting.valueSpan(0, value.length), newText: level },
  ];
  return [{ title: `Change to '${replacement} = ${level}'`, edits, preferred: true, fixAll: true }];
}
