/** What `trinity` can be called with. */
import type { TargetOptions } from "../target";

/** The forms of a report. */
export const TRINITY_FORMATS = ["text", "json", "markdown", "svg"] as const;

/** What the verb was called with. */
export interface TrinityOptions extends TargetOptions {
  /** The directory, from `-c`; undefined when it was not given. */
  readonly c?: string;
  readonly dns?: string;
  readonly port: number;
  readonly domain?: string;
  readonly dkimSelector: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  readonly commands?: true;
  readonly said?: string;
  readonly plan?: string;
  readonly report?: string;
  readonly format: (typeof TRINITY_FORMATS)[number];
  readonly json?: true;
}
