import {
  QuotaExceeded,
  TranscriptInUse,
  TranscriptNotFound,
  TranscriptVersionStale,
} from "../../../domain/exceptions/transcript.ts";
import { editTranscript, type TranscriptWithCues } from "../../../domain/models/transcript.ts";
import type { TranscriptRepository } from "../../../domain/repositories/transcript-repository.ts";
import type { TranscriptId, UserId } from "../../../domain/value-objects/ids.ts";
import { unlessVersion } from "../collection.ts";
import { languageMatches } from "../language-matches.ts";
import type { AsCaller, Tables } from "../tables.ts";

export function inMemoryTranscripts(tables: Tables, asCaller: AsCaller): TranscriptRepository {
  const own = (caller: UserId, id: TranscriptId): TranscriptWithCues => {
    const transcript = tables.transcripts.get(id);
    if (transcript?.ownerId !== caller) throw new TranscriptNotFound();
    return transcript;
  };
  return {
    add: (transcript, cues, attempt) =>
      asCaller((caller) =>
        tables.once(caller, attempt, () => {
          if (new Set(cues.map(({ position }) => position)).size < cues.length) throw new Error("cues_pkey");
          const added = { ...transcript, ownerId: caller };
          tables.transcripts.put({ ...added, cues: [...cues] });
          const used = tables.storageUse(caller);
          if (used.transcripts > tables.quota.transcripts || used.bytes > tables.quota.bytes) {
            tables.transcripts.delete(added.id);
            throw new QuotaExceeded(used);
          }
          return structuredClone(added);
        }),
      ),

    get: (id) => asCaller((caller) => own(caller, id)),

    getUnless: (id, version) => asCaller((caller) => unlessVersion(own(caller, id), version)),

    list: (page, { language, format, contentHash, updatedAfter } = {}) =>
      asCaller((caller) => {
        const { items, next } = tables.transcripts.page(
          (transcript) =>
            transcript.ownerId === caller &&
            languageMatches(transcript.language, language) &&
            (format === undefined || transcript.format === format) &&
            (contentHash === undefined || transcript.contentHash === contentHash) &&
            (updatedAfter === undefined || transcript.updatedAt > updatedAfter),
          page,
        );
        return { items: items.map(({ cues, importReport, ...summary }) => summary), next };
      }),

    edit: (id, changes, { expectedVersion, at }) =>
      asCaller((caller) => {
        const { cues, importReport, ...stored } = own(caller, id);
        if (expectedVersion !== undefined && stored.version !== expectedVersion) {
          throw new TranscriptVersionStale();
        }
        const edited = editTranscript(stored, changes, at);
        tables.transcripts.put({ ...edited, cues, importReport });
        return edited;
      }),

    remove: (id, expectedVersion) =>
      asCaller((caller) => {
        const { version } = own(caller, id);
        if (expectedVersion !== undefined && version !== expectedVersion) throw new TranscriptVersionStale();
        if (tables.tutorials.find(({ transcriptId }) => transcriptId === id)) throw new TranscriptInUse();
        tables.transcripts.delete(id);
      }),
  };
}
