import type { JsonReader, ReadCue } from "../format-reader.ts";
import { frame, list, readFrame } from "./frame.ts";
import { cueOf, type TimedText } from "./timed-text.ts";
import { firstRecord, isRecord, listOf, milliseconds, numeric, recordOf, textOf } from "./values.ts";

const Frame = frame({ events: list });

/**
 * YouTube's timed text, as its player asks for it with `fmt=json3` and yt-dlp stores it (`--sub-format json3`).
 * Events with segments are cues, timed in milliseconds from `tStartMs`. Events without segments describe windows, and
 * those of a line end alone (`aAppend`) scroll them: both are passed over, as are pens, styles and positions.
 *
 * Automatic captions show two lines, the lower one being spoken: an event lasts until its line has scrolled out of
 * sight, well into the next one's speech. So there it ends where the next one starts. Captions that people wrote may
 * overlap and mean it, so theirs end where they say.
 *
 * YouTube documents none of this. Described at https://github.com/jdepoix/youtube-transcript-api/issues/106 and
 * https://github.com/iv-org/invidious/pull/100.
 */
export const youtubeJson3: JsonReader = {
  recognises(document) {
    if (!isRecord(document) || !Array.isArray(document["events"])) return false;
    return document["wireMagic"] === "pb3" || "tStartMs" in (firstRecord(document["events"]) ?? {});
  },

  *read(document): Generator<ReadCue> {
    const { events } = readFrame(Frame, document, "YouTube's json3");
    const isAutomatic = events.some(isOfRecognition);
    let before: TimedText | undefined;
    for (const event of events) {
      const text = textOfEvent(event);
      if (text.trim() === "") continue;
      const next = timed(event, text);
      if (before) yield cueOf(isAutomatic ? endedBy(before, next) : before);
      before = next;
    }
    if (before) yield cueOf(before);
  },
};

function textOfEvent(event: unknown): string {
  const { segs } = recordOf(event);
  return textOf(
    listOf(segs)
      .map((seg) => recordOf(seg)["utf8"])
      .filter((utf8) => typeof utf8 === "string")
      .join(""),
  );
}

function timed(event: unknown, text: string): TimedText {
  const { tStartMs, dDurationMs } = recordOf(event);
  const startMs = milliseconds(numeric(tStartMs));
  const lastsMs = milliseconds(numeric(dDurationMs));
  const endMs = startMs === undefined || lastsMs === undefined ? undefined : startMs + lastsMs;
  return { text, startMs, endMs, speaker: null };
}

/** Recognised speech scrolls, and tells when each word is said and how sure it is of it. */
function isOfRecognition(event: unknown): boolean {
  const { aAppend, segs } = recordOf(event);
  return (
    aAppend === 1 || listOf(segs).some((seg) => isRecord(seg) && ("tOffsetMs" in seg || "acAsrConf" in seg))
  );
}

function endedBy(event: TimedText, { startMs: nextMs }: TimedText): TimedText {
  const { startMs, endMs } = event;
  if (startMs === undefined || endMs === undefined || nextMs === undefined || nextMs <= startMs) return event;
  return { ...event, endMs: Math.min(endMs, nextMs) };
}
