import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiRole } from "../../src/domain/models/tenancy.ts";
import { LanguageTag } from "../../src/domain/value-objects/language-tag.ts";
import { limits } from "../../src/domain/value-objects/limits.ts";
import { parseSearchQuery } from "../../src/domain/value-objects/search-query.ts";
import { type Caller, registerCaller } from "../contracts/support/callers.ts";
import { someSteps, someTranscript, someTutorial } from "../contracts/support/samples.ts";
import { openPostgresWorld, type World } from "../contracts/support/worlds.ts";
import { withClient } from "../support/database-server.ts";
import { cuesOf } from "../support/fixtures.ts";

let world: World & { adminUrl: string };
beforeAll(async () => {
  world = await openPostgresWorld();
});
afterAll(() => world?.close());

const find = async ({ search }: Pick<Caller, "search">, query: string) =>
  (await search.find(parseSearchQuery(query), {}, { limit: 50 })).items;

async function add({ transcripts }: Caller, language: string | null, ...texts: string[]) {
  const cues = cuesOf(...texts);
  const tag = language === null ? null : LanguageTag.parse(language);
  return transcripts.add({ ...someTranscript(cues), language: tag }, cues, "WEBVTT");
}

describe("words in their other forms", () => {
  it.each([
    ["en", "She was installing the packages", ["install", "installed package", "Installs"], ["uninstall"]],
    ["en-GB", "The organisation of it all", ["organisations"], []],
    ["de-AT", "Wir öffnen die Häuser", ["Haus"], []],
    ["fr", "Nous ouvrons les fenêtres", ["fenêtre"], ["porte"]],
    ["es", "Abriendo las ventanas", ["ventana"], []],
    ["ru", "Откройте новые окна", ["новое окно"], []],
    ["tr", "Pencereleri açın", ["pencere"], []],
  ])("are found by the transcript's language (%s: %s)", async (language, text, queries, others) => {
    const caller = await registerCaller(world);
    await add(caller, language, text);
    for (const query of queries) expect([query, (await find(caller, query)).length]).toEqual([query, 1]);
    for (const query of others) expect([query, (await find(caller, query)).length]).toEqual([query, 0]);
  });

  it("are marked where they stand", async () => {
    const caller = await registerCaller(world);
    await add(caller, "en", "Packages are installed here.");
    const [found] = await find(caller, "package install");
    expect(found?.snippet.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual([
      "Packages",
      "installed",
    ]);
  });

  it("are not found in quotes, nor where the language is not known", async () => {
    const caller = await registerCaller(world);
    await add(caller, "en", "She was installing it.");
    await add(caller, null, "She was installing it, too.");
    expect(await find(caller, '"install it"')).toEqual([]);
    expect(await find(caller, "install")).toHaveLength(1);
    expect(await find(caller, "installing")).toHaveLength(2);
    expect(await find(caller, "instal*")).toHaveLength(2);
  });

  it("follow the language when it is changed", async () => {
    const caller = await registerCaller(world);
    const { id } = await add(caller, null, "She was installing it.");
    expect(await find(caller, "install")).toEqual([]);
    await caller.transcripts.edit(id, { language: LanguageTag.parse("en") }, { at: new Date() });
    expect(await find(caller, "install")).toHaveLength(1);
  });

  it("include those that others leave out as too common", async () => {
    const caller = await registerCaller(world);
    await add(caller, "en", "To be or not to be, that is it.");
    expect(await find(caller, '"to be or not to be"')).toHaveLength(1);
    expect(await find(caller, "the")).toEqual([]);
  });
});

describe("the partitions", () => {
  let client: pg.Client;
  let owner: string;
  let transcript: string;
  let tutorial: string;

  beforeAll(async () => {
    const caller = await registerCaller(world);
    const texts = ["Open the lid.", "Pour the water.", "Close the lid."];
    const cited = await add(caller, "en", ...texts);
    owner = caller.user.id;
    transcript = (await add(caller, "en", ...texts)).id;
    tutorial = (await caller.tutorials.add(someTutorial(cited, someSteps(cuesOf(...texts))), cited)).id;
    client = new pg.Client(world.adminUrl);
    await client.connect();
    await client.query("SELECT set_config('cueprint.caller_id', $1, false)", [owner]);
  });
  afterAll(() => client?.end());

  /** Those that a statement locks, with its functions, triggers and cascades: whatever it reads, and what it is planned for. */
  async function partitionsLocked(statement: string): Promise<string[]> {
    await client.query("BEGIN");
    try {
      await client.query(statement);
      const { rows } = await client.query(
        `SELECT DISTINCT relname FROM pg_locks JOIN pg_class ON pg_class.oid = relation
        WHERE pid = pg_backend_pid() AND relispartition AND relkind = 'r'`,
      );
      return rows.map(({ relname }) => relname);
    } finally {
      await client.query("ROLLBACK");
    }
  }

  it.each<[string, () => string]>([
    [
      "a search",
      () =>
        `SELECT FROM search_entries_of_caller('[{"kind": "word", "text": "lid"}]', null, null, null, null, null, 9, 9)`,
    ],
    [
      "an upload",
      () => `INSERT INTO cues (owner_id, transcript_id, position, start_ms, end_ms, text)
        SELECT owner_id, transcript_id, position + 3, start_ms, end_ms, text
        FROM cues WHERE transcript_id = '${transcript}'`,
    ],
    [
      "another language",
      () => `UPDATE transcripts SET language = 'fr', version = 2 WHERE id = '${transcript}'`,
    ],
    ["other steps", () => `UPDATE tutorials SET steps = steps - 1, version = 2 WHERE id = '${tutorial}'`],
    ["the end of a cue", () => `DELETE FROM cues WHERE transcript_id = '${transcript}' AND position = 3`],
    ["the end of a transcript", () => `DELETE FROM transcripts WHERE id = '${transcript}'`],
    ["the end of a tutorial", () => `DELETE FROM tutorials WHERE id = '${tutorial}'`],
    ["the end of a user", () => `DELETE FROM users WHERE id = '${owner}'`],
  ])("are left alone by %s, but for the owner's", async (_, statement) => {
    const { rows } = await client.query(
      "SELECT DISTINCT tableoid::regclass::text AS name FROM search_entries WHERE owner_id = $1",
      [owner],
    );
    const own = rows.map(({ name }) => name);
    expect(own).toHaveLength(1);
    // At the sixth time, Postgres would try a plan for all owners.
    for (let time = 1; time <= 7; time += 1) expect(await partitionsLocked(statement())).toEqual(own);
  });
});

describe("the index", () => {
  /** Cues per transcript, of words by a law like that of natural language, and one that is said once in all of them. */
  const CUES = 1_000;
  const TRANSCRIPTS = 1_000;
  let client: pg.Client;
  let owner: Caller;
  let neighbour: Caller;

  beforeAll(async () => {
    [owner, neighbour] = [await registerCaller(world), await registerCaller(world)];
    client = new pg.Client(world.adminUrl);
    await client.connect();
    await client.query("SET maintenance_work_mem = '256MB'");
  }, 30_000);
  afterAll(() => client?.end());

  /** Ten thousand cues that follow each other, with their words: to make a million of them takes too long. */
  async function makePool(): Promise<void> {
    await client.query(`CREATE TABLE pool AS
      SELECT n, text, search_cue_words(plain, lead(plain) OVER following, stems, lead(stems) OVER following) AS words
      FROM (
        SELECT n, (SELECT string_agg('word' || floor(2000 * power(random(), 4))::int, ' ') FROM generate_series(1, 8 + 0 * n)) AS text
        FROM generate_series(0, 9999) AS n
      ) AS said CROSS JOIN LATERAL search_words('cueprint_english', text)
      WINDOW following AS (ORDER BY n)`);
    await client.query("CREATE UNIQUE INDEX ON pool (n)");
    await client.query("ANALYZE pool");
  }

  /** Stores transcripts `from` to `to` of a user, past the triggers; in the seventh a word is said once. */
  async function fill(user: Caller, from: number, to: number): Promise<void> {
    await client.query("DROP INDEX search_entries_words_index");
    await client.query("ALTER TABLE cues DISABLE TRIGGER ALL");
    await client.query("DROP TABLE IF EXISTS made");
    await client.query("CREATE TABLE made (at int, id uuid)");
    await client.query(
      "INSERT INTO made SELECT at, gen_random_uuid() FROM generate_series($1::int, $2::int) AS at",
      [from, to],
    );
    await client.query(
      `INSERT INTO transcripts (id, owner_id, title, language, format, content_hash, content_bytes, cue_count, duration_ms,
        import_report, version, created_at, updated_at)
      SELECT id, $1, 'Filler ' || at, 'en', 'webvtt', repeat('a', 64), 1, $2, 0, '{}', 1, now(), now() FROM made`,
      [user.user.id, CUES],
    );
    const said = `made, generate_series(1, $2::int) AS position JOIN pool ON true
      WHERE pool.n = (made.at * 7919 + position) % 10000`;
    await client.query(
      `INSERT INTO cues (owner_id, transcript_id, position, start_ms, end_ms, text)
      SELECT $1, made.id, position, position * 1000, position * 1000 + 900, pool.text FROM ${said}`,
      [user.user.id, CUES],
    );
    await client.query(
      `INSERT INTO search_entries (owner_id, transcript_id, position, words)
      SELECT $1, made.id, position, search_scope($1, made.id) || pool.words
        || CASE WHEN made.at = 7 AND position = 500 THEN 'quetzalcoatl:99B'::tsvector ELSE '' END
      FROM ${said}`,
      [user.user.id, CUES],
    );
    await client.query("ALTER TABLE cues ENABLE TRIGGER ALL");
    await client.query("CREATE INDEX search_entries_words_index ON search_entries USING gin (words)");
    await client.query("VACUUM ANALYZE search_entries, cues, transcripts");
  }

  /** Runs a search as the API's role, and gives its plans and the buffers that the whole statement touched. */
  async function explain(
    user: Caller,
    query: string,
  ): Promise<{ plans: string; buffers: number; found: number }> {
    return withClient(world.adminUrl, async (session) => {
      const plans: string[] = [];
      session.on("notice", ({ message }) => plans.push(message ?? ""));
      for (const setting of [
        "LOAD 'auto_explain'",
        "SET auto_explain.log_min_duration = 0",
        "SET auto_explain.log_nested_statements = on",
        "SET auto_explain.log_level = notice",
        "SET client_min_messages = notice",
        `SET SESSION AUTHORIZATION ${apiRole.name}`,
        "BEGIN",
      ])
        await session.query(setting);
      await session.query("SELECT set_config('cueprint.caller_id', $1, true)", [user.user.id]);
      const statement = (explained: string) =>
        session.query(
          `${explained} SELECT * FROM search_entries_of_caller($1, null, null, null, null, null, 21, ${limits.rankedFinds})`,
          [JSON.stringify(parseSearchQuery(query))],
        );
      // Once before, so that catalogues are in the session's own cache.
      const { rowCount } = await statement("");
      const { rows } = await statement("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)");
      const plan = rows[0]["QUERY PLAN"][0].Plan;
      const rights = await session.query(
        "SELECT current_user, row_security_active('search_entries') AS active",
      );
      expect(rights.rows).toEqual([{ current_user: apiRole.name, active: true }]);
      await session.query("ROLLBACK");
      return {
        plans: plans.join("\n"),
        buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        found: rowCount ?? 0,
      };
    });
  }

  it("is what a search reads, and what a rare word costs hardly grows from 10,000 cues to 1,000,000", async () => {
    await makePool();
    await fill(owner, 1, 10);
    const small = await explain(owner, "quetzalcoatl");
    expect(small.found).toBe(1);
    const few = await explain(owner, "word3 -word1");
    expect(few.found).toBeGreaterThan(0);
    await fill(owner, 11, TRANSCRIPTS / 2);
    await fill(neighbour, 1001, 1000 + TRANSCRIPTS / 2);
    const large = await explain(owner, "quetzalcoatl");
    expect(large.found).toBe(1);
    expect(large.plans).toMatch(/Bitmap Index Scan on search_entries_\d+_words_idx/);
    expect(large.plans).not.toMatch(/Seq Scan on (search_entries|cues|transcripts)/);
    expect(large.buffers).toBeLessThan(3 * small.buffers);
    console.info(`A rare word: ${small.buffers} buffers in 10,000 cues, ${large.buffers} in 1,000,000`);
  }, 240_000);
});
