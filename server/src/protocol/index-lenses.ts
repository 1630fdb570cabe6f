/** Whether the index that postmap makes of a table is missing or older than the text. */
import type { CodeLens } from "vscode-languageserver";
import { indexLens } from "../features/tables/index";
import type { FileInfo, Files } from "../ports/files";
import { pathOfUri } from "./uris";
import type { OpenTable } from "./workspace";

/** A lens where postmap is to be run: only on the machine whose Postfix reads the index. */
export async function indexLenses({ table, named, directory }: OpenTable, files: Files): Promise<CodeLens[]> {
  const path = pathOfUri(table.uri);
  if (path === undefined || named === undefined || !directory.configuration.isLive) return [];
  const [suffix] = table.facts.registry.tableType(named)?.suffixes ?? [];
  if (suffix === undefined) return [];
  const infoOf = async (file: string): Promise<FileInfo | undefined> => {
    const info = await files.info(file);
    return info.ok ? info.value : undefined;
  };
  const [source, index] = await Promise.all([infoOf(path), infoOf(path + suffix)]);
  const indexName = path.slice(path.lastIndexOf("/") + 1) + suffix;
  return source ? indexLens({ uri: table.uri, type: named, indexName }, source, index) : [];
}
