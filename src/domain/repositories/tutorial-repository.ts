import type { Transcript } from "../models/transcript.ts";
import type {
  NewTutorial,
  Tutorial,
  TutorialChanges,
  TutorialStatus,
  TutorialSummary,
  TutorialWithMedia,
} from "../models/tutorial.ts";
import type { TranscriptId, TutorialId } from "../value-objects/ids.ts";
import type { LanguageTag } from "../value-objects/language-tag.ts";
import type { Attempt } from "./attempt.ts";
import type { ConditionalWrite } from "./conditional-write.ts";
import type { Page, PageRequest } from "./page.ts";

/** Which tutorials a list shows. A language means its variants too: `en` finds `en-GB` (RFC 4647, section 3.3.1). */
export type TutorialFilter = {
  status?: TutorialStatus | undefined;
  transcriptId?: TranscriptId | undefined;
  language?: LanguageTag | undefined;
  updatedAfter?: Date | undefined;
};

/** The caller's tutorials. */
export interface TutorialRepository {
  /**
   * Stores a tutorial made from a transcript, if that still is what was read.
   *
   * @throws TranscriptNotFound, TranscriptChanged, SlugTaken
   */
  add(
    tutorial: NewTutorial,
    source: Pick<Transcript, "id" | "version">,
    attempt?: Attempt,
  ): Promise<Tutorial>;
  /** @throws TutorialNotFound */
  get(id: TutorialId): Promise<TutorialWithMedia>;
  /** The same; undefined where the version is `version`, which the caller has already. */
  getUnless(id: TutorialId, version: number): Promise<TutorialWithMedia | undefined>;
  list(page: PageRequest<TutorialId>, filter?: TutorialFilter): Promise<Page<TutorialSummary, TutorialId>>;
  /**
   * Changes title, slug or steps, all or nothing; the quotes and times of citations are copied from the cues.
   *
   * @throws TutorialNotFound, TutorialVersionStale, SlugTaken, SlugOfPublishedTutorial, TutorialNotPublishable,
   *   StepUnknown, CitationNotInTranscript, QuoteDiffers
   */
  edit(id: TutorialId, changes: TutorialChanges, write: ConditionalWrite): Promise<Tutorial>;
  /**
   * Publishes a tutorial or takes it back. What already is so stays as it is, its version included.
   *
   * @throws TutorialNotFound, TutorialVersionStale, TutorialNotPublishable
   */
  setStatus(id: TutorialId, status: TutorialStatus, write: ConditionalWrite): Promise<Tutorial>;
  /** Deletes the tutorial if its version is the one expected, or whatever it is where none is. @throws TutorialNotFound, TutorialVersionStale */
  remove(id: TutorialId, expectedVersion?: number): Promise<void>;
}
