/** Why a value would be another one, and what that means. */
import { joinWords } from "../../base/for-people";
import { defaultHistory } from "../../knowledge/facts";
import { registryFor } from "../../knowledge/registry";
import { compareVersions, type PostfixVersion, parseVersion, sameBranch } from "../../knowledge/version";
import { MEANINGS } from "./upgrade-meanings";

/** That a version has another default. */
export function defaultReason(name: string, now: PostfixVersion, then: PostfixVersion): string {
  const isNewer = compareVersions(then, now) >= 0;
  const since = isNewer ? defaultSince(name, then, now) : defaultSince(name, now, then);
  const which = isNewer
    ? `Postfix ${since ?? then.text} has another default.`
    : `The default was another one before Postfix ${since ?? now.text}.`;
  return withMeaning(which, name);
}

/** The release behind `from` that brought the default which a version has; undefined when that is not known. */
function defaultSince(name: string, version: PostfixVersion, from: PostfixVersion): string | undefined {
  const history = defaultHistory();
  if (!Object.hasOwn(history, name)) return undefined;
  const value = plainForm(registryFor(version).parameter(name)?.default ?? "");
  const rows = history[name]!.flatMap(([since, old, after]) => {
    const at = parseVersion(since);
    const isIt = plainForm(after) === value && plainForm(old) !== value;
    if (!at || !isIt || compareVersions(at, version) > 0 || compareVersions(at, from) <= 0) return [];
    return at.patch === 0 || sameBranch(at, version) ? [{ at, since }] : [];
  });
  return rows.sort((a, b) => compareVersions(a.at, b.at)).at(-1)?.since;
}

/** A default without the word by which Postfix 3.6 and later compare levels. */
function plainForm(value: string): string {
  return value.replaceAll("<level", "<");
}

/** That a default depends on compatibility_level. @param text the default, unexpanded */
export function levelReason(name: string, text: string): string {
  const threshold = /<\s*(?:level\s*)?\{\s*([\d.]+)\s*\}/.exec(text)?.[1];
  const which =
    threshold === undefined
      ? "The default depends on compatibility_level."
      : `From compatibility_level ${threshold} on the default is another one.`;
  return withMeaning(which, name);
}

/** That `-` in the chroot column stands for something else. */
export const CHROOT_REASON = withMeaning(
  "'-' stands for 'y' below compatibility_level 1 and before Postfix 3.0, else for 'n'.",
  "chroot",
);

/** That an entry of the user's own asks for the level. */
export const OWN_LEVEL_REASON = "It asks for compatibility_level itself.";

/** That services have a level of their own. */
export const SERVICE_LEVEL_REASON =
  "It cannot be pinned in main.cf, because an override of compatibility_level gives a service another value.";

/** That a value follows others. */
export function referenceReason(roots: readonly string[]): string {
  if (roots.length === 0) return "A value that it depends on is another one.";
  return `It depends on ${joinWords([...roots], "and")}, which would change.`;
}

/** That a parameter does nothing any more. */
export const IGNORED_REASON = "The parameter is still there but has no effect any more.";

function withMeaning(sentence: string, name: string): string {
  return Object.hasOwn(MEANINGS, name) ? `${sentence} ${MEANINGS[name]}` : sentence;
}
