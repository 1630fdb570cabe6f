/** Directories for a moment. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { expect, it } from "vitest";
import { nodeScratch } from "../../server/src/node/scratch";

const bytes = (text: string) => new TextEncoder().encode(text);

it("lends a directory of its own, and takes it away with all that is in it", async () => {
  const lent = await nodeScratch.lend(async ({ path, write }) => {
    await write("main.cf", bytes("relayhost = a much longer value\n"));
    await write("main.cf", bytes("relayhost =\n"));
    await write("master.cf", Uint8Array.of(0, 255));
    expect(readdirSync(path).sort()).toEqual(["main.cf", "master.cf"]);
    expect(readFileSync(join(path, "main.cf"), "utf8")).toBe("relayhost =\n");
    expect([...readFileSync(join(path, "master.cf"))]).toEqual([0, 255]);
    return path;
  });
  expect(isAbsolute(lent)).toBe(true);
  expect(dirname(lent)).toBe(tmpdir());
  expect(existsSync(lent)).toBe(false);
});

it.skipIf(process.platform === "win32")("lets nobody else in", async () => {
  const old = process.umask(0);
  try {
    await nodeScratch.lend(async ({ path }) => {
      expect(statSync(path).mode & 0o7777).toBe(0o700);
      expect(statSync(path).uid).toBe(process.getuid?.());
    });
  } finally {
    process.umask(old);
  }
});

it("lends two at a time", async () => {
  await nodeScratch.lend((one) =>
    nodeScratch.lend(async (other) => {
      await one.write("main.cf", bytes("one"));
      expect(one.path).not.toBe(other.path);
      expect(readdirSync(other.path)).toEqual([]);
    }),
  );
});

it("takes the directory away when its use fails, and passes the failure on", async () => {
  let lent = "";
  const failing = nodeScratch.lend(async ({ path, write }) => {
    lent = path;
    await write("main.cf", bytes("x"));
    throw new Error("postconf is not there");
  });
  await expect(failing).rejects.toThrow("postconf is not there");
  expect(lent).not.toBe("");
  expect(existsSync(lent)).toBe(false);
});
