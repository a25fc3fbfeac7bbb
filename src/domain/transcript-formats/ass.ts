import { TranscriptMalformed } from "../exceptions/transcript.ts";
import type { TextReader } from "./format-reader.ts";
import { limited } from "./limited.ts";
import { firstLines, LineReader } from "./lines.ts";
import type { RawCue } from "./raw-cue.ts";

/**
 * Advanced SubStation Alpha, and SubStation Alpha before it (the "Script Format" of version 4.00+). The cues are the
 * Dialogue lines of the Events, in the order of the file, which need not be that of time.
 */
export const ass: TextReader = {
  recognises: (text) => firstLines(text).some((line) => SECTION.test(line)),
  read(text) {
    const events = [...limited(readEvents(text))];
    return {
      cues: events.map(({ text, speaker, isSsa: _, ...cue }) => ({
        ...cue,
        spans: [{ speaker, text: textOfAss(text) }],
      })),
      ...(events[0]?.isSsa && { dialect: "ssa" }),
    };
  },
};

const SECTION = /^[ \t]*\[(?:script info|events)\][ \t]*$/i;
/** The columns of Events that have no Format line. */
const COLUMNS = "layer,start,end,style,name,marginl,marginr,marginv,effect,text".split(",");
const TIME = /^[ \t]*(\d{1,4}):(\d{1,2}):(\d{1,2})(?:[.:,](\d{1,9}))?[ \t]*$/;

type Event = RawCue & { speaker: string | null; isSsa: boolean };

/** @throws TranscriptMalformed where the file has no Events, or these have no columns for times and text */
function* readEvents(text: string): Generator<Event> {
  const lines = new LineReader(text);
  let columns = COLUMNS;
  let isInEvents = false;
  let hasEvents = false;
  while (!lines.atEnd) {
    const line = lines.next();
    if (line.trimStart().startsWith("[")) {
      const section = /^[ \t]*\[([^\]]{1,100})\]/.exec(line)?.[1]?.trim().toLowerCase();
      isInEvents = section === "events";
      hasEvents ||= isInEvents;
    }
    if (!isInEvents) continue;
    const [, kind, rest = ""] = /^[ \t]*(Format|Dialogue):(.*)$/i.exec(line) ?? [];
    if (kind === undefined) continue;
    if (kind.toLowerCase() === "format") columns = columnsOf(rest, lines.number);
    else yield eventOf(rest, columns, lines.number);
  }
  if (!hasEvents) throw new TranscriptMalformed("The transcript is not ASS: it has no section [Events].");
}

function columnsOf(format: string, line: number): string[] {
  const columns = format.split(",", 100).map((column) => column.trim().toLowerCase());
  if (["start", "end", "text"].every((column) => columns.includes(column))) return columns;
  throw new TranscriptMalformed(
    `The transcript is not ASS: line ${line} must name the columns Start, End and Text.`,
  );
}

function eventOf(values: string, columns: readonly string[], line: number): Event {
  const event: Event = { text: "", line, speaker: null, isSsa: columns.includes("marked") };
  let at = 0;
  for (const [index, column] of columns.entries()) {
    // The last column may hold commas.
    const comma = index === columns.length - 1 ? -1 : values.indexOf(",", at);
    const value = comma < 0 ? values.slice(at) : values.slice(at, comma);
    if (column === "text") event.text = value;
    else if (column === "name" || column === "actor") event.speaker = value.trim() || null;
    else if (column === "start") setTime(event, "startMs", value);
    else if (column === "end") setTime(event, "endMs", value);
    if (comma < 0) break;
    at = comma + 1;
  }
  return event;
}

function setTime(event: Event, which: "startMs" | "endMs", value: string): void {
  const [match, hours, minutes, seconds, fraction = "0"] = TIME.exec(value) ?? [];
  if (match === undefined || Number(minutes) > 59 || Number(seconds) > 59) return;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  event[which] = whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}

/**
 * The words of a Dialogue line. What stands in braces tells how they look; while one of them has switched drawing on
 * (`\p1`), what follows are the coordinates of a shape and no words. A brace that is not closed is speech.
 */
function textOfAss(text: string): string {
  let said = "";
  let isDrawing = false;
  let at = 0;
  for (;;) {
    const open = text.indexOf("{", at);
    const close = open < 0 ? -1 : text.indexOf("}", open);
    if (!isDrawing) said += close < 0 ? text.slice(at) : text.slice(at, open);
    if (close < 0) break;
    for (const [, scale] of text.slice(open, close).matchAll(/\\p(\d{1,9})/g)) isDrawing = Number(scale) > 0;
    at = close + 1;
  }
  return said.replaceAll("\\N", "\n").replaceAll("\\n", " ").replaceAll("\\h", "\u00A0");
}
