/** The selectors that a signing milter of this machine is set up with. */

import { decodeText } from "../../base/decode";
import type { Files } from "../../ports/files";

/** Reads a file; undefined where it cannot be read. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Reads text files with what reads files. */
export function textReader(files: Files): ReadText {
  return async (path) => {
    const read = await files.read(path);
    return read.ok ? decodeText(read.value) : undefined;
  };
}

const OPENDKIM = "/etc/opendkim.conf";
const RSPAMD: readonly string[] = [
  "/etc/rspamd/local.d/dkim_signing.conf",
  "/etc/rspamd/override.d/dkim_signing.conf",
];

/** Selectors in the configuration of OpenDKIM and Rspamd, each once. */
export async function milterSelectors(read: ReadText): Promise<string[]> {
  const [opendkim = "", ...rspamd] = await Promise.all([OPENDKIM, ...RSPAMD].map(read));
  const table = settingOf(opendkim, "KeyTable")?.replace(/^(?:refile|file|csl):/i, "");
  const keys = table?.startsWith("/") ? ((await read(table)) ?? "") : "";
  const found = [
    settingOf(opendkim, "Selector"),
    // A line of the table: NAME DOMAIN:SELECTOR:KEY.
    ...linesOf(keys).map((line) => /^\S+\s+[^:\s]+:([^:\s]+):/.exec(line)?.[1]),
    ...rspamd.flatMap((text = "") =>
      linesOf(text).map((line) => /^\s*selector\s*[=:]?\s*"?([\w.-]+)"?\s*;?/.exec(line)?.[1]),
    ),
  ];
  return [
    ...new Set(found.flatMap((selector) => (selector && /^[\w.-]+$/.test(selector) ? [selector] : []))),
  ];
}

function settingOf(text: string, name: string): string | undefined {
  const line = linesOf(text).find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}`));
  return line?.slice(name.length).trim().split(/\s/)[0] || undefined;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
}
