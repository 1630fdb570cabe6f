/**
 * The settings that count, of main.cf and of `-o` overrides alike: many rules
 * look at both in the same way. A line that a later one overrides is none:
 * Postfix never looks at its value.
 */
import type { Assignment } from "../../syntax/main-cf";
import { type Override, type Service, serviceKey } from "../../syntax/master-cf";
import type { Expression } from "../../syntax/value";
import type { Configuration } from "../model/configuration";
import { type ExpandedText, expandText } from "../model/expanded-text";
import { type PostfixFacts, READ_ONLY_PARAMETERS } from "../model/postfix-facts";
import { isMisread } from "./misreadings";
import { nameSpan, spanOf } from "./places";
import type { ChunkSpan, Report, Rule, RuleContext } from "./rule";
import { isTemplated } from "./templates";

/** A setting that counts. */
export interface Setting {
  readonly name: string;
  readonly nameSpan: ChunkSpan;
  /** Unexpanded. */
  readonly value: string;
  readonly expression: Expression;
  /** The service (`name/type`) whose override this is; undefined for main.cf. */
  readonly scope: string | undefined;
  /** The place of a part of the value; offsets are the value's. */
  valueSpan(start: number, end: number): ChunkSpan;
}

/** What a check of settings may look at. */
export interface SettingContext {
  readonly configuration: Configuration;
  /** The text of the chunk the setting is in. */
  readonly text: string;
  report(report: Report): void;
}

/** Tells by name and value alone whether a rule could have anything to say of a setting: it is asked for all. */
export type Concerns = (name: string, value: string, facts: PostfixFacts) => boolean;

/**
 * The checks of a rule that looks at settings that count of parameters that
 * Postfix has; those of names that a user made up are passed over.
 */
export function onSettings(
  concerns: Concerns,
  check: (setting: Setting, context: SettingContext) => void,
): Pick<Rule, "assignment" | "service" | "ofPostfixOnly"> {
  return { ...onAllSettings(concerns, check), ofPostfixOnly: true };
}

/** The checks of a rule that looks at settings that count, whatever their names. */
export function onAllSettings(
  concerns: Concerns,
  check: (setting: Setting, context: SettingContext) => void,
): Pick<Rule, "assignment" | "service"> {
  return {
    assignment(node, { configuration, chunk, report }) {
      if (!concerns(node.name, node.value, configuration.facts)) return;
      if (!countsInMain(node, { configuration, chunk })) return;
      check(mainSetting(node), { configuration, text: chunk.text, report });
    },
    service(node, { configuration, chunk, report }) {
      if (node.problem || node.overrides.length === 0) return;
      const scope = serviceKey(node);
      for (const override of node.overrides) {
        if (!concerns(override.name, override.value, configuration.facts)) continue;
        if (!countsInService(override, scope, configuration)) continue;
        check(overrideSetting(node, override, scope), { configuration, text: chunk.text, report });
      }
    },
  };
}

/** Whether a line of main.cf is the one that counts for its name. */
export function countsInMain(
  node: Assignment,
  { configuration, chunk }: Pick<RuleContext<unknown>, "configuration" | "chunk">,
): boolean {
  return !node.problem && configuration.definitions(node.name).at(-1) === chunk;
}

function countsInService(override: Override, scope: string, configuration: Configuration): boolean {
  return configuration.overridesIn(scope, override.name).at(-1)?.override === override;
}

/** Several rules ask for the setting of the same line, one after the other. */
const mainSettings = new WeakMap<Assignment, Setting>();

function mainSetting(node: Assignment): Setting {
  let setting = mainSettings.get(node);
  if (!setting) {
    setting = settingOf(node);
    mainSettings.set(node, setting);
  }
  return setting;
}

function settingOf(node: Assignment): Setting {
  return {
    name: node.name,
    get nameSpan() {
      return nameSpan(node);
    },
    value: node.value,
    get expression() {
      return node.expression;
    },
    scope: undefined,
    valueSpan: (start, end) => spanOf(node.logical, node.valueStart + start, node.valueStart + end),
  };
}

function overrideSetting({ logical }: Service, override: Override, scope: string): Setting {
  const { name, nameStart, nameEnd, value, valueStart } = override;
  return {
    name,
    get nameSpan() {
      return spanOf(logical, nameStart, nameEnd);
    },
    value,
    get expression() {
      return override.expression;
    },
    scope,
    valueSpan: (start, end) => spanOf(logical, valueStart + start, valueStart + end),
  };
}

/**
 * The value of a setting as Postfix's programs see it. Undefined when it
 * cannot be expanded, refers to a name that nothing defines, holds a
 * placeholder of a template, or holds what only looks like a comment or like
 * quotes: other rules say so where it is a mistake, and
 * nothing sensible can be said of what comes out.
 */
export function expandedValue(setting: Setting, configuration: Configuration): ExpandedText | undefined {
  const { name, value, scope } = setting;
  if (isTemplated(value) || isMisread(name, value, configuration.facts)) return undefined;
  if (refersToNothing(setting, configuration)) return undefined;
  return expandText(configuration, value, () => setting.expression, scope, isExpanded(configuration, name));
}

function refersToNothing({ name, value, expression, scope }: Setting, configuration: Configuration): boolean {
  if (!value.includes("$") || !isExpanded(configuration, name)) return false;
  return expression.parts.some((part) => {
    if (part.kind === "literal" || part.whenSet || part.whenEmpty) return false;
    return part.subject?.kind === "name" && !configuration.isDefined(part.subject.name, scope);
  });
}

/** Whether there is something to expand in a value. */
export function hasReferences(_name: string, value: string): boolean {
  return value.includes("$");
}

/** Whether a program evaluates the value: also a raw one where an expanded value refers to it. */
export function isEvaluated(configuration: Configuration, name: string): boolean {
  if (READ_ONLY_PARAMETERS.has(name)) return false;
  return isExpanded(configuration, name) || configuration.isReferencedBySettings(name);
}

/** Whether Postfix expands `$name` in the value of a parameter of this name. */
export function isExpanded(configuration: Configuration, name: string): boolean {
  return !READ_ONLY_PARAMETERS.has(name) && configuration.facts.registry.parameter(name)?.fact.type !== "raw";
}
