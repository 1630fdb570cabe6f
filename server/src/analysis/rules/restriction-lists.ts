/**
 * The restriction lists that SMTP servers evaluate, those of main.cf, of `-o`
 * overrides and of restriction classes, for the rules that look at them.
 */
import type { Span } from "../../base/span";
import type { TextEdit } from "../../base/text-edit";
import type { LanguageId } from "../../contract/languages";
import { splitPlainWords } from "../../syntax/lists";
import type { MainChunk } from "../../syntax/main-cf";
import type { MasterChunk } from "../../syntax/master-cf";
import type { Expression } from "../../syntax/value";
import type { Configuration } from "../model/configuration";
import type { ExpandedText } from "../model/expanded-text";
import {
  type ClassContents,
  parseRestrictions,
  RESTRICTION_LISTS,
  type Restriction,
} from "../model/restrictions";
import { isMisread } from "./misreadings";
import { spanOf } from "./places";
import type { ChunkSpan, Report, Rule } from "./rule";
import { expandedValue, hasUndefinedPart, type Setting } from "./settings";
import { isTemplated } from "./templates";

/** An SMTP server's service (`name/type`); undefined: main.cf, where master.cf has none. */
export type Scope = string | undefined;

/** A setting together with the chunk it is in. */
export interface PlacedSetting {
  readonly setting: Setting;
  readonly chunk: MainChunk | MasterChunk;
  readonly file: LanguageId;
}

/** A list as one or more SMTP servers evaluate it. */
export interface RestrictionList extends PlacedSetting {
  /** The servers in which it counts and that have the same classes. */
  readonly scopes: readonly Scope[];
  /** All servers in which it counts. */
  readonly allScopes: readonly Scope[];
  readonly isClass: boolean;
  /** The lists that evaluate it: itself, or those that a class is used in. Access tables may use a class anywhere. */
  readonly contexts: ReadonlySet<string>;
  readonly expanded: ExpandedText;
  readonly items: readonly Restriction[];
  readonly classes: ReadonlySet<string>;
  readonly contents: ClassContents;
  /** Where a stretch of the expanded value stands in the chunk. */
  spanOf(start: number, end: number): ChunkSpan;
}

/** What a check of restriction lists may look at. */
export interface RestrictionContext {
  readonly configuration: Configuration;
  report(report: Report): void;
}

/**
 * The check of a rule that looks at each restriction list. A list belongs to
 * no single line: which words are classes, and which server evaluates it, is
 * said elsewhere. What several servers make of the same list is reported once.
 */
export function onRestrictionLists(
  check: (list: RestrictionList, context: RestrictionContext) => void,
): Pick<Rule, "configuration"> {
  return {
    configuration({ configuration, report }) {
      const reported = new Map<unknown, Set<string>>();
      let current: RestrictionList;
      const context: RestrictionContext = {
        configuration,
        report(found) {
          const { chunk, file } = current;
          const key = `${found.start} ${found.end} ${found.message}`;
          const seen = reported.get(chunk) ?? new Set();
          if (seen.has(key)) return;
          reported.set(chunk, seen.add(key));
          report({ ...found, file, chunk });
        },
      };
      for (current of restrictionLists(configuration)) check(current, context);
    },
  };
}

/** The services that run an SMTP server; main.cf itself where master.cf has none, or is not at hand. */
export function serverScopes(configuration: Configuration): readonly Scope[] {
  const scopes = configuration.scopesRunning("smtpd");
  return scopes.length > 0 ? scopes : [undefined];
}

/** What counts for a name in a server: an override or the last line of main.cf; undefined where it is not set. */
export function placedSetting(
  configuration: Configuration,
  name: string,
  scope: Scope,
): PlacedSetting | undefined {
  const override = scope === undefined ? undefined : configuration.overridesIn(scope, name).at(-1);
  const at = override ?? configuration.definitions(name).at(-1);
  if (!at) return undefined;
  let placed = placedSettings.get(at);
  if (!placed) {
    placed = { value: "override" in at ? overrideSetting(at.chunk, at.override, scope) : mainSetting(at) };
    placedSettings.set(at, placed);
  }
  return placed.value;
}

/** Several rules ask for the same settings, for each server that has them. An override is of one service alone. */
const placedSettings = new WeakMap<object, { readonly value: PlacedSetting | undefined }>();

function mainSetting(chunk: MainChunk): PlacedSetting | undefined {
  const { node } = chunk;
  if (!node || node.problem) return undefined;
  const { name, nameStart, nameEnd, value, valueStart, logical } = node;
  return {
    chunk,
    file: "postfix-main",
    setting: {
      name,
      nameSpan: spanOf(logical, nameStart, nameEnd),
      value,
      get expression() {
        return node.expression;
      },
      scope: undefined,
      valueSpan: (start, end) => spanOf(logical, valueStart + start, valueStart + end),
    },
  };
}

function overrideSetting(
  chunk: MasterChunk,
  override: {
    readonly name: string;
    readonly nameStart: number;
    readonly nameEnd: number;
    readonly value: string;
    readonly valueStart: number;
    readonly expression: Expression;
  },
  scope: Scope,
): PlacedSetting | undefined {
  const { node } = chunk;
  if (!node || node.problem) return undefined;
  const { name, nameStart, nameEnd, value, valueStart } = override;
  return {
    chunk,
    file: "postfix-master",
    setting: {
      name,
      nameSpan: spanOf(node.logical, nameStart, nameEnd),
      value,
      get expression() {
        return override.expression;
      },
      scope,
      valueSpan: (start, end) => spanOf(node.logical, valueStart + start, valueStart + end),
    },
  };
}

/**
 * The value of a name in a server; empty where it is set nowhere. Undefined
 * when nobody can tell what the server will see.
 */
export function knownText(configuration: Configuration, name: string, scope: Scope): string | undefined {
  return configuration.rememberIn(`known text of ${name}`, scope, (seen) =>
    readText(configuration, name, seen),
  );
}

function readText(configuration: Configuration, name: string, scope: Scope): string | undefined {
  const value = configuration.valueOf(name, scope);
  if (!value) return "";
  if (value.origin !== "default") {
    if (isTemplated(value.text) || isMisread(name, value.text, configuration.facts)) return undefined;
    if (hasUndefinedPart(value.expression, configuration, scope)) return undefined;
  }
  const text = configuration.expandedValueOf(name, scope);
  return text === undefined || isTemplated(text) ? undefined : text;
}

const NO_CLASSES: ReadonlySet<string> = new Set();

/** Sets of classes by the text that names them: servers with the same text have the same set. */
const classSets = new Map<string, ReadonlySet<string>>();

/** The restriction classes of a server; undefined when nobody can tell. */
export function classesOf(configuration: Configuration, scope: Scope): ReadonlySet<string> | undefined {
  const text = knownText(configuration, "smtpd_restriction_classes", scope);
  if (text === "") return NO_CLASSES;
  let classes = text === undefined ? undefined : classSets.get(text);
  if (text !== undefined && !classes) {
    classes = new Set(splitPlainWords(text).map((word) => word.text));
    if (classSets.size >= 20) classSets.clear();
    classSets.set(text, classes);
  }
  return classes;
}

type Contents = ReadonlyMap<string, readonly Restriction[] | undefined>;

const NO_CONTENTS: Contents = new Map();

/** What the classes of a server hold, by name; the same map for servers that see the same. */
export function contentsMap(configuration: Configuration, scope: Scope): Contents {
  return configuration.rememberIn("restriction class contents", scope, (seen) => {
    const classes = classesOf(configuration, seen);
    if (!classes || classes.size === 0) return NO_CONTENTS;
    const { registry } = configuration.facts;
    const contents = new Map<string, readonly Restriction[] | undefined>();
    for (const name of classes) {
      const text = readText(configuration, name, seen);
      contents.set(name, text === undefined ? undefined : parseRestrictions(text, registry, classes));
    }
    return contents;
  });
}

/** What the classes of a server hold. */
export function contentsIn(configuration: Configuration, scope: Scope): ClassContents {
  const contents = contentsMap(configuration, scope);
  return (name) => contents.get(name);
}

/** The stretch of the expanded value that is an entry, with the `warn_if_reject` that belongs to it. */
export function entrySpan({ word, argument, isTestOnly }: Restriction, { text }: ExpandedText): Span {
  const before = isTestOnly ? /(?:warn_if_reject[\s,]+)+$/i.exec(text.slice(0, word.start)) : null;
  return { start: before ? before.index : word.start, end: (argument ?? word).end };
}

/** The edit that takes an entry out of its list; none where it is not written out, or where a comment would go with it. */
export function entryRemoval(list: RestrictionList, item: Restriction): TextEdit[] {
  const { items, expanded, chunk } = list;
  const index = items.indexOf(item);
  const before = items[index - 1];
  const after = items[index + 1];
  const own = entrySpan(item, expanded);
  const from = before ? entrySpan(before, expanded) : own;
  const to = !before && after ? entrySpan(after, expanded) : own;
  if (!expanded.isWritten(from.start, to.end)) return [];
  // The blanks in between may belong to the next line.
  const start = before ? list.spanOf(from.start, from.end).end : list.spanOf(own.start, own.end).start;
  const end = !before && after ? list.spanOf(to.start, to.end).start : list.spanOf(own.start, own.end).end;
  return chunk.text.slice(start, end).includes("#") ? [] : [{ start, end, newText: "" }];
}

/** The lists that the version has, in the order in which the SMTP server evaluates them. */
export function listsOf({ facts: { registry } }: Configuration): readonly string[] {
  return RESTRICTION_LISTS.filter((name) => registry.parameter(name)?.availability.kind === "available");
}

/** Whether a parameter that is yes or no is yes in a server. */
export function isYes(configuration: Configuration, name: string, scope: Scope): boolean {
  return configuration.expandedValueOf(name, scope)?.toLowerCase() === "yes";
}

/** A server with what it makes of names. */
interface Server {
  readonly scope: Scope;
  /** The same set for servers with the same classes. */
  readonly classes: ReadonlySet<string>;
  /** The same map for servers that see the same in these classes. */
  readonly contents: Contents;
  /** The lists that use a class, by class. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
}

/** All lists that count in an SMTP server. Those that cannot be read are left out. Every rule asks for the same. */
export function restrictionLists(configuration: Configuration): readonly RestrictionList[] {
  return configuration.remember("restriction lists", () => readLists(configuration));
}

function readLists(configuration: Configuration): RestrictionList[] {
  const servers = serverScopes(configuration).flatMap((scope) => serverOf(configuration, scope) ?? []);
  const lists: RestrictionList[] = [];
  for (const name of listsOf(configuration)) {
    const placed = servers.map((server) => ({
      servers: [server],
      placed: placedSetting(configuration, name, server.scope),
    }));
    addLists(lists, configuration, placed);
  }
  const byContents = groupBy(servers, ({ contents }) => contents);
  for (const name of new Set(servers.flatMap(({ classes }) => [...classes]))) {
    const groups = byContents.filter(([{ classes }]) => classes.has(name));
    const placed = groups.map((group) => ({
      servers: group,
      placed: placedSetting(configuration, name, group[0].scope),
    }));
    addLists(lists, configuration, placed);
  }
  return lists;
}

function serverOf(configuration: Configuration, scope: Scope): Server | undefined {
  const classes = classesOf(configuration, scope);
  if (!classes) return undefined;
  const users = configuration.rememberIn("users of restriction classes", scope, (seen) =>
    usersIn(configuration, seen),
  );
  return { scope, classes, contents: contentsMap(configuration, scope), users };
}

function usersIn(configuration: Configuration, scope: Scope): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  const classes = classesOf(configuration, scope);
  if (!classes || classes.size === 0) return users;
  const contents = contentsIn(configuration, scope);
  for (const list of listsOf(configuration)) {
    const text = knownText(configuration, list, scope);
    if (text)
      noteUsers(parseRestrictions(text, configuration.facts.registry, classes), list, contents, users);
  }
  return users;
}

function noteUsers(
  items: readonly Restriction[],
  list: string,
  contents: ClassContents,
  users: Map<string, Set<string>>,
): void {
  for (const { kind, name } of items) {
    if (kind !== "class" || users.get(name)?.has(list)) continue;
    const lists = users.get(name) ?? new Set();
    users.set(name, lists.add(list));
    noteUsers(contents(name) ?? [], list, contents, users);
  }
}

/** Servers, and what counts for a name in each of them. */
interface ServersWithSetting {
  readonly servers: readonly Server[];
  readonly placed: PlacedSetting | undefined;
}

function addLists(
  lists: RestrictionList[],
  configuration: Configuration,
  found: readonly ServersWithSetting[],
): void {
  for (const same of groupBy(found, ({ placed }) => placed)) {
    const [{ placed }] = same;
    const expanded = placed && expandedValue(placed.setting, configuration);
    if (!expanded || isTemplated(expanded.text)) continue;
    const servers = same.flatMap((each) => each.servers);
    const allScopes = servers.map(({ scope }) => scope);
    // Servers with the same classes read a list in the same way.
    for (const group of groupBy(servers, ({ classes }) => classes)) {
      lists.push(listOf(placed, expanded, group, allScopes, configuration));
    }
  }
}

/** Groups in the order of their first members. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): [Item, ...Item[]][] {
  const groups = new Map<unknown, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

function listOf(
  placed: PlacedSetting,
  expanded: ExpandedText,
  servers: readonly Server[],
  allScopes: readonly Scope[],
  { facts }: Configuration,
): RestrictionList {
  const { setting } = placed;
  const { classes, contents } = servers[0]!;
  const isClass = !RESTRICTION_LISTS.includes(setting.name);
  return {
    ...placed,
    scopes: servers.map((server) => server.scope),
    allScopes,
    isClass,
    contexts: isClass
      ? new Set(servers.flatMap((server) => [...(server.users.get(setting.name) ?? [])]))
      : new Set([setting.name]),
    expanded,
    items: parseRestrictions(expanded.text, facts.registry, classes),
    classes,
    contents: (name) => contents.get(name),
    spanOf(start, end) {
      const place = expanded.placeOf(start, end);
      return setting.valueSpan(place.start, place.end);
    },
  };
}
