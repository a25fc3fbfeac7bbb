import { neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "../../neon-endpoint/backends/postgres.ts";
import { type Endpoint, startEndpoint } from "../../neon-endpoint/endpoint.ts";
import { apiRoleUrl, letApiRoleIn } from "../../scripts/local/api-role.ts";
import { createProductionApp } from "../../src/production-app.ts";
import { withClient } from "../support/database-server.ts";
import { startReplicatedPostgres } from "../support/embedded-postgres.ts";

const content =
  "WEBVTT\n\n00:01.000 --> 00:04.000\nOpen the terminal.\n\n00:05.000 --> 00:09.000\nRun the build.\n";

/** Postgres and a standby that follows it, each behind an endpoint of its own. */
describe("with a read replica", () => {
  let postgres: Awaited<ReturnType<typeof startReplicatedPostgres>>;
  let endpoints: { primary: Endpoint; replica: Endpoint };
  let app: ReturnType<typeof createProductionApp>;
  const closers: (() => Promise<void>)[] = [];
  let users = 0;

  beforeAll(async () => {
    postgres = await startReplicatedPostgres(["fsync=off", "max_connections=40"], (url) =>
      withClient(url, async (client) => {
        await migrate(drizzle(client), { migrationsFolder: "migrations" });
        await client.query(letApiRoleIn(apiRoleUrl(url)));
      }),
    );
    closers.push(postgres.stop);
    const open = async (url: string) => {
      const backend = openPostgres(url, { maxConnections: 5 });
      const endpoint = await startEndpoint({ backend });
      closers.push(
        () => endpoint.close(),
        () => backend.close(),
      );
      return endpoint;
    };
    endpoints = { primary: await open(postgres.url), replica: await open(postgres.replicaUrl) };
    app = createProductionApp(
      {
        DATABASE_URL: apiRoleUrl(postgres.url),
        NEON_FETCH_ENDPOINT: endpoints.primary.url,
        // The role's password is made from the owner's, which both have.
        DATABASE_REPLICA_URL: apiRoleUrl(postgres.replicaUrl),
        NEON_REPLICA_FETCH_ENDPOINT: endpoints.replica.url,
      },
      {},
    );
  });
  afterAll(async () => {
    neonConfig.fetchEndpoint = () => expect.unreachable("the replica's test is over");
    for (const close of closers.reverse()) await close();
  });
  afterEach(resume);

  const onReplica = (sql: string) => withClient(postgres.replicaUrl, (client) => client.query(sql));
  async function pause(): Promise<void> {
    await caughtUp();
    await onReplica("SELECT pg_wal_replay_pause()");
    await expect
      .poll(async () => (await onReplica("SELECT pg_get_wal_replay_pause_state() AS state")).rows[0].state)
      .toBe("paused");
  }
  async function resume(): Promise<void> {
    await onReplica("SELECT pg_wal_replay_resume()");
    await caughtUp();
  }
  async function caughtUp(): Promise<void> {
    const { rows } = await withClient(postgres.url, async (client) => {
      // A record that everything before it has been written out.
      await client.query("CHECKPOINT");
      return client.query("SELECT pg_current_wal_flush_lsn()::text AS position");
    });
    await expect
      .poll(
        async () =>
          (await onReplica(`SELECT pg_last_wal_replay_lsn() >= '${rows[0].position}' AS done`)).rows[0].done,
      )
      .toBe(true);
  }

  type Options = { key?: string; json?: unknown; bookmark?: string | null; headers?: Record<string, string> };
  /** What is answered, and how many calls that has cost on either database. */
  async function call(method: string, path: string, { key, json, bookmark, headers }: Options = {}) {
    const before = [endpoints.primary.calls, endpoints.replica.calls];
    const response = await app.request(path, {
      method,
      headers: {
        "If-Match": "*",
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...(bookmark && { "Cueprint-Bookmark": bookmark }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    const [primary = 0, replica = 0] = before;
    return {
      status: response.status,
      bookmark: response.headers.get("Cueprint-Bookmark"),
      body: text === "" ? undefined : JSON.parse(text),
      cost: { primary: endpoints.primary.calls - primary, replica: endpoints.replica.calls - replica },
    };
  }

  async function register(): Promise<string> {
    users += 1;
    const { body } = await call("POST", "/v1/users", {
      json: { email: `u${users}@example.com`, displayName: "Ada" },
    });
    return body.apiKey.secret;
  }

  async function publish(key: string) {
    const transcript = await call("POST", "/v1/transcripts", { key, json: { title: "First", content } });
    const tutorial = await call("POST", "/v1/tutorials", { key, json: { transcriptId: transcript.body.id } });
    const { body, bookmark } = await call("POST", `/v1/tutorials/${tutorial.body.id}/publish`, {
      key,
      json: {},
    });
    return { transcript: transcript.body, tutorial: body, bookmark };
  }

  const PRIMARY = { primary: 1, replica: 0 };
  const REPLICA = { primary: 0, replica: 1 };
  const BOTH = { primary: 1, replica: 1 };

  it("a caller's call costs one call of the primary, and tells how far it had come", async () => {
    const key = await register();
    const created = await call("POST", "/v1/transcripts", { key, json: { title: "First", content } });
    const read = await call("GET", `/v1/transcripts/${created.body.id}`, { key });
    expect([created, read]).toMatchObject([
      { status: 201, cost: PRIMARY, bookmark: expect.stringMatching(/^\d+$/) },
      { status: 200, cost: PRIMARY, bookmark: expect.stringMatching(/^\d+$/) },
    ]);
  });

  it("a caller's own writes stay visible while the replica stands still, and it answers when it has them", async () => {
    const key = await register();
    await pause();
    const { body, bookmark } = await call("POST", "/v1/transcripts", {
      key,
      json: { title: "First", content },
    });
    const path = `/v1/transcripts/${body.id}`;
    const behind = await call("GET", path, { key, bookmark });
    expect(behind).toMatchObject({ status: 200, body: { title: "First" }, cost: BOTH });

    const renamed = await call("PATCH", path, { key, json: { title: "Second" }, bookmark });
    expect(renamed).toMatchObject({ status: 200, cost: PRIMARY });
    expect(await call("GET", path, { key, bookmark: renamed.bookmark })).toMatchObject({
      body: { title: "Second" },
    });

    await resume();
    const caught = await call("GET", path, { key, bookmark: renamed.bookmark });
    expect(caught).toMatchObject({ status: 200, body: { title: "Second" }, cost: REPLICA });
  });

  it("what a caller has read is not unread: a read's bookmark counts as a write's", async () => {
    const key = await register();
    await pause();
    const { body } = await call("POST", "/v1/transcripts", { key, json: { title: "First", content } });
    const read = await call("GET", "/v1/transcripts", { key });
    const again = await call("GET", "/v1/transcripts", { key, bookmark: read.bookmark });
    expect(again).toMatchObject({ body: { items: [{ id: body.id }] }, cost: BOTH });
  });

  it("a transaction that is still under way holds back what comes after it, not what came before", async () => {
    const key = await register();
    const before = (await call("GET", "/v1/me", { key })).bookmark;
    await withClient(postgres.url, async (other) => {
      await other.query("BEGIN; SELECT pg_current_xact_id(); CREATE TABLE under_way ();");
      const { bookmark } = await call("PATCH", "/v1/me", { key, json: { displayName: "Grace" } });
      await caughtUp();
      const after = await call("GET", "/v1/me", { key, bookmark });
      expect(after).toMatchObject({ body: { displayName: "Grace" }, cost: BOTH });
      expect(await call("GET", "/v1/me", { key, bookmark: before })).toMatchObject({ cost: REPLICA });
      await other.query("ROLLBACK");
    });
  });

  it.each([
    ["/v1/transcripts"],
    ["/v1/tutorials?status=published"],
    ["/v1/search?q=terminal"],
    ["/v1/transcripts/{transcript}"],
    ["/v1/transcripts/{transcript}/sentences"],
    ["/v1/tutorials/{tutorial}"],
    ["/v1/tutorials/{tutorial}/citations"],
    ["/v1/tutorials/{tutorial}/revisions"],
    ["/v1/api-keys"],
    ["/v1/me/usage"],
  ])("the replica answers %s as the primary does", async (template) => {
    const key = await register();
    const { transcript, tutorial, bookmark } = await publish(key);
    await caughtUp();
    const path = template.replace("{transcript}", transcript.id).replace("{tutorial}", tutorial.id);
    const fromReplica = await call("GET", path, { key, bookmark });
    const fromPrimary = await call("GET", path, { key });
    expect([fromReplica.status, fromReplica.cost, fromPrimary.cost]).toEqual([200, REPLICA, PRIMARY]);
    expect(fromReplica.body).toEqual(fromPrimary.body);
  });

  it("the replica lets nobody see what is another's", async () => {
    const key = await register();
    const { transcript } = await publish(key);
    const other = await register();
    const { bookmark } = await call("GET", "/v1/me", { key: other });
    await caughtUp();
    expect(await call("GET", `/v1/transcripts/${transcript.id}`, { key: other, bookmark })).toMatchObject({
      status: 404,
    });
    expect(await call("GET", "/v1/transcripts", { key: other, bookmark })).toMatchObject({
      body: { items: [] },
      cost: REPLICA,
    });
  });

  it("refuses there, too, a key that has been revoked or lacks the scope, and lets the primary say so", async () => {
    const key = await register();
    const narrow = await call("POST", "/v1/api-keys", {
      key,
      json: { name: "n", scopes: ["transcripts:read"] },
    });
    const secret: string = narrow.body.secret;
    await caughtUp();
    expect(await call("GET", "/v1/tutorials", { key: secret, bookmark: narrow.bookmark })).toMatchObject({
      status: 403,
      cost: BOTH,
    });
    await call("DELETE", `/v1/api-keys/${narrow.body.id}`, { key });
    await caughtUp();
    expect(await call("GET", "/v1/transcripts", { key: secret, bookmark: narrow.bookmark })).toMatchObject({
      status: 401,
      cost: BOTH,
    });
  });

  it("writes never go there", async () => {
    const key = await register();
    const { bookmark } = await publish(key);
    await caughtUp();
    const written = await call("POST", "/v1/api-keys", {
      key,
      bookmark,
      json: { name: "n", scopes: ["transcripts:read"] },
    });
    expect(written).toMatchObject({ status: 201, cost: PRIMARY });
  });

  it("public reads go there, and find on the primary what has just been published", async () => {
    const key = await register();
    await pause();
    const { tutorial } = await publish(key);
    const path = `/v1/published/${tutorial.slug}`;
    expect(await call("GET", path)).toMatchObject({ status: 200, cost: BOTH });
    await resume();
    expect(await call("GET", path)).toMatchObject({ status: 200, cost: REPLICA, bookmark: null });
    expect(await call("GET", "/v1/published/no-such-tutorial")).toMatchObject({ status: 404, cost: BOTH });
  });

  it.each(["", "0x1", "-1", "1".repeat(19), "now"])("the bookmark %j is refused", async (bookmark) => {
    const key = await register();
    const { status, body } = await call("GET", "/v1/me", {
      key,
      headers: { "Cueprint-Bookmark": bookmark },
    });
    expect([status, body.errors?.[0].pointer]).toEqual([422, "header/Cueprint-Bookmark"]);
  });

  it("a bookmark from before the database was set back is answered by the primary", async () => {
    const key = await register();
    expect(await call("GET", "/v1/me", { key, bookmark: "999999999999999999" })).toMatchObject({
      status: 200,
      cost: BOTH,
    });
  });

  it("a replica that does not answer is done without", async () => {
    const key = await register();
    const { tutorial, bookmark } = await publish(key);
    const { fetchEndpoint } = neonConfig;
    const closed = await startEndpoint({ backend: openPostgres(postgres.replicaUrl) });
    await closed.close();
    try {
      neonConfig.fetchEndpoint = (_, port) =>
        port === new URL(postgres.replicaUrl).port ? closed.url : endpoints.primary.url;
      expect(await call("GET", "/v1/me", { key, bookmark })).toMatchObject({ status: 200, cost: PRIMARY });
      expect(await call("GET", `/v1/published/${tutorial.slug}`)).toMatchObject({
        status: 200,
        cost: PRIMARY,
      });
    } finally {
      neonConfig.fetchEndpoint = fetchEndpoint;
    }
  });
});
