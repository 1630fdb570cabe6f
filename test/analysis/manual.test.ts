// Reading a parameter's text out of a manual page, in every shape that man(1) gives it.
import { describe, expect, it } from "vitest";
import { type ManualBlock, readManual } from "../../server/src/analysis/manual";
import { manualMarkdown } from "../../server/src/analysis/manual-markdown";

/** Lines that fill a page, so that its margin is known: 40 columns. */
const FILLER = Array.from({ length: 20 }, () => "       These words go to the margin now.").join("\n\n");

const page = (body: string) =>
  readManual(
    `NAME\n       postconf - parameters\n\nDESCRIPTION\n${FILLER}\n\n${body}\n\nSEE ALSO\n       nothing\n`,
  );
const entry = (body: string, name = "one") => page(body).entry(name);
const prose = (text: string): ManualBlock => ({ kind: "paragraph", level: 0, term: "", text });

describe("names", () => {
  it("are those of headings, in the page's order", () => {
    const manual = page(`one (default: 1)
       Text of one.

read (read-only)
       Text of read.

two (default: a
       (very) long default)
       Text of two.

not a heading
       Text of nothing.`);
    expect(manual.names).toEqual(["one", "read", "two"]);
    expect(manual.entry("one")).toEqual([prose("Text of one.")]);
    expect(manual.entry("read")).toEqual([prose("Text of read.")]);
    expect(manual.entry("two")).toEqual([prose("Text of two.")]);
    expect(manual.entry("three")).toBeUndefined();
    expect(manual.entry("constructor")).toBeUndefined();
  });

  it("are none in another text", () => {
    expect(readManual("").names).toEqual([]);
    expect(readManual("No manual entry for postconf in section 5\n").names).toEqual([]);
  });

  it("end with the page", () => {
    expect(entry("one (default: 1)\n       Text of one.")).toEqual([prose("Text of one.")]);
  });
});

describe("paragraphs", () => {
  it("are one line, without the blanks of justification", () => {
    const text = `one (default: 1)
       These  words  go to  the  margin
       and then they end.

       Second.  It ends, too.`;
    expect(entry(text)).toEqual([
      prose("These words go to the margin and then they end."),
      prose("Second. It ends, too."),
    ]);
  });

  it("have their hyphenated words whole again", () => {
    const text = `one (default: 1)
       These words go to the very  mar‐
       gin of the page, non-stop, as  a
       next-hop and as a no-lookup or as
       no-
       lookup.`;
    expect(entry(text)).toEqual([
      prose(
        "These words go to the very margin of the page, non-stop, as a next-hop and as a no-lookup or as no-lookup.",
      ),
    ]);
  });

  it("have them whole in ASCII too, as the rest of the page writes them", () => {
    const text = `one (default: 1)
       The words relayhost and  next-hop.

       These words go up to a very relay-
       host and they go up to a very next-
       hop and they go to the very mar-
       gin, and to $relay_recipi-
       ent_maps.`;
    expect(entry(text)?.[1]).toEqual(
      prose(
        "These words go up to a very relayhost and they go up to a very next-hop and they go to the very margin, and to $relay_recipient_maps.",
      ),
    );
  });

  it("are read through overstrikes and colours", () => {
    const text = "one (default: 1)\n       B\bBo\bol\bld\bd and _\bi_\bt and \u001b[1mbold\u001b[0m.\r";
    expect(entry(text)).toEqual([prose("Bold and it and bold.")]);
    expect(entry("o\bon\bne\be (default: 1)\n       Text.")).toEqual([prose("Text.")]);
  });
});

describe("lists", () => {
  it("have bullets of either kind", () => {
    const text = `one (default: 1)
       o      First.

       •      Second one, which is longer,
              and goes on.

              •      Inner.`;
    expect(entry(text)).toEqual([
      { kind: "item", level: 0, term: "", text: "First." },
      { kind: "item", level: 0, term: "", text: "Second one, which is longer, and goes on." },
      { kind: "item", level: 1, term: "", text: "Inner." },
    ]);
  });

  it("have terms beside the text, above it, and with a blank in front", () => {
    const text = `one (default: 1)
       may    Text of may.

       reject Text of reject, of which
              there is more.

       encrypt
              Text of encrypt.

        no  (default)
              Text of no.

       name (formerly known as
       other)
              Text of name.`;
    expect(entry(text)).toEqual([
      { kind: "item", level: 0, term: "may", text: "Text of may." },
      { kind: "item", level: 0, term: "reject", text: "Text of reject, of which there is more." },
      { kind: "item", level: 0, term: "encrypt", text: "Text of encrypt." },
      { kind: "item", level: 0, term: "no (default)", text: "Text of no." },
      { kind: "item", level: 0, term: "name (formerly known as other)", text: "Text of name." },
    ]);
  });

  it("are no sentences that happen to have two blanks there", () => {
    expect(entry("one (default: 1)\n       Note:  this is text.")).toEqual([prose("Note: this is text.")]);
  });

  it("go on behind an item", () => {
    const text = "one (default: 1)\n       may    Text of may.\n\n              More text of may.";
    expect(entry(text)?.[1]).toEqual({ kind: "paragraph", level: 1, term: "", text: "More text of may." });
  });
});

describe("examples", () => {
  it("keep their lines", () => {
    const text = `one (default: 1)
       Example:

       one = two
       one = three

       /etc/postfix/main.cf:
           one = a,
               b`;
    expect(entry(text)).toEqual([
      prose("Example:"),
      {
        kind: "code",
        level: 0,
        term: "",
        text: "one = two\none = three\n\n/etc/postfix/main.cf:\n    one = a,\n        b",
      },
    ]);
  });

  it("may be a single setting, or follow their text at once", () => {
    const text =
      "one (default: 1)\n       one = two\n\n       May stop it when used as:\n       /etc/postfix/main.cf:\n           one = x";
    expect(entry(text)).toEqual([
      { kind: "code", level: 0, term: "", text: "one = two" },
      prose("May stop it when used as:"),
      { kind: "code", level: 0, term: "", text: "/etc/postfix/main.cf:\n    one = x" },
    ]);
  });
});

describe("Markdown", () => {
  const blocks: ManualBlock[] = [
    prose("Some *text* with $name, _it_, <CR> & [brackets]; snake_case."),
    { kind: "item", level: 0, term: "may_be", text: "Text of may." },
    { kind: "item", level: 1, term: "", text: "Inner text." },
    { kind: "code", level: 1, term: "", text: "a = `b`\n    c" },
    prose("# no heading"),
  ];

  it("reads as the page does", () => {
    expect(manualMarkdown(blocks)).toMatchInlineSnapshot(`
      "Some \\*text\\* with $name, \\_it\\_, \\<CR\\> & \\[brackets\\]; snake_case.

      - **may_be** Text of may.

        - Inner text.

        \`\`\`text
        a = \`b\`
            c
        \`\`\`

      \\# no heading"
    `);
  });

  it("ends where the limit is, at a word or a line", () => {
    expect(manualMarkdown([prose("one two three four")], 12)).toBe("one two …");
    expect(manualMarkdown([prose("one two three four")], 18)).toBe("one two three four");
    expect(manualMarkdown([prose("one two"), prose("three four")], 7)).toBe("one two\n\n…");
    expect(manualMarkdown([prose("one two"), prose("three four")], 13)).toBe("one two\n\nthree …");
    expect(manualMarkdown([{ kind: "code", level: 0, term: "", text: "a = b\nc = d\ne = f" }], 13)).toBe(
      "```text\na = b\nc = d\n…\n```",
    );
  });

  it("is never much longer than 2,000 characters", () => {
    const long = Array.from({ length: 50 }, () => prose("words ".repeat(40).trim()));
    expect(manualMarkdown(long).length).toBeLessThan(2_100);
    expect(manualMarkdown(long).endsWith("…")).toBe(true);
    expect(manualMarkdown([prose("x".repeat(5_000))]).length).toBeLessThan(2_100);
  });
});
