import { TranscriptNotText } from "../exceptions/transcript.ts";

const BYTE_ORDER_MARKS: readonly [encoding: string, bytes: readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Decodes a file: UTF-8, or UTF-16 with a byte order mark. Anything else is refused rather than guessed at, for a
 * wrong guess garbles names without anybody noticing.
 *
 * @throws TranscriptNotText naming the line of the first byte that cannot be read
 */
export function decodeText(bytes: Uint8Array): string {
  const [encoding, mark] = BYTE_ORDER_MARKS.find(([, mark]) =>
    mark.every((byte, at) => bytes[at] === byte),
  ) ?? ["utf-8", []];
  const content = bytes.subarray(mark.length);
  const text = decode(encoding, content);
  if (text === undefined) {
    const line = lastLine(decodablePrefix(encoding, content));
    throw new TranscriptNotText(
      `The file is not ${encoding.toUpperCase()} text: line ${line} holds a byte that cannot be read. Save it as UTF-8.`,
    );
  }
  assertText(text);
  return text;
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
