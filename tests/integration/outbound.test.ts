import { afterEach, expect, it, vi } from "vitest";
import { webVtt } from "../unit/interface/support/api.ts";
import { startProductionApi } from "./support/production-api.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("the server asks nobody but its database, whatever addresses callers name", async () => {
  const fetched = vi.spyOn(globalThis, "fetch");
  const api = await startProductionApi();
  try {
    const { key } = await api.register();
    const mediaUrl = "http://169.254.169.254/latest/meta-data";
    const content = webVtt.replace("install the command-line tool", `load ![this](${mediaUrl})`);
    const upload = await api.call("POST", "/v1/transcripts", {
      key,
      json: { title: "First steps", mediaUrl, content },
    });
    const draft = await api.call("POST", "/v1/tutorials", { key, json: { transcriptId: upload.json.id } });
    const steps = [{ ...draft.json.steps[0], body: `![a picture](${mediaUrl}) <img src="${mediaUrl}">` }];
    const path = `/v1/tutorials/${draft.json.id}`;
    const headers = { "If-Match": draft.headers.get("ETag") ?? "" };
    expect((await api.call("PATCH", path, { key, json: { steps }, headers })).status).toBe(200);
    const { slug } = (await api.call("POST", `${path}/publish`, { key })).json;
    for (const address of [`/t/${slug}`, `/v1/published/${slug}`]) {
      expect((await api.call("GET", address)).text).toContain(mediaUrl);
    }
    const asked = fetched.mock.calls.map(([address]) => String(address));
    expect(asked.length).toBeGreaterThan(5);
    expect(new Set(asked)).toEqual(new Set([api.endpoint.url]));
  } finally {
    await api.close();
  }
});
