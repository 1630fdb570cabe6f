/**
 * Test inputs in one string: several files, each opened by a line
 * `-- main.cf --`, a cursor `‸` and spans `«…»`. The markers are taken out
 * before anything is parsed. None of them means anything to Postfix.
 */
import type { Span } from "../../server/src/base/span";

/** A file of a fixture, without markers. */
export interface FixtureFile {
  readonly text: string;
  /** Where `‸` stood; undefined when there was none. */
  readonly cursor?: number;
  /** The stretches between `«` and `»`, by where they start; outer ones before inner ones. */
  readonly spans: readonly Span[];
}

/** A fixture: its files by name, in the order in which they stand in it. */
export interface Fixture {
  readonly files: ReadonlyMap<string, FixtureFile>;
}

/** What a text without a header is. */
const DEFAULT_NAME = "main.cf";
const HEADER = /^-- (\S+) --(?:\r?\n|$)/gm;

/**
 * Reads a fixture. A text without a header is main.cf.
 *
 * @throws Error when the fixture cannot mean what it says: text in front of
 *   the first header, two files of one name, two cursors in a file, or a span
 *   that is not opened or not closed
 */
export function parseFixture(text: string): Fixture {
  const headers = [...text.matchAll(HEADER)];
  const first = headers[0];
  if (!first) return { files: new Map([[DEFAULT_NAME, parseMarkers(text)]]) };
  if (text.slice(0, first.index).trim() !== "") {
    throw new Error(`Fixture: text in front of the first header '${first[0].trim()}' belongs to no file.`);
  }
  const files = new Map<string, FixtureFile>();
  for (const [index, header] of headers.entries()) {
    const name = header[1]!;
    if (files.has(name)) throw new Error(`Fixture: two files are called '${name}'.`);
    files.set(name, parseMarkers(text.slice(header.index + header[0].length, headers[index + 1]?.index)));
  }
  return { files };
}

/** The file of a fixture that has only one, or the one of this name. @throws Error when it is not there */
export function fixtureFile(text: string, name?: string): FixtureFile {
  const { files } = parseFixture(text);
  const wanted = name ?? (files.size === 1 ? [...files.keys()][0]! : undefined);
  const file = wanted === undefined ? undefined : files.get(wanted);
  if (!file) throw new Error(`Fixture: no file '${name ?? "(several: name one)"}'.`);
  return file;
}

function parseMarkers(marked: string): FixtureFile {
  let text = "";
  let cursor: number | undefined;
  const opened: { start: number; end: number }[] = [];
  const spans: { start: number; end: number }[] = [];
  for (const piece of marked.split(/([‸«»])/)) {
    if (piece === "‸") {
      if (cursor !== undefined) throw new Error("Fixture: two cursors in one file.");
      cursor = text.length;
    } else if (piece === "«") {
      const span = { start: text.length, end: -1 };
      opened.push(span);
      spans.push(span);
    } else if (piece === "»") {
      const span = opened.pop();
      if (!span) throw new Error("Fixture: '»' without '«' in front of it.");
      span.end = text.length;
    } else {
      text += piece;
    }
  }
  if (opened.length > 0) throw new Error("Fixture: '«' without '»' behind it.");
  return cursor === undefined ? { text, spans } : { text, cursor, spans };
}

/** The inverse for spans: shows them in a text, so that a failing comparison can be read. */
export function markSpans(text: string, spans: readonly Span[]): string {
  let marked = "";
  let position = 0;
  const mark = (at: number, sign: string) => {
    marked += text.slice(position, at) + sign;
    position = at;
  };
  const opened: number[] = [];
  const closeUpTo = (offset: number) => {
    while (opened.length > 0 && opened[opened.length - 1]! <= offset) mark(opened.pop()!, "»");
  };
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    closeUpTo(span.start);
    mark(span.start, "«");
    opened.push(span.end);
  }
  closeUpTo(text.length);
  return marked + text.slice(position);
}
