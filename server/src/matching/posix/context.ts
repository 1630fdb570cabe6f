/** What an anchor finds around a place. */
import { isWordByte } from "./brackets";
import { Constraint, type Constraints } from "./tree";

const PREVIOUS =
  Constraint.previousWord |
  Constraint.previousNotWord |
  Constraint.previousNewline |
  Constraint.previousBufferStart;

/** The constraints that concern the byte before. */
export function previousOf(constraints: Constraints): Constraints {
  return constraints & PREVIOUS;
}

/** The constraints that concern the byte behind. */
export function nextOf(constraints: Constraints): Constraints {
  return constraints & ~PREVIOUS;
}

const NEWLINE = 0x0a;

/** What holds behind the start of the subject. */
export const AT_START: Constraints =
  Constraint.previousNotWord | Constraint.previousNewline | Constraint.previousBufferStart;

/** What holds in front of the end of the subject. */
export const AT_END: Constraints = Constraint.nextNotWord | Constraint.nextNewline | Constraint.nextBufferEnd;

/** What holds behind a byte. */
export function behind(byte: number, isNewlineSpecial: boolean): Constraints {
  const word = isWordByte(byte) ? Constraint.previousWord : Constraint.previousNotWord;
  return byte === NEWLINE && isNewlineSpecial ? word | Constraint.previousNewline : word;
}

/** What holds in front of a byte. */
export function before(byte: number, isNewlineSpecial: boolean): Constraints {
  const word = isWordByte(byte) ? Constraint.nextWord : Constraint.nextNotWord;
  return byte === NEWLINE && isNewlineSpecial ? word | Constraint.nextNewline : word;
}

/** What holds before a place of a subject. */
export function contextBefore(subject: string, at: number, isNewlineSpecial: boolean): Constraints {
  return at === 0 ? AT_START : behind(subject.charCodeAt(at - 1), isNewlineSpecial);
}

/** What holds behind a place of a subject. */
export function contextBehind(subject: string, at: number, isNewlineSpecial: boolean): Constraints {
  return at === subject.length ? AT_END : before(subject.charCodeAt(at), isNewlineSpecial);
}

/** Whether everything that is asked for holds. */
export function isMet(constraints: Constraints, context: Constraints): boolean {
  return (constraints & ~context) === 0;
}
