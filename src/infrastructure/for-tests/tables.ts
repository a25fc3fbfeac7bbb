import type { Clock } from "../../application/ports/clock.ts";
import { IdempotencyKeyReused, IdempotentReplay } from "../../domain/exceptions/idempotency.ts";
import type { ApiKey } from "../../domain/models/api-key.ts";
import type { StorageUse } from "../../domain/models/storage-use.ts";
import type { TranscriptWithCues } from "../../domain/models/transcript.ts";
import type { Tutorial, TutorialWithMedia } from "../../domain/models/tutorial.ts";
import { revisionOf, type TutorialRevision } from "../../domain/models/tutorial-revision.ts";
import { newUser, type User } from "../../domain/models/user.ts";
import type { Attempt } from "../../domain/repositories/attempt.ts";
import type { IdentityCredential } from "../../domain/repositories/repositories.ts";
import type { ApiKeyId, TutorialId, UserId } from "../../domain/value-objects/ids.ts";
import { Collection } from "./collection.ts";

export type StoredTranscript = TranscriptWithCues & { content: string };

/** Runs an operation as the caller whose credential the repositories hold; a token's has no key. */
export type AsCaller = <Result>(
  operation: (caller: UserId, apiKeyId: ApiKeyId | null) => Result,
) => Promise<Result>;

export type Snapshot = ReturnType<Tables["snapshot"]>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is stored, and what Postgres does to it by foreign keys and joins. */
export class Tables {
  readonly #clock: Clock;

  readonly quota: StorageUse;

  constructor(clock: Clock, quota: StorageUse) {
    this.#clock = clock;
    this.quota = quota;
  }

  now(): Date {
    return this.#clock.now();
  }

  readonly users = new Collection<User>();
  readonly apiKeys = new Collection<ApiKey>();
  readonly transcripts = new Collection<StoredTranscript>();
  readonly tutorials = new Collection<Tutorial>();
  readonly #revisions = new Map<TutorialId, TutorialRevision[]>();

  readonly #identities = new Map<string, UserId>();
  readonly #attempts = new Map<string, Attempt & { at: number }>();

  /** All that is stored: two of them are equal where nothing was written in between. */
  snapshot() {
    return {
      users: this.users.all(),
      apiKeys: this.apiKeys.all(),
      transcripts: this.transcripts.all(),
      tutorials: this.tutorials.all(),
      revisions: [...this.#revisions],
      identities: [...this.#identities],
      attempts: [...this.#attempts],
    };
  }

  /** Makes everything as it was when the snapshot was taken. */
  restore({ users, apiKeys, transcripts, tutorials, revisions, identities, attempts }: Snapshot): void {
    this.users.restore(users);
    this.apiKeys.restore(apiKeys);
    this.transcripts.restore(transcripts);
    this.tutorials.restore(tutorials);
    this.#revisions.clear();
    for (const [id, kept] of revisions) this.#revisions.set(id, kept);
    this.#identities.clear();
    for (const [name, user] of identities) this.#identities.set(name, user);
    this.#attempts.clear();
    for (const [id, attempt] of attempts) this.#attempts.set(id, attempt);
  }

  /** Creates something once: the attempt is recorded with it, or neither is. */
  once<Created>(
    scope: UserId | "registration",
    attempt: Attempt | undefined,
    create: () => Created,
  ): Created {
    const takeBack = this.#claim(scope, attempt);
    try {
      return create();
    } catch (error) {
      takeBack();
      throw error;
    }
  }

  /** @returns what takes the claim back */
  #claim(scope: UserId | "registration", attempt: Attempt | undefined): () => void {
    if (attempt === undefined) return () => {};
    const now = this.#clock.now();
    const id = `${scope} ${attempt.keyDigest}`;
    const recorded = this.#attempts.get(id);
    if (recorded && now.getTime() - recorded.at <= DAY_MS) {
      throw recorded.fingerprint === attempt.fingerprint
        ? new IdempotentReplay(recorded.reply)
        : new IdempotencyKeyReused();
    }
    this.#attempts.set(id, { ...attempt, at: now.getTime() });
    return () => this.#attempts.delete(id);
  }

  /** The user whom an identity means, made where it is first seen. */
  userOf({ identity, newUserId }: IdentityCredential, now: Date): UserId {
    const { issuer, subject, displayName } = identity;
    const name = JSON.stringify([issuer, subject]);
    const known = this.#identities.get(name);
    if (known !== undefined) return known;
    const isTaken = this.users.find(({ email }) => email !== null && email === identity.email);
    this.users.put(newUser({ id: newUserId, email: isTaken ? null : identity.email, displayName }, now));
    this.#identities.set(name, newUserId);
    return newUserId;
  }

  storageUse(owner: UserId): StorageUse {
    const own = this.transcripts.filter(({ ownerId }) => ownerId === owner);
    return { transcripts: own.length, bytes: own.reduce((sum, { contentBytes }) => sum + contentBytes, 0) };
  }

  /** Stores a version of a tutorial, and the revision that it leaves behind. */
  putTutorial(tutorial: Tutorial, apiKeyId: ApiKeyId | null): void {
    this.tutorials.put(tutorial);
    const { mediaUrl } = this.withMedia(tutorial);
    const revisions = this.#revisions.get(tutorial.id) ?? [];
    const isKept = revisions.some(({ version }) => version === tutorial.version);
    if (isKept) return;
    const revision = structuredClone(revisionOf(tutorial, { mediaUrl, apiKeyId }));
    this.#revisions.set(tutorial.id, [revision, ...revisions]);
  }

  /** The latest first. */
  revisionsOf(id: TutorialId): TutorialRevision[] {
    return structuredClone(this.tutorials.get(id) ? (this.#revisions.get(id) ?? []) : []);
  }

  withMedia(tutorial: Tutorial): TutorialWithMedia {
    return { ...tutorial, mediaUrl: this.transcripts.get(tutorial.transcriptId)?.mediaUrl ?? null };
  }

  /** Erases a user as ON DELETE CASCADE does. */
  eraseUser(id: UserId): void {
    this.users.delete(id);
    for (const [name, user] of this.#identities) if (user === id) this.#identities.delete(name);
    for (const rows of [this.apiKeys, this.transcripts, this.tutorials]) {
      for (const row of rows.filter(({ ownerId }) => ownerId === id)) rows.delete(row.id);
    }
  }
}
