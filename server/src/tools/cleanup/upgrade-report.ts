/** What another version or level would change, as it is told to people. */
import { changeText, listed, type Section, valueText } from "./report";
import type { LostEntry, NewParameter, UpgradePlan, ValueChange } from "./upgrade";

/** How many new parameters are named that mean nothing in particular. */
const MOST_NEW = 12;

/** All there is to say about the plan, but who says it. */
export function upgradeSections(
  { changes, newNames, lost }: UpgradePlan,
  accepted: ReadonlySet<string>,
): Section[] {
  const isAccepted = ({ id }: ValueChange) => accepted.has(id);
  const sections: [title: string, own: ValueChange[]][] = [
    [
      "Pinned, so that the value stays (--accept NAME takes the new one):",
      changes.filter(({ pin, isPinned }) => isPinned && pin !== undefined),
    ],
    [
      "Stays, because what it depends on is pinned:",
      changes.filter(({ pin, isPinned }) => isPinned && pin === undefined),
    ],
    ["Changes, because you accept it:", changes.filter((change) => !change.isPinned && isAccepted(change))],
    [
      "Changes, and no line in main.cf can prevent it:",
      changes.filter((change) => !change.isPinned && !isAccepted(change)),
    ],
  ];
  return [
    ...sections.flatMap(([title, own]) => (own.length === 0 ? [] : [{ title, items: own.map(itemOf) }])),
    ...lostSections(lost),
    ...newSections(newNames),
  ];
}

function itemOf({ id, before, after, reason }: ValueChange): string {
  return `${id}: ${changeText(before, after)}\n${reason}`;
}

function lostSections(lost: readonly LostEntry[]): Section[] {
  if (lost.length === 0) return [];
  const items = lost.map(({ id, line, service, replacedBy }) => {
    const where = `${id}, line ${line + 1} of ${service === undefined ? "main.cf" : "master.cf"}`;
    return replacedBy === undefined ? where : `${where}; its successor is ${replacedBy}`;
  });
  return [{ title: "Has no effect any more:", items }];
}

/** New parameters: by themselves where main.cf sets them or their default matters, else only their names. */
function newSections(names: readonly NewParameter[]): Section[] {
  if (names.length === 0) return [];
  const telling = names.filter(({ isSet, meaning }) => isSet || meaning !== undefined);
  const others = names.filter((name) => !telling.includes(name)).map(({ name }) => name);
  const items = telling.map(({ name, default: value, isSet, meaning }) => {
    const effect = isSet ? "What main.cf sets takes effect." : `The default is ${valueText(value)}.`;
    return [`${name}: ${effect}`, meaning ?? []].flat().join(" ");
  });
  const rest = others.length > 0 ? [listed(others, MOST_NEW)] : [];
  return [{ title: "New parameters:", items: [...items, ...rest] }];
}
