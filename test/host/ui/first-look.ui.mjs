// The first thing a user sees: the installed extension takes main.cf for what it is and marks a mistake in it.
import assert from "node:assert/strict";
import Mocha from "mocha";
import { uiTest } from "../ui.mjs";

Mocha.describe("first look", () => {
  uiTest(
    "main.cf opens with its language and a mark",
    { files: { "main.cf": "relayhsot = mx.example.org\n" } },
    async (editor) => {
      await editor.openFile("main.cf");
      assert.match(await editor.language(), /Postfix/);
      const problems = await editor.problems();
      assert.ok(
        problems.some((problem) => problem.includes("relayhsot")),
        problems.join("\n"),
      );
      await editor.screenshot("first look");
    },
  );
});
