// How a logical line of master.cf becomes a service with overrides, options and the rest.
import { describe, expect, it } from "vitest";
import {
  fieldOf,
  MASTER_FIELDS,
  type Override,
  parseMasterCf,
  SERVICE_TYPES,
  type Service,
  serviceKey,
} from "../../server/src/syntax/master-cf";
import { fixtureFile, markSpans } from "../support/fixture";

const FIELDS = "smtp inet n - y - - smtpd";
const services = (text: string) => parseMasterCf(text).chunks.flatMap((chunk) => chunk.node ?? []);
const service = (text: string) => services(text)[0]!;
const texts = (words: readonly { text: string }[]) => words.map((word) => word.text);
const showOverride = ({ option, name, value, problem }: Override) =>
  `${option.text} ${name}=${value}${problem ? ` !${problem}` : ""}`;

/** Everything a service's arguments are. */
const show = ({ overrides, options, rest }: Service) => ({
  overrides: overrides.map(showOverride),
  options: texts(options),
  rest: texts(rest),
});

describe("a service", () => {
  it("has eight fields and arguments, on one line or several", () => {
    const node = service("smtp  inet\tn - y\n# why\n  - 1 smtpd -v\n    a b\n");
    expect(MASTER_FIELDS.map((field) => fieldOf(node, field)?.text)).toEqual(
      "smtp inet n - y - 1 smtpd".split(" "),
    );
    expect(show(node)).toEqual({ overrides: [], options: ["-v"], rest: ["a", "b"] });
    expect(serviceKey(node)).toBe("smtp/inet");
    expect(node.problem).toBeUndefined();
  });

  it("keeps braces together in every field", () => {
    expect(texts(service("{a b} unix - - - - - pipe {x y}").words)).toEqual([
      "{a b}",
      ..."unix - - - - - pipe".split(" "),
      "{x y}",
    ]);
  });

  it("ends at a NUL byte", () => {
    expect(texts(service(`${FIELDS} -v\0 -D\n  -o a=b\n`).words).at(-1)).toBe("-v");
  });

  it("ends its words at CR too", () => {
    expect(texts(service(`${FIELDS} -v\r\n`).words).at(-1)).toBe("-v");
  });

  it.each(SERVICE_TYPES)("may be of type %s", (type) => {
    expect(service(`a ${type} - - - - - b`).problem).toBeUndefined();
  });

  it.each([
    ["smtp inet n - y - -", { kind: "field-count", field: undefined }],
    ["smtp", { kind: "field-count", field: undefined }],
    ["  smtp inet n - y - - smtpd\n", { kind: "leading-space", field: undefined }],
    ["smtp tcp n - y - - smtpd", { kind: "bad-field", field: "type" }],
    ["smtp INET n - y - - smtpd", { kind: "bad-field", field: "type" }],
    ["smtp - n - y - - smtpd", { kind: "bad-field", field: "type" }],
    ["smtp inet no - y - - smtpd", { kind: "bad-field", field: "private" }],
    ["smtp inet n Y y - - smtpd", { kind: "bad-field", field: "unpriv" }],
    ["smtp inet n - yes - - smtpd", { kind: "bad-field", field: "chroot" }],
    ["smtp inet n - y 1m - smtpd", { kind: "bad-field", field: "wakeup" }],
    ["smtp inet n - y ?5 - smtpd", { kind: "bad-field", field: "wakeup" }],
    ["smtp inet n - y --? - smtpd", { kind: "bad-field", field: "wakeup" }],
    ["smtp inet n - y - 1? smtpd", { kind: "bad-field", field: "maxproc" }],
    ["smtp inet n - y - -1 smtpd", { kind: "bad-field", field: "maxproc" }],
    ["smtp tcp no - y - -1 smtpd", { kind: "bad-field", field: "type" }],
  ])("%j is wrong", (text, problem) => expect(service(text).problem).toEqual(problem));

  it.each(["-", "0", "300", "300?", "0?", "-?", "?"])("may have the wakeup time %s", (wakeup) => {
    expect(service(`a unix - - - ${wakeup} - b`).problem).toBeUndefined();
  });

  it.each(["-", "0", "1", "10000000000"])("may have the process limit %s", (limit) => {
    expect(service(`a unix - - - - ${limit} b`).problem).toBeUndefined();
  });

  it("is followed by the next one that is not indented", () => {
    const text = `${FIELDS}\n  -o a=b\nx unix - - - - - y\n`;
    expect(services(text).map(serviceKey)).toEqual(["smtp/inet", "x/unix"]);
  });
});

describe("arguments", () => {
  it.each([
    ["-o a=b", { overrides: ["-o a=b"], options: [], rest: [] }],
    ["-o a=", { overrides: ["-o a="], options: [], rest: [] }],
    ["-o a=b=c,d", { overrides: ["-o a=b=c,d"], options: [], rest: [] }],
    ["-oa=b", { overrides: ["-o a=b"], options: [], rest: [] }],
    ["-omyhostname=foo", { overrides: ["-o myhostname=foo"], options: [], rest: [] }],
    ["-vo a=b", { overrides: ["o a=b"], options: ["-v"], rest: [] }],
    ["-vDoa=b -v", { overrides: ["o a=b"], options: ["-vD", "-v"], rest: [] }],
    ["-o { a = b c }", { overrides: ["-o a=b c"], options: [], rest: [] }],
    ["-o {a=b}", { overrides: ["-o a=b"], options: [], rest: [] }],
    ["-o {a={b c}}", { overrides: ["-o a={b c}"], options: [], rest: [] }],
    ["-o{ a = b }", { overrides: ["-o a=b"], options: [], rest: [] }],
    ["-v -o a=b user=x -o c=d", { overrides: ["-o a=b"], options: ["-v"], rest: ["user=x", "-o", "c=d"] }],
    ["-- -o a=b", { overrides: [], options: [], rest: ["--", "-o", "a=b"] }],
    ["- x", { overrides: [], options: ["-"], rest: ["x"] }],
    ["-o", { overrides: [], options: ["-o"], rest: [] }],
    ["-vo", { overrides: [], options: ["-v", "-vo"], rest: [] }],
    ["-o a", { overrides: ["-o a= !no-assignment"], options: [], rest: [] }],
    ["-o =b", { overrides: ["-o =b !no-assignment"], options: [], rest: [] }],
    ["-o a = b", { overrides: ["-o a= !no-assignment"], options: [], rest: ["=", "b"] }],
    ["-o { a b }", { overrides: ["-o a= !no-assignment"], options: [], rest: [] }],
    ["-o { a = b", { overrides: ["-o a=b !missing-brace"], options: [], rest: [] }],
    ["-o { a = b }c d", { overrides: ["-o a=b !text-after-brace"], options: [], rest: ["d"] }],
    ["-o {}", { overrides: ["-o = !no-assignment"], options: [], rest: [] }],
  ])("%j", (text, shown) => expect(show(service(`${FIELDS} ${text}`))).toEqual(shown));

  it.each([
    "-o «a»=«b»",
    "-o«a»=«b»",
    "-vo «a»=«b»",
    "-o { «a»  =  «b c» }",
    "\n  -o {\n  «a»\n  =\n# c\n  «b\n  c» }\n  -o «d»=«e»\n",
    "\r\n  -o «a»=«b»\r\n",
  ])("stand where they are: %j", (marked) => {
    const { text } = fixtureFile(`${FIELDS} ${marked}`);
    const { logical, overrides } = service(text);
    const spans = overrides.flatMap((override) => [
      { start: logical.offsetOf(override.nameStart), end: logical.endOffset(override.nameEnd) },
      {
        start: logical.offsetOf(override.valueStart),
        end: logical.endOffset(override.valueStart + override.value.length),
      },
    ]);
    expect(markSpans(text, spans)).toBe(`${FIELDS} ${marked}`);
  });

  it("know their option, their argument, and whether it has braces", () => {
    const { logical, overrides } = service(`${FIELDS} -vo a=b -o { c = d } -oe=f`);
    expect(
      overrides.map(({ option, argument, braced }) => [
        logical.text.slice(option.start, option.end),
        logical.text.slice(argument.start, argument.end),
        braced,
      ]),
    ).toEqual([
      ["o", "a=b", false],
      ["-o", "{ c = d }", true],
      ["-o", "e=f", false],
    ]);
  });

  it("parse a value when asked, with offsets in the value", () => {
    const [override] = service(`${FIELDS} -o { a = x $b }`).overrides;
    expect(override!.expression.parts.map((part) => [part.kind, part.start, part.end])).toEqual([
      ["literal", 0, 2],
      ["reference", 2, 4],
    ]);
    expect(override!.expression).toBe(override!.expression);
  });
});
