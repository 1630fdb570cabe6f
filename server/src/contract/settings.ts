/** The settings, in one table. package.json repeats it; a test holds the two together. */

/** A setting as VS Code and every other client sends it. */
export interface SettingDefinition {
  readonly key: `postfix.${string}`;
  readonly type: "string" | "boolean" | "number" | "object";
  readonly default: string | boolean | number | Readonly<Record<string, string>>;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description: string;
  /** Not taken from the settings of a workspace that is not trusted. */
  readonly restricted?: boolean;
}

/** All settings, sorted by key. */
export const SETTINGS = [
  {
    key: "postfix.host",
    type: "string",
    default: "auto",
    enum: ["auto", "none"],
    description:
      "Whether to ask the Postfix installed on this machine for its version, defaults and table types: `auto` asks when it is there and the workspace is trusted, `none` never does.",
    restricted: true,
  },
  {
    key: "postfix.postconf",
    type: "string",
    default: "",
    description:
      "Path of the `postconf` program to ask. Empty: the one in PATH or in the usual system directories.",
    restricted: true,
  },
  {
    key: "postfix.queue.directory",
    type: "string",
    default: "",
    description:
      "Configuration directory of the instance of Postfix whose queue is shown, such as `/etc/postfix-out`. Empty: the one that Postfix's programs have built in.",
    restricted: true,
  },
  {
    key: "postfix.queue.refreshSeconds",
    type: "number",
    default: 0,
    minimum: 0,
    description:
      "Lists the queue anew every so many seconds while its view is visible; less than 5 counts as 5. `0`: only when the view is opened, and when you ask for it.",
  },
  {
    key: "postfix.rules",
    type: "object",
    default: {},
    description:
      'How grave the findings of a rule are: `off`, `hint`, `info`, `warning` or `error` by the rule\'s name, such as `{ "restated-default": "off" }`. Rules that are not named keep their own severity.',
  },
  {
    key: "postfix.trace.server",
    type: "string",
    default: "off",
    enum: ["off", "messages", "verbose"],
    description: "What the language server's output channel shows of the messages between editor and server.",
  },
  {
    key: "postfix.trinity.nameServer",
    type: "string",
    default: "",
    description:
      "Name server that checks of A, PTR and EHLO ask, as `192.0.2.53` or `192.0.2.53:53`. Empty: those that this machine uses.",
    restricted: true,
  },
  {
    key: "postfix.trinity.port",
    type: "number",
    default: 25,
    minimum: 1,
    maximum: 65535,
    description: "Port at which checks of A, PTR and EHLO greet mail servers.",
    restricted: true,
  },
  {
    key: "postfix.version",
    type: "string",
    default: "",
    pattern: "^([0-9]+\\.[0-9]+(\\.[0-9]+)?)?$",
    description:
      "The Postfix version to check against, such as `3.7`. Empty: the installed Postfix, or the newest release known.",
  },
] as const satisfies readonly SettingDefinition[];

/** The settings the server works with. */
export interface ServerSettings {
  readonly version: string;
  readonly host: "auto" | "none";
  readonly postconf: string;
  /** As it was set; what it may hold is known to whoever knows the rules. */
  readonly rules: unknown;
}

/** Reads the server's settings from what a client sends for the section `postfix`; anything odd is the default. */
export function readServerSettings(value: unknown): ServerSettings {
  const section = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const text = (key: string) => (typeof section[key] === "string" ? (section[key] as string).trim() : "");
  return {
    version: text("version"),
    host: section.host === "none" ? "none" : "auto",
    postconf: text("postconf"),
    rules: section.rules,
  };
}
