import { expect, it } from "vitest";
import { AuthorNotFound, HandleTaken } from "../../src/domain/exceptions/user.ts";
import { AuthorHandle } from "../../src/domain/value-objects/author-handle.ts";
import { DisplayName } from "../../src/domain/value-objects/display-name.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { type Caller, ids, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

const at = new Date("2026-03-01T10:00:00.000Z");
const later = new Date("2026-03-02T10:00:00.000Z");
const freshHandle = () => AuthorHandle.parse(`ada-${ids.next().replaceAll("-", "").slice(-30)}`);

contract("authors", (world) => {
  async function publish({ transcripts, tutorials }: Caller, when: Date) {
    const cues = someCues(3);
    const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const { id } = await tutorials.add(someTutorial(transcript, someSteps(cues, 2)), transcript);
    return tutorials.setStatus(id, "published", { at: when });
  }
  const ofAuthor = (handle: AuthorHandle) => world().publicRepositories().publishedTutorials.ofAuthor(handle);

  it("show what they have published, as it was published, the latest first", async () => {
    const caller = await registerCaller(world());
    const handle = freshHandle();
    const displayName = DisplayName.parse("Ada Lovelace");
    await caller.users.edit({ authorHandle: handle, displayName }, { at });
    const first = await publish(caller, at);
    const second = await publish(caller, later);
    await caller.tutorials.edit(first.id, { title: Title.parse("Half done"), steps: [] }, { at: later });
    const draft = await publish(caller, at);
    await caller.tutorials.setStatus(draft.id, "draft", { at });
    await publish(await registerCaller(world()), later);
    const shown = ({ title, slug, language, version, publishedAt, updatedAt, steps }: typeof first) => ({
      title,
      slug,
      language,
      version,
      publishedAt,
      updatedAt,
      stepCount: steps.length,
    });
    expect(await inOneCall(world(), () => ofAuthor(handle))).toEqual({
      displayName,
      handle,
      tutorials: [shown(second), shown(first)],
    });
  });

  it("are those who want it, for as long as they do", async () => {
    const caller = await registerCaller(world());
    const handle = freshHandle();
    await expect(ofAuthor(handle)).rejects.toThrow(AuthorNotFound);
    await caller.users.edit({ authorHandle: handle }, { at });
    expect((await ofAuthor(handle)).tutorials).toEqual([]);
    expect((await caller.users.edit({ authorHandle: null }, { at })).authorHandle).toBe(null);
    await expect(ofAuthor(handle)).rejects.toThrow(AuthorNotFound);
  });

  it("have a handle each", async () => {
    const [ada, eve] = [await registerCaller(world()), await registerCaller(world())];
    const handle = freshHandle();
    await ada.users.edit({ authorHandle: handle }, { at });
    await expect(eve.users.edit({ authorHandle: handle }, { at })).rejects.toThrow(HandleTaken);
    expect((await eve.users.get()).version).toBe(1);
    expect((await ada.users.edit({ authorHandle: handle }, { at })).version).toBe(3);
  });
});
