import { TranscriptNotText } from "../exceptions/transcript.ts";

const BYTE_ORDER_MARKS: readonly [encoding: string, bytes: readonly number[]][] = [
  // Before UTF-16, whose little-endian mark it begins with.
  ["utf-32", [0xff, 0xfe, 0, 0]],
  ["utf-32", [0, 0, 0xfe, 0xff]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The encodings that a caller may name. Where browsers take Latin-1 for Windows-1252, so does TextDecoder. */
const CHARSETS = ["utf-8", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252"];
/** What TextDecoder calls the labels of these. */
const ENCODINGS = new Set(["utf-8", "utf-16le", "utf-16be", "windows-1252"]);

/**
 * Decodes a file: UTF-8, or UTF-16, or what the caller says that it is. A byte order mark has the first word, as in
 * the Encoding Standard; then the caller; then UTF-16 is known by its empty bytes. Anything else is refused rather than
 * guessed at, for a wrong guess garbles names without anybody noticing.
 *
 * @param charset a label of the Encoding Standard, as in `Content-Type: text/plain; charset=iso-8859-1`
 * @throws TranscriptNotText naming the line of the first byte that cannot be read, or the charsets that are taken
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  const named = charset === undefined ? undefined : encodingOf(charset);
  const [marked, mark] = BYTE_ORDER_MARKS.find(([, mark]) =>
    mark.every((byte, at) => bytes[at] === byte),
  ) ?? [undefined, []];
  const encoding = marked ?? named ?? unmarkedUtf16(bytes) ?? "utf-8";
  if (encoding === "utf-32") throw new TranscriptNotText("The file is UTF-32 text. Save it as UTF-8.");
  const content = bytes.subarray(mark.length);
  const text = decode(encoding, content);
  if (text === undefined) {
    const line = lastLine(decodablePrefix(encoding, content));
    const advice =
      marked || named ? "Save it as UTF-8." : "Save it as UTF-8, or name its charset in the Content-Type.";
    throw new TranscriptNotText(
      `The file is not ${encoding.toUpperCase()} text: line ${line} holds a byte that cannot be read. ${advice}`,
    );
  }
  assertText(text);
  return text;
}

/** @throws TranscriptNotText */
function encodingOf(charset: string): string {
  const encoding = canonicalName(charset);
  if (encoding !== undefined && ENCODINGS.has(encoding)) return encoding;
  throw new TranscriptNotText(`The charset is not one of those that are taken: ${CHARSETS.join(", ")}.`);
}

function canonicalName(charset: string): string | undefined {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return undefined;
  }
}

/** UTF-16 of a script that is near to ASCII: every second of the first bytes is NUL, and no other one. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const beginning = bytes.subarray(0, 100);
  if (beginning.length < 2) return undefined;
  const isNulAt = (parity: number) => beginning.every((byte, at) => (at % 2 === parity) === (byte === 0));
  if (isNulAt(1)) return "utf-16le";
  return isNulAt(0) ? "utf-16be" : undefined;
}

/**
 * Refuses what Postgres cannot store and no transcript holds: NUL characters and halves of surrogate pairs.
 *
 * @throws TranscriptNotText
 */
export function assertText(text: string): void {
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    throw new TranscriptNotText(
      `The transcript is not text: line ${lineAt(text, nul)} holds a NUL character.`,
    );
  }
  if (!text.isWellFormed()) {
    const half = text.search(/\p{Cs}/u);
    throw new TranscriptNotText(
      `The transcript is not text: line ${lineAt(text, half)} holds half a character.`,
    );
  }
}

function decode(encoding: string, bytes: Uint8Array, stream = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
  } catch {
    return undefined;
  }
}

/** The longest beginning that can be decoded, found by halving. */
function decodablePrefix(encoding: string, bytes: Uint8Array): string {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decode(encoding, bytes.subarray(0, middle), true) === undefined) bad = middle;
    else good = middle;
  }
  return decode(encoding, bytes.subarray(0, good), true) ?? "";
}

function lineAt(text: string, index: number): number {
  return lastLine(text.slice(0, index));
}

/** The number of a text's last line. Lines end in CR, LF or both. */
function lastLine(text: string): number {
  let line = 1;
  for (const _ of text.matchAll(/\r\n?|\n/g)) line += 1;
  return line;
}
