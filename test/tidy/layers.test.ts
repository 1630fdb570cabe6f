// Imports run downwards only: docs/architecture.md says why, the table below is the rule.
import { describe, expect, it } from "vitest";
import { cycles, type Import, importsOf, isBelow, layerOf, sourceFiles, textOf } from "./imports";

interface Layer {
  /** Layers that may be imported besides the own one. */
  readonly imports: readonly string[];
  /** Packages, and modules of the host: a name, or `node:*` for all of Node's. */
  readonly packages: readonly string[];
}

const BASE = "server/src/base/";
const CONTRACT = "server/src/contract/";
const PORTS = "server/src/ports/";
const SYNTAX = "server/src/syntax/";
const KNOWLEDGE = "server/src/knowledge/";
const MATCHING = "server/src/matching/";
const ANALYSIS = "server/src/analysis/";
const FEATURES = "server/src/features/";
const TOOLS = "server/src/tools/";
const PROTOCOL = "server/src/protocol/";
const CLI = "server/src/cli/";
const NODE = "server/src/node/";
const BELOW_ANALYSIS = [BASE, CONTRACT, PORTS, SYNTAX, KNOWLEDGE, MATCHING];

const LAYERS: Readonly<Record<string, Layer>> = {
  [BASE]: { imports: [], packages: [] },
  [CONTRACT]: { imports: [], packages: [] },
  [PORTS]: { imports: [BASE], packages: [] },
  [SYNTAX]: { imports: [BASE], packages: [] },
  [KNOWLEDGE]: { imports: [BASE, SYNTAX], packages: [] },
  [MATCHING]: { imports: [BASE, SYNTAX, KNOWLEDGE], packages: [] },
  [ANALYSIS]: { imports: BELOW_ANALYSIS, packages: [] },
  [FEATURES]: { imports: [...BELOW_ANALYSIS, ANALYSIS], packages: ["vscode-languageserver-types"] },
  [TOOLS]: { imports: [...BELOW_ANALYSIS, ANALYSIS], packages: ["diff"] },
  // The version is that of package.json, here and in the command line.
  [PROTOCOL]: {
    imports: [...BELOW_ANALYSIS, ANALYSIS, FEATURES, TOOLS, "package.json"],
    packages: ["vscode-languageserver", "vscode-languageserver-textdocument", "vscode-languageserver-types"],
  },
  [CLI]: {
    imports: [...BELOW_ANALYSIS, ANALYSIS, FEATURES, TOOLS, "package.json"],
    packages: ["commander", "picocolors", "sarif"],
  },
  [NODE]: { imports: [BASE, PORTS], packages: ["node:*", "dns-packet"] },
  // The composition roots put the layers together.
  "server/src/server-main.ts": {
    imports: [PROTOCOL, NODE],
    packages: ["vscode-languageserver/node", "node:path"],
  },
  "server/src/cli-main.ts": {
    imports: [CLI, NODE, "server/src/server-main.ts"],
    packages: [],
  },
  "server/src/worker-main.ts": { imports: [MATCHING, TOOLS, NODE], packages: ["node:worker_threads"] },
  "client/src/client.ts": {
    imports: [CONTRACT],
    packages: ["vscode", "vscode-languageclient/node"],
  },
  // The rest of the client knows the server only by its contract, and of Node only how paths are joined.
  "client/src/": { imports: [CONTRACT, "client/src/"], packages: ["vscode", "node:path"] },
};

/** The table's row for a file. All of the client but client.ts is one layer. */
function rowOf(file: string): [name: string, layer: Layer] | undefined {
  const own = layerOf(file);
  const name = LAYERS[own] ? own : isBelow("client/src", file) ? "client/src/" : own;
  const layer = LAYERS[name];
  return layer && [name, layer];
}

/** What the table has against an import; undefined when it may stand. */
function objectionTo({ from, specifier, target }: Import): string | undefined {
  const row = rowOf(from);
  if (!row) return `${from} lies in no layer`;
  const [name, layer] = row;
  if (target === undefined) {
    const allowed = layer.packages.some((entry) =>
      entry === "node:*" ? specifier.startsWith("node:") : entry === specifier,
    );
    return allowed ? undefined : `${from} imports ${specifier}`;
  }
  const [top] = rowOf(target) ?? [layerOf(target)];
  // client.ts is imported by the rest of the client, and languages.ts is part of that rest.
  const isClient = isBelow("client/src", from) && isBelow("client/src", target);
  const allowed = top === name || isClient || layer.imports.includes(layerOf(target));
  return allowed ? undefined : `${from} imports ${target}`;
}

const FILES = [...sourceFiles("server/src"), ...sourceFiles("client/src")];
const IMPORTS = FILES.flatMap((file) => importsOf(file, textOf(file)));

describe("layers", () => {
  it("are found: the table is held against something", () => {
    expect(FILES.length).toBeGreaterThan(50);
    expect(IMPORTS.length).toBeGreaterThan(200);
  });

  it("import nothing that the table does not allow", () => {
    expect(IMPORTS.flatMap((edge) => objectionTo(edge) ?? [])).toEqual([]);
  });

  it("hold every file", () => {
    expect(FILES.filter((file) => !rowOf(file))).toEqual([]);
  });

  it("import files that exist", () => {
    const known = new Set(FILES);
    const missing = IMPORTS.filter(
      ({ target }) => target !== undefined && !known.has(target) && !target.endsWith(".json"),
    );
    expect(missing).toEqual([]);
  });

  it("have no circles of imports, save of types inside the model", () => {
    const values = IMPORTS.filter((edge) => !edge.typeOnly);
    expect(cycles(values)).toEqual([]);
    const outside = cycles(IMPORTS).filter(
      (group) => !group.every((file) => isBelow("server/src/analysis/model", file)),
    );
    expect(outside).toEqual([]);
  });

  it("begin each file with a comment that says what it is for, or with a rule that says it itself", () => {
    // A program's first line names its interpreter.
    const isExplained = (text: string) =>
      /^(\/\*\*|\/\/) *\S/.test(text.replace(/^#!.*\n/, "").replace(/^\/\*\*\n \*/, "/**"));
    const isRule = (text: string) => text.includes("= defineRule({\n  id: ");
    const silent = FILES.filter((file) => !isExplained(textOf(file)) && !isRule(textOf(file)));
    expect(silent).toEqual([]);
  });
});

describe("the check itself", () => {
  const imports = (text: string, file = "server/src/syntax/x.ts") =>
    importsOf(file, text).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? " (type)" : ""}`);

  it("sees every form of import", () => {
    const text = [
      'import a from "a";',
      'import type { b } from "b";',
      'import { type c, type d } from "c";',
      'import {\n  e,\n  type f,\n} from "e";',
      'import "g";',
      'export * from "h";',
      'export { i } from "i";',
      'export type { j } from "j";',
      'import * as k from "k";',
      '  const m = await import("m");',
      'const n = require("n");',
      'let o: import("o").O;',
      'import p = require("p");',
      "const q = import(`q`);",
      '// import "not this"',
      ' * const x = import("nor this");',
      'export const from = "nor that";',
    ].join("\n");
    expect(imports(text).join(" ")).toBe("a b (type) c (type) e g h i j (type) k m n o (type) p q");
  });

  const objections = (file: string, text: string) =>
    importsOf(file, text).flatMap((edge) => objectionTo(edge) ?? []);

  it.each([
    ["server/src/base/x.ts", `import type { A } from "../syntax/lists";`, "server/src/syntax/lists.ts"],
    ["server/src/syntax/x.ts", `import "node:fs";`, "node:fs"],
    ["server/src/contract/x.ts", `import "../base/span";`, "server/src/base/span.ts"],
    [
      "server/src/analysis/rules/a/x.ts",
      `export * from "../../../features/ranges";`,
      "server/src/features/ranges.ts",
    ],
    ["server/src/features/x.ts", `type A = import("vscode-languageserver").A;`, "vscode-languageserver"],
    ["server/src/cli/x.ts", `const a = () => import("../protocol/server");`, "server/src/protocol/server.ts"],
    ["server/src/node/x.ts", `import "../analysis/directory";`, "server/src/analysis/directory.ts"],
    ["client/src/x.ts", `import "vscode-languageclient/node";`, "vscode-languageclient/node"],
    ["client/src/commands/x.ts", `import "../../../server/src/syntax/lists";`, "server/src/syntax/lists.ts"],
    ["client/src/client.ts", `import "../../server/src/base/span";`, "server/src/base/span.ts"],
  ])("objects to %s: %s", (file, text, target) => {
    expect(objections(file, text)).toEqual([`${file} imports ${target}`]);
  });

  it("objects to a folder that the table does not have", () => {
    expect(objections("server/src/misc/x.ts", `import "../base/span";`)).toEqual([
      "server/src/misc/x.ts lies in no layer",
    ]);
  });

  it("finds circles", () => {
    const edge = (from: string, target: string): Import => ({ from, target, specifier: "", typeOnly: false });
    expect(cycles([edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("c", "d"), edge("e", "a")])).toEqual([
      ["a", "b", "c"],
    ]);
    expect(cycles([edge("a", "a")])).toEqual([["a"]]);
    expect(cycles([edge("a", "b"), edge("a", "c"), edge("b", "c")])).toEqual([]);
  });
});
