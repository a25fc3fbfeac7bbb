import { neon, neonConfig } from "@neondatabase/serverless";
import { eq, type SQL, sql } from "drizzle-orm";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/neon-http";
import type { PgColumn } from "drizzle-orm/pg-core";
import { addressOf, type Configuration } from "../../domain/config/configuration.ts";
import type { StorageUse } from "../../domain/models/storage-use.ts";
import type { Attempt } from "../../domain/repositories/attempt.ts";
import type { Consistency, Credential } from "../../domain/repositories/repositories.ts";
import { Bookmark } from "../../domain/value-objects/bookmark.ts";
import { isRetryable, translateDatabaseError } from "./database-errors.ts";

type Statement = BatchItem<"pg">;

type Batch = readonly [Statement, ...Statement[]];

/** Builds statements and runs them together: one HTTP call, one transaction, all or none. */
export type Session = {
  statements: Pick<ReturnType<typeof drizzle>, "select" | "insert" | "update" | "delete" | "execute">;
  /**
   * Runs what only reads. It waits for nobody and writes nothing, so that Postgres has no log to keep before it answers.
   *
   * @throws the domain's exceptions, translated from Postgres's errors
   */
  read<Statements extends Batch>(batch: Statements): Promise<BatchResponse<Statements>>;
  /**
   * `attempt` is recorded ahead of the batch, which is not run where it was made before. `alone` waits for the caller's
   * other writes, and lets none begin.
   *
   * @throws the domain's exceptions, translated from Postgres's errors
   */
  write<Statements extends Batch>(
    batch: Statements,
    attempt?: Attempt,
    options?: { alone?: boolean },
  ): Promise<BatchResponse<Statements>>;
};

export type Reads = Pick<Session, "statements" | "read">;

/** How the guard locks the caller's user: whoever is erased waits for the writes under way, and lets none begin. */
type Locking = "none" | "shared" | "alone";

/** The user for whom the current transaction works, as the guard has found. */
export const callerId = sql<string>`caller_id()`;

/** The condition of a conditional write; none where any version will do. */
export function hasVersion(column: PgColumn, expectedVersion: number | undefined): SQL | undefined {
  return expectedVersion === undefined ? undefined : eq(column, expectedVersion);
}

function guard(credential: Credential, locking: Locking): SQL {
  if ("digest" in credential) {
    return sql`SELECT authenticate(${credential.digest}, ${credential.scope}, ${locking})`;
  }
  const { issuer, subject, email, displayName } = credential.identity;
  return sql`SELECT authenticate_identity(${issuer}, ${subject}, ${credential.newUserId}, ${email}, ${displayName}, ${locking})`;
}

function bookmarkIn(result: unknown): Bookmark {
  return Bookmark.parse((result as { rows: { bookmark: string }[] }).rows[0]?.bookmark);
}

/** Runs statements in one call of a database, whichever built them, and gives the results of those not `ahead`. */
async function together<Statements extends Batch>(
  database: ReturnType<typeof drizzle>,
  batch: Statements,
  ahead: readonly Statement[] = [],
): Promise<BatchResponse<Statements>> {
  const results = await database.batch([...ahead, ...batch] as unknown as [Statement, ...Statement[]]);
  return results.slice(ahead.length) as BatchResponse<Statements>;
}

/** The way to Postgres: Neon's SQL over HTTP, which has no interactive transactions but batches. */
export class Database {
  /** What each user may store. */
  readonly quota: StorageUse;
  readonly #db: ReturnType<typeof drizzle>;
  readonly #replica: ReturnType<typeof drizzle> | undefined;

  constructor(
    configuration: Pick<
      Configuration,
      "databaseUrl" | "neonFetchEndpoint" | "replica" | "databaseTimeoutMs" | "quota"
    >,
  ) {
    const { databaseUrl, neonFetchEndpoint, replica, databaseTimeoutMs } = configuration;
    this.quota = configuration.quota;
    // The driver keeps these settings for the module as a whole; a process serves one configuration.
    if (neonFetchEndpoint !== undefined) {
      const replicaAddress = replica && addressOf(replica.databaseUrl);
      neonConfig.fetchEndpoint = (host, port) =>
        (`${host}:${port}` === replicaAddress && replica?.neonFetchEndpoint) || neonFetchEndpoint;
    }
    neonConfig.fetchFunction = (url: string, init: RequestInit) =>
      fetch(url, { ...init, signal: AbortSignal.timeout(databaseTimeoutMs) });
    this.#db = drizzle(neon(databaseUrl), { casing: "snake_case" });
    this.#replica = replica && drizzle(neon(replica.databaseUrl), { casing: "snake_case" });
  }

  /** A session that anybody may have. */
  publicSession(): Session {
    return this.#session(() => []);
  }

  /** Reads that anybody may make, on the replica if there is one. Its errors are those of the driver. */
  publicReplicaReads(): Reads | undefined {
    const replica = this.#replica;
    return replica && { statements: this.#db, read: (batch) => together(replica, batch) };
  }

  /**
   * A session of one caller: the guard goes ahead of each batch and aborts it where the credential does not hold. So
   * a key revoked a moment ago opens nothing, and asking costs no call of its own. Who reads, and says what the answer
   * must have seen, is answered by the replica where that has; whatever it refuses is for the primary to say.
   */
  callerSession(credential: Credential, { after, reached }: Partial<Consistency> = {}): Session {
    const primary = this.#session((locking) => [this.#db.execute(guard(credential, locking))], reached);
    const replica = this.#replica;
    if (!replica || after === undefined) return primary;
    const ahead = [
      this.#db.execute(sql`SELECT assert_replica_has(${after}::bigint)`),
      this.#db.execute(guard(credential, "none")),
    ];
    return { ...primary, read: (batch) => together(replica, batch, ahead).catch(() => primary.read(batch)) };
  }

  #session(guards: (locking: Locking) => readonly Statement[], reached?: Consistency["reached"]): Session {
    return {
      statements: this.#db,
      read: (batch) => this.#call(batch, guards("none"), reached),
      write: (batch, attempt, { alone = false } = {}) => {
        const ahead = guards(alone ? "alone" : "shared");
        return this.#call(batch, attempt ? [...ahead, this.#claim(attempt)] : ahead, reached);
      },
    };
  }

  async #call<Statements extends Batch>(
    batch: Statements,
    ahead: readonly Statement[],
    reached: Consistency["reached"] | undefined,
  ): Promise<BatchResponse<Statements>> {
    const behind = reached && this.#replica ? [this.#db.execute(sql`SELECT bookmark()`)] : [];
    const whole = [...batch, ...behind] as unknown as Statements;
    try {
      // A transaction that lost has left nothing: it can be run again, once.
      const results = await together(this.#db, whole, ahead).catch((error: unknown) => {
        if (isRetryable(error)) return together(this.#db, whole, ahead);
        throw error;
      });
      if (behind.length > 0) reached?.(bookmarkIn(results.at(-1)));
      return results.slice(0, batch.length) as BatchResponse<Statements>;
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  #claim({ keyDigest, fingerprint, reply }: Attempt): Statement {
    return this.#db.execute(sql`SELECT claim_idempotency_key(${keyDigest}, ${fingerprint}, ${reply})`);
  }

  /** Whether the database answers. @throws DatabaseUnavailable */
  async ping(): Promise<void> {
    await this.publicSession().read([this.#db.execute(sql`SELECT 1`)]);
  }
}
