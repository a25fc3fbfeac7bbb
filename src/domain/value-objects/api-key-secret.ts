import * as z from "zod";
import { sha256, sha256Hex } from "./sha256.ts";

const PREFIX = "cueprint_";
const RANDOM_LENGTH = 27; // 27 characters of 62 hold 160 bits
const CHECKSUM_LENGTH = 6; // a mistyped secret passes once in 57 billion
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

/**
 * The secret of an API key: a prefix that secret scanners can look for, 160 random bits, and a checksum, so that a
 * mistyped key is refused without asking the database. It is shown once and never stored.
 */
export type ApiKeySecret = string & z.$brand<"ApiKeySecret">;

/** SHA-256 of a secret, in hexadecimal: all that is stored. A fast hash is enough for 160 random bits. */
export const ApiKeyDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"ApiKeyDigest">();
export type ApiKeyDigest = z.infer<typeof ApiKeyDigest>;

/** Makes a new secret from the runtime's cryptographic random numbers. */
export async function generateApiKeySecret(): Promise<ApiKeySecret> {
  let body = "";
  while (body.length < RANDOM_LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(RANDOM_LENGTH))) {
      // 248 is the largest multiple of 62 in a byte: taking more would favour the first characters.
      if (byte < 248 && body.length < RANDOM_LENGTH) body += ALPHABET[byte % 62];
    }
  }
  return `${PREFIX}${body}${await checksum(body)}` as ApiKeySecret;
}

/** Reads a secret as a caller sent it; undefined where its shape or checksum is wrong. */
export async function parseApiKeySecret(text: string): Promise<ApiKeySecret | undefined> {
  if (!SHAPE.test(text)) return undefined;
  const body = text.slice(PREFIX.length, -CHECKSUM_LENGTH);
  return text.endsWith(await checksum(body)) ? (text as ApiKeySecret) : undefined;
}

export async function digestApiKeySecret(secret: ApiKeySecret): Promise<ApiKeyDigest> {
  return ApiKeyDigest.parse(await sha256Hex(secret));
}

/** The last characters, by which people tell their keys apart. */
export function apiKeyHint(secret: ApiKeySecret): string {
  return `…${secret.slice(-4)}`;
}

async function checksum(body: string): Promise<string> {
  const digest = await sha256(PREFIX + body);
  return Array.from(digest.subarray(0, CHECKSUM_LENGTH), (byte) => ALPHABET[byte % 62]).join("");
}
