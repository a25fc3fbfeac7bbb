import { randomBytes } from "node:crypto";
import { type NeonDbError, neon, neonConfig } from "@neondatabase/serverless";
import { DrizzleQueryError, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createEmptyDatabase } from "../tests/support/database.ts";
import { withClient } from "../tests/support/database-server.ts";
import type { Backend } from "./backend.ts";
import { openPglite } from "./backends/pglite.ts";
import { openPostgres } from "./backends/postgres.ts";
import { type Endpoint, type EndpointOptions, startEndpoint } from "./endpoint.ts";

type Subject = {
  backend: Backend;
  url: string;
  /** Roles that tests have made. They belong to the server and would outlive the database. */
  roles: string[];
  close(): Promise<void>;
};

async function onPglite(): Promise<Subject> {
  const backend = await openPglite();
  const url = "postgresql://postgres:postgres@localhost/postgres";
  return { backend, url, roles: [], close: () => backend.close() };
}

async function onPostgres(): Promise<Subject> {
  const { url, drop } = await createEmptyDatabase();
  // One connection, so that calls meet in the same session and leaks would show.
  const backend = openPostgres(url, { maxConnections: 1 });
  const roles: string[] = [];
  return {
    backend,
    url,
    roles,
    async close() {
      await backend.close();
      await drop();
      await withClient(inject("databaseServer").adminUrl, async (admin) => {
        for (const role of roles) await admin.query(`DROP ROLE ${role}`);
      });
    },
  };
}

const unique = (kind: string) => `${kind}_${randomBytes(5).toString("hex")}`;

const bare = (query: string) => ({ query, params: [] });

const failure = (promise: PromiseLike<unknown>): Promise<NeonDbError> =>
  Promise.resolve(promise).then(
    () => expect.fail("it was expected to fail"),
    (error: NeonDbError) => error,
  );

describe.each([
  { name: "PGlite", open: onPglite },
  { name: "Postgres", open: onPostgres },
])("the endpoint over $name", ({ name, open }) => {
  let subject: Subject;
  let endpoint: Endpoint;
  let query: ReturnType<typeof neon<false, true>>;

  beforeAll(async () => {
    subject = await open();
    endpoint = await startEndpoint({ backend: subject.backend });
    neonConfig.fetchEndpoint = endpoint.url;
    query = neon(subject.url, { fullResults: true });
  });

  afterAll(async () => {
    await endpoint.close();
    await subject.close();
  });

  /** A request as it goes over the wire. */
  const post = (body: unknown, headers: Record<string, string> = {}, url = endpoint.url) =>
    fetch(url, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "Neon-Connection-String": subject.url, ...headers },
    });

  const raw = { "Neon-Raw-Text-Output": "true", "Neon-Array-Mode": "true" };

  /** Another endpoint on the same backend, for tests that turn its knobs. */
  async function withEndpoint(
    options: Partial<EndpointOptions>,
    test: (endpoint: Endpoint) => Promise<void>,
  ): Promise<void> {
    const other = await startEndpoint({ backend: subject.backend, ...options });
    try {
      await test(other);
    } finally {
      await other.close();
    }
  }

  const urlWith = (parts: { username?: string; password?: string; pathname?: string }) =>
    Object.assign(new URL(subject.url), parts).href;

  /** A role that may log in, and that owns nothing. */
  async function createRole(role = unique("role")): Promise<{ role: string; url: string }> {
    const quoted = `"${role.replaceAll('"', '""')}"`;
    await query.query(`CREATE ROLE ${quoted} LOGIN PASSWORD 'correct horse'`);
    subject.roles.push(quoted);
    return { role, url: urlWith({ username: encodeURIComponent(role), password: "correct%20horse" }) };
  }

  describe("results", () => {
    it("has the fields of a select without rows", async () => {
      const result = await query.query("SELECT 1 AS one, 'x'::text AS two WHERE false");
      expect(result).toMatchObject({ rows: [], rowCount: 0, command: "SELECT" });
      expect(result.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
        ["one", 23],
        ["two", 25],
      ]);
    });

    it("describes columns as Postgres does", async () => {
      const table = unique("columns");
      await query.query(`CREATE TABLE ${table} (id int, name varchar(20))`);
      const reply = await post({ query: `SELECT name FROM ${table}` }, raw);
      expect(await reply.json()).toEqual({
        fields: [
          {
            name: "name",
            dataTypeID: 1043,
            tableID: expect.any(Number),
            columnID: 2,
            dataTypeSize: -1,
            dataTypeModifier: 24,
            format: "text",
          },
        ],
        rows: [],
        command: "SELECT",
        rowCount: 0,
        rowAsArray: true,
      });
      expect(reply.headers.get("content-type")).toBe("application/json");
    });

    it("keeps columns of the same name apart", async () => {
      const result = await query.query("SELECT 1 AS a, 2 AS a", [], { arrayMode: true });
      expect(result.rows).toEqual([[1, 2]]);
      expect(result.fields.map(({ name }) => name)).toEqual(["a", "a"]);
    });

    it.each([
      ["int8", "int8", "9223372036854775807", "9223372036854775807"],
      ["numeric", "numeric", "12345678901234567890.1234567890", "12345678901234567890.1234567890"],
      ["float8", "float8", 0.1, 0.1],
      ["bool", "bool", true, true],
      ["text", "text", "žluťoučký 🐎 'quoted' \\ \"", "žluťoučký 🐎 'quoted' \\ \""],
      ["empty text", "text", "", ""],
      ["jsonb", "jsonb", { a: [1, null, "x"], b: { c: "é" } }, { a: [1, null, "x"], b: { c: "é" } }],
      ["int4[]", "int4[]", [1, 2, 3], [1, 2, 3]],
      ["text[]", "text[]", ["a", 'b"c', "d,e", "", "NULL", null], ["a", 'b"c', "d,e", "", "NULL", null]],
      ["bytea", "bytea", Buffer.from([0, 1, 254, 255]), Buffer.from([0, 1, 254, 255])],
      [
        "timestamptz",
        "timestamptz",
        new Date("2024-02-29T12:34:56.789Z"),
        new Date("2024-02-29T12:34:56.789Z"),
      ],
      ["uuid", "uuid", "018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000001"],
      ["NULL", "text", null, null],
    ])("carries %s there and back", async (_, type, value, expected) => {
      const { rows } = await query.query(`SELECT $1::${type} AS value`, [value]);
      const received = rows[0]?.["value"];
      // Drizzle, once used, makes the driver leave dates as text.
      expect(expected instanceof Date ? new Date(received) : received).toEqual(expected);
    });

    it("says what a command did, and how many rows it touched", async () => {
      const table = unique("counted");
      const outcome = async (text: string) => {
        const { command, rowCount } = await query.query(text);
        return [command, rowCount];
      };
      expect(await outcome(`CREATE TABLE ${table} (a int)`)).toEqual(["CREATE", null]);
      expect(await outcome(`INSERT INTO ${table} VALUES (1), (2), (3)`)).toEqual(["INSERT", 3]);
      expect(await outcome(`UPDATE ${table} SET a = 0 WHERE a > 1`)).toEqual(["UPDATE", 2]);
      expect(await outcome(`DELETE FROM ${table} RETURNING a`)).toEqual(["DELETE", 3]);
      expect(await outcome(`SELECT * FROM ${table}`)).toEqual(["SELECT", 0]);
      expect(await outcome("SET work_mem = '8MB'")).toEqual(["SET", null]);
      expect(await outcome("")).toEqual(["", null]);
    });

    it("answers JSON values and objects to those who do not ask for raw text", async () => {
      const text = `SELECT true AS b, 1::int2 AS i, 2.5::float8 AS f, 'NaN'::float8 AS n, 1::int8 AS big, 1.50 AS num,
        '{"a":1}'::jsonb AS j, NULL::int AS nil, '[0:1]={1,NULL}'::int[] AS ints, '{{t},{f}}'::bool[] AS bools,
        '{"a \\"b\\" \\\\ c",plain,NULL,"NULL",""}'::text[] AS texts, '{}'::int[] AS none, 1 AS dup, 2 AS dup`;
      const reply = (await (await post({ query: text })).json()) as { rows: unknown[]; rowAsArray: boolean };
      expect(reply.rowAsArray).toBe(false);
      expect(reply.rows).toEqual([
        {
          b: true,
          i: 1,
          f: 2.5,
          n: "NaN",
          big: "1",
          num: "1.50",
          j: { a: 1 },
          nil: null,
          ints: [1, null],
          bools: [[true], [false]],
          texts: ['a "b" \\ c', "plain", null, "NULL", ""],
          none: [],
          dup: 2,
        },
      ]);
    });

    it("takes parameters of every JSON type", async () => {
      const params = [1.5, false, { a: "b" }, ["x", null, 'y"z'], null, [[1], [2]]];
      const text = "SELECT $1::numeric, $2::bool, $3::jsonb, $4::text[], $5::text, $6::int[]";
      const reply = (await (await post({ query: text, params }, raw)).json()) as { rows: unknown[] };
      expect(reply.rows).toEqual([["1.5", "f", '{"a": "b"}', '{x,NULL,"y\\"z"}', null, "{{1},{2}}"]]);
    });

    it("lets a statement choose arrays or objects for itself", async () => {
      const body = { queries: [{ query: "SELECT 1 AS a", arrayMode: false }, { query: "SELECT 1 AS a" }] };
      const reply = (await (await post(body, raw)).json()) as { results: { rows: unknown[] }[] };
      expect(reply.results.map(({ rows }) => rows)).toEqual([[{ a: "1" }], [["1"]]]);
    });
  });

  describe("SQL errors", () => {
    it("refuses two statements in one", async () => {
      expect(await failure(query.query("SELECT 1; SELECT 2"))).toMatchObject({
        name: "NeonDbError",
        code: "42601",
        message: "cannot insert multiple commands into a prepared statement",
      });
    });

    it("says all that Postgres says", async () => {
      const reply = await post({ query: "SELECT nothing FROM nowhere" }, raw);
      expect(reply.status).toBe(400);
      expect(await reply.json()).toEqual({
        message: 'relation "nowhere" does not exist',
        code: "42P01",
        detail: null,
        hint: null,
        position: "21",
        internalPosition: null,
        internalQuery: null,
        severity: "ERROR",
        where: null,
        table: null,
        column: null,
        schema: null,
        dataType: null,
        constraint: null,
        file: expect.any(String),
        line: expect.any(String),
        routine: expect.any(String),
      });
    });

    it("names the constraint that was broken", async () => {
      const table = unique("broken");
      await query.query(`CREATE TABLE ${table} (a int CONSTRAINT ${table}_only_once UNIQUE)`);
      await query.query(`INSERT INTO ${table} VALUES (1)`);
      expect(await failure(query.query(`INSERT INTO ${table} VALUES (1)`))).toMatchObject({
        code: "23505",
        constraint: `${table}_only_once`,
        table,
        schema: "public",
        detail: "Key (a)=(1) already exists.",
      });
    });

    it("refuses a parameter with a NUL character, and goes on", async () => {
      expect(await failure(query.query("SELECT $1::text", ["a\0b"]))).toMatchObject({ code: "22021" });
      expect((await query.query("SELECT 1 AS a")).rows).toEqual([{ a: 1 }]);
    });

    it("refuses to copy from a client that cannot send, and goes on", async () => {
      const table = unique("copied");
      await query.query(`CREATE TABLE ${table} (a int)`);
      const [copy, insert] = [bare(`COPY ${table} FROM STDIN`), bare(`INSERT INTO ${table} VALUES (1)`)];
      for (const body of [copy, { queries: [insert, copy, bare("COMMIT"), insert] }]) {
        const reply = await post(body, raw);
        expect([reply.status, await reply.json()]).toMatchObject([400, { code: "57014" }]);
        expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
      }
    });

    it("leaves out what is copied to the client", async () => {
      const copy = bare("COPY (SELECT generate_series(1, 3)) TO STDOUT");
      const reply = await post({ queries: [copy, bare("SELECT 1")] }, raw);
      expect(await reply.json()).toMatchObject({
        results: [
          { command: "COPY", rowCount: 3, fields: [], rows: [] },
          { command: "SELECT", rows: [["1"]] },
        ],
      });
    });

    it("reaches callers of Drizzle: with its cause from a query, bare from a batch", async () => {
      const table = unique("drizzled");
      const things = pgTable(table, { id: integer().primaryKey(), name: text().notNull() });
      const db = drizzle(neon(subject.url));
      await db.execute(sql.raw(`CREATE TABLE ${table} (id int PRIMARY KEY, name text NOT NULL)`));
      const insert = () => db.insert(things).values({ id: 1, name: "one" }).returning();
      expect(await insert()).toEqual([{ id: 1, name: "one" }]);

      const single: Error = await failure(insert());
      expect(single).toBeInstanceOf(DrizzleQueryError);
      expect(single.cause).toMatchObject({ name: "NeonDbError", code: "23505", constraint: `${table}_pkey` });

      const second = db.insert(things).values({ id: 2, name: "two" });
      const batch = await failure(db.batch([second, insert()]));
      expect(batch).toMatchObject({ name: "NeonDbError", code: "23505", constraint: `${table}_pkey` });
      expect(await db.select().from(things)).toEqual([{ id: 1, name: "one" }]);
    });
  });

  describe("batches", () => {
    it("is one transaction and answers each statement", async () => {
      const table = unique("batch");
      const [, inserted, selected] = await query.transaction([
        query.query(`CREATE TABLE ${table} (a int)`),
        query.query(`INSERT INTO ${table} VALUES ($1), ($2)`, [1, 2]),
        query.query(
          `SELECT a, pg_current_xact_id_if_assigned() IS NOT NULL AS writing FROM ${table} ORDER BY a`,
        ),
      ]);
      expect(inserted).toMatchObject({ command: "INSERT", rowCount: 2 });
      expect(selected?.rows).toEqual([
        { a: 1, writing: true },
        { a: 2, writing: true },
      ]);
    });

    it("is rolled back as a whole at the first failure", async () => {
      const table = unique("rolled_back");
      await query.query(`CREATE TABLE ${table} (a int CHECK (a > 0))`);
      const insert = (a: number) => query.query(`INSERT INTO ${table} VALUES ($1)`, [a]);
      expect(await failure(query.transaction([insert(1), insert(-1), insert(2)]))).toMatchObject({
        code: "23514",
      });
      expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
    });

    it("runs nothing after a failure, a commit of its own included", async () => {
      const table = unique("skipped");
      await query.query(`CREATE TABLE ${table} (a int)`);
      const insert = bare(`INSERT INTO ${table} VALUES (1)`);
      const reply = await post({ queries: [insert, bare("SELECT 1/0"), bare("COMMIT"), insert] }, raw);
      expect([reply.status, await reply.json()]).toMatchObject([400, { code: "22012" }]);
      expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
    });

    it.each([
      ["cannot be parsed", bare("SELEC 1"), { code: "42601", position: "1" }],
      ["names what is not there", bare("SELECT nothing"), { code: "42703", position: "8" }],
      ["has a malformed parameter", { query: "SELECT $1::int", params: ["x"] }, { code: "22P02" }],
      ["has too few parameters", bare("SELECT $1::int"), { code: "08P01" }],
      ["fails after a row", bare("SELECT 1 / n FROM generate_series(1, 0, -1) n"), { code: "22012" }],
    ])("reports the statement that %s, and none after it", async (_, broken, error) => {
      const queries = [bare("SELECT 1"), broken, bare("SELECT * FROM nowhere")];
      const reply = await post({ queries }, raw);
      expect([reply.status, await reply.json()]).toMatchObject([400, error]);
      expect((await query.query("SELECT 1 AS a")).rows).toEqual([{ a: 1 }]);
    });

    it("keeps the results of its statements apart", async () => {
      const table = unique("apart");
      const numbers = Array.from({ length: 3000 }, (_, index) => [String(index + 1)]);
      const queries = [
        bare("SELECT 1 AS a, 'x' AS b"),
        bare(`CREATE TABLE ${table} (c int)`),
        bare(`SELECT * FROM ${table}`),
        bare(""),
        { query: `INSERT INTO ${table} SELECT generate_series(1, $1) RETURNING c AS d`, params: ["3000"] },
        bare(`UPDATE ${table} SET c = 0 WHERE c > 1`),
        bare("SELECT FROM generate_series(1, 2)"),
      ];
      const reply = await post({ queries }, raw);
      const { results } = (await reply.json()) as {
        results: { fields: { name: string }[]; command: string; rowCount: number | null; rows: unknown[] }[];
      };
      expect(
        results.map(({ fields, command, rowCount, rows }) => [
          command,
          rowCount,
          fields.map((field) => field.name),
          rows,
        ]),
      ).toEqual([
        ["SELECT", 1, ["a", "b"], [["1", "x"]]],
        ["CREATE", null, [], []],
        ["SELECT", 0, ["c"], []],
        ["", null, [], []],
        ["INSERT", 3000, ["d"], numbers],
        ["UPDATE", 2999, [], []],
        ["SELECT", 2, [], [[], []]],
      ]);
    });

    it("may have 500 statements", async () => {
      const numbers = Array.from({ length: 500 }, (_, index) => index);
      const results = await query.transaction(
        numbers.map((number) => query.query("SELECT $1::int AS number", [number])),
      );
      expect(results.map(({ rows }) => rows)).toEqual(numbers.map((number) => [{ number }]));
    });

    it("carries large parameters and their rows whole", async () => {
      const values = ["a", "ž", "c"].map((letter) => letter.repeat(2_000_000));
      const results = await query.transaction(
        values.map((value) => query.query("SELECT $1::text AS value", [value])),
      );
      expect(results.map(({ rows }) => rows[0]?.["value"] === values.shift())).toEqual([true, true, true]);
    });

    it("reports what only the commit finds", async () => {
      const table = unique("deferred");
      await query.query(
        `CREATE TABLE ${table} (id int PRIMARY KEY,
           parent int CONSTRAINT ${table}_parent REFERENCES ${table} DEFERRABLE INITIALLY DEFERRED)`,
      );
      const insert = query.query(`INSERT INTO ${table} VALUES (1, 99)`);
      expect(await failure(query.transaction([insert]))).toMatchObject({
        code: "23503",
        constraint: `${table}_parent`,
      });
      expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
    });

    it.each([
      ["ReadUncommitted", "read uncommitted"],
      ["ReadCommitted", "read committed"],
      ["RepeatableRead", "repeatable read"],
      ["Serializable", "serializable"],
    ] as const)("runs at %s", async (isolationLevel, setting) => {
      const show = query.query("SELECT current_setting('transaction_isolation') AS level");
      const [result] = await query.transaction([show], { isolationLevel });
      expect(result?.rows).toEqual([{ level: setting }]);
    });

    it("refuses another isolation level", async () => {
      const reply = await post(
        { queries: [{ query: "SELECT 1" }] },
        { "Neon-Batch-Isolation-Level": "serializable" },
      );
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject({ message: "invalid isolation level", code: null });
    });

    it("is read only and deferrable when asked", async () => {
      const table = unique("read_only");
      await query.query(`CREATE TABLE ${table} (a int)`);
      const insert = query.query(`INSERT INTO ${table} VALUES (1)`);
      expect(await failure(query.transaction([insert], { readOnly: true }))).toMatchObject({ code: "25006" });
      const show = query.query(
        `SELECT current_setting('transaction_read_only') AS read_only,
           current_setting('transaction_deferrable') AS deferrable`,
      );
      const settings = async (options: object) => (await query.transaction([show], options))[0]?.rows;
      expect(await settings({ readOnly: true, deferrable: true, isolationLevel: "Serializable" })).toEqual([
        { read_only: "on", deferrable: "on" },
      ]);
      expect(await settings({ readOnly: false, deferrable: false })).toEqual([
        { read_only: "off", deferrable: "off" },
      ]);
    });

    it("sets a setting for itself alone", async () => {
      const [, inside] = await query.transaction([
        query.query("SELECT set_config('cueprint.caller', 'me', true)"),
        query.query("SELECT current_setting('cueprint.caller', true) AS caller"),
      ]);
      expect(inside?.rows).toEqual([{ caller: "me" }]);
      const { rows } = await query.query(
        "SELECT coalesce(current_setting('cueprint.caller', true), '') AS caller",
      );
      expect(rows).toEqual([{ caller: "" }]);
    });

    it("may be empty", async () => {
      expect(await (await post({ queries: [] }, raw)).json()).toEqual({ results: [] });
    });
  });

  describe("the session after a call", () => {
    it("has forgotten settings", async () => {
      const settings = async () => {
        const names = ["search_path", "transaction_read_only", "work_mem"];
        return (await query.query("SELECT name, current_setting(name) FROM unnest($1::text[]) name", [names]))
          .rows;
      };
      const before = await settings();
      await query.query("SET search_path = pg_catalog");
      await query.query("SET default_transaction_read_only = on");
      await query.query("SET work_mem = '64kB'");
      expect(await settings()).toEqual(before);
    });

    it("has rolled back an open transaction", async () => {
      const table = unique("open");
      await query.query("BEGIN");
      await query.query(`CREATE TABLE ${table} (a int)`);
      // Committed by itself, since the BEGIN before it is gone.
      expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
    });

    it("has rolled back a failed transaction that a batch had opened by itself", async () => {
      const body = { queries: [{ query: "COMMIT" }, { query: "BEGIN" }, { query: "SELECT 1/0" }] };
      expect((await post(body, raw)).status).toBe(400);
      expect((await query.query("SELECT 1 AS a")).rows).toEqual([{ a: 1 }]);
    });

    it("has no temporary tables, prepared statements, cursors or advisory locks", async () => {
      await query.query("CREATE TEMPORARY TABLE scratch (a int)");
      expect(await failure(query.query("SELECT * FROM scratch"))).toMatchObject({ code: "42P01" });
      await query.query("PREPARE kept AS SELECT 1");
      expect(await failure(query.query("EXECUTE kept"))).toMatchObject({ code: "26000" });
      await query.query("SELECT pg_advisory_lock(4711)");
      const { rows } = await query.query(
        "SELECT count(*)::int AS locks FROM pg_locks WHERE locktype = 'advisory'",
      );
      expect(rows).toEqual([{ locks: 0 }]);
    });

    it("has the caller's role again", async () => {
      const { role, url } = await createRole();
      const { role: other } = await createRole();
      await query.query(`GRANT ${other} TO ${role}`);
      const asRole = neon(url, { arrayMode: true });
      const whoami = "SELECT session_user::text, current_user::text";
      const [, inside] = await asRole.transaction([asRole.query(`SET ROLE ${other}`), asRole.query(whoami)]);
      expect(inside).toEqual([[role, other]]);
      expect(await asRole.query(whoami)).toEqual([[role, role]]);
      await asRole.query("RESET SESSION AUTHORIZATION");
      expect(await asRole.query(whoami)).toEqual([[role, role]]);
      const owner = new URL(subject.url).username;
      expect((await query.query(whoami)).rows).toEqual([{ session_user: owner, current_user: owner }]);
    });
  });

  describe("who calls", () => {
    it("refuses a wrong password", async () => {
      const { role, url } = await createRole();
      expect(await neon(url)`SELECT 1 AS a`).toEqual([{ a: 1 }]);
      const wrong = urlWith({ username: role, password: "wrong" });
      expect(await failure(neon(wrong)`SELECT 1`)).toMatchObject({
        code: "28P01",
        message: `password authentication failed for user "${role}"`,
      });
    });

    it("takes a new password at once, and the old one no more", async () => {
      const { role, url } = await createRole();
      expect(await neon(url)`SELECT 1 AS a`).toEqual([{ a: 1 }]);
      await query.query(`ALTER ROLE ${role} PASSWORD 'další'`);
      expect(await neon(urlWith({ username: role, password: "dal%C5%A1%C3%AD" }))`SELECT 1 AS a`).toEqual([
        { a: 1 },
      ]);
      if (name === "PGlite") expect(await failure(neon(url)`SELECT 1`)).toMatchObject({ code: "28P01" });
    });

    it("refuses an unknown role, and one that may not log in", async () => {
      const nobody = urlWith({ username: unique("nobody"), password: "x" });
      expect(await failure(neon(nobody)`SELECT 1`)).toMatchObject({ code: "28P01" });
      const { role, url } = await createRole();
      await query.query(`ALTER ROLE ${role} NOLOGIN`);
      expect(await failure(neon(url)`SELECT 1`)).toMatchObject({ code: "28000" });
    });

    it("refuses an unknown database", async () => {
      expect(await failure(neon(urlWith({ pathname: "/nowhere" }))`SELECT 1`)).toMatchObject({
        code: "3D000",
        message: 'database "nowhere" does not exist',
      });
    });

    it("takes a name for a name, whatever is in it", async () => {
      const table = unique("precious");
      await query.query(`CREATE TABLE ${table} (a int)`);
      for (const attack of [`x"; DROP TABLE ${table}; --`, `x'; DROP TABLE ${table}; --`, "default"]) {
        const username = encodeURIComponent(attack);
        await failure(neon(urlWith({ username, password: "'; --" }))`SELECT 1`);
        await failure(neon(urlWith({ pathname: `/${username}` }))`SELECT 1 AS a FROM nowhere`);
      }
      expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
    });

    it("takes a role with a name that needs quotes", async () => {
      const { role, url } = await createRole(`${unique("O'Hara")} "quoted"; -- é`);
      expect(await neon(url)`SELECT current_user::text AS me`).toEqual([{ me: role }]);
    });

    it("binds a role to its row-level security and its grants", async () => {
      const table = unique("secured");
      const { role, url } = await createRole();
      await query.query(`CREATE TABLE ${table} (owner text)`);
      await query.query(`INSERT INTO ${table} VALUES ('${role}'), ('somebody else')`);
      await query.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await query.query(`CREATE POLICY own ON ${table} USING (owner = current_user)`);
      await query.query(`GRANT SELECT ON ${table} TO ${role}`);
      const asRole = neon(url);
      expect(await asRole.query(`SELECT owner FROM ${table}`)).toEqual([{ owner: role }]);
      expect(await failure(asRole.query(`DELETE FROM ${table}`))).toMatchObject({ code: "42501" });
      expect(await failure(asRole.query("CREATE TABLE mine (a int)"))).toMatchObject({ code: "42501" });
      expect((await query.query(`SELECT owner FROM ${table}`)).rowCount).toBe(2);
    });

    it.each([
      ["nothing", undefined, "invalid header: neon-connection-string"],
      ["no URL", "hello", "invalid connection string"],
      ["another scheme", "mysql://a:b@c/d", "incorrect scheme"],
      ["no database", "postgres://a:b@c/", "missing database name"],
      ["no user", "postgres://c/d", "missing username"],
      ["no password", "postgres://a@c/d", "missing authentication credentials: required password"],
      ["a user that is not UTF-8", "postgres://%ff:b@c/d", "invalid username"],
      ["a NUL character", "postgres://a:b@c/d%00e", "invalid database name"],
    ])("refuses a connection string with %s", async (_, header, message) => {
      const headers: Record<string, string> =
        header === undefined ? {} : { "Neon-Connection-String": header };
      const reply = await fetch(endpoint.url, { method: "POST", body: '{"query":"SELECT 1"}', headers });
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject({ message, code: null });
    });
  });

  describe("HTTP", () => {
    it.each([
      ["no JSON", "SELECT 1"],
      ["nothing", ""],
      ["null", null],
      ["an array", []],
      ["no query", { params: [] }],
      ["a query that is no string", { query: 1 }],
      ["a query with a NUL character", { query: "SELECT 1\0" }],
      ["parameters that are no array", { query: "SELECT 1", params: "x" }],
      ["an arrayMode that is no boolean", { query: "SELECT 1", arrayMode: "yes" }],
      ["a broken statement in a batch", { queries: [{ query: "SELECT 1" }, "SELECT 2"] }],
    ])("refuses a body of %s", async (_, body) => {
      const reply = await post(body, raw);
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject({
        message: expect.stringMatching(/^could not parse the HTTP request body: /),
      });
    });

    it("serves one path by one method", async () => {
      const elsewhere = await post({ query: "SELECT 1" }, raw, endpoint.url.replace("/sql", "/other"));
      expect([elsewhere.status, await elsewhere.json()]).toMatchObject([
        404,
        { message: expect.any(String) },
      ]);
      const got = await fetch(endpoint.url);
      expect([got.status, await got.json()]).toMatchObject([405, { message: expect.any(String) }]);
    });

    it("says that it is healthy", async () => {
      const reply = await fetch(endpoint.url.replace("/sql", "/health"));
      expect([reply.status, await reply.text()]).toEqual([200, "ok"]);
    });

    it("limits requests", async () => {
      await withEndpoint({ maxRequestBytes: 1000 }, async ({ url }) => {
        const body = (length: number) => JSON.stringify({ query: "SELECT 1" }).padEnd(length);
        expect((await post(body(1000), raw, url)).status).toBe(200);
        const reply = await post(body(1001), raw, url);
        expect(reply.status).toBe(413);
        expect(await reply.json()).toMatchObject({ message: "request is too large (max is 1000 bytes)" });
        // More than any socket buffer holds.
        expect((await post(body(8_000_000), raw, url)).status).toBe(413);
      });
    });

    it("limits responses", async () => {
      await withEndpoint({ maxResponseBytes: 100_000 }, async ({ url }) => {
        const rows = (count: number) => ({
          query: `SELECT repeat('x', 1000) FROM generate_series(1, ${count})`,
        });
        expect((await post(rows(90), raw, url)).status).toBe(200);
        const reply = await post(rows(200_000), raw, url);
        expect(reply.status).toBe(507);
        expect(await reply.json()).toMatchObject({ message: "response is too large (max is 100000 bytes)" });
        const table = unique("too_large");
        await query.query(`CREATE TABLE ${table} (a int)`);
        const queries = [bare(`INSERT INTO ${table} VALUES (1)`), rows(60), rows(60)];
        expect((await post({ queries }, raw, url)).status).toBe(507);
        expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
        expect((await post(rows(1), raw, url)).status).toBe(200);
      });
    });

    it("carries a large statement and its rows whole", async () => {
      const value = "ž".repeat(3_000_000);
      const { rows } = await query.query("SELECT $1::text AS value, length($1::text) AS length", [value]);
      expect(rows[0]?.["length"]).toBe(value.length);
      expect(rows[0]?.["value"] === value).toBe(true);
    });
  });

  describe("for tests and benchmarks", () => {
    it("counts calls, a batch as one", async () => {
      await withEndpoint({}, async (counted) => {
        await post({ query: "SELECT 1" }, raw, counted.url);
        await post({ queries: [{ query: "SELECT 1" }, { query: "SELECT 2" }] }, raw, counted.url);
        await fetch(counted.url.replace("/sql", "/health"));
        expect(counted.calls).toBe(2);
      });
    });

    it("delays each call", async () => {
      await withEndpoint({ latencyMs: 150 }, async (slow) => {
        const time = async () => {
          const start = performance.now();
          await post({ queries: [{ query: "SELECT 1" }, { query: "SELECT 2" }] }, raw, slow.url);
          return performance.now() - start;
        };
        expect(await time()).toBeGreaterThanOrEqual(149);
        slow.setLatency(300);
        expect(await time()).toBeGreaterThanOrEqual(299);
      });
    });

    it("refuses calls on demand", async () => {
      await withEndpoint({}, async (refusing) => {
        const status = async () => (await post({ query: "SELECT 1" }, raw, refusing.url)).status;
        refusing.refuse(2);
        expect([await status(), await status(), await status()]).toEqual([500, 500, 200]);
        refusing.refuse(true);
        expect([await status(), await status()]).toEqual([500, 500]);
        refusing.refuse(false);
        expect(await status()).toBe(200);
      });
    });

    it("refuses with a message that the driver passes on", async () => {
      endpoint.refuse(1);
      const error = await failure(query.query("SELECT 1"));
      expect(error.message).toMatch(/^Server error \(HTTP status 500\): .*could not connect to the database/);
    });

    it("drops a call that its client has given up before it ran", async () => {
      const table = unique("given_up");
      await query.query(`CREATE TABLE ${table} (a int)`);
      await withEndpoint({ latencyMs: 60_000 }, async (slow) => {
        const controller = new AbortController();
        const reply = fetch(slow.url, {
          method: "POST",
          body: JSON.stringify({ query: `INSERT INTO ${table} VALUES (1)` }),
          headers: { "Neon-Connection-String": subject.url },
          signal: controller.signal,
        });
        await expect.poll(() => slow.calls).toBe(1);
        controller.abort();
        await expect(reply).rejects.toThrow(/abort/i);
        // Its close waits for every call to be over, and this one would have slept for a minute.
      });
      expect((await query.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
    });
  });
});

describe("PGlite", () => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await onPglite();
  });
  afterAll(() => subject.close());

  const credentials = { user: "postgres", password: "any", database: "postgres" };

  it("queues calls, and passes over those whose client has gone away", async () => {
    const { backend } = subject;
    const order: string[] = [];
    const controller = new AbortController();
    const call = (label: string, signal = new AbortController().signal) =>
      backend.withSession(credentials, signal, async (session) => {
        order.push(`${label} begins`);
        await session.execute([bare("SELECT 1")]);
        order.push(`${label} ends`);
      });
    const first = call("first");
    const second = call("second", controller.signal);
    const third = call("third");
    controller.abort();
    await expect(second).rejects.toThrow(/abort/i);
    await Promise.all([first, third]);
    expect(order).toEqual(["first begins", "first ends", "third begins", "third ends"]);
  });

  it("rolls back a transaction whose client goes away in its midst", async () => {
    const { backend } = subject;
    const controller = new AbortController();
    const signal = new AbortController().signal;
    const transaction = backend.withSession(credentials, controller.signal, async (session) => {
      await session.execute([bare("BEGIN"), bare("CREATE TABLE never (a int)")]);
      controller.abort();
      await session.execute([bare("COMMIT")]);
    });
    await expect(transaction).rejects.toThrow(/abort/i);
    const select = backend.withSession(credentials, signal, (session) =>
      session.execute([bare("SELECT * FROM never")]),
    );
    await expect(select).rejects.toMatchObject({ fields: { code: "42P01" } });
  });

  it("does not leave a caller who became superuser in that role for the next call", async () => {
    const signal = new AbortController().signal;
    const run = (user: string, statement: string) =>
      subject.backend.withSession({ ...credentials, user }, signal, async (session) => {
        const rows: unknown[] = [];
        await session.execute([bare(statement)], (row) => rows.push(row));
        return rows;
      });
    await run("postgres", "CREATE ROLE plain LOGIN PASSWORD 'any'");
    await run("plain", "SET SESSION AUTHORIZATION postgres");
    expect(await run("plain", "SELECT session_user, current_setting('is_superuser')")).toEqual([
      ["plain", "off"],
    ]);
    expect(await run("postgres", "SELECT session_user, current_setting('is_superuser')")).toEqual([
      ["postgres", "on"],
    ]);
  });

  it("asks the superuser for a password once it has one", async () => {
    const signal = new AbortController().signal;
    const run = (password: string, statement: string) =>
      subject.backend.withSession({ ...credentials, password }, signal, (session) =>
        session.execute([bare(statement)]),
      );
    await run("whatever", "ALTER ROLE postgres PASSWORD 'secret'");
    await expect(run("whatever", "SELECT 1")).rejects.toMatchObject({ fields: { code: "28P01" } });
    await run("secret", "ALTER ROLE postgres PASSWORD NULL");
    await run("whatever", "SELECT 1");
  });
});

describe("Postgres", () => {
  let database: { url: string; drop(): Promise<void> };
  let backend: Backend;
  let endpoint: Endpoint;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    backend = openPostgres(database.url);
    endpoint = await startEndpoint({ backend });
  });
  afterAll(async () => {
    await endpoint.close();
    await backend.close();
    await database.drop();
  });

  const send = (body: object, signal: AbortSignal | null = null) =>
    fetch(endpoint.url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Neon-Connection-String": database.url },
      signal,
    });

  /** How many connections of this database run a query like `pattern`. */
  const running = (pattern: string) =>
    withClient(database.url, async (client) => {
      const { rows } = await client.query(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND query LIKE $1`,
        [pattern],
      );
      return rows[0].count;
    });

  it.each([
    ["query", { query: "SELECT pg_sleep(600), 'alone'" }, "%alone%"],
    [
      "batch",
      { queries: [{ query: "SELECT 1" }, { query: "SELECT pg_sleep(600), 'batched'" }] },
      "%batched%",
    ],
  ])("cancels the %s of a client that goes away", async (_, body, pattern) => {
    const controller = new AbortController();
    const reply = send(body, controller.signal);
    await expect.poll(() => running(pattern), { timeout: 10_000 }).toBe(1);
    controller.abort();
    await expect(reply).rejects.toThrow(/abort/i);
    await expect.poll(() => running(pattern), { timeout: 10_000 }).toBe(0);
    expect((await send({ query: "SELECT 1" })).status).toBe(200);
  });

  it("has rolled back a failed batch when its caller hears, and keeps the connection", async () => {
    const table = unique("locked");
    const narrow = openPostgres(database.url, { maxConnections: 1 });
    const other = await startEndpoint({ backend: narrow });
    const ask = async (body: object) => {
      const reply = await fetch(other.url, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Neon-Connection-String": database.url },
      });
      return reply.json();
    };
    const whichConnection = () => ask(bare("SELECT pg_backend_pid() AS pid"));
    await send(bare(`CREATE TABLE ${table} AS SELECT 1 AS a`));
    const before = await whichConnection();
    // Tables to remove, so that Postgres takes a while from its error to the end of the rollback.
    const create = `DO $$ BEGIN
      FOR n IN 1..200 LOOP EXECUTE format('CREATE TABLE ${table}_%s (a text)', n); END LOOP;
    END $$`;
    const queries = [bare(`UPDATE ${table} SET a = 2`), bare(create), bare("SELECT 1/0")];
    expect(await ask({ queries })).toMatchObject({ code: "22012" });
    expect((await send(bare(`SELECT a FROM ${table} FOR UPDATE NOWAIT`))).status).toBe(200);
    expect(await whichConnection()).toEqual(before);
    await other.close();
    await narrow.close();
  });

  it("stops a query whose response is too large", async () => {
    const limited = await startEndpoint({ backend, maxResponseBytes: 10_000 });
    const reply = await fetch(limited.url, {
      method: "POST",
      body: JSON.stringify({ query: "SELECT 'endless', generate_series(1, 1000000000000)" }),
      headers: { "Neon-Connection-String": database.url },
    });
    await limited.close();
    expect(reply.status).toBe(507);
    expect(await running("%endless%")).toBe(0);
  });

  it("serves calls side by side", async () => {
    const table = unique("races");
    await send({ query: `CREATE TABLE ${table} (a int UNIQUE)` });
    const insert = () => send({ query: `INSERT INTO ${table} VALUES (1)` });
    const statuses = (await Promise.all(Array.from({ length: 40 }, insert))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(39);
  });

  it("goes on after its connections were broken", async () => {
    expect((await send({ query: "SELECT 1" })).status).toBe(200);
    const broken = await send({ query: "SELECT pg_terminate_backend(pg_backend_pid())" });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: "57P01", severity: "FATAL" });
    expect((await send({ query: "SELECT 1" })).status).toBe(200);
  });

  it("says 500 when no database answers", async () => {
    const nowhere = openPostgres("postgres://a:b@127.0.0.1:1/c");
    const dead = await startEndpoint({ backend: nowhere });
    const reply = await fetch(dead.url, {
      method: "POST",
      body: '{"query":"SELECT 1"}',
      headers: { "Neon-Connection-String": database.url },
    });
    const health = await fetch(dead.url.replace("/sql", "/health"));
    await dead.close();
    await nowhere.close();
    expect([reply.status, health.status]).toEqual([500, 500]);
    expect(await reply.json()).toMatchObject({
      message: expect.stringMatching(/^could not connect to the database: .*ECONNREFUSED/),
    });
  });
});
