// Starts and stops a VS Code server of its own: a free port on loopback, a fresh data directory, the settings
// that keep a test run quiet. Used by the launcher, the page-driven tests and `npm start`.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runQuietly } from "../setup/project.mjs";
import { hasVscodeServer, serverMain } from "../setup/vscode-server.mjs";

/** Settings that keep pictures and runs the same: no welcome pages, no tips, text that can be read from the page. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "security.workspace.trust.startupPrompt": "never",
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "update.mode": "none",
  "telemetry.telemetryLevel": "off",
  "chat.commandCenter.enabled": false,
  // As on the desktop: in a browser VS Code saves by itself after a moment.
  "files.autoSave": "off",
  // The DOM renderer: a canvas has no text for a test to read.
  "terminal.integrated.gpuAcceleration": "off",
  "terminal.integrated.copyOnSelection": true,
  "editor.accessibilitySupport": "off",
  "git.enabled": false,
  // Tests of others listen at ports, too.
  "remote.autoForwardPorts": false,
  // Files that are opened again and a palette that is used again look as they did the first time.
  "workbench.editor.restoreViewState": false,
  "files.restoreUndoStack": false,
  "workbench.commandPalette.history": 0,
  // So that the keybindings of `startServer` reach a window whose terminal has the focus.
  "terminal.integrated.commandsToSkipShell": ["runCommands"],
};

// Every server that runs, so that none outlives this process, whatever ends it.
const running = new Set();
process.on("exit", () => {
  for (const server of running) server.killNow();
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
]) {
  process.on(signal, () => process.exit(code));
}

/**
 * Starts a server.
 * @param options.trusted false: workspaces open in Restricted Mode (default true: trust is switched off altogether).
 * @param options.settings user settings on top of the quiet ones.
 * @param options.keybindings user keybindings, as in keybindings.json.
 * @param options.vsix path of an extension package to install first, as a user does with --install-extension.
 * @param options.keepRunning true: waits for windows for as long as this process lives.
 * @param options.env environment variables for the extension host, on top of this process's.
 * @returns url (http, no trailing slash), authority (host:port), token (which the address must carry),
 *   `setSettings()`, `extensionHostLog()`, `ended` (a promise) and `stop()`.
 * @throws Error when the server is not installed, does not take the extension, or does not listen within 30 s.
 */
export async function startServer(options = {}) {
  if (!hasVscodeServer()) throw new Error("the VS Code server is not installed: run `npm run setup`");
  const dataDir = mkdtempSync(join(tmpdir(), "vscode-postfix-server-"));
  // No marketplace: the server would ask one for updates of its extensions otherwise.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.env };
  if (options.vsix !== undefined) await installExtension(dataDir, options.vsix);
  const setSettings = (settings = {}) => {
    const all = { ...quietSettings, ...options.settings, ...settings };
    writeUserFile(dataDir, "settings.json", all);
    // Settings of a machine count only where they are set on the machine with the files: the tab "Remote" of the settings.
    writeSettingsFile(dataDir, "Machine", "settings.json", all);
  };
  setSettings();
  writeUserFile(dataDir, "keybindings.json", options.keybindings ?? []);
  // Whoever opens the page has a terminal of this user, so other users of the machine must not get in.
  const token = randomUUID();
  const tokenFile = join(dataDir, "connection-token");
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const flags = ["--host", "127.0.0.1", "--port", "0", "--connection-token-file", tokenFile];
  // Should this process be killed, the server ends by itself some minutes after its last window.
  if (!options.keepRunning) flags.push("--enable-remote-auto-shutdown");
  if (options.trusted ?? true) flags.push("--disable-workspace-trust");
  // A process group of its own: the extension host, file watchers and language servers end with it.
  const child = spawn(process.execPath, [serverMain, ...flags, ...commonFlags(dataDir)], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  const server = {
    dataDir,
    token,
    ended: new Promise((resolve) => child.on("exit", resolve).on("error", resolve)),
    setSettings,
    extensionHostLog: () => extensionHostLog(dataDir),
    stop: () => stop(child, server),
    killNow: () => killGroup(child, "SIGKILL") && rmSync(dataDir, { recursive: true, force: true }),
  };
  running.add(server);
  try {
    server.authority = `localhost:${await listeningPort(child)}`;
  } catch (error) {
    await server.stop();
    throw error;
  }
  server.url = `http://${server.authority}`;
  return server;
}

function commonFlags(dataDir) {
  return ["--accept-server-license-terms", "--disable-telemetry", "--server-data-dir", dataDir];
}

async function installExtension(dataDir, vsix) {
  const args = [serverMain, "--install-extension", vsix, "--force", ...commonFlags(dataDir)];
  const { code, output } = await runQuietly(process.execPath, args);
  // The program exits with 0 even for a package it cannot read, so its words count.
  if (code !== 0 || !output.includes("successfully installed")) {
    throw new Error(`VS Code did not install ${vsix}:\n${output}`);
  }
}

function writeUserFile(dataDir, name, value) {
  writeSettingsFile(dataDir, "User", name, value);
}

function writeSettingsFile(dataDir, folder, name, value) {
  const dir = join(dataDir, "data", folder);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, name), `${JSON.stringify(value, undefined, 2)}\n`);
}

function listeningPort(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (reason) => reject(new Error(`the VS Code server ${reason}:\n${output}`));
    const timer = setTimeout(() => fail("did not listen within 30 s"), 30_000);
    const read = (data) => {
      output += data;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", (error) => fail(`could not be started (${error.message})`));
    child.on("exit", () => fail("ended early"));
  });
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
  return true;
}

async function stop(child, server) {
  if (!running.delete(server)) return;
  killGroup(child, "SIGTERM");
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), 5000);
  await server.ended;
  clearTimeout(timer);
  // The extension host may outlive the server for a moment; nothing of the group is needed any more.
  killGroup(child, "SIGKILL");
  rmSync(server.dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** What the extension hosts of this server logged, oldest first: activations and what extensions threw. */
function extensionHostLog(dataDir) {
  const logs = join(dataDir, "data", "logs");
  if (!existsSync(logs)) return "";
  const files = readdirSync(logs, { recursive: true }).filter((file) => file.endsWith("remoteexthost.log"));
  return files
    .sort()
    .map((file) => readFileSync(join(logs, file), "utf8"))
    .join("");
}
