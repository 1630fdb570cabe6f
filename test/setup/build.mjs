// `npm run build`: the bundles of the extension, in dist/. Options: --dev (readable, with source maps),
// --watch (as --dev, and builds again at every change).
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { context } from "esbuild";
import { duration, inRoot, isMain, root } from "./project.mjs";
import { rawText } from "./raw-text.mjs";

/** What is built: the extension's client, the language server, the command line, and the thread that tries lookup tables. */
const bundles = [
  { in: "client/src/extension.ts", out: "client" },
  { in: "server/src/server-main.ts", out: "server" },
  { in: "server/src/cli-main.ts", out: "cli" },
  { in: "server/src/worker-main.ts", out: "worker" },
];

/** Files with what several bundles have in common lie in dist/ as well, since code finds its data beside itself. */
const sharedName = "shared-[hash]";
const isShared = (name) => /^shared-\w+\.js$/.test(name);

/**
 * Writes the bundles as CommonJS. esbuild shares code among bundles only where they are ES modules, and Node starts
 * CommonJS sooner, so every file that comes out is translated by itself.
 */
const commonJs = {
  name: "common-js",
  setup({ initialOptions: { minify, target, charset, sourcemap }, esbuild, onEnd }) {
    onEnd(async ({ errors, outputFiles }) => {
      if (errors.length > 0) return;
      // What an earlier build shared would go into the package.
      const old = readdirSync(inRoot("dist")).filter(isShared);
      for (const name of old) rmSync(inRoot("dist", name));
      for (const { path, text } of outputFiles) {
        const { code } = await esbuild.transform(text, {
          format: "cjs",
          platform: "node",
          // `require` for `import()`, too: Node would start its loader of ES modules for it.
          supported: { "dynamic-import": false },
          sourcefile: basename(path),
          minify,
          target,
          charset,
          sourcemap,
          legalComments: "none",
        });
        writeFileSync(path, code);
      }
      // A program of its own: Linux and macOS start it without naming Node.
      chmodSync(inRoot("dist", "cli.js"), 0o755);
    });
  },
};

/** Puts PCRE2 beside the bundles, which read it when the first pattern of a pcre table is tried. */
const pcre2Beside = {
  name: "pcre2-beside",
  setup({ onEnd }) {
    onEnd(({ errors }) => {
      const module = inRoot("node_modules", "@stephen-riley", "pcre2-wasm", "dist", "libpcre2.wasm");
      if (errors.length === 0) copyFileSync(module, inRoot("dist", "libpcre2.wasm"));
    });
  },
};

function esbuildOptions(dev) {
  return {
    absWorkingDir: root,
    entryPoints: bundles,
    outdir: "dist",
    bundle: true,
    platform: "node",
    format: "esm",
    splitting: true,
    chunkNames: sharedName,
    write: false,
    target: "node20",
    external: ["vscode"],
    // The LSP packages' CommonJS builds hide their imports from bundlers; their ES modules do not.
    mainFields: ["module", "main"],
    // Node keeps a source of ASCII in half the memory, and reads it faster; esbuild escapes the rest.
    charset: "ascii",
    minify: !dev,
    sourcemap: dev ? "inline" : false,
    legalComments: "none",
    logLevel: "warning",
    plugins: [rawText, pcre2Beside, commonJs],
  };
}

/**
 * Builds the bundles.
 * @param options.dev not minified, with source maps.
 * @param options.watch goes on building until the process ends.
 * @throws Error of esbuild, which has printed what is wrong by then.
 */
export async function build({ dev = false, watch = false } = {}) {
  const started = Date.now();
  mkdirSync(inRoot("dist"), { recursive: true });
  const builder = await context(esbuildOptions(dev || watch));
  if (watch) {
    await builder.watch();
    console.log("build: watching");
    return;
  }
  try {
    await builder.rebuild();
  } finally {
    await builder.dispose();
  }
  console.log(
    `build: ${bundles.map(({ out }) => `dist/${out}.js`).join(", ")} in ${duration(Date.now() - started)}`,
  );
}

if (isMain(import.meta.url)) {
  const args = process.argv.slice(2);
  const unknown = args.filter((arg) => arg !== "--dev" && arg !== "--watch");
  if (unknown.length > 0) {
    console.error(`build: unknown option ${unknown.join(" ")}; there are --dev and --watch`);
    process.exitCode = 2;
  } else {
    // esbuild has printed the errors itself; its exception would only repeat them.
    await build({ dev: args.includes("--dev"), watch: args.includes("--watch") }).catch(
      () => (process.exitCode = 1),
    );
  }
}
