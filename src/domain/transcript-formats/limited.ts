import { TranscriptTooLarge } from "../exceptions/transcript.ts";
import { limits } from "../value-objects/limits.ts";

/**
 * Stops reading a file at one cue more than are taken, or at one so long that taking its markup out would need more
 * memory than a Worker has. To be put around cues that still hold their markup.
 *
 * @throws TranscriptTooLarge
 */
export function* limited<Cue extends { text: string; line: number }>(cues: Iterable<Cue>): Generator<Cue> {
  let count = 0;
  for (const cue of cues) {
    count += 1;
    if (count > limits.cuesPerTranscript) throw tooManyCues();
    assertMarkedUpLength(count, cue.line, cue.text.length);
    yield cue;
  }
}

/** @throws TranscriptTooLarge */
export function assertMarkedUpLength(cue: number, line: number, length: number): void {
  assertLength(cue, line, "characters with its markup", length, limits.markedUpCueLength);
}

/**
 * @param cue counts the cues of the file from 1
 * @param line undefined in formats without lines
 * @throws TranscriptTooLarge
 */
export function assertLength(
  cue: number,
  line: number | undefined,
  what: string,
  length: number,
  most: number,
): void {
  if (length <= most) return;
  const place = line === undefined ? "" : `, at line ${line},`;
  throw new TranscriptTooLarge(`Cue ${cue}${place} has ${length} ${what}; at most ${most} are taken.`);
}

export function tooManyCues(): TranscriptTooLarge {
  return new TranscriptTooLarge(
    `The transcript has more than ${limits.cuesPerTranscript} cues, the most that are taken.`,
  );
}
