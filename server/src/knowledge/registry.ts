/**
 * What is known of Postfix, by name and version: the only door to the fact
 * files. A registry is made for one target version and never changes.
 */
import {
  type DaemonFact,
  defaultHistory,
  type HistoryRow,
  type ParameterFact,
  parameterFacts,
  parameterSummaries,
  type RestrictionFact,
  restrictionFacts,
  serviceFacts,
  type TableTypeFact,
  tableFacts,
  words,
} from "./facts";
import { compareVersions, hasSince, type PostfixVersion, parseVersion, sameBranch } from "./version";

/** Whether a name exists in the target version. */
export type Availability =
  | { readonly kind: "available" }
  | { readonly kind: "too-new"; readonly since: string }
  | { readonly kind: "removed"; readonly removed: string; readonly replacedBy: string | undefined };

/** A parameter as the target version knows it. */
export interface Parameter {
  readonly name: string;
  readonly fact: ParameterFact;
  /** One sentence, ours. */
  readonly summary: string;
  readonly availability: Availability;
  /** The default of the target version, unexpanded; undefined when computed from the machine. */
  readonly default: string | undefined;
}

/** A per-service name such as `relay_destination_rate_delay`, taken apart. */
export interface ServiceParameterName {
  readonly service: string;
  /** With its underscore: `_destination_rate_delay`. */
  readonly suffix: string;
}

/** Everything known of one version of Postfix. */
export interface Registry {
  readonly version: PostfixVersion;
  /** A built-in name of any version, or of a pattern instance with a default of its own. */
  parameter(name: string): Parameter | undefined;
  /** Names that the target version has built in, legacy names not among them. */
  builtinNames(): readonly string[];
  /** Old names that the target version still honours through the new name's default. */
  legacyNames(): readonly string[];
  /** Names that the target version has no longer. */
  removedNames(): readonly string[];
  /** The ways to read a name as `<service><suffix>`; more than one where a service name contains a suffix. */
  serviceParameterNames(name: string): readonly ServiceParameterName[];
  /** The suffixes that a delivery or spawn program of this name gives its service; empty for all others. */
  serviceSuffixes(program: string): readonly string[];
  /** What `<service><suffix>` stands for: the facts of the pattern, under the name given. */
  serviceParameter(name: string, suffix: string): Parameter;
  /** Database client suffixes of a table type, such as `hosts` for mysql; empty for all other types. */
  clientSuffixes(tableType: string): readonly string[];
  restriction(name: string): RestrictionFact | undefined;
  restrictionNames(): readonly string[];
  /** The context of a restriction list parameter, such as `sender`; undefined for other parameters. */
  restrictionContext(parameter: string): string | undefined;
  tableType(name: string): TableTypeFact | undefined;
  /** Table types that exist in the target version, whether this machine has them or not. */
  tableTypeNames(): readonly string[];
  daemonNames(): readonly string[];
  /** A daemon program of any version. */
  daemon(name: string): DaemonFact | undefined;
  summaryOf(kind: SummaryKind, name: string): string | undefined;
  /** What a keyword of an enumeration means; undefined where nothing is written yet. */
  keywordSummary(parameter: string, keyword: string): string | undefined;
}

/** Groups of names that have a one-sentence summary besides parameters. */
export type SummaryKind =
  | "restrictions"
  | "tableTypes"
  | "services"
  | "masterFields"
  | "serviceTypes"
  | "daemonOptions"
  | "valueKinds";

const registries = new Map<string, Registry>();

/** The registry of a version; the same object for the same version. */
export function registryFor(version: PostfixVersion): Registry {
  let registry = registries.get(version.text);
  if (!registry) {
    registry = createRegistry(version);
    registries.set(version.text, registry);
  }
  return registry;
}

/** Suffix of a per-service parameter → the parameter that its default refers to. */
export function genericParameterOf(suffix: string): string {
  if (suffix === "_time_limit") return "command_time_limit";
  // These two keep their stem instead of taking `default` in front.
  if (suffix === "_initial_destination_concurrency") return "initial_destination_concurrency";
  return `default${suffix}`;
}

function createRegistry(version: PostfixVersion): Registry {
  const parameters = new Map<string, Parameter>();
  let builtins: string[] | undefined;
  let legacy: string[] | undefined;
  let removed: string[] | undefined;
  const suffixesByProgram = new Map<string, readonly string[]>();
  let suffixes: ReadonlyMap<string, readonly string[]> | undefined;

  let lastName: string | undefined;
  let lastParameter: Parameter | undefined;
  /** A hundred rules ask for the same name, one after the other. */
  const parameter = (name: string): Parameter | undefined => {
    if (name !== lastName) {
      lastParameter = parameters.get(name) ?? makeParameter(name);
      lastName = name;
    }
    return lastParameter;
  };

  const makeParameter = (name: string): Parameter | undefined => {
    const facts = parameterFacts();
    if (!Object.hasOwn(facts, name)) return undefined;
    const fact = facts[name]!;
    if (fact.isPattern) return undefined;
    // Most who ask look at one field only; each of the others may take another file of facts.
    let availability: Availability | undefined;
    const made: Parameter = {
      name,
      fact,
      get summary() {
        return parameterSummaries()[name] ?? patternSummary(fact) ?? "";
      },
      get availability() {
        availability ??= availabilityOf(fact, version);
        return availability;
      },
      get default() {
        return defaultOf(name, fact, version);
      },
    };
    parameters.set(name, made);
    return made;
  };

  const namesWhere = (test: (fact: ParameterFact) => boolean) =>
    Object.entries(parameterFacts())
      .filter(([, fact]) => !fact.isPattern && test(fact))
      .map(([name]) => name)
      .sort();

  return {
    version,
    parameter,
    builtinNames() {
      builtins ??= namesWhere(
        (fact) => !isLegacy(fact, version) && availabilityOf(fact, version).kind === "available",
      );
      return builtins;
    },
    legacyNames() {
      legacy ??= namesWhere((fact) => isLegacy(fact, version));
      return legacy;
    },
    removedNames() {
      removed ??= namesWhere((fact) => availabilityOf(fact, version).kind === "removed");
      return removed;
    },
    serviceParameterNames(name) {
      suffixes ??= byLastWord(serviceFacts().perService.suffixes);
      const possible = suffixes.get(lastWordOf(name));
      if (!possible) return NO_NAMES;
      return possible
        .filter((suffix) => name.endsWith(suffix) && name.length > suffix.length)
        .map((suffix) => ({ service: name.slice(0, -suffix.length), suffix }));
    },
    serviceSuffixes(program) {
      let known = suffixesByProgram.get(program);
      if (!known) {
        known = suffixesOf(program, version);
        suffixesByProgram.set(program, known);
      }
      return known;
    },
    serviceParameter(name, suffix) {
      const fact = parameterFacts()[`transport${suffix}`]!;
      return {
        name,
        fact,
        get summary() {
          return parameterSummaries()[`transport${suffix}`] ?? "";
        },
        availability: availabilityOf(fact, version),
        default: `$${genericParameterOf(suffix)}`,
      };
    },
    clientSuffixes(tableType) {
      const clients = tableFacts().clientParameters;
      return Object.hasOwn(clients, tableType) ? clients[tableType]! : [];
    },
    restriction(name) {
      const { restrictions } = restrictionFacts();
      return Object.hasOwn(restrictions, name) ? restrictions[name] : undefined;
    },
    restrictionNames: () => Object.keys(restrictionFacts().restrictions),
    restrictionContext(name) {
      const contexts = Object.entries(restrictionFacts().meta.contextParameters);
      return contexts.find(([, list]) => list === name)?.[0];
    },
    tableType(name) {
      const { types } = tableFacts();
      return Object.hasOwn(types, name) ? types[name] : undefined;
    },
    tableTypeNames: () =>
      Object.entries(tableFacts().types)
        .filter(([, fact]) => hasSince(version, fact.since))
        .map(([name]) => name),
    daemonNames: () =>
      Object.entries(serviceFacts().daemons)
        .filter(([, fact]) => hasSince(version, fact.since))
        .map(([name]) => name),
    daemon(name) {
      const { daemons } = serviceFacts();
      return Object.hasOwn(daemons, name) ? daemons[name] : undefined;
    },
    summaryOf(kind, name) {
      const group = words()[kind];
      return Object.hasOwn(group, name) ? group[name] : undefined;
    },
    keywordSummary(name, keyword) {
      const { keywords } = words();
      const group = Object.hasOwn(keywords, name) ? keywords[name]! : {};
      return Object.hasOwn(group, keyword) ? group[keyword] : undefined;
    },
  };
}

/** See {@link Registry.serviceSuffixes}. */
function suffixesOf(program: string, version: PostfixVersion): readonly string[] {
  const { programs, suffixes } = serviceFacts().perService;
  const which = Object.hasOwn(programs, program) ? programs[program] : undefined;
  const available = (suffix: string) =>
    hasSince(version, parameterFacts()[genericParameterOf(suffix)]?.since);
  if (which === "all") return suffixes.filter((suffix) => suffix !== "_time_limit" && available(suffix));
  if (which === "all+time_limit") return suffixes.filter(available);
  return which === "time_limit" ? ["_time_limit"] : [];
}

const NO_NAMES: readonly ServiceParameterName[] = [];

/** Suffixes by their last word: every name of a file is asked about, and few end with one of these. */
function byLastWord(suffixes: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const suffix of suffixes) {
    const word = lastWordOf(suffix);
    groups.set(word, [...(groups.get(word) ?? []), suffix]);
  }
  return groups;
}

/** With its underscore. */
function lastWordOf(name: string): string {
  return name.slice(name.lastIndexOf("_"));
}

function patternSummary(fact: ParameterFact): string | undefined {
  return fact.patternParameter ? parameterSummaries()[fact.patternParameter] : undefined;
}

/** Whether a name is an old one in this version; before its new name came it was a name like any other. */
function isLegacy(fact: ParameterFact, version: PostfixVersion): boolean {
  return fact.status === "legacy" && hasSince(version, fact.renamedIn);
}

function availabilityOf(fact: ParameterFact, version: PostfixVersion): Availability {
  const removed = fact.removed === undefined ? undefined : parseVersion(fact.removed);
  if (removed && compareVersions(version, removed) >= 0) {
    return { kind: "removed", removed: fact.removed!, replacedBy: fact.replacedBy };
  }
  if (!hasSince(version, fact.since, fact.backports)) return { kind: "too-new", since: fact.since! };
  return { kind: "available" };
}

function defaultOf(name: string, fact: ParameterFact, version: PostfixVersion): string | undefined {
  // An old name must be empty unless set, or the new name's default would see it.
  if (isLegacy(fact, version)) return "";
  const newest = fact.default ?? fact.lastDefault;
  return newest === undefined ? undefined : defaultAt(name, newest, version);
}

/**
 * The default of a version. The history has a row where a branch's first
 * release differs from that of the branch before, and a row where a patch
 * differs from the patch before it.
 */
function defaultAt(name: string, newest: string, version: PostfixVersion): string {
  const history = defaultHistory();
  const rows = Object.hasOwn(history, name) ? history[name]! : [];
  const parsed = rows.flatMap(([text, old, value]: HistoryRow) => {
    const at = parseVersion(text);
    return at ? [{ at, old, value }] : [];
  });
  const patches = parsed
    .filter((row) => row.at.patch > 0 && sameBranch(row.at, version))
    .sort((a, b) => compareVersions(a.at, b.at));
  const applied = patches.filter((row) => compareVersions(row.at, version) <= 0).pop();
  if (applied) return applied.value;
  const coming = patches[0];
  if (coming) return coming.old;
  const branches = parsed.filter((row) => row.at.patch === 0).sort((a, b) => compareVersions(a.at, b.at));
  const before = branches.filter((row) => compareVersions(row.at, version) <= 0).pop();
  return before?.value ?? branches[0]?.old ?? newest;
}
