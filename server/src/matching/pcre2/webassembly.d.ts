/** The part of JavaScript's WebAssembly that is used here; the types of Node 20 do not have it. */
declare namespace WebAssembly {
  /** Code that is compiled and belongs to no memory yet. */
  class Module {
    constructor(bytes: Uint8Array);
  }

  /** Code with memory of its own. */
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  }

  /** Memory in pages of 64 KiB. */
  class Memory {
    readonly buffer: ArrayBuffer;
    constructor(size: { readonly initial: number; readonly maximum: number });
  }

  /** Functions that code calls by number. */
  class Table {
    constructor(size: { readonly initial: number; readonly maximum: number; readonly element: "anyfunc" });
  }

  /** What code does when it breaks off, such as for want of stack. */
  class RuntimeError extends Error {}
}
