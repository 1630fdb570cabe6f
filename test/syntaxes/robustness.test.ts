// What must not break the colouring: other line ends, very long lines, deep nesting, unbalanced characters.
import { describe, expect, it } from "vitest";
import { type ConfigFile, checkCarriageReturns, loadGrammar, tokenizeLines } from "./tokenize";

describe("carriage returns in front of line feeds", () => {
  it("values, continuation, comments and number signs", async () => {
    await checkCarriageReturns(`
-- main.cf --
# comment
smtpd_helo_required = yes

mydestination = $a,
# comment
  \${b?{c}:
  {no}} all
relayhost
  = [a]:25 # text
smtpd_timeout = 30s
smtpd_client_restrictions = permit
`);
  });

  it("fields, options and arguments", async () => {
    await checkCarriageReturns(`
-- master.cf --
smtp inet n - y 60? 1 smtpd
  -o
  # comment
  a=yes
  -o { b = reject
  } -v
x unix - - - - -
  pipe
  user=a argv=/bin/b
`);
  });
});

// VS Code colours no line beyond 20,000 characters (editor.maxTokenizationLineLength).
const length = 20_000;
// Processor time, so that a busy machine does not fail the test.
const limitMilliseconds = 2000;
const pieces = [
  "a",
  "abc ",
  "a,",
  "$",
  "$a",
  "{",
  "}",
  "{ a = b, ",
  "${",
  "${a?",
  "${a?{b}:",
  "$(",
  "{{",
  "{{a ",
  "{{a}}",
  "{%",
  "{%a%}",
  "{#",
  "<%",
  "<%=a%>",
  "@A",
  "@AB@",
  "a:",
  ":",
  "1:",
  "1.",
  "1",
  "[",
  "[a]",
  "a=",
  "#",
  "# ",
  " ",
  "yes ",
  "permit  ",
  "permit_",
  "hash:/a, ",
  "proxy:",
  "!",
  "-o ",
  "-o a=b ",
  "-o { a = b } ",
  "a-",
];

describe("lines of 20,000 characters", () => {
  it.each(pieces)("main.cf: %j", async (piece) => {
    await checkLongLine("main.cf", `name = ${repeat(piece)}`, "support.type.property-name.postfix-main");
  });

  it.each(pieces)("master.cf: %j", async (piece) => {
    await checkLongLine(
      "master.cf",
      `s inet n - - - - c -o a=${repeat(piece)}`,
      "entity.name.type.service.postfix-master",
    );
  });

  it.each(pieces)("at column 0: %j", async (piece) => {
    await checkLongLine("main.cf", repeat(piece), "support.type.property-name.postfix-main");
    await checkLongLine("master.cf", repeat(piece), "entity.name.type.service.postfix-master");
  });
});

function repeat(piece: string): string {
  return piece.repeat(Math.ceil(length / piece.length));
}

/** Whatever the line holds, it is coloured in time and the next logical line starts afresh. */
async function checkLongLine(file: ConfigFile, line: string, nameScope: string): Promise<void> {
  const grammar = await loadGrammar(file);
  const start = process.cpuUsage();
  const lines = tokenizeLines(grammar, `${line}\n  continued\nnext = inet`);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(limitMilliseconds);
  expect(lines.at(-1)?.[0]).toEqual({ text: "next", scopes: [nameScope] });
}
