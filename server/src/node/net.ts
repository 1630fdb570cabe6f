/** Real connections behind the {@link Net} port. */
import { connect as connectSocket, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { ConnectRequest, LineConnection, Net, NetFailure, TlsSession } from "../ports/net";
import { chainOf, distrustOf } from "./certificate";
import { toAscii } from "./dns-names";

/** Connections over TCP. */
export const nodeNet: Net = { connect };

async function connect(request: ConnectRequest): Promise<LineConnection | NetFailure> {
  // Node would look a name up, and throws for a port that there cannot be.
  if (isIP(request.address) === 0) return { kind: "failed", text: "not an IP address" };
  if (!(request.port > 0 && request.port <= 0xffff)) return { kind: "failed", text: "no such port" };
  const connection = new SocketConnection(request);
  return (await connection.open()) ?? connection;
}

/** This side has closed it. */
const CLOSED: NetFailure = { kind: "closed", text: "connection closed" };

/** Bytes of a line without its end. */
const LINE_LIMIT = 4096;

class SocketConnection implements LineConnection {
  readonly #request: ConnectRequest;
  readonly #patience: NodeJS.Timeout;
  #socket: Socket;
  /** What has come and was not read yet, a character each byte. */
  #received = "";
  #size = 0;
  /** Why nothing more will come; what has come before can still be read. */
  #failure: NetFailure | undefined;
  /** Called whenever something has happened. */
  #wake: () => void = () => {};

  constructor(request: ConnectRequest) {
    this.#request = request;
    this.#patience = setTimeout(
      () => this.#fail({ kind: "timeout", text: `not done within ${request.patience / 1000} s` }),
      request.patience,
    );
    this.#socket = connectSocket({ host: request.address, port: request.port });
    this.#listen(this.#socket);
  }

  /** Waits for the connection. */
  async open(): Promise<NetFailure | undefined> {
    let isOpen = false;
    this.#socket.once("connect", () => {
      isOpen = true;
      this.#wake();
    });
    const result = await this.#within("no answer", () => isOpen || undefined);
    if (result === true) return undefined;
    return this.#fail(result);
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? "";
  }

  readLine(): Promise<string | NetFailure> {
    return this.#within("no line", () => this.#takeLine());
  }

  writeLine(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\r\n`, "latin1");
  }

  async startTls(name: string): Promise<TlsSession | NetFailure> {
    if (this.#failure) return this.#failure;
    // Whoever sits on the way could have put it there, to be taken for something that came through TLS.
    if (this.#received !== "") return this.#fail({ kind: "tls", text: "unencrypted text in front of TLS" });
    const servername = isIP(name) === 0 ? toAscii(name) : undefined;
    let socket: TLSSocket | undefined;
    this.#socket.removeAllListeners("data");
    const secured = connectTls({
      socket: this.#socket,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(servername !== undefined && { servername }),
    });
    this.#socket = secured;
    secured.once("secureConnect", () => {
      socket = secured;
      this.#wake();
    });
    this.#listen(secured);
    const result = await this.#within("no TLS", () => socket && sessionOf(socket));
    return "kind" in result ? this.#fail(result) : result;
  }

  close(): void {
    if (this.#failure) return;
    // What was sent still arrives, so that the other side does not log a handshake that broke off.
    this.#socket.destroySoon();
    this.#fail(CLOSED);
  }

  /** OpenSSL itself bounds what comes in a handshake; all the rest is counted here. */
  #listen(socket: Socket): void {
    socket.on("data", (data: Buffer) => {
      this.#size += data.length;
      if (this.#failure) return;
      this.#received += data.toString("latin1");
      const { limit } = this.#request;
      if (this.#size > limit) this.#fail({ kind: "too-much", text: `more than ${limit} bytes` });
      this.#wake();
    });
    // A listener has to stay to the end: an error after that, which changes nothing any more, would end the process.
    socket.on("error", (error: NodeJS.ErrnoException) => this.#fail(failureOf(error)));
    socket.on("close", () => this.#fail({ kind: "closed", text: "connection closed" }));
  }

  #takeLine(): string | NetFailure | undefined {
    const end = this.#received.indexOf("\n");
    const line = (end < 0 ? this.#received : this.#received.slice(0, end)).replace(/\r$/, "");
    if (line.length > LINE_LIMIT) {
      return this.#fail({ kind: "too-much", text: `a line of more than ${LINE_LIMIT} bytes` });
    }
    if (end < 0) return undefined;
    this.#received = this.#received.slice(end + 1);
    return line;
  }

  /** Asks at whatever happens, until there is a result, nothing more will come, or it has taken too long. */
  #within<Result>(missing: string, ask: () => Result | undefined): Promise<Result | NetFailure> {
    const { timeout } = this.#request;
    return new Promise((resolve) => {
      const finish = (result: Result | NetFailure) => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve(result);
      };
      const timer = setTimeout(
        () => finish({ kind: "timeout", text: `${missing} within ${timeout / 1000} s` }),
        timeout,
      );
      this.#wake = () => {
        const result = ask() ?? this.#failure;
        if (result !== undefined) finish(result);
      };
      this.#wake();
    });
  }

  /** Ends it; the first reason counts. */
  #fail(failure: NetFailure): NetFailure {
    if (this.#failure) return failure;
    this.#failure = failure;
    clearTimeout(this.#patience);
    if (failure !== CLOSED) this.#socket.destroy();
    this.#wake();
    return failure;
  }
}

function sessionOf(socket: TLSSocket): TlsSession | NetFailure {
  try {
    return {
      protocol: socket.getProtocol() ?? "",
      cipher: socket.getCipher().name,
      chain: chainOf(socket),
      untrusted: distrustOf(socket),
    };
  } catch {
    return { kind: "tls", text: "a certificate that cannot be read" };
  }
}

/** What the codes of sockets mean. */
const FAILURES: Readonly<Record<string, NetFailure>> = {
  ECONNREFUSED: { kind: "refused", text: "connection refused" },
  EHOSTUNREACH: { kind: "unreachable", text: "no route to it" },
  ENETUNREACH: { kind: "unreachable", text: "no route to it" },
  EADDRNOTAVAIL: { kind: "unreachable", text: "no route to it" },
  ETIMEDOUT: { kind: "timeout", text: "no answer" },
  ECONNRESET: { kind: "closed", text: "connection closed" },
  EPIPE: { kind: "closed", text: "connection closed" },
};

function failureOf(error: NodeJS.ErrnoException & { readonly reason?: string }): NetFailure {
  const known = FAILURES[error.code ?? ""];
  if (known) return known;
  // OpenSSL's errors alone have a reason beside their message, which names places in its source.
  if (error.reason !== undefined) return { kind: "tls", text: error.reason };
  return { kind: "failed", text: error.code ?? error.message };
}
