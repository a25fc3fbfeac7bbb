import type { ApiKey } from "../../domain/models/api-key.ts";
import type { TranscriptWithCues } from "../../domain/models/transcript.ts";
import type { Tutorial, TutorialWithMedia } from "../../domain/models/tutorial.ts";
import type { User } from "../../domain/models/user.ts";
import type { UserId } from "../../domain/value-objects/ids.ts";
import { Collection } from "./collection.ts";

/** Runs an operation as the caller whose credential the repositories hold. */
export type AsCaller = <Result>(operation: (caller: UserId) => Result) => Promise<Result>;

/** What is stored, and what Postgres does to it by foreign keys and joins. */
export class Tables {
  readonly users = new Collection<User>();
  readonly apiKeys = new Collection<ApiKey>();
  readonly transcripts = new Collection<TranscriptWithCues>();
  readonly tutorials = new Collection<Tutorial>();

  withMedia(tutorial: Tutorial): TutorialWithMedia {
    return { ...tutorial, mediaUrl: this.transcripts.get(tutorial.transcriptId)?.mediaUrl ?? null };
  }

  /** Erases a user as ON DELETE CASCADE does. */
  eraseUser(id: UserId): void {
    this.users.delete(id);
    for (const rows of [this.apiKeys, this.transcripts, this.tutorials]) {
      for (const row of rows.filter(({ ownerId }) => ownerId === id)) rows.delete(row.id);
    }
  }
}
