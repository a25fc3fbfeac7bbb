import { TranscriptMalformed } from "../exceptions/transcript.ts";
import type { TextReader } from "./format-reader.ts";
import { limited } from "./limited.ts";
import { firstLines, LineReader } from "./lines.ts";
import type { RawCue } from "./raw-cue.ts";
import { SPEAKER_PREFIXES, speakerPrefixes } from "./speaker-prefixes.ts";
import { timesOf } from "./timings.ts";

/**
 * The format of SubViewer as YouTube writes it; there is no specification. A cue runs from its timing line to the next
 * one; blank lines in it go, and `[br]` is a line break. What stands before the first cue is passed over, as is the
 * header of SubViewer 2.
 */
export const subViewer: TextReader = {
  recognises: (text) => firstLines(text).some((line) => TIMINGS.test(line)),
  read(text) {
    const cues = [...limited(readSubViewer(text))].map((cue) => ({ ...cue, text: plain(cue.text) }));
    const { isNamed, spansOf } = speakerPrefixes(cues.map((cue) => cue.text));
    return {
      cues: cues.map((cue) => ({ ...cue, spans: spansOf(cue.text) })),
      ...(isNamed && { dialect: SPEAKER_PREFIXES }),
    };
  },
};

const TIMESTAMP = String.raw`(\d{1,4}):(\d{1,2}):(\d{1,2})(?:[.:](\d{1,9}))?`;
const TIMINGS = new RegExp(String.raw`^[ \t]*${TIMESTAMP}[ \t]*,[ \t]*${TIMESTAMP}[ \t]*$`);
/** A line of nothing but two of what have the look of times. */
const MEANT_AS_TIMINGS = /^[ \t]*[\d:.;]{4,20}[ \t]*,[ \t]*[\d:.;]{4,20}[ \t]*$/;

/** @throws TranscriptMalformed where no line gives times */
function* readSubViewer(text: string): Generator<RawCue> {
  const lines = new LineReader(text);
  let cue: RawCue | undefined;
  let textStart = 0;
  while (!lines.atEnd) {
    const start = lines.position;
    const line = lines.next();
    const match = TIMINGS.exec(line);
    if (!match && !(line.includes(":") && MEANT_AS_TIMINGS.test(line))) continue;
    if (cue) yield { ...cue, text: lines.between(textStart, start) };
    cue = { ...timesOf(match), text: "", line: lines.number };
    textStart = lines.position;
  }
  if (!cue) throw new TranscriptMalformed("The transcript is not SBV: no line gives the times of a cue.");
  yield { ...cue, text: lines.between(textStart, lines.position) };
}

function plain(text: string): string {
  const lines = text.replaceAll("[br]", "\n").split("\n");
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
