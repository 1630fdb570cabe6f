/** Our knowledge and texts, held against the installed Postfix and its manual. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parameterSummaries, words } from "../../server/src/knowledge/facts";
import { compareFacts, installedDefaults } from "../tidy/compare-facts";

const printed = installedDefaults();
const isCi = process.env.CI === "true";

/** The manual pages that our texts could have been copied from. */
const PAGES = ["postconf", "access", "header_checks", "master", "transport", "virtual", "canonical"].map(
  (name) => manualPage("5", name),
);
const DAEMONS = ["smtpd", "smtp", "cleanup", "qmgr", "local", "postscreen", "pipe", "master"].map((name) =>
  manualPage("8", name),
);

function manualPage(section: string, name: string): string {
  const env = { PATH: process.env.PATH, LC_ALL: "C", MANWIDTH: "2000" };
  const { status, stdout } = spawnSync("man", [section, name], { env, encoding: "utf8", maxBuffer: 2 ** 26 });
  return status === 0 ? stdout : "";
}

function sequences(text: string, length: number): string[] {
  const found = text.toLowerCase().match(/[a-z0-9_$]+/g) ?? [];
  return found.slice(length - 1).map((_, index) => found.slice(index, index + length).join(" "));
}

describe.skipIf(printed === undefined && !isCi)("facts and the installed Postfix", () => {
  it("have the same names and the same defaults, but for what was chosen when it was compiled", () => {
    const { missing, surplus, defaults, compared } = compareFacts(printed ?? "");
    expect({ missing, surplus, defaults }).toEqual({ missing: [], surplus: [], defaults: [] });
    expect(compared).toBeGreaterThan(700);
  });
});

describe.skipIf(PAGES[0] === "" && !isCi)("texts and the installed manual", () => {
  it("share no six words in a row", () => {
    const manual = new Set([...PAGES, ...DAEMONS].flatMap((page) => sequences(page, 6)));
    expect(manual.size).toBeGreaterThan(10_000);
    const { keywords, ...groups } = words();
    const texts = [parameterSummaries(), ...Object.values(groups), ...Object.values(keywords)].flatMap(
      (group) => Object.entries(group),
    );
    const copied = texts.flatMap(([name, text]) =>
      sequences(text, 6)
        .filter((sequence) => manual.has(sequence))
        .map((sequence) => `${name}: ${sequence}`),
    );
    expect(copied).toEqual([]);
  });
});
