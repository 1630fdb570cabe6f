/** The words that run the command line again. */
import { expect, it } from "vitest";
import { type OwnProcess, ownCommand, scriptCommand } from "../../server/src/node/own-command";

const started = (script: string | undefined, given: Partial<OwnProcess> = {}): OwnProcess => ({
  argv: script === undefined ? ["/usr/bin/node"] : ["/usr/bin/node", script, "check", "main.cf"],
  env: { PATH: "/usr/local/bin:/usr/bin:/home/user/node_modules/.bin" },
  execPath: "/usr/bin/node",
  versions: { node: "20.20.2" },
  ...given,
});

const ELECTRON = { execPath: "/usr/share/code/code", versions: { node: "20.20.2", electron: "29.4.0" } };

it.each([
  ["/usr/local/bin/postfix-ls", {}, ["postfix-ls"]],
  ["/usr/local/bin/postfix-ls", { env: { PATH: "/bin" } }, ["/usr/bin/node", "/usr/local/bin/postfix-ls"]],
  ["/usr/local/bin/postfix-ls", { env: {} }, ["/usr/bin/node", "/usr/local/bin/postfix-ls"]],
  // A shell finds the next one only while npx runs, and sudo never.
  [
    "/home/user/node_modules/.bin/postfix-ls",
    {},
    ["/usr/bin/node", "/home/user/node_modules/.bin/postfix-ls"],
  ],
  ["/usr/local/bin/other", {}, ["/usr/bin/node", "/usr/local/bin/other"]],
  ["/opt/x/dist/cli.js", {}, ["/usr/bin/node", "/opt/x/dist/cli.js"]],
  [
    "/opt/x/dist/cli.js",
    ELECTRON,
    ["env", "ELECTRON_RUN_AS_NODE=1", "/usr/share/code/code", "/opt/x/dist/cli.js"],
  ],
])("%s, %j: %j", (script, given, words) => {
  expect(ownCommand(started(script, given))).toEqual(words);
});

it("gives a script its whole path", () => {
  expect(ownCommand(started("dist/cli.js"))).toEqual(["/usr/bin/node", `${process.cwd()}/dist/cli.js`]);
});

it("runs another script with the same interpreter", () => {
  expect(scriptCommand(started("/x/dist/server.js"), "/x/dist/cli.js")).toEqual([
    "/usr/bin/node",
    "/x/dist/cli.js",
  ]);
  expect(scriptCommand(started(undefined, ELECTRON), "/x/dist/cli.js")).toEqual([
    "env",
    "ELECTRON_RUN_AS_NODE=1",
    "/usr/share/code/code",
    "/x/dist/cli.js",
  ]);
});
