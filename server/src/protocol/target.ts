/**
 * What the answers are held against: the version that is set, the Postfix
 * installed here, or the newest release known. The installed one is asked at
 * most once for the same program file.
 */
import { askPostfix, chooseFacts, type HostAnswer, type Target } from "../analysis/host";
import type { ServerSettings } from "../contract/settings";
import type { Runtime } from "./runtime";

/** How long postconf may take; it normally answers within 50 ms. */
const TIMEOUT_MS = 5_000;

/** Keeps the target. */
export interface TargetKeeper {
  /** The target as far as it is known now. */
  current(): Target;
  /** Looks again; asks the installed Postfix where that is wanted, allowed and not done yet. */
  refresh(settings: ServerSettings, trusted: boolean): Promise<Target>;
}

/** Starts with our own knowledge, so that there is always a target. */
export function createTargetKeeper(runtime: Runtime): TargetKeeper {
  const machine = runtime.machine();
  let target: Target | undefined;
  let asked: { readonly key: string; readonly answer: Promise<HostAnswer> } | undefined;

  /** The same program at the same path, not replaced since: the same answer. */
  const identityOf = async (settings: ServerSettings) => {
    const path = settings.postconf || (await runtime.exec.find("postconf"));
    if (path === undefined) return "missing";
    const info = await runtime.files.info(path);
    return `${path} ${info.ok ? `${info.value.modified} ${info.value.size}` : info.error.kind}`;
  };

  const ask = async (settings: ServerSettings, trusted: boolean): Promise<HostAnswer> => {
    if (settings.host === "none") return { reason: "The setting postfix.host says not to ask." };
    if (!trusted) return { reason: "This workspace is not trusted, so no program was started." };
    const key = await identityOf(settings);
    if (asked?.key !== key) {
      const options = { timeout: TIMEOUT_MS, ...(settings.postconf && { postconf: settings.postconf }) };
      asked = { key, answer: askPostfix(runtime.exec, machine, options) };
    }
    return asked.answer;
  };

  return {
    current() {
      // Made when first asked for: nobody needs it where the installed Postfix answers before a document is opened.
      target ??= chooseFacts("", { reason: "The Postfix of this machine has not been asked yet." }, machine);
      return target;
    },
    async refresh(settings, trusted) {
      const chosen = chooseFacts(settings.version, await ask(settings, trusted), machine);
      const before = target?.facts;
      const isSame =
        before?.voice === chosen.facts.voice && before.version.text === chosen.facts.version.text;
      // Keeping the facts keeps every analysis made with them.
      target = isSame && before.voice === "knowledge" ? { ...chosen, facts: before } : chosen;
      return target;
    },
  };
}
