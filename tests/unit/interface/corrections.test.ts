import { expect, it } from "vitest";
import { startApi, webVtt } from "./support/api.ts";

it("a corrected upload is answered with what changed, and the same one again with nothing", async () => {
  const api = startApi();
  const { key } = await api.register();
  const tutorial = await api.draft(key);
  const path = `/v1/transcripts/${tutorial.transcriptId}/content`;
  const put = (content: string, headers: Record<string, string> = { "If-Match": "*" }) =>
    api.call("PUT", path, { key, body: content, headers: { "Content-Type": "text/vtt", ...headers } });
  const better = webVtt.replace("Next, create", "Then create");
  expect((await put(better, {})).json.code).toBe("precondition_required");
  expect((await put(better, { "If-Match": '"v9-json"' })).json.code).toBe("transcript_version_stale");
  const corrected = await put(better);
  expect([corrected.status, corrected.headers.get("ETag")]).toEqual([200, '"v2-json"']);
  expect(corrected.json).toMatchObject({
    isChanged: true,
    transcript: { id: tutorial.transcriptId, version: 2, importReport: { cuesKept: 3 } },
    cues: { same: 2, changed: 1 },
    changes: [{ kind: "changed", before: { firstCue: 3, lastCue: 3 }, after: { firstCue: 3, lastCue: 3 } }],
    tutorials: [{ id: tutorial.id }],
  });
  const again = await put(better);
  expect(again.json).toMatchObject({ isChanged: false, changes: [], transcript: { version: 2 } });
  const empty = await put("WEBVTT\n");
  expect([empty.status, empty.json.code]).toEqual([422, "transcript_empty"]);
  expect((await api.call("GET", path, { key })).text).toBe(better);
});

it("an upload says which transcript has its content already", async () => {
  const api = startApi();
  const { key } = await api.register();
  const json = { title: "First steps", content: webVtt };
  const upload = () => api.call("POST", "/v1/transcripts", { key, json });
  const first = await upload();
  expect(first.headers.get("Link")).toBe(null);
  expect((await upload()).headers.get("Link")).toBe(`</v1/transcripts/${first.json.id}>; rel="duplicate"`);
});
