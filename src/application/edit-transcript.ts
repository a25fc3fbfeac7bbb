import { TranscriptVersionStale } from "../domain/exceptions/transcript.ts";
import { editTranscript as edited, type TranscriptSummary } from "../domain/models/transcript.ts";
import type { TranscriptRepository } from "../domain/repositories/transcript-repository.ts";
import type { TranscriptId } from "../domain/value-objects/ids.ts";
import type { LanguageTag } from "../domain/value-objects/language-tag.ts";
import type { MediaUrl } from "../domain/value-objects/media-url.ts";
import type { Title } from "../domain/value-objects/title.ts";
import type { Clock } from "./ports/clock.ts";

/** Changes what describes a transcript. @throws TranscriptNotFound, TranscriptVersionStale */
export async function editTranscript(
  { transcripts, clock }: { transcripts: TranscriptRepository; clock: Clock },
  input: {
    id: TranscriptId;
    expectedVersion?: number | undefined;
    changes: { title?: Title; language?: LanguageTag | null; mediaUrl?: MediaUrl | null };
  },
): Promise<TranscriptSummary> {
  const { cues, importReport, ...transcript } = await transcripts.get(input.id);
  if (input.expectedVersion !== undefined && input.expectedVersion !== transcript.version) {
    throw new TranscriptVersionStale();
  }
  const changed = edited(transcript, input.changes, clock.now());
  await transcripts.save(changed);
  return changed;
}
