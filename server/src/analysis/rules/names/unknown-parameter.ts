import { joinWords } from "../../../base/for-people";
import { defineRule, type Fix } from "../rule";
import { onAllSettings, type Setting, type SettingContext } from "../settings";
import { isTemplated } from "../templates";
import { isNotBuiltIn, type UnusedName, unusedSetting } from "../unused-names";

export const unknownParameter = defineRule({
  id: "unknown-parameter",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { "no-master": "information" },
  docs: {
    what: "A parameter name that Postfix does not know, but that looks like one it knows, or is one of another version.",
    why: "Postfix takes any name: it may be meant for `$name` somewhere else. A misspelled parameter is therefore accepted and does nothing, and the parameter that was meant keeps its default. postconf says 'unused parameter' about it.",
    bad: "relayhsot = [mx.example.com]\n",
    good: "relayhost = [mx.example.com]\n",
    references: ["postconf(5)", "postconf(1)"],
  },
  messages: {
    typo: "Postfix {version} has no parameter '{name}', so this setting does nothing. Did you mean {candidates}?",
    "too-new":
      "'{name}' came with Postfix {since}; Postfix {version}, which this configuration is held against, takes no notice of it. Remove it until the upgrade, or correct the setting postfix.version if the version is not the right one.",
    removed:
      "Postfix {version} takes no notice of '{name}': the parameter is gone since Postfix {removed}. Remove the setting.",
    replaced:
      "Postfix {version} takes no notice of '{name}': the parameter is gone since Postfix {removed}, and '{replacement}' has taken its place. Set that instead; its values may differ.",
    "not-built-in":
      "The installed Postfix {version} does not have '{name}', although the release does: this build takes no notice of the setting. Remove it, or install a build with the feature.",
    "no-master":
      "'{name}' is a parameter only where master.cf has a delivery service '{service}', and there is no master.cf here to tell. Without that service the setting does nothing.",
    "no-service":
      "'{name}' would be a parameter of the delivery service '{service}', but master.cf has no such service, so the setting does nothing. Add the service, or correct its name.",
  },
  ...onAllSettings(isNotBuiltIn, (setting, context) => {
    const { configuration, report } = context;
    const unused = unusedSetting(setting, configuration);
    if (!unused || unused.kind === "unknown" || isTemplated(setting.name)) return;
    const version = configuration.facts.version.text;
    report({ ...reportOf(unused, setting, context, version), ...setting.nameSpan });
  }),
});

function reportOf(
  unused: Exclude<UnusedName, { kind: "unknown" }>,
  setting: Setting,
  context: SettingContext,
  version: string,
): { message: string; data: Record<string, string>; fixes?: Fix[] } {
  const data = { name: setting.name, version };
  switch (unused.kind) {
    case "typo": {
      const candidates = joinWords(
        unused.candidates.map((candidate) => `'${candidate}'`),
        "or",
      );
      const fixes = unused.candidates.map((candidate, index) =>
        renameTo(candidate, setting, unused.clear && index === 0 && !isSet(candidate, setting, context)),
      );
      return { message: "typo", data: { ...data, candidates }, fixes };
    }
    case "too-new":
      return { message: "too-new", data: { ...data, since: unused.since } };
    case "removed": {
      const { removed, replacedBy: replacement } = unused;
      if (replacement === undefined) return { message: "removed", data: { ...data, removed } };
      const fixes = [renameTo(replacement, setting, false)];
      return { message: "replaced", data: { ...data, removed, replacement }, fixes };
    }
    case "not-built-in":
      return { message: "not-built-in", data };
    case "no-service":
    case "no-master":
      return { message: unused.kind, data: { ...data, service: unused.service } };
  }
}

function renameTo(name: string, setting: Setting, preferred: boolean): Fix {
  return { title: `Change to '${name}'`, edits: [{ ...setting.nameSpan, newText: name }], preferred };
}

/** A name that is set already would be set twice by a rename, and one of the two would win unseen. */
function isSet(name: string, { scope }: Setting, { configuration }: SettingContext): boolean {
  if (scope !== undefined) return configuration.overridesIn(scope, name).length > 0;
  return configuration.definitions(name).length > 0;
}
