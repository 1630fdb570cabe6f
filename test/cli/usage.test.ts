/** What every verb has in common: help, wrong usage, exit codes. `vitest -u` rewrites the help texts in golden/. */
import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { runCli } from "../../server/src/cli/run";
import { collector, fakeWriter, NO_POSTFIX, NOTHING_MORE, run } from "./support";

const VERBS = ["check", "values", "explain", "map", "cleanup", "privacy", "queue", "trinity", "server"];

describe("help", () => {
  it.each(["", ...VERBS])("%s --help", async (verb) => {
    const { code, stdout, stderr } = await run(`${verb} --help`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot(`golden/help${verb && `-${verb}`}.txt`);
  });

  it("lists every verb", async () => {
    const { stdout } = await run("--help");
    const listed = stdout
      .split("Verbs:")[1]!
      .match(/^ {2}\w+/gm)!
      .map((verb) => verb.trim());
    expect(listed).toEqual(VERBS);
  });

  it("fits into its width", async () => {
    for (const verb of ["", ...VERBS]) {
      const { stdout } = await run(`${verb} --help`);
      for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
    }
  });

  it("is what no arguments at all give, on standard error", async () => {
    expect(await run("")).toEqual({ code: 2, stdout: "", stderr: (await run("--help")).stdout });
  });

  it("has the version of the package", async () => {
    expect(await run("--version")).toEqual({ code: 0, stdout: `postfix-ls ${version}\n`, stderr: "" });
  });
});

describe("wrong usage is one line on standard error and exit code 2", () => {
  it.each([
    ["frobnicate", 'there is no verb "frobnicate"; --help lists them'],
    ["frobnicate --set", "unknown option '--set'"],
    ["--frobnicate", "unknown option '--frobnicate'"],
    ["check --formt json", "unknown option '--formt' (Did you mean --format?)"],
    [
      "check --format xml",
      "option '--format <FORMAT>' argument 'xml' is invalid. Allowed choices are text, json, sarif, github.",
    ],
    ["check --format", "option '--format <FORMAT>' argument missing"],
    [
      "check --min-severity bad",
      "option '--min-severity <LEVEL>' argument 'bad' is invalid. Allowed choices are error, warning, information, hint, info.",
    ],
    [
      "check --host maybe",
      "option '--host <WHO>' argument 'maybe' is invalid. Allowed choices are auto, none.",
    ],
    [
      "values --postfix-version new",
      "option '--postfix-version <V>' argument 'new' is invalid. It must look like 3.7 or 3.7.11.",
    ],
    ["values --set --defaults", "option '--set' cannot be used with option '--defaults'"],
    ["values -c", "option '-c <DIR>' argument missing"],
    ["explain", "missing required argument 'NAME'"],
    ["server", "server: say --stdio; it speaks on standard input and output only"],
    ["server --stdio now", "too many arguments for 'server'. Expected 0 arguments but got 1."],
  ])("%s", async (line, message) => {
    expect(await run(line)).toEqual({ code: 2, stdout: "", stderr: `postfix-ls: ${message}\n` });
  });
});

describe("server", () => {
  it.each([
    "server --stdio",
    "--stdio",
    "server --stdio --clientProcessId=42",
    "--stdio --clientProcessId=42",
  ])("%s", async (line) => {
    expect(await run(line)).toEqual({ code: 0, stdout: "(language server)\n", stderr: "" });
  });
});

it("says so when something unforeseen happens, with what a report needs", async () => {
  const stderr = collector();
  const code = await runCli(["check"], {
    files: {
      read: async () => {
        throw new Error("the sky is falling");
      },
      info: async () => {
        throw new Error("the sky is falling");
      },
      list: async () => ({ ok: true, value: [] }),
    },
    writer: fakeWriter({}),
    exec: NO_POSTFIX,
    machine: () => {
      throw new Error("the sky is falling");
    },
    stdout: collector(),
    stderr,
    cwd: "/",
    env: {},
    ...NOTHING_MORE,
  });
  expect(code).toBe(2);
  expect(stderr.text()).toMatch(
    /^postfix-ls: this should not happen and is a fault of postfix-ls itself:\nError: the sky is falling\n +at /,
  );
});
