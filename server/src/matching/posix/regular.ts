/**
 * Matches of expressions without back references: first whether there is one,
 * then the leftmost and there the longest, then what its groups capture. The
 * work grows with the length of the subject times the size of the pattern.
 */
import type { Bytes, Capture } from "../lookup";
import type { Automaton } from "./automaton";
import { capturesOf, noProgress, pass } from "./captures";
import { before, contextBefore, contextBehind, isMet, nextOf } from "./context";
import { type Budget, BudgetExceeded, type State, States } from "./states";

/** In nodes and bytes looked at: about a second. */
const BUDGET = 10_000_000;

/** Where a match is, and the states on the way. */
interface Found {
  readonly span: Capture;
  /** From the start to the end of the match. */
  readonly states: readonly State[];
  readonly lastNode: number;
}

/** Finds matches; throws {@link BudgetExceeded}. */
export class RegularMatcher {
  readonly #automaton: Automaton;
  readonly #groups: number;
  readonly #isNewlineSpecial: boolean;
  readonly #budget: Budget = { left: 0 };
  readonly #search: States;
  readonly #run: States;
  #backwards: readonly (readonly number[])[] | undefined;

  constructor(automaton: Automaton, groups: number, isNewlineSpecial: boolean) {
    this.#automaton = automaton;
    this.#groups = groups;
    this.#isNewlineSpecial = isNewlineSpecial;
    this.#search = new States(automaton, isNewlineSpecial, true, this.#budget);
    this.#run = new States(automaton, isNewlineSpecial, false, this.#budget);
  }

  /** The captures of the match, undefined where there is none. */
  match(subject: Bytes): readonly (Capture | undefined)[] | undefined {
    this.#budget.left = BUDGET;
    if (!this.#exists(subject)) return undefined;
    for (let start = 0; start <= subject.length; start++) {
      const found = this.#longest(subject, start);
      const captures = found && this.#captures(subject, found);
      if (captures) return captures;
    }
    return undefined;
  }

  #exists(subject: Bytes): boolean {
    let state = this.#search.initial(contextBefore(subject, 0, this.#isNewlineSpecial));
    for (let at = 0; ; at++) {
      if (this.#endOf(state, subject, at) !== undefined) return true;
      if (at === subject.length) return false;
      state = this.#search.step(state, subject.charCodeAt(at));
    }
  }

  /** The node at which the expression may end here. */
  #endOf(state: State, subject: Bytes, at: number): number | undefined {
    if (state.ends.length === 0) return undefined;
    const context = contextBehind(subject, at, this.#isNewlineSpecial);
    return state.ends.find(({ constraints }) => isMet(constraints, context))?.node;
  }

  #longest(subject: Bytes, start: number): Found | undefined {
    let state = this.#run.initial(contextBefore(subject, start, this.#isNewlineSpecial));
    const states: State[] = [];
    let end = -1;
    let lastNode = -1;
    for (let at = start; state.nodes.length > 0; at++) {
      states.push(state);
      const node = this.#endOf(state, subject, at);
      if (node !== undefined) [end, lastNode] = [at, node];
      if (at === subject.length) break;
      state = this.#run.step(state, subject.charCodeAt(at));
    }
    this.#budget.left -= states.length;
    if (this.#budget.left < 0) throw new BudgetExceeded();
    if (end < 0) return undefined;
    return { span: { start, end }, states: states.slice(0, end - start + 1), lastNode };
  }

  /** Undefined where a newline was taken for the end of a line on the way only. */
  #captures(subject: Bytes, found: Found): readonly (Capture | undefined)[] | undefined {
    if (this.#groups === 0) return [found.span];
    const possible = this.#possibleNodes(subject, found);
    if (!possible[0]!.has(this.#automaton.start)) return undefined;
    return this.#walk(found, possible);
  }

  /** For each place of the match, the nodes from which its end is reached. */
  #possibleNodes(subject: Bytes, { span, states, lastNode }: Found): readonly ReadonlySet<number>[] {
    const { nodes } = this.#automaton;
    const possible = new Array<ReadonlySet<number>>(states.length);
    let targets: number[] = [lastNode];
    for (let index = states.length - 1; ; index--) {
      possible[index] = this.#backClosure(states[index]!, targets);
      if (index === 0) return possible;
      const byte = subject.charCodeAt(span.start + index - 1);
      const reached = possible[index]!;
      const context = before(byte, this.#isNewlineSpecial);
      targets = states[index - 1]!.nodes.filter((number) => {
        const node = nodes[number]!;
        if (node.kind !== "set" || node.bytes[byte] !== 1 || !reached.has(node.next)) return false;
        return isMet(nextOf(node.constraints), context);
      });
    }
  }

  /** The nodes of a state from which one of the targets is reached without a byte. */
  #backClosure(state: State, targets: readonly number[]): ReadonlySet<number> {
    const inState = new Set(state.nodes);
    const found = new Set<number>();
    const waiting = [...targets];
    const backwards = this.#waysBack();
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      if (found.has(number) || !inState.has(number)) continue;
      found.add(number);
      waiting.push(...backwards[number]!);
    }
    this.#budget.left -= inState.size;
    if (this.#budget.left < 0) throw new BudgetExceeded();
    return found;
  }

  #waysBack(): readonly (readonly number[])[] {
    if (this.#backwards) return this.#backwards;
    const { nodes } = this.#automaton;
    const backwards = nodes.map((): number[] => []);
    for (const [number, { ways }] of nodes.entries()) {
      for (const way of ways) backwards[way]!.push(number);
    }
    this.#backwards = backwards;
    return backwards;
  }

  /** Goes from node to node, always to the lower one of two. */
  #walk(
    { span, lastNode }: Found,
    possible: readonly ReadonlySet<number>[],
  ): readonly (Capture | undefined)[] {
    const { nodes, start } = this.#automaton;
    let progress = noProgress(this.#groups);
    let passed = new Set<number>();
    let number = start;
    for (let at = span.start; ; ) {
      const node = nodes[number]!;
      progress = pass(progress, node, at);
      if (number === lastNode && at === span.end) break;
      if (--this.#budget.left < 0) throw new BudgetExceeded();
      if (node.kind === "set") {
        number = node.next;
        passed = new Set();
        at++;
        continue;
      }
      passed.add(number);
      const [first, second] = node.ways.filter((way) => possible[at - span.start]!.has(way));
      number = second !== undefined && passed.has(first!) ? second : first!;
    }
    return capturesOf(this.#automaton, this.#groups, span, progress.now);
  }
}
