import { describe, expect, it } from "vitest";
import { startApi } from "./support/api.ts";

async function drafted() {
  const api = startApi();
  const { key } = await api.register();
  const tutorial = await api.draft(key);
  const path = `/v1/tutorials/${tutorial.id}`;
  const anyVersion = { "If-Match": "*" };
  const get = async (rest: string, headers = {}) => api.call("GET", `${path}${rest}`, { key, headers });
  const patch = (json: unknown) => api.call("PATCH", path, { key, json, headers: anyVersion });
  const post = (rest: string, json?: unknown, headers: Record<string, string> = anyVersion) =>
    api.call("POST", `${path}${rest}`, { key, json, headers });
  return { api, key, tutorial, get, patch, post };
}

describe("the revisions of a tutorial", () => {
  it("are listed in pages, the latest first, and read one by one", async () => {
    const { tutorial, get, patch, post } = await drafted();
    await patch({ title: "Better" });
    await post("/publish");
    const first = (await get("/revisions?limit=2")).json;
    expect(
      first.items.map(({ version, kind }: { version: number; kind: string }) => [version, kind]),
    ).toEqual([
      [3, "published"],
      [2, "edited"],
    ]);
    const rest = (await get(`/revisions?limit=2&cursor=${first.nextCursor}`)).json;
    expect(rest).toMatchObject({
      items: [{ version: 1, kind: "drafted", title: tutorial.title }],
      nextCursor: null,
    });
    expect((await get("/revisions/1")).json).toMatchObject({ version: 1, steps: tutorial.steps });
    for (const version of ["4", "0", "x"]) {
      const missing = await get(`/revisions/${version}`);
      expect([missing.status, missing.json.code]).toEqual([404, "revision_not_found"]);
    }
  });

  it("are compared step by step, and for people as a patch", async () => {
    const { tutorial, get, patch } = await drafted();
    const [first] = tutorial.steps;
    const operations = [
      {
        op: "insert",
        after: null,
        title: "Say hello",
        body: "Hello.",
        citations: [{ firstCue: 1, lastCue: 1 }],
      },
      { op: "update", stepId: first.id, body: "Another body." },
    ];
    const edited = await patch({ title: "Better", operations });
    expect(edited.status, edited.text).toBe(200);
    const comparison = (await get("/revisions/2/comparison")).json;
    expect(comparison).toMatchObject({
      before: 1,
      after: 2,
      title: { before: tutorial.title, after: "Better" },
      slug: null,
    });
    expect(comparison.steps[0]).toMatchObject({ change: "added", positionBefore: null, positionAfter: 1 });
    expect(comparison.steps[1]).toMatchObject({
      stepId: first.id,
      change: "changed",
      isMoved: false,
      body: { before: first.body, after: "Another body." },
      citationsAdded: [],
    });
    expect((await get("/revisions/1/comparison?base=2")).json.steps.at(-1)).toMatchObject({
      change: "removed",
    });
    const patched = await get("/revisions/2/comparison?base=1", { Accept: "text/x-diff" });
    expect(patched.headers.get("Content-Type")).toBe("text/x-diff; charset=utf-8");
    expect(patched.text).toMatch(/^--- revision 1\n\+\+\+ revision 2\n@@/);
    expect(patched.text).toContain("\n+Another body.\n");
    expect((await get("/revisions/1/comparison")).json.code).toBe("revision_not_found");
    expect((await get("/revisions/2/comparison?base=0")).status).toBe(422);
  });

  it("can be gone back to, by who has read the current version", async () => {
    const { tutorial, patch, post } = await drafted();
    await patch({ title: "Worse", steps: [] });
    expect((await post("/revisions/1/restore", undefined, {})).status).toBe(428);
    expect((await post("/revisions/1/restore", undefined, { "If-Match": '"v1-json"' })).status).toBe(412);
    const restored = await post("/revisions/1/restore");
    expect(restored.json).toMatchObject({ title: tutorial.title, steps: tutorial.steps, version: 3 });
    expect((await post("/revisions/9/restore")).json.code).toBe("revision_not_found");
  });
});

describe("the citations of a tutorial", () => {
  it("are told beside what their cues say, with counts", async () => {
    const { tutorial, get, post } = await drafted();
    const { headers, json } = await get("/citations");
    expect(headers.get("ETag")).toBe('"v1-json"');
    const cited = tutorial.steps.flatMap(({ citations }: { citations: unknown[] }) => citations);
    expect(json.counts).toEqual({ verified: cited.length, stale: 0, missing: 0 });
    expect(json.items.map(({ citation }: { citation: unknown }) => citation)).toEqual(cited);
    for (const { citation, currentQuote } of json.items) expect(currentQuote).toBe(citation.quote);
    expect((await post("/citations/accept")).json).toEqual(tutorial);
    expect((await post("/citations/accept", {}, {})).json.code).toBe("precondition_required");
    const unknown = await post("/citations/accept", { stepIds: ["019a2b3c-4d5e-7f60-8123-456789abcdef"] });
    expect([unknown.status, unknown.json.code]).toEqual([422, "step_unknown"]);
  });
});

describe("operations on steps", () => {
  it("split and merge, and cannot stand beside all steps", async () => {
    const { tutorial, patch } = await drafted();
    const [first] = tutorial.steps;
    const split = { op: "split", stepId: first.id, title: "The rest", bodyOffset: 4, citationOffset: 0 };
    const { json } = await patch({ operations: [split] });
    expect(json.steps[0]).toMatchObject({ id: first.id, body: first.body.slice(0, 4), citations: [] });
    expect(json.steps[1]).toMatchObject({ title: "The rest", citations: first.citations });
    const merge = { op: "merge", stepId: first.id, with: json.steps[1].id };
    expect((await patch({ operations: [merge] })).json.steps).toHaveLength(tutorial.steps.length);
    const both = await patch({ operations: [merge], steps: [] });
    expect([both.status, both.json.errors[0].pointer]).toEqual([422, "/operations"]);
    const unknown = await patch({ operations: [{ op: "explode" }] });
    expect([unknown.status, unknown.json.errors[0].pointer]).toEqual([422, "/operations/0/op"]);
  });
});

describe("drafting with a language model", () => {
  it("is refused where the server has none", async () => {
    const { api, key, tutorial } = await drafted();
    const json = { transcriptId: tutorial.transcriptId, drafting: { method: "llm" } };
    const reply = await api.call("POST", "/v1/tutorials", { key, json });
    expect([reply.status, reply.json.code, reply.json.errors[0].pointer]).toEqual([
      422,
      "drafting_unavailable",
      "/drafting/method",
    ]);
  });

  it("tells what the drafter noted", async () => {
    const notes = ["One part was drafted without the model."];
    const api = startApi({
      drafters: {
        extractive: { draft: async () => ({ steps: [], notes: [] }) },
        llm: { draft: async () => ({ steps: [], notes }) },
      },
    });
    const { key } = await api.register();
    const { id: transcriptId } = await api.upload(key);
    const json = { transcriptId, drafting: { method: "llm" } };
    const reply = await api.call("POST", "/v1/tutorials", { key, json });
    expect(reply.json.drafting).toEqual({ method: "llm", notes });
  });
});
