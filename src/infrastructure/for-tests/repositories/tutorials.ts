import { TranscriptChanged, TranscriptNotFound } from "../../../domain/exceptions/transcript.ts";
import {
  CitationNotInTranscript,
  SlugOfPublishedTutorial,
  SlugTaken,
  TutorialNotFound,
  TutorialVersionStale,
} from "../../../domain/exceptions/tutorial.ts";
import type { TranscriptWithCues } from "../../../domain/models/transcript.ts";
import { assertPublishable, quoteOf, type Tutorial } from "../../../domain/models/tutorial.ts";
import type { TutorialRepository } from "../../../domain/repositories/tutorial-repository.ts";
import type { TutorialId, UserId } from "../../../domain/value-objects/ids.ts";
import type { AsCaller, Tables } from "../tables.ts";

export function inMemoryTutorials(tables: Tables, asCaller: AsCaller): TutorialRepository {
  const own = (caller: UserId, id: TutorialId): Tutorial => {
    const tutorial = tables.tutorials.get(id);
    if (tutorial?.ownerId !== caller) throw new TutorialNotFound();
    return tutorial;
  };
  /** What Postgres enforces by constraints and triggers. */
  const put = (tutorial: Tutorial) => {
    if (tables.tutorials.find(({ id, slug }) => id !== tutorial.id && slug === tutorial.slug))
      throw new SlugTaken();
    if (tutorial.status === "published") assertPublishable(tutorial);
    assertCitationsHold(tutorial, tables.transcripts.get(tutorial.transcriptId));
    tables.tutorials.put(tutorial);
  };
  return {
    add: (tutorial, source) =>
      asCaller((caller) => {
        const transcript = tables.transcripts.get(source.id);
        if (transcript?.ownerId !== caller) throw new TranscriptNotFound();
        if (transcript.version !== source.version) throw new TranscriptChanged();
        const added = { ...tutorial, ownerId: caller };
        put(added);
        return structuredClone(added);
      }),

    get: (id) => asCaller((caller) => tables.withMedia(own(caller, id))),

    getWithSource: (id) =>
      asCaller((caller) => {
        const tutorial = own(caller, id);
        return {
          tutorial,
          transcript: tables.transcripts.get(tutorial.transcriptId) as TranscriptWithCues,
        };
      }),

    list: (page) =>
      asCaller((caller) => {
        const { items, next } = tables.tutorials.page(({ ownerId }) => ownerId === caller, page);
        return {
          items: items.map(({ steps, ...summary }) => ({ ...summary, stepCount: steps.length })),
          next,
        };
      }),

    save: ({ id, title, slug, status, steps, version, updatedAt, publishedAt }) =>
      asCaller((caller) => {
        const stored = own(caller, id);
        if (stored.version !== version - 1) throw new TutorialVersionStale();
        if (stored.status === "published" && status === "published" && slug !== stored.slug) {
          throw new SlugOfPublishedTutorial();
        }
        put({ ...stored, title, slug, status, steps, version, updatedAt, publishedAt });
      }),

    remove: (id, expectedVersion) =>
      asCaller((caller) => {
        const stored = own(caller, id);
        if (expectedVersion !== undefined && stored.version !== expectedVersion)
          throw new TutorialVersionStale();
        tables.tutorials.delete(id);
      }),
  };
}

function assertCitationsHold(tutorial: Tutorial, transcript: TranscriptWithCues | undefined): void {
  for (const { citations } of tutorial.steps) {
    for (const { state, quote, firstCue, lastCue } of citations) {
      const cited = transcript?.cues.slice(firstCue - 1, lastCue) ?? [];
      const holds = quoteOf(cited) === quote && cited.length === lastCue - firstCue + 1;
      if (state === "verified" && !holds)
        throw new CitationNotInTranscript("a quote is not what its cues say");
    }
  }
}
