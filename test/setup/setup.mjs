// `npm run setup`: makes this machine able to build and to run every test. Safe to run again and again;
// takes well under a second when there is nothing to do.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot, isCi, isMain, npm, run, runQuietly, which } from "./project.mjs";
import { canInstallVscodeServer, installVscodeServer } from "./vscode-server.mjs";

/** Debian packages, what each is for, and the program that shows that it is there on other systems. */
const systemPackages = [
  { name: "postfix", program: "postconf", tests: "the comparisons with Postfix itself" },
  { name: "postfix-pcre", tests: "the comparisons of pcre tables" },
  { name: "man-db", program: "man", tests: "hovers from the installed manual page" },
  { name: "bind9-dnsutils", program: "dig", tests: "DNS" },
  { name: "unbound", program: "unbound", tests: "DNS" },
  { name: "dovecot-imapd", program: "dovecot", tests: "IMAP" },
  { name: "openssl", program: "openssl", tests: "TLS and IMAP" },
  { name: "chromium", program: "chromium", tests: "everything inside the real VS Code" },
  { name: "neovim", program: "nvim", tests: "the language server under another editor" },
  { name: "ripgrep", program: "rg", tests: "everything inside the real VS Code" },
];

/** Tools that build the VS Code server's native modules; any installed variant does, so only the program counts. */
const buildTools = [
  { name: "make", program: "make" },
  { name: "g++", program: "g++" },
  { name: "python3", program: "python3" },
];

/** Runs `npm ci` when node_modules is missing or was installed from another package-lock.json. */
export async function installNodeModules() {
  const stampFile = inRoot("node_modules", ".lock-digest");
  const digest = createHash("sha256")
    .update(readFileSync(inRoot("package-lock.json")))
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest) return;
  // Somebody who ran `npm install` has no stamp of ours, yet npm's own record may match the lock file.
  if (!matchesLockFile()) {
    await installLockedVersions();
  }
  writeFileSync(stampFile, digest);
}

/**
 * `npm ci`, or what comes closest to it: npm leaves optional packages of other platforms out of the lock file when
 * its registry does not have them in that very version, and `npm ci` then refuses the lock file that npm wrote.
 * `npm install --no-save` takes the locked versions all the same and leaves the lock file alone.
 */
async function installLockedVersions() {
  console.log("setup: npm ci");
  const quick = ["--no-audit", "--no-fund"];
  const ci = await npm(["ci", ...quick], { quiet: true });
  if (ci.code === 0) return;
  if (!ci.output.includes("EUSAGE")) throw new Error(`npm ci failed:\n${ci.output}`);
  console.log(
    "setup: npm ci finds optional packages missing from package-lock.json; npm install --no-save instead",
  );
  const install = await npm(["install", "--no-save", ...quick], { quiet: true });
  if (install.code !== 0) throw new Error(`npm install failed:\n${install.output}`);
}

/** True when each package of package-lock.json that belongs on this machine is in node_modules at that version. */
function matchesLockFile() {
  const installedFile = inRoot("node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" ||
      installed[path]?.version === entry.version ||
      (entry.optional && installed[path] === undefined),
  );
}

/**
 * Installs the Debian packages that are missing, as root on a Debian-like system; elsewhere names the tests that
 * will be skipped.
 * @throws Error when something is missing and cannot be installed on a build server (CI=true).
 */
export async function installSystemPackages() {
  const isDebian = which("apt-get") !== undefined && which("dpkg-query") !== undefined;
  const missing = isDebian
    ? await missingDebianPackages()
    : systemPackages.filter((p) => p.program && !which(p.program));
  if (missing.length === 0) return;
  const names = missing.map((p) => p.name);
  if (!isDebian || process.getuid?.() !== 0) {
    const tests = [...new Set(missing.map((p) => p.tests).filter(Boolean))];
    const how = isDebian
      ? `run as root: apt-get install ${names.join(" ")}`
      : "install them with your package manager";
    const line = `missing ${names.join(", ")} (${how}); tests that will be skipped: ${tests.join("; ")}`;
    if (isCi) throw new Error(line);
    console.warn(`setup: ${line}`);
    return;
  }
  console.log(`setup: installing ${names.join(" ")}`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const updated = await run("apt-get", ["update", "-qq"], options);
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...names];
  const installed = updated === 0 ? await run("apt-get", install, options) : updated;
  if (installed !== 0) throw new Error("apt-get failed; its output above says why");
}

async function missingDebianPackages() {
  const format = "--showformat=$" + "{Package} $" + "{db:Status-Status}\n";
  // dpkg-query complains about names it never heard of (those are missing, too) and lists the others.
  const { output } = await runQuietly("dpkg-query", ["--show", format, ...systemPackages.map((p) => p.name)]);
  const lines = new Set(output.split("\n"));
  return [
    ...systemPackages.filter((p) => !lines.has(`${p.name} installed`)),
    ...buildTools.filter((p) => !which(p.program)),
  ];
}

/** Gets npm packages and system packages, both at the same time. @throws Error as the two do, when both have ended */
export async function prepareMachine() {
  const results = await Promise.allSettled([installNodeModules(), installSystemPackages()]);
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

/**
 * Gets the VS Code server.
 * @param machine what `prepareMachine` gave: its build tools make the server's native modules.
 * @throws Error on a build server; elsewhere a warning is enough.
 */
export async function prepareVscodeServer(machine) {
  if (!canInstallVscodeServer()) return;
  try {
    await installVscodeServer(machine);
  } catch (error) {
    if (isCi) throw error;
    console.warn(`setup: no VS Code server, so the tests inside VS Code will be skipped: ${error.message}`);
  }
}

/** Prepares everything: npm packages, system packages, the VS Code server. */
export async function setup() {
  const machine = prepareMachine();
  await Promise.all([machine, prepareVscodeServer(machine)]);
}

if (isMain(import.meta.url)) {
  try {
    await setup();
  } catch (error) {
    console.error(`setup: ${error.message}`);
    process.exitCode = 1;
  }
}
