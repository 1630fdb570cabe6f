import { nearest } from "../../../base/edit-distance";
import { splitWords } from "../../../syntax/lists";
import { scanReferences } from "../../../syntax/value";
import type { Configuration } from "../../model/configuration";
import { type ChunkSpan, defineRule, type Fix } from "../rule";
import { isExpanded, onAllSettings, type Setting, type SettingContext } from "../settings";
import { isEnvironmentName, isTemplated } from "../templates";
import { candidatesFor, isClear } from "../unused-names";

const RESTRICTION_CLASSES = "smtpd_restriction_classes";

export const undefinedReference = defineRule({
  id: "undefined-reference",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { class: "error", variable: "information" },
  docs: {
    what: "A `$name` that nothing sets and that has no default, or a restriction class without a list.",
    why: "Postfix puts nothing in its place and goes on without an error. A list gets shorter, a path loses a part, and access may be granted or refused where nobody meant it. A restriction class without a list is worse: the SMTP server does not start.",
    bad: "mydestination = $myhostnam, localhost\n",
    good: "mydestination = $myhostname, localhost\n",
    references: ["postconf(5)", "RESTRICTION_CLASS_README"],
  },
  messages: {
    reference:
      "Nothing sets '{name}', and Postfix {version} has no default for it: '${name}' stands for nothing here, and Postfix says no word about it. Correct the name, or set it in main.cf.",
    variable:
      "Nothing sets '{name}'. It reads like a variable that envsubst or a start script fills in; if nothing does before Postfix reads the file, '${name}' stands for nothing here.",
    class:
      "smtpd_restriction_classes names '{name}', but nothing sets it: the SMTP server ends with a fatal error at every start, and no mail comes in. Set '{name}' to a list of restrictions, or take it out.",
  },
  ...onAllSettings(mayRefer, (setting, context) => {
    const { configuration } = context;
    const { name, value, scope } = setting;
    if (name === RESTRICTION_CLASSES) checkClasses(setting, context);
    if (!value.includes("$") || !isExpanded(configuration, name)) return;
    scanReferences(setting.expression, ({ subject }) => {
      if (subject?.kind !== "name" || configuration.isDefined(subject.name, scope)) return;
      const place = setting.valueSpan(subject.start, subject.end);
      reportUndefined(
        isEnvironmentName(subject.name) ? "variable" : "reference",
        subject.name,
        place,
        context,
      );
    });
  }),
});

function mayRefer(name: string, value: string): boolean {
  return name === RESTRICTION_CLASSES || value.includes("$");
}

/** The names in a list of restriction classes; those that come out of a `$name` are shown at the whole value. */
function checkClasses(setting: Setting, context: SettingContext): void {
  const { configuration } = context;
  const places = splitWords(setting.value);
  for (const name of configuration.restrictionClasses(setting.scope)) {
    if (configuration.isDefined(name, setting.scope)) continue;
    const index = places.findIndex((word) => word.text === name);
    // The same word twice is two findings at two places.
    const word = index < 0 ? undefined : places.splice(index, 1)[0];
    reportUndefined(
      "class",
      name,
      setting.valueSpan(word?.start ?? 0, word?.end ?? setting.value.length),
      context,
    );
  }
}

function reportUndefined(
  message: "reference" | "variable" | "class",
  name: string,
  place: ChunkSpan,
  { configuration, report }: SettingContext,
): void {
  if (isTemplated(name)) return;
  const fixes = () => (message === "reference" ? fixesFor(name, place, configuration) : []);
  report({ message, data: { name, version: configuration.facts.version.text }, ...place, fixes });
}

function fixesFor(name: string, place: ChunkSpan, configuration: Configuration): Fix[] {
  const own = [...configuration.definedNames()];
  const candidates = nearest(name, [...candidatesFor(configuration.facts, name), ...own]);
  return candidates.map((candidate, index) => ({
    title: `Change to '${candidate}'`,
    edits: [{ ...place, newText: candidate }],
    preferred: index === 0 && isClear(name, candidates),
  }));
}
