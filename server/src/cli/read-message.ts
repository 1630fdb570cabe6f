/** Messages that the command line is given. */
import { decodeLatin1 } from "../base/decode";
import type { Bytes } from "../matching/lookup";
import { absolutePath } from "./paths";
import { CliError, type CliRuntime, INPUT_LIMIT } from "./runtime";

/** The bytes of a message in a file, or, for `-`, on standard input. */
export async function readMessage(runtime: CliRuntime, file: string): Promise<Bytes> {
  if (file === "-") return decodeLatin1(await runtime.readStdin());
  const path = absolutePath(runtime.cwd, file);
  const info = await runtime.files.info(path);
  if (info.ok && info.value.size > INPUT_LIMIT) {
    throw new CliError(
      `${file}: is larger than ${INPUT_LIMIT / 1024 / 1024} MB, which no mail is; give a smaller one`,
    );
  }
  const read = await runtime.files.read(path);
  if (!read.ok) throw new CliError(`${file}: ${read.error.message}`);
  return decodeLatin1(read.value);
}
