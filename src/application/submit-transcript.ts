import { type NewTranscript, newTranscript } from "../domain/models/transcript.ts";
import type { AttemptOf } from "../domain/repositories/attempt.ts";
import type { AddedTranscript, TranscriptRepository } from "../domain/repositories/transcript-repository.ts";
import { readTranscript } from "../domain/transcript-formats/read-transcript.ts";
import { measureContent } from "../domain/value-objects/content-hash.ts";
import { TranscriptId } from "../domain/value-objects/ids.ts";
import type { RepairName } from "../domain/value-objects/import-report.ts";
import type { LanguageTag } from "../domain/value-objects/language-tag.ts";
import type { MediaUrl } from "../domain/value-objects/media-url.ts";
import type { Title } from "../domain/value-objects/title.ts";
import type { TranscriptFormat } from "../domain/value-objects/transcript-format.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdSource } from "./ports/id-source.ts";

/**
 * Reads an uploaded transcript and stores it whole, or stores nothing.
 *
 * @throws TranscriptEmpty, TranscriptNotText, TranscriptFormatUnknown, TranscriptMalformed, TranscriptTooLarge,
 *   QuotaExceeded
 */
export async function submitTranscript(
  { transcripts, clock, ids }: { transcripts: TranscriptRepository; clock: Clock; ids: IdSource },
  input: {
    title: Title;
    language: LanguageTag | null;
    mediaUrl: MediaUrl | null;
    /** Where it is not given, the content tells. */
    format?: TranscriptFormat | undefined;
    /** What to read a text as whose content does not tell. */
    fallback?: "text" | undefined;
    /** Which repairs to make. All where it is not given. */
    repairs?: readonly RepairName[] | undefined;
    content: string;
  },
  attemptOf?: AttemptOf<NewTranscript>,
): Promise<AddedTranscript> {
  const { content, format, fallback, repairs, ...description } = input;
  const { cues, report } = readTranscript(content, { format, fallback, repairs });
  const transcript = newTranscript(
    {
      ...description,
      id: TranscriptId.parse(ids.next()),
      ...(await measureContent(content)),
      cues,
      importReport: report,
    },
    clock.now(),
  );
  return transcripts.add(transcript, cues, content, await attemptOf?.(transcript));
}
