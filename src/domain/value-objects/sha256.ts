/** SHA-256 (FIPS 180-4) of bytes, or of a text's UTF-8. */
export async function sha256(content: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** The same in lower-case hexadecimal, 64 characters. */
export async function sha256Hex(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return Array.from(await sha256(content), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
