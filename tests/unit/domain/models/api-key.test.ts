import { describe, expect, it } from "vitest";
import { isActive } from "../../../../src/domain/models/api-key.ts";

describe("an API key", () => {
  const now = new Date("2026-01-05T09:00:00.000Z");
  const before = new Date(now.getTime() - 1);
  const after = new Date(now.getTime() + 1);

  it.each([
    ["is active without an expiry", null, null, true],
    ["is active until a moment before its expiry", after, null, true],
    ["is not active from the moment of its expiry", now, null, false],
    ["is not active after its expiry", before, null, false],
    ["is not active once it is revoked", null, before, false],
    ["is not active once it is revoked, though it has not expired", after, now, false],
  ])("%s", (_, expiresAt, revokedAt, active) => {
    expect(isActive({ expiresAt, revokedAt }, now)).toBe(active);
  });
});
