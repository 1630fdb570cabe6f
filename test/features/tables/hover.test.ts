// What is shown in the files of lookup tables.
import { describe, expect, it } from "vitest";
import { tableHoverText as hover } from "../../support/check-table-feature";

describe("regular expressions", () => {
  it("says what the part under the cursor is, and then all parts", () => {
    const text = hover(
      "-- header_checks.pcre --\n/^Subject:\\s*(?:buy|(v[^a-z\\d_[:space:]]agra\\‸b).+?)?x{2,3}\\.exe$/ REJECT\n",
    );
    expect(text).toBe(
      [
        "«\\b»",
        "**`\\b`** · the edge of a word",
        "",
        "Capital and small letters are the same.",
        "",
        "- `^` the start of the text",
        "- `Subject:` the text `Subject:`",
        "- `\\s*` white space, any number of times or not at all",
        "- `(?:buy|(v[^a-z\\d_[:space:]]agra\\b).+?)?` a group that is not counted, once or not at all",
        "  - `buy` either the text `buy`",
        "  - `(v[^a-z\\d_[:space:]]agra\\b)` or group 1, in the result `$1`",
        "    - `v` the character `v`",
        "    - `[^a-z\\d_[:space:]]` any character but `a` to `z`, a digit, `_`, white space",
        "    - `agra` the text `agra`",
        "    - `\\b` the edge of a word",
        "  - `.+?` then any character, once or more, as few as possible",
        "- `x{2,3}` the character `x`, 2 to 3 times",
        "- `\\.exe` the text `.exe`",
        "- `$` the end of the text",
      ].join("\n"),
    );
  });

  it("names the texts of a group in one line, and what is around a place", () => {
    expect(hover("-- header_checks.pcre --\n/(a|b\\.c)(?!x)(?<=\\x41)(?i)\\1{3}[]a-]+‸+$/m OK\n")).toBe(
      [
        "«[]a-]++»",
        "**`[]a-]++`** · one of `]`, `a`, `-`, once or more, and gives nothing back",
        "",
        "Capital and small letters are the same.",
        "",
        "- `(a|b\\.c)` group 1, in the result `$1`: one of `a`, `b.c`",
        "- `(?!x)` a place that is not followed by: `x`",
        "- `(?<=\\x41)` a place that comes behind",
        "  - `\\x41` the character with the number 41, hexadecimal",
        "- `(?i)` switches that count from here on",
        "- `\\1{3}` the text of group 1 again, 3 times",
        "- `[]a-]++` one of `]`, `a`, `-`, once or more, and gives nothing back",
        "- `$` the end of the text or of a line in it",
      ].join("\n"),
    );
  });

  it.each([
    ["!/a‸/ OK", "pcre", "The rule is for what does **not** match."],
    ["/a‸/i OK", "pcre", "Capital and small letters are told apart."],
    [
      "/a‸\\(b/x OK",
      "regexp",
      "It is a basic expression, because of the flag `x`; its parts are not explained here.",
    ],
    ["/a‸+?/U OK", "pcre", "the character `a`, once or more"],
    ["/‸(a/ OK", "pcre", "⚠ The pcre library refuses this pattern."],
    ["/‸\\Qa/ OK", "pcre", "takes all that follows as it stands"],
    ["/‸\\<a/ OK", "regexp", "the start of a word"],
    ["/a/!/‸b/ OK", "regexp", "the character `b`"],
  ])("%s in a %s table", (line, type, sentence) => {
    expect(hover(`-- x.${type} --\n${line}\n`)).toContain(sentence);
  });

  it("says what a flag does", () => {
    expect(hover("-- x.pcre --\n/a/‸i OK\n")).toBe(
      "«i»\n**i** · flag of the pattern\n\nTells capital and small letters apart; without it they are the same.",
    );
    expect(hover("-- x.pcre --\n/a/i‸i OK\n")).toContain("It stands here 2 times");
    expect(hover("-- x.regexp --\n/a/‸s OK\n")).toContain("Tables of type regexp have no such flag");
  });

  it("says what a group in the result is", () => {
    expect(hover("-- x.pcre --\n/^(a(b))/ WARN ${‸2}\n")).toBe(
      "«${2}»\n**${2}** · what group 2 matched\n\nGroup 2 is `(b)`. It stands for nothing where the group took no part in the match.",
    );
    expect(hover("-- x.pcre --\n/^(a)/ WARN $‸2\n")).toContain("The pattern has no group 2.");
    expect(hover("-- x.pcre --\n!/^(a)/ WARN $‸1\n")).toContain("gives nothing to groups");
    expect(hover("-- x.regexp --\n/^\\(a\\)/x WARN $‸1\n")).toContain("not followed here");
  });
});

describe("actions", () => {
  it("says what an action does for those who read it", () => {
    expect(hover("-- header_checks.pcre --\n/a/ ‸redirect me@example.com\n")).toBe(
      [
        "«redirect»",
        "**REDIRECT** · action of `header_checks`",
        "Delivers the message to this address in place of all its recipients.",
        "Behind it stands an address with a domain: `REDIRECT user@example.com`",
        "Since Postfix 2.1.",
      ]
        .join("\n\n")
        .replace("\n\n", "\n"),
    );
    expect(hover("-- x.regexp --\n/a/\n  ‸STRIP\n", { uses: ["body_checks"] })).toContain(
      "Takes the line out",
    );
    expect(hover("-- x.cidr --\n192.0.2.1 ‸permit\n", { uses: ["postscreen_access_list"] })).toContain(
      "without any test",
    );
  });

  it("warns of actions that the version does not have", () => {
    expect(hover("-- header_checks.pcre --\n/a/ ‸STRIP\n", { version: "3.0.0" })).toContain(
      "⚠ Postfix 3.0.0 does not have it: it came with Postfix 3.2.",
    );
  });

  it("knows restrictions in access tables, transports and TLS policies", () => {
    expect(hover("-- access --\nexample.com reject_‸unauth_destination\n")).toContain(
      "reject_unauth_destination",
    );
    expect(hover("-- transport --\nexample.com sm‸tp:[192.0.2.1]\n")).toContain("Sends by SMTP");
    expect(hover("-- tls_policy --\nexample.com may ‸ciphers=high\n")).toContain(
      "How strong ciphers must be",
    );
    expect(hover("-- x --\na ‸b\n")).toBeUndefined();
  });
});

describe("blocks", () => {
  it("says what a block spans, at both of its ends", () => {
    const span =
      "Lines 2 to 6, with 2 entries between. They are looked at only where the text does not match `/b/`; otherwise Postfix goes on behind line 6.";
    expect(hover("-- x.pcre --\nif /b/\ni‸f /c/\n/d/ OK\nendif\nendif\n")).toContain(
      "Lines 2 to 4, with one entry",
    );
    expect(hover("-- x.pcre --\ni‸f /b/\nif /c/\n/d/ OK\nendif\nendif\n")).toContain(
      "Lines 1 to 5, with one entry",
    );
    expect(hover("-- x.pcre --\n# c\ni‸f !/b/\n/a/ OK\n/d/ OK\n# e\nendif\n")).toBe(
      `«if»\n**if** · start of a block\n\n${span}`,
    );
    expect(hover("-- x.pcre --\n# c\nif !/b/\n/a/ OK\n/d/ OK\n# e\nen‸dif\n")).toBe(
      `«endif»\n**endif** · end of a block\n\n${span}`,
    );
  });

  it("says when an end is missing", () => {
    expect(hover("-- x.cidr --\ni‸f 192.0.2.0/24\n192.0.2.1 OK\n")).toBe(
      "«if»\n**if** · start of a block\n\n⚠ No endif follows line 1: the block ends with the file.\n\nIt counts where the address is in `192.0.2.0/24`.",
    );
    expect(hover("-- x.pcre --\n‸endif\n")).toContain("It closes no block");
    expect(hover("-- x.pcre --\n‸if /a\n")).toContain("opens no block");
  });
});

describe("networks", () => {
  it.each([
    ["192.0.2.0‸/24 OK", "256 addresses, `192.0.2.0` to `192.0.2.255`."],
    ["![2001:db8::]/‸32 OK", "2^96 addresses, `2001:db8::` to `2001:db8:ffff:ffff:ffff:ffff:ffff:ffff`."],
    ["‸192.0.2.1 OK", "One address: `192.0.2.1`."],
    ["192.0.2.‸1/24 OK", "⚠ Postfix cannot read this pattern, and skips the line."],
    ["192.0.2.300‸ OK", "⚠ Postfix cannot read this pattern, and skips the line."],
  ])("%s", (line, sentence) => {
    expect(hover(`-- x.cidr --\n${line}\n`)).toContain(sentence);
  });
});

describe("keys", () => {
  it.each([
    ["access", "example.com", "for what is below it too"],
    ["access", ".example.com", "below `example.com`"],
    ["access", "me@example.com", "`me+any@example.com`"],
    ["access", "me@", "followed by any domain"],
    ["access", "@example.com", "Found by nothing"],
    ["access", "192.0.2", "begins with `192.0.2`"],
    ["access", "192.0.2.1", "with the address `192.0.2.1`"],
    ["access", "<>", "empty sender"],
    ["transport", "*", "every recipient"],
    ["transport", "example.com", "`.example.com`"],
    ["transport", ".example.com", "but not in it"],
    ["tls_policy", "[mail.example.com]:587", "written exactly so"],
    ["sasl_passwd", "me@example.com", "smtp_sender_dependent_authentication"],
    ["sasl_passwd", "[mail.example.com]:587", "brackets and port"],
    ["virtual", "@example.com", "every address in `example.com`"],
    ["virtual", "example.com", "virtual alias domain"],
    ["canonical", "john", "the user `john`"],
    ["other", "john", "exactly this key"],
  ])("%s: %s", (name, key, sentence) => {
    expect(hover(`-- ${name} --\n‸${key} value\n`)).toContain(sentence);
  });

  it("goes by what refers to the table, not by its name", () => {
    expect(hover("-- other --\n‸* smtp:\n", { uses: ["transport_maps"] })).toContain("every recipient");
    expect(hover("-- transport --\n‸* OK\n", { uses: ["check_client_access"] })).not.toContain(
      "every recipient",
    );
  });
});

describe("aliases and settings of clients", () => {
  it.each([
    ["‸postmaster: me", "Whoever runs the mail system."],
    ["owner-‸list: me", "Returned mail of the list `list`"],
    ['a: "|‸/bin/x y", b', "`/bin/x y`"],
    ["a: :include:‸/etc/list", "the file `/etc/list`"],
    ["a: /var/mail/‸x/", "maildir"],
    ["a: /var/mail/‸x", "appended"],
    ["a: ~‸/x", "bounces"],
    ["a: b@‸example.com", "sent on"],
    ["a: ‸b", "alias or user"],
  ])("%s", (line, sentence) => {
    expect(hover(`-- x.aliases --\n${line}\n`)).toContain(sentence);
  });

  it("explains settings and some values", () => {
    expect(hover("-- x.ldap --\nsco‸pe = sub\n")).toBe(
      "«scope»\n**scope** · setting of `ldap` tables\n\nHow far below search_base is searched.",
    );
    expect(hover("-- x.ldap --\nscope = su‸b\n")).toBe(
      "«sub»\n**sub** · value of `scope`\n\nThe whole tree below it.",
    );
    expect(hover("-- x.mysql --\nsco‸pe = sub\n")).toContain("The mysql client does not look at it.");
    expect(hover("-- x.database --\nho‸sts = a\n")).toContain("setting of a database client");
    expect(hover("-- x.mysql --\npassword = sec‸ret\n")).toBeUndefined();
  });
});

it("says nothing in comments and blank lines", () => {
  expect(hover("-- x.pcre --\n# /a/ REJ‸ECT\n")).toBeUndefined();
  expect(hover("-- x.pcre --\n/a/ OK\n‸\n/b/ OK\n")).toBeUndefined();
  expect(hover("-- x.pcre --\n/a/\n# REJ‸ECT\n  OK\n")).toBeUndefined();
});
