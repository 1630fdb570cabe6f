import { splitPlainWords, type Word } from "../../../syntax/lists";
import type { Configuration } from "../../model/configuration";
import { type ClassContents, restrictionAvailability } from "../../model/restrictions";
import {
  classesOf,
  contentsMap,
  knownText,
  placedSetting,
  type Scope,
  serverScopes,
} from "../restriction-lists";
import { defineRule } from "../rule";
import { expandedValue } from "../settings";

const CLASSES = "smtpd_restriction_classes";
const FATAL = "The SMTP server ends with a fatal error each time it starts, and no mail comes in.";

export const badRestrictionClass = defineRule({
  id: "bad-restriction-class",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { shadowed: "warning" },
  docs: {
    what: "A restriction class that is empty, that not every SMTP server has, that leads back to itself, or that has the name of a restriction.",
    why: "The SMTP server reads all classes of smtpd_restriction_classes when it starts, used or not. At one without restrictions it ends with 'restriction class needs a definition', and no mail comes in. A class that leads back to itself is followed until the process crashes, in the middle of a session.",
    bad: "smtpd_restriction_classes = greylist\ngreylist =\n",
    good: "smtpd_restriction_classes = greylist\ngreylist = check_policy_service unix:private/greylist\nsmtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination, greylist\n",
    references: ["RESTRICTION_CLASS_README", "postconf(5)"],
  },
  messages: {
    elsewhere: `The restriction class '{name}' is set for other services, but not for '{service}'. ${FATAL} Set it in main.cf, or list it only for the services that have it.`,
    empty: `The restriction class '{name}' is empty, and Postfix takes that for no definition. ${FATAL} Give it restrictions, or remove it here.`,
    loop: "The restriction class '{name}' leads back to itself: {path}. An SMTP server that follows it goes round until it crashes, and the client is left without an answer. Take one of these classes out of another.",
    shadowed:
      "'{name}' is a restriction of Postfix's own, so the class of this name is never used. Give the class another name.",
  },
  configuration({ configuration, report }) {
    const reported = new Map<unknown, Set<unknown>>();
    for (const scope of serverScopes(configuration)) {
      const place = placedSetting(configuration, CLASSES, scope);
      const classes = place && classesOf(configuration, scope);
      const expanded = classes && expandedValue(place.setting, configuration);
      if (!expanded) continue;
      const seen = reported.get(place.chunk) ?? new Set();
      reported.set(place.chunk, seen);
      const contents = contentsMap(configuration, scope);
      // Servers that see the same classes at the same place make the same of them.
      if (seen.has(contents)) continue;
      seen.add(contents);
      for (const word of splitPlainWords(expanded.text)) {
        const found = problemOf(word, (name) => contents.get(name), configuration, scope);
        if (!found || seen.has(word.text)) continue;
        seen.add(word.text);
        const span = expanded.placeOf(word.start, word.end);
        const { file, chunk, setting } = place;
        report({ ...found, file, chunk, ...setting.valueSpan(span.start, span.end) });
      }
    }
  },
});

function problemOf(
  { text: name }: Word,
  contents: ClassContents,
  configuration: Configuration,
  scope: Scope,
): { message: string; data: Record<string, string> } | undefined {
  const { registry, version } = configuration.facts;
  const fact = registry.restriction(name.toLowerCase());
  if (configuration.valueOf(name, scope) === undefined) {
    // What nothing sets at all is reported as an undefined reference.
    if (scope === undefined || !configuration.isDefined(name)) return undefined;
    return { message: "elsewhere", data: { name, service: scope.slice(0, scope.lastIndexOf("/")) } };
  }
  if (contents(name)?.length === 0 && knownText(configuration, name, scope) === "") {
    return { message: "empty", data: { name } };
  }
  if (fact && restrictionAvailability(fact, version) === "available") {
    return { message: "shadowed", data: { name } };
  }
  const path = wayBack(name, contents);
  return path && { message: "loop", data: { name, path: path.map((each) => `'${each}'`).join(" → ") } };
}

/** The classes on the way from one back to itself; undefined when there is none. */
function wayBack(name: string, contents: ClassContents): string[] | undefined {
  const visited = new Set<string>();
  const search = (current: string): string[] | undefined => {
    for (const item of contents(current) ?? []) {
      if (item.kind !== "class") continue;
      if (item.name === name) return [current, name];
      if (visited.has(item.name)) continue;
      visited.add(item.name);
      const found = search(item.name);
      if (found) return [current, ...found];
    }
    return undefined;
  };
  return search(name);
}
