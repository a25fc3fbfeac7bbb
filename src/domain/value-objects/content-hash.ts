import * as z from "zod";
import { sha256Hex } from "./sha256.ts";

/** SHA-256 (FIPS 180-4) of a content's UTF-8 bytes, in lower-case hexadecimal: by it the same content is known again. */
export const ContentHash = z
  .string()
  .length(64)
  .regex(/^[0-9a-f]{64}$/)
  .brand<"ContentHash">();
export type ContentHash = z.infer<typeof ContentHash>;

/** What a content is known by, and its length in UTF-8 bytes. */
export async function measureContent(
  text: string,
): Promise<{ contentHash: ContentHash; contentBytes: number }> {
  const bytes = new TextEncoder().encode(text);
  return { contentHash: ContentHash.parse(await sha256Hex(bytes)), contentBytes: bytes.byteLength };
}
