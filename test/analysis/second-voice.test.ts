// What postconf says, and what of it the rules have not said.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../server/src/analysis/directory";
import { RULES } from "../../server/src/analysis/rules/index";
import { readLevels } from "../../server/src/analysis/rules/levels";
import { askPostconf, readRemarks, unsaidRemarks } from "../../server/src/analysis/second-voice";
import { fakePostfix } from "../cli/support";
import { markSpans } from "../support/fixture";
import { factsOf } from "./model/support";

const DIRECTORY = "/etc/postfix";
const UNUSED = "/usr/sbin/postconf: warning: /etc/postfix/main.cf: unused parameter: relayhsot=a";

describe("what is read", () => {
  it("has the file, the severity and the words", () => {
    const stderr = [
      UNUSED,
      "postconf: fatal: /etc/postfix/main.cf, line 7: missing '=' after attribute name: \"x\"",
      'postconf: fatal: invalid chroot field "x" in "smtp/inet"',
      "postconf: warning: /etc/postfix/master.cf: undefined parameter: mua_x",
      "postconf: warning: /etc/postfix/main.cf, line 1: overriding earlier entry: config_directory=/etc/postfix",
      "somebody else speaking",
    ].join("\n");
    expect(readRemarks(stderr, DIRECTORY)).toEqual([
      { language: "postfix-main", severity: "warning", words: "main.cf: unused parameter: relayhsot=a" },
      {
        language: "postfix-main",
        severity: "error",
        words: "main.cf, line 7: missing '=' after attribute name: \"x\"",
      },
      { language: "postfix-master", severity: "error", words: 'invalid chroot field "x" in "smtp/inet"' },
      { language: "postfix-master", severity: "warning", words: "master.cf: undefined parameter: mua_x" },
    ]);
  });

  it("is asked for with the directory, and said once", async () => {
    const exec = fakePostfix(() => ({ kind: "exit", code: 0, stdout: "", stderr: `${UNUSED}\n${UNUSED}\n` }));
    const remarks = await askPostconf(exec, "/usr/sbin/postconf", DIRECTORY);
    expect(remarks).toHaveLength(1);
    expect(exec.asked).toEqual([
      "/usr/sbin/postconf -c /etc/postfix -n",
      "/usr/sbin/postconf -c /etc/postfix -P",
    ]);
    const silent = fakePostfix(() => ({ kind: "timeout", message: "did not end" }));
    expect(await askPostconf(silent, "/usr/sbin/postconf", DIRECTORY)).toBeUndefined();
  });
});

describe("what the rules have not said", () => {
  const MAIN =
    "myhostname = a.example\n# postfix-ls: ignore unused-parameter\nown_limit = 1\nrelayhsot = a\n";

  /** main.cf with the places of the remarks that are left, and their texts. */
  function left(words: readonly string[], setting: Record<string, string> = {}, main = MAIN) {
    const directory = directoryOf(factsOf(), RULES, { main });
    directory.useLevels(readLevels(setting, RULES).levels);
    const remarks = readRemarks(words.map((each) => `postconf: warning: ${each}\n`).join(""), DIRECTORY);
    const found = unsaidRemarks(directory, "postfix-main", remarks);
    return { marked: markSpans(main, found), texts: found.map(({ text }) => text) };
  }

  it.each([
    ["said by a rule", "/etc/postfix/main.cf: unused parameter: relayhsot=a", {}],
    ["silenced by a comment", "/etc/postfix/main.cf: unused parameter: own_limit=1", {}],
    [
      "switched off",
      "/etc/postfix/main.cf: unused parameter: relayhsot=a",
      { "unknown-parameter": "off", "unused-parameter": "off" },
    ],
    ["of the other file", "/etc/postfix/master.cf: undefined parameter: x", {}],
  ])("is nothing when it is %s", (_, words, setting) => {
    expect(left([words], setting)).toEqual({ marked: MAIN, texts: [] });
  });

  it("is shown at its line, at its name or at the top", () => {
    const words = [
      "/etc/postfix/main.cf, line 3: something new",
      "/etc/postfix/main.cf: unused parameter: myhostname=a.example",
      "everything is odd",
    ];
    const { marked, texts } = left(words);
    expect(marked).toBe(
      "««myhostname = a.example»»\n# postfix-ls: ignore unused-parameter\n«own_limit = 1»\nrelayhsot = a\n",
    );
    expect(texts).toEqual([
      "The installed Postfix says: main.cf, line 3: something new.",
      "The installed Postfix says: main.cf: unused parameter: myhostname=a.example.",
      "The installed Postfix says: everything is odd.",
    ]);
  });
});
