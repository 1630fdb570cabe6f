/**
 * Which names an answer depends on. Whoever asks gets the answer and the names
 * that were looked at for it; when none of these changes, neither does the answer.
 */

/** Stands for every name: a question that looked at all of them. */
export const ANY_NAME = "*";

/** An answer and the names that it depends on. */
interface Answered<T> {
  readonly answer: T;
  readonly reads: ReadonlySet<string>;
}

/** Whether a question that looked at names has to be asked again after these have changed. */
export function meets(changed: ReadonlySet<string>, reads: ReadonlySet<string>): boolean {
  const [few, many] = changed.size < reads.size ? [changed, reads] : [reads, changed];
  for (const name of few) if (many.has(name)) return true;
  return false;
}

/** What can be asked, with a record of what was looked at. */
export class Questions {
  readonly #remembered = new Map<string, Answered<unknown>>();
  #reads: Set<string> | undefined;

  /** Answers a question and tells which names it looked at. */
  track<T>(question: () => T): { answer: T; reads: ReadonlySet<string> } {
    const outer = this.#reads;
    const reads = new Set<string>();
    this.#reads = reads;
    try {
      return { answer: question(), reads };
    } finally {
      this.#reads = outer;
      if (outer) for (const name of reads) outer.add(name);
    }
  }

  /** Answers a question apart from the one that is being answered: what it looks at is not added to that one. */
  trackApart<T>(question: () => T): { answer: T; reads: ReadonlySet<string> } {
    const outer = this.#reads;
    this.#reads = undefined;
    try {
      return this.track(question);
    } finally {
      this.#reads = outer;
    }
  }

  /**
   * Answers a question that several ask, once: the answer is kept until a name
   * that it looked at means something else. To whoever asks it is one more
   * name to look at.
   *
   * @param name the question's own; no parameter can have a blank in its name
   */
  remember<T>(name: `${string} ${string}`, question: () => T): T {
    this.noteRead(name);
    let known = this.#remembered.get(name);
    if (!known) {
      known = this.trackApart(question);
      this.#remembered.set(name, known);
    }
    return known.answer as T;
  }

  /** Whether a remembered answer depends on a name, itself or by the answers it is made of. */
  protected dependsOn(answer: string, name: string): boolean {
    const reads = this.#remembered.get(answer)?.reads;
    if (!reads) return false;
    if (reads.has(name) || reads.has(ANY_NAME)) return true;
    for (const inner of reads) if (inner.includes(" ") && this.dependsOn(inner, name)) return true;
    return false;
  }

  /** Forgets the answers that looked at a name that means something else now, and adds their names. */
  forget(changed: Set<string>): void {
    if (changed.size === 0) return;
    for (let isDone = false; !isDone; ) {
      isDone = true;
      for (const [name, { reads }] of this.#remembered) {
        if (!reads.has(ANY_NAME) && !meets(changed, reads)) continue;
        this.#remembered.delete(name);
        changed.add(name);
        isDone = false;
      }
    }
  }

  /** Notes that the question that is being answered looks at a name. */
  noteRead(name: string): void {
    this.#reads?.add(name);
  }
}
