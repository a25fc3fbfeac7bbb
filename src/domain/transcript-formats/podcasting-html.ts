import { TranscriptMalformed } from "../exceptions/transcript.ts";
import { limits } from "../value-objects/limits.ts";
import { parseClockTime } from "./clock-times.ts";
import type { ReadCue, TextReader } from "./format-reader.ts";
import { assertMarkedUpLength, tooManyCues } from "./limited.ts";
import { LineCounter } from "./lines.ts";
import { markupTokens } from "./markup.ts";
import { withEnds } from "./open-ends.ts";

/**
 * The HTML of Podcasting 2.0's transcript tag
 * (https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md#html): `cite` names who
 * speaks, `time` when, `p` holds what is said. A name and a time hold until the next. Only starts are given: a cue ends
 * where the next one starts.
 */
export const podcastingHtml: TextReader = {
  recognises(text) {
    const beginning = text.slice(0, 10_000);
    return /^\s*</.test(beginning) && /<time[\s>]/i.test(beginning) && /<p[\s>]/i.test(beginning);
  },
  read: (text) => ({ cues: withEnds([...readParagraphs(text)]) }),
};

type Part = "cite" | "time" | "p";

/** @throws TranscriptMalformed where there is no paragraph */
function* readParagraphs(html: string): Generator<ReadCue> {
  const lines = new LineCounter(html);
  let speaker: string | null = null;
  let startMs: number | undefined;
  /** The element that is open, and what it has said so far. */
  let part: { name: Part; position: number; line: number; text: string } | undefined;
  let count = 0;

  function finish(): ReadCue | undefined {
    if (!part) return undefined;
    const { name, line, text } = part;
    part = undefined;
    if (name === "cite") speaker = text.trim().replace(/\s?:$/, "") || null;
    else if (name === "time") startMs = parseClockTime(text);
    else {
      count += 1;
      if (count > limits.cuesPerTranscript) throw tooManyCues();
      return { ...(startMs !== undefined && { startMs }), spans: [{ speaker, text }], line };
    }
    return undefined;
  }

  for (const token of markupTokens(html)) {
    if (part) assertMarkedUpLength(count + 1, part.line, token.position - part.position);
    if (token.kind === "text") {
      if (part) part.text += folded(token.text);
    } else if (token.kind !== "doctype") {
      const name = token.name.toLowerCase();
      if (name === "br" && part) part.text += "\n";
      if (!isPart(name)) continue;
      // An element of these three ends where the next begins: authors of HTML may leave out `</p>`.
      const cue = finish();
      if (cue) yield cue;
      if (token.kind === "start" && !token.isEmpty) {
        part = { name, position: token.position, line: lines.at(token.position), text: "" };
      }
    }
  }
  const last = finish();
  if (last) yield last;
  if (count === 0) throw new TranscriptMalformed("The transcript is not Podcasting 2.0 HTML: it has no <p>.");
}

function isPart(name: string): name is Part {
  return name === "cite" || name === "time" || name === "p";
}

/** White space is a space, as in browsers. */
function folded(text: string): string {
  return text.replace(/\s+/g, " ");
}
