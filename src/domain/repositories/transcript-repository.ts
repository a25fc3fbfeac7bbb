import type {
  NewTranscript,
  Transcript,
  TranscriptChanges,
  TranscriptSummary,
  TranscriptWithCues,
} from "../models/transcript.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { TranscriptId } from "../value-objects/ids.ts";
import type { Attempt } from "./attempt.ts";
import type { ConditionalWrite } from "./conditional-write.ts";
import type { Page, PageRequest } from "./page.ts";

/** The caller's transcripts. */
export interface TranscriptRepository {
  /** Stores the transcript with all its cues, or nothing. */
  add(transcript: NewTranscript, cues: readonly Cue[], attempt?: Attempt): Promise<Transcript>;
  /** @throws TranscriptNotFound */
  get(id: TranscriptId): Promise<TranscriptWithCues>;
  /** The same; undefined where the version is `version`, which the caller has already. */
  getUnless(id: TranscriptId, version: number): Promise<TranscriptWithCues | undefined>;
  list(page: PageRequest<TranscriptId>): Promise<Page<TranscriptSummary, TranscriptId>>;
  /** Changes what describes a transcript. @throws TranscriptNotFound, TranscriptVersionStale */
  edit(id: TranscriptId, changes: TranscriptChanges, write: ConditionalWrite): Promise<TranscriptSummary>;
  /** @throws TranscriptNotFound, TranscriptInUse where a tutorial was made from it */
  remove(id: TranscriptId): Promise<void>;
}
