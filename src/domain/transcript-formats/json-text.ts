import { TranscriptMalformed } from "../exceptions/transcript.ts";

/** Whether a text begins as a JSON document of any transcript does; `[00:05]` and `[Music]` do not. */
export function mayBeJson(text: string): boolean {
  return /^\s*(?:\{|\[\s*[[\]{"])/.test(text);
}

/**
 * @throws TranscriptMalformed that names the line where the runtime's parser tells the place; it is not quoted
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TranscriptMalformed(`The transcript is not JSON${placeOf(error, text)}.`);
  }
}

function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith("Unexpected end")) return ": it ends before the document does";
  const position = / at position (\d{1,9})\b(?: \(line \d{1,9} column \d{1,9}\))?$/.exec(message)?.[1];
  if (position === undefined) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return `: line ${before.length} cannot be read at character ${(before.at(-1)?.length ?? 0) + 1}`;
}
