import type {
  NewTranscript,
  SpeakerRenaming,
  SpeakerSummary,
  Transcript,
  TranscriptChanges,
  TranscriptSummary,
  TranscriptWithCues,
} from "../models/transcript.ts";
import type { Step, Tutorial } from "../models/tutorial.ts";
import type { ContentHash } from "../value-objects/content-hash.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { TranscriptId } from "../value-objects/ids.ts";
import type { LanguageTag } from "../value-objects/language-tag.ts";
import type { TranscriptFormat } from "../value-objects/transcript-format.ts";
import type { Attempt } from "./attempt.ts";
import type { ConditionalWrite } from "./conditional-write.ts";
import type { Page, PageRequest } from "./page.ts";

/** Which transcripts a list shows. A language means its variants too: `en` finds `en-GB` (RFC 4647, section 3.3.1). */
export type TranscriptFilter = {
  language?: LanguageTag | undefined;
  format?: TranscriptFormat | undefined;
  contentHash?: ContentHash | undefined;
  updatedAfter?: Date | undefined;
};

/** `sameContentAs` is the oldest other transcript of the caller's with the same content, or null. */
export type AddedTranscript = Transcript & { sameContentAs: TranscriptId | null };

/** A tutorial that cites a transcript, with its steps. */
type CitingTutorial = Pick<Tutorial, "id" | "title" | "version" | "publishedVersion" | "steps">;
/** The same after a correction. */
export type ReAnchoredTutorial = CitingTutorial;

/** The caller's transcripts. */
export interface TranscriptRepository {
  /** Stores the transcript with all its cues and what was uploaded, or nothing. @throws QuotaExceeded */
  add(
    transcript: NewTranscript,
    cues: readonly Cue[],
    content: string,
    attempt?: Attempt,
  ): Promise<AddedTranscript>;
  /** @throws TranscriptNotFound */
  get(id: TranscriptId): Promise<TranscriptWithCues>;
  /** The same; undefined where the version is `version`, which the caller has already. */
  getUnless(id: TranscriptId, version: number): Promise<TranscriptWithCues | undefined>;
  /** What was uploaded, as it came. @throws TranscriptNotFound */
  content(id: TranscriptId): Promise<Pick<Transcript, "format" | "version"> & { content: string }>;
  /** Who speaks in a transcript, in the order of their first cue; null where nobody is named. @throws TranscriptNotFound */
  speakers(id: TranscriptId): Promise<SpeakerSummary[]>;
  /**
   * Gives speakers other names; two that get the same name are one from then on.
   *
   * @throws TranscriptNotFound, TranscriptVersionStale, SpeakerUnknown
   */
  renameSpeakers(
    id: TranscriptId,
    renamings: readonly SpeakerRenaming[],
    write: ConditionalWrite,
  ): Promise<TranscriptSummary>;
  list(
    page: PageRequest<TranscriptId>,
    filter?: TranscriptFilter,
  ): Promise<Page<TranscriptSummary, TranscriptId>>;
  /** A transcript with the tutorials that cite it, in the order of their ids. @throws TranscriptNotFound */
  withTutorials(id: TranscriptId): Promise<TranscriptWithCues & { tutorials: CitingTutorial[] }>;
  /**
   * Replaces what was uploaded, and has the tutorials follow (`followTranscript`): those whose `steps` are given.
   *
   * @param transcript as it is to be, at the version after the one that was read
   * @param read all the tutorials that cite it, at the versions that were read
   * @throws TranscriptNotFound, TranscriptChanged where it or one of them is not what was read, QuotaExceeded
   */
  replaceContent(
    transcript: Transcript,
    cues: readonly Cue[],
    content: string,
    read: readonly (Pick<Tutorial, "id" | "version"> & { steps: readonly Step[] | undefined })[],
  ): Promise<{
    transcript: Transcript;
    tutorials: Pick<Tutorial, "id" | "version" | "publishedVersion">[];
  }>;
  /** Changes what describes a transcript. @throws TranscriptNotFound, TranscriptVersionStale */
  edit(id: TranscriptId, changes: TranscriptChanges, write: ConditionalWrite): Promise<TranscriptSummary>;
  /**
   * Deletes the transcript if its version is the one expected, or whatever it is where none is.
   *
   * @throws TranscriptNotFound, TranscriptVersionStale, TranscriptInUse where a tutorial was made from it
   */
  remove(id: TranscriptId, expectedVersion?: number): Promise<void>;
}
