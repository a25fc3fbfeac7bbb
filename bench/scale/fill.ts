import type pg from "pg";
import type { ProductionApi } from "../../tests/integration/support/production-api.ts";
import { withClient } from "../../tests/support/database-server.ts";
import { webVttOf } from "./texts.ts";

export const TRANSCRIPTS = 100;
export const CUES = 100;
const TUTORIALS = 3;

/** Different transcripts; each user has half of them, beginning with another one. */
const POOL = 2 * TRANSCRIPTS;

/** Calls under way at once. */
const CALLERS = 6;

export type Tenant = { key: string; userId: string };

/**
 * Stores users with 100 transcripts of 100 cues and three tutorials each. Users with their keys, one pool of transcripts
 * and all tutorials are made by calling the API. The users' transcripts are copies of the pool's rows, past the triggers,
 * in the order in which people would upload them: each user's among everybody's. A user's own data does not depend on
 * the number of users.
 */
export async function fill(api: ProductionApi, users: number): Promise<Tenant[]> {
  const tenants = await inTurns(users, async () => {
    const { key, user } = await api.register();
    return { key, userId: user.id };
  });
  const pooler = await api.register();
  await inTurns(POOL, async (at) => {
    const transcript = { title: `Recording ${at}`, language: "en", content: webVttOf(CUES, at) };
    await create(api, "/v1/transcripts", { key: pooler.key, json: transcript });
  });
  await withClient(api.adminUrl, (client) => copyPool(client, tenants));
  await rebuildIndexes(api.adminUrl);
  await withClient(api.adminUrl, (client) =>
    client.query(`INSERT INTO identities (issuer, subject, user_id, created_at)
      SELECT 'https://identity.example.com', id, id, created_at FROM users`),
  );
  await makeTutorials(api, tenants);
  return tenants;
}

async function create(
  api: ProductionApi,
  path: string,
  call: { key: string; json?: unknown; headers?: Record<string, string> },
) {
  const { status, text, json } = await api.call("POST", path, call);
  if (status >= 300) throw new Error(`POST ${path} was answered by ${status} ${text}`);
  return json;
}

/** In one transaction that begins by emptying the tables, so that nothing goes through the write-ahead log. */
async function copyPool(client: pg.Client, tenants: readonly Tenant[]): Promise<void> {
  await client.query("SET session_replication_role = replica");
  await client.query("BEGIN");
  await client.query(
    `CREATE TEMPORARY TABLE copies AS
    SELECT id, owner_id, source_id, '2026-01-01T00:00:00Z'::timestamptz + at * interval '1 minute' AS made_at,
      search_scope(owner_id, id) AS scope
    FROM (
      SELECT *, (nth - 1) * cardinality($1::uuid[]) + tenant AS at, ($1::uuid[])[tenant] AS owner_id,
        (37 * tenant + nth) % $2 AS source, md5(tenant || ' ' || nth) AS noise
      FROM generate_series(1, $3::int) AS nth, generate_series(1, cardinality($1::uuid[])) AS tenant
    ) AS planned
    JOIN (SELECT id AS source_id, row_number() OVER (ORDER BY title) - 1 AS source FROM transcripts) AS pooled USING (source)
    -- A UUID of version 7 (RFC 9562, section 5.7) from the same minute.
    CROSS JOIN LATERAL (SELECT (lpad(to_hex(1767225600000 + at::bigint * 60000), 12, '0')
      || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid AS id) AS identified
    ORDER BY at`,
    [tenants.map(({ userId }) => userId), POOL, TRANSCRIPTS],
  );
  const tables = await tablesOfUploads(client);
  for (const table of tables) await client.query(`CREATE TEMPORARY TABLE pool_${table} AS TABLE ${table}`);
  await client.query(
    `UPDATE pool_search_entries SET words = ts_delete(words, ARRAY['owner ' || owner_id, 'transcript ' || transcript_id])`,
  );
  await client.query(`TRUNCATE ${tables.join(", ")} CASCADE`);
  await client.query(
    `UPDATE pg_index SET indisready = false, indisvalid = false FROM pg_class AS stored
    WHERE stored.oid = indrelid AND relkind = 'r' AND coalesce(pg_partition_root(indrelid), indrelid) = ANY ($1::regclass[])`,
    [tables],
  );
  for (const table of tables) {
    const own = table === "transcripts" ? "id" : "transcript_id";
    const columns = await columnsOf(client, table);
    const order = columns.includes("position") ? `${own}, position` : own;
    await client.query(`CREATE INDEX ON pool_${table} (${order})`);
    await client.query(`ANALYZE pool_${table}`);
    const values = columns.map((column) => {
      if (column === own) return "copies.id";
      if (column === "owner_id") return "copies.owner_id";
      if (column === "created_at" || column === "updated_at") return "copies.made_at";
      if (column === "words") return "words || scope";
      return `pool.${column}`;
    });
    // Copy by copy, whatever the planner thinks of it: each is stored in one piece, as it would be by an upload.
    await client.query(
      `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values.join(", ")}
      FROM copies CROSS JOIN LATERAL (SELECT * FROM pool_${table} WHERE ${own} = source_id ORDER BY ${order}) AS pool`,
    );
  }
  await client.query("DELETE FROM storage_use");
  await client.query(`INSERT INTO storage_use (owner_id, transcripts, bytes)
    SELECT owner_id, count(*), sum(content_bytes) FROM transcripts GROUP BY owner_id`);
  await client.query("COMMIT");
}

/** Those that an upload has left rows in: all others are filled by the API. */
async function tablesOfUploads(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND attname = 'transcript_id' ORDER BY relname`,
  );
  const filled = ["transcripts"];
  for (const { relname } of rows) {
    const { rowCount } = await client.query(`SELECT FROM ${relname} LIMIT 1`);
    if (rowCount === 1) filled.push(relname);
  }
  return filled;
}

/** Those that a row is given: neither numbers that count up nor what is computed. */
async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
      AND NOT atthasdef ORDER BY attnum`,
    [table],
  );
  return rows.map(({ attname }) => attname);
}

/** On two connections: one index takes one of them for long. */
async function rebuildIndexes(adminUrl: string): Promise<void> {
  const { rows } = await withClient(adminUrl, (client) =>
    client.query(`SELECT indexrelid::regclass AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE NOT indisready ORDER BY relam DESC, name`),
  );
  const names: string[] = rows.map(({ name }) => name);
  await Promise.all(
    [1, 2].map(() =>
      withClient(adminUrl, async (client) => {
        await client.query("SET maintenance_work_mem = '1GB'");
        for (let name = names.shift(); name !== undefined; name = names.shift())
          await client.query(`REINDEX INDEX ${name}`);
      }),
    ),
  );
}

/** Of the first, the middle and the last transcript; the first two are published. */
async function makeTutorials(api: ProductionApi, tenants: readonly Tenant[]): Promise<void> {
  const transcriptsOf = await withClient(api.adminUrl, async (client) => {
    const { rows } = await client.query(
      "SELECT owner_id, array_agg(id::text ORDER BY id) AS ids FROM transcripts GROUP BY owner_id",
    );
    return new Map<string, string[]>(rows.map(({ owner_id, ids }) => [owner_id, ids]));
  });
  await inTurns(tenants.length, async (at) => {
    const { key, userId } = tenants[at] as Tenant;
    const all = transcriptsOf.get(userId) ?? [];
    for (let nth = 0; nth < TUTORIALS; nth += 1) {
      const transcriptId = all[Math.floor((nth * (all.length - 1)) / (TUTORIALS - 1))];
      const headers = { "Idempotency-Key": `tutorial-${nth}` };
      const { id } = await create(api, "/v1/tutorials", { key, headers, json: { transcriptId } });
      if (nth < 2) await create(api, `/v1/tutorials/${id}/publish`, { key });
    }
  });
}

/** `work` for each number from 0, a few at once. What it gives, in the numbers' order. */
async function inTurns<T>(times: number, work: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  async function take(): Promise<void> {
    while (next < times) {
      const at = next++;
      results[at] = await work(at);
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, take));
  return results;
}

/** What a neighbour uploads since tables were vacuumed last; a full-text index takes it in later. */
export async function uploadMore(api: ProductionApi, neighbour: Tenant | undefined): Promise<void> {
  if (!neighbour) throw new Error("There is no neighbour.");
  await inTurns(40, async (at) => {
    const transcript = { title: `Afterwards ${at}`, language: "en", content: webVttOf(CUES, POOL + at) };
    await create(api, "/v1/transcripts", { key: neighbour.key, json: transcript });
  });
}

/**
 * Marks what is visible, gathers statistics, and empties the lists of what full-text indexes have not yet taken in.
 * @throws when a table has not grown with the users: what reads it would prove nothing
 */
export async function settle(adminUrl: string, users: number): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query("SET maintenance_work_mem = '1GB'");
    await client.query("VACUUM ANALYZE");
    const { rows } = await client.query(
      `SELECT relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        AND reltuples < 0.9 * $1 ORDER BY relname`,
      [users],
    );
    const small = rows.map(({ relname }) => relname);
    if (small.length > 0)
      throw new Error(`Nobody has filled ${small.join(", ")} for each user: see ${import.meta.filename}.`);
  });
}
