import {
  QuotaExceeded,
  SpeakerUnknown,
  TranscriptChanged,
  TranscriptInUse,
  TranscriptNotFound,
  TranscriptVersionStale,
} from "../../../domain/exceptions/transcript.ts";
import { editTranscript, speakersOf } from "../../../domain/models/transcript.ts";
import { followTranscript } from "../../../domain/models/tutorial-revision.ts";
import type { TranscriptRepository } from "../../../domain/repositories/transcript-repository.ts";
import type { TranscriptId, UserId } from "../../../domain/value-objects/ids.ts";
import { unlessVersion } from "../collection.ts";
import { languageMatches } from "../language-matches.ts";
import type { AsCaller, StoredTranscript, Tables } from "../tables.ts";

export function inMemoryTranscripts(tables: Tables, asCaller: AsCaller): TranscriptRepository {
  const own = (caller: UserId, id: TranscriptId): StoredTranscript => {
    const transcript = tables.transcripts.get(id);
    if (transcript?.ownerId !== caller) throw new TranscriptNotFound();
    return transcript;
  };
  const citing = (id: TranscriptId) =>
    tables.tutorials.filter(({ transcriptId }) => transcriptId === id).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    add: (transcript, cues, content, attempt) =>
      asCaller((caller) =>
        tables.once(caller, attempt, () => {
          if (new Set(cues.map(({ position }) => position)).size < cues.length) throw new Error("cues_pkey");
          const added = { ...transcript, ownerId: caller };
          tables.transcripts.put({ ...added, cues: [...cues], content });
          const used = tables.storageUse(caller);
          if (used.transcripts > tables.quota.transcripts || used.bytes > tables.quota.bytes) {
            tables.transcripts.delete(added.id);
            throw new QuotaExceeded(used);
          }
          const same = tables.transcripts
            .filter(
              ({ id, ownerId, contentHash }) =>
                id !== added.id && ownerId === caller && contentHash === added.contentHash,
            )
            .sort((a, b) => (a.id < b.id ? -1 : 1));
          return { ...structuredClone(added), sameContentAs: same[0]?.id ?? null };
        }),
      ),

    get: (id) => asCaller((caller) => withoutContent(own(caller, id))),

    getUnless: (id, version) => asCaller((caller) => unlessVersion(withoutContent(own(caller, id)), version)),

    withTutorials: (id) =>
      asCaller((caller) => ({
        ...withoutContent(own(caller, id)),
        tutorials: citing(id).map(({ id, title, version, publishedVersion, steps }) => ({
          id,
          title,
          version,
          publishedVersion,
          steps,
        })),
      })),

    replaceContent: (transcript, cues, content, read) =>
      asCaller((caller, apiKeyId) => {
        const stored = own(caller, transcript.id);
        const versions = (of: readonly { id: string; version: number }[]) =>
          JSON.stringify(of.map(({ id, version }) => [id, version]));
        if (stored.version !== transcript.version - 1 || versions(citing(transcript.id)) !== versions(read)) {
          throw new TranscriptChanged();
        }
        tables.transcripts.put({ ...transcript, cues: [...cues], content });
        const used = tables.storageUse(caller);
        if (used.bytes > tables.quota.bytes) {
          tables.transcripts.put(stored);
          throw new QuotaExceeded(used);
        }
        const tutorials = citing(transcript.id).flatMap((tutorial) => {
          const steps = read.find(({ id }) => id === tutorial.id)?.steps;
          if (steps === undefined) return [];
          const followed = followTranscript(tutorial, "re-anchored", [...steps], transcript.updatedAt);
          tables.putTutorial(followed, apiKeyId);
          const { id, version, publishedVersion } = followed;
          return [{ id, version, publishedVersion }];
        });
        return { transcript: structuredClone(transcript), tutorials };
      }),

    content: (id) =>
      asCaller((caller) => {
        const { format, version, content } = own(caller, id);
        return { format, version, content };
      }),

    speakers: (id) => asCaller((caller) => speakersOf(own(caller, id).cues)),

    renameSpeakers: (id, renamings, { expectedVersion, at }) =>
      asCaller((caller) => {
        const { cues, importReport, content, ...stored } = own(caller, id);
        if (expectedVersion !== undefined && stored.version !== expectedVersion) {
          throw new TranscriptVersionStale();
        }
        const unknown = renamings.findIndex(({ from }) => !cues.some(({ speaker }) => speaker === from));
        if (unknown >= 0) throw new SpeakerUnknown(unknown);
        const nameOf = (name: string | null) => renamings.find(({ from }) => from === name) ?? { to: name };
        const edited = editTranscript(stored, {}, at);
        const renamed = cues.map((cue) => ({ ...cue, speaker: nameOf(cue.speaker).to }));
        tables.transcripts.put({ ...edited, importReport, content, cues: renamed });
        return edited;
      }),

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
        return { items: items.map(({ cues, importReport, content, ...summary }) => summary), next };
      }),

    edit: (id, changes, { expectedVersion, at }) =>
      asCaller((caller, apiKeyId) => {
        const { cues, importReport, content, ...stored } = own(caller, id);
        if (expectedVersion !== undefined && stored.version !== expectedVersion) {
          throw new TranscriptVersionStale();
        }
        const edited = editTranscript(stored, changes, at);
        tables.transcripts.put({ ...edited, cues, importReport, content });
        if (edited.mediaUrl !== stored.mediaUrl) {
          for (const tutorial of citing(id))
            tables.putTutorial(followTranscript(tutorial, "media-changed", tutorial.steps, at), apiKeyId);
        }
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

function withoutContent({ content, ...transcript }: StoredTranscript) {
  return transcript;
}
