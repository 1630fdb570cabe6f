// esbuild plugin for `import text from "./file.json?raw"`: the file's text as a string in the bundle. Vitest
// understands the same spelling by itself. JSON stays text until the program parses it at first use, which is
// much faster to load than the same data as a JavaScript object literal.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const suffix = "?raw";

/** The plugin; a .json file loses its indentation on the way, every other file is taken as it is. */
export const rawText = {
  name: "raw-text",
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, (args) => ({
      path: resolve(args.resolveDir, args.path.slice(0, -suffix.length)),
      namespace: "raw-text",
    }));
    build.onLoad({ filter: /.*/, namespace: "raw-text" }, async (args) => {
      const text = await readFile(args.path, "utf8");
      const contents = args.path.endsWith(".json") ? JSON.stringify(JSON.parse(text)) : text;
      return { contents, loader: "text", watchFiles: [args.path] };
    });
  },
};
