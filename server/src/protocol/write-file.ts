/** Puts a file's new content in the place of the old one, and says in sentences when that cannot be. */
import { decodeText, encodeText } from "../base/decode";
import { shellWords } from "../base/shell-words";
import type { CleanupChoices, WriteAnswer, WriteParams } from "../contract/protocol";
import type { ServerSettings } from "../contract/settings";
import type { FileError } from "../ports/files";
import type { Runtime } from "./runtime";
import { pathOfUri } from "./uris";

/** What became of a file. */
export type Written = Omit<WriteAnswer, "isLive">;

/** What writing takes. */
export interface WriteContext extends Pick<Runtime, "files" | "writer" | "cliCommand"> {
  readonly settings: ServerSettings;
}

/** Writes a file, if it is still what it was. */
export async function replaceFile(
  { uri, before, after, choices }: WriteParams,
  context: WriteContext,
): Promise<Written> {
  const { files, writer } = context;
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  const path = pathOfUri(uri);
  if (path === undefined)
    return notWritten(`'${name}' is not a file of this machine. Save it in the editor.`);
  const read = await files.read(path);
  if (!read.ok) return notWritten(whyNot(name, read.error));
  if (decodeText(read.value) !== before) return notWritten(whyNot(name, CHANGED));
  const content = encodeText(after, read.value);
  if (!isEncodable(after, content)) {
    return notWritten(
      `'${name}' is not in UTF-8, and holds characters now that its encoding does not have. Nothing was written. Save it in the editor, in an encoding of your choice.`,
    );
  }
  const replaced = await writer.replace(path, read.value, content, true);
  if (replaced.ok) return { backup: replaced.value.backup ?? null, problem: "", command: null };
  const { error } = replaced;
  const command = error.kind === "denied" && choices !== null ? commandAsRoot(path, choices, context) : null;
  const remedy = command === null ? "" : ` With the rights of root this command does it: ${command}`;
  return { backup: null, problem: `${whyNot(name, error)}${remedy}`, command };
}

const CHANGED: FileError = { kind: "changed", message: "" };

function notWritten(problem: string): Written {
  return { backup: null, problem, command: null };
}

/** Whether a text survives as bytes: Latin-1 has one byte a character, and not all characters. */
function isEncodable(text: string, content: Uint8Array): boolean {
  return content.length !== text.length || !/[^\0-\xff]/.test(text);
}

/** What kept a file from being written. */
function whyNot(name: string, { kind, message }: FileError): string {
  switch (kind) {
    case "missing":
      return `'${name}' is not on the disk any more, so there is nothing to replace. Save it in the editor if it shall be there.`;
    case "changed":
      return `'${name}' on the disk is not what the editor had before the clean-up: another program has written it, or it is in another encoding. Nothing was written. Compare the two (File: Compare Active File with Saved) before you save.`;
    case "denied":
      return `'${name}' was not written: ${message}. On the disk it is as it was.`;
    default:
      return `'${name}' was not written: ${message}. On the disk it is as it was; save it in the editor when the cause is mended.`;
  }
}

/** The words for a shell that make the same clean-up as root; null for a file that the command line does not know. */
function commandAsRoot(
  path: string,
  { form, keep, drop }: CleanupChoices,
  { cliCommand, settings }: WriteContext,
): string | null {
  const [, directory, name] = /^(.*)\/((?:main|master)\.cf)$/.exec(path) ?? [];
  if (directory === undefined || name === undefined) return null;
  return shellWords([
    "sudo",
    ...cliCommand,
    "cleanup",
    "-c",
    directory || "/",
    "--only",
    name,
    ...(form === "canonical" ? ["--canonical"] : []),
    ...keep.flatMap((id) => ["--keep", id]),
    ...drop.flatMap((id) => ["--drop", id]),
    ...(settings.version === "" ? [] : ["--postfix-version", settings.version]),
    ...(settings.host === "none" ? ["--host", "none"] : []),
    "--write",
  ]);
}
