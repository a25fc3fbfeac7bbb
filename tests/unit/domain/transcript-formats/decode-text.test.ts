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
    ["Latin-1 in the first line", [...utf8("gr"), 0xfc, ...utf8("n")], /not UTF-8 text: line 1 .* charset/],
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
    ["UTF-16 in which a NUL is missing", [0x61, 0, 0x62, 0x63], /line 1 holds a NUL character/],
    ["a NUL character alone", [0], /line 1 holds a NUL character/],
    ["UTF-32", [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], /is UTF-32 text/],
    ["big-endian UTF-32", [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61], /is UTF-32 text/],
    ["a NUL character", utf8("a\nb\0"), /line 2 holds a NUL character/],
  ])("are refused for %s", (_, bytes, message) => {
    expect(() => decode(...bytes)).toThrow(expect.toSatisfy(refusal(message)));
  });
});

describe("the bytes of a transcript whose charset is named", () => {
  const named = (charset: string, ...bytes: number[]) => decodeText(new Uint8Array(bytes), charset);

  it.each([
    ["utf-8", utf8("Größe"), "Größe"],
    ["UTF8", utf8("Größe"), "Größe"],
    ["utf-16le", utf16("日本", true), "日本"],
    ["utf-16be", utf16("日本", false), "日本"],
    ["iso-8859-1", [0x47, 0x72, 0xf6, 0xdf, 0x65], "Größe"],
    ["latin1", [0xe9], "é"],
    ["windows-1252", [0x80, 0x35], "€5"],
    // As browsers have it.
    ["iso-8859-1", [0x80, 0x35], "€5"],
  ])("are read as %s", (charset, bytes, text) => {
    expect(named(charset, ...bytes)).toBe(text);
  });

  it("are what their byte order mark says all the same", () => {
    expect(named("iso-8859-1", 0xef, 0xbb, 0xbf, ...utf8("é"))).toBe("é");
    expect(named("utf-8", 0xff, 0xfe, ...utf16("é", true))).toBe("é");
  });

  it.each(["shift_jis", "iso-8859-15", "koi8-r", "utf-7", "secret", ""])(
    "are refused where it is %j, which is not quoted",
    (charset) => {
      expect(() => named(charset, 0x61)).toThrow(
        new TranscriptNotText(
          "The charset is not one of those that are taken: utf-8, utf-16le, utf-16be, iso-8859-1, windows-1252.",
        ),
      );
    },
  );

  it("are refused where they are not what it says", () => {
    expect(() => named("utf-8", 0x0a, 0xe9)).toThrow(
      new TranscriptNotText(
        "The file is not UTF-8 text: line 2 holds a byte that cannot be read. Save it as UTF-8.",
      ),
    );
    expect(() => named("utf-16le", 0x61)).toThrow(/not UTF-16LE text: line 1/);
    expect(() => named("latin1", 0x61, 0)).toThrow(/NUL/);
  });
});

describe("UTF-16 without a byte order mark", () => {
  it.each([
    ["little-endian", true],
    ["big-endian", false],
  ])("is known by its NULs, %s", (_, littleEndian) => {
    for (const text of ["a", "WEBVTT\n\n", `${"a".repeat(50)}日本\u0100`]) {
      expect(decode(...utf16(text, littleEndian))).toBe(text);
    }
  });

  it("is refused in scripts that are far from ASCII, where nobody names it", () => {
    expect(() => decode(...utf16("日本", true))).toThrow(TranscriptNotText);
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
