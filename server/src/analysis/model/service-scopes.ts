/**
 * What master.cf says, by service: Postfix puts the overrides of all services
 * with the same name and type into one name space, here called a scope.
 */
import { fieldOf, type MasterChunk, type Override, type Service, serviceKey } from "../../syntax/master-cf";
import { adjust, referencedNames } from "./references";

/** A service in the file and one of its overrides. */
export interface ServiceOverride {
  readonly chunk: MasterChunk;
  readonly override: Override;
}

/** Services that share a name space; never changed after it is made. */
export interface ServiceScope {
  /** In file order. */
  readonly chunks: readonly MasterChunk[];
  /** Name → overrides in file order; the last one counts. */
  readonly overrides: ReadonlyMap<string, readonly ServiceOverride[]>;
  /** Names that the overrides that count refer to. */
  readonly references: ReadonlySet<string>;
}

/** What {@link ServiceScopes} needs to know of Postfix. */
export interface ScopeFacts {
  /** Whether Postfix expands `$name` in the value of a parameter. */
  isScanned(name: string): boolean;
  /** Whether Postfix knows `${function{argument}}`. */
  readonly hasFunctions: boolean;
  /** The suffixes of the parameters that a program gives its service. */
  serviceSuffixes(program: string): readonly string[];
}

const NO_SERVICES: ServiceScope = { chunks: [], overrides: new Map(), references: new Set() };

/** The services of master.cf, kept up to date chunk by chunk. */
export class ServiceScopes {
  readonly #scopes = new Map<string, ServiceScope>();
  readonly #parameters = new Map<string, Map<string, number>>();
  readonly #programs = new Map<string, string[]>();
  #services: readonly MasterChunk[] | undefined;

  constructor(readonly facts: ScopeFacts) {}

  /** `name/type` → what its services say; in no order. */
  get scopes(): ReadonlyMap<string, ServiceScope> {
    return this.#scopes;
  }

  /** Service name → suffixes of its parameters → how many entries give it that parameter. */
  get parameters(): ReadonlyMap<string, ReadonlyMap<string, number>> {
    return this.#parameters;
  }

  /** All services in file order. */
  get services(): readonly MasterChunk[] {
    this.#services ??= [...this.#scopes.values()].flatMap((scope) => scope.chunks).sort(byOrder);
    return this.#services;
  }

  /** The scopes of the services that run a program, in file order. */
  scopesRunning(program: string): string[] {
    let scopes = this.#programs.get(program);
    if (!scopes) {
      const running = this.services.filter(({ node }) => programOf(node!) === program);
      scopes = [...new Set(running.map(({ node }) => serviceKey(node!)))];
      this.#programs.set(program, scopes);
    }
    return scopes;
  }

  /**
   * Takes chunks out and puts others in; adds the names for which answers may differ.
   *
   * @returns the scopes whose services came, went or changed
   */
  update(
    removed: readonly MasterChunk[],
    added: readonly MasterChunk[],
    changed: Set<string>,
  ): ReadonlySet<string> {
    const touched = new Map<string, Set<MasterChunk>>();
    for (const chunk of removed) this.#chunksNear(chunk, touched, changed, -1)?.delete(chunk);
    for (const chunk of added) this.#chunksNear(chunk, touched, changed, 1)?.add(chunk);
    for (const [key, chunks] of touched) {
      const scope = makeScope(chunks, this.facts);
      addDifferences(this.#scopes.get(key) ?? NO_SERVICES, scope, changed);
      if (chunks.size > 0) this.#scopes.set(key, scope);
      else this.#scopes.delete(key);
    }
    if (touched.size > 0) {
      this.#services = undefined;
      this.#programs.clear();
    }
    return new Set(touched.keys());
  }

  /** The services of the scope that a well-formed service comes into or leaves. */
  #chunksNear(
    chunk: MasterChunk,
    touched: Map<string, Set<MasterChunk>>,
    changed: Set<string>,
    by: 1 | -1,
  ): Set<MasterChunk> | undefined {
    if (!chunk.node || chunk.node.problem) return undefined;
    const key = serviceKey(chunk.node);
    let chunks = touched.get(key);
    if (!chunks) {
      chunks = new Set(this.#scopes.get(key)?.chunks);
      touched.set(key, chunks);
    }
    this.#countParameters(chunk, by, changed);
    return chunks;
  }

  #countParameters(chunk: MasterChunk, by: 1 | -1, changed: Set<string>): void {
    const name = fieldOf(chunk.node!, "service")?.text ?? "";
    changed.add(serviceName(name)).add(programName(programOf(chunk.node!)));
    const suffixes = this.facts.serviceSuffixes(fieldOf(chunk.node!, "command")?.text ?? "");
    if (suffixes.length === 0) return;
    const counts = this.#parameters.get(name) ?? new Map<string, number>();
    this.#parameters.set(name, counts);
    for (const suffix of suffixes) if (adjust(counts, suffix, by)) changed.add(name + suffix);
    if (counts.size === 0) this.#parameters.delete(name);
  }
}

function makeScope(services: Iterable<MasterChunk>, facts: ScopeFacts): ServiceScope {
  const chunks = [...services].sort(byOrder);
  const overrides = new Map<string, ServiceOverride[]>();
  for (const chunk of chunks) {
    for (const override of chunk.node?.overrides ?? []) {
      if (override.name === "" || override.problem === "no-assignment") continue;
      const list = overrides.get(override.name);
      if (list) list.push({ chunk, override });
      else overrides.set(override.name, [{ chunk, override }]);
    }
  }
  const references = new Set<string>();
  for (const [name, list] of overrides) {
    if (!facts.isScanned(name)) continue;
    const { expression } = list[list.length - 1]!.override;
    for (const reference of referencedNames(expression, facts.hasFunctions)) references.add(reference);
  }
  return { chunks, overrides, references };
}

function addDifferences(before: ServiceScope, after: ServiceScope, changed: Set<string>): void {
  for (const name of before.overrides.keys()) changed.add(name);
  for (const name of after.overrides.keys()) changed.add(name);
  for (const name of before.references) if (!after.references.has(name)) changed.add(name);
  for (const name of after.references) if (!before.references.has(name)) changed.add(name);
}

/** The key under which a service's existence is tracked; no parameter can have such a name. */
export function serviceName(name: string): string {
  return `service ${name}`;
}

/** The key under which the services that run a program are tracked. */
export function programName(program: string): string {
  return `program ${program}`;
}

/** The program a service runs, without the directory in front of it. */
export function programOf(service: Service): string {
  return fieldOf(service, "command")?.text.replace(/^.*\//, "") ?? "";
}

/** Sorts chunks as they stand in their file. */
export function byOrder(a: { readonly order: number }, b: { readonly order: number }): number {
  return a.order - b.order;
}
