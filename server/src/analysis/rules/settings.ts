/**
 * The settings that count, of main.cf and of `-o` overrides alike: many rules
 * look at both in the same way. A line that a later one overrides is none:
 * Postfix never looks at its value.
 */
import type { Assignment, MainChunk } from "../../syntax/main-cf";
import { type MasterChunk, type Override, type Service, serviceKey } from "../../syntax/master-cf";
import type { Expression } from "../../syntax/value";
import type { Configuration } from "../model/configuration";
import { type ExpandedText, expandText } from "../model/expanded-text";
import { READ_ONLY_PARAMETERS } from "../model/postfix-facts";
import { isMisread } from "./misreadings";
import { nameSpan, spanOf } from "./places";
import type { ChunkSpan, RuleContext, Setting, SettingCheck } from "./rule";
import { isTemplated } from "./templates";

export type { Setting, SettingContext } from "./rule";

/**
 * The check of a rule that looks at settings that count of parameters that
 * Postfix has; those of names that a user made up are passed over.
 */
export function onSettings(
  concerns: SettingCheck["concerns"],
  check: SettingCheck["check"],
): { readonly settings: readonly SettingCheck[] } {
  return { settings: [{ concerns, check, ofPostfixOnly: true }] };
}

/** The check of a rule that looks at settings that count, whatever their names. */
export function onAllSettings(
  concerns: SettingCheck["concerns"],
  check: SettingCheck["check"],
): { readonly settings: readonly SettingCheck[] } {
  return { settings: [{ concerns, check, ofPostfixOnly: false }] };
}

/** Whether a line of main.cf is the one that counts for its name. */
export function countsInMain(
  node: Assignment,
  { configuration, chunk }: Pick<RuleContext<unknown>, "configuration" | "chunk">,
): boolean {
  return !node.problem && configuration.definitions(node.name).at(-1) === chunk;
}

/** The setting that a line of main.cf makes; undefined when a later line counts, or none. */
export function mainSetting(chunk: MainChunk, configuration: Configuration): Setting | undefined {
  const { node } = chunk;
  return node && countsInMain(node, { configuration, chunk }) ? new LineSetting(node) : undefined;
}

/** The settings that the overrides of a service make, but for those that a later override takes the place of. */
export function serviceSettings({ node }: MasterChunk, configuration: Configuration): Setting[] {
  if (!node || node.problem || node.overrides.length === 0) return [];
  return node.overrides.flatMap((override) => overrideSetting(node, override, configuration) ?? []);
}

/** The setting that an override makes; undefined when a later one counts, or none. */
export function overrideSetting(
  node: Service,
  override: Override,
  configuration: Configuration,
): Setting | undefined {
  const scope = serviceKey(node);
  const counts = configuration.overridesIn(scope, override.name).at(-1)?.override === override;
  return counts ? new OverrideSetting(node, override, scope) : undefined;
}

// Classes: a file has thousands of lines, and methods of a class are there once.

class LineSetting implements Setting {
  readonly scope = undefined;

  constructor(readonly node: Assignment) {}

  get name(): string {
    return this.node.name;
  }

  get nameSpan(): ChunkSpan {
    return nameSpan(this.node);
  }

  get value(): string {
    return this.node.value;
  }

  get expression(): Expression {
    return this.node.expression;
  }

  valueSpan(start: number, end: number): ChunkSpan {
    const { logical, valueStart } = this.node;
    return spanOf(logical, valueStart + start, valueStart + end);
  }
}

class OverrideSetting implements Setting {
  constructor(
    readonly service: Service,
    readonly override: Override,
    readonly scope: string,
  ) {}

  get name(): string {
    return this.override.name;
  }

  get nameSpan(): ChunkSpan {
    const { nameStart, nameEnd } = this.override;
    return spanOf(this.service.logical, nameStart, nameEnd);
  }

  get value(): string {
    return this.override.value;
  }

  get expression(): Expression {
    return this.override.expression;
  }

  valueSpan(start: number, end: number): ChunkSpan {
    const { valueStart } = this.override;
    return spanOf(this.service.logical, valueStart + start, valueStart + end);
  }
}

/**
 * Makes a question that several rules ask of the same setting be answered
 * once. A setting is made anew for each look at its line, and what the answer
 * looks at is recorded for all rules of that look together.
 */
export function oncePerSetting<T>(
  answer: (setting: Setting, configuration: Configuration) => T,
): (setting: Setting, configuration: Configuration) => T {
  const known = new WeakMap<Setting, { readonly value: T }>();
  return (setting, configuration) => {
    let found = known.get(setting);
    if (!found) {
      found = { value: answer(setting, configuration) };
      known.set(setting, found);
    }
    return found.value;
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
  return hasUndefinedPart(expression, configuration, scope);
}

/** Whether a part of a value is a mere `$name` that nothing defines. */
export function hasUndefinedPart(
  { parts }: Expression,
  configuration: Configuration,
  scope?: string,
): boolean {
  return parts.some((part) => {
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
