/** What a DKIM record in DNS holds (RFC 6376, section 3.6.1). */
import { tagsOf } from "./tags";

/** The bits of the RSA key in a record; undefined where there is none, or it cannot be read. */
export async function keyBits(record: string): Promise<number | undefined> {
  const tags = tagsOf(record);
  if ((tags.get("k") ?? "rsa") !== "rsa") return undefined;
  const key = (tags.get("p") ?? "").replace(/\s/g, "");
  if (key === "") return undefined;
  try {
    const bytes = Uint8Array.from(atob(key), (character) => character.charCodeAt(0));
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const imported = await crypto.subtle.importKey("spki", bytes, algorithm, true, ["verify"]);
    return (imported.algorithm as { readonly modulusLength?: number }).modulusLength;
  } catch {
    // What is no key is told from the record itself.
    return undefined;
  }
}
