/** The picture of A, PTR and EHLO in plain text. */
import type { TrinityCorner, TrinityTriangle, TrinityVerdict } from "../../contract/trinity";
import type { Colors } from "../colors";
import { wrap } from "../wrap";
import { columns, MARKS, type TextOptions, verdictPainter } from "./layout";

const INDENTATION = "  ";
/** Of the drawing, with the gap beside it. */
const DRAWING = 24;
/** What the values have to have beside the drawing; else they stand below it. */
const ROOM = 36;

/** The triangle, and what stands at its corners. */
export function triangleLines(triangle: TrinityTriangle, options: TextOptions): string[] {
  const width = columns(options.width) - INDENTATION.length;
  const isBeside = width - DRAWING >= ROOM;
  const picture = drawing(triangle, options.colors);
  const values = cornerLines(triangle, isBeside ? width - DRAWING : width, options.colors);
  if (!isBeside) return [...picture.map(({ text }) => text), "", ...values].map(indented);
  const height = Math.max(picture.length, values.length);
  return Array.from({ length: height }, (_, row) => {
    const { text, length } = picture[row] ?? { text: "", length: 0 };
    const value = values[row] ?? "";
    return indented(value === "" ? text : text + " ".repeat(DRAWING - length) + value);
  });
}

function indented(line: string): string {
  return line === "" ? "" : INDENTATION + line;
}

/** A line of the drawing, and how long it is without its colours. */
interface DrawnLine {
  readonly text: string;
  readonly length: number;
}

/** Where the marks of the edges stand. */
const EDGES = {
  "1": "aPtr",
  "2": "ehloA",
  "3": "ptrEhlo",
} as const satisfies Readonly<Record<string, keyof TrinityTriangle>>;

const SHAPE = ["         A", "        ╱ ╲", "     1 ╱   ╲ 2", "      ╱     ╲", "   PTR ─ 3 ─ EHLO"];

function drawing(triangle: TrinityTriangle, colors: Colors): DrawnLine[] {
  return SHAPE.map((line) => ({
    length: line.length,
    text: line.replace(/[123]/g, (digit) => mark(triangle[EDGES[digit as keyof typeof EDGES]], colors)),
  }));
}

function mark(verdict: TrinityVerdict, colors: Colors): string {
  return verdictPainter(verdict, colors)(MARKS[verdict]);
}

function cornerLines({ a, ptr, ehlo }: TrinityTriangle, width: number, colors: Colors): string[] {
  const corners: readonly (readonly [string, TrinityCorner])[] = [
    ["A", a],
    ["PTR", ptr],
    ["EHLO", ehlo],
  ];
  return corners.flatMap(([label, { verdict, values }]) => {
    const others = " ".repeat(8);
    const [first = "", ...rest] = (values.length > 0 ? values : ["nothing"]).flatMap((value, index) =>
      wrap(value, { width, first: index === 0 ? `  ${label.padEnd(6)}` : others, others, breaksWords: true }),
    );
    return [mark(verdict, colors) + first.slice(1), ...rest];
  });
}
