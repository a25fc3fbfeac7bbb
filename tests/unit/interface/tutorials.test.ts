import { describe, expect, it } from "vitest";
import { startApi } from "./support/api.ts";

describe("drafting a tutorial", () => {
  it("makes steps whose citations quote the cues", async () => {
    const api = startApi();
    const { key } = await api.register();
    const tutorial = await api.draft(key);
    expect(tutorial).toMatchObject({ title: "First steps", status: "draft", version: 1, publishedAt: null });
    expect(tutorial.steps.length).toBeGreaterThan(0);
    const { cues } = (await api.call("GET", `/v1/transcripts/${tutorial.transcriptId}`, { key })).json;
    for (const step of tutorial.steps) {
      expect(step.citations.length).toBeGreaterThan(0);
      for (const { firstCue, lastCue, quote, state, startMs, endMs } of step.citations) {
        const cited = cues.slice(firstCue - 1, lastCue);
        expect(quote).toBe(cited.map(({ text }: { text: string }) => text).join(" "));
        expect([startMs, endMs, state]).toEqual([cited[0].startMs, cited.at(-1).endMs, "verified"]);
      }
    }
    expect((await api.call("GET", `/v1/tutorials/${tutorial.id}`, { key })).json).toEqual(tutorial);
  });

  it("takes a title and a number of steps, or no steps at all", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id: transcriptId } = await api.upload(key);
    const two = { transcriptId, title: "Two steps", drafting: { method: "extractive", steps: 2 } };
    expect((await api.call("POST", "/v1/tutorials", { key, json: two })).json).toMatchObject({
      title: "Two steps",
      steps: [{}, {}],
    });
    const none = { transcriptId, drafting: { method: "none" } };
    expect((await api.call("POST", "/v1/tutorials", { key, json: none })).json.steps).toEqual([]);
  });

  it.each<[unknown, string]>([
    [{}, "/transcriptId"],
    [{ transcriptId: "x" }, "/transcriptId"],
    [{ transcriptId: "019a2b3c-4d5e-7f60-8123-456789abcdef", drafting: { steps: 0 } }, "/drafting/steps"],
    [
      { transcriptId: "019a2b3c-4d5e-7f60-8123-456789abcdef", drafting: { method: "magic" } },
      "/drafting/method",
    ],
  ])("refuses %j", async (json, pointer) => {
    const api = startApi();
    const { key } = await api.register();
    const reply = await api.call("POST", "/v1/tutorials", { key, json });
    expect(reply.status).toBe(422);
    expect(reply.json.errors[0].pointer).toBe(pointer);
  });

  it.each(["019a2b3c-4d5e-7f60-8123-456789abcdef", "0b0d4f8e-6d52-4bd7-8f22-2c7b6a1d3f11"])(
    "does not find the transcript %s",
    async (transcriptId) => {
      const api = startApi();
      const { key } = await api.register();
      const reply = await api.call("POST", "/v1/tutorials", { key, json: { transcriptId } });
      expect([reply.status, reply.json.code]).toEqual([404, "transcript_not_found"]);
    },
  );
});

describe("editing a tutorial", () => {
  async function drafted() {
    const api = startApi();
    const { key } = await api.register();
    const tutorial = await api.draft(key);
    const path = `/v1/tutorials/${tutorial.id}`;
    const patch = (json: unknown, version = 1) =>
      api.call("PATCH", path, { key, json, headers: { "If-Match": `"v${version}-json"` } });
    return { api, key, tutorial, path, patch };
  }
  const newStep = { title: "Say hello", body: "*Hello.*", citations: [{ firstCue: 2, lastCue: 3 }] };

  it("takes back what it has answered", async () => {
    const { tutorial, patch } = await drafted();
    const reply = await patch({ steps: tutorial.steps });
    expect(reply.status).toBe(200);
    expect(reply.json.steps).toEqual(tutorial.steps);
    expect(reply.json.version).toBe(2);
  });

  it("keeps the ids of steps, gives new ones theirs, and copies quotes and times", async () => {
    const { api, key, path, tutorial, patch } = await drafted();
    const [first] = tutorial.steps;
    const reply = await patch({
      title: "Edited",
      slug: "edited-slug",
      steps: [newStep, { ...first, body: "Changed." }],
    });
    expect(reply.json).toMatchObject({ title: "Edited", slug: "edited-slug", version: 2 });
    expect(reply.json.steps[1]).toEqual({ ...first, body: "Changed." });
    expect(reply.json.steps[0].id).toMatch(/-7/);
    expect(reply.json.steps[0].citations).toEqual([
      {
        firstCue: 2,
        lastCue: 3,
        startMs: 4_500,
        endMs: 15_000,
        quote:
          "Then log in with the account that you made before. Next, create a project and deploy it to the edge.",
        state: "verified",
      },
    ]);
    expect((await api.call("GET", path, { key })).json).toEqual(reply.json);
  });

  it.each<[string, unknown, string, string]>([
    [
      "cues that are not there",
      { firstCue: 3, lastCue: 4 },
      "citation_not_in_transcript",
      "/steps/0/citations/0",
    ],
    [
      "a quote that nobody said",
      { firstCue: 1, lastCue: 1, quote: "Never" },
      "quote_differs",
      "/steps/0/citations/0/quote",
    ],
    ["a reversed range", { firstCue: 2, lastCue: 1 }, "request_invalid", "/steps/0/citations/0/lastCue"],
    ["cue 0", { firstCue: 0, lastCue: 1 }, "request_invalid", "/steps/0/citations/0/firstCue"],
  ])("refuses %s, changing nothing", async (_name, citation, code, pointer) => {
    const { api, key, path, tutorial, patch } = await drafted();
    const reply = await patch({ title: "Half done", steps: [{ ...newStep, citations: [citation] }] });
    expect([reply.status, reply.json.code]).toEqual([422, code]);
    expect(reply.json.errors[0].pointer).toBe(pointer);
    expect((await api.call("GET", path, { key })).json).toEqual(tutorial);
  });

  it("refuses ids that are not of this tutorial, or stand twice", async () => {
    const { tutorial, patch } = await drafted();
    const [first] = tutorial.steps;
    const unknown = await patch({ steps: [{ ...newStep, id: "019a2b3c-4d5e-7f60-8123-456789abcdef" }] });
    expect([unknown.status, unknown.json.code]).toEqual([422, "step_unknown"]);
    const twice = await patch({ steps: [first, first] });
    expect([twice.status, twice.json.code, twice.json.errors[0].pointer]).toEqual([
      422,
      "step_duplicated",
      "/steps/1/id",
    ]);
  });

  it("needs the version that was read: 428 without, 412 with an old one or none of ours", async () => {
    const { api, key, path, patch } = await drafted();
    const json = { title: "Mine" };
    const missing = await api.call("PATCH", path, { key, json });
    expect([missing.status, missing.json.code]).toEqual([428, "precondition_required"]);
    expect((await patch(json)).status).toBe(200);
    expect((await patch(json)).json.code).toBe("tutorial_version_stale");
    for (const ifMatch of ['"abc"', "v2-json", '"v2-json", "v3-json"']) {
      expect((await api.call("PATCH", path, { key, json, headers: { "If-Match": ifMatch } })).status).toBe(
        412,
      );
    }
    expect(
      (await api.call("PATCH", path, { key, json, headers: { "If-Match": 'W/"v2-json"' } })).status,
    ).toBe(200);
    expect((await api.call("PATCH", path, { key, json, headers: { "If-Match": "*" } })).status).toBe(200);
  });

  it("refuses a slug that is taken", async () => {
    const { api, key, tutorial, patch } = await drafted();
    const other = await api.draft(key);
    const reply = await patch({ slug: other.slug });
    expect([reply.status, reply.json.code]).toEqual([409, "slug_taken"]);
    expect((await patch({ slug: tutorial.slug })).status).toBe(200);
  });
});

describe("publishing", () => {
  it("shows a tutorial to everybody, until it is taken back", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id, slug } = await api.draft(key);
    expect((await api.call("GET", `/v1/published/${slug}`)).status).toBe(404);
    const published = await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
    expect(published.json).toMatchObject({
      status: "published",
      version: 2,
      publishedAt: "2026-01-05T09:00:00.000Z",
    });
    expect((await api.call("POST", `/v1/tutorials/${id}/publish`, { key })).json).toEqual(published.json);

    const read = await api.call("GET", `/v1/published/${slug}`);
    expect(read.json.steps).toEqual(published.json.steps);
    for (const field of ["id", "transcriptId", "ownerId", "version"])
      expect(read.json).not.toHaveProperty(field);
    const markdown = await api.call("GET", `/v1/published/${slug}`, { headers: { Accept: "text/markdown" } });
    expect(markdown.headers.get("Content-Type")).toBe("text/markdown; charset=utf-8");
    expect(markdown.text).toContain("# First steps");
    const page = await api.call("GET", `/t/${slug}`);
    expect(page.headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(page.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(page.text).toContain("First steps");

    expect((await api.call("POST", `/v1/tutorials/${id}/unpublish`, { key })).json).toMatchObject({
      status: "draft",
      publishedAt: null,
    });
    for (const path of [`/v1/published/${slug}`, `/t/${slug}`])
      expect((await api.call("GET", path)).status).toBe(404);
  });

  it("refuses a tutorial without steps, and steps without citations", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id: transcriptId } = await api.upload(key);
    const json = { transcriptId, drafting: { method: "none" } };
    const { id } = (await api.call("POST", "/v1/tutorials", { key, json })).json;
    const empty = await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
    expect([empty.status, empty.json.code]).toEqual([409, "tutorial_not_publishable"]);
    const steps = [{ title: "Alone", body: "", citations: [] }];
    await api.call("PATCH", `/v1/tutorials/${id}`, { key, json: { steps }, headers: { "If-Match": "*" } });
    const uncited = await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
    expect(uncited.json.detail).toContain("step 1");
  });

  it("keeps the slug of what is published, and shows readers what was, until it is published again", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id, slug, title } = await api.draft(key);
    const publish = () => api.call("POST", `/v1/tutorials/${id}/publish`, { key });
    await publish();
    const patch = (json: unknown) =>
      api.call("PATCH", `/v1/tutorials/${id}`, { key, json, headers: { "If-Match": "*" } });
    expect((await patch({ slug: "another-slug" })).json.code).toBe("slug_of_published_tutorial");
    expect((await patch({ title: "A new title" })).json).toMatchObject({ version: 3, publishedVersion: 2 });
    const seen = async () => (await api.call("GET", `/v1/published/${slug}`)).json.title;
    expect(await seen()).toBe(title);
    expect((await publish()).json).toMatchObject({ version: 4, publishedVersion: 4 });
    expect(await seen()).toBe("A new title");
    await patch({ steps: [] });
    expect((await publish()).json.code).toBe("tutorial_not_publishable");
  });

  it("honours If-Match where it is sent", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id } = await api.draft(key);
    const headers = { "If-Match": '"v7-json"' };
    for (const [method, path] of [
      ["POST", "/publish"],
      ["POST", "/unpublish"],
      ["DELETE", ""],
    ] as const) {
      expect((await api.call(method, `/v1/tutorials/${id}${path}`, { key, headers })).status).toBe(412);
    }
  });
});

describe("reading tutorials", () => {
  it("answers JSON or Markdown by Accept, and 406 for anything else", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id } = await api.draft(key);
    const read = (accept: string) =>
      api.call("GET", `/v1/tutorials/${id}`, { key, headers: { Accept: accept } });
    expect((await read("*/*")).json.id).toBe(id);
    expect((await read("text/*")).headers.get("Content-Type")).toMatch(/^text\/markdown/);
    const weighed = await read("application/json;q=0.5, text/markdown");
    expect(weighed.text).toContain("# First steps");
    expect(weighed.headers.get("Vary")).toContain("Accept");
    expect(weighed.headers.get("ETag")).not.toBe((await read("application/json")).headers.get("ETag"));
    const refused = await read("image/png");
    expect([refused.status, refused.json.code]).toEqual([406, "not_acceptable"]);
  });

  it("lists one's own, without steps", async () => {
    const api = startApi();
    const ada = await api.register();
    const eve = await api.register();
    const { steps, ...tutorial } = await api.draft(ada.key);
    const list = await api.call("GET", "/v1/tutorials", { key: ada.key });
    expect(list.json).toEqual({ items: [{ ...tutorial, stepCount: steps.length }], nextCursor: null });
    expect((await api.call("GET", "/v1/tutorials", { key: eve.key })).json.items).toEqual([]);
  });

  it("finds nothing of somebody else's, whatever one tries", async () => {
    const api = startApi();
    const ada = await api.register();
    const eve = await api.register();
    const tutorial = await api.draft(ada.key);
    const path = `/v1/tutorials/${tutorial.id}`;
    const attempts = [
      ["GET", path],
      ["PATCH", path],
      ["DELETE", path],
      ["POST", `${path}/publish`],
      ["POST", `${path}/unpublish`],
    ] as const;
    for (const [method, address] of attempts) {
      const call = {
        key: eve.key,
        headers: { "If-Match": "*" },
        ...(method === "PATCH" && { json: { title: "Eve's" } }),
      };
      expect((await api.call(method, address, call)).json.code).toBe("tutorial_not_found");
    }
    expect((await api.call("GET", path, { key: ada.key })).json).toEqual(tutorial);
  });
});
