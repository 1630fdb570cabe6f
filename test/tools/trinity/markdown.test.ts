// The report as Markdown: whole reports, and texts that stay texts whatever they hold.
import { expect, it } from "vitest";
import { settingLine } from "../../../server/src/contract/trinity";
import { markdownOf } from "../../../server/src/tools/trinity/markdown";
import { BAD, GOOD, HOSTILE, reportOf } from "../../support/trinity-reports";

it.each([
  ["good and bad", [GOOD, BAD]],
  ["hostile", [HOSTILE]],
])("is the same as ever: %s", async (name, results) => {
  await expect(markdownOf(reportOf(...results))).toMatchFileSnapshot(
    `golden/${name.replaceAll(" ", "-")}.md`,
  );
});

it("has no link and no HTML outside of code", () => {
  const outside = markdownOf(reportOf(HOSTILE))
    .replace(/^(`{3,})[^`]*\n[\s\S]*?\n\1$/gm, "")
    .replace(/(?<![`\\])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
  expect(outside).not.toMatch(/(?<!\\)[<>[\]]|:\/\/|www\.|@/);
});

it.each([
  [{ name: "myhostname", value: "mail.example.org", service: null }, "myhostname = mail.example.org"],
  [{ name: "smtp_helo_name", value: "$myhostname", service: "smtp/unix" }, "-o smtp_helo_name=$myhostname"],
  [
    { name: "smtpd_banner", value: "$myhostname ESMTP", service: "smtp/inet" },
    "-o { smtpd_banner = $myhostname ESMTP }",
  ],
])("writes a setting for its place: %j", (setting, line) => {
  expect(settingLine(setting)).toBe(line);
});
