/** Times and sizes, as Postfix reads them and as people say them. */

/** Seconds of a unit letter (conv_time.c). */
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** The names of the unit letters, for "without a unit, hours". */
export const UNIT_NAMES: Readonly<Record<string, string>> = {
  s: "seconds",
  m: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
};

/**
 * Seconds of a time such as `30s` or `5`.
 *
 * @param unit the unit of a number without a letter
 * @returns undefined when it is no number with at most one unit letter
 */
export function secondsOf(text: string, unit: string): number | undefined {
  const match = /^(\d{1,10})([smhdw]?)$/.exec(text);
  const factor = match ? SECONDS[match[2] || unit] : undefined;
  return factor === undefined ? undefined : Number(match![1]) * factor;
}

/** A time in words: `1 hour 6 minutes 40 seconds`. */
export function durationInWords(seconds: number): string {
  const words: string[] = [];
  let rest = seconds;
  for (const [name, size] of [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return words.length > 0 ? words.join(" ") : "0 seconds";
}

/** A number of bytes in words: `50 MiB`, `9.77 MiB`, `512 bytes`. */
export function sizeInWords(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  if (unit === 0) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return `${Number(size.toFixed(2))} ${units[unit]}`;
}
