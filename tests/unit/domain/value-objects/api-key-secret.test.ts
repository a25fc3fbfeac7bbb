import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ApiKeyDigest,
  apiKeyHint,
  digestApiKeySecret,
  generateApiKeySecret,
  parseApiKeySecret,
} from "../../../../src/domain/value-objects/api-key-secret.ts";

const PREFIX = "cueprint_";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const generate = (count: number) => Promise.all(Array.from({ length: count }, generateApiKeySecret));

describe("the secret of an API key", () => {
  it("is a prefix that scanners can look for, 27 random characters and 6 of a checksum", async () => {
    for (const secret of await generate(50)) expect(secret).toMatch(/^cueprint_[0-9A-Za-z]{33}$/);
  });

  it("holds at least 160 random bits", () => {
    expect(27 * Math.log2(ALPHABET.length)).toBeGreaterThanOrEqual(160);
  });

  it("is never made twice", async () => {
    const secrets = await generate(2_000);
    expect(new Set(secrets.map((secret) => secret.slice(PREFIX.length, -6))).size).toBe(2_000);
  });

  it("favours no character at any place", async () => {
    const secrets = await generate(4_000);
    const expected = (4_000 * 27) / ALPHABET.length;
    const counts = new Map<string, number>();
    for (const secret of secrets) {
      for (const character of secret.slice(PREFIX.length, -6)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    // The standard deviation is about 41: seven of them are as good as never exceeded by chance. Taking bytes
    // modulo 62 without dropping the highest eight values would favour eight characters by a quarter, about 420.
    for (const character of ALPHABET) {
      expect(Math.abs((counts.get(character) ?? 0) - expected), character).toBeLessThan(290);
    }
    for (let place = 0; place < 27; place += 1) {
      const seen = new Set(secrets.map((secret) => secret[PREFIX.length + place]));
      expect(seen.size, `place ${place}`).toBe(ALPHABET.length);
    }
  });

  it("is read back as it was made", async () => {
    for (const secret of await generate(20)) expect(await parseApiKeySecret(secret)).toBe(secret);
  });

  it("is read by its checksum: the first bytes of the SHA-256 of what stands before it", async () => {
    const body = "0".repeat(27);
    const digest = createHash("sha256")
      .update(PREFIX + body)
      .digest();
    const checksum = Array.from(digest.subarray(0, 6), (byte) => ALPHABET[byte % 62]).join("");
    expect(await parseApiKeySecret(PREFIX + body + checksum)).toBe(PREFIX + body + checksum);
  });

  it("is refused when any single character of it is another one", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: PREFIX.length + 32 }),
        fc.oneof(fc.constantFrom(...ALPHABET), fc.string({ unit: "binary", minLength: 1, maxLength: 1 })),
        async (place, character) => {
          const secret = await generateApiKeySecret();
          fc.pre(secret[place] !== character);
          const mistyped = secret.slice(0, place) + character + secret.slice(place + 1);
          expect(await parseApiKeySecret(mistyped)).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is refused when two neighbours have changed places", async () => {
    for (const secret of await generate(20)) {
      for (let at = PREFIX.length; at < secret.length - 1; at += 1) {
        const swapped = `${secret.slice(0, at)}${secret[at + 1]}${secret[at]}${secret.slice(at + 2)}`;
        if (swapped !== secret) expect(await parseApiKeySecret(swapped)).toBeUndefined();
      }
    }
  });

  it.each([
    ["nothing", () => ""],
    ["the prefix alone", () => PREFIX],
    ["one character too few", (secret: string) => secret.slice(0, -1)],
    ["one character too many", (secret: string) => `${secret}0`],
    ["white space around it", (secret: string) => ` ${secret} `],
    ["a line feed behind it", (secret: string) => `${secret}\n`],
    ["no prefix", (secret: string) => secret.slice(PREFIX.length)],
    ["a prefix in capitals", (secret: string) => secret.replace(PREFIX, "CUEPRINT_")],
    ["a lot of text", (secret: string) => secret.repeat(10_000)],
  ])("is refused: %s", async (_, spoil) => {
    expect(await parseApiKeySecret(spoil(await generateApiKeySecret()))).toBeUndefined();
  });

  it("is known by its SHA-256", async () => {
    const secret = await generateApiKeySecret();
    expect(await digestApiKeySecret(secret)).toBe(createHash("sha256").update(secret).digest("hex"));
  });

  it("shows its last four characters as a hint", async () => {
    const secret = await generateApiKeySecret();
    expect(apiKeyHint(secret)).toBe(`…${secret.slice(-4)}`);
  });
});

describe("the digest of a secret", () => {
  it.each(["", "a".repeat(63), "a".repeat(65), "A".repeat(64), "g".repeat(64), `${"a".repeat(64)}\n`])(
    "%j is none",
    (text) => {
      expect(ApiKeyDigest.safeParse(text).success).toBe(false);
    },
  );
});
