/** Servers on loopback that say what a test wants them to say, and certificates for them. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { findProgram, makeCertificate, runProgram } from "../real/private-postfix";

/** Why no certificate can be made here; undefined where it can, and on build servers, where nothing is skipped. */
export const NO_CERTIFICATES: string | undefined =
  findProgram("openssl") === undefined && process.env.CI !== "true" ? "openssl is not installed" : undefined;

/** A server that is listening. */
export interface TestServer {
  readonly port: number;
  /** Everything that was said to it, as it came; inside of TLS as well. */
  heard(): string;
  /** How many connections to it are open. */
  open(): number;
}

/** What a server does with a connection; `hear` passes on what comes, which is kept as well. */
export type Behaviour = (socket: Socket, hear: (socket: Socket) => void) => void;

/** Runs a server on a port of its own as long as it is used. */
export async function withServer<Result>(
  behave: Behaviour,
  use: (server: TestServer) => Promise<Result>,
): Promise<Result> {
  let heard = "";
  const sockets = new Set<Socket>();
  const hear = (socket: Socket) => {
    // The other side is free to leave at any time.
    socket.on("error", () => {});
    socket.on("data", (data) => {
      heard += data.toString("latin1");
    });
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    hear(socket);
    behave(socket, hear);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await use({ port, heard: () => heard, open: () => sockets.size });
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Says a greeting, and to each line that comes the next of its answers; lines of an answer end as they are given. */
export function saying(greeting: string, ...answers: readonly string[]): Behaviour {
  return (socket) => {
    const left = [...answers];
    socket.write(greeting);
    socket.on("data", (data) => {
      for (const _ of data.toString("latin1").matchAll(/\n/g)) socket.write(left.shift() ?? "");
    });
  };
}

/** What a server shows in a handshake. */
export interface ServerCertificate {
  /** PEM; the certificate's own first. */
  readonly certificate: string;
  readonly key: string;
}

/** A server that offers STARTTLS and does it. `onSecure` is told what name was asked for, false for none. */
export function sayingWithTls(
  { certificate, key }: ServerCertificate,
  onSecure: (name: string | false | null, socket: TLSSocket) => void = () => {},
): Behaviour {
  return (socket, hear) => {
    const onData = (data: Buffer) => {
      if (!data.toString().startsWith("STARTTLS")) {
        socket.write("250-mail.example.test greets you\r\n250-SIZE 10240000\r\n250 STARTTLS\r\n");
        return;
      }
      socket.removeAllListeners("data");
      socket.write("220 2.0.0 Ready\r\n");
      const secured = new TLSSocket(socket, { isServer: true, cert: certificate, key });
      hear(secured);
      secured.once("secure", () =>
        onSecure((secured as { servername?: string | false }).servername ?? null, secured),
      );
    };
    socket.on("data", onData);
    socket.write("220 mail.example.test ESMTP\r\n");
  };
}

/** Certificates for mail.example.test: one that is its own authority, and one with the authority that signed it. */
export async function makeCertificates(): Promise<{ own: ServerCertificate; signed: ServerCertificate }> {
  const directory = mkdtempSync(join(tmpdir(), "postfix-ls-certificates-"));
  const read = (name: string) => readFileSync(join(directory, name), "utf8");
  try {
    await makeCertificate(directory);
    const own = { certificate: read("certificate.pem"), key: read("key.pem") };
    const files = ["-keyout", join(directory, "leaf.key"), "-out", join(directory, "leaf.pem")];
    const authority = ["-CA", join(directory, "certificate.pem"), "-CAkey", join(directory, "key.pem")];
    const kind = [
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "2",
    ];
    const names = ["-subj", "/O=Example, Inc./CN=other.example.test"];
    const alternatives = "subjectAltName=DNS:mx1.example.test,IP:192.0.2.1,DNS:*.example.test";
    const more = ["-addext", alternatives, "-addext", "basicConstraints=critical,CA:FALSE"];
    const { code, output } = await runProgram("openssl", [
      "req",
      ...kind,
      ...authority,
      ...files,
      ...names,
      ...more,
    ]);
    if (code !== 0) throw new Error(`openssl: ${output}`);
    return { own, signed: { certificate: read("leaf.pem") + own.certificate, key: read("leaf.key") } };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
