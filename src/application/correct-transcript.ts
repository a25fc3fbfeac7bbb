import { alignCues } from "../domain/alignment/align-cues.ts";
import type { Alignment } from "../domain/alignment/alignment.ts";
import { reAnchor } from "../domain/alignment/re-anchor.ts";
import { TranscriptVersionStale } from "../domain/exceptions/transcript.ts";
import { correctTranscript as corrected, type Transcript } from "../domain/models/transcript.ts";
import type { Step } from "../domain/models/tutorial.ts";
import type {
  ReAnchoredTutorial,
  TranscriptRepository,
} from "../domain/repositories/transcript-repository.ts";
import { readTranscript } from "../domain/transcript-formats/read-transcript.ts";
import type { Citation } from "../domain/value-objects/citation.ts";
import { measureContent } from "../domain/value-objects/content-hash.ts";
import type { Cue } from "../domain/value-objects/cue.ts";
import type { TranscriptId } from "../domain/value-objects/ids.ts";
import type { RepairName } from "../domain/value-objects/import-report.ts";
import type { TranscriptFormat } from "../domain/value-objects/transcript-format.ts";
import type { Clock } from "./ports/clock.ts";

/** What became of the citations of a tutorial. `moved` ones are verified, at other cues or times than before. */
type CitationCounts = { verified: number; moved: number; stale: number; missing: number };

export type Correction = {
  transcript: Transcript;
  /** Undefined where the content is what it was: then nothing has changed. */
  alignment: Alignment | undefined;
  /** The tutorials that cite the transcript. */
  tutorials: (ReAnchoredTutorial & { citations: CitationCounts })[];
};

/**
 * Puts a corrected upload in the place of a transcript's content: its cues are aligned with the ones before, and the
 * citations of its tutorials follow them. Two calls to the database, for the Worker has to think in between; the second
 * one writes only if the transcript and its tutorials are still what the first one read.
 *
 * @throws TranscriptNotFound, TranscriptVersionStale, TranscriptChanged, QuotaExceeded, and as submitTranscript does
 */
export async function correctTranscript(
  { transcripts, clock }: { transcripts: TranscriptRepository; clock: Clock },
  input: {
    id: TranscriptId;
    expectedVersion?: number | undefined;
    /** Where it is not given, the content tells. */
    format?: TranscriptFormat | undefined;
    /** What to read a text as whose content does not tell. */
    fallback?: "text" | undefined;
    /** Which repairs to make. All where it is not given. */
    repairs?: readonly RepairName[] | undefined;
    content: string;
  },
): Promise<Correction> {
  const { id, expectedVersion, content, ...reading } = input;
  const { cues, report } = readTranscript(content, reading);
  const measures = await measureContent(content);
  const { tutorials, cues: before, ...transcript } = await transcripts.withTutorials(id);
  if (expectedVersion !== undefined && transcript.version !== expectedVersion) {
    throw new TranscriptVersionStale();
  }
  if (measures.contentHash === transcript.contentHash) {
    const untouched = tutorials.map((tutorial) => ({
      ...tutorial,
      citations: countCitations(tutorial.steps, tutorial.steps),
    }));
    return { transcript, alignment: undefined, tutorials: untouched };
  }
  const now = clock.now();
  const alignment = alignCues(before, cues);
  const followed = tutorials.map((tutorial) => ({
    ...tutorial,
    followed: reAnchorSteps(tutorial.steps, cues, alignment),
  }));
  const written = await transcripts.replaceContent(
    corrected(transcript, { ...measures, cues, importReport: report }, now),
    cues,
    content,
    followed.map(({ id, version, steps, followed }) => ({
      id,
      version,
      // What stays as it is makes no new version.
      steps: JSON.stringify(steps) === JSON.stringify(followed) ? undefined : followed,
    })),
  );
  return {
    transcript: written.transcript,
    alignment,
    tutorials: followed.map(({ followed, steps, ...tutorial }) => ({
      ...tutorial,
      ...written.tutorials.find(({ id }) => id === tutorial.id),
      steps: followed,
      citations: countCitations(steps, followed),
    })),
  };
}

/** The steps with citations that point to where their cues are now. */
function reAnchorSteps(steps: readonly Step[], after: readonly Cue[], alignment: Alignment): Step[] {
  const anchored = reAnchor(
    steps.flatMap(({ citations }) => citations),
    after,
    alignment,
  ).values();
  return steps.map((step) => ({
    ...step,
    citations: step.citations.map((citation) => {
      const { currentQuote: _, ...next } = anchored.next().value ?? { ...citation, currentQuote: null };
      return next as Citation;
    }),
  }));
}

function countCitations(before: readonly Step[], after: readonly Step[]): CitationCounts {
  const counts = { verified: 0, moved: 0, stale: 0, missing: 0 };
  const old = before.flatMap(({ citations }) => citations).values();
  for (const citation of after.flatMap(({ citations }) => citations)) {
    const { value } = old.next();
    const isMoved =
      value === undefined ||
      citation.firstCue !== value.firstCue ||
      citation.lastCue !== value.lastCue ||
      citation.startMs !== value.startMs ||
      citation.endMs !== value.endMs;
    counts[citation.state] += 1;
    if (citation.state === "verified" && isMoved) counts.moved += 1;
  }
  return counts;
}
