// A mail server to check, and the name server that knows it: a real unbound and a few lines of SMTP, both on loopback at
// ports of their own. Nothing leaves the machine.
import { spawn } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Starts both.
 * @param records what DNS holds, a line each as in a zone file, and none of it twice.
 * @param name what the mail server calls itself.
 * @returns `dns`, an address with a port; `port`, at which the mail server listens; `stop`
 */
export async function startMailWorld(records, name) {
  const mail = await startMailServer(name);
  try {
    const names = await startNameServer(records);
    const stop = async () => {
      await names.stop();
      await mail.stop();
    };
    return { dns: names.address, port: mail.port, stop };
  } catch (error) {
    await mail.stop();
    throw error;
  }
}

/** Greets, tells what it is called, and knows nothing else. */
async function startMailServer(name) {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Whoever asks is free to leave at any time.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (data) => {
      const line = data.toString("latin1");
      if (/^quit/i.test(line)) socket.end("221 Bye\r\n");
      else socket.write(/^ehlo /i.test(line) ? `250-${name}\r\n250 SIZE 1000000\r\n` : "502 No\r\n");
    });
    socket.write(`220 ${name} ESMTP\r\n`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: server.address().port, stop };
}

async function startNameServer(records) {
  const directory = mkdtempSync(join(tmpdir(), "postfix-ls-unbound-"));
  const port = await freePort();
  const file = join(directory, "unbound.conf");
  writeFileSync(file, configuration(port, records));
  const unbound = spawn("unbound", ["-d", "-p", "-c", file], { stdio: ["ignore", "ignore", "pipe"] });
  const exit = new Promise((resolve) => unbound.once("exit", resolve).once("error", resolve));
  let said = "";
  unbound.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const stop = async () => {
    unbound.kill("SIGKILL");
    await exit;
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await waitForAnswer(port, () => unbound.exitCode !== null);
    return { address: `127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}: ${said}`);
  }
}

function configuration(port, records) {
  const lines = [
    "server:",
    `interface: 127.0.0.1@${port}`,
    'chroot: ""',
    'username: ""',
    'pidfile: ""',
    "use-syslog: no",
    "do-daemonize: no",
    "num-threads: 1",
    'module-config: "iterator"',
    "access-control: 127.0.0.0/8 allow",
    // What it was not told of does not exist, and is not looked for.
    ...[".", "test.", "127.in-addr.arpa."].map((zone) => `local-zone: "${zone}" static`),
    ...records.map((record) => `local-data: '${record}'`),
  ];
  return `${lines.join("\n")}\n`;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitForAnswer(port, hasEnded) {
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  for (const end = Date.now() + 30_000; ; await pause(50)) {
    if (hasEnded()) throw new Error("unbound has ended");
    const failure = await resolver.resolve4("ready.invalid").then(
      () => undefined,
      (error) => error.code,
    );
    if (failure !== "ECONNREFUSED" && failure !== "ETIMEOUT") return;
    if (Date.now() > end) throw new Error("unbound does not answer");
  }
}
