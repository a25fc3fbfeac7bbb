import * as z from "zod";
import { sha256Hex } from "./sha256.ts";

/** SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, in lower-case hexadecimal. */
export const ContentHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"ContentHash">();
export type ContentHash = z.infer<typeof ContentHash>;

/** The hash by which the same content is known again. */
export async function hashContent(text: string): Promise<ContentHash> {
  return ContentHash.parse(await sha256Hex(text));
}
