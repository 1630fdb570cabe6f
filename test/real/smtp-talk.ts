/** A client that speaks SMTP and writes down what it heard. */
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** A conversation: it grows until the commands are through, or the server leaves, or the client is told to go. */
export interface Conversation {
  /** Lines such as `S: 220 mail.example.test ESMTP` and `C: EHLO x`; `closed` where the server left early. */
  readonly text: string;
  /** Resolves when nothing more will come; never, with a server that accepts and stays silent. */
  readonly over: Promise<void>;
  leave(): void;
}

/**
 * Says the commands one after the other, each once the one before has been
 * answered. STARTTLS is followed by a handshake, in which any certificate
 * will do; what follows DATA is the message.
 */
export function talk(port: number, commands: readonly string[]): Conversation {
  const client = new Client(port);
  const over = client.say(commands).catch((error: Error) => client.note(`closed (${error.message})`));
  return {
    get text() {
      return client.text;
    },
    over,
    leave: () => client.leave(),
  };
}

class Client {
  text = "";
  #socket: Socket;
  #heard = "";
  #wake: () => void = () => undefined;
  #end: Error | undefined;

  constructor(port: number) {
    this.#socket = connectTcp(port, "127.0.0.1");
    this.#listen();
  }

  async say(commands: readonly string[]): Promise<void> {
    await this.#reply();
    let isMessage = false;
    for (const command of commands) {
      this.note(`C: ${command}`);
      this.#socket.write(isMessage ? `${command}\r\n.\r\n` : `${command}\r\n`);
      const code = await this.#reply();
      if (command === "STARTTLS" && code === "220") await this.#encrypt();
      isMessage = command === "DATA" && code === "354";
    }
    this.leave();
  }

  note(line: string): void {
    this.text += `${line}\n`;
  }

  leave(): void {
    this.#socket.destroy();
  }

  #listen(): void {
    this.#socket.setEncoding("latin1");
    this.#socket.on("data", (data: string) => {
      this.#heard += data;
      this.#wake();
    });
    const stop = (error?: Error) => {
      this.#end ??= error ?? new Error("by the server");
      this.#wake();
    };
    this.#socket.on("error", stop).on("close", () => stop());
  }

  /** Waits for a whole reply. @returns its code */
  async #reply(): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-.*\r\n)*(\d{3})(?: .*)?\r\n/.exec(this.#heard);
      if (whole) {
        this.#heard = this.#heard.slice(whole[0].length);
        for (const line of whole[0].trimEnd().split("\r\n")) this.note(`S: ${line}`);
        return whole[1]!;
      }
      if (this.#end) throw this.#end;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #encrypt(): Promise<void> {
    const plain = this.#socket.removeAllListeners("data").removeAllListeners("close");
    const socket = connectTls({ socket: plain, rejectUnauthorized: false });
    await new Promise<void>((resolve, reject) => {
      socket.once("secureConnect", resolve).once("error", reject);
      socket.once("close", () => reject(new Error("by the server")));
    });
    this.#socket = socket;
    this.#listen();
    this.note("encrypted");
  }
}
