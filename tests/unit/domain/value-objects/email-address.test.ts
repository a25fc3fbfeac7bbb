import { describe, expect, it } from "vitest";
import { EmailAddress } from "../../../../src/domain/value-objects/email-address.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";

/** A valid address of exactly so many characters. */
function addressOf(length: number): string {
  const domain = `${`${"d".repeat(59)}.`.repeat(4)}example`;
  return `${"a".repeat(length - domain.length - 1)}@${domain}`;
}

describe("an e-mail address", () => {
  it.each([
    ["in lower case", "Ada.Lovelace@Example.COM", "ada.lovelace@example.com"],
    ["without the white space around it", " ada@example.com\r\n", "ada@example.com"],
    [
      "with a tag, dots, apostrophe and hyphen",
      "o'neill+news@sub.ex-ample.org",
      "o'neill+news@sub.ex-ample.org",
    ],
  ])("is kept %s", (_, given, kept) => {
    expect(EmailAddress.parse(given)).toBe(kept);
  });

  it.each([
    ["nothing", ""],
    ["no at sign", "ada.example.com"],
    ["two at signs", "a@b@example.com"],
    ["no local part", "@example.com"],
    ["no domain", "ada@"],
    ["a host without a dot", "ada@localhost"],
    ["two dots in a row", "a..b@example.com"],
    ["white space within", "a da@example.com"],
    ["a line break within: no header can be added to a mail", "ada@example.com\nBcc: eve@example.com"],
    ["two addresses", "ada@example.com,eve@example.com"],
    ["a display name", "Ada <ada@example.com>"],
    ["NUL", "ada\u0000@example.com"],
    ["a lone surrogate", "ada\ud800@example.com"],
    ["letters that look like ASCII", "аda@example.com"],
    ["markup", "<script>@example.com"],
    ["a number", 1],
    ["null", null],
  ])("is refused with %s", (_, given) => {
    expect(EmailAddress.safeParse(given).success).toBe(false);
  });

  it("has at most as many characters as the limit says", () => {
    expect(EmailAddress.parse(addressOf(limits.emailLength))).toHaveLength(limits.emailLength);
    expect(EmailAddress.safeParse(addressOf(limits.emailLength + 1)).success).toBe(false);
  });

  it("is the same when it is read a second time", () => {
    const address = EmailAddress.parse(" ADA@EXAMPLE.COM ");
    expect(EmailAddress.parse(address)).toBe(address);
  });
});
