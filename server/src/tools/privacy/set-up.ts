/** Makes the plan of a header privacy filter, and proves that nothing else changes. */
import type { Configuration } from "../../analysis/model/configuration";
import { applyEdits, type TextEdit } from "../../base/text-edit";
import { splitWords } from "../../syntax/lists";
import type { MasterChunk } from "../../syntax/master-cf";
import { compareValues } from "../cleanup/compare-values";
import type { Difference } from "../cleanup/plan";
import {
  addOverride,
  appendLines,
  appendSettings,
  appendWord,
  lineAt,
  type NamedValue,
  replaceOverride,
  replaceValue,
  SERVICE_NAME,
  serviceLike,
} from "./additions";
import { RECEIVED_BY_SUBMISSION } from "./header-lines";
import { expandedIn, identityOf, type LoginService, loginServices, MARKING } from "./login-services";
import { notesOf } from "./notes";
import { type ParsedFiles, parseFiles, startInFile } from "./parsed-files";
import {
  FILTER_TYPES,
  type FilterRule,
  type FilterType,
  isRefused,
  type PlannedFile,
  type PrivacyChoices,
  type PrivacyPlan,
  type PrivacyRefusal,
  type PrivacyRequest,
  type ServerIdentity,
} from "./plan";
import {
  alreadySetUp,
  cleanupMissing,
  differentCleanups,
  hostUnknown,
  lostOptions,
  masterMissing,
  nobodyLogsIn,
  noType,
  nothingToTakeOut,
  onlyPublic,
  sideEffect,
  typeMissing,
} from "./refusals";
import { rulesOf } from "./rules";
import { type FormerValue, freeName, freeTableName, isFilterTable, tableText } from "./table";

/** Makes the plan. Pure: nothing is read, started or written. */
export function planPrivacy(request: PrivacyRequest, choices: PrivacyChoices): PrivacyPlan | PrivacyRefusal {
  if (request.master === undefined) return masterMissing();
  const parsed = parseFiles(request);
  if (isRefused(parsed)) return parsed;
  const { configuration } = parsed;
  if (isSetUp(configuration)) return alreadySetUp();
  const type = typeOf(request, choices);
  if (typeof type !== "string") return type;
  const services = servicesFor(configuration, choices);
  if (isRefused(services)) return services;
  const identities = identitiesOf(configuration, services);
  if (isRefused(identities)) return identities;

  const tableName = freeTableName(request.names);
  // What config_directory stands for is right on every machine, and in every instance.
  const word = `${type}:$config_directory/${tableName}`;
  const rules = rulesOf(choices, identities);
  if (rules.length === 0) return nothingToTakeOut();
  const changes =
    choices.scope === "submission"
      ? submissionChanges(parsed, services, word)
      : everythingChanges(parsed, word, rules);
  if (isRefused(changes)) return changes;
  const keys = services.map(({ key }) => key);
  const text = tableText({ scope: choices.scope, type, services: keys }, rules, changes.formerValues);
  const files = [
    created("table", tableName, text),
    changed("master.cf", request.master, changes.master),
    changed("main.cf", request.main, changes.main),
  ].filter(({ before, after }) => before !== after);
  const objection = prove(request, parsed, changes, services, word);
  if (objection) return objection;
  return {
    scope: choices.scope,
    type,
    services: keys,
    rules,
    table: { name: tableName, text },
    files,
    identity: identities[0]!,
    askedBefore: changes.askedBefore,
    notes: notesOf({
      configuration,
      choices,
      type,
      services,
      all: loginServices(configuration),
      facts: request.facts,
    }),
  };
}

/** Whether a directory has a filter of ours. */
export function isSetUp(configuration: Configuration): boolean {
  const isNamed = (scope?: string) =>
    splitWords(configuration.valueOf("header_checks", scope)?.text ?? "").some(({ text }) =>
      isFilterTable(text),
    );
  return isNamed() || [...configuration.scopes()].some((scope) => isNamed(scope));
}

function typeOf({ facts }: PrivacyRequest, { type }: PrivacyChoices): FilterType | PrivacyRefusal {
  const { tableTypes } = facts;
  if (tableTypes === undefined) return type ?? "pcre";
  if (type !== undefined) return tableTypes.includes(type) ? type : typeMissing(type, tableTypes);
  return FILTER_TYPES.find((each) => tableTypes.includes(each)) ?? noType();
}

function servicesFor(
  configuration: Configuration,
  { scope }: PrivacyChoices,
): readonly LoginService[] | PrivacyRefusal {
  const all = loginServices(configuration);
  if (all.length === 0) return nobodyLogsIn();
  const seen = all.filter(({ bypass }) => bypass === undefined);
  const own = scope === "submission" ? seen.filter(({ isPublic }) => !isPublic) : seen;
  return own.length > 0 ? own : onlyPublic(all);
}

function identitiesOf(
  configuration: Configuration,
  services: readonly LoginService[],
): readonly ServerIdentity[] | PrivacyRefusal {
  const known = new Map<string, ServerIdentity>();
  for (const identity of [...services.map((each) => each.identity), identityOf(configuration)]) {
    if (identity) known.set(`${identity.host} ${identity.mailName}`, identity);
  }
  const unknown = services.find(({ identity }) => identity === undefined);
  return unknown ? hostUnknown(unknown.key) : [...known.values()];
}

/** Edits of both files, and what has to be remembered of them. */
interface Changes {
  readonly main: readonly TextEdit[];
  readonly master: readonly TextEdit[];
  readonly formerValues: readonly FormerValue[];
  readonly askedBefore: readonly string[];
  /** The cleanup service that users' mail goes through afterwards; undefined: the one of main.cf's settings. */
  readonly cleanupName: string | undefined;
}

/** The parameters whose defaults are header_checks, and which are to stay what they are. */
const FOLLOWERS = ["mime_header_checks", "nested_header_checks"] as const;

/** A reference to header_checks in a value. */
const REFERENCE = /\$(?:header_checks(?![A-Za-z0-9_])|\{header_checks\}|\(header_checks\))/g;

function submissionChanges(
  { master, configuration }: ParsedFiles,
  services: readonly LoginService[],
  word: string,
): Changes | PrivacyRefusal {
  const names = new Set(services.map(({ cleanupName }) => cleanupName));
  if (names.size > 1) return differentCleanups(services);
  const base = cleanupNamed(configuration, services[0]!.cleanupName);
  if (!base) return cleanupMissing(services[0]!);
  const { key, chunk } = base;
  const before = configuration.valueOf("header_checks", key)?.text.trim() ?? "";
  const followers = FOLLOWERS.flatMap((name): NamedValue[] => {
    const value = configuration.valueOf(name, key)?.text ?? "";
    const own = value.replace(REFERENCE, () => before);
    return own === value ? [] : [[name, commaSeparated(own)]];
  });
  const taken = new Set(configuration.services().map(({ node }) => node!.words[0]?.text ?? ""));
  const name = freeName(SERVICE_NAME, "-", taken);
  const checks = [...splitWords(before).map(({ text }) => text), word].join(",");
  const formerValues: FormerValue[] = [];
  const edits = services.map((service) => {
    const override = configuration.overridesIn(service.key, "cleanup_service_name").at(-1);
    if (!override) return addOverride(master!, service.chunk, ["cleanup_service_name", name]);
    formerValues.push({ place: service.key, name: "cleanup_service_name", value: override.override.value });
    return replaceOverride(master!, override.chunk, override.override, name);
  });
  const lines = serviceLike(chunk, name, [["header_checks", checks], ...followers]);
  return {
    main: [],
    master: [...edits, appendLines(master!.text, lines)].sort((a, b) => a.start - b.start),
    formerValues,
    askedBefore: tablesIn(configuration, key),
    cleanupName: name,
  };
}

function cleanupNamed(
  configuration: Configuration,
  name: string,
): { key: string; chunk: MasterChunk } | undefined {
  const key = configuration.scopesRunning("cleanup").find((scope) => scope.startsWith(`${name}/`));
  const chunk = key === undefined ? undefined : configuration.servicesOf(key).at(-1);
  return key === undefined || !chunk ? undefined : { key, chunk };
}

/** A list in one word, as an override wants it. */
function commaSeparated(list: string): string {
  return splitWords(list)
    .map(({ text }) => text)
    .join(",");
}

/** The tables that are asked before one at the end of the list. */
function tablesIn(configuration: Configuration, key?: string): string[] {
  return splitWords(expandedIn(configuration, "header_checks", key)).map(({ text }) => text);
}

function everythingChanges(
  { main, configuration }: ParsedFiles,
  word: string,
  rules: readonly FilterRule[],
): Changes {
  const [definition] = configuration.definitions("header_checks").slice(-1);
  const before = definition?.node?.value.trim() ?? "";
  const edits: TextEdit[] = [];
  const added: NamedValue[] = [];
  const formerValues: FormerValue[] = [];
  if (definition) edits.push(appendWord(main, "header_checks", word));
  else added.push(["header_checks", word]);
  for (const name of FOLLOWERS) {
    if (configuration.valueOf(name)?.origin === "default") added.push([name, before.replace(/\s+/g, " ")]);
  }
  // Where Received lines stay, nobody's login name is written into them.
  const isMarkNeeded = rules.some(({ id }) => id === RECEIVED_BY_SUBMISSION);
  if (isMarkNeeded && expandedIn(configuration, MARKING).toLowerCase() !== "yes") {
    const [marking] = configuration.definitions(MARKING).slice(-1);
    if (marking) {
      formerValues.push({ place: "main.cf", name: MARKING, value: marking.node!.value });
      edits.push(replaceValue(main, MARKING, "yes"));
    } else {
      added.push([MARKING, "yes"]);
    }
  }
  if (added.length > 0) edits.push(appendSettings(main, added));
  return {
    main: edits.sort((a, b) => a.start - b.start),
    master: [],
    formerValues,
    askedBefore: tablesIn(configuration),
    cleanupName: undefined,
  };
}

function created(file: "table", name: string, text: string): PlannedFile {
  return { file, name, before: undefined, after: text, edits: [{ start: 0, end: 0, newText: text }] };
}

function changed(file: "main.cf" | "master.cf", before: string, edits: readonly TextEdit[]): PlannedFile {
  return { file, name: file, before, after: applyEdits(before, edits), edits };
}

/**
 * Reads the files as they would be, and holds all values against those of now:
 * the services have the rules, and nothing changes that is not part of them.
 */
function prove(
  request: PrivacyRequest,
  { master, configuration: before }: ParsedFiles,
  changes: Changes,
  services: readonly LoginService[],
  word: string,
): PrivacyRefusal | undefined {
  const after = parseFiles({
    ...request,
    main: applyEdits(request.main, changes.main),
    master: applyEdits(request.master!, changes.master),
  });
  if (isRefused(after)) return after;
  const { configuration } = after;
  for (const { key, chunk } of services) {
    const name = expandedIn(configuration, "cleanup_service_name", key);
    const cleanup = cleanupNamed(configuration, name);
    const checks = cleanup && configuration.valueOf("header_checks", cleanup.key)?.text;
    const isReached =
      (changes.cleanupName === undefined || name === changes.cleanupName) &&
      splitWords(checks ?? "").some(({ text }) => text === word);
    if (!isReached) return lostOptions(key, lineAt(request.master!, startInFile(master!, chunk, 0)), name);
  }
  const others = compareValues(before, configuration).filter((each) => !isMeant(each, changes));
  return others.length > 0 ? sideEffect(others[0]!) : undefined;
}

/** Names whose values are what a filter is made of. */
const FILTER_NAMES: ReadonlySet<string> = new Set(["header_checks", ...FOLLOWERS, MARKING]);

function isMeant({ name, service, before, after }: Difference, { cleanupName }: Changes): boolean {
  // A list of all tables, such as proxy_read_maps, has the new one as well.
  if (withoutFilter(after) === withoutFilter(before)) return true;
  if (cleanupName === undefined) return FILTER_NAMES.has(name);
  // The new service, and the parameters that a service of this name has.
  if (service === undefined) return name.startsWith(`${cleanupName}_`);
  return name === "cleanup_service_name" || service.startsWith(`${cleanupName}/`);
}

/** The words of a value but those that name the filter's table. */
function withoutFilter(value: string | undefined): string {
  const words = splitWords(value ?? "").filter(({ text }) => !isFilterTable(text));
  return words.map(({ text }) => text).join(" ");
}
