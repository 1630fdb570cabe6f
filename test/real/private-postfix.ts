/**
 * Real, private instances of Postfix: each has its configuration, queue, log
 * and ports for itself below the directory for temporary files, so that any
 * number of them run side by side and beside the machine's own.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { encodeLatin1 } from "../../server/src/base/decode";
import type { Bytes } from "../../server/src/matching/lookup";
import { writeConfiguration } from "./postconf";

/** How long anything may take on a machine that has much else to do. */
export const PATIENCE = 30_000;

const DIRECTORIES = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/local/sbin", "/sbin"];

/** Where a program is, also when PATH, as an ordinary user has it, does not name the place; undefined where it is not. */
export function findProgram(name: string): string | undefined {
  return DIRECTORIES.map((directory) => join(directory, name)).find((file) => existsSync(file));
}

/** Why no private Postfix can run here; undefined where it can. */
export const CANNOT_RUN = reasonAgainst();

function reasonAgainst(): string | undefined {
  if (process.platform !== "linux") return "the processes of Postfix are looked for as Linux shows them";
  if (process.getuid?.() !== 0) return "only root can start Postfix";
  const missing = ["postfix", "postconf", "smtp-sink", "dovecot", "openssl", "script"].filter(
    (name) => findProgram(name) === undefined,
  );
  return missing.length === 0 ? undefined : `not installed: ${missing.join(", ")}`;
}

/** What a program did. */
export interface ProgramRun {
  /** The exit code; -1 when a signal ended it. */
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/** Runs a program to its end. */
export function runProgram(name: string, args: readonly string[], input = ""): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(findProgram(name) ?? name, args, { env: environment() });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("latin1").on("data", (data: string) => {
        output += data;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
    child.stdin.on("error", () => undefined).end(input);
  });
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: DIRECTORIES.join(":"), LC_ALL: "C" };
}

/** Waits until something is so. @returns false when it has not become so in time */
export async function until(isSo: () => boolean, patience = PATIENCE): Promise<boolean> {
  const end = Date.now() + patience;
  while (!isSo()) {
    if (Date.now() > end) return false;
    await pause(25);
  }
  return true;
}

/** Ports below those that the system gives to outgoing connections, so that nobody gets them meanwhile. */
const PORTS = { first: 20_000, count: 10_000 };
const given = new Set<number>();

/** A port of loopback where nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** What the instances share: a certificate, a server that takes any mail, one that checks passwords. */
export interface Surroundings {
  /** Holds `certificate.pem` with its `key.pem`, `authorities.pem` for verifying it, and the socket `auth`. */
  readonly path: string;
  /** Where any mail is taken. */
  readonly sinkPort: number;
  /** The message that was taken there from a sender, one character a byte; undefined while there is none. */
  taken(sender: string): Bytes | undefined;
  /** Makes an instance; it is not started yet. `<names>` in the texts are filled in. */
  instance(main: string, master: string): Promise<PrivatePostfix>;
  /** Ends and removes everything. */
  close(): Promise<void>;
}

/** Sets up what instances share. */
export async function openSurroundings(): Promise<Surroundings> {
  const path = mkdtempSync(join(tmpdir(), "postfix-ls-private-"));
  // User postfix must get through.
  chmodSync(path, 0o755);
  const owner = await ownerOfData();
  const sinkPort = await freePort();
  const instances: PrivatePostfix[] = [];
  const helpers: ChildProcess[] = [];
  const guard = new Guard(path);
  const close = async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await Promise.all(helpers.map((helper) => end(helper)));
    rmSync(path, { recursive: true, force: true });
    await guard.dismiss();
  };
  try {
    await makeCertificate(path);
    makeDirectory(join(path, "taken"), 0o1777);
    const keeping = ["-d", join(path, "taken", "message.")];
    helpers.push(startHelper("smtp-sink", ["-u", "nobody", ...keeping, `127.0.0.1:${sinkPort}`, "100"]));
    helpers.push(startHelper("dovecot", ["-F", "-c", writeDovecot(path)]));
    for (const { pid } of helpers) guard.watch(pid);
    const areReady = () =>
      existsSync(join(path, "auth")) && helpers.every(({ exitCode }) => exitCode === null);
    if (!(await until(areReady))) throw new Error("smtp-sink or dovecot does not start.");
  } catch (error) {
    await close();
    throw error;
  }
  return {
    path,
    sinkPort,
    taken: (sender) => takenFrom(sender, join(path, "taken")),
    close,
    async instance(main, master) {
      const instance = new PrivatePostfix(join(path, String(instances.length + 1)), guard);
      instances.push(instance);
      await instance.write({ main, master, shared: path, sinkPort, owner });
      return instance;
    },
  };
}

/** Makes a directory with a mode, whatever the umask of this process. */
function makeDirectory(path: string, mode: number): void {
  mkdirSync(path);
  chmodSync(path, mode);
}

/** What smtp-sink writes above a message; a Received line is the last of it. */
const SINK_HEADER = /^(?:X-[\w-]+: .*\n)+Received: .*\n\tby smtp-sink \(smtp-sink\) .*\n\t.*\n/;

function takenFrom(sender: string, directory: string): Bytes | undefined {
  for (const name of readdirSync(directory)) {
    const text = readFileSync(join(directory, name), "latin1");
    const header = SINK_HEADER.exec(text)?.[0];
    // An empty line follows the message.
    if (header?.includes(`\nX-Mail-Args: <${sender}>`)) return text.slice(header.length, -1);
  }
  return undefined;
}

/** The number of the user that Postfix's daemons are, who has to own its data. */
async function ownerOfData(): Promise<number> {
  const name = await runProgram("postconf", ["-dh", "mail_owner"]);
  const { output } = await runProgram("id", ["-u", name.output.trim()]);
  return Number(output);
}

/** A process that cleans up when this one is killed: it ends what it was told of and removes a directory. */
class Guard {
  readonly #shell: ChildProcess;

  constructor(directory: string) {
    const script =
      'while read -r pid; do pids="$pids $pid"; done; kill $pids 2>/dev/null; sleep 1; rm -rf "$0"';
    this.#shell = spawn("sh", ["-c", script, directory], {
      stdio: ["pipe", "ignore", "ignore"],
      env: environment(),
      // What ends this process ends its whole group.
      detached: true,
    });
  }

  watch(pid: number | undefined): void {
    if (pid !== undefined) this.#shell.stdin?.write(`${pid}\n`);
  }

  async dismiss(): Promise<void> {
    await end(this.#shell, "SIGKILL");
  }
}

function startHelper(name: string, args: readonly string[]): ChildProcess {
  return spawn(findProgram(name)!, args, { stdio: "ignore", env: environment() });
}

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const impatience = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await exit;
  clearTimeout(impatience);
}

/** A certificate that is its own authority, for mail.example.test: `certificate.pem` and `key.pem`. */
export async function makeCertificate(directory: string): Promise<void> {
  const files = ["-keyout", join(directory, "key.pem"), "-out", join(directory, "certificate.pem")];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const names = ["-subj", "/CN=mail.example.test", "-addext", "subjectAltName=DNS:mail.example.test"];
  const { code, output } = await runProgram("openssl", ["req", ...kind, "-days", "2", ...files, ...names]);
  if (code !== 0) throw new Error(`openssl: ${output}`);
  copyFileSync(join(directory, "certificate.pem"), join(directory, "authorities.pem"));
}

/** Dovecot as no more than the judge of passwords. */
function writeDovecot(directory: string): string {
  const base = join(directory, "dovecot");
  mkdirSync(base);
  const text = `protocols =
base_dir = ${base}
log_path = ${base}/log
ssl = no
auth_mechanisms = plain login
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${base}
}
service auth {
  unix_listener ${directory}/auth {
    mode = 0666
  }
}
`;
  // Dovecot puts a link called dovecot.conf into its directory.
  const file = join(directory, "auth.conf");
  writeFileSync(file, text);
  return file;
}

/** A configuration directory with what belongs to it, and the Postfix that runs with it. */
export class PrivatePostfix {
  /** The configuration directory. */
  readonly etc: string;
  /** `<port>`, `<port2>` and `<port3>` of its texts. */
  ports: readonly [number, number, number] = [0, 0, 0];
  readonly #guard: Guard;
  #texts = { main: "", master: "" };

  constructor(
    readonly path: string,
    guard: Guard,
  ) {
    this.#guard = guard;
    this.etc = join(path, "etc");
  }

  /** Where it speaks SMTP: the first port in its master.cf. */
  get port(): number {
    return this.ports[0];
  }

  /** main.cf and master.cf as they were written. */
  get texts(): { readonly main: string; readonly master: string } {
    return this.#texts;
  }

  /** Everything logged so far. */
  get log(): string {
    const file = join(this.path, "log", "maillog");
    return existsSync(file) ? readFileSync(file, "latin1") : "";
  }

  /**
   * Makes the directories and files. In the texts, `<dir>` is the directory of
   * this instance, `<shared>` that of the surroundings, `<sink>` the port of
   * the server that takes any mail, `<port>`, `<port2>`, `<port3>` and
   * `<closed>` ports of its own, with nobody listening at the last.
   */
  async write(given: {
    readonly main: string;
    readonly master: string;
    readonly shared: string;
    readonly sinkPort: number;
    readonly owner: number;
  }): Promise<void> {
    for (const name of ["", "etc", "spool", "data", "log"]) makeDirectory(join(this.path, name), 0o755);
    makeDirectory(join(this.path, "mail"), 0o1777);
    const [port, port2, port3, closed] = await Promise.all([1, 2, 3, 4].map(() => freePort()));
    this.ports = [port!, port2!, port3!];
    const values: Readonly<Record<string, string | number | undefined>> = {
      ...{ dir: this.path, shared: given.shared, sink: given.sinkPort },
      ...{ port, port2, port3, closed },
    };
    const fill = (text: string) =>
      text.replace(/<(\w+)>/g, (whole, name: string) => String(values[name] ?? whole));
    this.#texts = { main: fill(given.main), master: fill(given.master) };
    writeConfiguration(this.etc, encodeLatin1(this.#texts.main), encodeLatin1(this.#texts.master));
    chownSync(join(this.path, "data"), given.owner, 0);
  }

  /**
   * Lets the next `postfix start` do without its check, which is the most of
   * its work and has just been done.
   */
  skipCheck(): void {
    writeFileSync(join(this.path, "spool", "quick-start"), "");
  }

  /**
   * Runs `postfix start` or `postfix check` at a terminal: without one, what
   * it says before it has found out where its log is goes to the machine's.
   */
  async control(command: "start" | "check"): Promise<ProgramRun> {
    const line = `postfix -c ${this.etc} ${command}`;
    const { code, output } = await runProgram("script", ["-qefc", line, "/dev/null"]);
    this.#guard.watch(this.#masterPid());
    return { code, output: output.replaceAll("\r", "") };
  }

  /** Sends a message from the command line. */
  send(from: string, to: readonly string[], message = "Subject: test\n\ntest\n"): Promise<ProgramRun> {
    return runProgram("sendmail", ["-C", this.etc, "-f", from, ...to], message);
  }

  /** Waits until the message of a sender has left. @returns its queue ID */
  async sent(from: string): Promise<string> {
    let id: string | undefined;
    const isGone = () => {
      id ??= new RegExp(`(\\w+): from=<${from}>`).exec(this.log)?.[1];
      return id !== undefined && this.log.includes(`: ${id}: removed`);
    };
    if (!(await until(isGone))) throw new Error(`The message of ${from} does not leave:\n${this.log}`);
    return id!;
  }

  /** Ends the master and with it all of its processes, whatever the configuration looks like. */
  async stop(): Promise<void> {
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      const pid = this.#masterPid();
      if (pid === undefined) return;
      try {
        process.kill(-pid, signal);
      } catch {
        // It has just ended by itself.
      }
      await until(() => this.#masterPid() === undefined, 5_000);
    }
  }

  /** The process of the master that runs now; its file stays when it ends. */
  #masterPid(): number | undefined {
    const file = join(this.path, "spool", "pid", "master.pid");
    if (!existsSync(file)) return undefined;
    const pid = Number(readFileSync(file, "latin1"));
    const command = `/proc/${pid}/cmdline`;
    if (!(pid > 1) || !existsSync(command)) return undefined;
    return readFileSync(command, "latin1").includes("/master\0") ? pid : undefined;
  }
}
