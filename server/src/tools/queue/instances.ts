/** The instances of Postfix on a machine; see MULTI_INSTANCE_README. */
import type { QueueInstance } from "../../contract/queue";
import type { Exec } from "../../ports/exec";

const NAMES = ["config_directory", "multi_instance_directories", "alternate_config_directories"];

/** The one that Postfix's programs have built in, and those that its main.cf names. Never rejects. */
export async function findInstances(exec: Exec): Promise<QueueInstance[]> {
  const program = await exec.find("postconf");
  if (program === undefined) return [];
  const result = await exec.run({
    program,
    args: ["-h", "-x", ...NAMES],
    timeout: 10_000,
    outputLimit: 1_000_000,
  });
  if (result.kind !== "exit" || result.code !== 0) return [];
  const [own = "", ...others] = result.stdout.split("\n");
  const directories = others
    .join(" ")
    .split(/[\s,]+/)
    .filter((path) => path.startsWith("/") && path !== own);
  return [
    ...(own === "" ? [] : [{ directory: own, isDefault: true }]),
    ...[...new Set(directories)].map((directory) => ({ directory, isDefault: false })),
  ];
}
