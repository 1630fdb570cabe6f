/**
 * Sets of names that are worked out from many parameters, such as the
 * restriction classes: kept until one of those parameters changes. To who
 * asks, such a set is one more name to look at; it counts as changed only
 * when its content has.
 */
import type { Configuration } from "./configuration";
import { meets } from "./questions";

/** Works a set out, for main.cf or for the services of a scope (`name/type`). */
type Derivation = (scope: string | undefined) => ReadonlySet<string>;

interface Derived {
  readonly kind: string;
  readonly scope: string | undefined;
  readonly answer: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
}

const EMPTY: ReadonlySet<string> = new Set();

/** The derived sets of a configuration. */
export class DerivedSets {
  /** By kind and scope. */
  readonly #sets = new Map<string, Map<string | undefined, Derived>>();

  /** @param derivations by kind; a kind is also the name under which looking at it is recorded */
  constructor(
    readonly configuration: Configuration,
    readonly derivations: Readonly<Record<string, Derivation>>,
  ) {}

  /** The set of a kind, for main.cf or for a scope. */
  of(kind: string, scope: string | undefined): ReadonlySet<string> {
    this.configuration.noteRead(kind);
    const known = this.#sets.get(kind)?.get(scope) ?? this.#derive(kind, scope);
    return known.answer;
  }

  /**
   * Works out again what depends on names that changed, and adds the kinds of
   * which a set is another one now.
   *
   * @param scopes scopes whose services changed, came or went
   */
  refresh(changed: Set<string>, scopes: ReadonlySet<string> = EMPTY): void {
    for (const { kind, scope, reads } of this.#all()) {
      if (meets(changed, reads)) this.#renew(kind, scope, changed);
    }
    for (const scope of scopes) {
      for (const kind of Object.keys(this.derivations)) this.#renew(kind, scope, changed);
    }
  }

  /** Drops the sets of a scope that no service has any more. */
  forget(scope: string): void {
    for (const sets of this.#sets.values()) sets.delete(scope);
  }

  #all(): Derived[] {
    return [...this.#sets.values()].flatMap((sets) => [...sets.values()]);
  }

  #renew(kind: string, scope: string | undefined, changed: Set<string>): void {
    const before = this.#sets.get(kind)?.get(scope)?.answer ?? EMPTY;
    if (!isSame(before, this.#derive(kind, scope).answer)) changed.add(kind);
  }

  #derive(kind: string, scope: string | undefined): Derived {
    const { answer, reads } = this.configuration.trackApart(() => this.derivations[kind]!(scope));
    const derived = { kind, scope, answer, reads };
    const sets = this.#sets.get(kind) ?? new Map<string | undefined, Derived>();
    this.#sets.set(kind, sets.set(scope, derived));
    return derived;
  }
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const element of a) if (!b.has(element)) return false;
  return true;
}
