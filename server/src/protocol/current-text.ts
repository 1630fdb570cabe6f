/** Files as the user has them before his eyes. */
import { decodeText } from "../base/decode";
import type { Files } from "../ports/files";
import { pathOfUri } from "./uris";
import type { Workspace } from "./workspace";

/** The text of a file in the editor, or else on disk; undefined when it is neither here nor there. */
export async function currentText(
  uri: string | undefined,
  workspace: Workspace,
  files: Files,
): Promise<string | undefined> {
  if (uri === undefined) return undefined;
  const open = await workspace.document(uri);
  if (open) return open.text.getText();
  const path = pathOfUri(uri);
  const read = path === undefined ? undefined : await files.read(path);
  return read?.ok ? decodeText(read.value) : undefined;
}
