/** Writing files in the encoding they have: Postfix's files have none, and every byte must survive. */
import { expect, it } from "vitest";
import { readServerSettings } from "../../server/src/contract/settings";
import type { Files, FileWriter } from "../../server/src/ports/files";
import { replaceFile } from "../../server/src/protocol/write-file";

const URI = "file:///etc/postfix/main.cf";

/** What becomes of a file with these bytes when `after` takes the place of `before`. */
async function replaced(bytes: readonly number[], before: string, after: string) {
  let written: number[] | undefined;
  const files: Pick<Files, "read"> = { read: async () => ({ ok: true, value: Uint8Array.from(bytes) }) };
  const writer: Pick<FileWriter, "replace"> = {
    replace: async (_path, _expected, content) => {
      written = [...content];
      return { ok: true, value: { backup: "/etc/postfix/main.cf.bak" } };
    },
  };
  const context = {
    files: files as Files,
    writer,
    cliCommand: ["postfix-ls"],
    settings: readServerSettings(undefined),
  };
  const { problem } = await replaceFile({ uri: URI, before, after, choices: null }, context);
  return { written, problem };
}

it("keeps UTF-8", async () => {
  const bytes = [...new TextEncoder().encode("a = ü\nb\n")];
  expect(await replaced(bytes, "a = ü\nb\n", "a = ü→\n")).toEqual({
    written: [...new TextEncoder().encode("a = ü→\n")],
    problem: "",
  });
});

it("keeps Latin-1, and leaves the file alone where that has no such character", async () => {
  const bytes = [0x61, 0x3d, 0xfc, 0x0a, 0x62, 0x0a];
  expect(await replaced(bytes, "a=ü\nb\n", "a=ü\n")).toEqual({
    written: [0x61, 0x3d, 0xfc, 0x0a],
    problem: "",
  });
  expect(await replaced(bytes, "a=ü\nb\n", "a=ü→\n")).toEqual({
    written: undefined,
    problem: expect.stringContaining("is not in UTF-8"),
  });
});

it("leaves a file alone that the editor has read in another encoding", async () => {
  expect(await replaced([0x61, 0x3d, 0xfc, 0x0a], "a=\ufffd\n", "")).toEqual({
    written: undefined,
    problem: expect.stringContaining("is not what the editor had before the clean-up"),
  });
});
