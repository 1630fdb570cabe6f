/**
 * Which bracket closes which. All partners are found in one pass: looking for
 * each bracket's own would take the square of the time where they are nested.
 */

/** A text whose brackets can be asked for their partners; nothing is looked for before the first question. */
export class BracketedText {
  #braces: Int32Array | undefined;
  #parentheses: Int32Array | undefined;

  constructor(readonly text: string) {}

  /**
   * Offset of the bracket that closes the one at `open`; negative when none
   * does. Brackets of the other form are text, as they are to Postfix.
   */
  closeOf(open: number, form: "{" | "("): number {
    if (form === "{") {
      this.#braces ??= partnersOf(this.text, "{", "}");
      return this.#braces[open]!;
    }
    this.#parentheses ??= partnersOf(this.text, "(", ")");
    return this.#parentheses[open]!;
  }
}

/** At the offset of each opening bracket the offset of its partner, or a negative number. */
function partnersOf(text: string, open: string, close: string): Int32Array {
  const opening = open.charCodeAt(0);
  const closing = close.charCodeAt(0);
  const partners = new Int32Array(text.length);
  // A bracket that is still open holds the one around it, as -2 - offset.
  let innermost = -1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === opening) {
      partners[index] = -2 - innermost;
      innermost = index;
    } else if (code === closing && innermost >= 0) {
      const outer = -2 - partners[innermost]!;
      partners[innermost] = index;
      innermost = outer;
    }
  }
  return partners;
}
