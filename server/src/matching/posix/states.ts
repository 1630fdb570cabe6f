/**
 * The sets of nodes that a match may be at, made when they are first needed
 * and kept: so most bytes of a subject cost one look-up.
 */
import type { Automaton } from "./automaton";
import { before, behind, isMet, nextOf, previousOf } from "./context";
import type { Constraints } from "./tree";

/** The nodes that a match may be at, in ascending order. */
export interface State {
  readonly nodes: readonly number[];
  /** The nodes at which the expression ends, with what must stand behind the place. */
  readonly ends: readonly { readonly node: number; readonly constraints: Constraints }[];
  /** By byte. */
  readonly next: (State | undefined)[];
}

/** More sets are not kept at a time. */
const MAXIMAL_STATES = 400;

/** What is done for one byte or one set, in nodes looked at. */
export interface Budget {
  left: number;
}

/** The budget is used up. */
export class BudgetExceeded extends Error {}

/** Makes and keeps the states of an automaton without back references. */
export class States {
  readonly #automaton: Automaton;
  readonly #isNewlineSpecial: boolean;
  /** Whether a match may start at every place, and not only where the run starts. */
  readonly #restarts: boolean;
  readonly #budget: Budget;
  readonly #marks: Uint32Array;
  #mark = 0;
  #known = new Map<string, State>();
  #initial = new Map<Constraints, State>();

  constructor(automaton: Automaton, isNewlineSpecial: boolean, restarts: boolean, budget: Budget) {
    this.#automaton = automaton;
    this.#isNewlineSpecial = isNewlineSpecial;
    this.#restarts = restarts;
    this.#budget = budget;
    this.#marks = new Uint32Array(automaton.nodes.length);
  }

  /** Where a match may be that starts here. */
  initial(context: Constraints): State {
    const known = this.#initial.get(context);
    if (known) return known;
    const state = this.#keep(this.#closure([this.#automaton.start], context));
    this.#initial.set(context, state);
    return state;
  }

  /** Where a match may be after a byte. */
  step(state: State, byte: number): State {
    const known = state.next[byte];
    if (known) return known;
    const made = this.#makeStep(state, byte);
    state.next[byte] = made;
    return made;
  }

  #makeStep(state: State, byte: number): State {
    const { nodes } = this.#automaton;
    // On the way, glibc takes any newline for the end of a line, whatever the flags say.
    const context = before(byte, true);
    const reached: number[] = [];
    for (const number of state.nodes) {
      const node = nodes[number]!;
      if (node.kind !== "set" || node.bytes[byte] !== 1) continue;
      if (isMet(nextOf(node.constraints), context)) reached.push(node.next);
    }
    const after = this.#closure(reached, behind(byte, true));
    if (!this.#restarts) return this.#keep(after);
    const again = this.#closure([this.#automaton.start], behind(byte, this.#isNewlineSpecial));
    return this.#keep([...new Set([...after, ...again])].sort((one, other) => one - other));
  }

  /** What is reached without a byte, where the bytes before allow it. */
  #closure(from: readonly number[], context: Constraints): number[] {
    const { nodes } = this.#automaton;
    const mark = ++this.#mark;
    const found: number[] = [];
    const waiting: number[] = [...from];
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      if (this.#marks[number] === mark) continue;
      this.#marks[number] = mark;
      const node = nodes[number]!;
      if (!isMet(previousOf(node.constraints), context)) continue;
      found.push(number);
      for (const way of node.ways) waiting.push(way);
    }
    this.#budget.left -= found.length;
    if (this.#budget.left < 0) throw new BudgetExceeded();
    return found.sort((one, other) => one - other);
  }

  #keep(numbers: readonly number[]): State {
    const key = numbers.join();
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size >= MAXIMAL_STATES) this.#forget();
    const ends = numbers.flatMap((node) => {
      const { kind, constraints } = this.#automaton.nodes[node]!;
      return kind === "end" ? [{ node, constraints: nextOf(constraints) }] : [];
    });
    const state: State = { nodes: numbers, ends, next: [] };
    this.#known.set(key, state);
    return state;
  }

  #forget(): void {
    for (const state of this.#known.values()) state.next.length = 0;
    this.#known = new Map();
    this.#initial = new Map();
  }
}
