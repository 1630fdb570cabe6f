import { createHash } from "node:crypto";

/** What a file of the corpus is called in golden files: they are named after their authors, who are not named here. */
export function nicknameOf(name: string): string {
  const [kind, file = ""] = name.split("/");
  return `${kind} ${createHash("sha256").update(file).digest("hex").slice(0, 8)}`;
}
