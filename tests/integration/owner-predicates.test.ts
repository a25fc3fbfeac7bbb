import { afterAll, beforeAll, expect, it } from "vitest";
import { ApiKeyNotFound } from "../../src/domain/exceptions/api-key.ts";
import { TranscriptNotFound } from "../../src/domain/exceptions/transcript.ts";
import { TutorialNotFound } from "../../src/domain/exceptions/tutorial.ts";
import { parseSearchQuery } from "../../src/domain/value-objects/search-query.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { Database } from "../../src/infrastructure/for-production/database.ts";
import {
  callerRepositories,
  publicRepositories,
} from "../../src/infrastructure/for-production/repositories/index.ts";
import { newKey, registerCaller } from "../contracts/support/callers.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "../contracts/support/samples.ts";
import { QUOTA, type World } from "../contracts/support/worlds.ts";
import { startDatabase } from "../support/database.ts";
import { withClient } from "../support/database-server.ts";

let started: Awaited<ReturnType<typeof startDatabase>>;
let world: World;

/** The repositories as the superuser, whom row-level security does not bind: the queries' own conditions alone. */
beforeAll(async () => {
  started = await startDatabase();
  const { adminUrl, endpoint, stop } = started;
  const database = new Database({
    databaseUrl: adminUrl,
    neonFetchEndpoint: endpoint.url,
    replica: undefined,
    databaseTimeoutMs: 30_000,
    quota: QUOTA,
  });
  world = {
    callerRepositories: (credential) => callerRepositories(database, credential),
    publicRepositories: () => publicRepositories(database),
    calls: () => endpoint.calls,
    close: stop,
  };
});
afterAll(() => world?.close());

it("row-level security does not help here", async () => {
  const seen = await withClient(started.adminUrl, async (client) => {
    await registerCaller(world);
    return (await client.query("SELECT FROM users")).rowCount;
  });
  expect(seen).toBeGreaterThan(0);
});

it("every query names the owner: what is another's is neither found, listed, changed nor cited", async () => {
  const [ada, eve] = [await registerCaller(world), await registerCaller(world)];
  const cues = someCues(3);
  const at = new Date();
  const title = Title.parse("Mine now");
  const transcript = await ada.transcripts.add(someTranscript(cues), cues, "WEBVTT");
  const tutorial = await ada.tutorials.add(someTutorial(transcript, someSteps(cues)), transcript);
  const [key] = (await ada.apiKeys.list({ limit: 1 })).items;
  if (!key) throw new Error("a user has a first key");

  const { transcripts, tutorials, apiKeys, users } = eve;
  for (const attempt of [
    () => transcripts.get(transcript.id),
    () => transcripts.getUnless(transcript.id, 9),
    () => transcripts.edit(transcript.id, { title }, { at }),
    () => transcripts.remove(transcript.id),
    () => tutorials.add(someTutorial(transcript, someSteps(cues)), transcript),
  ]) {
    await expect(attempt(), String(attempt)).rejects.toThrow(TranscriptNotFound);
  }
  for (const attempt of [
    () => tutorials.get(tutorial.id),
    () => tutorials.getUnless(tutorial.id, 9),
    () => tutorials.edit(tutorial.id, { title }, { at }),
    () => tutorials.setStatus(tutorial.id, "published", { at }),
    () => tutorials.remove(tutorial.id),
    () => tutorials.citations(tutorial.id),
    () => tutorials.acceptCitations(tutorial.id, undefined, { at }),
    () => tutorials.revisions(tutorial.id, { limit: 5 }),
    () => tutorials.revisionsOf(tutorial.id, [1]),
    () => tutorials.restore(tutorial.id, 1, { at }),
  ]) {
    await expect(attempt(), String(attempt)).rejects.toThrow(TutorialNotFound);
  }
  await expect(apiKeys.revoke(key.id, at)).rejects.toThrow(ApiKeyNotFound);
  const { key: next } = await newKey();
  await expect(apiKeys.rotate(key.id, { ...next, at, previousExpiresAt: null })).rejects.toThrow(
    ApiKeyNotFound,
  );
  const terms = parseSearchQuery("cue");
  expect((await eve.search.find(terms, {}, { limit: 1 })).items).toEqual([]);
  expect(await users.storageUse()).toEqual({ transcripts: 0, bytes: 0 });
  expect((await transcripts.list({ limit: 10 })).items).toEqual([]);
  expect((await tutorials.list({ limit: 10 })).items).toEqual([]);
  expect((await apiKeys.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([eve.key.id]);
  expect((await users.get()).id).toBe(eve.user.id);
  const { publishedTutorials } = world.publicRepositories();
  await expect(publishedTutorials.get(tutorial.slug)).rejects.toThrow(TutorialNotFound);

  await users.remove();
  expect((await ada.transcripts.get(transcript.id)).title).toBe(transcript.title);
  expect((await ada.tutorials.get(tutorial.id)).version).toBe(1);
  expect((await ada.apiKeys.list({ limit: 10 })).items.map(({ revokedAt }) => revokedAt)).toEqual([null]);
});
