/** Near names: what somebody meant who wrote a name that does not exist. */

/**
 * The candidates that look like `word`, best first. A word that is one of the
 * candidates comes back first itself.
 *
 * A letter too many, missing, wrong or swapped with its neighbour counts one;
 * how many are tolerated grows with the word. A name made of segments is also
 * found when a segment is missing, superfluous or in the wrong place, as in
 * `smtpd_tls_protocols_mandatory` for `smtpd_tls_mandatory_protocols`.
 *
 * @param most how many to give at most; 3 when not said
 */
export function nearest(word: string, candidates: Iterable<string>, most = 3): string[] {
  return new NameIndex(candidates).nearest(word, most);
}

/** Names in which near ones are looked for again and again. */
export class NameIndex {
  readonly #names: readonly string[];
  readonly #shapes: readonly Shape[];

  constructor(candidates: Iterable<string>) {
    this.#names = [...new Set(candidates)];
    this.#shapes = this.#names.map(shapeOf);
  }

  /** See {@link nearest}. */
  nearest(word: string, most = 3): string[] {
    const wanted = shapeOf(word);
    const limit = toleratedEdits(word);
    const { length } = wanted.text;
    const found: { name: string; cost: number; prefix: number }[] = [];
    for (let index = 0; index < this.#shapes.length; index++) {
      const candidate = this.#shapes[index]!;
      const segments = candidate.segmentCount - wanted.segmentCount;
      // Only a segment more or less allows for another length.
      const isSameSize = Math.abs(candidate.text.length - length) <= limit;
      if (!isSameSize && segments !== 1 && segments !== -1) continue;
      const cost = costBetween(wanted, candidate, limit);
      if (cost > limit) continue;
      found.push({ name: this.#names[index]!, cost, prefix: commonPrefix(wanted.text, candidate.text) });
    }
    found.sort(
      (a, b) =>
        Number(b.name === word) - Number(a.name === word) ||
        a.cost - b.cost ||
        b.prefix - a.prefix ||
        (a.name < b.name ? -1 : 1),
    );
    return found.slice(0, most).map(({ name }) => name);
  }
}

/** One mistake in up to four letters, two in up to ten, three in up to sixteen, four beyond. */
function toleratedEdits(word: string): number {
  if (word.length < 2) return 0;
  if (word.length <= 4) return 1;
  if (word.length <= 10) return 2;
  return word.length <= 16 ? 3 : 4;
}

/** What comparing a name needs to know of it. */
class Shape {
  /** In lower case. */
  readonly text: string;
  /** How often each letter occurs, by the last five bits of its code. What stands between segments is no letter. */
  readonly letters = new Uint8Array(32);
  /** Which letters occur, a bit for each. */
  readonly alphabet: number;
  readonly segmentCount: number;
  #segments: readonly string[] | undefined;

  constructor(name: string) {
    this.text = name.toLowerCase();
    let alphabet = 0;
    let segmentCount = 1;
    for (let index = 0; index < this.text.length; index++) {
      const code = this.text.charCodeAt(index);
      if (code === UNDERSCORE || code === HYPHEN) {
        segmentCount++;
        continue;
      }
      this.letters[code & 31]!++;
      alphabet |= 1 << (code & 31);
    }
    this.alphabet = alphabet;
    this.segmentCount = segmentCount;
  }

  get segments(): readonly string[] {
    this.#segments ??= this.text.split(/[_-]/);
    return this.#segments;
  }
}

const UNDERSCORE = 95;
const HYPHEN = 45;

const shapes = new Map<string, Shape>();

/** The shape of a name; the same thousand names are asked for again and again. */
function shapeOf(name: string): Shape {
  let shape = shapes.get(name);
  if (!shape) {
    shape = new Shape(name);
    if (shapes.size >= 5_000) shapes.clear();
    shapes.set(name, shape);
  }
  return shape;
}

/**
 * What it costs to make one name of the other, by letters or by segments;
 * above the limit any number. Most names are far apart, and their letters tell
 * at once: each that one of them has more of costs an edit, but for those of a
 * segment that the other one lacks.
 */
function costBetween(a: Shape, b: Shape, limit: number): number {
  const segments = a.segmentCount - b.segmentCount;
  const isSameSize = Math.abs(a.text.length - b.text.length) <= limit;
  if (segments === 0) {
    if (!isNear(a, b, limit)) return Number.POSITIVE_INFINITY;
    return Math.min(editDistance(a.text, b.text, limit), segmentCost(a.segments, b.segments));
  }
  const edits =
    isSameSize && isNear(a, b, limit) ? editDistance(a.text, b.text, limit) : Number.POSITIVE_INFINITY;
  if (Math.abs(segments) !== 1) return edits;
  // All that the name with fewer segments has, the other one has to have as well.
  const [few, many] = segments < 0 ? [a, b] : [b, a];
  const rest = limit - SEGMENT_COST;
  return rest >= 0 && surplus(few, many, rest) <= rest
    ? Math.min(edits, segmentCost(a.segments, b.segments))
    : edits;
}

/** Whether no name has many letters that the other one lacks. */
function isNear(a: Shape, b: Shape, limit: number): boolean {
  return surplus(a, b, limit) <= limit && surplus(b, a, limit) <= limit;
}

/** How many letters of one name the other one lacks, or a number above the limit. */
function surplus({ letters, alphabet }: Shape, other: Shape, limit: number): number {
  if (bitCount(alphabet & ~other.alphabet) > limit) return limit + 1;
  let count = 0;
  // Only the letters that the name has.
  for (let rest = alphabet; rest !== 0 && count <= limit; rest &= rest - 1) {
    const letter = 31 - Math.clz32(rest & -rest);
    const more = letters[letter]! - other.letters[letter]!;
    if (more > 0) count += more;
  }
  return count;
}

/** How many bits are set: sums of pairs, of fours, of bytes. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Three rows of the table of distances, used by one call after the other: names are compared by the thousand. */
const rows = [new Uint16Array(256), new Uint16Array(256), new Uint16Array(256)] as const;
const FAR = 0x7fff;

/**
 * The number of letters to insert, delete, replace or swap with a neighbour
 * that makes `b` of `a`; `Infinity` when it is more than `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  const isLong = b.length >= rows[0].length;
  let [beforeLast, last, row]: Uint16Array[] = isLong
    ? rows.map(() => new Uint16Array(b.length + 1))
    : [...rows];
  for (let j = 0; j <= b.length; j++) last![j] = j;
  for (let i = 1; i <= a.length; i++) {
    const best = fillRow(a, b, i, limit, row!, last!, beforeLast!);
    // A swap reaches back one row further than a row's best value tells of.
    if (best > limit + 1) return Number.POSITIVE_INFINITY;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  const distance = last![b.length]!;
  return distance <= limit ? distance : Number.POSITIVE_INFINITY;
}

/** Computes the distances of the first `i` letters of `a`. @returns the smallest of them */
function fillRow(
  a: string,
  b: string,
  i: number,
  limit: number,
  row: Uint16Array,
  last: Uint16Array,
  beforeLast: Uint16Array,
): number {
  // Further from the diagonal than the limit nothing can come out below it.
  const from = Math.max(1, i - limit);
  const to = Math.min(b.length, i + limit);
  let best = FAR;
  row[from - 1] = FAR;
  if (from === 1) row[0] = best = i;
  if (to < b.length) row[to + 1] = FAR;
  const code = a.charCodeAt(i - 1);
  for (let j = from; j <= to; j++) {
    const other = b.charCodeAt(j - 1);
    let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (code === other ? 0 : 1));
    const isSwapped = i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other;
    if (isSwapped) cost = Math.min(cost, beforeLast[j - 2]! + 1);
    row[j] = cost;
    if (cost < best) best = cost;
  }
  return best;
}

/** What a missing or superfluous segment, and what another order of segments costs, in edits. */
const SEGMENT_COST = 2;
const ORDER_COST = 1;

/**
 * Compares names segment by segment in any order. At most one segment may be
 * without a counterpart, two must have one, and a segment may be one edit off
 * when it is long enough to be recognised; everything else is `Infinity`.
 */
function segmentCost(left: readonly string[], right: readonly string[]): number {
  if (Math.abs(left.length - right.length) > 1) return Number.POSITIVE_INFINITY;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < 2) return Number.POSITIVE_INFINITY;
  const taken = new Set<number>();
  const order: number[] = [];
  let cost = (long.length - short.length) * SEGMENT_COST;
  for (const segment of short) {
    const partner = bestPartner(segment, long, taken);
    if (!partner) return Number.POSITIVE_INFINITY;
    taken.add(partner.index);
    order.push(partner.index);
    cost += partner.edits;
  }
  const ordered = order.every((index, position) => position === 0 || order[position - 1]! < index);
  return cost + (ordered ? 0 : ORDER_COST);
}

function bestPartner(
  segment: string,
  others: readonly string[],
  taken: ReadonlySet<number>,
): { index: number; edits: number } | undefined {
  for (let index = 0; index < others.length; index++) {
    if (others[index] === segment && !taken.has(index)) return { index, edits: 0 };
  }
  if (segment.length < 4) return undefined;
  for (let index = 0; index < others.length; index++) {
    const other = others[index]!;
    const isClose = sharesAnEnd(segment, other) && !taken.has(index) && editDistance(segment, other, 1) === 1;
    if (isClose) return { index, edits: 1 };
  }
  return undefined;
}

/** Whether words of four letters and more can be one edit apart at all: it leaves the first letter alone, or the last. */
function sharesAnEnd(a: string, b: string): boolean {
  return a.charCodeAt(0) === b.charCodeAt(0) || a.charCodeAt(a.length - 1) === b.charCodeAt(b.length - 1);
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
