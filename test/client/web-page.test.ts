// The frame of all pages: nothing runs in it but what the extension brings, and texts are texts.
import { describe, expect, it } from "vitest";
import { escaped, shownText, webPage } from "../../client/src/views/web-page";

describe("the page", () => {
  const page = webPage({
    title: "<b>",
    waiting: "&",
    nonce: "n0",
    styles: ["https://x/a.css", "https://x/b.css"],
    script: "https://x/a.js?a&b",
  });

  it("loads nothing but what carries its nonce", () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'nonce-n0'; script-src 'nonce-n0'"`);
    expect(page.match(/<(script|link|style|img)\b[^>]*>/g)).toEqual([
      '<link rel="stylesheet" nonce="n0" href="https://x/a.css">',
      '<link rel="stylesheet" nonce="n0" href="https://x/b.css">',
      '<script nonce="n0" src="https://x/a.js?a&amp;b">',
    ]);
  });

  it("has neither styles nor handlers of its own in any element", () => {
    expect(page).not.toMatch(/<[^>]*\s(style|on\w+)=/);
  });

  it("takes no text for markup", () => {
    expect(page).toContain("<title>&lt;b&gt;</title>");
    expect(page).toContain('<main id="page"><p>&amp;</p></main>');
  });
});

it("escapes what HTML has a meaning for", () => {
  expect(escaped(`<a b="c" d='e'>&`)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
  expect(shownText("<\u202e")).toBe("&lt;\ufffd");
});
