// Starts Chromium, the window in which the VS Code server's workbench is shown to a test.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { resultsDir, which } from "../setup/project.mjs";

/** The Chromium (or Chrome) to use: CHROMIUM in the environment, else the first one found in PATH; undefined if none. */
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome", "chrome"]) {
    const path = which(name);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Starts a headless Chromium that talks to nobody but the page it is given. */
export async function startChromium() {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("Chromium is not installed: run `npm run setup`");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  args.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
  return await chromium.launch({ executablePath, args });
}

/** The address at which a server shows a folder; `payload` is the workbench's own test hook (pairs of key, value). */
export function workbenchUrl(server, folder, payload = []) {
  const url = new URL(server.url);
  url.searchParams.set("tkn", server.token);
  url.searchParams.set("folder", folder);
  if (payload.length > 0) url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

/** The file below test-results/ in which a picture of that name is kept. */
export function pictureFile(name) {
  mkdirSync(resultsDir, { recursive: true });
  return join(resultsDir, `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.png`);
}
