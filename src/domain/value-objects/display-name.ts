import type * as z from "zod";
import { limits } from "./limits.ts";
import { singleLine } from "./text.ts";

/** The name that a user goes by. */
export const DisplayName = singleLine(limits.displayNameLength).brand<"DisplayName">();
export type DisplayName = z.infer<typeof DisplayName>;
