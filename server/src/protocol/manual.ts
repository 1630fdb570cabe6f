/** The machine's own postconf(5), fetched when somebody first hovers, and quoted parameter by parameter. */
import { type Manual, readManual } from "../analysis/manual";
import { manualMarkdown } from "../analysis/manual-markdown";
import type { Runtime } from "./runtime";

/** How long man(1) may take to format the page. */
const TIMEOUT_MS = 10_000;
/** The page has about 800 kB. */
const OUTPUT_LIMIT = 8_000_000;
/** How long a hover waits for the page; a later one finds it. */
const PATIENCE_MS = 1_000;

/** Gives the text of a parameter as Markdown; undefined where the page does not have it. */
export type ManualLookup = (parameter: string) => string | undefined;

/** Keeps the page for as long as the server runs. */
export function createManualKeeper(runtime: Runtime): () => Promise<ManualLookup | undefined> {
  let page: Promise<Manual | undefined> | undefined;

  const fetch = async () => {
    const program = await runtime.exec.find("man");
    if (!program) return undefined;
    const args = ["5", "postconf"];
    const result = await runtime.exec.run({
      program,
      args,
      timeout: TIMEOUT_MS,
      outputLimit: OUTPUT_LIMIT,
    });
    return result.kind === "exit" && result.code === 0 ? readManual(result.stdout) : undefined;
  };

  return async () => {
    page ??= fetch();
    const manual = await Promise.race([page, patience()]);
    return (
      manual &&
      ((parameter) => {
        const blocks = manual.entry(parameter);
        return blocks && manualMarkdown(blocks);
      })
    );
  };
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS).unref());
}
