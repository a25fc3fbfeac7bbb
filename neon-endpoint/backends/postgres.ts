import pg from "pg";
import type { Backend, Completion, Credentials, Field, OnRow, Row, Session, Statement } from "../backend.ts";
import { CLEAN_SESSION } from "../clean-session.ts";
import { SqlError, Unreachable } from "../errors.ts";
import { Answer, COPY_REFUSAL } from "../pipeline.ts";

export type PostgresOptions = {
  /** For each user and database. Further calls wait. */
  maxConnections?: number;
  /** Hears what Postgres says beside its answers. */
  onNotice?: (message: string) => void;
};

/**
 * A real Postgres. Host, port and TLS come from `url`; each call connects with its own user, password and
 * database. The user in `url` serves `ping` alone. Connects when first called.
 */
export function openPostgres(url: string, { maxConnections = 20, onNotice }: PostgresOptions = {}): Backend {
  const { host, port, ssl } = new pg.Client(url);
  const server = { host, port, ssl, connectionTimeoutMillis: 10_000 };
  const pools = new Map<string, pg.Pool>();

  function poolOf({ user, password, database }: Credentials): pg.Pool {
    const key = JSON.stringify([user, password, database]);
    const existing = pools.get(key);
    if (existing) return existing;
    const pool = new pg.Pool({
      ...server,
      user,
      password,
      database,
      max: maxConnections,
      allowExitOnIdle: true,
    });
    // A connection that breaks is replaced on the next call; unheard, its error would end the process.
    pool.on("error", () => {});
    pool.on("connect", (client) => {
      client.on("error", () => {});
      if (onNotice) client.on("notice", ({ message }) => onNotice(message ?? ""));
    });
    pools.set(key, pool);
    return pool;
  }

  async function connect(credentials: Credentials): Promise<pg.PoolClient> {
    const pool = poolOf(credentials);
    try {
      return await pool.connect();
    } catch (error) {
      throw translate(error);
    }
  }

  /** On a connection of its own: all those of the pool may be busy. */
  async function cancel(client: pg.PoolClient, { user, password, database }: Credentials): Promise<void> {
    const canceller = new pg.Client({ ...server, user, password, database });
    canceller.on("error", () => {});
    try {
      await canceller.connect();
      await canceller.query("SELECT pg_catalog.pg_cancel_backend($1)", [processId(client)]);
    } catch {
      // The connection is destroyed in any case.
    } finally {
      await canceller.end().catch(() => {});
    }
  }

  return {
    description: `PostgreSQL at ${host}:${port}`,

    async withSession(credentials, signal, use) {
      signal.throwIfAborted();
      const client = await connect(credentials);
      let cancelled: Promise<void> | undefined;
      const stop = () => {
        cancelled ??= cancel(client, credentials);
      };
      signal.addEventListener("abort", stop);
      try {
        return await use(sessionOn(client, signal, stop));
      } finally {
        signal.removeEventListener("abort", stop);
        await cancelled;
        await giveBack(client, cancelled !== undefined);
      }
    },

    async ping() {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
      client.on("error", () => {});
      try {
        await client.connect();
        await client.query("SELECT 1");
      } catch (error) {
        throw translate(error);
      } finally {
        await client.end().catch(() => {});
      }
    },

    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

function sessionOn(client: pg.PoolClient, signal: AbortSignal, stop: () => void): Session {
  return {
    async execute(statements, onRow) {
      signal.throwIfAborted();
      return runPipeline(client, statements, onRow, stop);
    },
  };
}

/** What node-postgres calls on a query. Its types name `submit` alone. */
type Query = pg.Submittable & {
  handleRowDescription(message: { fields: Field[] }): void;
  handleDataRow(message: { fields: Row }): void;
  handleCommandComplete(message: { text: string }): void;
  handleEmptyQuery(): void;
  handleCopyInResponse(): void;
  handleCopyData(): void;
  handleError(error: Error): void;
  handleReadyForQuery(): void;
};

/** The pipelining of node-postgres itself would go on after an error: it ends each query with a Sync. */
function runPipeline(
  client: pg.PoolClient,
  statements: readonly Statement[],
  onRow: OnRow | undefined,
  stop: () => void,
): Promise<Completion[]> {
  return new Promise((resolve, reject) => {
    const answer = new Answer(onRow);
    let failure: unknown;
    const fail = () => reject(failure);
    const query: Query = {
      submit: (connection) => send(connection as unknown as Wire, statements),
      handleRowDescription: ({ fields }) => answer.rowDescription(fields),
      handleDataRow({ fields }) {
        if (failure !== undefined) return;
        try {
          answer.dataRow(fields);
        } catch (error) {
          failure = error;
          stop();
        }
      },
      handleCommandComplete: ({ text }) => answer.commandComplete(text),
      handleEmptyQuery: () => answer.commandComplete(),
      handleCopyInResponse() {},
      handleCopyData() {},
      handleError(error) {
        failure ??= translate(error);
        // Answered when Postgres is ready again: not until then is it known whether a transaction is open.
        client.query("").then(fail, fail);
      },
      handleReadyForQuery() {
        if (failure === undefined) resolve(answer.completions);
        else fail();
      },
    };
    client.query(query);
  });
}

/** A connection of node-postgres as it is. Its types are out of date. */
type Wire = {
  readonly stream: { cork(): void; uncork(): void };
  parse(statement: { text: string }): void;
  bind(portal: { values: Row }): void;
  describe(what: { type: "P" }): void;
  execute(): void;
  sendCopyFail(reason: string): void;
  sync(): void;
};

/** After an error Postgres skips all that comes before the Sync. */
function send(wire: Wire, statements: readonly Statement[]): void {
  wire.stream.cork();
  for (const { query, params } of statements) {
    wire.parse({ text: query });
    wire.bind({ values: params });
    wire.describe({ type: "P" });
    wire.execute();
    wire.sendCopyFail(COPY_REFUSAL);
  }
  wire.sync();
  wire.stream.uncork();
}

/**
 * The rollback is done before the caller hears; the rest of the cleaning while the answer is on its way, as
 * Neon does.
 */
async function giveBack(client: pg.PoolClient, cancelled: boolean): Promise<void> {
  // A cancellation may reach the connection late, and would then hit the next caller.
  if (cancelled) return client.release(true);
  try {
    if (client.getTransactionStatus() !== "I") await client.query("ROLLBACK");
  } catch {
    return client.release(true);
  }
  client.query(CLEAN_SESSION).then(
    () => client.release(),
    () => client.release(true),
  );
}

function translate(error: unknown): Error {
  if (error instanceof pg.DatabaseError) return new SqlError(error.message, error);
  return new Unreachable(error instanceof Error ? error.message || error.name : String(error));
}

/** node-postgres keeps it, its types do not name it. */
const processId = (client: pg.PoolClient) => (client as unknown as { processID: number }).processID;
