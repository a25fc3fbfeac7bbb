import { TranscriptChanged, TranscriptNotFound } from "../../../domain/exceptions/transcript.ts";
import {
  CitationNotInTranscript,
  SlugTaken,
  TutorialNotFound,
  TutorialVersionStale,
} from "../../../domain/exceptions/tutorial.ts";
import type { TranscriptWithCues } from "../../../domain/models/transcript.ts";
import {
  assertPublishable,
  editTutorial,
  publishTutorial,
  quoteOf,
  type Tutorial,
  unpublishTutorial,
} from "../../../domain/models/tutorial.ts";
import type { TutorialRepository } from "../../../domain/repositories/tutorial-repository.ts";
import type { TutorialId, UserId } from "../../../domain/value-objects/ids.ts";
import { unlessVersion } from "../collection.ts";
import { languageMatches } from "../language-matches.ts";
import type { AsCaller, Tables } from "../tables.ts";

export function inMemoryTutorials(tables: Tables, asCaller: AsCaller): TutorialRepository {
  const own = (caller: UserId, id: TutorialId, expectedVersion?: number): Tutorial => {
    const tutorial = tables.tutorials.get(id);
    if (tutorial?.ownerId !== caller) throw new TutorialNotFound();
    if (expectedVersion !== undefined && tutorial.version !== expectedVersion) {
      throw new TutorialVersionStale();
    }
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
    add: (tutorial, source, attempt) =>
      asCaller((caller) =>
        tables.once(caller, attempt, () => {
          const transcript = tables.transcripts.get(source.id);
          if (transcript?.ownerId !== caller) throw new TranscriptNotFound();
          if (transcript.version !== source.version) throw new TranscriptChanged();
          const added = { ...tutorial, ownerId: caller };
          put(added);
          return structuredClone(added);
        }),
      ),

    get: (id) => asCaller((caller) => tables.withMedia(own(caller, id))),

    getUnless: (id, version) =>
      asCaller((caller) => unlessVersion(tables.withMedia(own(caller, id)), version)),

    list: (page, { status, transcriptId, language, updatedAfter } = {}) =>
      asCaller((caller) => {
        const { items, next } = tables.tutorials.page(
          (tutorial) =>
            tutorial.ownerId === caller &&
            languageMatches(tutorial.language, language) &&
            (status === undefined || tutorial.status === status) &&
            (transcriptId === undefined || tutorial.transcriptId === transcriptId) &&
            (updatedAfter === undefined || tutorial.updatedAt > updatedAfter),
          page,
        );
        return {
          items: items.map(({ steps, ...summary }) => ({ ...summary, stepCount: steps.length })),
          next,
        };
      }),

    edit: (id, changes, { expectedVersion, at }) =>
      asCaller((caller) => {
        const stored = own(caller, id, expectedVersion);
        const cues = tables.transcripts.get(stored.transcriptId)?.cues ?? [];
        const edited = editTutorial(stored, changes, cues, at);
        put(edited);
        return edited;
      }),

    setStatus: (id, status, { expectedVersion, at }) =>
      asCaller((caller) => {
        const change = status === "published" ? publishTutorial : unpublishTutorial;
        const changed = change(own(caller, id, expectedVersion), at);
        put(changed);
        return changed;
      }),

    remove: (id, expectedVersion) =>
      asCaller((caller) => {
        own(caller, id, expectedVersion);
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
