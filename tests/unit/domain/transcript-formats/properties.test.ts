import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainException } from "../../../../src/domain/exceptions/domain-exception.ts";
import { decodeText } from "../../../../src/domain/transcript-formats/decode-text.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { Cue } from "../../../../src/domain/value-objects/cue.ts";
import { ImportReport } from "../../../../src/domain/value-objects/import-report.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { TranscriptFormat } from "../../../../src/domain/value-objects/transcript-format.ts";

type Said = { startMs: number; lastsMs: number; text: string; speaker: string | null };

const pad = (value: number, length: number) => String(value).padStart(length, "0");
const timestamp = (ms: number, point: string) =>
  `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:` +
  `${pad(Math.floor(ms / 1000) % 60, 2)}${point}${pad(ms % 1000, 3)}`;
const timing = ({ startMs, lastsMs }: Said, point: string) =>
  `${timestamp(startMs, point)} --> ${timestamp(startMs + lastsMs, point)}`;
const escaped = (text: string) => text.replace(/[&<>{]/g, (character) => `&#${character.codePointAt(0)};`);

/** Tiny writers, to hold the readers against. */
const writers = {
  webvtt: (said: Said[]) =>
    `WEBVTT\n\n${said
      .map((cue) => {
        const voice = cue.speaker === null ? "" : `<v ${escaped(cue.speaker)}>`;
        return `${timing(cue, ".")}\n${voice}${escaped(cue.text)}\n`;
      })
      .join("\n")}`,
  srt: (said: Said[]) =>
    said.map((cue, at) => `${at + 1}\n${timing(cue, ",")}\n${escaped(cue.text)}\n`).join("\n"),
};

/** Writers of what says no more than words, speakers and starts, for damage. */
const clock = (ms: number) => timestamp(ms, ".").replace(/\.\d+$/, "");
const looseWriters = {
  sbv: (said: Said[]) =>
    said
      .map(
        (cue) => `${timestamp(cue.startMs, ".")},${timestamp(cue.startMs + cue.lastsMs, ".")}\n${cue.text}\n`,
      )
      .join("\n"),
  text: (said: Said[]) => said.map((cue) => `[${clock(cue.startMs)}] ${cue.text}\n`).join(""),
  headings: (said: Said[]) => said.map((cue) => `Ann Lee  ${clock(cue.startMs)}\n${cue.text}\n`).join("\n"),
  html: (said: Said[]) =>
    said
      .map(
        (cue) =>
          `<cite>${cue.speaker}:</cite><time>${clock(cue.startMs)}</time><p>${escaped(cue.text)}</p>\n`,
      )
      .join(""),
  ttml: (said: Said[]) =>
    `<tt><body>${said
      .map((cue) => `<p begin="${cue.startMs}ms" dur="${cue.lastsMs}ms">${escaped(cue.text)}</p>`)
      .join("\n")}</body></tt>`,
  ass: (said: Said[]) =>
    `[Events]\n${said
      .map(
        (cue) =>
          `Dialogue: 0,${timestamp(cue.startMs, ".")},${timestamp(cue.startMs, ".")},,,,,,,${cue.text}\n`,
      )
      .join("")}`,
};

const word = fc.stringMatching(/^[a-zé日👋&<>{}/.!?'-]{1,12}$/u);
const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
const said: fc.Arbitrary<Said[]> = fc.array(
  fc.record({
    startMs: fc.nat(limits.timeMs - 100_000),
    lastsMs: fc.nat(100_000),
    text: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
    speaker: fc.option(line),
  }),
  { minLength: 1, maxLength: 8 },
);
const format = fc.constantFrom(...TranscriptFormat.options);
const valid = fc
  .tuple(fc.constantFrom(...Object.values(writers), ...Object.values(looseWriters)), said)
  .map(([write, said]) => write(said));

/** What damage is made of, and what readers look for. */
const piece = fc.constantFrom(
  ..."\n|\r|\r\n|\n\n| |\t|\f|-->|->|<|>|<v |<v Ann>|</v>|<i>|</|<00:|{\\|}|&|&amp;|&#13;|&#10;|&#1;|;".split(
    "|",
  ),
  ..."WEBVTT|NOTE|STYLE|REGION|1|42|:|.|,|00:01.000|00:00:01,000 --> 00:00:02,000|5.5 --> 4|Ann: ".split("|"),
  ..."0:05|[0:05]|(0:05)|0:05 – 0:09|Ann  0:05|Ann:|0:00:01.000,0:00:02.000|[br]|[Events]|Format:|{\\p1}|\\N".split(
    "|",
  ),
  ..."Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,|<tt>|<p begin='1s' end='2s'>|<p>|</p>|<span begin='1s'>|</span>".split(
    "|",
  ),
  ...'<br/>|<cite>|</cite>|<time>|</time>|<!--|-->|<![CDATA[|]]>|<!DOCTYPE|<script>|=|\'|"|/|{|[|]|"a"|1e9'.split(
    "|",
  ),
  ..."\0|\u0001|\u0085|\u00a0|\u2000|\u200b|\u2028|\ufeff|\u0301|\ud83d|\udc4b|\u212b|é|😀".split("|"),
);
const damaged = fc
  .tuple(valid, fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.option(piece, { nil: "" })), { maxLength: 6 }))
  .map(([file, changes]) =>
    changes.reduce((text, [where, length, piece]) => {
      const at = where % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + length);
    }, file),
  );
const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  soup,
  soup.map((text) => `WEBVTT\n\n00:01.000 --> 00:02.000\n${text}`),
  soup.map((text) => `<tt><body><p begin="1s" end="2s">${text}`),
  soup.map((text) => `[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,,${text}`),
  soup.map((text) => `<time>0:01</time><p>${text}`),
  soup.map((text) => `0:05\n${text}`),
  soup.map((text) => `1\n00:00:01,000 --> 00:00:02,000\n${text}`),
  valid,
  damaged,
);
const options = fc.oneof(
  format.map((format) => ({ format })),
  fc.constantFrom({}, { fallback: "text" as const }),
);

/** What is read, or the exception: any but a domain exception fails the test. */
function attempt<T>(read: () => T): T | DomainException {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainException) return error;
    throw error;
  }
}

const runs = { numRuns: 1_000 };

describe("any text at all", () => {
  it("is read into cues that keep the rules of cues, or refused", () => {
    fc.assert(
      fc.property(anyText, options, (text, options) => {
        const read = attempt(() => readTranscript(text, options));
        if (read instanceof DomainException) return;
        expect(read.cues.map((cue) => Cue.parse(cue))).toEqual(read.cues);
        expect(read.cues.map(({ position }) => position)).toEqual(read.cues.map((_, at) => at + 1));
      }),
      runs,
    );
  });

  it("has a report that adds up", () => {
    fc.assert(
      fc.property(anyText, options, (text, options) => {
        const read = attempt(() => readTranscript(text, options));
        if (read instanceof DomainException) return;
        const { cues, report } = read;
        const dropped = report.repairs.filter(({ kind }) => kind.endsWith("-dropped"));
        expect(ImportReport.parse(report)).toEqual(report);
        expect(report.cuesKept + dropped.length).toBe(report.cuesRead);
        expect(report.cuesKept).toBeGreaterThan(0);
        expect(cues.length).toBeGreaterThanOrEqual(report.cuesKept);
        // No cue is repaired twice in the same way, nor after it was dropped.
        const keys = report.repairs.map(({ kind, cue }) => `${cue} ${kind}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { cue } of dropped) {
          expect(report.repairs.filter((repair) => repair.cue === cue)).toHaveLength(1);
        }
        const lines = text.split(/\r\n?|\n/).length;
        for (const { cue, line } of report.repairs) {
          expect(cue).toBeLessThanOrEqual(report.cuesRead);
          expect(line ?? 1).toBeLessThanOrEqual(lines);
        }
      }),
      runs,
    );
  });

  it("reads the same with every kind of line end", () => {
    fc.assert(
      fc.property(anyText, options, (text, options) => {
        const file = text.replace(/\r\n?/g, "\n");
        const expected = attempt(() => readTranscript(file, options));
        for (const end of ["\r\n", "\r"]) {
          expect(attempt(() => readTranscript(file.replaceAll("\n", end), options))).toEqual(expected);
        }
      }),
      runs,
    );
  });
});

describe("any bytes at all", () => {
  it("are read as text, or refused", () => {
    const charset = fc.constantFrom(undefined, "utf-8", "utf-16le", "utf-16be", "iso-8859-1", "shift_jis");
    const mark = fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]);
    fc.assert(
      fc.property(mark, fc.uint8Array({ maxLength: 200 }), charset, (mark, bytes, charset) => {
        const text = attempt(() => decodeText(new Uint8Array([...mark, ...bytes]), charset));
        if (text instanceof DomainException) return;
        attempt(() => readTranscript(text, { fallback: "text" }));
      }),
      runs,
    );
  });

  it("are the text that was encoded, where they were a text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!text.includes("\0"));
        expect(decodeText(new TextEncoder().encode(`\uFEFF${text}`))).toBe(text);
      }),
    );
  });
});

describe("what a writer writes", () => {
  it("is read back from TTML", () => {
    fc.assert(
      fc.property(said, (said) => {
        const { cues, report } = readTranscript(looseWriters.ttml(said), { repairs: [] });
        expect(cues).toEqual(
          said.map(({ startMs, lastsMs, text }, at) => ({
            position: at + 1,
            startMs,
            endMs: startMs + lastsMs,
            speaker: null,
            // White space is a space in XML.
            text: text.replaceAll("\n", " "),
          })),
        );
        expect(report.repairs).toEqual([]);
      }),
    );
  });

  it("is read back from WebVTT", () => {
    fc.assert(
      fc.property(said, (said) => {
        const { cues, report } = readTranscript(writers.webvtt(said), { repairs: [] });
        expect(cues).toEqual(
          said.map(({ startMs, lastsMs, speaker, text }, at) => {
            return { position: at + 1, startMs, endMs: startMs + lastsMs, speaker, text };
          }),
        );
        expect(report).toEqual({
          format: "webvtt",
          dialect: said.some(({ speaker }) => speaker !== null) ? "voice-tags" : null,
          cuesRead: said.length,
          cuesKept: said.length,
          repairing: [],
          repairs: [],
        });
      }),
    );
  });

  it("is read back from SRT, which has no speakers", () => {
    fc.assert(
      fc.property(said, (said) => {
        const { cues, report } = readTranscript(writers.srt(said), { repairs: [] });
        expect(cues).toEqual(
          said.map(({ startMs, lastsMs, text }, at) => {
            return { position: at + 1, startMs, endMs: startMs + lastsMs, speaker: null, text };
          }),
        );
        expect(report).toEqual({
          format: "srt",
          dialect: null,
          cuesRead: said.length,
          cuesKept: said.length,
          repairing: [],
          repairs: [],
        });
      }),
    );
  });
});
