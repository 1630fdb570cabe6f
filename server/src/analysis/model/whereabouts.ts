/** Where a configuration directory is, and whether the installed Postfix works with it. */
import type { PostfixFacts } from "./postfix-facts";

/** Which directory a configuration is, as far as answers depend on it. */
export interface Whereabouts {
  /** Its absolute path on the machine where Postfix's files are; undefined when it has none, as in a test. */
  readonly path?: string;
  /** Somebody named it as the configuration directory (`-c`): it counts in place of the default one. */
  readonly isNamed?: boolean;
}

/** Postfix's own directory, or the one of another instance beside it, as postmulti(1) names them. */
export function isUsualDirectory({ defaults }: PostfixFacts, path: string | undefined): boolean {
  const usual = defaults.get("config_directory");
  if (usual === undefined || path === undefined) return false;
  return path === usual || (path.startsWith(`${usual}-`) && !path.slice(usual.length).includes("/"));
}
