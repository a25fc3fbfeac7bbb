import { type NewTranscript, newTranscript, type Transcript } from "../../../src/domain/models/transcript.ts";
import { cite, type NewTutorial, newTutorial, type Step } from "../../../src/domain/models/tutorial.ts";
import { ContentHash } from "../../../src/domain/value-objects/content-hash.ts";
import { Cue } from "../../../src/domain/value-objects/cue.ts";
import { StepId, TranscriptId, TutorialId } from "../../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../../src/domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../../src/domain/value-objects/media-url.ts";
import { Title } from "../../../src/domain/value-objects/title.ts";
import { ids, now } from "./callers.ts";

/** Cues of text that tries the road: quotes, backslashes, line breaks, astral characters, no speaker. */
export function someCues(count: number): Cue[] {
  return Array.from({ length: count }, (_, at) =>
    Cue.parse({
      position: at + 1,
      startMs: at * 2_000,
      endMs: at * 2_000 + 1_500,
      speaker: at % 3 === 0 ? null : `Speaker "${at % 3}"`,
      text: `Cue ${at + 1} says: \\"it's\\" {fine},\n❤️ 日本語 $1 'x'`,
    }),
  );
}

export function someTranscript(cues: readonly Cue[]): NewTranscript {
  return newTranscript(
    {
      id: TranscriptId.parse(ids.next()),
      title: Title.parse("A recording"),
      language: LanguageTag.parse("en-GB"),
      mediaUrl: MediaUrl.parse("https://example.com/recording.mp4"),
      contentHash: ContentHash.parse("a".repeat(64)),
      contentBytes: 100,
      cues,
      importReport: {
        format: "webvtt",
        dialect: null,
        cuesRead: cues.length,
        cuesKept: cues.length,
        repairing: [],
        repairs: [],
      },
    },
    now(),
  );
}

export function someSteps(cues: readonly Cue[], count = 2): Step[] {
  return Array.from({ length: count }, (_, at) => ({
    id: StepId.parse(ids.next()),
    title: Title.parse(`Step ${at + 1}`),
    body: 'Do *this*, then `that`.\n\nAnd "so" on.',
    citations: [cite(cues, { firstCue: at + 1, lastCue: at + 2 })],
  }));
}

export function someTutorial(transcript: Pick<Transcript, "id">, steps: Step[]): NewTutorial {
  return newTutorial(
    {
      id: TutorialId.parse(ids.next()),
      transcriptId: transcript.id,
      title: Title.parse("How it is done"),
      language: LanguageTag.parse("en"),
      drafting: { method: "extractive", notes: [] },
      steps,
    },
    now(),
  );
}
