import { describe, expect, it } from "vitest";
import { PodcastingTranscript } from "../../../src/interface/http/schemas/podcasting-transcript.ts";
import { startApi, webVtt } from "./support/api.ts";

const kinds = [
  ["json", "application/json", "application/json", /^\{"id"/],
  ["webvtt", "text/vtt", "text/vtt; charset=utf-8", /^WEBVTT\n\n00:00:00\.000 --> 00:00:04\.000\n<v Ada>/],
  [
    "srt",
    "application/x-subrip",
    "application/x-subrip; charset=utf-8",
    /^1\n00:00:00,000 --> 00:00:04,000\n/,
  ],
  ["text", "text/plain", "text/plain; charset=utf-8", /^Ada: Open the terminal.*\n\nGrace: Next, /],
  ["markdown", "text/markdown", "text/markdown; charset=utf-8", /^# First steps\n\n0:00 \*\*Ada:\*\* Open/],
] as const;

async function startWithTranscript(content = webVtt) {
  const api = startApi();
  const { key } = await api.register();
  const { id } = await api.upload(key, content);
  const path = `/v1/transcripts/${id}`;
  const read = (query = "", headers: Record<string, string> = {}) =>
    api.call("GET", `${path}${query}`, { key, headers });
  return { ...api, key, path, read };
}

describe("a transcript", () => {
  it.each(kinds)("comes as %s by Accept and by format, which wins", async (format, accept, type, begins) => {
    const { read } = await startWithTranscript();
    const accepted = await read("", { Accept: accept });
    expect([accepted.status, accepted.headers.get("Content-Type")]).toEqual([200, type]);
    expect(accepted.headers.get("Vary")).toContain("Accept");
    expect(accepted.text).toMatch(begins);
    const asked = await read(`?format=${format}`, { Accept: "image/png" });
    expect([asked.status, asked.text, asked.headers.get("ETag")]).toEqual([
      200,
      accepted.text,
      accepted.headers.get("ETag"),
    ]);
  });

  it("comes as Podcasting 2.0 JSON, in a media type of its own", async () => {
    const { read } = await startWithTranscript();
    const { json, headers } = await read("?format=podcasting-json");
    expect(headers.get("Content-Type")).toBe("application/vnd.cueprint.podcasting+json");
    expect(PodcastingTranscript.parse(json).segments).toHaveLength(3);
    expect(json.segments[1]).toEqual({
      speaker: "Ada",
      startTime: 4.5,
      endTime: 9,
      body: "Then log in with the account that you made before.",
    });
  });

  it("comes as JSON to callers who do not mind, and not as what there is not", async () => {
    const { read } = await startWithTranscript();
    expect((await read("", { Accept: "*/*" })).json.cues).toHaveLength(3);
    const refused = await read("", { Accept: "application/ttml+xml" });
    expect([refused.status, refused.json.code]).toEqual([406, "not_acceptable"]);
  });

  it("comes back as it was when its WebVTT is uploaded", async () => {
    const { key, upload, call, read } = await startWithTranscript();
    const { id } = await upload(key, (await read("?format=webvtt")).text);
    const again = await call("GET", `/v1/transcripts/${id}`, { key });
    expect(again.json.cues).toEqual((await read()).json.cues);
  });

  it("comes without speakers, in short captions, and in lines, where that is asked for", async () => {
    const { read } = await startWithTranscript();
    expect((await read("?format=webvtt&speakers=false")).text).not.toContain("<v");
    const short = await read("?format=srt&charactersPerCaption=20&speakers=false");
    const lines = short.text.split("\n").filter((line) => /^[A-Za-z]/.test(line));
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(20);
    expect((await read("?format=text&paragraphs=false")).text.trimEnd().split("\n")).toHaveLength(3);
  });

  it("has its times link to the recording, if its address is known", async () => {
    const { key, call } = await startWithTranscript();
    const json = { title: "First steps", mediaUrl: "https://example.com/v.mp4", content: webVtt };
    const { id } = (await call("POST", "/v1/transcripts", { key, json })).json;
    const { text } = await call("GET", `/v1/transcripts/${id}?format=markdown`, { key });
    expect(text).toContain("[0:10](<https://example.com/v.mp4#t=10>) **Grace:** Next");
  });

  it.each([
    ["json", null],
    ["webvtt", null],
    ["podcasting-json", null],
    ["srt", "speakers"],
    ["text", "cues, times"],
    ["markdown", "cues, times"],
    ["text&paragraphs=false", "times"],
    ["srt&speakers=false", null],
  ])("says of %s what it could not hold", async (format, dropped) => {
    const { read } = await startWithTranscript();
    expect((await read(`?format=${format}`)).headers.get("Cueprint-Dropped")).toBe(dropped);
  });

  it("has an ETag for each format and for what changes it, and answers 304 to that one alone", async () => {
    const { read } = await startWithTranscript();
    const queries = [
      "format=json",
      ...["webvtt", "srt", "podcasting-json"].flatMap((format) => [
        `format=${format}`,
        `format=${format}&speakers=false`,
        `format=${format}&charactersPerCaption=20`,
        `format=${format}&charactersPerCaption=1000`,
        `format=${format}&charactersPerCaption=1000&speakers=false`,
      ]),
      ...["text", "markdown"].flatMap((format) => [
        `format=${format}`,
        `format=${format}&speakers=false`,
        `format=${format}&paragraphs=false`,
        `format=${format}&paragraphs=false&speakers=false`,
      ]),
    ];
    const tags = new Set<string>();
    for (const query of queries) {
      const tag = (await read(`?${query}`)).headers.get("ETag") ?? "";
      expect(tag).toMatch(/^"v1-[a-z]+"$/);
      expect(tag.length).toBeLessThanOrEqual(50);
      tags.add(tag);
      const same = await read(`?${query}`, { "If-None-Match": tag });
      expect([same.status, same.text]).toEqual([304, ""]);
      const other = query === "format=json" ? "?format=text" : "?format=json";
      expect((await read(other, { "If-None-Match": tag })).status).toBe(200);
    }
    expect(tags.size).toBe(queries.length);
  });

  it.each([
    "format=ass",
    "speakers=maybe",
    "paragraphs=1",
    "charactersPerCaption=19",
    "charactersPerCaption=1001",
    "charactersPerCaption=3e1",
    "charactersPerCaption=30.5",
    "charactersPerCaption=",
  ])("is refused with %s", async (query) => {
    const { read } = await startWithTranscript();
    expect((await read(`?${query}`)).status).toBe(422);
  });
});

describe.each([
  ["sentences", 3],
  ["paragraphs", 2],
])("the %s of a transcript", (name, count) => {
  it("are its words with their speaker, times and cues", async () => {
    const { call, key, path } = await startWithTranscript();
    const { status, json } = await call("GET", `${path}/${name}`, { key });
    expect(status).toBe(200);
    expect(json.items).toHaveLength(count);
    expect(json.items.at(-1)).toEqual({
      text: "Next, create a project and deploy it to the edge.",
      speaker: "Grace",
      startMs: 10_000,
      endMs: 15_000,
      firstCue: 3,
      lastCue: 3,
    });
  });

  it("have an ETag of their own, which changes with the transcript", async () => {
    const { call, key, path } = await startWithTranscript();
    const first = await call("GET", `${path}/${name}`, { key });
    const tag = first.headers.get("ETag") ?? "";
    expect(tag).toBe(`"v1-${name}"`);
    const headers = { "If-None-Match": tag };
    expect((await call("GET", `${path}/${name}`, { key, headers })).status).toBe(304);
    const renamed = { renamings: [{ from: "Grace", to: "Ada" }] };
    const change = { key, json: renamed, headers: { "If-Match": tag } };
    expect((await call("PATCH", `${path}/speakers`, change)).status).toBe(200);
    const again = await call("GET", `${path}/${name}`, { key, headers });
    expect([again.status, again.json.items.at(-1).speaker]).toEqual([200, "Ada"]);
  });

  it("are their owner's alone", async () => {
    const { call, register, path } = await startWithTranscript();
    const { key } = await register();
    const { status, json } = await call("GET", `${path}/${name}`, { key });
    expect([status, json.code]).toEqual([404, "transcript_not_found"]);
  });
});
