import { extractBraces } from "../../../syntax/lists";
import { CLIENT_TABLE_TYPES, tablesReading } from "../../model/database-clients";
import { defineRule } from "../rule";
import { onAllSettings, type Setting, type SettingContext } from "../settings";
import { onTableSettings, type TableSetting } from "../table-settings";
import { isTemplated } from "../templates";

const PASSWORD_TABLES = new Set(["smtp_sasl_password_maps", "lmtp_sasl_password_maps"]);
/** Ends of the names under which database clients look for their password. */
const CLIENT_PASSWORD = /_(?:password|bind_pw)$/;

const onTables = onTableSettings(checkTables, (name) => PASSWORD_TABLES.has(name));
const onClients = onAllSettings(
  (name, value) => CLIENT_PASSWORD.test(name) && value !== "" && !value.includes("$"),
  checkClient,
);

export const writtenOutPassword = defineRule({
  id: "written-out-password",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A password that stands in main.cf or master.cf itself.",
    why: "Every user of the machine must be able to read main.cf, or commands such as sendmail and mailq do not work for them; so everybody can read a password in it. It ends up in the output of `postconf -n` as well, which people send to others when they ask for help. In a file of its own only root needs to read it.",
    bad: "virtual_alias_maps = mysql:accounts\naccounts_password = secret\n",
    good: "virtual_alias_maps = mysql:/etc/postfix/accounts.cf\n",
    references: ["SASL_README", "postconf(1)", "ldap_table(5)", "mysql_table(5)"],
  },
  messages: {
    table:
      "Every user of the machine can read this password, and it is printed with each 'postconf -n'. Put it into a file that only root may read, such as /etc/postfix/sasl_passwd, and name that as 'hash:/etc/postfix/sasl_passwd' or with another type.",
    client:
      "Every user of the machine can read this password, and it is printed with each 'postconf -n'. Put the settings of the client into a file that only root and Postfix may read, and name its path in place of '{table}'.",
  },
  settings: [...onTables.settings, ...onClients.settings],
});

function checkTables(tables: TableSetting, { report }: SettingContext): void {
  for (const { type, name } of tables.tables) {
    if (!tables.isWritten(name) || isTemplated(name.text)) continue;
    const text = name.text.startsWith("{") ? extractBraces(name).content.text : name.text;
    // Without a colon there is a user and no password.
    const isPassword =
      type.text === "static" ? /^[^:]+:./.test(text) : type.text === "inline" && /=[^,:]+:./.test(text);
    if (isPassword) report({ message: "table", ...tables.placeOf(name) });
  }
}

function checkClient(setting: Setting, { configuration, report }: SettingContext): void {
  const { name, value, scope } = setting;
  const { registry } = configuration.facts;
  if (registry.parameter(name) || isTemplated(value) || !configuration.isUsed(name, scope)) return;
  const prefix = name.replace(CLIENT_PASSWORD, "");
  const tables = tablesReading(registry, name);
  const types = CLIENT_TABLE_TYPES.filter((type) => tables.includes(`${type}:${prefix}`));
  if (types.length === 0 || configuration.isReferencedBySettings(name)) return;
  report({
    message: "client",
    data: { table: `${types[0]}:${prefix}` },
    ...setting.valueSpan(0, value.length),
  });
}
