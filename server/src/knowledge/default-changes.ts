/** When the default of a parameter changes next. */
import { defaultHistory } from "./facts";
import { registryFor } from "./registry";
import { compareVersions, type PostfixVersion, parseVersion, sameBranch } from "./version";

/** A default that a later version has. */
export interface DefaultChange {
  /** The first release with it, such as `3.9`. */
  readonly since: string;
  /** The new default, unexpanded. */
  readonly value: string;
}

/** The next change of a default, whether with a patch of the same branch or a later branch; undefined when none is known. */
export function nextDefaultChange(name: string, version: PostfixVersion): DefaultChange | undefined {
  const history = defaultHistory();
  if (!Object.hasOwn(history, name)) return undefined;
  const now = registryFor(version).parameter(name)?.default;
  const later = history[name]!.flatMap(([since, , value]) => {
    const at = parseVersion(since);
    const isAhead = at && compareVersions(at, version) > 0 && (at.patch === 0 || sameBranch(at, version));
    return isAhead && value !== now ? [{ at, since, value }] : [];
  });
  const [first] = later.sort((a, b) => compareVersions(a.at, b.at));
  return first && { since: first.since, value: first.value };
}
