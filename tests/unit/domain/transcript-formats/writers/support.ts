import fc from "fast-check";
import type {
  WritableTranscript,
  WriterOptions,
} from "../../../../../src/domain/transcript-formats/writers/transcript-writer.ts";
import { Cue } from "../../../../../src/domain/value-objects/cue.ts";
import type { LanguageTag } from "../../../../../src/domain/value-objects/language-tag.ts";

export const plain: WriterOptions = { speakers: true, paragraphs: false };

type Said = { startMs?: number; endMs?: number; speaker?: string | null; text: string };

/** Two seconds each, one behind the other, where no times are given. */
export function transcript(...said: (string | Said)[]): WritableTranscript {
  return {
    title: "Deploy a Worker",
    language: "en" as LanguageTag,
    mediaUrl: null,
    cues: said.map((cue, at) =>
      Cue.parse({
        position: at + 1,
        startMs: at * 2000,
        endMs: at * 2000 + 2000,
        speaker: null,
        ...(typeof cue === "string" ? { text: cue } : cue),
      }),
    ),
  };
}

/** What readers look for, and what goes wrong in writers. */
const nasty = fc.constantFrom(
  ..."-->|->|--|NOTE|WEBVTT|STYLE|&amp;|&lt;|&#58;|&|<v|<v Ann>|</v>|<i>|<|>|{\\an8}|{\\|}|1|42|Ann:|Bo:|Note:".split(
    "|",
  ),
  ..."1\n00:00:01,000 --> 00:00:02,000|\n00:01.000 --> 00:02.000|0:05|12:30 --> 12:45|5.5 --> 4|\n\n|\n|\n \n| |\t".split(
    "|",
  ),
  ..."😀|👩‍👩‍👧|שלום|مرحبا|\u200f|你好。|é|**bold**|# x|[a](b)|`c`|---|===|- x|3. x|\\|!".split("|"),
);
const text = fc
  .array(fc.tuple(fc.oneof(nasty, fc.stringMatching(/^[a-z]{1,8}$/)), fc.constantFrom("", " ")), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.flat().join("").trim())
  .filter((text) => /[^\s\p{Cf}]/u.test(text));
const speaker = fc.option(
  fc.constantFrom("Ann", "Bo Lee", "R&D <x>", "a-->b", "שרה", "Note", "Dr. O’Hara 2"),
);

export const transcripts: fc.Arbitrary<WritableTranscript> = fc
  .array(fc.tuple(fc.nat(2_000_000_000), fc.nat(100_000), text, speaker), { minLength: 1, maxLength: 8 })
  .map((said) =>
    transcript(
      ...said.map(([startMs, lastsMs, text, speaker]) => ({
        startMs,
        endMs: startMs + lastsMs,
        text,
        speaker,
      })),
    ),
  );
