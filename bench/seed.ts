import pg from "pg";
import { citedCue, recordings, tutorial, upload } from "./data.ts";
import type { Keys } from "./operations.ts";

type Cueprint = { keys: Keys; tutorialId: string; slug: string; transcriptId: string };

/** Fills Cueprint through its API. `transcriptId` is the writer's, to draft from. */
export async function seedCueprint(api: string): Promise<Cueprint> {
  const register = async (name: string) => {
    const user = { email: `${name}@example.com`, displayName: name };
    const { apiKey } = await post<{ apiKey: { secret: string } }>(`${api}/v1/users`, "", user);
    return apiKey.secret;
  };
  const keys = { reader: await register("reader"), writer: await register("writer") };
  const load = (key: string, recording: object) =>
    post<{ id: string }>(`${api}/v1/transcripts`, key, { ...recording, language: "en" });

  const ids: string[] = [];
  for (const recording of recordings) ids.push((await load(keys.reader, recording)).id);
  const draft = await post<{ id: string }>(`${api}/v1/tutorials`, keys.reader, { transcriptId: ids[0] });
  const steps = tutorial.steps.map((step, at) => ({
    ...step,
    citations: [{ firstCue: citedCue(at) + 1, lastCue: citedCue(at) + 1 }],
  }));
  const address = `${api}/v1/tutorials/${draft.id}`;
  await send("PATCH", address, keys.reader, { ...tutorial, steps });
  await post(`${address}/publish`, keys.reader);
  const { id: transcriptId } = await load(keys.writer, upload);
  return { keys, tutorialId: draft.id, slug: tutorial.slug, transcriptId };
}

/** Fills the Fastify peer through its API; its users are there already. */
export async function seedFastify(
  api: string,
  { reader }: Keys,
): Promise<{ tutorialId: string; slug: string }> {
  for (const recording of recordings) await post(`${api}/v1/transcripts`, reader, recording);
  const steps = tutorial.steps.map((step, at) => ({ ...step, citations: [{ cue: citedCue(at) }] }));
  const { id } = await post<{ id: string }>(`${api}/v1/tutorials`, reader, { ...tutorial, steps });
  return { tutorialId: id, slug: tutorial.slug };
}

/** The FastAPI peer fills itself, for one user; a second one writes. */
export async function seedFastApi(databaseUrl: string, { writer }: Keys): Promise<void> {
  await onDatabase(databaseUrl, async (client) => {
    await client.query(
      `WITH made AS (INSERT INTO users (id, email, created_at)
                     VALUES (gen_random_uuid(), 'writer@example.com', now()) RETURNING id)
       INSERT INTO api_keys (hash, user_id) SELECT sha256(convert_to($1, 'UTF8')), id FROM made`,
      [writer],
    );
  });
}

/** So that no server is measured while Postgres still looks at what it was filled with. */
export async function analyze(databaseUrl: string): Promise<void> {
  await onDatabase(databaseUrl, async (client) => void (await client.query("VACUUM ANALYZE")));
}

async function onDatabase(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function post<Reply>(url: string, key: string, body?: object): Promise<Reply> {
  return send<Reply>("POST", url, key, body);
}

async function send<Reply>(method: string, url: string, key: string, body?: object): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      "Content-Type": "application/json",
      ...(key !== "" && { Authorization: `Bearer ${key}` }),
      ...(method === "PATCH" && { "If-Match": "*" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Reply;
}
