import { FixedClock } from "../../../src/infrastructure/for-tests/fixed-clock.ts";
import { InMemoryDatabase } from "../../../src/infrastructure/for-tests/in-memory-database.ts";
import { type Call, configuration, type Reply, startApi, webVtt } from "../../unit/interface/support/api.ts";

type Api = {
  call(method: string, path: string, call?: Call): Promise<Reply>;
  register(): Promise<{ key: string }>;
};

/** A user who has something of everything. */
export type Belongings = Awaited<ReturnType<typeof settle>>;

/** A server with two users. */
export type World = {
  call: Api["call"];
  own: Belongings;
  foreign: Belongings;
  /** All that is stored. */
  snapshot(): unknown;
  /** Takes back what was written since the world was made. */
  restore(): void;
};

/**
 * In memory. The clock stands still and ids count up: so ids, slugs and ETags are the same in every run, and only
 * secrets differ.
 */
export async function createWorld(): Promise<World> {
  const clock = new FixedClock(new Date("2026-01-05T09:00:00.000Z"));
  const database = new InMemoryDatabase(clock, configuration.quota);
  const api = startApi({
    clock,
    callerRepositories: (credential) => database.callerRepositories(credential),
    publicRepositories: () => database.publicRepositories(),
  });
  const users = { own: await settle(api), foreign: await settle(api) };
  const pristine = database.snapshot();
  return {
    call: api.call,
    ...users,
    snapshot: () => database.snapshot(),
    restore: () => database.restore(pristine),
  };
}

/** One more user of a server that keeps what is written, and into which nobody looks. */
export async function settleBeside(foreign: Belongings, api: Api): Promise<World> {
  return { call: api.call, own: await settle(api), foreign, snapshot: () => undefined, restore: () => {} };
}

export async function settle({ call, register }: Api) {
  const { key } = await register();
  const post = async (path: string, json?: unknown) => (await call("POST", path, { key, json })).json;
  const upload = () => post("/v1/transcripts", { title: "First steps", content: webVtt });
  const draft = async () => post("/v1/tutorials", { transcriptId: (await upload()).id });
  const { id: keyId } = await post("/v1/api-keys", { name: "Another" });
  const tutorial = await draft();
  const { headers } = await call("POST", `/v1/tutorials/${tutorial.id}/publish`, { key });
  const unpublished = await draft();
  const handle = `author-${keyId.slice(-12)}`;
  const choice = { json: { authorHandle: handle }, headers: { "If-Match": "*" } };
  const me = await call("PATCH", "/v1/me", { key, ...choice });
  if (me.status !== 200) throw new Error(me.text);
  return {
    key,
    keyId: keyId as string,
    freeTranscriptId: (await upload()).id as string,
    transcriptId: tutorial.transcriptId as string,
    tutorialId: tutorial.id as string,
    stepIds: tutorial.steps.map(({ id }: { id: string }) => id) as string[],
    slug: tutorial.slug as string,
    handle,
    draftId: unpublished.id as string,
    draftSlug: unpublished.slug as string,
    /** Of the published tutorial; all else is at its first version. */
    etag: headers.get("ETag") ?? "",
  };
}
