import type { Transcript } from "../models/transcript.ts";
import type {
  NewTutorial,
  Tutorial,
  TutorialStatus,
  TutorialSummary,
  TutorialWithMedia,
} from "../models/tutorial.ts";
import type { TutorialChanges } from "../models/tutorial-edit.ts";
import type { CitationCheck, RevisionSummary, TutorialRevision } from "../models/tutorial-revision.ts";
import type { StepId, TranscriptId, TutorialId } from "../value-objects/ids.ts";
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
   * @throws TutorialNotFound, TutorialVersionStale, SlugTaken, SlugOfPublishedTutorial, StepUnknown, StepEditInvalid,
   *   CitationNotInTranscript, QuoteDiffers, TutorialTooLarge
   */
  edit(id: TutorialId, changes: TutorialChanges, write: ConditionalWrite): Promise<Tutorial>;
  /**
   * Publishes a tutorial as it is now, or takes it back. What already is so stays as it is, its version included.
   *
   * @param override why it may be published although not every citation is verified
   * @throws TutorialNotFound, TutorialVersionStale, TutorialNotPublishable
   */
  setStatus(
    id: TutorialId,
    status: TutorialStatus,
    write: ConditionalWrite,
    override?: string | null,
  ): Promise<Tutorial>;
  /** Every citation with what its cues say now, in the order of the steps. @throws TutorialNotFound */
  citations(id: TutorialId): Promise<{ version: number; citations: CitationCheck[] }>;
  /**
   * Quotes stale citations anew, those of all steps or of those that are named. Where none is stale, the tutorial
   * stays as it is, its version included.
   *
   * @throws TutorialNotFound, TutorialVersionStale, StepUnknown, CitationNotInTranscript
   */
  acceptCitations(
    id: TutorialId,
    stepIds: readonly StepId[] | undefined,
    write: ConditionalWrite,
  ): Promise<Tutorial>;
  /** The revisions, the latest first, from before the version `before` where one is given. @throws TutorialNotFound */
  revisions(
    id: TutorialId,
    page: { limit: number; before?: number | undefined },
  ): Promise<{ items: RevisionSummary[]; next: number | null }>;
  /** Revisions of the same tutorial, in the order of the versions that are named. @throws TutorialNotFound, RevisionNotFound */
  revisionsOf<const Versions extends readonly number[]>(
    id: TutorialId,
    versions: Versions,
  ): Promise<{ [At in keyof Versions]: TutorialRevision }>;
  /**
   * Makes the title and the steps of a revision those of the next version.
   *
   * @throws TutorialNotFound, TutorialVersionStale, RevisionNotFound
   */
  restore(id: TutorialId, version: number, write: ConditionalWrite): Promise<Tutorial>;
  /** Deletes the tutorial if its version is the one expected, or whatever it is where none is. @throws TutorialNotFound, TutorialVersionStale */
  remove(id: TutorialId, expectedVersion?: number): Promise<void>;
}
