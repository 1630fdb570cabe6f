// What the fixture reader makes of headers and markers, and what it refuses.
import { describe, expect, it } from "vitest";
import { fixtureFile, markSpans, parseFixture } from "./fixture";

const files = (text: string) => Object.fromEntries(parseFixture(text).files);

describe("files", () => {
  it("takes a text without a header for main.cf, byte for byte", () => {
    expect(files("\nmyhostname = a\r\n")).toEqual({ "main.cf": { text: "\nmyhostname = a\r\n", spans: [] } });
    expect(files("")).toEqual({ "main.cf": { text: "", spans: [] } });
  });

  it("splits at header lines and keeps the order", () => {
    const text = "\n-- main.cf --\na = b\n\n-- sub/master.cf --\n-- virtual --\nlast line";
    expect(files(text)).toEqual({
      "main.cf": { text: "a = b\n\n", spans: [] },
      "sub/master.cf": { text: "", spans: [] },
      virtual: { text: "last line", spans: [] },
    });
    expect([...parseFixture(text).files.keys()]).toEqual(["main.cf", "sub/master.cf", "virtual"]);
  });

  it("takes a header only where it is the whole line", () => {
    expect(Object.keys(files("x -- main.cf --\n-- a b --\n-- master.cf -- x\n"))).toEqual(["main.cf"]);
  });

  it("refuses text in front of the first header and two files of one name", () => {
    expect(() => parseFixture("a = b\n-- master.cf --\n")).toThrow("belongs to no file");
    expect(() => parseFixture("-- a --\n-- a --\n")).toThrow("two files are called 'a'");
  });
});

describe("markers", () => {
  it("takes the cursor and the spans out and counts without them", () => {
    expect(files("«my‸hostname» = «»a")).toEqual({
      "main.cf": {
        text: "myhostname = a",
        cursor: 2,
        spans: [
          { start: 0, end: 10 },
          { start: 13, end: 13 },
        ],
      },
    });
  });

  it("lets spans lie inside one another, outer ones first", () => {
    expect(fixtureFile("«a«b»«c»»").spans).toEqual([
      { start: 0, end: 3 },
      { start: 1, end: 2 },
      { start: 2, end: 3 },
    ]);
  });

  it("counts anew in each file", () => {
    expect(fixtureFile("-- a --\nxx‸\n-- b --\ny‸y\n", "b")).toEqual({ text: "yy\n", cursor: 1, spans: [] });
  });

  it("refuses what cannot be meant", () => {
    expect(() => parseFixture("a‸b‸c")).toThrow("two cursors");
    expect(() => parseFixture("a«b")).toThrow("'«' without '»'");
    expect(() => parseFixture("a»b")).toThrow("'»' without '«'");
    expect(() => parseFixture("«a\n-- main.cf --\n»")).toThrow("belongs to no file");
  });
});

describe("fixtureFile", () => {
  it("gives the only file, or the one that is named", () => {
    expect(fixtureFile("-- master.cf --\nx\n").text).toBe("x\n");
    expect(() => fixtureFile("-- a --\n-- b --\n")).toThrow("name one");
    expect(() => fixtureFile("-- a --\n", "b")).toThrow("no file 'b'");
  });
});

describe("markSpans", () => {
  it("is the inverse of reading spans", () => {
    for (const marked of ["«a» = b", "a = «»", "«a«b»«c»»", "«a»«»«b»", "", "««a»»"]) {
      const { text, spans } = fixtureFile(marked);
      expect(markSpans(text, spans)).toBe(marked);
    }
  });
});
