/**
 * Matches of expressions with back references, which need every way to be
 * tried. A way that comes to the same node, at the same place and with the
 * same text to be referred to, as one before is not followed again.
 */
import type { Bytes, Capture } from "../lookup";
import type { Automaton, Node } from "./automaton";
import { capturesOf, noProgress, type Progress, pass } from "./captures";
import { contextBefore, contextBehind, isMet, nextOf, previousOf } from "./context";
import { BudgetExceeded } from "./states";

/** In steps from node to node: about a second. */
const BUDGET = 250_000;

/** A way that is still to be followed. */
interface Place {
  readonly number: number;
  readonly at: number;
  readonly progress: Progress;
}

/** Finds matches; throws {@link BudgetExceeded}. */
export class BacktrackingMatcher {
  readonly #automaton: Automaton;
  readonly #groups: number;
  readonly #isNewlineSpecial: boolean;
  readonly #referred: readonly number[];
  #left = 0;

  constructor(automaton: Automaton, groups: number, isNewlineSpecial: boolean) {
    this.#automaton = automaton;
    this.#groups = groups;
    this.#isNewlineSpecial = isNewlineSpecial;
    const groupsOf = (node: Node) => (node.kind === "reference" ? [node.group] : []);
    this.#referred = [...new Set(automaton.nodes.flatMap(groupsOf))];
  }

  /** The captures of the match, undefined where there is none. */
  match(subject: Bytes): readonly (Capture | undefined)[] | undefined {
    this.#left = BUDGET;
    for (let start = 0; start <= subject.length; start++) {
      const found = this.#longest(subject, start);
      if (!found) continue;
      const span = { start, end: found.at };
      return capturesOf(this.#automaton, this.#groups, span, found.progress.now);
    }
    return undefined;
  }

  #longest(subject: Bytes, start: number): Place | undefined {
    const seen = new Set<string>();
    const waiting: Place[] = [
      { number: this.#automaton.start, at: start, progress: noProgress(this.#groups) },
    ];
    let best: Place | undefined;
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      if (--this.#left < 0) throw new BudgetExceeded();
      const node = this.#automaton.nodes[place.number]!;
      const context = contextBefore(subject, place.at, this.#isNewlineSpecial);
      if (!isMet(previousOf(node.constraints), context)) continue;
      const key = this.#keyOf(place);
      if (seen.has(key)) continue;
      seen.add(key);
      const passed = { ...place, progress: pass(place.progress, node, place.at) };
      if (node.kind === "end") {
        if (this.#allowsNext(node, subject, place.at) && place.at > (best?.at ?? -1)) best = passed;
        if (best?.at === subject.length) return best;
      } else {
        waiting.push(...this.#follow(node, passed, subject));
      }
    }
    return best;
  }

  #keyOf({ number, at, progress }: Place): string {
    const parts = [number, at];
    for (const group of this.#referred) {
      parts.push(progress.now[2 * group]!, progress.now[2 * group + 1]!, progress.kept[2 * group]!);
    }
    return parts.join();
  }

  #allowsNext(node: Node, subject: Bytes, at: number): boolean {
    return isMet(nextOf(node.constraints), contextBehind(subject, at, this.#isNewlineSpecial));
  }

  /** Where to go from a node, the best last. */
  #follow(node: Node, { at, progress }: Place, subject: Bytes): readonly Place[] {
    if (node.kind === "set") {
      const fits = at < subject.length && node.bytes[subject.charCodeAt(at)] === 1;
      if (!fits || !this.#allowsNext(node, subject, at)) return [];
      return [{ number: node.next, at: at + 1, progress }];
    }
    if (node.kind !== "reference") {
      return node.ways.map((number) => ({ number, at, progress })).reverse();
    }
    const [start, end] = [progress.now[2 * node.group]!, progress.now[2 * node.group + 1]!];
    if (start < 0 || end < 0) return [];
    const text = subject.slice(start, end);
    if (text === "") return [{ number: node.ways[0]!, at, progress }];
    if (!subject.startsWith(text, at) || !this.#allowsNext(node, subject, at)) return [];
    return [{ number: node.next, at: at + text.length, progress }];
  }
}
