// The main job as a user sees it: what is proposed while typing, what a hover says, which lines are faded and what the
// light bulb offers, what the problems panel and the terminal show. The pictures stay in test-results/.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Mocha from "mocha";
import { inRoot } from "../../setup/project.mjs";
import { uiTest } from "../ui.mjs";

const sample = (name) => readFileSync(inRoot("test", "fixtures", "sample", name), "utf8");
const SAMPLE = { "main.cf": sample("main.cf"), "master.cf": sample("master.cf") };

/** Each line but the first is wrong, and no tool of Postfix's says so. */
const SILENT = `compatibility_level = 3.6
smtpd_helo_required = true
mynetworks = 127.0.0.0/8, 192.0.2.7/24
smtpd_client_restrictions = permit_mynetworks, reject_rbl_client zen.spamhaus.org, bl.example.net
queue_run_delay = 10 # minutes
header_checks = pcre:/etc/postfix/header_checks
`;

Mocha.describe("main job", () => {
  uiTest(
    "proposes parameters and then their values",
    { files: { "main.cf": "relayhsot = a\n" } },
    async (editor) => {
      await editor.openFile("main.cf");
      // Nobody proposes anything before the extension is up; its first finding says that it is.
      await editor.squiggles();
      await editor.goTo(2);
      await editor.type("smtpd_tls_sec");
      assert.ok((await editor.waitForSuggest()).includes("smtpd_tls_security_level"));
      await editor.screenshot("completion of names");
      await editor.acceptSuggestion("smtpd_tls_security_level");
      const values = await editor.waitForSuggest();
      for (const value of ["none", "may", "encrypt"]) assert.ok(values.includes(value), values.join(" "));
      await editor.screenshot("completion of values");
      await editor.acceptSuggestion("may");
      await editor.save();
      assert.equal(editor.readFile("main.cf"), "relayhsot = a\nsmtpd_tls_security_level = may");
    },
  );

  uiTest("explains, fades what restates a default, and removes it", { files: SAMPLE }, async (editor) => {
    await editor.openFile("main.cf");
    await editor.page.locator(".squiggly-inline-unnecessary").first().waitFor({ timeout: 20_000 });
    await editor.screenshot("restated defaults are faded");
    await editor.hover("bounce_queue_lifetime");
    const inForce = editor.page.locator(".monaco-hover", { hasText: "In force" }).first();
    await inForce.waitFor({ timeout: 20_000 });
    assert.match(await inForce.innerText(), /Postfix 3[.]\d+[.]\d+ on this machine/);
    await editor.screenshot("hover on a parameter");
    const line = SAMPLE["main.cf"].split("\n").indexOf("inet_interfaces = all") + 1;
    await editor.goTo(line, 3);
    const fixes = await editor.quickFixes();
    assert.ok(
      fixes.some((title) => title.startsWith("Remove")),
      fixes.join("\n"),
    );
    await editor.screenshot("light bulb on a restated default");
    await editor.applyQuickFix("Remove");
    await editor.save();
    assert.equal(editor.readFile("main.cf"), SAMPLE["main.cf"].replace("inet_interfaces = all\n", ""));
  });

  uiTest("lists problems, and checks the directory in the terminal", { files: SAMPLE }, async (editor) => {
    await editor.openFile("main.cf");
    const problems = await editor.problems();
    for (const word of ["relayhsot", "config_dir", "message_size_limit"]) {
      assert.ok(
        problems.some((problem) => problem.includes(word)),
        `${word} in\n${problems.join("\n")}`,
      );
    }
    await editor.screenshot("problems panel");
    await editor.runCommand("Postfix: Check Configuration");
    const text = await editor.waitForTerminal(/unknown-parameter[\s\S]*\d+ errors?, \d+ warnings?/, 40_000);
    assert.match(text, /main\.cf/);
    await editor.screenshot("check in the terminal");
  });

  uiTest(
    "finds what Postfix keeps silent about, and mends it",
    { files: { "main.cf": SILENT, header_checks: "if /^Subject:/\n  /lottery/ REJCT\nendif\n" } },
    async (editor) => {
      await editor.openFile("main.cf");
      const problems = await editor.problems();
      for (const word of ["'true'", "bl.example.net", "192.0.2.7/24", "'#'"]) {
        assert.ok(
          problems.some((problem) => problem.includes(word)),
          `${word} in\n${problems.join("\n")}`,
        );
      }
      await editor.screenshot("what postfix keeps silent about");
      await editor.hidePanel();
      await editor.goTo(2, 26);
      assert.ok((await editor.quickFixes()).includes("Change to 'yes'"));
      await editor.applyQuickFix("Change to 'yes'");
      await editor.save();
      assert.equal(editor.readFile("main.cf"), SILENT.replace("= true", "= yes"));
      await editor.openFile("header_checks");
      await editor.squiggles();
      assert.match(await editor.language(), /Postfix PCRE/);
      await editor.screenshot("a lookup table");
    },
  );

  uiTest(
    "starts nothing in Restricted Mode, and works from its own knowledge",
    { files: SAMPLE, trusted: false },
    async (editor) => {
      await editor.openFile("main.cf");
      const problems = await editor.problems();
      assert.ok(
        problems.some((problem) => problem.includes("relayhsot")),
        problems.join("\n"),
      );
      // The installed Postfix is another version than the newest one known, which speaks here.
      assert.ok(
        problems.some((problem) => problem.includes("Postfix 3.11.6 has no parameter 'relayhsot'")),
        problems.join("\n"),
      );
      await editor.screenshot("restricted mode");
    },
  );
});
