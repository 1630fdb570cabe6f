/** What people write into main.cf and master.cf that stops mail or exposes it, each with what comes of it. */
import { ADDRESS_MISTAKES } from "./mistakes/addresses";
import type { Mistake } from "./mistakes/mistake";
import { RESTRICTION_MISTAKES } from "./mistakes/restrictions";
import { SECURITY_MISTAKES } from "./mistakes/security";
import { SERVICE_MISTAKES } from "./mistakes/services";
import { TABLE_MISTAKES } from "./mistakes/tables";
import { VALUE_MISTAKES } from "./mistakes/values";

export const MISTAKES: readonly Mistake[] = [
  ...VALUE_MISTAKES,
  ...ADDRESS_MISTAKES,
  ...RESTRICTION_MISTAKES,
  ...TABLE_MISTAKES,
  ...SERVICE_MISTAKES,
  ...SECURITY_MISTAKES,
];
