/** Half-open ranges of offsets, the currency of every layer below the protocol. */

/** A range of UTF-16 code units: `start` is included, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Tells whether `offset` lies in `span`; the end counts, as it does for a cursor behind a word. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** The same span, moved by `delta`. */
export function shift(span: Span, delta: number): Span {
  return { start: span.start + delta, end: span.end + delta };
}
