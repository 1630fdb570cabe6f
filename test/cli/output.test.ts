/** Words as somebody types them into a shell. */
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { shellWords } from "../../server/src/cli/output";

it.each([
  [["postfix-ls", "cleanup", "--write", "-c", "/etc/postfix"], "postfix-ls cleanup --write -c /etc/postfix"],
  [["env", "ELECTRON_RUN_AS_NODE=1", "/usr/bin/code"], "env ELECTRON_RUN_AS_NODE=1 /usr/bin/code"],
  [["a=b", "c=d"], "'a=b' c=d"],
  [["cat", "=ls", "~", "$HOME", "*.cf", "#"], "cat '=ls' '~' '$HOME' '*.cf' '#'"],
  [["", ""], "'' ''"],
  [["/Program Files/x", "it's"], "'/Program Files/x' 'it'\\''s'"],
  [["/home/jürgen"], "'/home/jürgen'"],
])("%j → %s", (words, line) => {
  expect(shellWords(words)).toBe(line);
});

it.skipIf(process.platform === "win32")("means the very words to a shell", () => {
  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(..."a'\"\\ $`!*?[]{}()<>|&;=~#%\n\t-^") }),
  );
  fc.assert(
    fc.property(
      fc.array(
        word.map((text) => text.replaceAll("\0", "")),
        { minLength: 1 },
      ),
      (words) => {
        const printed = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${shellWords(["x", ...words])}`]);
        expect(printed.toString("utf8").split("\0")).toEqual(["x", ...words, ""]);
      },
    ),
    { seed: 20_261_124, numRuns: 60 },
  );
});
