/** The tree of a POSIX expression, in the shape that glibc's regcomp(3) gives it. */

/** 256 entries, one a byte: 1 where the byte is in the set. */
export type ByteSet = Uint8Array;

/** What must stand around a place, as bits; see {@link Constraint}. */
export type Constraints = number;

/** What an anchor asks of the byte before and of the byte behind it. */
export const Constraint = {
  previousWord: 1,
  previousNotWord: 2,
  previousNewline: 4,
  previousBufferStart: 8,
  nextWord: 16,
  nextNotWord: 32,
  nextNewline: 64,
  nextBufferEnd: 128,
} as const;

/** A node of the tree. Where a tree may be missing, nothing stands there, such as between `(` and `)`. */
export type Tree =
  | { readonly kind: "set"; readonly bytes: ByteSet }
  | { readonly kind: "anchor"; readonly constraints: Constraints }
  | { readonly kind: "reference"; readonly group: number }
  | { readonly kind: "concat"; readonly parts: readonly Tree[] }
  | { readonly kind: "alternatives"; readonly left: Tree | undefined; readonly right: Tree | undefined }
  | { readonly kind: "star"; readonly body: Tree }
  | {
      readonly kind: "group";
      /** From 1. */
      readonly group: number;
      readonly body: Tree | undefined;
      /** Whether the group stands under a repetition that may leave it out. */
      readonly isOptional: boolean;
    };

/** One tree behind the other. */
export function concat(left: Tree | undefined, right: Tree | undefined): Tree | undefined {
  if (!left || !right) return left ?? right;
  const parts = left.kind === "concat" ? left.parts : [left];
  return { kind: "concat", parts: [...parts, right] };
}
