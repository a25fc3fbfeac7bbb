import type { TranscriptChanges, TranscriptSummary } from "../domain/models/transcript.ts";
import type { TranscriptRepository } from "../domain/repositories/transcript-repository.ts";
import type { TranscriptId } from "../domain/value-objects/ids.ts";
import type { Clock } from "./ports/clock.ts";

/** Changes what describes a transcript. @throws TranscriptNotFound, TranscriptVersionStale */
export async function editTranscript(
  { transcripts, clock }: { transcripts: TranscriptRepository; clock: Clock },
  input: { id: TranscriptId; expectedVersion?: number | undefined; changes: TranscriptChanges },
): Promise<TranscriptSummary> {
  const { id, expectedVersion, changes } = input;
  return transcripts.edit(id, changes, { expectedVersion, at: clock.now() });
}
