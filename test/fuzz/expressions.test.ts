// What must be true of every value: its parts are the value, and evaluation ends.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expand } from "../../server/src/analysis/model/expand";
import {
  type Expression,
  parseExpression,
  referenceAt,
  scanReferences,
  subexpressions,
} from "../../server/src/syntax/value";
import { runs, SEED, VALUE_PIECES } from "./arbitraries";

const value = fc.array(fc.constantFrom(...VALUE_PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));

/** Checks an expression and all inside it; returns how many there are. */
function checkExpression(text: string, { start, end, parts }: Expression): number {
  expect(parts.map((part) => text.slice(part.start, part.end)).join("")).toBe(text.slice(start, end));
  let position = start;
  let count = 1;
  for (const part of parts) {
    expect(part.start).toBe(position);
    position = part.end;
    if (part.kind === "literal") continue;
    expect(part.end).toBeGreaterThan(part.start);
    // A reference without subject has a problem that says why.
    if (!part.subject) expect(part.problem).toBeDefined();
    if (part.subject?.kind === "name")
      expect(text.slice(part.subject.start, part.subject.end)).toBe(part.subject.name);
    if (part.problem) {
      expect(part.problem.start).toBeGreaterThanOrEqual(part.start);
      expect(part.problem.end).toBeLessThanOrEqual(end);
    }
    for (const inner of subexpressions(part)) {
      expect(inner.start).toBeGreaterThan(part.start);
      expect(inner.end).toBeLessThanOrEqual(part.end);
      count += checkExpression(text, inner);
    }
  }
  expect(position).toBe(end);
  return count;
}

describe("every value", () => {
  it("is its parts, joined, at every level", () => {
    let nested = 0;
    fc.assert(
      fc.property(value, (text) => {
        nested += checkExpression(text, parseExpression(text)) - 1;
      }),
      { seed: SEED, numRuns: runs(1_500) },
    );
    expect(nested).toBeGreaterThan(500);
  });

  it("has an innermost reference at each offset inside one, and none elsewhere", () => {
    fc.assert(
      fc.property(value, (text) => {
        const expression = parseExpression(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const found = referenceAt(expression, offset);
          const outer = expression.parts.some(
            (part) => part.kind === "reference" && part.start <= offset && offset <= part.end,
          );
          expect(found !== undefined).toBe(outer);
          if (found) expect(found.start <= offset && offset <= found.end).toBe(true);
        }
      }),
      { seed: SEED, numRuns: runs(500) },
    );
  });

  it("has an expansion or a reason for none; where a problem stops the scan there is none", () => {
    const definitions = fc.array(value, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(value, definitions, (text, [a, b, c]) => {
        const expressions = new Map(
          [
            ["a", a!],
            ["b", b!],
            ["c", c!],
          ].map(([name, own]) => [name, parseExpression(own!)]),
        );
        const expression = parseExpression(text);
        const expansion = expand(expression, (name) => expressions.get(name));
        expect(typeof (expansion.ok ? expansion.text : expansion.failure.kind)).toBe("string");
        // Without branches everything is evaluated: then any problem must show.
        const hasBranch = /[?:]/.test(text);
        if (!hasBranch && scanReferences(expression, () => {})) expect(expansion.ok).toBe(false);
      }),
      { seed: SEED, numRuns: runs(1_000) },
    );
  });

  it("expands the same whether a name is met once or many times", () => {
    fc.assert(
      fc.property(value, value, (text, a) => {
        const once = expand(parseExpression(text), () => parseExpression(a));
        const twice = expand(parseExpression(`${text}${text}`), () => parseExpression(a));
        if (once.ok && !text.endsWith("$") && !/\$\w*$/.test(text))
          expect(twice).toEqual({ ok: true, text: once.text + once.text });
      }),
      { seed: SEED, numRuns: runs(500) },
    );
  });
});
