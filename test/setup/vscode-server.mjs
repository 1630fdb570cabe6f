// Installs the VS Code server that the tests and `npm start` use where no desktop VS Code is at hand.
// The npm package `code-server` ships VS Code's own workbench and remote extension host: the same split of
// user interface and extension host as over Remote-SSH. Its install script downloads from outside the registry,
// so the native modules are built here one by one and checked instead.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheDir, duration, npm, outputOf, which } from "./project.mjs";

const version = "4.100.3";

/** Where the server is installed once it is complete. */
export const serverDir = join(cacheDir, `vscode-server-${version}`);

const vscodeIn = (dir) => join(dir, "node_modules", "code-server", "lib", "vscode");

/** The server's program, to be run with Node. */
export const serverMain = join(vscodeIn(serverDir), "out", "server-main.js");

/** The native modules without which terminals, logs or the watchdog of the server fail. */
const nativeModules = [
  { name: "node-pty", file: "node-pty/build/Release/pty.node" },
  { name: "@vscode/spdlog", file: "@vscode/spdlog/build/Release/spdlog.node" },
  { name: "native-watchdog", file: "native-watchdog/build/Release/watchdog.node" },
];

// Native modules fit one Node ABI only, so a stamp written under another Node does not count.
const stampText = `code-server ${version}, Node ABI ${process.versions.modules}, ${process.platform} ${process.arch}\n`;
const stampFile = join(serverDir, ".complete");

/** True when the server is installed completely for this version of Node. */
export function hasVscodeServer() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stampText;
}

/** True where the server can be built: Linux only, because its native modules and paths are tried only there. */
export function canInstallVscodeServer() {
  return process.platform === "linux";
}

/**
 * Installs the server when it is not complete yet (about one to two minutes; nothing to do otherwise).
 * @param tools a promise: until it is kept, the tools that build native modules may be missing.
 * @throws Error with what failed and the end of the failing step's output.
 */
export async function installVscodeServer(tools) {
  if (hasVscodeServer()) return;
  const started = Date.now();
  console.log(`setup: installing the VS Code server (code-server ${version}) into .vscode-test/, once`);
  // Two runs at the same time must not write into each other's half-made tree: build beside, then rename.
  const work = join(cacheDir, `installing-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    await installInto(work, tools);
    rmSync(serverDir, { recursive: true, force: true });
    renameSync(work, serverDir);
    writeFileSync(stampFile, stampText);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`setup: VS Code server ready after ${duration(Date.now() - started)}`);
}

async function installInto(dir, tools) {
  const vscode = vscodeIn(dir);
  const modules = join(vscode, "node_modules");
  writeFileSync(join(dir, "package.json"), '{ "private": true }\n');
  const quick = ["--ignore-scripts", "--no-audit", "--no-fund"];
  await step(dir, ["install", `code-server@${version}`, "--save-exact", ...quick]);
  await step(vscode, ["install", "--omit=dev", ...quick]);
  await tools;
  for (const { name, file } of nativeModules) {
    // node-pty's last install step fails although the module is built, so the file decides, not the exit code.
    const result = await npm(["rebuild", name], { cwd: vscode, env: buildEnvironment(), quiet: true });
    if (!existsSync(join(modules, file)))
      throw new Error(`${name} was not built:\n${result.output.slice(-3000)}`);
  }
  symlinkSync("node_modules", join(vscode, "node_modules.asar"));
  linkRipgrep(modules);
}

async function step(cwd, args) {
  const result = await npm(args, { cwd, quiet: true });
  if (result.code !== 0) throw new Error(`npm ${args.join(" ")} failed:\n${result.output.slice(-3000)}`);
}

/** File search and quick open need ripgrep, whose npm package downloads its program; the system's one does as well. */
function linkRipgrep(modules) {
  const rg = which("rg");
  if (rg === undefined)
    throw new Error("the program rg (package ripgrep) is missing: the server needs it to find files");
  const bin = join(modules, "@vscode", "ripgrep", "bin");
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, "rg"), { force: true });
  symlinkSync(rg, join(bin, "rg"));
}

/** Node's own headers when they are installed beside it: node-gyp would try to download them otherwise. */
function buildEnvironment() {
  const prefix = dirname(dirname(process.execPath));
  const headers = [prefix, "/usr"].find((dir) => existsSync(join(dir, "include", "node", "node.h")));
  const npmMajor = Number(outputOf("npm", ["--version"])?.split(".")[0] ?? 0);
  return {
    ...process.env,
    ...(headers === undefined ? {} : { npm_config_nodedir: headers }),
    // From version 11 on npm asks for consent before it runs a dependency's install script.
    ...(npmMajor >= 11 ? { npm_config_dangerously_allow_all_scripts: "true" } : {}),
  };
}
