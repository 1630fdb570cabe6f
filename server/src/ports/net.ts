/** Connections to other machines. None is made unless somebody has started a command that says so. */

/** Why a connection, or what was waited for on it, came to nothing. */
export interface NetFailure {
  readonly kind: "refused" | "timeout" | "unreachable" | "closed" | "too-much" | "tls" | "failed";
  /** In a clause, without the address: `connection refused`. */
  readonly text: string;
}

/** A certificate that a server has shown. */
export interface PeerCertificate {
  /** The names it is for: those of DNS of its subject alternative names, else its common name. */
  readonly names: readonly string[];
  /** Of the subject, such as `CN=mail.example.org`. */
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  /** The certificate, and the public key in it (SubjectPublicKeyInfo), in DER. */
  readonly raw: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** What came of a TLS handshake. */
export interface TlsSession {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  readonly cipher: string;
  /** The server's own first, then what it sent along. */
  readonly chain: readonly PeerCertificate[];
  /** Why the chain is not trusted by what this machine trusts, in a clause; undefined when it is. The name is not looked at. */
  readonly untrusted: string | undefined;
}

/** A connection that speaks in lines. */
export interface LineConnection {
  /** The address of this side. */
  readonly localAddress: string;
  /**
   * The next line, without its end; Latin-1.
   *
   * @returns a failure when nothing comes in time, the other side closes, or a line does not end within the limit
   */
  readLine(): Promise<string | NetFailure>;
  /** Sends a line; its end is added. */
  writeLine(line: string): void;
  /**
   * Starts TLS, whatever the certificate is worth.
   *
   * @param name what is asked for (SNI)
   */
  startTls(name: string): Promise<TlsSession | NetFailure>;
  close(): void;
}

/** Where to connect, and what bounds it. */
export interface ConnectRequest {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
  /** Milliseconds that connecting, each line and a handshake may take. */
  readonly timeout: number;
  /** Milliseconds that all of it may take. */
  readonly patience: number;
  /** Bytes that are taken from the other side, altogether. */
  readonly limit: number;
}

/** Connects; never rejects. */
export interface Net {
  connect(request: ConnectRequest): Promise<LineConnection | NetFailure>;
}

/** Whether something came to nothing. */
export function isNetFailure(result: object | string): result is NetFailure {
  return typeof result === "object" && "kind" in result && "text" in result;
}
