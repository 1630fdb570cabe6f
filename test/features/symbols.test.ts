// The outline: a symbol for each setting and service, with ranges that editors accept.

import { describe, expect, it } from "vitest";
import type { DocumentSymbol } from "vscode-languageserver-types";
import { directoryOf } from "../../server/src/analysis/directory";
import { sourceText } from "../../server/src/base/source-text";
import type { LanguageId } from "../../server/src/contract/languages";
import { documentSymbols } from "../../server/src/features/symbols";
import { factsOf } from "../support/check-hover";
import { parseFixture } from "../support/fixture";

/** One line a symbol: `name | detail | selected text | range`, children indented. */
function outline(fixture: string, language: LanguageId = "postfix-main"): string {
  const { files } = parseFixture(fixture);
  const texts = { main: files.get("main.cf")?.text, master: files.get("master.cf")?.text };
  const directory = directoryOf(factsOf("3.7.11"), [], texts);
  const text = (language === "postfix-main" ? texts.main : texts.master) ?? "";
  return documentSymbols(directory, language)
    .map((symbol) => lines(symbol, text, ""))
    .join("");
}

function lines(symbol: DocumentSymbol, text: string, indent: string): string {
  const source = sourceText(text);
  const { name, detail, range, selectionRange, children = [] } = symbol;
  const at = (position: { line: number; character: number }) => `${position.line}:${position.character}`;
  const selected = text.slice(source.offsetAt(selectionRange.start), source.offsetAt(selectionRange.end));
  const own = `${indent}${name} | ${detail} | ${selected} | ${at(range.start)}-${at(range.end)}\n`;
  return own + children.map((child) => lines(child, text, `${indent}  `)).join("");
}

describe("main.cf", () => {
  it("has a symbol for each setting, in the file's order", () => {
    const text = `# Names
myhostname = mx1.example.org
mydestination = $myhostname,
    # not this one
    localhost

biff=no
empty =
biff = yes
`;
    expect(outline(text)).toMatchInlineSnapshot(`
      "myhostname | mx1.example.org | myhostname | 1:0-1:28
      mydestination | $myhostname, localhost | mydestination | 2:0-4:13
      biff | no | biff | 6:0-6:7
      empty |  | empty | 7:0-7:7
      biff | yes | biff | 8:0-8:10
      "
    `);
  });

  it("shortens values and keeps secrets", () => {
    const text = `relay_domains = ${"example.org, ".repeat(10)}
virtual_mailbox_maps = mysql:acc
acc_password = secret
smtp_sasl_password_maps = static:user:secret
lmtp_sasl_password_maps = $smtp_sasl_password_maps, inline:{ a=b }
`;
    expect(outline(text)).toMatchInlineSnapshot(`
      "relay_domains | example.org, example.org, example.org, example.org, example… | relay_domains | 0:0-0:146
      virtual_mailbox_maps | mysql:acc | virtual_mailbox_maps | 1:0-1:32
      acc_password | (hidden) | acc_password | 2:0-2:21
      smtp_sasl_password_maps | static:(hidden) | smtp_sasl_password_maps | 3:0-3:44
      lmtp_sasl_password_maps | $smtp_sasl_password_maps, inline:(hidden) | lmtp_sasl_password_maps | 4:0-4:66
      "
    `);
  });

  it("has lines that Postfix refuses, but none without a name", () => {
    expect(outline("  my_password = no\nno equals\n= no name\n")).toMatchInlineSnapshot(`
      "my_password | (hidden) | my_password | 0:0-0:18
      no |  | no | 1:0-1:9
      "
    `);
  });

  it("is empty for an empty file and for none", () => {
    expect(outline("")).toBe("");
    expect(outline("# only this\n")).toBe("");
    expect(outline("-- master.cf --\n")).toBe("");
  });
});

describe("master.cf", () => {
  it("has a symbol for each service, with its overrides below", () => {
    const text = `-- master.cf --
# Services
smtp      inet  n       -       n       -       -       smtpd
submission inet n       -       n       -       -       smtpd -v
  -o syslog_name=postfix/submission
  -o { smtpd_client_restrictions = permit_sasl_authenticated, reject }
  -o acc_password=secret -o nonsense
mailman   unix  -       n       n       -       -       pipe
  flags=FR user=list argv=/usr/lib/mailman/bin/postfix-to-mailman.py
short     unix
`;
    expect(outline(text, "postfix-master")).toMatchInlineSnapshot(`
      "smtp | inet → smtpd | smtp | 1:0-1:61
      submission | inet → smtpd | submission | 2:0-5:36
        syslog_name | postfix/submission | syslog_name | 3:2-3:35
        smtpd_client_restrictions | permit_sasl_authenticated, reject | smtpd_client_restrictions | 4:2-4:70
        acc_password | (hidden) | acc_password | 5:2-5:24
        nonsense |  | nonsense | 5:25-5:36
      mailman | unix → pipe | mailman | 6:0-7:68
      short | unix | short | 8:0-8:14
      "
    `);
  });

  it("is empty for an empty file and for none", () => {
    expect(outline("-- master.cf --\n", "postfix-master")).toBe("");
    expect(outline("", "postfix-master")).toBe("");
  });
});

it("selects inside the symbol, as the protocol demands", () => {
  const text =
    "-- master.cf --\na inet n - n - - smtpd\n  -o b=c\n\n# end\n-- main.cf --\n\n  x = y\nz =\n  a\n";
  const { files } = parseFixture(text);
  const texts = { main: files.get("main.cf")?.text, master: files.get("master.cf")?.text };
  const directory = directoryOf(factsOf("3.7.11"), [], texts);
  const all: DocumentSymbol[] = [];
  const collect = (symbols: readonly DocumentSymbol[]) => {
    for (const symbol of symbols) {
      all.push(symbol);
      collect(symbol.children ?? []);
    }
  };
  for (const language of ["postfix-main", "postfix-master"] as const)
    collect(documentSymbols(directory, language));
  expect(all.map((symbol) => symbol.name)).toEqual(["x", "z", "a", "b"]);
  const before = (a: { line: number; character: number }, b: { line: number; character: number }) =>
    a.line < b.line || (a.line === b.line && a.character <= b.character);
  for (const { range, selectionRange } of all) {
    expect(before(range.start, selectionRange.start) && before(selectionRange.end, range.end)).toBe(true);
  }
});
