// esbuild plugin for `import text from "./file.json?raw"`: the file's text. Vitest understands the same spelling by
// itself. The text stays in a file of its own beside the bundles, as dist/knowledge/data/parameters.json: there it is
// once for all bundles, and none of them has to be read through a text that it may never ask for.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { inRoot } from "./project.mjs";

const suffix = "?raw";

/** The plugin. Where the bundles go comes from esbuild's own options. */
export const rawText = {
  name: "raw-text",
  setup({ initialOptions, onResolve, onLoad }) {
    const { outdir, outfile, absWorkingDir = "" } = initialOptions;
    const directory = resolve(absWorkingDir, outdir ?? dirname(outfile));
    onResolve({ filter: /\.json\?raw$/ }, (args) => ({
      path: resolve(args.resolveDir, args.path.slice(0, -suffix.length)),
      namespace: "raw-text",
      sideEffects: false,
    }));
    onLoad({ filter: /.*/, namespace: "raw-text" }, ({ path }) => {
      const name = relative(inRoot("server", "src"), path);
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), asciiJson(readFileSync(path, "utf8")));
      return { contents: readerOf(name.split(sep).join("/")), watchFiles: [path] };
    });
  },
};

/** JSON without its indentation, and of ASCII only: Node reads that fastest, and keeps it in half the memory. */
function asciiJson(text) {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(JSON.parse(text)).replace(/[\u0080-\uffff]/g, escaped);
}

/** A module whose default export is read whenever it is asked for; nothing is read when the module is loaded. */
function readerOf(name) {
  return `
    exports.__esModule = true;
    Object.defineProperty(exports, "default", {
      enumerable: true,
      get: () => require("node:fs").readFileSync(__dirname + ${JSON.stringify(`/${name}`)}, "latin1"),
    });`;
}
