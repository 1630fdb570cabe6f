/** What goes with an entry that is taken out, and what stays. */
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../server/src/base/text-edit";
import { cutEntries } from "../../../server/src/tools/cleanup/cut-entries";

/** Takes out what stands between `«` and `»`; the name is what stands in front of its `=`. */
function cut(marked: string): string {
  const cuts: { start: number; end: number; name: string }[] = [];
  let text = "";
  for (const [index, piece] of marked.split(/[«»]/).entries()) {
    const name = /([A-Za-z0-9_]+)\s*=/.exec(piece)?.[1] ?? "";
    if (index % 2 === 1) cuts.push({ start: text.length, end: text.length + piece.length, name });
    text += piece;
  }
  return applyEdits(text, cutEntries(text, cuts));
}

describe("an entry of main.cf", () => {
  it("goes with the comment right above it", () => {
    expect(cut("a = 1\n# Two.\n# More of it.\n«b = 2\n»\nc = 3\n")).toBe("a = 1\n\nc = 3\n");
    expect(cut("a = 1\n# About b.\n# More of it.\n«b = 2\n»c = 3\n")).toBe("a = 1\nc = 3\n");
  });

  it("leaves a comment that speaks of others as well", () => {
    expect(cut("# About both.\n«b = 2\n»c = 3\n")).toBe("# About both.\nc = 3\n");
    expect(cut("# About b and c.\n«b = 2\n»c = 3\n")).toBe("# About b and c.\nc = 3\n");
    expect(cut("# About b.\na = 1\n«b = 2\n»").trim()).toBe("# About b.\na = 1");
    expect(cut("# About both.\n«b = 2\n»«c = 3\n»d = 4\n\ne = 5\n")).toBe("# About both.\nd = 4\n\ne = 5\n");
    expect(cut("# About both.\n«b = 2\n»«c = 3\n»# About d.\nd = 4\n")).toBe("# About d.\nd = 4\n");
  });

  it("leaves a comment that a blank line sets apart", () => {
    expect(cut("# About the file.\n\n# About b.\n«b = 2\n»c = 3\n")).toBe("# About the file.\n\nc = 3\n");
  });

  it("leaves headings, and what stands above them", () => {
    expect(cut("# ---- TLS ----\n# About it.\n«b = 2\n»\nc = 3\n")).toBe("# ---- TLS ----\n\nc = 3\n");
    expect(cut("#######\n# TLS #\n#######\n«b = 2\n»c = 3\n")).toBe("#######\n# TLS #\n#######\nc = 3\n");
    expect(cut("## TLS\n«b = 2\n»c = 3\n")).toBe("## TLS\nc = 3\n");
    expect(cut("# Use it\n# WITH CARE.\n«b = 2\n»")).toBe("");
    expect(cut("# SOFT BOUNCE\n# About b.\n«b = 2\n»c = 3\n")).toBe("# SOFT BOUNCE\nc = 3\n");
  });

  it("leaves settings of other names that somebody has turned off", () => {
    expect(cut("#z = 1\n# About b.\n#b = 1\n«b = 2\n»c = 3\n")).toBe("#z = 1\nc = 3\n");
    expect(cut("# About z.\n#z = 1\n«b = 2\n»c = 3\n")).toBe("# About z.\n#z = 1\nc = 3\n");
  });

  it("goes with its continuation lines and the comments between them", () => {
    expect(cut("a = 1\n«b =\n  2,\n# the third\n  3\n»c = 3\n")).toBe("a = 1\nc = 3\n");
    expect(cut("a = 1\n«b =\n  2,\n#z = 3\n\n  3\n»c = 3\n")).toBe("a = 1\n#z = 3\n\nc = 3\n");
  });

  it("takes along the blank line that set it apart", () => {
    expect(cut("a = 1\n\n«b = 2\n»\nc = 3\n")).toBe("a = 1\n\nc = 3\n");
    expect(cut("a = 1\n\n«b = 2\n»\n\n\nc = 3\n")).toBe("a = 1\n\n\n\nc = 3\n");
    expect(cut("a = 1\n\n«b = 2\n»\n«b = 3\n»\nc = 3\n")).toBe("a = 1\n\nc = 3\n");
    expect(cut("a = 1\n«b = 2\n»\n«b = 3\n»c = 3\n")).toBe("a = 1\n\nc = 3\n");
    expect(cut("«b = 2\n»\nc = 3\n")).toBe("c = 3\n");
    expect(cut("a = 1\n\n«b = 2\n»")).toBe("a = 1\n");
  });

  it("leaves all other blank lines", () => {
    expect(cut("\n\na = 1\n\n\nc = 3\n«b = 2\n»d = 4\n\n\n")).toBe("\n\na = 1\n\n\nc = 3\nd = 4\n\n\n");
  });

  it("may be the only one, the last without a line end, or end its lines as on Windows", () => {
    expect(cut("«b = 2\n»")).toBe("");
    expect(cut("a = 1\n«b = 2»")).toBe("a = 1\n");
    expect(cut("a = 1\r\n# About b.\r\n«b = 2\r\n»\r\nc = 3\r\n")).toBe("a = 1\r\n\r\nc = 3\r\n");
  });
});

describe("an override of master.cf", () => {
  const SERVICE = "smtp inet n - n - - smtpd";

  it("goes with its line and the comment above it", () => {
    expect(cut(`${SERVICE}\n  -o a=1\n  # About b.\n  «-o b=2»\n  -o c=3\n`)).toBe(
      `${SERVICE}\n  -o a=1\n  -o c=3\n`,
    );
    expect(cut(`${SERVICE}\n#  -o x=1\n  «-o b=2»\n`)).toBe(`${SERVICE}\n#  -o x=1\n`);
  });

  it("leaves the rest of its line", () => {
    expect(cut(`${SERVICE}\n  -o a=1 «-o b=2» -v\n`)).toBe(`${SERVICE}\n  -o a=1 -v\n`);
    expect(cut(`${SERVICE}\n  «-o b=2» -o c=3\n`)).toBe(`${SERVICE}\n  -o c=3\n`);
    expect(cut(`${SERVICE} «-o b=2»\n  -o c=3\n`)).toBe(`${SERVICE}\n  -o c=3\n`);
  });

  it("takes the line along when nothing else is left of it", () => {
    expect(cut(`${SERVICE}\n  «-o a=1» «-o b=2»\n  -o c=3\n`)).toBe(`${SERVICE}\n  -o c=3\n`);
  });

  it("may stand on several lines", () => {
    expect(cut(`${SERVICE}\n  -o a=1\n  «-o { b =\n    2 }»\n  -o c=3\n`)).toBe(
      `${SERVICE}\n  -o a=1\n  -o c=3\n`,
    );
    expect(cut(`${SERVICE}\n  «-o\n    b=2» -o c=3\n`)).toBe(`${SERVICE}\n    -o c=3\n`);
  });
});
