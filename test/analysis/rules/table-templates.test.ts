// What is a placeholder in a table, and what is a pattern.
import { describe, expect, it } from "vitest";
import { isTableTemplate } from "../../../server/src/analysis/rules/table-templates";

describe("a placeholder in a table", () => {
  it.each(["{% if a %}", "/a/ {{ b }}", "<%= x %>", "{{- name }}"])("is %s", (text) => {
    expect(isTableTemplate(text)).toBe(true);
  });

  it.each([
    "/<IFRAME>/ x",
    "/%20/ x",
    "/a{{2}}/ x",
    "/{%/ x",
    "/@DOMAIN@/ x",
    "/a{2}/ ${1}",
  ])("is not %s", (text) => {
    expect(isTableTemplate(text)).toBe(false);
  });
});
