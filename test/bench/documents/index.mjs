// The files that the servers open, one for each language and length.
import { generateCss } from "./css.mjs";
import { generateJson } from "./json.mjs";
import { generateMainCf, generateMasterCf } from "./postfix.mjs";
import { generateShell } from "./shell.mjs";
import { generateYaml } from "./yaml.mjs";

/** By server: the name the file has, what writes it, and what lies beside it. */
export const documents = {
  ours: { file: "main.cf", generate: generateMainCf, beside: { "master.cf": generateMasterCf } },
  json: { file: "package-lock.json", generate: generateJson },
  css: { file: "site.css", generate: generateCss },
  yaml: { file: "compose.yaml", generate: generateYaml },
  bash: { file: "tool.sh", generate: generateShell },
};
