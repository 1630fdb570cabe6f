/** What the groups capture on the way through the automaton, as glibc's regexec(3) keeps it. */
import type { Capture } from "../lookup";
import type { Automaton, Node } from "./automaton";

/** Two numbers a group, from group 0 on: start and end; -1 where there is none. Never changed once made. */
export type Registers = readonly number[];

/** The captures so far, and those of the last time that a group was left with some text in it. */
export interface Progress {
  readonly now: Registers;
  readonly kept: Registers;
}

/** Before the match. */
export function noProgress(groups: number): Progress {
  const none = new Array<number>(2 * (groups + 1)).fill(-1);
  return { now: none, kept: none };
}

/**
 * The captures after a node was passed. A group that may be left out, and is
 * passed again without any text, does not count: everything is as it was
 * before.
 */
export function pass(progress: Progress, node: Node, at: number): Progress {
  if (node.kind === "open") {
    return { ...progress, now: replaced(progress.now, node.group, at, -1) };
  }
  if (node.kind !== "close") return progress;
  const start = progress.now[2 * node.group]!;
  if (start < at) {
    const now = replaced(progress.now, node.group, start, at);
    return { now, kept: now };
  }
  if (node.isOptional && progress.kept[2 * node.group] !== -1) return { ...progress, now: progress.kept };
  return { ...progress, now: replaced(progress.now, node.group, start, at) };
}

function replaced(registers: Registers, group: number, start: number, end: number): Registers {
  const copy = registers.slice();
  copy[2 * group] = start;
  copy[2 * group + 1] = end;
  return copy;
}

/** The captures of a match. */
export function capturesOf(
  automaton: Automaton,
  groups: number,
  span: Capture,
  registers: Registers,
): readonly (Capture | undefined)[] {
  const captures: (Capture | undefined)[] = [span];
  for (let group = 1; group <= groups; group++) {
    const from = automaton.sameAs.get(group) ?? group;
    const [start, end] = [registers[2 * from]!, registers[2 * from + 1]!];
    captures.push(start < 0 || end < 0 ? undefined : { start, end });
  }
  return captures;
}
