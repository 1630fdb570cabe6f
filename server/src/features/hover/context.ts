/** What every part of a hover works with, and how it says where something is. */
import { type Directory, startOf } from "../../analysis/directory";
import type { Configuration, ServiceOverride } from "../../analysis/model/configuration";
import { HIDDEN, type Secrets, secretsOf } from "../../analysis/secrets";
import type { LanguageId } from "../../contract/languages";
import type { Files } from "../../ports/files";
import type { Chunk } from "../../syntax/logical-lines";
import type { MainChunk } from "../../syntax/main-cf";

/** What a hover may look at besides the configuration. Everything may be missing: then it says less. */
export interface HoverEnvironment {
  /** A parameter's text in the machine's own postconf(5), as Markdown; undefined when it has none. */
  readonly manual?: (parameter: string) => string | undefined;
  /** The files of the machine whose configuration this is. */
  readonly files?: Pick<Files, "info">;
}

/** One question. */
export interface HoverContext {
  readonly directory: Directory;
  readonly configuration: Configuration;
  /** The file that the cursor is in. */
  readonly language: LanguageId;
  readonly environment: HoverEnvironment;
  readonly secrets: Secrets;
}

/** A hover: what it is about, in offsets of the text that was asked about, and what it says. */
export interface HoverPart {
  readonly start: number;
  readonly end: number;
  readonly markdown: string;
}

/** A parameter where it gets a value: in main.cf, or with a scope (`name/type`) as a service's override. */
export interface Owner {
  readonly name: string;
  readonly scope: string | undefined;
}

/** Makes the context of a question. */
export function hoverContext(
  directory: Directory,
  language: LanguageId,
  environment: HoverEnvironment,
): HoverContext {
  const { configuration } = directory;
  let secrets: Secrets | undefined;
  return {
    directory,
    configuration,
    language,
    environment,
    get secrets() {
      secrets ??= secretsOf(configuration);
      return secrets;
    },
  };
}

/** Whether a value that {@link Secrets.show} gave is none. */
export function isHidden(shown: string): boolean {
  return shown === HIDDEN;
}

/** `line 12`, or `line 12 of main.cf` when that is the other file; a link where the file has a URI. */
export function lineOf(
  context: HoverContext,
  language: LanguageId,
  chunk: Chunk<unknown>,
  chunkOffset: number,
): string {
  const file = context.directory.file(language);
  const start = file && startOf<unknown>(file.tree, chunk);
  if (!file || start === undefined) return language === "postfix-main" ? "main.cf" : "master.cf";
  const line = file.source.positionAt(start + chunkOffset).line + 1;
  const name = language === "postfix-main" ? "main.cf" : "master.cf";
  const text = language === context.language ? `line ${line}` : `line ${line} of ${name}`;
  return /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(file.uri) ? `[${text}](<${file.uri}#L${line}>)` : text;
}

/** Where main.cf sets a name. */
export function lineOfDefinition(context: HoverContext, chunk: MainChunk): string {
  const { node } = chunk;
  return lineOf(context, "postfix-main", chunk, node ? node.logical.offsetOf(node.nameStart) : 0);
}

/** Where a service overrides a name. */
export function lineOfOverride(context: HoverContext, { chunk, override }: ServiceOverride): string {
  const { node } = chunk;
  return lineOf(context, "postfix-master", chunk, node ? node.logical.offsetOf(override.nameStart) : 0);
}

/** Where a service stands. */
export function lineOfService(context: HoverContext, chunk: Chunk<unknown>): string {
  return lineOf(context, "postfix-master", chunk, 0);
}

/** Puts the paragraphs of a hover together. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

/** A sentence that wants attention. */
export function warning(text: string): string {
  return `⚠ ${text}`;
}
