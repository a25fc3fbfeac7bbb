import { setImmediate as nextTurn } from "node:timers/promises";
import { type messages as backendMessages, PGlite, protocol } from "@electric-sql/pglite";
import type { Backend, Completion, Credentials, OnRow, Row, Session, Statement } from "../backend.ts";
import { CLEAN_SESSION } from "../clean-session.ts";
import { SqlError } from "../errors.ts";
import { Answer, COPY_REFUSAL } from "../pipeline.ts";
import { verifyScram } from "../scram.ts";

const { serialize, Parser, messages } = protocol;

/** The superuser that initdb makes. As by a local Postgres' `trust`, it needs no password until it has one. */
const BOOTSTRAP_ROLE_OID = "10";

export type PgliteBackend = Backend & {
  /** For migrations at start-up. Nothing else may use it while the endpoint serves. */
  readonly pglite: PGlite;
};

/**
 * PGlite: Postgres in this process, kept in the folder `dataDir`, or in memory without one. It has one
 * session, so calls queue, and a query that runs cannot be cancelled. The session is the superuser's, so
 * roles and passwords are checked here, and each call then runs under its own role: row-level security works
 * as in production.
 */
export async function openPglite(dataDir?: string): Promise<PgliteBackend> {
  const pglite = dataDir === undefined ? await PGlite.create() : await PGlite.create(dataDir);
  const always = new AbortController().signal;
  const superuser = sessionOn(pglite, always);
  const [[owner, database, version] = []] = await query(
    superuser,
    "SELECT quote_ident(current_user), current_database(), current_setting('server_version')",
  );
  // RESET SESSION AUTHORIZATION does nothing in PGlite, which never logged in: the role must be named.
  const cleaning = ["ROLLBACK", `SET SESSION AUTHORIZATION ${owner}`, CLEAN_SESSION].map((sql) =>
    serialize.query(sql),
  );

  let clean = true;
  async function cleanUp(): Promise<void> {
    for (const statement of cleaning) await exchange(pglite, statement);
    clean = true;
  }

  /** Runs `work` alone in the session, as the superuser. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    return pglite.runExclusive(async () => {
      if (!clean) await cleanUp();
      clean = false;
      try {
        return await work();
      } finally {
        await cleanUp();
      }
    });
  }

  async function authenticate({ user, password, database: wanted }: Credentials): Promise<void> {
    const refused = new SqlError(`password authentication failed for user "${user}"`, {
      severity: "FATAL",
      code: "28P01",
    });
    const [role] = await query(
      superuser,
      "SELECT oid, rolcanlogin, rolpassword FROM pg_catalog.pg_authid WHERE rolname = $1",
      [user],
    );
    if (!role) throw refused;
    const [oid, canLogIn, verifier] = role;
    const trusted = verifier === null && oid === BOOTSTRAP_ROLE_OID;
    if (!trusted && !(await verifyScram(password, verifier ?? ""))) throw refused;
    if (canLogIn !== "t") {
      throw new SqlError(`role "${user}" is not permitted to log in`, { severity: "FATAL", code: "28000" });
    }
    if (wanted !== database) {
      throw new SqlError(`database "${wanted}" does not exist`, { severity: "FATAL", code: "3D000" });
    }
    // A parameter, so that no name can be anything but a name.
    await query(superuser, "SELECT pg_catalog.set_config('session_authorization', $1, false)", [user]);
  }

  return {
    pglite,
    description: `PGlite (PostgreSQL ${version})`,
    withSession: (credentials, signal, use) =>
      alone(async () => {
        signal.throwIfAborted();
        await authenticate(credentials);
        return use(sessionOn(pglite, signal));
      }),
    ping: () => alone(async () => void (await query(superuser, "SELECT 1"))),
    close: () => pglite.close(),
  };
}

async function query(session: Session, sql: string, params: Row = []): Promise<Row[]> {
  const rows: Row[] = [];
  await session.execute([{ query: sql, params }], (row) => rows.push(row));
  return rows;
}

function sessionOn(pglite: PGlite, signal: AbortSignal): Session {
  return {
    async execute(statements, onRow) {
      // PGlite holds the thread while it runs: only now can the news arrive that a client has gone away.
      await nextTurn();
      signal.throwIfAborted();
      return exchange(pglite, pipeline(statements), onRow);
    },
  };
}

/** After an error Postgres skips all that comes before the Sync. */
function pipeline(statements: readonly Statement[]): Uint8Array {
  const request = statements.flatMap(({ query, params }) => [
    serialize.parse({ text: query }),
    serialize.bind({ values: [...params] }),
    serialize.describe({ type: "P" }),
    serialize.execute({}),
    serialize.copyFail(COPY_REFUSAL),
  ]);
  return Buffer.concat([...request, serialize.sync()]);
}

/** Sends messages of Postgres' protocol and reads the answer. */
async function exchange(pglite: PGlite, request: Uint8Array, onRow?: OnRow): Promise<Completion[]> {
  const answer = new Answer(onRow);
  let failure: unknown;
  const parser = new Parser();
  const receive = (message: backendMessages.BackendMessage) => {
    if (failure !== undefined) return;
    if (message instanceof messages.DatabaseError) failure = new SqlError(message.message, message);
    else if (message instanceof messages.RowDescriptionMessage) answer.rowDescription(message.fields);
    else if (message instanceof messages.CommandCompleteMessage) answer.commandComplete(message.text);
    else if (message.name === "emptyQuery") answer.commandComplete();
    else if (message instanceof messages.DataRowMessage) {
      // Thrown from here, it would pass through the running WebAssembly.
      try {
        answer.dataRow(message.fields);
      } catch (error) {
        failure = error;
      }
    }
  };
  await pglite.execProtocolRawStream(request, {
    onRawData: (data) => parser.parse(data, receive),
  });
  if (failure !== undefined) throw failure;
  return answer.completions;
}
