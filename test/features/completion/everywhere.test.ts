/** Completion at every place of whole files: it never fails, and what it offers fits where the cursor is. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { completionEverywhere } from "../../support/check-completion";

const sample = (name: string) =>
  readFileSync(new URL(`../../fixtures/sample/${name}`, import.meta.url), "utf8");
const main = sample("main.cf");
const master = sample("master.cf");

/** Files that hold what is odd: nesting that is open, NUL, tabs, a BOM, signs without names. */
const ODD_MAIN =
  "\ufeffa = ${b ? {c${d} : {$(e) } ${\n\tmore } = {\n= x\n==\n $\nmynetworks = !!$$a,,${,}\n\u00a0x = y\nn = a\0b\n" +
  "virtual_alias_maps = unionmap:{{pipemap:{hash:,proxy:proxy:\nsmtpd_client_restrictions = { } } check_policy_service {{\n  ";
const ODD_MASTER =
  "smtp inet\n -o\na b c d e f g h -o -o -o\nx inet n - n - - smtpd -vo { a = {b -o=c -o {} -o }\n\t{ y=z } -o q=\0\n" +
  "p unix - n n - - pipe user= flags= argv={ ${ $( ${x} } -o a=b\n -";

describe("completion everywhere", () => {
  const files = [
    ["main.cf", { "main.cf": main, "master.cf": master }],
    ["master.cf", { "main.cf": main, "master.cf": master }],
    ["main.cf", { "main.cf": ODD_MAIN, "master.cf": ODD_MASTER }],
    ["master.cf", { "main.cf": ODD_MAIN, "master.cf": ODD_MASTER }],
  ] as const;
  for (const [index, [name, texts]] of files.entries()) {
    it(`fits in ${name} (${index < 2 ? "sample" : "odd"})`, async () => {
      const counts = await completionEverywhere(texts, name);
      expect(counts.length).toBe(texts[name].length + 1);
      expect(counts.some((count) => count > 0)).toBe(true);
    });
  }

  it("offers nothing in comments", async () => {
    const counts = await completionEverywhere({ "main.cf": main, "master.cf": master }, "main.cf");
    let start = 0;
    for (const line of main.split("\n")) {
      const offered = counts.slice(start, start + line.length + 1);
      if (line.startsWith("#")) expect(offered.every((count) => count === 0)).toBe(true);
      start += line.length + 1;
    }
  });

  it("offers the same in a file with CR LF", async () => {
    const texts = { "main.cf": main, "master.cf": master };
    const plain = await completionEverywhere(texts, "main.cf");
    const dos = main.replaceAll("\n", "\r\n");
    const counts = await completionEverywhere({ ...texts, "main.cf": dos }, "main.cf");
    // The place between CR and LF is none that a cursor can be at.
    const places = counts.filter((_, offset) => dos[offset - 1] !== "\r");
    expect(places).toEqual(plain);
  });
});
