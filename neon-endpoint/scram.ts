import { createHash, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/**
 * The last password that was right for each verifier, hashed: PBKDF2 is slow by design, and each call asks.
 */
const proven = new Map<string, string>();

/**
 * Whether `password` is the one of a SCRAM-SHA-256 verifier as pg_authid.rolpassword keeps it,
 * `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey` (RFC 5803). False for a verifier of another kind.
 */
export async function verifyScram(password: string, verifier: string): Promise<boolean> {
  const [, iterations, salt, storedKey] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):/.exec(verifier) ?? [];
  if (!iterations || !salt || !storedKey) return false;
  const digest = createHash("sha256").update(password).digest("base64");
  if (proven.get(verifier) === digest) return true;

  const saltBytes = Buffer.from(salt, "base64");
  // NFKC stands for SASLprep, which node:crypto does not have; they agree on what people type.
  const salted = await promisify(pbkdf2)(
    password.normalize("NFKC"),
    saltBytes,
    Number(iterations),
    32,
    "sha256",
  );
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const right = timingSafeEqual(
    createHash("sha256").update(clientKey).digest(),
    Buffer.from(storedKey, "base64"),
  );
  if (right) proven.set(verifier, digest);
  return right;
}
