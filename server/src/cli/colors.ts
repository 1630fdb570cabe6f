/** Colours of what is printed. */
import { createColors } from "picocolors";
import type { CliRuntime } from "./runtime";

/** Paints text. */
export type Colors = ReturnType<typeof createColors>;

/** Colours, where somebody looks and wants them. */
export function colorsOf({ stdout, env }: CliRuntime): Colors {
  return createColors(stdout.isTTY && !env.NO_COLOR);
}
