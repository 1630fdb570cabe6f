/** What a clean-up has to say about an entry: whether it goes, and why. */

import { shorten } from "../../analysis/markdown";
import { type Configuration, referencedNames, type Value } from "../../analysis/model/configuration";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import {
  type Hindrance,
  type Repetition,
  repeatedDefault,
  repeatedSetting,
} from "../../analysis/rules/default-repetition";
import { isIgnored } from "../../analysis/rules/ignore-comments";
import { isEnvironmentName, isTemplated } from "../../analysis/rules/templates";
import { type UnusedName, unusedName } from "../../analysis/rules/unused-names";
import { joinWords } from "../../base/for-people";
import { nextDefaultChange } from "../../knowledge/default-changes";
import type { Assignment } from "../../syntax/main-cf";
import type { Entry, MainEntry, OverrideEntry } from "./candidates";
import type { CleanupCode, Verdict } from "./plan";

/** What is said of an entry. */
export interface Judgement {
  readonly code: CleanupCode;
  /** In a sentence or two. */
  readonly reason: string;
}

/** What judging takes besides the entry. */
export interface JudgeContext {
  readonly configuration: Configuration;
  /** Whether master.cf is at hand. */
  readonly hasMaster: boolean;
  /** Whether a comment of either file holds `$name`, as a commented-out setting does. */
  isMentioned(name: string): boolean;
  /** The names of the user's own that nothing would use if an entry went. */
  wouldBeUnused(entry: Entry, names: readonly string[]): string[];
}

/** What becomes of entries with a code. */
export const VERDICTS: Readonly<Record<CleanupCode, Verdict>> = {
  default: "remove",
  main: "remove",
  overridden: "remove",
  unused: "remove",
  respelled: "ask",
  "changes-later": "ask",
  "old-level": "ask",
  mentioned: "ask",
  "last-reference": "ask",
  "unknown-here": "ask",
  machine: "keep",
  build: "keep",
  special: "keep",
  needed: "keep",
  told: "keep",
  "no-master": "keep",
  template: "keep",
};

/** The rule that a comment names to have an entry left alone. */
const RULES: Partial<Record<CleanupCode, readonly string[]>> = {
  overridden: ["duplicate-parameter", "duplicate-override"],
  unused: ["unused-parameter"],
  mentioned: ["unused-parameter"],
  "last-reference": ["unused-parameter"],
  "unknown-here": ["unused-parameter", "unknown-parameter"],
};
const OTHER_RULES = ["restated-default"];

/** Judges an entry; undefined when there is nothing to say, as of what the user decided. */
export function judge(entry: Entry, context: JudgeContext): Judgement | undefined {
  const judgement = entry.file === "main" ? judgeLine(entry, context) : judgeOverride(entry, context);
  if (!judgement || VERDICTS[judgement.code] === "keep") return judgement;
  const { chunk, above, inChunk } = entry;
  if (isTemplated(chunk.text)) {
    return {
      code: "template",
      reason: "It holds a placeholder of a template, so nobody knows yet what it will say.",
    };
  }
  const rules = RULES[judgement.code] ?? OTHER_RULES;
  if (rules.some((rule) => isIgnored(rule, above, chunk.text, inChunk.start))) {
    return { code: "told", reason: "A comment above it says to leave it alone." };
  }
  return judgement;
}

function judgeLine(entry: MainEntry, context: JudgeContext): Judgement | undefined {
  const { configuration } = context;
  const { chunk, name } = entry;
  const node = chunk.node!;
  const winner = configuration.definitions(name).at(-1);
  if (winner !== chunk) return overriddenBy(winner?.node?.value ?? "", "line");
  const unused = unusedName(configuration, name);
  if (unused) return judgeUnused(node, unused, entry, context);
  const found = repeatedDefault(configuration, node);
  if (!found) return undefined;
  const { hindrance, repetition } = found;
  if (hindrance) return { code: hindrance, reason: HINDRANCES[hindrance] };
  return judgeRepetition(name, repetition, found.default, configuration.facts);
}

function overriddenBy(value: string, what: "line" | "option"): Judgement {
  const which = what === "line" ? "A line further down" : "An option further down";
  return {
    code: "overridden",
    reason: `It has no effect: the last one counts. ${which} makes the value '${shorten(value, 60)}'.`,
  };
}

const HINDRANCES: Readonly<Record<Hindrance, string>> = {
  machine:
    "It is what this machine has anyway, but Postfix works that out from the machine's name and networks: set here, it holds when these change.",
  build:
    "It is the usual default, but that was chosen when Postfix was compiled, and the installed Postfix has not been asked.",
  special: "It is the default, but Postfix does not treat it as it treats its absence.",
  needed: "It comes to the default here, but what else depends on it would show the difference if it went.",
  "old-level":
    "It is an old default that counts because of a low compatibility_level. Set here it is pinned; without that it changes when the level is raised, and Postfix logs each use of it.",
};

function judgeRepetition(
  name: string,
  repetition: Repetition,
  { text }: Value,
  facts: PostfixFacts,
): Judgement {
  const is = `It is ${voiceOf(facts)}`;
  if (repetition !== "same") {
    if (text.includes("compatibility_level")) {
      return {
        code: "respelled",
        reason: `${is} at this compatibility_level. Set here, it holds when the level changes; without it nothing changes but how postconf prints the value.`,
      };
    }
    const how = repetition === "equal" ? "written another way" : "once both are expanded";
    return {
      code: "respelled",
      reason: `${is}, ${quoted(text)}, ${how}. Without it nothing changes but how postconf prints the value.`,
    };
  }
  const later = laterChange(name, facts);
  if (later) return { code: "changes-later", reason: `${is}. ${later}` };
  return { code: "default", reason: `${is}. Without it nothing changes.` };
}

function laterChange(name: string, { version }: PostfixFacts): string | undefined {
  const change = nextDefaultChange(name, version);
  return (
    change &&
    `Postfix ${change.since} makes the default ${quoted(change.value)}: as it stands the value of today is pinned, without it the value changes with that version.`
  );
}

function voiceOf({ voice, version }: PostfixFacts): string {
  return voice === "installed"
    ? `the default of the installed Postfix ${version.text}`
    : `the default of Postfix ${version.text}`;
}

function quoted(text: string): string {
  return text === "" ? "empty" : `'${shorten(text, 60)}'`;
}

function judgeOverride(entry: OverrideEntry, context: JudgeContext): Judgement | undefined {
  const { override, chunk, inChunk } = entry;
  const judgement = judgeOption(entry, context);
  if (!judgement || VERDICTS[judgement.code] === "keep" || override.option.text.startsWith("-"))
    return judgement;
  const word = chunk.text.slice(0, inChunk.start).search(/\S*$/);
  return {
    code: "special",
    reason: `It could go, but its 'o' stands behind another option, as in '${shorten(chunk.text.slice(word, inChunk.end), 40)}'. Take it out by hand.`,
  };
}

function judgeOption(entry: OverrideEntry, context: JudgeContext): Judgement | undefined {
  const { configuration } = context;
  const { name, service, override } = entry;
  const winner = configuration.overridesIn(service, name).at(-1)?.override;
  if (!winner) return undefined;
  if (winner !== override) return overriddenBy(winner.value, "option");
  const unused = unusedName(configuration, name, service);
  if (unused) return judgeUnused(override, unused, entry, context);
  const found = repeatedSetting(configuration, override);
  if (!found) return undefined;
  if (found.hindrance) return { code: found.hindrance, reason: HINDRANCES[found.hindrance] };
  return found.value.origin === "main"
    ? repeatsMain(found.repetition, found.value.text)
    : judgeRepetition(name, found.repetition, found.value, configuration.facts);
}

function repeatsMain(repetition: Repetition, text: string): Judgement {
  if (repetition !== "same") {
    return {
      code: "respelled",
      reason: `main.cf says the same in other words: ${quoted(text)}. Without it nothing changes but how postconf prints the value.`,
    };
  }
  return {
    code: "main",
    reason:
      "main.cf says the same. Without it nothing changes, until somebody changes main.cf: then the service follows.",
  };
}

function judgeUnused(
  { name, expression }: Pick<Assignment, "name" | "expression">,
  unused: UnusedName,
  entry: Entry,
  context: JudgeContext,
): Judgement {
  const { configuration, hasMaster } = context;
  if (!hasMaster) {
    return {
      code: "no-master",
      reason: `Nothing in main.cf uses '${name}', but master.cf, which may, is not at hand.`,
    };
  }
  const elsewhere = unusedHere(name, unused, configuration.facts);
  if (elsewhere !== undefined) return { code: "unknown-here", reason: elsewhere };
  if (context.isMentioned(name)) {
    return {
      code: "mentioned",
      reason: `Nothing uses '${name}' but a line that is commented out and says '$${name}'. Whoever turns that on needs this.`,
    };
  }
  const lost = context.wouldBeUnused(entry, referencedNames(expression));
  if (lost.length > 0) {
    return {
      code: "last-reference",
      reason: `Nothing uses '${name}', but it alone refers to ${joinWords(lost.map((each) => `'$${each}'`))}. Take it out and that goes as well.`,
    };
  }
  return { code: "unused", reason: `Nothing uses '${name}', so it has no effect.` };
}

/** Why a name that nothing uses may still be meant; undefined for one that Postfix has never heard of. */
function unusedHere(name: string, unused: UnusedName, { version }: PostfixFacts): string | undefined {
  switch (unused.kind) {
    case "typo": {
      const like = joinWords(
        unused.candidates.map((each) => `'${each}'`),
        "or",
      );
      return `Nothing uses '${name}', which looks like ${like} misspelt. If it is, mend the name; if not, take it out.`;
    }
    case "too-new":
      return `Postfix ${version.text} does not know '${name}': it came with ${unused.since}. Until then it has no effect.`;
    case "removed":
      return unused.replacedBy === undefined
        ? `Postfix ${version.text} has no '${name}' any more, so it has no effect.`
        : `Postfix ${version.text} has no '${name}' any more, so it has no effect. '${unused.replacedBy}' took its place: set that, or take this out.`;
    case "not-built-in":
      return `The installed Postfix was built without what '${name}' is for, so it has no effect here.`;
    case "no-service":
    case "no-master":
      return `It is for a service '${unused.service}', which master.cf does not have, so it has no effect.`;
    case "unknown":
      return isEnvironmentName(name)
        ? `Nothing uses '${name}', which reads like a variable that a script fills in.`
        : undefined;
  }
}
