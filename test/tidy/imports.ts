/** What source files import: every form of it, with types told from values. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";

/** The project's top level. */
export const ROOT = join(__dirname, "../..");

/** One import of one file. */
export interface Import {
  /** The importing file, relative to {@link ROOT}, with slashes. */
  readonly from: string;
  /** As it is written. */
  readonly specifier: string;
  /** The imported file, relative to {@link ROOT}; undefined for packages and Node's own modules. */
  readonly target: string | undefined;
  /** Nothing of it is there at run time. */
  readonly typeOnly: boolean;
}

/** All TypeScript files below a folder of {@link ROOT}, declarations included. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => posix.join(folder, name.split(sep).join("/")))
    .sort();
}

/** The text of a file of the project. */
export function textOf(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/**
 * What a file imports: import and export declarations, `import()`, `require()`,
 * and `import("x")` as a type. The formatter sees to it that declarations
 * begin a line and that a specifier stands in quotation marks.
 */
export function importsOf(file: string, text: string): Import[] {
  const declarations = [...text.matchAll(DECLARATION)].map(([whole, clause = "", specifier]) => ({
    specifier: specifier!,
    typeOnly: isTypeClause(whole, clause),
  }));
  const calls = [...withoutComments(text).matchAll(CALL)].map(([, assigned, specifier]) => ({
    specifier: specifier!,
    typeOnly: assigned === undefined ? false : /\b(type|as|extends)\b|[:<|&]\s*$/.test(assigned),
  }));
  return [...declarations, ...calls].map(({ specifier, typeOnly }) => ({
    from: file,
    specifier,
    target: targetOf(file, specifier),
    typeOnly,
  }));
}

const DECLARATION = /^[ \t]*(?:import|export)\b(?:([^;"'()=]*?)\bfrom)?\s*["']([^"'\n]+)["']/gm;
/** With what stands in front on the line: it tells a type from a call. */
const CALL = /^(.*?)\b(?:import|require)\(\s*["'`]([^"'`\n]+)["'`]/gm;

/** Whether nothing of a declaration is there at run time: `import type`, or only names with `type` in front. */
function isTypeClause(declaration: string, clause: string): boolean {
  if (/^[ \t]*(?:import|export)\s+type\b(?!\s*,)/.test(declaration)) return true;
  const names = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1];
  if (names === undefined) return false;
  const elements = names.split(",").filter((name) => name.trim() !== "");
  return elements.length > 0 && elements.every((name) => /^\s*type\s/.test(name));
}

/** Blanks comments that take whole lines: calls in them are only talked about. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*(?:\/\/|\*|\/\*).*$/gm, "");
}

/** Resolves a relative specifier as our bundler does: a file with `.ts`, an index file, or the file itself. */
function targetOf(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(file), specifier.replace(/\?raw$/, ""));
  const candidates = [`${path}.ts`, `${path}/index.ts`, path];
  const existing = candidates.find((candidate) => existingFiles(posix.dirname(candidate)).has(candidate));
  return existing ?? path;
}

const listings = new Map<string, ReadonlySet<string>>();

function existingFiles(folder: string): ReadonlySet<string> {
  let names = listings.get(folder);
  if (!names) {
    const absolute = join(ROOT, folder);
    let entries: string[] = [];
    try {
      entries = readdirSync(absolute, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(ROOT, join(absolute, entry.name)).split(sep).join("/"));
    } catch {
      // A folder that does not exist holds no file.
    }
    names = new Set(entries);
    listings.set(folder, names);
  }
  return names;
}

/** Groups of files that import one another in a circle. */
export function cycles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const { from, target } of imports) {
    if (target !== undefined) edges.set(from, [...(edges.get(from) ?? []), target]);
  }
  const reach = (start: string) => {
    const seen = new Set<string>();
    const stack = [...(edges.get(start) ?? [])];
    for (let file = stack.pop(); file !== undefined; file = stack.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      stack.push(...(edges.get(file) ?? []));
    }
    return seen;
  };
  const reachable = new Map([...edges.keys()].map((file) => [file, reach(file)]));
  const groups = new Map<string, string[]>();
  for (const [file, targets] of reachable) {
    if (!targets.has(file)) continue;
    const group = [...targets].filter((other) => reachable.get(other)?.has(file)).sort();
    groups.set(group.join(" "), group);
  }
  return [...groups.values()];
}

/** The folder of a file below `server/src` or `client/src`; the file itself where it lies directly there or elsewhere. */
export function layerOf(file: string): string {
  return /^(?:server|client)\/src\/[^/]+\//.exec(file)?.[0] ?? file;
}

/** Whether a file lies in a folder. */
export function isBelow(folder: string, file: string): boolean {
  return dirname(file) === folder || dirname(file).startsWith(`${folder}/`);
}
