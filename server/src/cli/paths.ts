/** Paths of the command line, with the separators of either kind of system. */

/** The path of a relative one as seen from `cwd`, without steps that lead nowhere (`./`, `//`). */
export function absolutePath(cwd: string, path: string): string {
  const absolute = /^([A-Za-z]:)?[\\/]/.test(path) ? path : joinPath(cwd, path);
  const direct = absolute.replace(/\/(?:\.?\/)+/g, "/").replace(/\/\.$/, "/");
  // A root stays as it is: `/`, `C:/`.
  return direct.replace(/([^:])\/$/, "$1");
}

/** A name in a directory; the directory `.` is left out, as in `main.cf`. */
export function joinPath(directory: string, name: string): string {
  if (directory === "." || directory === "") return name;
  return /[\\/]$/.test(directory) ? directory + name : `${directory}/${name}`;
}

/** The directory that a path leads into; `.` for a mere name. */
export function directoryOfPath(path: string): string {
  return /^(.*[^\\/])[\\/]+[^\\/]+$/.exec(path)?.[1] ?? (/^[\\/]/.test(path) ? "/" : ".");
}

/** Names of the two files as they end a path: `main.cf`, `relay.main.cf`, `main.cf.proto`. */
const NAME = /(^|[\\/.])(main|master)(\.cf(?:\.[a-z]+)?)$/;

/** The path of the file that completes a configuration; undefined when the name does not tell. */
export function siblingPath(path: string): string | undefined {
  if (!NAME.test(path)) return undefined;
  return path.replace(NAME, (_, before: string, name: string, after: string) => {
    return before + (name === "main" ? "master" : "main") + after;
  });
}
