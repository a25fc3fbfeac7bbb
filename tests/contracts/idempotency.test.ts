import { describe, expect, it } from "vitest";
import { IdempotencyKeyReused, IdempotentReplay } from "../../src/domain/exceptions/idempotency.ts";
import { EmailTaken } from "../../src/domain/exceptions/user.ts";
import { newUser } from "../../src/domain/models/user.ts";
import { DisplayName } from "../../src/domain/value-objects/display-name.ts";
import { UserId } from "../../src/domain/value-objects/ids.ts";
import { freshEmail, ids, newKey, now, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

contract("a creation with an idempotency key", (world) => {
  const attempt = (keyDigest = ids.next(), fingerprint = "the request", reply = "the reply") => ({
    keyDigest,
    fingerprint,
    reply,
  });
  const cues = someCues(3);

  it("is made once, and answered again in one call", async () => {
    const { transcripts } = await registerCaller(world());
    const once = attempt();
    const added = await inOneCall(world(), () => transcripts.add(someTranscript(cues), cues, "WEBVTT", once));
    const replay = await inOneCall(world(), () =>
      transcripts
        .add(someTranscript(cues), cues, "WEBVTT", { ...once, reply: "another reply" })
        .catch((error) => error),
    );
    expect(replay).toBeInstanceOf(IdempotentReplay);
    expect(replay.reply).toBe("the reply");
    expect((await transcripts.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([added.id]);
  });

  it("is refused where the key was used for another request", async () => {
    const { transcripts } = await registerCaller(world());
    const once = attempt();
    await transcripts.add(someTranscript(cues), cues, "WEBVTT", once);
    const other = transcripts.add(someTranscript(cues), cues, "WEBVTT", {
      ...once,
      fingerprint: "another request",
    });
    await expect(other).rejects.toThrow(IdempotencyKeyReused);
    expect((await transcripts.list({ limit: 10 })).items).toHaveLength(1);
  });

  it("does not meet another caller's", async () => {
    const once = attempt();
    for (const { transcripts } of [await registerCaller(world()), await registerCaller(world())]) {
      await transcripts.add(someTranscript(cues), cues, "WEBVTT", once);
      expect((await transcripts.list({ limit: 10 })).items).toHaveLength(1);
    }
  });

  it("leaves nothing where it fails, so that it can be tried again", async () => {
    const { registration } = world().publicRepositories();
    const taken = freshEmail();
    const user = (email = taken) =>
      newUser({ id: UserId.parse(ids.next()), email, displayName: DisplayName.parse("Ada") }, now());
    await registration.register(user(), (await newKey()).key);
    const once = attempt();
    await expect(registration.register(user(), (await newKey()).key, once)).rejects.toThrow(EmailTaken);
    await registration.register(user(freshEmail()), (await newKey()).key, once);
    await expect(registration.register(user(freshEmail()), (await newKey()).key, once)).rejects.toThrow(
      IdempotentReplay,
    );
  });

  it("has one effect for many callers at once, and one reply", async () => {
    const { transcripts } = await registerCaller(world());
    const once = attempt();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, nth) =>
        transcripts.add(someTranscript(cues), cues, "WEBVTT", { ...once, reply: `reply ${nth}` }),
      ),
    );
    const made = results.findIndex(({ status }) => status === "fulfilled");
    const replies = results.flatMap((result) => (result.status === "rejected" ? [result.reason.reply] : []));
    expect(replies).toEqual(Array(19).fill(`reply ${made}`));
    expect((await transcripts.list({ limit: 100 })).items).toHaveLength(1);
  });

  describe.each(["an API key", "a tutorial"] as const)("of %s", (what) => {
    it("is made once", async () => {
      const { apiKeys, transcripts, tutorials } = await registerCaller(world());
      const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const once = attempt();
      const create = async () =>
        what === "an API key"
          ? apiKeys.add((await newKey()).key, once)
          : tutorials.add(someTutorial(transcript, someSteps(cues)), transcript, once);
      await create();
      await expect(create()).rejects.toThrow(IdempotentReplay);
      const counts = [
        (await apiKeys.list({ limit: 10 })).items.length,
        (await tutorials.list({ limit: 10 })).items.length,
      ];
      expect(counts).toEqual(what === "an API key" ? [2, 0] : [1, 1]);
    });
  });
});
