/** Which value counts, where it comes from, and what else was set. */

import { codeOrEmpty, fence } from "../../analysis/markdown";
import type { ServiceOverride, Value } from "../../analysis/model/configuration";
import { normalizeBlanks } from "../../analysis/model/effective-values";
import { READ_ONLY_PARAMETERS } from "../../analysis/model/postfix-facts";
import { durationInWords, secondsOf, sizeInWords } from "../../analysis/quantities";
import { joinWords } from "../../base/for-people";
import type { ParameterFact } from "../../knowledge/facts";
import type { MainChunk } from "../../syntax/main-cf";
import { type HoverContext, isHidden, lineOfDefinition, lineOfOverride, warning } from "./context";

/** Values longer than this are shown in a block of their own. */
const SHORT = 72;
/** Lines of such a block. */
const MOST_LINES = 12;
/** Services that are named one by one. */
const MOST_SERVICES = 4;

/** What is shown of a parameter's value in main.cf. @param here the line the cursor is in, when it sets the name */
export function inForceInMain(
  context: HoverContext,
  name: string,
  fact: ParameterFact | undefined,
  here?: MainChunk,
): string[] {
  if (READ_ONLY_PARAMETERS.has(name)) return [];
  const { configuration } = context;
  const definitions = configuration.definitions(name);
  const winner = definitions.at(-1);
  const isIgnored = here !== undefined && here !== winner && definitions.includes(here);
  const value = configuration.valueOf(name);
  const origin =
    winner === undefined ? "default" : winner === here ? "this line" : lineOfDefinition(context, winner);
  const written = winner === here ? here?.node?.value : undefined;
  return [
    isIgnored
      ? warning(
          `This line is ignored: ${lineOfDefinition(context, winner!)} sets it again, and the last one counts.`,
        )
      : undefined,
    value &&
      valueInWords(context, { name, scope: undefined, value, fact, origin, written, label: "In force" }),
    isIgnored ? undefined : ignoredLines(context, definitions),
    overridesInWords(context, name, fact),
  ].filter((line) => line !== undefined);
}

function ignoredLines(context: HoverContext, definitions: readonly MainChunk[]): string | undefined {
  const earlier = definitions.slice(0, -1);
  if (earlier.length === 0) return undefined;
  const lines = joinWords(earlier.map((chunk) => lineOfDefinition(context, chunk)));
  const text = `${lines} ${earlier.length === 1 ? "sets it too and is" : "set it too and are"} ignored.`;
  return text.replace(/^\[?l/, (start) => start.toUpperCase());
}

/** The services that override a name, with their values; undefined when none does. */
export function overridesInWords(
  context: HoverContext,
  name: string,
  fact: ParameterFact | undefined,
  lead = "Overridden for services:",
): string | undefined {
  const overrides = context.configuration.overridesOf(name);
  if (overrides.length === 0) return undefined;
  const named = overrides.slice(0, MOST_SERVICES).map((entry) => {
    const scope = scopeOf(entry);
    const value = shownValue(context, name, scope);
    const text = value === undefined ? "" : `: ${withMeaning(value, fact)}`;
    return `- ${codeOrEmpty(scope)}${text} · ${lineOfOverride(context, entry)}`;
  });
  const more = overrides.length - named.length;
  if (more > 0) named.push(`- and ${more} more`);
  return `${lead}\n${named.join("\n")}`;
}

function scopeOf({ chunk }: ServiceOverride): string {
  return `${chunk.node?.words[0]?.text ?? ""}/${chunk.node?.words[1]?.text ?? ""}`;
}

/** What is shown of a parameter's value for one service. @param here the override the cursor is in */
export function inForceInService(
  context: HoverContext,
  name: string,
  scope: string,
  fact: ParameterFact | undefined,
  here?: ServiceOverride,
): string[] {
  const { configuration } = context;
  const label = `In force for ${codeOrEmpty(scope)}`;
  if (READ_ONLY_PARAMETERS.has(name)) {
    // What a process is numbered nobody knows before it runs.
    const value = name === "process_id" ? undefined : configuration.valueOf(name, scope);
    return value ? [`**${label}:** ${codeOrEmpty(value.text)}`] : [];
  }
  const overrides = configuration.overridesIn(scope, name);
  const winner = overrides.at(-1);
  const isIgnored = here !== undefined && winner !== undefined && winner.override !== here.override;
  const definition = configuration.definitions(name).at(-1);
  const mainOrigin = definition ? lineOfDefinition(context, definition) : undefined;
  const origin = winner
    ? winner.override === here?.override
      ? "this option"
      : lineOfOverride(context, winner)
    : (mainOrigin ?? "default");
  const value = configuration.valueOf(name, scope);
  const written = winner?.override === here?.override ? here?.override.value : undefined;
  return [
    isIgnored
      ? warning(
          `This option is ignored: ${lineOfOverride(context, winner)} sets it again, and the last one counts.`,
        )
      : undefined,
    value && valueInWords(context, { name, scope, value, fact, origin, written, label }),
    winner ? mainInWords(context, name, fact, mainOrigin) : undefined,
  ].filter((line) => line !== undefined);
}

/** What the other services get. */
function mainInWords(
  context: HoverContext,
  name: string,
  fact: ParameterFact | undefined,
  origin: string | undefined,
): string | undefined {
  const shown = shownValue(context, name, undefined);
  if (shown === undefined) return undefined;
  return `For the other services: ${withMeaning(shown, fact)} · ${origin ?? "default"}`;
}

interface ShownValue {
  readonly name: string;
  readonly scope: string | undefined;
  readonly value: Value;
  readonly fact: ParameterFact | undefined;
  readonly origin: string;
  /** The value under the cursor, when it is this one: it need not be repeated. */
  readonly written: string | undefined;
  readonly label: string;
}

function valueInWords(context: HoverContext, shown: ShownValue): string {
  const { name, scope, fact, origin, label } = shown;
  const text = shownValue(context, name, scope);
  if (text === undefined) return `**${label}:** nothing; Postfix cannot expand this value · ${origin}`;
  if (isHidden(text)) return `**${label}:** a secret, which is not shown · ${origin}`;
  if (text.length <= SHORT) return `**${label}:** ${withMeaning(text, fact)} · ${origin}`;
  if (shown.written !== undefined && normalizeBlanks(shown.written) === text)
    return `**${label}:** ${origin}`;
  return `**${label}** · ${origin}\n\n${fence("postfix-main", wrapped(`${name} = ${text}`))}`;
}

/** The expanded value as it may be shown, blanks as postconf prints them; undefined when it cannot be expanded. */
export function shownValue(
  context: HoverContext,
  name: string,
  scope: string | undefined,
): string | undefined {
  const expanded = context.configuration.expandedValueOf(name, scope);
  return expanded === undefined ? undefined : normalizeBlanks(context.secrets.show(name, expanded));
}

/** A value, and what it is in words where a number says little. */
export function withMeaning(text: string, fact: ParameterFact | undefined): string {
  if (isHidden(text)) return "*hidden*";
  const meaning = meaningOf(text, fact);
  return `${codeOrEmpty(text)}${meaning === undefined ? "" : ` (${meaning})`}`;
}

/** A time or a size in words; undefined where the value says it already. */
export function meaningOf(text: string, fact: ParameterFact | undefined): string | undefined {
  if (fact?.valueKind === "time") {
    const seconds = secondsOf(text, fact.unit ?? "s");
    return seconds === undefined || seconds === 0 ? undefined : durationUnlessSaid(text, seconds);
  }
  const bytes = fact?.valueKind === "size" && /^\d{4,18}$/.test(text) ? Number(text) : 0;
  return bytes < 1024 ? undefined : sizeInWords(bytes);
}

/** A time in words; undefined where its own number says as much: `5d` is 5 days. */
export function durationUnlessSaid(text: string, seconds: number): string | undefined {
  const words = durationInWords(seconds);
  const count = /^\d+(?=[a-z])/.exec(text)?.[0];
  return count !== undefined && new RegExp(`^${count} [a-z]+$`).test(words) ? undefined : words;
}

/** Breaks a long setting as main.cf would continue it. */
function wrapped(setting: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of setting.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > SHORT) {
      lines.push(line);
      line = `    ${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.length <= MOST_LINES ? lines.join("\n") : [...lines.slice(0, MOST_LINES), "    …"].join("\n");
}
