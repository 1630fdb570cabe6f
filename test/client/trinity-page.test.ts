// The page of A, PTR and EHLO: all that was found can be read and copied, and nothing from DNS is markup in it.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { copiedText, trinityBody } from "../../client/src/views/trinity-page";
import type { TrinityPicture, TrinityResult } from "../../server/src/contract/trinity";
import { BAD, GOOD, HOSTILE, reportOf } from "../support/trinity-reports";

function pictureOf(...results: readonly TrinityResult[]): TrinityPicture {
  return {
    report: reportOf(...results),
    pictures: results.map((_, index) => `<svg class="trinity" id="p${index}"></svg>`),
    svgFiles: results.map(() => ""),
    markdown: "",
  };
}

const bad = trinityBody({ picture: pictureOf(BAD), index: 0 });

describe("the page", () => {
  it("says who was asked, when, and how it went", () => {
    expect(bad).toContain(
      '<p class="about">2026-11-25 01:02:03 UTC. Name servers: 192.0.2.53. Servers were greeted at port 25.</p>',
    );
    expect(bad).toContain("<h2>Checks: 3 problems and 2 warnings</h2>");
    expect(bad).toContain('<svg class="trinity" id="p0">');
  });

  it("unfolds what is not as it should be", () => {
    const checks = [...bad.matchAll(/<details class="check (\w+)"( open)?>/g)];
    expect(checks.map(([, verdict, open]) => `${verdict}${open ?? ""}`)).toEqual([
      "pass",
      "fail open",
      "fail open",
      "warning open",
      "skipped",
      "pass",
      "fail open",
      "warning open",
    ]);
  });

  it("says of a check all there is to know", () => {
    expect(bad).toContain(
      '<summary><span class="symbol" aria-hidden="true">✕</span><span class="title">PTR of the addresses</span><span class="verdict">fail</span></summary>\n' +
        "<dl><dt>Found</dt><dd>192.0.2.1 has no PTR record.</dd><dt>Expected</dt><dd>xn--pst-5qa.example.org</dd><dt>Why it matters</dt><dd>Many servers refuse mail from addresses without a name.</dd><dt>What to do</dt><dd>Have whoever gave you the address enter the record.</dd></dl>",
    );
  });

  it("leaves out what there is nothing to say of", () => {
    const good = trinityBody({ picture: pictureOf(GOOD), index: 0 });
    expect(good).not.toContain("<dt>Expected</dt>");
    expect(good).not.toContain("data-copy");
    expect(good).toContain("<h2>Checks: nothing wrong</h2>");
  });

  it("copies what it shows", () => {
    const buttons = [...bad.matchAll(/data-copy="(\w+)" data-check="(\d)" aria-label="([^"]*)"/g)];
    expect(buttons.map(([, ...parts]) => parts)).toEqual([
      ["records", "1", "Copy: records for the zone, PTR of the addresses"],
      ["settings", "2", "Copy: settings, Name in EHLO"],
      ["records", "6", "Copy: records for the zone, SPF"],
    ]);
    expect(copiedText(BAD, 1, "records")).toBe("1.2.0.192.in-addr.arpa. IN PTR xn--pst-5qa.example.org.");
    expect(copiedText(BAD, 2, "settings")).toBe(
      "myhostname = xn--pst-5qa.example.org\n-o smtp_helo_name=$myhostname\n-o { smtpd_banner = $myhostname ESMTP }",
    );
    expect([copiedText(BAD, 99, "records"), copiedText(undefined, 0, "settings")]).toEqual(["", ""]);
    expect(bad).toContain('-o smtp_helo_name=$myhostname  <span class="place">master.cf, smtp/unix</span>');
  });

  it("has a button for each of several names", () => {
    const body = trinityBody({ picture: pictureOf(GOOD, BAD), index: 1 });
    expect(body.match(/<button [^>]*data-index[^<]*/g)).toEqual([
      '<button type="button" data-index="0" aria-pressed="false">mail.example.org',
      '<button type="button" data-index="1" aria-pressed="true">pöst.example.org',
    ]);
    expect(body).toContain('id="p1"');
    expect(body).not.toContain('id="p0"');
    expect(bad).not.toContain("data-index");
  });

  it("says when there is no result", () => {
    expect(trinityBody({ picture: pictureOf(), index: 0 })).toContain("The check has no result.");
  });

  it("takes nothing for markup, and has neither styles nor handlers of its own", () => {
    const body = trinityBody({ picture: pictureOf(HOSTILE), index: 0 });
    expect(body).not.toMatch(/<script|<b>|[\u0007\u202e]/);
    for (const text of [body, bad]) expect(text).not.toMatch(/<[^>]*\s(style|on\w+)=/);
  });

  it("has a colour for each verdict", () => {
    const css = readFileSync(new URL("../../client/media/trinity.css", import.meta.url), "utf8");
    const toned = [...css.matchAll(/^\.(\w+) \{\n {2}--tone:/gm)].map(([, name]) => name);
    expect(toned).toEqual(["pass", "warning", "fail", "skipped"]);
  });
});
