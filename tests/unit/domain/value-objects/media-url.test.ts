import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { MediaUrl } from "../../../../src/domain/value-objects/media-url.ts";

describe("the URL of a recording", () => {
  it.each([
    ["https://example.com/talk.mp4#t=3", "https://example.com/talk.mp4#t=3"],
    ["HTTP://Example.COM:80/A b?q=1", "http://example.com/A%20b?q=1"],
    ["https://例え.jp/", "https://xn--r8jz45g.jp/"],
    ["https://example.com", "https://example.com/"],
    [" https://example.com/a\n/b ", "https://example.com/a/b"],
    ["https://example.com/\"<>'", "https://example.com/%22%3C%3E'"],
    ["http://[::1]:8080/", "http://[::1]:8080/"],
  ])("%j is kept as %s", (given, kept) => {
    expect(MediaUrl.parse(given)).toBe(kept);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt://example.com/%0aalert(1)",
    "\u0001javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ftp://example.com/talk.mp4",
    "blob:https://example.com/9115d58c-bcda-ff47-86e5-083e9a215304",
    "https://user:password@example.com/",
    "https://user@example.com/",
    "https://:password@example.com/",
    "//example.com/talk.mp4",
    "/talk.mp4",
    "example.com/talk.mp4",
    "https://",
    "https://exa mple.com/",
    "https://example.com:99999/",
    "https://a\u0000b/",
    "https://\ud800/",
    "",
  ])("%j is refused", (given) => {
    const parsed = MediaUrl.safeParse(given);
    expect(parsed.error?.issues[0]?.message).toBe(
      "must be an absolute http or https URL without credentials",
    );
  });

  it.each([[undefined], [1], [{ href: "https://example.com/" }]])("%j is refused: it is no text", (given) => {
    expect(MediaUrl.safeParse(given).success).toBe(false);
  });

  it("has at most as many characters as the limit says", () => {
    const longest = "https://example.com/".padEnd(limits.mediaUrlLength, "x");
    expect(MediaUrl.parse(longest)).toBe(longest);
    expect(MediaUrl.safeParse(`${longest}x`).success).toBe(false);
  });

  it("is refused where only its normalised form is too long", () => {
    const given = "https://example.com/".padEnd(limits.mediaUrlLength - 1, "x");
    expect(MediaUrl.parse(`${given}x`)).toHaveLength(limits.mediaUrlLength);
    expect(MediaUrl.safeParse(`${given}é`).success).toBe(false);
  });

  it("is ASCII, http or https, and the same when it is read a second time, whatever the URL", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), (url, more) => {
        const parsed = MediaUrl.parse(`${url}/${more}`);
        expect(parsed).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
        expect(MediaUrl.parse(parsed)).toBe(parsed);
      }),
    );
  });
});
