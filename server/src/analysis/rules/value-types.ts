/**
 * Settings of parameters that Postfix converts: to yes or no, a number, a
 * time, a keyword. Whoever reads such a parameter ends with a fatal error when
 * the value is none of its kind, and until then nobody says a word.
 */
import { joinWords } from "../../base/for-people";
import type { ParameterFact } from "../../knowledge/facts";
import type { Registry } from "../../knowledge/registry";
import { scanReferences } from "../../syntax/value";
import { type PostfixFacts, READ_ONLY_PARAMETERS } from "../model/postfix-facts";
import { removeEntry } from "./remove-entry";
import type { ChunkSpan, Fix, Report, SettingCheck } from "./rule";
import { expandedValue, onSettings, type Setting, type SettingContext } from "./settings";

/** A value that Postfix converts. */
export interface TypedValue {
  readonly setting: Setting;
  readonly fact: ParameterFact;
  /** Expanded. */
  readonly text: string;
  /** Where to show what is wrong with it: the value, or the name where there is none. */
  readonly place: ChunkSpan;
  /** Fixes that put other text in its place; none where the value is not written out. */
  changeTo(...texts: readonly string[]): Fix[];
  /** The place of a part of the expanded text. */
  partPlace(start: number, end: number): ChunkSpan;
  /** Whether a part of the expanded text is written out, so that an edit can change it. */
  isWritten(start: number, end: number): boolean;
  /** Fixes that take the line out, so that the default counts; none in master.cf. */
  remove(): Fix[];
}

/** What a check of typed values may look at. */
export interface TypedContext {
  readonly configuration: SettingContext["configuration"];
  report(report: Report): void;
}

/**
 * The checks of a rule that looks at values of some types.
 *
 * @param concerns tells by facts and unexpanded value whether there could be anything to say; it must be cheap
 */
export function onTypedValues(
  concerns: (fact: ParameterFact, value: string, name: string) => boolean,
  check: (value: TypedValue, context: TypedContext) => void,
): { readonly settings: readonly SettingCheck[] } {
  return onSettings(
    (name, value, facts) => {
      const fact = factOf(name, facts);
      return fact !== undefined && concerns(fact, value, name);
    },
    (setting, context) => {
      const value = typedValue(setting, context);
      if (value) check(value, context);
    },
  );
}

function typedValue(setting: Setting, { configuration, text }: SettingContext): TypedValue | undefined {
  const fact = factOf(setting.name, configuration.facts);
  const kind = configuration.builtinKind(setting.name);
  if (!fact || (kind !== "builtin" && kind !== "service")) return undefined;
  if (READ_ONLY_PARAMETERS.has(setting.name)) return undefined;
  // What depends on the load has two values, and was most likely written with care.
  if (dependsOnLoad(setting)) return undefined;
  const expanded = expandedValue(setting, configuration);
  if (!expanded) return undefined;
  const whole = expanded.text;
  const partPlace = (start: number, end: number) => {
    const place = expanded.placeOf(start, end);
    return setting.valueSpan(place.start, place.end);
  };
  return {
    setting,
    fact,
    text: whole,
    place: setting.value === "" ? setting.nameSpan : setting.valueSpan(0, setting.value.length),
    partPlace,
    isWritten: (start, end) => expanded.isWritten(start, end),
    changeTo(...texts) {
      if (whole === "" || whole !== setting.value || !expanded.isWritten(0, whole.length)) return [];
      const place = partPlace(0, whole.length);
      return texts.map((newText) => ({ title: `Change to '${newText}'`, edits: [{ ...place, newText }] }));
    },
    remove: () => (setting.scope === undefined ? [removeEntry(text, "Remove")] : []),
  };
}

function dependsOnLoad({ value, expression }: Setting): boolean {
  if (!value.includes("stress")) return false;
  let found = false;
  scanReferences(expression, ({ subject }) => {
    if (subject?.kind === "name" && subject.name === "stress") found = true;
  });
  return found;
}

// Several rules ask for the same name, one after the other, and a file may have thousands of names.
let last:
  | { readonly name: string; readonly facts: PostfixFacts; readonly fact: ParameterFact | undefined }
  | undefined;

/** The facts of a parameter that the target version has, be it one of its own or one of a service. */
export function factOf(name: string, facts: PostfixFacts): ParameterFact | undefined {
  if (last?.name !== name || last.facts !== facts) last = { name, facts, fact: lookUp(name, facts) };
  return last.fact;
}

function lookUp(name: string, { registry }: PostfixFacts): ParameterFact | undefined {
  const known = registry.parameter(name);
  if (known) return known.availability.kind === "available" ? known.fact : undefined;
  // Most other names are ones that users made up, and a look at their end tells.
  if (!suffixEnds(registry).has(name.slice(-END))) return undefined;
  const patterns = registry.serviceParameterNames(name);
  const [pattern] = [...patterns].sort((a, b) => b.suffix.length - a.suffix.length);
  return pattern && registry.serviceParameter(name, pattern.suffix).fact;
}

const END = 4;
const ends = new WeakMap<Registry, ReadonlySet<string>>();

/** The last characters of all names that services can have parameters of; pipe(8) has all of them. */
function suffixEnds(registry: Registry): ReadonlySet<string> {
  let known = ends.get(registry);
  if (!known) {
    known = new Set(registry.serviceSuffixes("pipe").map((suffix) => suffix.slice(-END)));
    ends.set(registry, known);
  }
  return known;
}

/** Programs that somebody starts, and so are in section 1 of the manual. */
const COMMANDS = new Set(["postdrop", "postfix", "postmulti", "postqueue", "posttls-finger", "sendmail"]);

/** Programs that are hardly ever the ones that matter. */
const ASIDE = new Set(["nqmgr", "oqmgr", "posttls-finger", "tls"]);

/** Who ends with a fatal error when it reads a bad value: `smtpd(8) ends`. */
export function whoEnds({ programs = ["*"] }: ParameterFact): string {
  if (programs.includes("*")) return "every Postfix program ends";
  const main = programs.filter((program) => !ASIDE.has(program));
  const named = (main.length > 0 ? main : programs).map(
    (program) => `${program}(${COMMANDS.has(program) ? 1 : 8})`,
  );
  return `${joinWords(named)} ${named.length === 1 ? "ends" : "end"}`;
}
