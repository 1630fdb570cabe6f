// The servers that are compared, each with the settings under which it is fast and needs no network.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inRoot } from "../setup/project.mjs";
import { documents } from "./documents/index.mjs";

const require = createRequire(import.meta.url);

/** Environment of all servers: nothing of this machine's own settings for Node or for a server. */
const env = Object.fromEntries(
  ["PATH", "HOME", "TMPDIR", "LANG", "SystemRoot"]
    .filter((name) => process.env[name] !== undefined)
    .map((name) => [name, process.env[name]]),
);

/** The script behind a package's command, started as ours is: by this Node, without a link or a shell between. */
function program(packageName, command) {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[command]);
}

const bash = {
  // Other files and other programs are not what is compared.
  backgroundAnalysisMaxFiles: 0,
  explainshellEndpoint: "",
  shellcheckPath: "",
  // Without ShellCheck this is the only thing it reports.
  enableSourceErrorDiagnostics: true,
};

/** Ours first, then the peers in the order of the table's columns. */
export const servers = [
  {
    id: "ours",
    languageId: "postfix-main",
    args: [inRoot("dist", "server.js"), "--stdio"],
    // What a user has who has set nothing.
    settings: { postfix: {} },
    // It says so when it has asked the installed Postfix, if there is one.
    settledBy: "postfix/status",
  },
  {
    id: "json",
    languageId: "json",
    args: [program("vscode-langservers-extracted", "vscode-json-language-server"), "--stdio"],
    settings: {},
    initializationOptions: { handledSchemaProtocols: ["file"], provideFormatter: false },
  },
  {
    id: "css",
    languageId: "css",
    args: [program("vscode-langservers-extracted", "vscode-css-language-server"), "--stdio"],
    settings: { css: { validate: true } },
  },
  {
    id: "yaml",
    languageId: "yaml",
    args: [program("yaml-language-server", "yaml-language-server"), "--stdio"],
    settings: {
      yaml: {
        validate: true,
        hover: true,
        completion: true,
        schemas: {},
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
      },
      http: {},
      editor: { tabSize: 2 },
    },
  },
  {
    id: "bash",
    languageId: "shellscript",
    args: [program("bash-language-server", "bash-language-server"), "start"],
    settings: { bashIde: bash },
    initializationOptions: bash,
  },
].map((server) => ({ env, initializationOptions: undefined, ...server, ...documents[server.id] }));

/** All but ours. */
export const peers = servers.slice(1).map(({ id }) => id);
