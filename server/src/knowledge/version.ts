/** Postfix versions: `3.7`, `3.7.11`, `3.12-20260821`. */

/** A version as numbers; `patch` is 0 for the first release of a branch. */
export interface PostfixVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** The facts name some hundred versions thousands of times; there is no end to what people may write. */
const MOST_KNOWN = 500;
const known = new Map<string, PostfixVersion | undefined>();

/** Reads a version; undefined when the text is none. A snapshot's date counts for nothing. */
export function parseVersion(text: string): PostfixVersion | undefined {
  if (known.has(text)) return known.get(text);
  const version = readVersion(text);
  if (known.size < MOST_KNOWN) known.set(text, version);
  return version;
}

function readVersion(text: string): PostfixVersion | undefined {
  const match = /^\s*(\d+)\.(\d+)(?:\.(\d+))?(?:-\S*)?\s*$/.exec(text);
  if (!match) return undefined;
  return {
    text: text.trim(),
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3] ?? 0),
  };
}

/** The newest stable release the facts cover: the target when nothing else is known. */
export const NEWEST_RELEASE: PostfixVersion = { text: "3.11.6", major: 3, minor: 11, patch: 6 };

/** Less than, equal to or greater than 0, as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: PostfixVersion, b: PostfixVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** Tells whether two versions are of the same branch, such as 3.7. */
export function sameBranch(a: PostfixVersion, b: PostfixVersion): boolean {
  return a.major === b.major && a.minor === b.minor;
}

/**
 * Tells whether `version` has what came with `since`, or with a later patch of
 * its own branch. What came with a patch release need not be in the first
 * releases of later branches: then these are among the backports as well.
 */
export function hasSince(
  version: PostfixVersion,
  since: string | undefined,
  backports: readonly string[] = [],
): boolean {
  if (since === undefined) return true;
  const first = parseVersion(since);
  if (!first) return true;
  const own = backports.flatMap((text) => parseVersion(text) ?? []).find((at) => sameBranch(at, version));
  const isLater = compareVersions(version, first) >= 0;
  if (!own || (isLater && first.patch === 0)) return isLater;
  return compareVersions(version, own) >= 0;
}
