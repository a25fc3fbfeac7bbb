import { describe, expect, test } from "vitest";
import type { ExpectedCue } from "../../../../bench/parse/conformance/conformance-file.ts";
import { subRipFiles } from "../../../../bench/parse/conformance/sub-rip.ts";
import { webVttFiles } from "../../../../bench/parse/conformance/web-vtt.ts";
import {
  TranscriptEmpty,
  TranscriptMalformed,
  TranscriptNotText,
} from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { readWebVtt, spansOfWebVtt } from "../../../../src/domain/transcript-formats/web-vtt.ts";
import type { TranscriptFormat } from "../../../../src/domain/value-objects/transcript-format.ts";

/** The cues of a file: none of a file that has none, null of a file that cannot be read. */
function cuesOf(file: string, format: TranscriptFormat): ExpectedCue[] | null {
  try {
    const { cues } = readTranscript(file, { format, repairs: UNTOUCHED });
    return cues.map(({ startMs, endMs, text }) => ({ startMs, endMs, text }));
  } catch (error) {
    if (error instanceof TranscriptMalformed) return null;
    if (error instanceof TranscriptEmpty) return file === "" ? null : [];
    throw error;
  }
}

const withoutMarkup = (cues: ExpectedCue[] | null) =>
  cues?.map(({ startMs, endMs, text }) => ({ startMs, endMs, text })) ?? null;

/** The specification leaves captions as they overlap. */
const UNTOUCHED = ["reversed-times", "missing-times", "empty-cues"] as const;

describe("the WebVTT specification", () => {
  test.each(webVttFiles.map((file) => [file.section, file.rule, file] as const))(
    "section %s: %s",
    (_, __, { file, cues }) => {
      expect(cuesOf(file, "webvtt")).toEqual(withoutMarkup(cues));
    },
  );
});

describe("SubRip files", () => {
  test.each(subRipFiles.map((file) => [file.rule, file] as const))("%s", (_, { file, cues }) => {
    expect(cuesOf(file, "srt")).toEqual(withoutMarkup(cues));
  });
});

const T = "00:01.000 --> 00:02.000";

describe("the WebVTT specification, of cues that the report mends or drops later", () => {
  test.each([
    ["6.1: a file may end in a timing line", `WEBVTT\n\n${T}`, [{ startMs: 1000, endMs: 2000, text: "" }]],
    [
      "6.1: a cue without text may end at the next timing line",
      `WEBVTT\n\n${T}\n${T}\nHi`,
      [
        { startMs: 1000, endMs: 2000, text: "" },
        { startMs: 1000, endMs: 2000, text: "Hi" },
      ],
    ],
    [
      "6.3: a cue may end before it starts",
      "WEBVTT\n\n00:02.000 --> 00:01.000\nHi",
      [{ startMs: 2000, endMs: 1000, text: "Hi" }],
    ],
  ])("section %s", (_, file, cues) => {
    expect([...readWebVtt(file)]).toMatchObject(cues);
    expect([...readWebVtt(file)]).toHaveLength(cues.length);
  });
});

describe("where Cueprint departs from the WebVTT specification on purpose", () => {
  test("section 6.1, step 2: NUL would become U+FFFD, and is refused", () => {
    expect(() => readTranscript(`WEBVTT\n\n${T}\na\0b`)).toThrow(TranscriptNotText);
  });

  test("section 6.1: any arrow would end the cue before it; one that gives no times is text", () => {
    expect(cuesOf(`WEBVTT\n\n${T}\nFile --> Save\nmore`, "webvtt")).toMatchObject([
      { text: "File --> Save\nmore" },
    ]);
  });

  test("section 6.1: a note may hold times that are not quite right, and stays a note", () => {
    expect(cuesOf("WEBVTT\n\nNOTE\n0.5 --> 1.5\nlost", "webvtt")).toEqual([]);
  });

  test.each(["0:01.000 --> 0:02.000", "00:01,000 --> 00:02,000", "00:01.00 --> 00:02.00", "1 --> 2"])(
    "section 6.3: a cue with the times %s would be dropped, and is kept and reported",
    (times) => {
      const { cues, report } = readTranscript(`WEBVTT\n\n${times}\nHi`);
      expect(cues).toMatchObject([{ startMs: 1000, endMs: 2000, text: "Hi" }]);
      expect(report.repairs.map(({ kind }) => kind)).toContain("malformed-timing-read");
    },
  );

  test.each([
    ["an unknown tag would be no text", "a <x>b</x>"],
    ["a tag without a name would be no text", "a <>b"],
    ["a tag that does not end would swallow the rest", "a <b c"],
    ["digits at a less-than sign would be a timestamp up to the next greater-than sign", "a <3 b> c"],
  ])("section 6.4: %s, and is text", (_, text) => {
    expect(spansOfWebVtt(text)).toEqual([{ speaker: null, text }]);
  });

  test.each(["&amp", "&lt b", "&notit;", "&#0;", "&#xD800;", "&#x110000;"])(
    "section 6.4: %s would be guessed at, as HTML does, and is text",
    (text) => {
      expect(spansOfWebVtt(text)).toEqual([{ speaker: null, text }]);
    },
  );
});
