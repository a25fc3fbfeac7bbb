import { describe, expect, it } from "vitest";
import { changeTutorialStatus } from "../../../src/application/change-tutorial-status.ts";
import {
  TutorialNotFound,
  TutorialNotPublishable,
  TutorialVersionStale,
} from "../../../src/domain/exceptions/tutorial.ts";
import type { Step } from "../../../src/domain/models/tutorial.ts";
import { someTutorial, stepCiting } from "../../support/fixtures.ts";
import { startWorldWithTranscript, teaCues } from "./support/world.ts";

async function start(steps: Step[] = [stepCiting(teaCues, 1)]) {
  const world = await startWorldWithTranscript();
  const tutorial = await world.tutorials.add(someTutorial(world.transcript, steps), world.transcript);
  const change = (status: "draft" | "published", expectedVersion?: number) =>
    changeTutorialStatus(world, { id: tutorial.id, status, expectedVersion });
  const stored = () => world.tutorials.get(tutorial.id);
  return { ...world, tutorial, change, stored };
}

describe("publishing a tutorial", () => {
  it("shows it to everybody", async () => {
    const { change, stored, tutorial, publishedTutorials, clock } = await start();
    clock.advance(60_000);
    await change("published");
    const published = await publishedTutorials.get(tutorial.slug);
    expect(await stored()).toMatchObject(published);
    expect(published).toMatchObject({
      status: "published",
      version: 2,
      publishedAt: clock.now(),
      updatedAt: clock.now(),
      steps: tutorial.steps,
    });
  });

  it("changes nothing the second time", async () => {
    const { change, stored, clock } = await start();
    await change("published");
    const { mediaUrl, ...before } = await stored();
    clock.advance(60_000);
    expect(await change("published")).toEqual(before);
    expect(await stored()).toEqual({ ...before, mediaUrl });
  });

  it.each([
    ["without steps", []],
    ["with a step that cites nothing", [{ ...stepCiting(teaCues, 1), citations: [] }]],
  ])("is refused %s, and it stays a draft", async (_, steps) => {
    const { change, stored, tutorial, publishedTutorials } = await start(steps);
    await expect(change("published")).rejects.toThrow(TutorialNotPublishable);
    expect(await stored()).toMatchObject(tutorial);
    await expect(publishedTutorials.get(tutorial.slug)).rejects.toThrow(TutorialNotFound);
  });
});

describe("taking a tutorial back", () => {
  it("hides it from everybody but its owner", async () => {
    const { change, stored, tutorial, publishedTutorials, clock } = await start();
    await change("published");
    clock.advance(60_000);
    await change("draft");
    await expect(publishedTutorials.get(tutorial.slug)).rejects.toThrow(TutorialNotFound);
    expect(await stored()).toMatchObject({
      status: "draft",
      version: 3,
      publishedAt: null,
      updatedAt: clock.now(),
      steps: tutorial.steps,
    });
  });

  it("changes nothing in a draft", async () => {
    const { change, stored } = await start();
    const { mediaUrl, ...before } = await stored();
    expect(await change("draft")).toEqual(before);
    expect(await stored()).toEqual({ ...before, mediaUrl });
  });
});

describe.each(["draft", "published"] as const)("changing a tutorial's status to %s", (status) => {
  const other = status === "draft" ? "published" : "draft";

  it("is done at the version that the caller has seen", async () => {
    const { change, stored } = await start();
    await change("published");
    await change(other);
    const before = await stored();
    await expect(change(status, before.version - 1)).rejects.toThrow(TutorialVersionStale);
    await expect(change(status, before.version + 1)).rejects.toThrow(TutorialVersionStale);
    expect(await stored()).toEqual(before);
    await change(status, before.version);
    expect(await stored()).toMatchObject({ status, version: before.version + 1 });
  });

  it("does not reach another user's tutorial", async () => {
    const { change, stored, tutorial, register, clock } = await start();
    await change(other);
    const before = await stored();
    const { tutorials } = await register("eve@example.com");
    const changing = changeTutorialStatus({ tutorials, clock }, { id: tutorial.id, status });
    await expect(changing).rejects.toThrow(TutorialNotFound);
    expect(await stored()).toEqual(before);
  });
});
