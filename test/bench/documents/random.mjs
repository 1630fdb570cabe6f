// Numbers that look random and are the same in every run, so that figures of two runs compare.

/** A source of reproducible choices. */
export function createRandom(seed) {
  let state = seed >>> 0;
  // mulberry32: small, quick, and even enough to choose words with.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (from, to) => from + Math.floor(next() * (to - from + 1));
  const pick = (items) => items[Math.floor(next() * items.length)];
  return {
    /** A whole number from `from` to `to`, both included. */
    integer,
    pick,
    /** True in `share` of all calls. */
    chance: (share) => next() < share,
    /** A list of `count` picks, made by `make(index)`. */
    list: (count, make) => Array.from({ length: count }, (_, index) => make(index)),
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = integer(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
      }
      return shuffled;
    },
    sentence(words) {
      return Array.from({ length: integer(6, 12) }, () => pick(words)).join(" ");
    },
  };
}

/** Words for comments; what they say does not matter, their length does. */
export const commentWords = (
  "the for with mail from hosts only before change ticket network branch office needs limit after migration old " +
  "relay keep until customers servers partner delivery slow queue internal address see notes allowed list"
).split(" ");
