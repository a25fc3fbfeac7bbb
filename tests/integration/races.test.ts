import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DomainException } from "../../src/domain/exceptions/domain-exception.ts";
import { IdempotentReplay } from "../../src/domain/exceptions/idempotency.ts";
import { DisplayName } from "../../src/domain/value-objects/display-name.ts";
import { UserId } from "../../src/domain/value-objects/ids.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { freshEmail, ids, registerCaller } from "../contracts/support/callers.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "../contracts/support/samples.ts";
import { openPostgresWorld, QUOTA, type World } from "../contracts/support/worlds.ts";
import { withClient } from "../support/database-server.ts";

let world: World & { adminUrl: string };
beforeAll(async () => {
  world = await openPostgresWorld();
});
afterAll(() => world?.close());

const cues = someCues(3);

it("erasing a user while they work fails nobody but by the domain's own exceptions", async () => {
  const unforeseen: unknown[] = [];
  for (let round = 0; round < 25; round += 1) {
    const { users, transcripts, tutorials, apiKeys } = await registerCaller(world);
    const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const tutorial = await tutorials.add(someTutorial(transcript, someSteps(cues)), transcript);
    const at = new Date();
    const calls = [
      () => users.get(),
      () => tutorials.add(someTutorial(transcript, someSteps(cues)), transcript),
      () => tutorials.add(someTutorial(transcript, someSteps(cues)), transcript),
      () => transcripts.add(someTranscript(cues), cues, "WEBVTT"),
      () => tutorials.edit(tutorial.id, { title: Title.parse("Edited") }, { at }),
      () => users.remove(),
      () => users.remove(),
      () => transcripts.remove(transcript.id),
      () => tutorials.remove(tutorial.id),
      () => tutorials.setStatus(tutorial.id, "published", { at }),
      () => apiKeys.list({ limit: 1 }),
    ];
    const results = await Promise.allSettled(calls.map((call) => call()));
    for (const result of results) {
      if (result.status === "rejected" && !(result.reason instanceof DomainException))
        unforeseen.push(result.reason);
    }
    await expect(users.get()).rejects.toThrow(/not valid/);
  }
  expect(unforeseen).toEqual([]);
});

it("an identity that makes its first calls at once is one user", async () => {
  const identity = {
    issuer: "https://login.example.com",
    subject: "at once",
    email: freshEmail(),
    displayName: DisplayName.parse("Ada"),
  };
  const first = () => world.callerRepositories({ identity, newUserId: UserId.parse(ids.next()) }).users.get();
  const users = await Promise.all(Array.from({ length: 40 }, first));
  expect(new Set(users.map(({ id }) => id)).size).toBe(1);
  await withClient(world.adminUrl, async (admin) => {
    const { rows } = await admin.query("SELECT id FROM users WHERE email = $1", [identity.email]);
    expect(rows).toEqual([{ id: users[0]?.id }]);
  });
});

it("uploads at once do not pass the quota together", async () => {
  const { transcripts, users } = await registerCaller(world);
  const uploads = Array.from({ length: QUOTA.transcripts + 20 }, () =>
    transcripts.add(someTranscript(cues), cues, "WEBVTT"),
  );
  const results = await Promise.allSettled(uploads);
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused.map(({ reason }) => reason.code)).toEqual(Array(20).fill("quota_exceeded"));
  expect((await users.storageUse()).transcripts).toBe(QUOTA.transcripts);
});

it("an idempotency key is free again after a day, and goes with its user", async () => {
  const { user, users, transcripts } = await registerCaller(world);
  const once = { keyDigest: ids.next(), fingerprint: "f", reply: "r" };
  const admin = new pg.Client(world.adminUrl);
  await admin.connect();
  try {
    await transcripts.add(someTranscript(cues), cues, "WEBVTT", once);
    const age = (interval: string) =>
      admin.query("UPDATE idempotency_keys SET created_at = now() - $1::interval WHERE scope = $2", [
        interval,
        user.id,
      ]);
    await age("23 hours 59 minutes");
    await expect(transcripts.add(someTranscript(cues), cues, "WEBVTT", once)).rejects.toThrow(
      IdempotentReplay,
    );
    await age("24 hours 1 minute");
    await transcripts.add(someTranscript(cues), cues, "WEBVTT", once);
    expect((await transcripts.list({ limit: 10 })).items).toHaveLength(2);
    const count = async () =>
      (await admin.query("SELECT count(*)::int AS n FROM idempotency_keys WHERE scope = $1", [user.id]))
        .rows[0].n;
    expect(await count()).toBe(1);
    await users.remove();
    expect(await count()).toBe(0);
  } finally {
    await admin.end();
  }
});

it("keys that are past are removed by other creations, whoever makes them", async () => {
  const [first, second] = [await registerCaller(world), await registerCaller(world)];
  const admin = new pg.Client(world.adminUrl);
  await admin.connect();
  try {
    const once = () => ({ keyDigest: ids.next(), fingerprint: "f", reply: "r" });
    for (let nth = 0; nth < 3; nth += 1)
      await first.transcripts.add(someTranscript(cues), cues, "WEBVTT", once());
    await admin.query(
      "UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE scope = $1",
      [first.user.id],
    );
    await second.transcripts.add(someTranscript(cues), cues, "WEBVTT", once());
    const { rows } = await admin.query("SELECT scope FROM idempotency_keys WHERE scope = ANY ($1)", [
      [first.user.id, second.user.id],
    ]);
    expect(rows).toEqual([{ scope: second.user.id }]);
  } finally {
    await admin.end();
  }
});
