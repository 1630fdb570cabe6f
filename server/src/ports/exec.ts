/** Starting installed programs. Arguments are an array, never a shell string. */

/** What to start. */
export interface ExecRequest {
  readonly program: string;
  readonly args: readonly string[];
  /** What the program reads on its standard input; without it there is nothing to read. */
  readonly input?: Uint8Array;
  /** Milliseconds after which the program is ended. */
  readonly timeout: number;
  /** Bytes of output after which the program is ended. */
  readonly outputLimit: number;
  /**
   * Takes the standard output in large pieces, however much it is; the result
   * has none of it then, and the limit is not for it. Latin-1, as there.
   */
  readonly onOutput?: (text: string) => void;
  /** Hears as well what the program says on its standard error, as it comes. Latin-1. */
  readonly onMessage?: (text: string) => void;
  /** Milliseconds without any output after which the program is ended: it may work long, but not hang. */
  readonly silence?: number;
}

/** How it went. Output is Latin-1: one character a byte, nothing lost. */
export type ExecResult =
  | {
      readonly kind: "exit";
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
      /** What the program's process had for a number, where that is known: some print it. */
      readonly processId?: number | undefined;
    }
  | { readonly kind: "missing" | "denied" | "timeout" | "too-much-output"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string };

/** Runs programs; never rejects. */
export interface Exec {
  run(request: ExecRequest): Promise<ExecResult>;
  /** Absolute path of a program in PATH or in the usual system directories; undefined when there is none. */
  find(program: string): Promise<string | undefined>;
}
