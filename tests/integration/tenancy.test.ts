import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiRole } from "../../src/domain/models/tenancy.ts";
import { registerCaller } from "../contracts/support/callers.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "../contracts/support/samples.ts";
import { openPostgresWorld, type World } from "../contracts/support/worlds.ts";

const tables = ["users", "api_keys", "transcripts", "cues", "tutorials"] as const;

/** The second belt alone: what the API's role can do with SQL of its own, past all that the repositories say. */
describe("row-level security", () => {
  let world: World & { databaseUrl: string };
  let client: pg.Client;
  let ada: string;
  let eve: string;
  let slug: string;

  beforeAll(async () => {
    world = await openPostgresWorld();
    const [first, second] = [await registerCaller(world), await registerCaller(world)];
    for (const { transcripts, tutorials } of [first, second]) {
      const cues = someCues(3);
      const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const tutorial = await tutorials.add(someTutorial(transcript, someSteps(cues, 1)), transcript);
      slug = (await tutorials.setStatus(tutorial.id, "published", { at: new Date() })).slug;
      await tutorials.add(someTutorial(transcript, someSteps(cues, 1)), transcript);
    }
    ada = first.user.id;
    eve = second.user.id;
    client = new pg.Client(world.databaseUrl);
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await world?.close();
  });

  /** Runs SQL as the API's role for a caller, and takes everything back. */
  async function as<Result>(caller: string | undefined, run: () => Promise<Result>): Promise<Result> {
    await client.query("BEGIN");
    try {
      if (caller !== undefined)
        await client.query("SELECT set_config('cueprint.caller_id', $1, true)", [caller]);
      return await run();
    } finally {
      await client.query("ROLLBACK");
    }
  }
  const count = async (table: string) =>
    Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0].count);
  const sqlState = (statement: string, parameters: unknown[] = []) =>
    client.query(statement, parameters).then(
      () => undefined,
      (error: { code: string }) => error.code,
    );

  it.each(tables)("shows a caller their own %s, and leaves another's out of reach", async (table) => {
    const own = { users: 1, api_keys: 1, transcripts: 1, cues: 3, tutorials: 2 }[table];
    const owner = table === "users" ? "id" : "owner_id";
    await as(ada, async () => {
      expect(await count(table)).toBe(own);
      expect((await client.query(`SELECT FROM ${table} WHERE ${owner} = $1`, [eve])).rowCount).toBe(0);
      const touched = await client.query(`UPDATE ${table} SET ${owner} = ${owner} WHERE ${owner} = $1`, [
        eve,
      ]);
      expect(touched.rowCount).toBe(0);
      expect((await client.query(`DELETE FROM ${table} WHERE ${owner} = $1`, [eve])).rowCount).toBe(0);
    });
  });

  it.each(tables)("shows nothing of %s where nobody is the caller, but what is published", async (table) => {
    await as(undefined, async () => {
      expect(await count(table)).toBe(table === "tutorials" ? 2 : 0);
      const touched = await client.query(`DELETE FROM ${table}`);
      expect(touched.rowCount).toBe(0);
    });
  });

  it("shows anybody the revision that is published, and no other; callers their own alone", async () => {
    const versions = async () =>
      (await client.query("SELECT version, media_url FROM tutorial_revisions WHERE slug = $1", [slug])).rows;
    const mediaUrl = "https://example.com/recording.mp4";
    expect(await as(undefined, versions)).toEqual([{ version: 2, media_url: mediaUrl }]);
    const all = "SELECT DISTINCT owner_id FROM tutorial_revisions";
    expect(await as(eve, async () => (await client.query(all)).rows)).toEqual([{ owner_id: eve }]);
  });

  it.each([
    "UPDATE tutorial_revisions SET title = 'Another'",
    "DELETE FROM tutorial_revisions",
    "INSERT INTO tutorial_revisions SELECT * FROM tutorial_revisions",
  ])("lets nobody change a revision: %s", async (statement) => {
    await as(eve, async () => {
      await expect(client.query(statement)).rejects.toThrow(/permission denied/);
    });
  });

  it("lets a caller write nothing in another's name", async () => {
    const statements: [string, unknown[]][] = [
      [
        "INSERT INTO api_keys SELECT gen_random_uuid(), $1, name, hint, repeat('0', 64), scopes, created_at FROM api_keys",
        [eve],
      ],
      ["UPDATE transcripts SET owner_id = $1, version = version + 1", [eve]],
      ["UPDATE tutorials SET owner_id = $1, version = version + 1", [eve]],
      ["UPDATE users SET id = $1, version = version + 1", ["01900000-0000-7000-8000-000000000001"]],
    ];
    for (const [statement, parameters] of statements) {
      expect([statement, await as(ada, () => sqlState(statement, parameters))]).toEqual([statement, "42501"]);
    }
  });

  it("binds the API's role, which can neither bypass it nor change the schema", async () => {
    const { rows } = await client.query(
      "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user",
    );
    expect(rows).toEqual([
      {
        rolname: apiRole.name,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
      },
    ]);
    const owned = await client.query("SELECT relname FROM pg_class WHERE relowner = current_user::regrole");
    expect(owned.rows).toEqual([]);
    const forbidden = [
      "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
      "DROP POLICY users_own ON users",
      "CREATE TABLE public.mine (id integer)",
      "CREATE OR REPLACE FUNCTION caller_id() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()'",
      "TRUNCATE cues",
      "ALTER TABLE users ADD COLUMN mine text",
      "DROP TABLE cues",
      "SET ROLE postgres",
      "CREATE ROLE mine",
    ];
    for (const statement of forbidden) {
      expect([statement, await as(ada, () => sqlState(statement))]).toEqual([statement, "42501"]);
    }
    expect(await as(ada, () => sqlState("SET row_security = off"))).toBeUndefined();
    const withoutPolicies = await as(ada, async () => {
      await client.query("SET row_security = off");
      return sqlState("SELECT FROM users");
    });
    expect(withoutPolicies).toBe("42501");
  });

  it("counts what a user stores where the user cannot touch it, and shows it to nobody else", async () => {
    await as(ada, async () => {
      expect((await client.query("SELECT owner_id FROM storage_use")).rows).toEqual([{ owner_id: ada }]);
    });
    for (const statement of [
      "UPDATE storage_use SET bytes = 0",
      "DELETE FROM storage_use",
      "SELECT FROM identities",
      "SELECT FROM search_entries",
      "SELECT FROM search_entries_0",
      "SELECT FROM idempotency_keys",
    ]) {
      expect([statement, await as(ada, () => sqlState(statement))]).toEqual([statement, "42501"]);
    }
  });

  it("is on for every table and partition, whether the API's role may read it or not", async () => {
    const { rows } = await client.query(`
      SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND NOT relrowsecurity`);
    expect(rows).toEqual([]);
  });
});
