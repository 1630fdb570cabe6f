/** Which files the paths of a command line mean. */
import { describe, expect, it } from "vitest";
import { guessLanguage, readInputs } from "../../server/src/cli/inputs";
import { absolutePath, joinPath, siblingPath } from "../../server/src/cli/paths";
import type { CliRuntime } from "../../server/src/cli/runtime";
import {
  collector,
  type FakeFile,
  fakeFiles,
  fakeWriter,
  MACHINE,
  NO_POSTFIX,
  NOTHING_MORE,
} from "./support";

async function read(paths: string[], files: Record<string, FakeFile>, cwd = "/etc") {
  const runtime: CliRuntime = {
    files: fakeFiles(files),
    writer: fakeWriter({}),
    exec: NO_POSTFIX,
    machine: () => MACHINE,
    stdout: collector(),
    stderr: collector(),
    cwd,
    env: {},
    ...NOTHING_MORE,
  };
  const { configurations, problems } = await readInputs(runtime, paths);
  const shown = configurations.map(({ files: found }) =>
    found.map(({ path, language, wanted }) => `${path} ${language.slice(8)}${wanted ? "" : " (context)"}`),
  );
  return { configurations: shown, problems };
}

const BOTH = { "/etc/postfix/main.cf": "a = b\n", "/etc/postfix/master.cf": "" };
const denied = { kind: "denied", message: "permission denied" } as const;

describe("paths to configurations", () => {
  it.each<[string, string[], Record<string, FakeFile>, { configurations: string[][]; problems?: string[] }]>([
    [
      "a directory is both files",
      ["/etc/postfix/"],
      BOTH,
      { configurations: [["/etc/postfix/main.cf main", "/etc/postfix/master.cf master"]] },
    ],
    [
      "a relative directory",
      ["postfix"],
      BOTH,
      { configurations: [["postfix/main.cf main", "postfix/master.cf master"]] },
    ],
    [
      "a directory with one of them",
      ["x", "y"],
      { "/etc/x/main.cf": "", "/etc/y/master.cf": "" },
      { configurations: [["x/main.cf main"], ["y/master.cf master"]] },
    ],
    [
      "a directory with none of them",
      ["."],
      { "/etc/hosts": "" },
      { configurations: [], problems: [".: has neither main.cf nor master.cf"] },
    ],
    [
      "a file brings its sibling for context",
      ["postfix/master.cf"],
      BOTH,
      { configurations: [["postfix/master.cf master", "postfix/main.cf main (context)"]] },
    ],
    ["a file without sibling", ["main.cf"], { "/etc/main.cf": "" }, { configurations: [["main.cf main"]] }],
    [
      "a sibling that cannot be read",
      ["main.cf"],
      { "/etc/main.cf": "", "/etc/master.cf": denied },
      { configurations: [["main.cf main"]] },
    ],
    [
      "both files make one configuration",
      ["postfix/master.cf", "postfix/main.cf"],
      BOTH,
      { configurations: [["postfix/master.cf master", "postfix/main.cf main"]] },
    ],
    [
      "nothing twice",
      ["postfix", "postfix/main.cf", "/etc/postfix", "./postfix//master.cf", "postfix/."],
      BOTH,
      { configurations: [["postfix/main.cf main", "postfix/master.cf master"]] },
    ],
    [
      "names with more before or behind",
      ["relay.main.cf", "master.cf.proto"],
      {
        "/etc/relay.main.cf": "",
        "/etc/relay.master.cf": "",
        "/etc/main.cf": "",
        "/etc/master.cf.proto": "",
        "/etc/main.cf.proto": "",
      },
      {
        configurations: [
          ["relay.main.cf main", "relay.master.cf master (context)"],
          ["master.cf.proto master", "main.cf.proto main (context)"],
        ],
      },
    ],
    [
      "names that say nothing: by content, alone",
      ["template.j2", "services"],
      {
        "/etc/template.j2": "myhostname = a\n",
        "/etc/services": "smtp inet n - y - - smtpd\n",
        "/etc/main.cf": "",
      },
      { configurations: [["template.j2 main"], ["services master"]] },
    ],
    [
      "what cannot be read",
      ["nowhere", "secret", "postfix/main.cf", "locked"],
      { ...BOTH, "/etc/secret": denied, "/etc/locked/main.cf": denied, "/etc/locked/master.cf": "" },
      {
        configurations: [
          ["postfix/main.cf main", "postfix/master.cf master (context)"],
          ["locked/master.cf master"],
        ],
        problems: [
          "nowhere: no such file or directory",
          "secret: permission denied",
          "locked/main.cf: permission denied",
        ],
      },
    ],
  ])("%s", async (_, paths, files, { configurations, problems = [] }) => {
    expect(await read(paths, files)).toEqual({ configurations, problems });
  });
});

it.each([
  ["postfix-main", "myhostname = a\n"],
  ["postfix-main", ""],
  ["postfix-main", "# only comments\n"],
  ["postfix-main", "smtpd_recipient_restrictions = inet a b c d e f g\n"],
  ["postfix-main", "a = b\nc = d\nsmtp inet n - y - - smtpd\n"],
  ["postfix-main", "smtp inet n - y - -\n"],
  ["postfix-main", "the unix file has more than eight words here\na = b\n"],
  ["postfix-master", "smtp inet n - y - - smtpd\n  -o a=b\n"],
  ["postfix-master", "# c\nsmtp inet n - y - - smtpd\nlmtp unix - - y - - lmtp\n{{ template }}\n"],
])("takes for %s: %j", (language, text) => {
  expect(guessLanguage(text)).toBe(language);
});

it("joins paths", () => {
  expect(joinPath("/etc/postfix", "main.cf")).toBe("/etc/postfix/main.cf");
  expect(joinPath("/etc/postfix/", "main.cf")).toBe("/etc/postfix/main.cf");
  expect(joinPath("/", "main.cf")).toBe("/main.cf");
  expect(joinPath(".", "main.cf")).toBe("main.cf");
  expect(joinPath("C:\\postfix\\", "main.cf")).toBe("C:\\postfix\\main.cf");
});

it("makes paths absolute", () => {
  expect(absolutePath("/etc", "postfix")).toBe("/etc/postfix");
  expect(absolutePath("/etc", "./postfix/./main.cf")).toBe("/etc/postfix/main.cf");
  expect(absolutePath("/etc", ".")).toBe("/etc");
  expect(absolutePath("/", ".")).toBe("/");
  expect(absolutePath("/etc", "/a//b/")).toBe("/a/b");
  expect(absolutePath("/etc", "/")).toBe("/");
  expect(absolutePath("/etc", "../a")).toBe("/etc/../a");
  expect(absolutePath("C:\\x", "D:\\y")).toBe("D:\\y");
});

it("knows siblings by name", () => {
  expect(siblingPath("/etc/postfix/main.cf")).toBe("/etc/postfix/master.cf");
  expect(siblingPath("master.cf")).toBe("main.cf");
  expect(siblingPath("C:\\x\\main.cf")).toBe("C:\\x\\master.cf");
  expect(siblingPath("main.cf/relay.main.cf")).toBe("main.cf/relay.master.cf");
  expect(siblingPath("main.cf.dist")).toBe("master.cf.dist");
  expect(siblingPath("domain.cf")).toBeUndefined();
  expect(siblingPath("main.cf.j2.bak")).toBeUndefined();
});
