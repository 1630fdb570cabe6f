/** File URIs and paths, and which files of a directory belong together. */
import type { Whereabouts } from "../analysis/model/configuration";
import type { LanguageId } from "../contract/languages";

/** The path of a `file:` URI; undefined for any other scheme. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith("file://")) return undefined;
  try {
    const path = decodeURIComponent(new URL(uri).pathname);
    return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
  } catch {
    return undefined;
  }
}

/** The `file:` URI of an absolute path. */
export function pathToUri(path: string): string {
  const absolute = path.startsWith("/") ? path : `/${path.replaceAll("\\", "/")}`;
  return `file://${absolute.split("/").map(encodeURIComponent).join("/")}`;
}

/** Names of the two files, as they stand in a path: `main.cf`, `mail.main.cf`, `main.cf.proto`. */
const NAME = /(^|[/.])(main|master)\.cf(\.[a-z]+)?$/;

/** What main.cf and master.cf of one directory have in common: the key under which they are one configuration. */
export function directoryKey(uri: string): string {
  return uri.replace(NAME, "$1*.cf$3");
}

/** The URI of the file that completes the configuration; undefined when the name does not tell. */
export function siblingUri(uri: string, language: LanguageId): string | undefined {
  const own = language === "postfix-main" ? "main" : "master";
  const other = own === "main" ? "master" : "main";
  const match = NAME.exec(uri);
  if (match?.[2] !== own) return undefined;
  return uri.replace(NAME, `$1${other}.cf$3`);
}

/** The language of the other file. */
export function otherLanguage(language: LanguageId): LanguageId {
  return language === "postfix-main" ? "postfix-master" : "postfix-main";
}

/** Which directory a file makes a configuration of; Postfix itself reads no other names than these two. */
export function whereaboutsOf(uri: string): Whereabouts {
  const path = /^(.*)\/(?:main|master)\.cf$/.exec(pathOfUri(uri) ?? "")?.[1];
  return path === undefined ? {} : { path };
}

/** The main.cf that would refer to a lookup table: the one in the same folder. */
export function mainBeside(uri: string): string {
  return uri.replace(/[^/]*$/, "main.cf");
}

/** The key of the configuration that a lookup table belongs to. */
export function tableKey(uri: string): string {
  return directoryKey(mainBeside(uri));
}
