// Colours of alias files: names, destinations, commands, included lists.
import { describe, expect, it } from "vitest";
import { showTokens } from "./tokenize";

const TEXT = `# c
postmaster: root, "|/usr/bin/x -a \\"b\\"" , |cmd
"a b" : /var/mail/x, :include:/etc/l, "/a b"
root: \\root, joe@example.com (note),
  # c
  "open string
next: ":include:/a b", "quoted"@y
nocolon
`;

const EXPECTED = `
  #                    punctuation.definition.comment
  c                    comment.line.number-sign

  postmaster           entity.name.tag.alias
  :                    punctuation.separator.key-value
  root                 string.unquoted
  ,                    punctuation.separator.list
  "                    punctuation.definition.string.begin
  |                    keyword.operator.pipe
  /usr/bin/x -a \\"b\\"  string.quoted.double.command
  "                    punctuation.definition.string.end
  ,                    punctuation.separator.list
  |                    keyword.operator.pipe
  cmd                  string.unquoted.command

  "a b"                entity.name.tag.alias
  :                    punctuation.separator.key-value
  /var/mail/x          string.unquoted.path
  ,                    punctuation.separator.list
  :include:            keyword.control.include
  /etc/l               string.unquoted.path
  ,                    punctuation.separator.list
  "                    punctuation.definition.string.begin
  /a b                 string.quoted.double.path
  "                    punctuation.definition.string.end

  root                 entity.name.tag.alias
  :                    punctuation.separator.key-value
  \\                    constant.character.escape
  root                 string.unquoted.address
  ,                    punctuation.separator.list
  joe                  string.unquoted.address
  @                    punctuation.separator.address
  example.com          string.unquoted.address
  (note)               comment.block
  ,                    punctuation.separator.list

  #                    punctuation.definition.comment
  c                    comment.line.number-sign

  "                    punctuation.definition.string.begin
  open string          string.quoted.double

  next                 entity.name.tag.alias
  :                    punctuation.separator.key-value
  "                    punctuation.definition.string.begin
  :include:            keyword.control.include
  /a b                 string.quoted.double.path
  "                    punctuation.definition.string.end
  ,                    punctuation.separator.list
  "                    punctuation.definition.string.begin
  quoted               string.quoted.double
  "                    punctuation.definition.string.end
  @                    punctuation.separator.address
  y                    string.unquoted.address

  nocolon              -
`;

// One logical line must colour nothing beyond itself, whatever it leaves open.
const OPEN = ['a: "b', 'a: "|b', "a: (b", "a: :include:", "a: b\\", '"a: b', "a: [b"];

describe("alias files", () => {
  it("have a colour for each part", async () => {
    expect(await shown(TEXT)).toBe(
      EXPECTED.trim()
        .replace(/^ +/gm, "")
        .replace(/ {2,}(?=\S+$)/gm, "  "),
    );
  });

  it("are the same with carriage returns", async () => {
    expect(await shown(TEXT.replaceAll("\n", "\r\n"))).toBe(await shown(TEXT));
  });

  it.each(OPEN)("are coloured afresh below %j", async (line) => {
    const next = await shown("b: c");
    expect(await shown(`${line}\nb: c`)).toMatch(new RegExp(`${next}$`));
  });
});

function shown(text: string): Promise<string> {
  return showTokens("aliases", text);
}
