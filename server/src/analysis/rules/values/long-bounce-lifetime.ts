import type { Configuration } from "../../model/configuration";
import { durationInWords, secondsOf } from "../../quantities";
import { defineRule } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";
import { isTemplated } from "../templates";

const BOUNCES = "bounce_queue_lifetime";
const MAIL = "maximal_queue_lifetime";

export const longBounceLifetime = defineRule({
  id: "long-bounce-lifetime",
  since: "0.1.0",
  status: "stable",
  severity: "information",
  docs: {
    what: "Bounces that may stay in the queue for longer than other mail.",
    why: "The queue manager keeps a bounce no longer than any other mail. It takes the shorter time for both, and logs a warning about it each time it starts. Often only maximal_queue_lifetime was shortened, while the other one stayed at its default of five days.",
    bad: "maximal_queue_lifetime = 1d\n",
    good: "maximal_queue_lifetime = 1d\nbounce_queue_lifetime = 1d\n",
    references: ["postconf(5)", "qmgr(8)"],
  },
  messages: {
    longer:
      "bounce_queue_lifetime is {bounces} and so longer than maximal_queue_lifetime with {mail}. qmgr(8) goes by the shorter time, and logs a warning each time it starts. Set bounce_queue_lifetime to the same or less.",
  },
  ...onSettings((name) => name === BOUNCES || name === MAIL, check),
});

function check(setting: Setting, { configuration, report }: SettingContext): void {
  if (setting.scope !== undefined || isTemplated(setting.value)) return;
  // Where both are set the finding is shown at the one that is too long.
  if (setting.name === MAIL && configuration.definitions(BOUNCES).length > 0) return;
  const bounces = lifetimeOf(configuration, BOUNCES);
  const mail = lifetimeOf(configuration, MAIL);
  if (bounces === undefined || mail === undefined || bounces <= mail) return;
  const span = setting.valueSpan(0, setting.value.length);
  const successor = configuration.expandedValueOf(MAIL) ?? "";
  const isWritten = setting.name === BOUNCES && !setting.value.includes("$");
  report({
    message: "longer",
    data: { bounces: durationInWords(bounces), mail: durationInWords(mail) },
    ...span,
    fixes: isWritten
      ? [
          {
            title: `Change to '${successor}'`,
            edits: [{ ...span, newText: successor }],
            preferred: true,
          },
        ]
      : [],
  });
}

/** A time in seconds; undefined where the value is none, which is another finding. */
function lifetimeOf(configuration: Configuration, name: string): number | undefined {
  return secondsOf(configuration.expandedValueOf(name) ?? "", "d");
}
