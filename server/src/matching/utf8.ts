/**
 * What Postfix does around every lookup with `smtputf8_enable = yes`
 * (dict_utf8.c): keys and results must be valid UTF-8. `postmap -q` does it
 * too, unless -u is given or the keys are headers or body lines (-h, -b).
 */
import type { Bytes, Lookup, LookupTable } from "./lookup";

const BAD_KEY =
  "The key is not valid UTF-8: with smtputf8_enable = yes Postfix logs a warning and finds nothing, without looking at the table.";
const BAD_VALUE =
  "The result is not valid UTF-8: with smtputf8_enable = yes Postfix logs a warning and the lookup fails, as if the table were broken. Save the table as UTF-8.";

/** Whether a byte string is valid UTF-8 (`valid_utf8_string`): no overlong forms, no surrogates. */
export function isValidUtf8(bytes: Bytes): boolean {
  if (!/[\x80-\xff]/.test(bytes)) return true;
  try {
    const array = Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
    new TextDecoder("utf-8", { fatal: true }).decode(array);
    return true;
  } catch {
    return false;
  }
}

/** A table as a Postfix program with `smtputf8_enable = yes` sees it. */
export function withUtf8Checks(table: LookupTable): LookupTable {
  return {
    lookup(key, explain): Lookup {
      if (!isValidUtf8(key)) return { value: undefined, winner: undefined, steps: [], remarks: [BAD_KEY] };
      const lookup = table.lookup(key, explain);
      if (lookup.value === undefined || isValidUtf8(lookup.value)) return lookup;
      return { ...lookup, value: undefined, remarks: [...lookup.remarks, BAD_VALUE] };
    },
  };
}
