// `npm run build`: the bundles of the extension, in dist/. Options: --dev (readable, with source maps),
// --watch (as --dev, and builds again at every change).
import { chmodSync, copyFileSync, rmSync } from "node:fs";
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

/** Makes dist/cli.js a program of its own, so that Linux and macOS start it without naming Node. */
const executable = {
  name: "executable",
  setup({ onEnd }) {
    onEnd(({ errors }) => {
      if (errors.length === 0) chmodSync(inRoot("dist", "cli.js"), 0o755);
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

/**
 * The command line loads the server's bundle beside its own when somebody asks for the server. Holding the same code a
 * second time would make every other verb start later: reading a bundle takes longer than all else that most verbs do.
 */
const serverBeside = {
  name: "server-beside",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/server-main$/ }, () => ({ path: "./server.js", external: true }));
  },
};

function esbuildOptions(dev) {
  return {
    absWorkingDir: root,
    entryPoints: bundles,
    outdir: "dist",
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    // The LSP packages' CommonJS builds hide their imports from bundlers; their ES modules do not.
    mainFields: ["module", "main"],
    // Node keeps a source of ASCII in half the memory, and reads it faster; esbuild escapes the rest.
    charset: "ascii",
    minify: !dev,
    sourcemap: dev ? "linked" : false,
    legalComments: "none",
    logLevel: "warning",
    plugins: [rawText, serverBeside, pcre2Beside, executable],
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
  const builder = await context(esbuildOptions(dev || watch));
  if (watch) {
    await builder.watch();
    console.log("build: watching");
    return;
  }
  // A source map of an earlier --dev build would not belong to what is built now.
  for (const { out } of bundles) rmSync(inRoot("dist", `${out}.js.map`), { force: true });
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
