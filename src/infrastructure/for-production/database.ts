import { neon, neonConfig } from "@neondatabase/serverless";
import { eq, type SQL, sql } from "drizzle-orm";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/neon-http";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Configuration } from "../../domain/config/configuration.ts";
import type { StorageUse } from "../../domain/models/storage-use.ts";
import type { Attempt } from "../../domain/repositories/attempt.ts";
import type { Credential } from "../../domain/repositories/repositories.ts";
import { isRetryable, translateDatabaseError } from "./database-errors.ts";

type Statement = BatchItem<"pg">;

/** Builds statements and runs them together: one HTTP call, one transaction, all or none. */
export type Session = {
  statements: Pick<ReturnType<typeof drizzle>, "select" | "insert" | "update" | "delete" | "execute">;
  /**
   * `attempt` is recorded ahead of the batch, which is not run where it was made before. `alone` waits for the caller's
   * other calls, and lets none begin.
   *
   * @throws the domain's exceptions, translated from Postgres's errors
   */
  run<Batch extends readonly [Statement, ...Statement[]]>(
    batch: Batch,
    attempt?: Attempt,
    options?: { alone?: boolean },
  ): Promise<BatchResponse<Batch>>;
};

/** The user for whom the current transaction works, as the guard has found. */
export const callerId = sql<string>`caller_id()`;

/** The condition of a conditional write; none where any version will do. */
export function hasVersion(column: PgColumn, expectedVersion: number | undefined): SQL | undefined {
  return expectedVersion === undefined ? undefined : eq(column, expectedVersion);
}

function guardOf(credential: Credential, alone: boolean): SQL {
  if ("digest" in credential) {
    return sql`SELECT authenticate(${credential.digest}, ${credential.scope}, ${alone})`;
  }
  const { issuer, subject, email, displayName } = credential.identity;
  return sql`SELECT authenticate_identity(${issuer}, ${subject}, ${credential.newUserId}, ${email}, ${displayName}, ${alone})`;
}

/** The way to Postgres: Neon's SQL over HTTP, which has no interactive transactions but batches. */
export class Database {
  /** What each user may store. */
  readonly quota: StorageUse;
  readonly #db: ReturnType<typeof drizzle>;

  constructor(
    configuration: Pick<Configuration, "databaseUrl" | "neonFetchEndpoint" | "databaseTimeoutMs" | "quota">,
  ) {
    const { databaseUrl, neonFetchEndpoint, databaseTimeoutMs } = configuration;
    this.quota = configuration.quota;
    // The driver keeps these settings for the module as a whole; a process serves one configuration.
    if (neonFetchEndpoint !== undefined) neonConfig.fetchEndpoint = neonFetchEndpoint;
    neonConfig.fetchFunction = (url: string, init: RequestInit) =>
      fetch(url, { ...init, signal: AbortSignal.timeout(databaseTimeoutMs) });
    this.#db = drizzle(neon(databaseUrl), { casing: "snake_case" });
  }

  /** A session that anybody may have. */
  publicSession(): Session {
    return this.#session(() => []);
  }

  /**
   * A session of one caller: the guard goes ahead of each batch and aborts it where the credential does not hold. So
   * a key revoked a moment ago opens nothing, and asking costs no call of its own.
   */
  callerSession(credential: Credential): Session {
    return this.#session((alone) => [this.#db.execute(guardOf(credential, alone))]);
  }

  #session(guardsFor: (alone: boolean) => readonly Statement[]): Session {
    return {
      statements: this.#db,
      run: async <Batch extends readonly [Statement, ...Statement[]]>(
        batch: Batch,
        attempt?: Attempt,
        { alone = false } = {},
      ) => {
        const guards = guardsFor(alone);
        const ahead = attempt ? [...guards, this.#claim(attempt)] : guards;
        const whole = [...ahead, ...batch] as unknown as [Statement, ...Statement[]];
        try {
          // A transaction that lost has left nothing: it can be run again, once.
          const results = await this.#db.batch(whole).catch((error: unknown) => {
            if (isRetryable(error)) return this.#db.batch(whole);
            throw error;
          });
          return results.slice(ahead.length) as BatchResponse<Batch>;
        } catch (error) {
          throw translateDatabaseError(error);
        }
      },
    };
  }

  #claim({ keyDigest, fingerprint, reply }: Attempt): Statement {
    return this.#db.execute(sql`SELECT claim_idempotency_key(${keyDigest}, ${fingerprint}, ${reply})`);
  }

  /** Whether the database answers. @throws DatabaseUnavailable */
  async ping(): Promise<void> {
    await this.publicSession().run([this.#db.execute(sql`SELECT 1`)]);
  }
}
