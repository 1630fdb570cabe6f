// A lock file as package managers write it, with some keys that occur twice in their object.
import { createRandom } from "./random.mjs";
import { createWriter } from "./writer.mjs";

const first = [
  "fast",
  "tiny",
  "async",
  "micro",
  "deep",
  "safe",
  "node",
  "is",
  "to",
  "strip",
  "parse",
  "merge",
  "wrap",
];
const second = [
  "glob",
  "stream",
  "path",
  "regex",
  "buffer",
  "color",
  "json",
  "queue",
  "cache",
  "date",
  "yaml",
  "url",
];
const licenses = ["MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause"];

/** @param lineCount how many lines the file has, its last line break included */
export function generateJson(lineCount) {
  const random = createRandom(2);
  const writer = createWriter(lineCount);
  const name = () => `${random.pick(first)}-${random.pick(second)}`;
  const version = () => `${random.integer(0, 9)}.${random.integer(0, 20)}.${random.integer(0, 30)}`;
  const digest = () => random.list(11, () => random.integer(0, 0x7fffffff).toString(36)).join("");

  const addPackage = (index) => {
    const own = `${name()}-${index}`;
    const ownVersion = version();
    writer.add(
      `    "node_modules/${own}": {`,
      `      "version": "${ownVersion}",`,
      `      "resolved": "https://registry.example.org/${own}/-/${own}-${ownVersion}.tgz",`,
      `      "integrity": "sha512-${digest()}==",`,
      ...(random.chance(0.6) ? [`      "dev": ${random.chance(0.5)},`] : []),
      `      "license": "${random.pick(licenses)}",`,
    );
    const dependencies = random.list(
      random.integer(0, 5),
      (at) => `        "${name()}-${at}": "^${version()}"`,
    );
    if (dependencies.length > 0) {
      writer.add(`      "dependencies": {`, ...joined(dependencies), "      },");
    }
    writer.add(`      "engines": {`);
    if (writer.wantsEdit()) {
      writer.add(`        "node": ">=12",`);
      writer.addEdited(`        "node‸": ">=14"`, "x");
    } else if (index % 7 === 5) writer.add(`        "node": ">=12",`, `        "node": ">=14"`);
    else writer.add(`        "node": ">=${random.integer(10, 20)}"`);
    writer.add("      }", "    },");
  };

  writer.add(
    "{",
    `  "name": "sample",`,
    `  "version": "1.0.0",`,
    `  "lockfileVersion": 3,`,
    `  "packages": {`,
  );
  // The longest package has 18 lines, the closing part at least 8.
  for (let index = 0; writer.left > 26; index += 1) addPackage(index);
  writer.add(`    "": { "name": "sample" }`, "  },", `  "keywords": [`);
  writer.add(...joined(random.list(writer.left - 2, () => `    "${name()}"`)), "  ]", "}");
  return writer.finish();
}

function joined(entries) {
  return entries.map((entry, index) => (index < entries.length - 1 ? `${entry},` : entry));
}
