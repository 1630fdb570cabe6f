/**
 * The automaton of an expression. Which way a match goes through it decides
 * what its groups capture, and glibc prefers the node with the lower number:
 * so the nodes are numbered as glibc's regcomp(3) numbers them, and those
 * behind an anchor are there once more, as in glibc, with what the anchor asks.
 */
import type { ByteSet, Constraints, Tree } from "./tree";

/** A node of the automaton. */
export type Node = {
  /** What must hold at the place where the node is reached. */
  constraints: Constraints;
  /** Where to go without a byte; in the order of the numbers. */
  ways: readonly number[];
  /** Whether the node is a copy that stands behind an anchor. */
  isCopy: boolean;
  /** The number of the node that this is a copy of. */
  original: number;
} & (
  | { readonly kind: "set"; readonly bytes: ByteSet; next: number }
  | { readonly kind: "reference"; readonly group: number; next: number }
  | { readonly kind: "open" | "close"; readonly group: number; readonly isOptional: boolean }
  | { readonly kind: "anchor" | "fork" | "end" }
);

/** An automaton, and where it starts. */
export interface Automaton {
  readonly nodes: readonly Node[];
  readonly start: number;
  /** For groups that hold nothing but another group and capture the same: the group that captures for both. */
  readonly sameAs: ReadonlyMap<number, number>;
}

/** The automaton would need more room than it is given here. */
export class TooLargePattern extends Error {}

const MAXIMAL_NODES = 100_000;

/** Builds the automaton; throws a {@link TooLargePattern}. */
export function buildAutomaton(tree: Tree | undefined): Automaton {
  const sameAs = new Map<number, number>();
  const reduced = tree && mergeGroups(tree, sameAs);
  const builder = new Builder();
  return { ...builder.build(reduced && redirect(reduced, sameAs)), sameAs };
}

/** Takes the inner of two groups out that hold the same. Of three, the innermost stays, as in glibc. */
function mergeGroups(tree: Tree, sameAs: Map<number, number>): Tree {
  switch (tree.kind) {
    case "concat":
      return { ...tree, parts: tree.parts.map((part) => mergeGroups(part, sameAs)) };
    case "alternatives": {
      const left = tree.left && mergeGroups(tree.left, sameAs);
      return { ...tree, left, right: tree.right && mergeGroups(tree.right, sameAs) };
    }
    case "star":
      return { ...tree, body: mergeGroups(tree.body, sameAs) };
    case "group": {
      let { body } = tree;
      if (body?.kind === "group") {
        sameAs.set(body.group, sameAs.get(tree.group) ?? tree.group);
        body = body.body;
      }
      return { ...tree, body: body && mergeGroups(body, sameAs) };
    }
    default:
      return tree;
  }
}

/** Points references to a group that was taken out at the group that captures for it. */
function redirect(tree: Tree, sameAs: ReadonlyMap<number, number>): Tree {
  switch (tree.kind) {
    case "concat":
      return { ...tree, parts: tree.parts.map((part) => redirect(part, sameAs)) };
    case "alternatives":
      return {
        ...tree,
        left: tree.left && redirect(tree.left, sameAs),
        right: tree.right && redirect(tree.right, sameAs),
      };
    case "star":
      return { ...tree, body: redirect(tree.body, sameAs) };
    case "group":
      return { ...tree, body: tree.body && redirect(tree.body, sameAs) };
    case "reference":
      return { ...tree, group: sameAs.get(tree.group) ?? tree.group };
    default:
      return tree;
  }
}

/** A part whose nodes have their numbers, and wait for what comes behind them. */
interface Fragment {
  readonly first: number;
  readonly link: (next: number) => void;
}

class Builder {
  readonly #nodes: Node[] = [];
  /** The last copy of a node with certain constraints. */
  readonly #copies = new Map<string, number>();

  build(tree: Tree | undefined): { nodes: readonly Node[]; start: number } {
    const fragment = tree && this.#fragment(tree);
    const end = this.#add({ kind: "end" });
    fragment?.link(end);
    this.#copyBehindAnchors();
    return { nodes: this.#nodes, start: fragment?.first ?? end };
  }

  #add(
    node:
      | { kind: "set"; bytes: ByteSet; next: number }
      | { kind: "reference"; group: number; next: number }
      | { kind: "open" | "close"; group: number; isOptional: boolean }
      | { kind: "anchor" | "fork" | "end" },
    constraints: Constraints = 0,
  ): number {
    const number = this.#nodes.length;
    if (number >= MAXIMAL_NODES) throw new TooLargePattern();
    this.#nodes.push({ ...node, constraints, ways: [], isCopy: false, original: number });
    return number;
  }

  #fragment(tree: Tree): Fragment {
    switch (tree.kind) {
      case "set":
        return this.#single(this.#add({ kind: "set", bytes: tree.bytes, next: -1 }));
      case "reference":
        return this.#single(this.#add({ kind: "reference", group: tree.group, next: -1 }));
      case "anchor":
        return this.#single(this.#add({ kind: "anchor" }, tree.constraints));
      case "concat":
        return this.#chain(tree.parts.map((part) => () => this.#fragment(part)));
      case "group":
        return this.#group(tree);
      case "star":
        return this.#star(tree.body);
      case "alternatives":
        return this.#fork(tree.left, tree.right);
    }
  }

  #single(number: number): Fragment {
    const node = this.#nodes[number]!;
    const link = (next: number) => {
      if (node.kind === "set" || node.kind === "reference") node.next = next;
      if (node.kind !== "set") node.ways = [next];
    };
    return { first: number, link };
  }

  #chain(makers: readonly (() => Fragment)[]): Fragment {
    const fragments = makers.map((make) => make());
    for (let index = 1; index < fragments.length; index++) {
      fragments[index - 1]!.link(fragments[index]!.first);
    }
    return { first: fragments[0]!.first, link: fragments.at(-1)!.link };
  }

  #group({ group, isOptional, body }: Tree & { kind: "group" }): Fragment {
    const side = (kind: "open" | "close") => () => this.#single(this.#add({ kind, group, isOptional }));
    const inside = body ? [() => this.#fragment(body)] : [];
    return this.#chain([side("open"), ...inside, side("close")]);
  }

  #star(body: Tree): Fragment {
    const inside = this.#fragment(body);
    const fork = this.#add({ kind: "fork" });
    inside.link(fork);
    const link = (next: number) => {
      this.#nodes[fork]!.ways = inOrder([inside.first, next]);
    };
    return { first: fork, link };
  }

  #fork(left: Tree | undefined, right: Tree | undefined): Fragment {
    const [one, other] = [left && this.#fragment(left), right && this.#fragment(right)];
    const fork = this.#add({ kind: "fork" });
    const link = (next: number) => {
      one?.link(next);
      other?.link(next);
      this.#nodes[fork]!.ways = inOrder([one?.first ?? next, other?.first ?? next]);
    };
    return { first: fork, link };
  }

  /**
   * Gives every node with a constraint its own copies of what is reached from
   * it without a byte, in the order in which glibc comes by the nodes.
   */
  #copyBehindAnchors(): void {
    const seen = new Set<number>();
    for (let number = 0; number < this.#nodes.length; number++) {
      const waiting = [number];
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        if (seen.has(at)) continue;
        seen.add(at);
        this.#copyBehind(at);
        const { kind, ways } = this.#nodes[at]!;
        if (kind !== "reference") waiting.push(...[...ways].reverse());
      }
    }
  }

  #copyBehind(number: number): void {
    const { constraints, ways } = this.#nodes[number]!;
    if (constraints === 0 || ways.length === 0 || this.#nodes[ways[0]!]!.isCopy) return;
    this.#copyClosure(number, number, number, constraints);
  }

  #copyClosure(from: number, to: number, root: number, initial: Constraints): void {
    let [original, copy, constraints] = [from, to, initial];
    for (;;) {
      const source = this.#nodes[original]!;
      const target = this.#nodes[copy]!;
      let next: number;
      if (source.kind === "reference") {
        next = source.next;
        const made = this.#copy(next, constraints);
        if (target.kind === "reference") target.next = source.next;
        target.ways = [made];
        [original, copy] = [next, made];
        continue;
      }
      if (source.ways.length === 0) return;
      if (source.ways.length === 1) {
        next = source.ways[0]!;
        if (original === root && copy !== original) {
          target.ways = [next];
          return;
        }
        constraints |= source.constraints;
        const made = this.#copy(next, constraints);
        target.ways = [made];
        [original, copy] = [next, made];
        continue;
      }
      const [first, second] = source.ways as readonly [number, number];
      let made = this.#copies.get(copyKey(first, constraints));
      if (made === undefined) {
        made = this.#copy(first, constraints);
        target.ways = [made];
        this.#copyClosure(first, made, root, constraints);
      }
      const other = this.#copy(second, constraints);
      target.ways = inOrder([made, other]);
      [original, copy] = [second, other];
    }
  }

  #copy(number: number, constraints: Constraints): number {
    const source = this.#nodes[number]!;
    if (this.#nodes.length >= MAXIMAL_NODES) throw new TooLargePattern();
    this.#nodes.push({
      ...source,
      ways: [],
      constraints: constraints | source.constraints,
      isCopy: true,
      original: number,
    });
    this.#copies.set(copyKey(number, constraints | source.constraints), this.#nodes.length - 1);
    return this.#nodes.length - 1;
  }
}

function inOrder(ways: readonly [number, number]): readonly number[] {
  if (ways[0] === ways[1]) return [ways[0]];
  return ways[0] < ways[1] ? ways : [ways[1], ways[0]];
}

function copyKey(original: number, constraints: Constraints): string {
  return `${original},${constraints}`;
}
