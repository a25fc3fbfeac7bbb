import type { SpeakerRenaming, TranscriptSummary } from "../domain/models/transcript.ts";
import type { TranscriptRepository } from "../domain/repositories/transcript-repository.ts";
import type { TranscriptId } from "../domain/value-objects/ids.ts";
import type { Clock } from "./ports/clock.ts";

/**
 * Renames speakers in all the cues of a transcript; two that get the same name become one.
 *
 * @throws TranscriptNotFound, TranscriptVersionStale, SpeakerUnknown
 */
export async function renameSpeakers(
  { transcripts, clock }: { transcripts: TranscriptRepository; clock: Clock },
  input: { id: TranscriptId; expectedVersion: number | undefined; renamings: readonly SpeakerRenaming[] },
): Promise<TranscriptSummary> {
  const { id, renamings, expectedVersion } = input;
  return transcripts.renameSpeakers(id, renamings, { expectedVersion, at: clock.now() });
}
