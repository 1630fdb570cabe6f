// The picture of A, PTR and EHLO: whole pictures, everything visible, nothing from DNS that is more than text.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TRINITY_CHECKS, type TrinityResult } from "../../../server/src/contract/trinity";
import { pictureFile, pictureOf } from "../../../server/src/tools/trinity/picture";
import { BAD, checkOf, GOOD, HOSTILE } from "../../support/trinity-reports";

/** The titles of what a picture consists of, in its order. */
const titles = (svg: string) => [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title);

/** The texts that can be seen. */
const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text]) => text!.replace(/<[^>]*>/g, " "));

describe("the picture", () => {
  it.each([
    ["good", GOOD],
    ["bad", BAD],
  ])("is the same as ever: %s", async (name, result) => {
    await expect(pictureFile(result)).toMatchFileSnapshot(`golden/${name}.svg`);
  });

  it("says in words what it shows", () => {
    const svg = pictureOf(BAD);
    expect(titles(svg).slice(0, 4)).toEqual([
      "A, PTR and EHLO of pöst.example.org",
      "A – PTR: not checked",
      "PTR – EHLO: another name",
      "EHLO – A: does not lead there",
    ]);
    expect(svg).toContain('role="img"');
    expect(svg).toContain(
      "<desc>A: warning, 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7. PTR: fail, none found. EHLO: fail, localhost.localdomain, a-very-long-name-of-a-server.of-a-department.example.org. A to PTR: not checked. PTR to EHLO: another name. EHLO to A: does not lead there. STARTTLS: warning. Certificate: skipped. MX of the domain: pass. SPF: fail. DMARC: warning.</desc>",
    );
  });

  it("counts what is left out, and takes out the middle of what is too long", () => {
    expect(texts(pictureOf(BAD)).slice(0, 19)).toEqual([
      "pöst.example.org",
      "xn--pst-5qa.example.org",
      "smtp_helo_name · smtp/unix",
      "not checked",
      "another name",
      "does not lead there",
      "A its addresses ",
      "192.0.2.1",
      "192.0.2.2",
      "192.0.2.3",
      "192.0.2.4",
      "… 3 more",
      "PTR names of the addresses ",
      "none found",
      "EHLO what it calls itself ",
      "localhost.localdomain",
      "a-very-long-name…ent.example.org",
      "STARTTLS",
      "STARTTLS is not offered.",
    ]);
  });

  it("has a chip for every check that the triangle does not show", () => {
    const chips = (result: TrinityResult) => pictureOf(result).match(/class="chip \w+"/g) ?? [];
    expect(chips(GOOD)).toHaveLength(TRINITY_CHECKS.length - 6);
    expect(chips({ ...GOOD, checks: [checkOf("a"), checkOf("banner")] })).toEqual([]);
  });

  it("shows a symbol for every verdict besides its colour", () => {
    const signs = (verdict: "pass" | "warning" | "fail" | "skipped") => {
      const svg = pictureOf({ ...GOOD, checks: [checkOf("spf", { verdict })] });
      return svg.slice(svg.indexOf("chip ")).match(/class="sign" d="([^"]*)"/)?.[1];
    };
    const all = (["pass", "warning", "fail", "skipped"] as const).map(signs);
    expect(new Set(all).size).toBe(4);
    expect(all).not.toContain(undefined);
  });

  it("takes nothing for markup", () => {
    for (const svg of [pictureOf(HOSTILE), pictureFile(HOSTILE)]) {
      expect(svg).not.toContain("<script");
      expect(svg).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      // What is left is closed in its order.
      const open: string[] = [];
      for (const [, end, name, single] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
        if (end) expect(open.pop()).toBe(name);
        else if (!single) open.push(name!);
      }
      expect(open).toEqual([]);
    }
  });

  it("has no colours and no rules of its own in a page", () => {
    expect(pictureOf(BAD)).not.toMatch(/style|#[0-9a-f]{6}|fill=|stroke=/);
  });

  it("has classes that the page gives colours", () => {
    const css = readFileSync(new URL("../../../client/media/trinity.css", import.meta.url), "utf8");
    const classes = [...pictureOf(BAD).matchAll(/class="([^"]*)"/g)].flatMap(([, names]) =>
      names!.split(" "),
    );
    // These only hold others together.
    const groups = ["corner", "edge", "symbol", "value"];
    const unknown = [...new Set(classes)].filter(
      (name) => !groups.includes(name) && !css.includes(`.${name}`),
    );
    expect(unknown).toEqual([]);
  });
});
