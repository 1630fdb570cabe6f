/** Names that come with a version, and entries that go with it. */
import type { Configuration } from "../../analysis/model/configuration";
import { spanOf } from "../../analysis/rules/places";
import type { ChunkTree } from "../../syntax/logical-lines";
import { NEW_MEANINGS } from "./upgrade-meanings";
import { idOf, isIgnored, lineAt, lineSetting, type Side } from "./upgrade-side";

/** A parameter that the other version has and this one has not. */
export interface NewParameter {
  readonly name: string;
  /** Unexpanded. */
  readonly default: string;
  /** Whether main.cf sets it: the line takes effect then. */
  readonly isSet: boolean;
  /** What the default means, where that makes a difference. */
  readonly meaning: string | undefined;
}

/** An entry that would have no effect any more. */
export interface LostEntry {
  /** As for a change of a value: `name`, or `service/type/name`. */
  readonly id: string;
  readonly name: string;
  readonly service: string | undefined;
  /** From 0, in main.cf or, for a service, in master.cf. */
  readonly line: number;
  readonly replacedBy: string | undefined;
}

/** Parameters that only the other version has, by name. */
export function newParameters(before: Side, after: Side): NewParameter[] {
  const old = before.configuration;
  const configuration = after.configuration;
  return [...configuration.facts.defaults.keys()]
    .filter((name) => old.builtinKind(name) === undefined)
    .sort()
    .map((name) => ({
      name,
      default: configuration.facts.defaults.get(name)!,
      isSet: configuration.definitions(name).length > 0,
      meaning: NEW_MEANINGS[name],
    }));
}

/** Entries that do something now and would do nothing. */
export function lostEntries(before: Side, after: Side): LostEntry[] {
  const { main, master } = before;
  const lost: LostEntry[] = [];
  const add = (name: string, service: string | undefined, line: number) => {
    const replacedBy = after.configuration.facts.registry.parameter(name)?.fact.replacedBy;
    lost.push({ id: idOf(service, name), name, service, line, replacedBy });
  };
  for (const name of before.configuration.definedNames()) {
    if (!isLost(name, undefined, before.configuration, after.configuration)) continue;
    add(name, undefined, lineSetting(main, before.configuration, name)!);
  }
  for (const scope of before.configuration.scopes()) {
    for (const [name] of before.configuration.overridesOfScope(scope)) {
      if (!isLost(name, scope, before.configuration, after.configuration)) continue;
      const { chunk, override } = before.configuration.overridesIn(scope, name).at(-1)!;
      const { start } = spanOf(chunk.node!.logical, override.nameStart, override.nameEnd);
      add(name, scope, lineAt(master!, offsetOf(master!, chunk) + start));
    }
  }
  return lost.sort(
    (a, b) => Number(a.service !== undefined) - Number(b.service !== undefined) || a.line - b.line,
  );
}

function offsetOf<Node>(
  { chunks, starts }: ChunkTree<Node>,
  chunk: ChunkTree<Node>["chunks"][number],
): number {
  return starts[chunks.indexOf(chunk)]!;
}

function isLost(
  name: string,
  scope: string | undefined,
  before: Configuration,
  after: Configuration,
): boolean {
  if (!before.isUsed(name, scope) || isIgnored(name, before.facts)) return false;
  if (!after.isUsed(name, scope) || isIgnored(name, after.facts)) return true;
  // A `$name` somewhere is no use for a parameter.
  return before.builtinKind(name) !== undefined && after.builtinKind(name) === undefined;
}
