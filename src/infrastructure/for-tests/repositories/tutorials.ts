import { TranscriptChanged, TranscriptNotFound } from "../../../domain/exceptions/transcript.ts";
import {
  CitationNotInTranscript,
  RevisionNotFound,
  SlugTaken,
  TutorialNotFound,
  TutorialVersionStale,
} from "../../../domain/exceptions/tutorial.ts";
import type { TranscriptWithCues } from "../../../domain/models/transcript.ts";
import {
  publishTutorial,
  quoteOf,
  type Tutorial,
  unpublishTutorial,
} from "../../../domain/models/tutorial.ts";
import { editTutorial } from "../../../domain/models/tutorial-edit.ts";
import {
  acceptCitations,
  checkCitations,
  restoreRevision,
  type TutorialRevision,
} from "../../../domain/models/tutorial-revision.ts";
import type { TutorialRepository } from "../../../domain/repositories/tutorial-repository.ts";
import type { ApiKeyId, TutorialId, UserId } from "../../../domain/value-objects/ids.ts";
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
  const put = (tutorial: Tutorial, apiKeyId: ApiKeyId | null) => {
    if (tables.tutorials.find(({ id, slug }) => id !== tutorial.id && slug === tutorial.slug))
      throw new SlugTaken();
    assertCitationsHold(tutorial, tables.transcripts.get(tutorial.transcriptId));
    tables.putTutorial(tutorial, apiKeyId);
  };
  const cuesOf = ({ transcriptId }: Tutorial) => tables.transcripts.get(transcriptId)?.cues ?? [];
  const revision = (id: TutorialId, wanted: number): TutorialRevision => {
    const found = tables.revisionsOf(id).find(({ version }) => version === wanted);
    if (!found) throw new RevisionNotFound();
    return found;
  };
  return {
    add: (tutorial, source, attempt) =>
      asCaller((caller, apiKeyId) =>
        tables.once(caller, attempt, () => {
          const transcript = tables.transcripts.get(source.id);
          if (transcript?.ownerId !== caller) throw new TranscriptNotFound();
          if (transcript.version !== source.version) throw new TranscriptChanged();
          const added = { ...tutorial, ownerId: caller };
          put(added, apiKeyId);
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
      asCaller((caller, apiKeyId) => {
        const stored = own(caller, id, expectedVersion);
        const edited = editTutorial(stored, changes, cuesOf(stored), at);
        put(edited, apiKeyId);
        return edited;
      }),

    setStatus: (id, status, { expectedVersion, at }, override = null) =>
      asCaller((caller, apiKeyId) => {
        const stored = own(caller, id, expectedVersion);
        const changed =
          status === "published" ? publishTutorial(stored, at, override) : unpublishTutorial(stored, at);
        put(changed, apiKeyId);
        return changed;
      }),

    citations: (id) =>
      asCaller((caller) => {
        const stored = own(caller, id);
        return { version: stored.version, citations: checkCitations(stored, cuesOf(stored)) };
      }),

    acceptCitations: (id, stepIds, { expectedVersion, at }) =>
      asCaller((caller, apiKeyId) => {
        const stored = own(caller, id, expectedVersion);
        const accepted = acceptCitations(stored, stepIds, cuesOf(stored), at);
        put(accepted, apiKeyId);
        return accepted;
      }),

    revisions: (id, { limit, before = Number.POSITIVE_INFINITY }) =>
      asCaller((caller) => {
        own(caller, id);
        const found = tables.revisionsOf(id).filter(({ version }) => version < before);
        const items = found
          .slice(0, limit)
          .map(({ steps, ...summary }) => ({ ...summary, stepCount: steps.length }));
        return { items, next: found.length > limit ? (items.at(-1)?.version ?? null) : null };
      }),

    revisionsOf: <const Versions extends readonly number[]>(id: TutorialId, versions: Versions) =>
      asCaller((caller) => {
        own(caller, id);
        return versions.map((version) => revision(id, version)) as {
          [At in keyof Versions]: TutorialRevision;
        };
      }),

    restore: (id, version, { expectedVersion, at }) =>
      asCaller((caller, apiKeyId) => {
        const stored = own(caller, id);
        const source = revision(id, version);
        const restored = restoreRevision(own(caller, id, expectedVersion), source, cuesOf(stored), at);
        put(restored, apiKeyId);
        return restored;
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
