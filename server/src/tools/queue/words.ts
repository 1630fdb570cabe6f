/** Numbers, ages and sizes for people. */
import { count } from "../../base/for-people";

const AGES = [
  ["day", 86_400],
  ["h", 3_600],
  ["min", 60],
] as const;

/** An age in the unit that suits it: `40 s`, `5 min`, `3 h`, `2 days`. */
export function ageText(seconds: number): string {
  for (const [unit, length] of AGES) {
    // One hour is told in minutes, one day in hours: the smaller unit says more.
    const number = Math.floor(seconds / length);
    if (number >= 2) return unit === "day" ? count(number, unit) : `${number} ${unit}`;
  }
  return `${Math.max(0, Math.floor(seconds))} s`;
}

/** A size as people have it: `512 B`, `2.4 KB`, `31 MB`. */
export function sizeText(bytes: number): string {
  let size = bytes;
  for (const unit of ["B", "KB", "MB", "GB"]) {
    if (size < 1_000 || unit === "GB")
      return `${size < 10 && unit !== "B" ? size.toFixed(1) : Math.round(size)} ${unit}`;
    size /= 1_024;
  }
  return "";
}
