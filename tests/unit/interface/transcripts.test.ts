import { describe, expect, it } from "vitest";
import { RepairName } from "../../../src/domain/value-objects/import-report.ts";
import { startApi, webVtt } from "./support/api.ts";

const srt =
  "1\n00:00:01,000 --> 00:00:02,500\nOpen the terminal.\n\n2\n00:00:03,000 --> 00:00:04,000\nRun it.\n";

describe("uploading a transcript", () => {
  it("takes JSON and answers the transcript with its import report", async () => {
    const api = startApi();
    const { key } = await api.register();
    const json = {
      title: "First steps",
      language: "en-us",
      mediaUrl: "https://example.com/v.mp4",
      content: webVtt,
    };
    const reply = await api.call("POST", "/v1/transcripts", { key, json });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({
      title: "First steps",
      language: "en-US",
      mediaUrl: "https://example.com/v.mp4",
      format: "webvtt",
      cueCount: 3,
      durationMs: 15_000,
      version: 1,
      importReport: {
        format: "webvtt",
        dialect: "voice-tags",
        cuesRead: 3,
        cuesKept: 3,
        repairing: RepairName.options,
        repairs: [],
      },
    });
    expect(reply.headers.get("Location")).toBe(`/v1/transcripts/${reply.json.id}`);
    const read = await api.call("GET", `/v1/transcripts/${reply.json.id}`, { key });
    expect(read.json.cues).toEqual([
      {
        position: 1,
        startMs: 0,
        endMs: 4_000,
        speaker: "Ada",
        text: "Open the terminal and install the command-line tool.",
      },
      {
        position: 2,
        startMs: 4_500,
        endMs: 9_000,
        speaker: "Ada",
        text: "Then log in with the account that you made before.",
      },
      {
        position: 3,
        startMs: 10_000,
        endMs: 15_000,
        speaker: "Grace",
        text: "Next, create a project and deploy it to the edge.",
      },
    ]);
    expect(read.text).not.toContain("ownerId");
  });

  it.each([
    ["text/vtt", webVtt, "webvtt"],
    ["text/vtt; charset=utf-8", webVtt, "webvtt"],
    ["application/x-subrip", srt, "srt"],
    ["text/plain", srt, "srt"],
    ["text/plain", `\uFEFF${webVtt}`, "webvtt"],
  ])("takes a file as %s", async (mediaType, body, format) => {
    const api = startApi();
    const { key } = await api.register();
    const headers = { "Content-Type": mediaType };
    const reply = await api.call("POST", "/v1/transcripts?title=A%20file&language=en", {
      key,
      body,
      headers,
    });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({ title: "A file", language: "en", format });
  });

  const oneCue = (text: string) => `WEBVTT\n\n00:00.000 --> 00:01.000\n${text}\n`;
  const overlapping = `${oneCue("a")}\n00:00.500 --> 00:02.000\nb\n`;

  it.each<[string, RepairName[], number]>([
    ["", [...RepairName.options], 500],
    ["&repairs=none", [], 1_000],
    ["&repairs=empty-cues,rolling-captions", ["rolling-captions", "empty-cues"], 1_000],
    ["&repairs=overlaps", ["overlaps"], 500],
  ])("makes the repairs that the query of a file names: %j", async (query, repairing, endMs) => {
    const api = startApi();
    const { key } = await api.register();
    const headers = { "Content-Type": "text/vtt" };
    const made = await api.call("POST", `/v1/transcripts?title=A${query}`, {
      key,
      body: overlapping,
      headers,
    });
    expect(made.json.importReport.repairing).toEqual(repairing);
    const read = await api.call("GET", `/v1/transcripts/${made.json.id}`, { key });
    expect(read.json.cues[0].endMs).toBe(endMs);
    expect(read.json.importReport).toEqual(made.json.importReport);
  });

  it.each<[RepairName[] | undefined, RepairName[], number]>([
    [undefined, [...RepairName.options], 500],
    [[], [], 1_000],
    [["overlaps"], ["overlaps"], 500],
  ])("makes the repairs that JSON names: %j", async (repairs, repairing, endMs) => {
    const api = startApi();
    const { key } = await api.register();
    const json = { title: "A", content: overlapping, repairs };
    const made = await api.call("POST", "/v1/transcripts", { key, json });
    expect(made.json.importReport.repairing).toEqual(repairing);
    const read = await api.call("GET", `/v1/transcripts/${made.json.id}`, { key });
    expect(read.json.cues[0].endMs).toBe(endMs);
  });

  it("refuses what cannot be kept without a repair that is switched off", async () => {
    const api = startApi();
    const { key } = await api.register();
    const json = { title: "A", content: oneCue("<i></i>") + oneCue("a").slice(8), repairs: [] };
    const reply = await api.call("POST", "/v1/transcripts", { key, json });
    expect([reply.status, reply.json.code]).toEqual([422, "transcript_malformed"]);
    expect(reply.json.detail).toContain("Cue 1, at line 3, cannot be kept without the repair empty-cues");
  });

  it.each(["magic", "", "none,overlaps", "overlaps,", "overlaps, empty-cues", "Overlaps"])(
    "knows no repairs %j",
    async (repairs) => {
      const api = startApi();
      const { key } = await api.register();
      const path = `/v1/transcripts?title=A&repairs=${encodeURIComponent(repairs)}`;
      const headers = { "Content-Type": "text/vtt" };
      const file = await api.call("POST", path, { key, body: overlapping, headers });
      expect([file.status, file.json.errors]).toMatchObject([422, [{ pointer: "query/repairs" }]]);
      const json = { title: "A", content: overlapping, repairs: [repairs] };
      const body = await api.call("POST", "/v1/transcripts", { key, json });
      expect([body.status, body.json.errors]).toMatchObject([422, [{ pointer: "/repairs/0" }]]);
    },
  );

  it("needs a title for a file", async () => {
    const api = startApi();
    const { key } = await api.register();
    const reply = await api.call("POST", "/v1/transcripts", {
      key,
      body: webVtt,
      headers: { "Content-Type": "text/vtt" },
    });
    expect(reply.status).toBe(422);
    expect(reply.json.errors).toMatchObject([{ pointer: "query/title" }]);
  });

  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const manyCues = (count: number) => `WEBVTT\n\n${"00:00.000 --> 00:01.000\nx\n\n".repeat(count)}`;

  it.each<[string, BodyInit, number, string]>([
    ["an empty file", "", 422, "transcript_empty"],
    ["a file of white space", " \n\n ", 422, "transcript_empty"],
    ["a file without a cue", "WEBVTT\n\nNOTE nothing\n", 422, "transcript_empty"],
    ["a binary file", png, 422, "transcript_not_text"],
    [
      "Latin-1",
      Uint8Array.from([...new TextEncoder().encode(oneCue("caf")), 0xe9]),
      422,
      "transcript_not_text",
    ],
    ["a NUL character", oneCue("a\0b"), 422, "transcript_not_text"],
    ["200 kB in one line", oneCue("x".repeat(200_000)), 413, "transcript_too_large"],
    ["more cues than allowed", manyCues(20_001), 413, "transcript_too_large"],
    ["more bytes than allowed", "x".repeat(10 * 1024 * 1024 + 1), 413, "body_too_large"],
    ["an unknown format", '{"diary": "nothing happened today"}', 422, "transcript_format_unknown"],
  ])("refuses %s, says why, and stores nothing", async (_name, body, status, code) => {
    const api = startApi();
    const { key } = await api.register();
    const headers = { "Content-Type": "text/plain" };
    const reply = await api.call("POST", "/v1/transcripts?title=Bad", { key, body, headers });
    expect([reply.status, reply.json.code]).toEqual([status, code]);
    expect(reply.json.detail.length).toBeGreaterThan(10);
    expect((await api.call("GET", "/v1/transcripts", { key })).json.items).toEqual([]);
  });

  it.each([
    ["text/plain", "Dear diary,\nnothing happened today.", "text"],
    ["text/plain; charset=iso-8859-1", Uint8Array.from([0x63, 0x61, 0x66, 0xe9]), "text"],
    [
      "application/octet-stream",
      JSON.stringify({ segments: [{ startTime: 0, endTime: 1, body: "Hi." }] }),
      "podcasting-json",
    ],
    ["application/octet-stream", "0:00:01.000,0:00:03.500\nOpen the lid.\n", "sbv"],
    [
      "application/ttml+xml",
      '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">Hi.</p></div></body></tt>',
      "ttml",
    ],
    [
      "text/x-ssa",
      "[Events]\nFormat: Start, End, Name, Text\nDialogue: 0:00:01.00,0:00:02.00,Ada,Hi.\n",
      "ass",
    ],
    ["text/html", "<cite>Ada:</cite><time>0:01</time><p>Hi.</p>", "podcasting-html"],
  ])("are taken as %s", async (type, body, format) => {
    const api = startApi();
    const { key } = await api.register();
    const headers = { "Content-Type": type };
    const reply = await api.call("POST", "/v1/transcripts?title=Taken", { key, body, headers });
    expect([reply.status, reply.json.format]).toEqual([201, format]);
    const content = await api.call("GET", `/v1/transcripts/${reply.json.id}/content`, { key });
    expect(content.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    if (typeof body === "string") expect(content.text).toBe(body);
    else expect(content.text).toBe("café");
  });

  it("have speakers who can be renamed, with If-Match", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id } = await api.upload(key);
    const path = `/v1/transcripts/${id}/speakers`;
    expect((await api.call("GET", path, { key })).json).toEqual({
      items: [
        { name: "Ada", cueCount: 2, durationMs: 8_500 },
        { name: "Grace", cueCount: 1, durationMs: 5_000 },
      ],
    });
    const rename = (renamings: unknown, headers = {}) =>
      api.call("PATCH", path, { key, headers, json: { renamings } });
    const merge = [{ from: "Grace", to: "Ada" }];
    expect((await rename(merge)).status).toBe(428);
    const merged = await rename(merge, { "If-Match": '"v1-json"' });
    expect([merged.status, merged.headers.get("ETag")]).toEqual([200, '"v2-json"']);
    expect((await api.call("GET", path, { key })).json.items).toHaveLength(1);
    expect((await rename(merge, { "If-Match": '"v1-json"' })).status).toBe(412);
    const unknown = await rename(merge, { "If-Match": "*" });
    expect([unknown.status, unknown.json.errors[0].pointer]).toEqual([422, "/renamings/0/from"]);
    const twice = await rename([...merge, ...merge], { "If-Match": "*" });
    expect(twice.json.errors[0].pointer).toBe("/renamings");
  });

  it("names the line of what is too long", async () => {
    const api = startApi();
    const { key } = await api.register();
    const json = { title: "Long", content: oneCue("x".repeat(200_000)) };
    const reply = await api.call("POST", "/v1/transcripts", { key, json });
    expect(reply.json.detail).toMatch(/line \d/);
    expect(reply.json.detail).toContain("10000");
  });

  it.each<[string, unknown, string]>([
    ["an unknown field", { title: "T", content: webVtt, colour: "red" }, "/colour"],
    ["a wrong type", { title: 7, content: webVtt }, "/title"],
    ["a missing title", { content: webVtt }, "/title"],
    ["an unknown format", { title: "T", content: webVtt, format: "docx" }, "/format"],
    ["a language that is none", { title: "T", content: webVtt, language: "not a tag" }, "/language"],
    [
      "a media URL that is a script",
      { title: "T", content: webVtt, mediaUrl: "javascript:alert(1)" },
      "/mediaUrl",
    ],
    ["a title with a NUL character", { title: "T\0", content: webVtt }, "/title"],
    ["a list instead of an object", [], ""],
  ])("refuses %s in JSON with a pointer", async (_name, json, pointer) => {
    const api = startApi();
    const { key } = await api.register();
    const reply = await api.call("POST", "/v1/transcripts", { key, json });
    expect([reply.status, reply.json.code]).toEqual([422, "request_invalid"]);
    expect(reply.json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect((await api.call("GET", "/v1/transcripts", { key })).json.items).toEqual([]);
  });

  it("refuses a NUL character and half a character inside JSON", async () => {
    const api = startApi();
    const { key } = await api.register();
    for (const content of [oneCue("a\0b"), oneCue("a\ud800b")]) {
      const reply = await api.call("POST", "/v1/transcripts", { key, json: { title: "T", content } });
      expect([reply.status, reply.json.code]).toEqual([422, "transcript_not_text"]);
    }
  });

  it("refuses a body that is no JSON without quoting it, and media types that it does not read", async () => {
    const api = startApi();
    const { key } = await api.register();
    const headers = { "Content-Type": "application/json" };
    const malformed = await api.call("POST", "/v1/transcripts", { key, body: '{"title": "secret', headers });
    expect([malformed.status, malformed.json.code]).toEqual([400, "body_malformed"]);
    expect(malformed.text).not.toContain("secret");
    const audio = await api.call("POST", "/v1/transcripts?title=T", {
      key,
      body: "x",
      headers: { "Content-Type": "audio/mpeg" },
    });
    expect([audio.status, audio.json.code]).toEqual([415, "media_type_unsupported"]);
    expect(audio.headers.get("Accept")).toContain("text/vtt");
  });
});

describe("transcripts", () => {
  it("are listed newest first, page by page", async () => {
    const api = startApi();
    const { key } = await api.register();
    const ids = [];
    for (let at = 0; at < 3; at += 1) ids.unshift((await api.upload(key)).id);
    const first = await api.call("GET", "/v1/transcripts?limit=2", { key });
    expect(first.json.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(first.headers.get("Link")).toBe(
      `</v1/transcripts?limit=2&cursor=${first.json.nextCursor}>; rel="next"`,
    );
    const second = await api.call("GET", `/v1/transcripts?limit=2&cursor=${first.json.nextCursor}`, { key });
    expect(second.json).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null });
    expect(second.headers.has("Link")).toBe(false);
  });

  it.each(["limit=0", "limit=x", "limit=1.5", "cursor=%00", "cursor=Zm9v"])("refuse ?%s", async (query) => {
    const api = startApi();
    const { key } = await api.register();
    const reply = await api.call("GET", `/v1/transcripts?${query}`, { key });
    expect([reply.status, reply.json.code]).toEqual([422, "request_invalid"]);
  });

  it("have a title, language and media URL that can be changed", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { id } = await api.upload(key);
    const headers = {
      "If-Match": (await api.call("GET", `/v1/transcripts/${id}`, { key })).headers.get("ETag")!,
    };
    const json = { language: "de", mediaUrl: null };
    const changed = await api.call("PATCH", `/v1/transcripts/${id}`, { key, json, headers });
    expect(changed.json).toMatchObject({ title: "First steps", language: "de", mediaUrl: null, version: 2 });
    expect((await api.call("PATCH", `/v1/transcripts/${id}`, { key, json, headers })).status).toBe(412);
    expect((await api.call("PATCH", `/v1/transcripts/${id}`, { key, json })).status).toBe(428);
  });

  it("are deleted, unless a tutorial cites them", async () => {
    const api = startApi();
    const { key } = await api.register();
    const tutorial = await api.draft(key);
    const path = `/v1/transcripts/${tutorial.transcriptId}`;
    const remove = (version: string) => api.call("DELETE", path, { key, headers: { "If-Match": version } });
    const blindly = await api.call("DELETE", path, { key });
    expect([blindly.status, blindly.json.code]).toEqual([428, "precondition_required"]);
    const refused = await remove('"v1-json"');
    expect([refused.status, refused.json.code]).toEqual([409, "transcript_in_use"]);
    await api.call("DELETE", `/v1/tutorials/${tutorial.id}`, { key, headers: { "If-Match": "*" } });
    expect((await remove('"v2-json"')).json.code).toBe("transcript_version_stale");
    expect((await remove('"v1-json"')).status).toBe(204);
    expect((await api.call("GET", path, { key })).status).toBe(404);
  });

  it.each(["not-an-id", "0b0d4f8e-6d52-4bd7-8f22-2c7b6a1d3f11", "019a2b3c-4d5e-7f60-8123-456789abcdef"])(
    "are not found as %s",
    async (id) => {
      const api = startApi();
      const { key } = await api.register();
      const reply = await api.call("GET", `/v1/transcripts/${id}`, { key });
      expect([reply.status, reply.json.code]).toEqual([404, "transcript_not_found"]);
    },
  );

  it("of somebody else are not found", async () => {
    const api = startApi();
    const ada = await api.register();
    const eve = await api.register();
    const { id } = await api.upload(ada.key);
    for (const method of ["GET", "DELETE"]) {
      const call = { key: eve.key, headers: { "If-Match": "*" } };
      expect((await api.call(method, `/v1/transcripts/${id}`, call)).status).toBe(404);
    }
    expect(
      (await api.call("POST", "/v1/tutorials", { key: eve.key, json: { transcriptId: id } })).status,
    ).toBe(404);
  });
});
