/** `trinity --said`: which check explains what another server said. Nobody is contacted. */
import { explainRefusals } from "../../tools/trinity/refusals";
import { colorsOf } from "../colors";
import { type CliRuntime, EXIT } from "../runtime";
import type { TrinityOptions } from "./options";
import { saidText } from "./said";
import { widthOf } from "./width";

/** Explains a line. */
export async function explainSaid(
  runtime: CliRuntime,
  { json }: TrinityOptions,
  line: string,
): Promise<number> {
  const said = line === "-" ? new TextDecoder().decode(await runtime.readStdin()) : line;
  const explanations = explainRefusals(said);
  runtime.stdout.write(
    json
      ? `${JSON.stringify({ said, explanations }, undefined, 2)}\n`
      : saidText(said, explanations, { colors: colorsOf(runtime), width: widthOf(runtime) }),
  );
  return explanations.length > 0 ? EXIT.done : EXIT.findings;
}
