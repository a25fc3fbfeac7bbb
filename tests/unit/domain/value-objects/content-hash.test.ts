import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContentHash, measureContent } from "../../../../src/domain/value-objects/content-hash.ts";

describe("the hash of a content", () => {
  it.each([
    // The examples of FIPS 180-4.
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ])("of %j is its SHA-256", async (text, hash) => {
    expect((await measureContent(text)).contentHash).toBe(hash);
  });

  it("is that of the text's UTF-8 bytes, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(await measureContent(text)).toEqual({
          contentHash: createHash("sha256").update(text, "utf8").digest("hex"),
          contentBytes: Buffer.byteLength(text, "utf8"),
        });
      }),
    );
  });

  it.each(["", "a".repeat(63), "a".repeat(65), "A".repeat(64), "z".repeat(64)])("%j is none", (text) => {
    expect(ContentHash.safeParse(text).success).toBe(false);
  });
});
