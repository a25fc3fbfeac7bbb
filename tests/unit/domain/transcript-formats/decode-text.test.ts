import { describe, expect, it } from "vitest";
import { TranscriptNotText } from "../../../../src/domain/exceptions/transcript.ts";
import { assertText, decodeText } from "../../../../src/domain/transcript-formats/decode-text.ts";

const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 * at, text.charCodeAt(at), littleEndian);
  return [...new Uint8Array(view.buffer)];
};
const decode = (...bytes: number[]) => decodeText(new Uint8Array(bytes));
const refusal = (message: RegExp) => (error: unknown) => {
  expect(error).toBeInstanceOf(TranscriptNotText);
  expect((error as Error).message).toMatch(message);
  return true;
};

describe("the bytes of a transcript", () => {
  const text = "Größe, 日本, 👋\nend";

  it.each([
    ["UTF-8", utf8(text)],
    ["UTF-8 with a byte order mark", [0xef, 0xbb, 0xbf, ...utf8(text)]],
    ["little-endian UTF-16 with a byte order mark", [0xff, 0xfe, ...utf16(text, true)]],
    ["big-endian UTF-16 with a byte order mark", [0xfe, 0xff, ...utf16(text, false)]],
  ])("are read as %s", (_, bytes) => {
    expect(decode(...bytes)).toBe(text);
  });

  it("may be none, or a byte order mark alone", () => {
    expect(decode()).toBe("");
    expect(decode(0xef, 0xbb, 0xbf)).toBe("");
    expect(decode(0xff, 0xfe)).toBe("");
  });

  it("lose one byte order mark, not two", () => {
    expect(decode(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61)).toBe("\uFEFFa");
  });

  it("may be part of a larger buffer", () => {
    expect(decodeText(new Uint8Array(utf8("..abc..")).subarray(2, 5))).toBe("abc");
  });

  it.each([
    ["Latin-1 in the first line", [...utf8("gr"), 0xfc, ...utf8("n")], /not UTF-8 text: line 1 /],
    ["Latin-1 in the third line", [...utf8("a\nb\r\nc"), 0xe4, ...utf8("\nd\n")], /line 3 /],
    ["Latin-1 after lines that end in carriage returns", [...utf8("a\rb\rc"), 0xe4, 0x20], /line 3 /],
    ["Latin-1 in the last byte", [...utf8("a\nb"), 0xe4], /line 2 /],
    ["the first of several bad lines", [0x0a, 0xff, 0x0a, 0xff], /line 2 /],
    ["a character that is cut off", [...utf8("a\n"), 0xe6, 0x97], /line 2 /],
    ["an overlong character", [0xc0, 0x80], /line 1 /],
    ["a surrogate in UTF-8", [0xed, 0xa0, 0x80], /line 1 /],
    ["binary data", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], /line 1 /],
    ["UTF-16 of odd length", [0xff, 0xfe, ...utf16("a\nb", true), 0x61], /not UTF-16LE text: line 2 /],
    ["half a pair in UTF-16", [0xfe, 0xff, ...utf16("a\n\ud800b", false)], /not UTF-16BE text: line 2 /],
    ["UTF-16 without a byte order mark", utf16("a", true), /line 1 holds a NUL character/],
    ["UTF-32", [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], /line 1 holds a NUL character/],
    ["a NUL character", utf8("a\nb\0"), /line 2 holds a NUL character/],
  ])("are refused for %s", (_, bytes, message) => {
    expect(() => decode(...bytes)).toThrow(expect.toSatisfy(refusal(message)));
  });
});

describe("a text", () => {
  it("may hold every character but NUL", () => {
    expect(() => assertText("\u0001\u0085\ufeff\uffff👋")).not.toThrow();
  });

  it.each([
    ["NUL", "a\r\nb\rc\n\0", /line 4 holds a NUL character/],
    ["the first half of a pair", "a\n\ud83d b", /line 2 holds half a character/],
    ["the second half of a pair", "👋\n\n\udc4b", /line 3 holds half a character/],
    ["halves in the wrong order", "\udc4b\ud83d", /line 1 holds half a character/],
  ])("is refused with %s", (_, text, message) => {
    expect(() => assertText(text)).toThrow(expect.toSatisfy(refusal(message)));
  });
});
