/** What main.cf sets, by name, kept up to date chunk by chunk. */
import type { MainChunk } from "../../syntax/main-cf";
import { mayNameTable, mentionsClientType } from "./database-clients";
import { adjust, referencedNames } from "./references";
import { byOrder } from "./service-scopes";

/** Stands for the names in {@link MainSettings.tableSettings} among the names that changed. */
export const TABLE_SETTINGS = "table settings";

/** Stands for whether any value mentions the type of a database table, among the names that changed. */
export const CLIENT_TYPES = "client types";

/** The lines of main.cf that set something. */
export class MainSettings {
  readonly #definitions = new Map<string, readonly MainChunk[]>();
  readonly #references = new Map<string, number>();
  readonly #tableSettings = new Set<string>();
  readonly #clientTypeSettings = new Set<string>();

  /**
   * @param isScanned whether Postfix expands `$name` in the value of a parameter
   * @param hasFunctions whether it knows `${function{argument}}`
   */
  constructor(
    readonly isScanned: (name: string) => boolean,
    readonly hasFunctions: boolean,
  ) {}

  /** The lines that set each name, in file order; the last one counts. */
  get definitions(): ReadonlyMap<string, readonly MainChunk[]> {
    return this.#definitions;
  }

  /** Names that the values that count refer to → how many of them do. */
  get references(): ReadonlyMap<string, number> {
    return this.#references;
  }

  /** Names whose value may name a lookup table. */
  get tableSettings(): ReadonlySet<string> {
    return this.#tableSettings;
  }

  /** Whether a value mentions ldap, mysql and the like: without, no value amounts to such a table. */
  get mentionsClientTypes(): boolean {
    return this.#clientTypeSettings.size > 0;
  }

  /** The line that counts for a name. */
  winner(name: string): MainChunk | undefined {
    const chunks = this.#definitions.get(name);
    return chunks?.[chunks.length - 1];
  }

  /** Takes chunks out and puts others in; adds the names for which answers may differ. */
  update(removed: readonly MainChunk[], added: readonly MainChunk[], changed: Set<string>): void {
    const gone = new Set(removed);
    const fresh = new Map<string, MainChunk[]>();
    for (const { node } of removed) if (node && !node.problem) fresh.set(node.name, []);
    for (const chunk of added) {
      if (!chunk.node || chunk.node.problem) continue;
      const chunks = fresh.get(chunk.node.name);
      if (chunks) chunks.push(chunk);
      else fresh.set(chunk.node.name, [chunk]);
    }
    for (const [name, chunks] of fresh) {
      const known = this.#definitions.get(name);
      const kept = known?.filter((chunk) => !gone.has(chunk)) ?? [];
      this.#define(name, kept.length > 0 ? kept.concat(chunks).sort(byOrder) : chunks, changed);
    }
  }

  #define(name: string, chunks: readonly MainChunk[], changed: Set<string>): void {
    const before = this.winner(name);
    if (chunks.length > 0) this.#definitions.set(name, chunks);
    else this.#definitions.delete(name);
    const after = this.winner(name);
    changed.add(name);
    if (before === after) return;
    // Up before down: a name that both lines refer to is referred to all the time.
    this.#count(after, 1, changed);
    this.#count(before, -1, changed);
    const value = after?.node?.value ?? "";
    if (toggle(this.#tableSettings, name, mayNameTable(value))) changed.add(TABLE_SETTINGS);
    const mentioned = this.mentionsClientTypes;
    toggle(this.#clientTypeSettings, name, mentionsClientType(value));
    if (mentioned !== this.mentionsClientTypes) changed.add(CLIENT_TYPES);
  }

  #count(chunk: MainChunk | undefined, by: 1 | -1, changed: Set<string>): void {
    if (!chunk?.node?.value.includes("$") || !this.isScanned(chunk.node.name)) return;
    for (const reference of referencedNames(chunk.node.expression, this.hasFunctions)) {
      if (adjust(this.#references, reference, by)) changed.add(reference);
    }
  }
}

/** Puts an element in or takes it out. @returns whether that changed the set */
function toggle(set: Set<string>, element: string, isIn: boolean): boolean {
  if (isIn === set.has(element)) return false;
  if (isIn) set.add(element);
  else set.delete(element);
  return true;
}
