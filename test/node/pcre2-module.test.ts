// The file that PCRE2 is in.
import { describe, expect, it } from "vitest";
import { readPcre2Module } from "../../server/src/node/pcre2-module";

describe("the module of PCRE2", () => {
  it("is compiled once", () => {
    expect(readPcre2Module()).toBe(readPcre2Module());
  });

  it("has the functions that are called, and asks for the imports that it is given", () => {
    const { Module } = WebAssembly as unknown as {
      Module: Record<"exports" | "imports", (module: WebAssembly.Module) => { name: string }[]>;
    };
    const module = readPcre2Module();
    expect(Module.exports(module).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "_malloc",
        "_free",
        "_compile",
        "_destroyCode",
        "_match",
        "_getOvectorPointer",
      ]),
    );
    expect(
      Module.imports(module)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "__table_base",
      "_emscripten_get_heap_size",
      "_emscripten_memcpy_big",
      "_emscripten_resize_heap",
      "abortStackOverflow",
      "memory",
      "nullFunc_iii",
      "nullFunc_vii",
      "table",
    ]);
  });
});
