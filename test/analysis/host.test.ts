/** Asking the installed Postfix, and what is made of its answer. */
import { describe, expect, it } from "vitest";
import { askPostfix, chooseFacts, type HostAnswer } from "../../server/src/analysis/host";
import { installedFacts } from "../../server/src/analysis/model/postfix-facts";
import { NEWEST_RELEASE } from "../../server/src/knowledge/version";
import type { ExecResult } from "../../server/src/ports/exec";
import { fakePostfix, MACHINE, NO_POSTFIX } from "../cli/support";

const DEFAULTS = "2bounce_notice_recipient = postmaster\nmail_version = 3.7.11\nrelayhost =\n";
const exit = (stdout: string, code = 0, stderr = ""): ExecResult => ({ kind: "exit", code, stdout, stderr });

/** A Postfix that answers -d and -m. */
function postfix(defaults: ExecResult, types: ExecResult = exit("btree\ncidr\n")) {
  return fakePostfix((args) => (args[0] === "-d" ? defaults : types));
}

const reasonOf = (answer: HostAnswer) => ("reason" in answer ? answer.reason : undefined);

describe("asking the installed Postfix", () => {
  it("takes its version, defaults and table types", async () => {
    const exec = postfix(exit(DEFAULTS));
    const answer = await askPostfix(exec, MACHINE, { timeout: 1_000 });
    expect(exec.asked).toEqual(["/usr/sbin/postconf -d -c /nonexistent", "/usr/sbin/postconf -m"]);
    const facts = "facts" in answer ? answer.facts : undefined;
    expect(facts).toMatchObject({ voice: "installed", tableTypes: ["btree", "cidr"], machine: MACHINE });
    expect(facts?.version).toMatchObject({ major: 3, minor: 7, patch: 11 });
    expect(facts?.defaults.get("2bounce_notice_recipient")).toBe("postmaster");
    expect(facts?.defaults.get("relayhost")).toBe("");
  });

  it("asks the program it is told to", async () => {
    const exec = postfix(exit(DEFAULTS));
    await askPostfix(exec, MACHINE, {
      timeout: 1_000,
      postconf: "/opt/postfix/sbin/postconf",
      tableTypes: false,
    });
    expect(exec.asked).toEqual(["/opt/postfix/sbin/postconf -d -c /nonexistent"]);
  });

  it("goes without table types when a broken main.cf keeps postconf from listing them", async () => {
    const died = exit("", 1, "postconf: fatal: /etc/postfix/main.cf, line 2: missing '='\n");
    const answer = await askPostfix(postfix(exit(DEFAULTS), died), MACHINE, { timeout: 1_000 });
    expect("facts" in answer && answer.facts.tableTypes).toBeUndefined();
    expect("facts" in answer && answer.facts.version.text).toBe("3.7.11");
  });

  it.each<[string, ExecResult, string]>([
    ["missing", { kind: "missing", message: "does not exist" }, "/usr/sbin/postconf does not exist."],
    [
      "denied",
      { kind: "denied", message: "may not be run by this user" },
      "/usr/sbin/postconf may not be run by this user.",
    ],
    [
      "hanging",
      { kind: "timeout", message: "did not end within 5 seconds" },
      "/usr/sbin/postconf did not end within 5 seconds.",
    ],
    [
      "failing",
      exit("", 1, "postconf: fatal: no way\nmore\n"),
      '/usr/sbin/postconf ended with exit code 1 and said "postconf: fatal: no way".',
    ],
    ["failing silently", exit("", 7), "/usr/sbin/postconf ended with exit code 7."],
    [
      "another program",
      exit("hello\n"),
      "/usr/sbin/postconf printed something that names no Postfix version.",
    ],
    [
      "oddly versioned",
      exit("mail_version = new\n"),
      "/usr/sbin/postconf printed something that names no Postfix version.",
    ],
  ])("says why it got no answer: %s", async (_, result, reason) => {
    expect(reasonOf(await askPostfix(postfix(result), MACHINE, { timeout: 5_000 }))).toBe(reason);
  });

  it("says that there is none", async () => {
    expect(reasonOf(await askPostfix(NO_POSTFIX, MACHINE, { timeout: 1_000 }))).toBe(
      "No postconf program is in PATH or in the usual system directories.",
    );
  });
});

describe("choosing what to answer for", () => {
  const installed: HostAnswer = { facts: installedFacts(DEFAULTS, ["cidr"], MACHINE)! };
  const none: HostAnswer = { reason: "Nobody is at home." };
  const choose = (version: string, host: HostAnswer) => {
    const { facts, reason, detail } = chooseFacts(version, host, MACHINE);
    return { version: facts.version.text, voice: facts.voice, reason, detail };
  };

  it.each([
    ["", installed, { version: "3.7.11", voice: "installed", reason: "installed" }],
    ["", none, { version: NEWEST_RELEASE.text, voice: "knowledge", reason: "newest-known" }],
    ["3.5", installed, { version: "3.5", voice: "knowledge", reason: "setting" }],
    ["3.5", none, { version: "3.5", voice: "knowledge", reason: "setting" }],
    ["3.7.11", installed, { version: "3.7.11", voice: "installed", reason: "setting" }],
    ["3.7", installed, { version: "3.7", voice: "knowledge", reason: "setting" }],
    ["3.7.12", installed, { version: "3.7.12", voice: "knowledge", reason: "setting" }],
    ["newest", installed, { version: "3.7.11", voice: "installed", reason: "installed" }],
    ["newest", none, { version: NEWEST_RELEASE.text, voice: "knowledge", reason: "newest-known" }],
  ] as const)("version %j", (version, host, expected) => {
    expect(choose(version, host)).toMatchObject(expected);
  });

  it("explains itself", () => {
    expect(choose("", none).detail).toBe(
      `Nobody is at home. Held against Postfix ${NEWEST_RELEASE.text}, the newest release known.`,
    );
    expect(choose("", installed).detail).toBe(
      "Postfix 3.7.11 is installed: its own postconf says the defaults and the table types.",
    );
    expect(choose("3.5", installed).detail).toBe(
      "Postfix 3.5 is the version that was chosen; installed is 3.7.11, so the defaults are those known of 3.5.",
    );
    expect(choose("3.7.11", installed).detail).toBe(
      "Postfix 3.7.11 is the version that was chosen, and it is installed: its own postconf says the defaults.",
    );
    expect(choose("newest", installed).detail).toMatch(
      /^"newest" is not a version such as 3\.7 or 3\.7\.11\. /,
    );
  });

  it("keeps the machine of whoever asks", () => {
    expect(chooseFacts("3.5", installed, MACHINE).facts.machine).toBe(MACHINE);
    expect(chooseFacts("3.5", none, MACHINE).facts.defaults.get("process_id")).toBe("4711");
  });
});
