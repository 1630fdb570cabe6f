/**
 * What would change with another version of Postfix, or another
 * compatibility_level: the values that would differ, and the files with lines
 * that keep them as they are.
 */
import { type Configuration, referencedNames } from "../../analysis/model/configuration";
import { earlyFailure } from "../../analysis/model/early-failures";
import { normalizeBlanks } from "../../analysis/model/effective-values";
import { expand, parseCompatibilityLevel } from "../../analysis/model/expand";
import { COMPUTED_PARAMETERS, type PostfixFacts, upgradedFacts } from "../../analysis/model/postfix-facts";
import { refusalOfMain, refusalOfMaster } from "../../analysis/model/refusals";
import type { Whereabouts } from "../../analysis/model/whereabouts";
import { isLevel, LEVEL, newestLevel } from "../../analysis/rules/compatibility";
import { stopText } from "../../analysis/stop-text";
import { applyEdits, type TextEdit } from "../../base/text-edit";
import { hasSince, type PostfixVersion } from "../../knowledge/version";
import { fieldOf, serviceKey } from "../../syntax/master-cf";
import { parseExpression } from "../../syntax/value";
import type { CleanedFile, CleanupRefusal, Difference } from "./plan";
import { type ChangedValue, changedValues, isRaw, printedValue, readsOf } from "./upgrade-differences";
import { type LostEntry, lostEntries, type NewParameter, newParameters } from "./upgrade-names";
import {
  appendLines,
  keptDefault,
  literalValue,
  type Pins,
  pinLine,
  setChroot,
  setValue,
} from "./upgrade-pins";
import {
  CHROOT_REASON,
  defaultReason,
  IGNORED_REASON,
  levelReason,
  OWN_LEVEL_REASON,
  referenceReason,
  SERVICE_LEVEL_REASON,
} from "./upgrade-reasons";
import { idOf, isIgnored, lineSetting, type Side, sideOf } from "./upgrade-side";

export type { LostEntry, NewParameter } from "./upgrade-names";

/** Where to go, from what there is. */
export interface UpgradeRequest {
  readonly facts: PostfixFacts;
  readonly whereabouts: Whereabouts;
  readonly main: string;
  /** Undefined when it is not at hand. */
  readonly master: string | undefined;
  /** Undefined to stay with the version of the facts. */
  readonly version: PostfixVersion | undefined;
  /** Undefined to leave compatibility_level as it is. */
  readonly level: string | undefined;
  /** Ids of changes that are not pinned. */
  readonly accept: ReadonlySet<string>;
}

/**
 * `default`: the version has another one. `level`: a default that depends on
 * compatibility_level. `reference`: nothing but what it refers to changes.
 * `chroot`: what `-` in that column of master.cf stands for.
 */
export type ChangeCause = "default" | "level" | "reference" | "chroot";

/** A value that would be another one. */
export interface ValueChange {
  /** `name`, or `service/type/name` where a service has values of its own. */
  readonly id: string;
  /** For a column of master.cf, the name of the column. */
  readonly name: string;
  /** `name/type`; undefined for main.cf. */
  readonly service: string | undefined;
  /** Expanded, as a program sees them. */
  readonly before: string;
  readonly after: string;
  readonly cause: ChangeCause;
  /** Whether main.cf, or the service, sets it. */
  readonly isSet: boolean;
  /**
   * The line, or the letter in the column, that keeps the value. Undefined
   * where none can, and where keeping what it depends on keeps it too.
   */
  readonly pin: string | undefined;
  /** Whether the value stays as it is in this plan. */
  readonly isPinned: boolean;
  /** In a few sentences. */
  readonly reason: string;
}

/** What would change, and the files that keep what is to be kept. */
export interface UpgradePlan {
  /** Those of main.cf first, by name; then those of services. */
  readonly changes: readonly ValueChange[];
  readonly newNames: readonly NewParameter[];
  readonly lost: readonly LostEntry[];
  /** main.cf, then master.cf where it is at hand; an unchanged one is among them. */
  readonly files: readonly CleanedFile[];
  /** What is to be kept and would change all the same; empty when the plan is sound. */
  readonly differences: readonly Difference[];
}

/** As it is, and as it would be if nothing but the version and the level changed. */
interface Sides {
  readonly before: Side;
  readonly after: Side;
  readonly hasOtherLevel: boolean;
}

type Draft = Omit<ValueChange, "isPinned">;

/** Makes the plan. Pure: nothing is read, started or written. */
export function planUpgrade(request: UpgradeRequest): UpgradePlan | CleanupRefusal {
  const before = sideOf(request, request.facts, request.main, request.master);
  const refusal = refusalOf(before) ?? refuseLevel(request, before);
  if (refusal) return refusal;
  const facts = request.version ? upgradedFacts(request.facts, request.version) : request.facts;
  const main = applyEdits(request.main, levelEdits(request, before) ?? []);
  const appended = appendLines(main, levelLines(request, before));
  const after = sideOf(request, facts, applyEdits(main, appended), request.master);
  const levelOf = ({ configuration }: Side) => configuration.expandedValueOf(LEVEL);
  const hasOtherLevel = request.level !== undefined && levelOf(before) !== levelOf(after);
  const sides: Sides = { before, after, hasOtherLevel };

  const drafts = [...valueDrafts(sides), ...chrootDrafts(sides)];
  const { final, files, pinned } = keep(request, sides, drafts);
  const changes = drafts.map((draft) => ({ ...draft, isPinned: isKept(draft, sides, final, pinned) }));
  return {
    changes,
    newNames: newParameters(before, after),
    lost: lostEntries(before, after),
    files,
    differences: differencesOf(before, final, changes, pinned),
  };
}

// Refusals

function refusalOf({ main, master, configuration }: Side): CleanupRefusal | undefined {
  const mainRefusal = refusalOfMain(main);
  if (mainRefusal) return { language: "postfix-main", ...mainRefusal };
  const masterRefusal = master && refusalOfMaster(master);
  if (masterRefusal) return { language: "postfix-master", ...masterRefusal };
  const failure = earlyFailure(configuration);
  if (!failure) return undefined;
  const { name, scope } = failure;
  const reason = stopText(scope === undefined ? name : `${scope}: ${name}`, failure.failure);
  if (scope !== undefined) return { language: "postfix-master", line: undefined, reason };
  return { language: "postfix-main", line: lineSetting(main, configuration, name), reason };
}

/** A level that the version does not know stops it, be it asked for or in main.cf already. */
function refuseLevel(
  { facts, version = facts.version, level }: UpgradeRequest,
  { main, configuration }: Side,
): CleanupRefusal | undefined {
  const language = "postfix-main";
  if (newestLevel(version) === undefined) {
    const reason = `Postfix ${version.text} has no compatibility_level; it came with Postfix 3.0`;
    return level === undefined ? undefined : { language, line: undefined, reason };
  }
  const wanted = level ?? configuration.expandedValueOf(LEVEL);
  if (wanted === undefined || isLevel(wanted, version)) return undefined;
  return {
    language,
    line: level === undefined ? lineSetting(main, configuration, LEVEL) : undefined,
    reason: `compatibility_level cannot be "${wanted}" in Postfix ${version.text}`,
  };
}

// The level in main.cf

function levelEdits({ level }: UpgradeRequest, { main, configuration }: Side): TextEdit[] | undefined {
  return level === undefined ? [] : setValue(main, configuration, LEVEL, level);
}

/** The line to add where none sets the level yet. */
function levelLines(request: UpgradeRequest, before: Side): string[] {
  return levelEdits(request, before) ? [] : [pinLine(LEVEL, request.level!)];
}

// What changes

function valueDrafts(sides: Sides): Draft[] {
  const before = sides.before.configuration;
  const after = sides.after.configuration;
  const found = changedValues(before, after).map((change) => ({ change, cause: causeOf(change, sides) }));
  const roots = new Set(found.flatMap(({ change, cause }) => (cause === "reference" ? [] : [change.name])));
  return found.map(({ change, cause }) => {
    const { name, service } = change;
    const isSet = before.valueOf(name, service)?.origin !== "default";
    const hindrance = cause === "reference" ? undefined : hindranceOf(name, isSet, before, after);
    const canBePinned = cause !== "reference" && !isSet && service === undefined && hindrance === undefined;
    const value = canBePinned ? keptDefault(before, after, name) : undefined;
    const isOfUse = value !== undefined && value !== after.defaultOf(name)?.text;
    return {
      id: idOf(service, name),
      name,
      service,
      before: change.before,
      after: change.after,
      cause,
      isSet,
      pin: isOfUse ? pinLine(name, value) : undefined,
      reason: [reasonOf(change, cause, isSet, sides, roots), hindrance ?? []].flat().join(" "),
    };
  });
}

function causeOf({ name, service, before: now, after }: ChangedValue, sides: Sides): ChangeCause {
  const old = sides.before.configuration.valueOf(name, service)!;
  const value = sides.after.configuration.valueOf(name, service)!;
  const hasSameText = old.text === value.text;
  const asksLevel = [old, value].some(({ expression }) => referencedNames(expression).includes(LEVEL));
  if (asksLevel && sides.hasOtherLevel && (hasSameText || atOldLevel(name, service, sides) === now)) {
    return "level";
  }
  if (hasSameText || value.origin !== "default" || COMPUTED_PARAMETERS.has(name)) return "reference";
  // Where the old default comes to the same, its new words are not what makes the difference.
  return oldDefault(name, service, sides) === after ? "reference" : "default";
}

/** What the old default would be to the other version. */
function oldDefault(name: string, service: string | undefined, { before, after }: Sides): string | undefined {
  const text = keptDefault(before.configuration, after.configuration, name);
  if (text === undefined || isRaw(after.configuration, name)) return text;
  const expansion = after.configuration.expand(parseExpression(text), service);
  return expansion.ok ? normalizeBlanks(expansion.text) : undefined;
}

/** What a value would be if nothing but the version changed. */
function atOldLevel(name: string, service: string | undefined, { before, after }: Sides): string | undefined {
  const expansion = expand(
    after.configuration.valueOf(name, service)!.expression,
    (wanted) => (wanted === LEVEL ? before : after).configuration.valueOf(wanted, service)?.expression,
  );
  return expansion.ok ? normalizeBlanks(expansion.text) : undefined;
}

/** What stands against a pin in main.cf, in a sentence. */
function hindranceOf(name: string, isSet: boolean, before: Configuration, after: Configuration) {
  if (isIgnored(name, after.facts)) return IGNORED_REASON;
  if (isSet || after.overridesOf(LEVEL).length === 0) return undefined;
  const asksLevel = [before, after].some(({ facts }) => {
    const expression = facts.defaultExpression(name);
    return expression !== undefined && referencedNames(expression).includes(LEVEL);
  });
  return asksLevel ? SERVICE_LEVEL_REASON : undefined;
}

function reasonOf(
  { name, service }: ChangedValue,
  cause: ChangeCause,
  isSet: boolean,
  { before, after }: Sides,
  roots: ReadonlySet<string>,
): string {
  const now = before.configuration.facts.version;
  const then = after.configuration.facts.version;
  if (cause === "default") return defaultReason(name, now, then);
  if (cause === "level") {
    const { text } = after.configuration.valueOf(name, service)!;
    return isSet ? OWN_LEVEL_REASON : levelReason(name, text);
  }
  const reads = [...readsOf(before.configuration, after.configuration, name, service)];
  const isDefined = ({ configuration }: Side, read: string) => configuration.isDefined(read, service);
  const changing = reads.filter(
    (read) => roots.has(read) || isDefined(before, read) !== isDefined(after, read),
  );
  return referenceReason(changing.length === 0 && reads.includes(LEVEL) ? [LEVEL] : changing.sort());
}

/** Services with `-` in the chroot column, where that stands for something else. */
function chrootDrafts({ before, after }: Sides): Draft[] {
  const now = chrootDefault(before.configuration);
  const then = chrootDefault(after.configuration);
  if (now === undefined || then === undefined || now === then) return [];
  const open = before.configuration
    .services()
    .flatMap(({ node }) => (fieldOf(node!, "chroot")?.text === "-" ? [serviceKey(node!)] : []));
  return [...new Set(open)].map((service) => ({
    id: idOf(service, "chroot"),
    name: "chroot",
    service,
    before: now,
    after: then,
    cause: "chroot",
    isSet: false,
    pin: now,
    reason: CHROOT_REASON,
  }));
}

/** What `-` stands for (master_ent.c); undefined where the level is none. */
function chrootDefault(configuration: Configuration): "y" | "n" | undefined {
  if (!hasSince(configuration.facts.version, "3.0")) return "y";
  const level = parseCompatibilityLevel(configuration.expandedValueOf(LEVEL) ?? "");
  return level && (level[0] < 1 ? "y" : "n");
}

// Keeping what is to be kept

interface Kept {
  readonly final: Side;
  readonly files: CleanedFile[];
  /** Ids of the changes with a pin in the files. */
  readonly pinned: ReadonlySet<string>;
}

/**
 * Makes the files. A pin whose words do not come to the old value becomes that
 * value, expanded; but where that is because something it refers to changes,
 * it is left to follow that.
 */
function keep(request: UpgradeRequest, { before, after }: Sides, drafts: readonly Draft[]): Kept {
  const kept = drafts.filter(({ id, pin }) => pin !== undefined && !request.accept.has(id));
  const pins = new Map<string, string>();
  const services = new Set<string>();
  for (const { name, service } of kept) {
    if (service !== undefined) services.add(service);
    else pins.set(name, keptDefault(before.configuration, after.configuration, name) ?? "");
  }
  const { facts } = after.configuration;
  const build = () => {
    const files = pinnedFiles(request, before, pins, services);
    return { files, final: sideOf(request, facts, files[0]!.after, files[1]?.after) };
  };
  let built = build();
  const wrong = kept.filter(({ name, service, before: now }) => {
    const { configuration } = built.final;
    if (service !== undefined) return false;
    if (printedValue(configuration, name, undefined, before.configuration) === now) return false;
    return !hasOtherReference(before.configuration, configuration, name, undefined);
  });
  for (const { name } of wrong) pins.set(name, literalValue(before.configuration, name) ?? "");
  if (wrong.length > 0) built = build();
  return { ...built, pinned: new Set(kept.map(({ id }) => id)) };
}

function pinnedFiles(
  request: UpgradeRequest,
  before: Side,
  pins: Pins,
  services: ReadonlySet<string>,
): CleanedFile[] {
  const names = [...pins.keys()].sort();
  const block = names.map((name) => pinLine(name, pins.get(name)!));
  if (block.length > 0) block.unshift(`# Kept as in ${stateOf(before.configuration)}`);
  const level = levelLines(request, before);
  const gap = level.length > 0 && block.length > 0 ? [""] : [];
  const { text } = before.main;
  const edits = [...(levelEdits(request, before) ?? []), ...appendLines(text, [...level, ...gap, ...block])];
  const files = [fileOf("postfix-main", text, edits)];
  const letter = chrootDefault(before.configuration);
  if (before.master) {
    const chroots = letter ? setChroot(before.master, services, letter) : [];
    files.push(fileOf("postfix-master", before.master.text, chroots));
  }
  return files;
}

function fileOf(language: CleanedFile["language"], before: string, edits: readonly TextEdit[]): CleanedFile {
  return { language, before, after: applyEdits(before, edits), edits };
}

/** Such as `Postfix 3.7.11 (compatibility_level 2)`. */
function stateOf(configuration: Configuration): string {
  const hasLevels = newestLevel(configuration.facts.version) !== undefined;
  const level = hasLevels ? configuration.expandedValueOf(LEVEL) : undefined;
  const version = `Postfix ${configuration.facts.version.text}`;
  return level === undefined ? version : `${version} (compatibility_level ${level})`;
}

function isKept(draft: Draft, { before }: Sides, final: Side, pinned: ReadonlySet<string>): boolean {
  const { id, name, service, cause, before: now } = draft;
  if (cause === "chroot") return pinned.has(id);
  return printedValue(final.configuration, name, service, before.configuration) === now;
}

/** What differs in the end though nothing that was left to change explains it. */
function differencesOf(
  { configuration: before }: Side,
  { configuration: final }: Side,
  changes: readonly ValueChange[],
  pinned: ReadonlySet<string>,
): Difference[] {
  const known = new Map(changes.map((change) => [change.id, change]));
  const isLeft = ({ name, service }: ChangedValue): boolean => {
    const change = known.get(idOf(service, name));
    if (!change || change.cause === "reference" || pinned.has(change.id)) return false;
    // A line in main.cf keeps the value of a service too, unless that sets its own.
    return change.isSet || !pinned.has(name);
  };
  return changedValues(before, final).filter(
    (change) => !isLeft(change) && !hasOtherReference(before, final, change.name, change.service),
  );
}

/** Whether something that a value is made of in the end is not what it was. */
function hasOtherReference(
  before: Configuration,
  final: Configuration,
  name: string,
  service: string | undefined,
): boolean {
  // The computed defaults are made of main.cf's values everywhere.
  const scopes = service === undefined ? [undefined] : [service, undefined];
  return [...readsOf(final, final, name, service)].some((read) =>
    scopes.some(
      (scope) => printedValue(before, read, scope, before) !== printedValue(final, read, scope, before),
    ),
  );
}
