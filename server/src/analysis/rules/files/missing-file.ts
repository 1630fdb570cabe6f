import { onPathSettings, type PathPurpose, type PathWord } from "../path-settings";
import { defineRule } from "../rule";
import type { Setting, SettingContext } from "../settings";

const NO_TLS =
  "The programs that read it log this once TLS is on, and no TLS session comes about: mail travels in clear text, or not at all where TLS is required.";

export const missingFile = defineRule({
  id: "missing-file",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { parameters: "warning", "authority-directory": "warning" },
  docs: {
    what: "A certificate, key or other file that Postfix must read, or a directory that it works in, which does not exist on this machine.",
    why: "Without a certificate or its key the SMTP server still offers TLS, turns away whoever takes it, and says so only in the log; without its directories or its templates for bounces a program does not even start. Only the directory that the installed Postfix works with is looked at: the files of another machine cannot be seen from here.",
    bad: "compatibility_level = 3.11\nbounce_template_file = /etc/postfix/bonuce.cf\n",
    good: "compatibility_level = 3.11\nbounce_template_file = /etc/postfix/bounce.cf\n",
    machine: {
      where: "where only the second of these files is there",
      files: { "/etc/postfix/bounce.cf": {} },
    },
    references: ["TLS_README", "postconf(5)"],
  },
  messages: {
    tls: `There is no file {path}. ${NO_TLS} Put the file there, or correct the path.`,
    "tls-directory": `{path} is a directory, but '{name}' must name a file. ${NO_TLS} Correct the path.`,
    "authority-directory":
      "There is no directory {path}, so there are no certificate authorities in it: no certificate can be verified with them. Create it and run 'openssl rehash' on it, or name a file with '{file}'.",
    "authority-file":
      "{path} is a file, but '{name}' takes a directory with one file for each certificate authority: no certificate can be verified with it. Set '{file}' to the file instead.",
    parameters:
      "There is no file {path}. Postfix logs a warning at each start of the program and uses the parameters that it was built with. Remove the setting, or correct the path.",
    "trust-anchor":
      "There is no file {path}. Mail to destinations whose certificate must be verified stays in the queue. Put the file there, or correct the path.",
    template:
      "There is no file {path}. The program that writes non-delivery notices ends with a fatal error each time it starts, and mail that cannot be delivered stays in the queue. Write the file, or remove the setting.",
    directory:
      "There is no directory {path}: Postfix neither starts nor stops without it, and its commands fail. Correct the path.",
    "no-directory":
      "{path} is no directory: Postfix neither starts nor stops, and its commands fail. Correct the path.",
  },
  ...onPathSettings((path, purpose, setting, { configuration, report }) => {
    const found = configuration.fileAt(path.text)?.kind;
    if (found === undefined || found === "hidden") return;
    const message = messageFor(purpose, found);
    if (message) reportPath(message, path, setting, report);
  }),
});

type Found = "missing" | "file" | "directory" | "other";

function messageFor(purpose: PathPurpose, found: Found): string | undefined {
  switch (purpose) {
    case "directory":
      if (found === "missing") return "directory";
      return found === "directory" ? undefined : "no-directory";
    case "authority-directory":
      if (found === "missing") return "authority-directory";
      return found === "file" ? "authority-file" : undefined;
    case "parameters":
    case "trust-anchor":
    case "template":
      return found === "missing" ? purpose : undefined;
    default:
      if (found === "missing") return "tls";
      return found === "directory" ? "tls-directory" : undefined;
  }
}

function reportPath(
  message: string,
  path: PathWord,
  { name }: Setting,
  report: SettingContext["report"],
): void {
  const data = { path: path.text, name, file: name.replace(/path$/, "file") };
  report({ message, data, ...path.place });
}
