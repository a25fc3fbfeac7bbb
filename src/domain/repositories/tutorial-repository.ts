import type { Transcript, TranscriptWithCues } from "../models/transcript.ts";
import type { NewTutorial, Tutorial, TutorialSummary, TutorialWithMedia } from "../models/tutorial.ts";
import type { TutorialId } from "../value-objects/ids.ts";
import type { Page, PageRequest } from "./page.ts";

/** The caller's tutorials. */
export interface TutorialRepository {
  /**
   * Stores a tutorial made from a transcript, if that still is what was read.
   *
   * @throws TranscriptNotFound, TranscriptChanged, SlugTaken
   */
  add(tutorial: NewTutorial, source: Pick<Transcript, "id" | "version">): Promise<Tutorial>;
  /** @throws TutorialNotFound */
  get(id: TutorialId): Promise<TutorialWithMedia>;
  /** The tutorial together with the transcript that it cites. @throws TutorialNotFound */
  getWithSource(id: TutorialId): Promise<{ tutorial: Tutorial; transcript: TranscriptWithCues }>;
  list(page: PageRequest<TutorialId>): Promise<Page<TutorialSummary, TutorialId>>;
  /** Writes the tutorial if the stored version is the one before. @throws TutorialNotFound, TutorialVersionStale, SlugTaken */
  save(tutorial: Tutorial): Promise<void>;
  /** Deletes the tutorial if its version is the one expected, or whatever it is where none is. @throws TutorialNotFound, TutorialVersionStale */
  remove(id: TutorialId, expectedVersion?: number): Promise<void>;
}
