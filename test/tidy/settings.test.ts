/** package.json says the same as the tables in contract/: settings, languages and what is restricted. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RULES } from "../../server/src/analysis/rules/index";
import { LEVEL_WORDS } from "../../server/src/analysis/rules/levels";
import {
  DOCUMENT_LANGUAGES,
  isTableLanguageId,
  languageOfFile,
  TABLE_LANGUAGES,
} from "../../server/src/contract/languages";
import { readServerSettings, SETTINGS, type SettingDefinition } from "../../server/src/contract/settings";
import { isTableType } from "../../server/src/syntax/tables/table";
import { ROOT } from "./imports";

/** The levels as the editor proposes them. */
const WORDS = ["off", "hint", "info", "warning", "error"];

/** Languages that only have colours: the client shows a text of its own in them, and the server is not asked. */
const COLOURED_ONLY = ["postfix-message"];

interface Language {
  readonly id: string;
  readonly filenames?: readonly string[];
  readonly filenamePatterns?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly contributes: {
    readonly languages: readonly Language[];
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Record<string, unknown>>> };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
};

describe("package.json", () => {
  it("declares the settings of the table, and no others", () => {
    const declared = Object.entries(manifest.contributes.configuration.properties).map(([key, property]) => {
      const {
        scope: _scope,
        markdownDescription: description,
        enum: values,
        properties: _properties,
        additionalProperties: _additionalProperties,
        ...rest
      } = property;
      return { key, ...rest, ...(values !== undefined && { enum: values }), description };
    });
    const table = (SETTINGS as readonly SettingDefinition[]).map(
      ({ restricted: _restricted, ...rest }) => rest,
    );
    expect(declared).toEqual(table);
  });

  it("knows the rules that postfix.rules may name (UPDATE=1 writes them anew)", () => {
    const properties = Object.fromEntries(
      RULES.map(({ id, docs }) => [id, { enum: WORDS, markdownDescription: docs.what }]),
    );
    const setting = manifest.contributes.configuration.properties["postfix.rules"]!;
    if (process.env.UPDATE === "1") {
      setting.properties = properties;
      writeFileSync(join(ROOT, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
    }
    expect(setting).toMatchObject({ properties, additionalProperties: false });
    expect(WORDS.filter((word) => !Object.hasOwn(LEVEL_WORDS, word))).toEqual([]);
  });

  it("takes restricted settings from trusted workspaces only", () => {
    const restricted = (SETTINGS as readonly SettingDefinition[]).filter((setting) => setting.restricted);
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(
      restricted.map(({ key }) => key),
    );
  });

  it("declares the languages that client and server serve", () => {
    expect(manifest.contributes.languages.map(({ id }) => id)).toEqual([
      ...DOCUMENT_LANGUAGES,
      ...COLOURED_ONLY,
    ]);
    for (const { id, filenames = [], filenamePatterns = [] } of manifest.contributes.languages) {
      // What a lookup table is, its place says: Postfix does not care about its name.
      const isTable = isTableLanguageId(id);
      if (isTable && isTableType(TABLE_LANGUAGES[id])) {
        expect(filenamePatterns).toEqual([`**/postfix/**/*.${TABLE_LANGUAGES[id]}`]);
      }
      const names = [...filenames, ...filenamePatterns.map((pattern) => pattern.replaceAll("*", "mail"))];
      expect(names.map(languageOfFile)).toEqual(names.map(() => (isTable ? undefined : id)));
    }
    for (const { id, filenames, filenamePatterns } of manifest.contributes.languages)
      if (COLOURED_ONLY.includes(id)) expect({ filenames, filenamePatterns }).toEqual({});
    expect(["spam.cf", "main.cfg", "postfix", "domain.cf"].map(languageOfFile)).toEqual(
      Array(4).fill(undefined),
    );
  });

  it("has a registered command for each one in the palette", () => {
    const extension = readFileSync(join(ROOT, "client/src/extension.ts"), "utf8");
    const registered = [...extension.matchAll(/"(postfix\.\w+)":/g)].map(([, id]) => id);
    expect(manifest.contributes.commands.map(({ command }) => command).sort()).toEqual(registered.sort());
    expect(new Set(manifest.contributes.commands.map(({ category }) => category))).toEqual(
      new Set(["Postfix"]),
    );
  });
});

describe("readServerSettings", () => {
  it("takes what is well-formed and the default for the rest", () => {
    const defaults = { version: "", host: "auto", postconf: "" };
    expect(readServerSettings(undefined)).toEqual(defaults);
    expect(readServerSettings({ version: 3.7, host: "sometimes", postconf: null })).toEqual(defaults);
    expect(readServerSettings({ version: " 3.7 ", host: "none", postconf: "/opt/postconf" })).toEqual({
      version: "3.7",
      host: "none",
      postconf: "/opt/postconf",
    });
  });
});
