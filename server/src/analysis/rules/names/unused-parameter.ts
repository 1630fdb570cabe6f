import { removeEntry } from "../remove-entry";
import { defineRule } from "../rule";
import { onAllSettings } from "../settings";
import { isTemplated } from "../templates";
import { isNotBuiltIn, unusedSetting } from "../unused-names";

export const unusedParameter = defineRule({
  id: "unused-parameter",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A name of one's own that nothing refers to.",
    why: "A name that Postfix does not know is a variable: it counts only where a value says `$name`, where smtpd_restriction_classes lists it, or where a database table reads it. Nothing does, so the line has no effect; often the reference was removed or is misspelled. postconf says 'unused parameter' about it.",
    bad: "office_networks = 192.0.2.0/24\nmynetworks = 127.0.0.0/8\n",
    good: "office_networks = 192.0.2.0/24\nmynetworks = 127.0.0.0/8, $office_networks\n",
    references: ["postconf(5)", "postconf(1)"],
  },
  messages: {
    main: "Nothing uses '{name}': Postfix {version} has no such parameter, and no value refers to '${name}'. The line has no effect. Remove it, or refer to it where it was meant to count.",
    override:
      "Nothing uses '{name}': Postfix {version} has no such parameter, and no value of service '{service}' or of main.cf refers to '${name}'. The option has no effect. Remove it, or refer to it where it was meant to count.",
  },
  ...onAllSettings(isNotBuiltIn, (setting, { configuration, text, report }) => {
    const { name, scope, nameSpan } = setting;
    if (unusedSetting(setting, configuration)?.kind !== "unknown" || isTemplated(name)) return;
    const version = configuration.facts.version.text;
    if (scope === undefined) {
      // Without this line an earlier one would count.
      const isOnly = configuration.definitions(name).length === 1;
      const fixes = isOnly ? [removeEntry(text, "Remove the line")] : [];
      report({ message: "main", data: { name, version }, ...nameSpan, fixes });
    } else {
      report({ message: "override", data: { name, version, service: scope }, ...nameSpan });
    }
  }),
});
