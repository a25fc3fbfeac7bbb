import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDatabase } from "../support/database.ts";
import { type Server, servers } from "./support/servers.ts";

const root = join(import.meta.dirname, "../..");
const corpora = join(root, "../shared/corpora");

const recordings = [
  join(root, "samples/first-worker.vtt"),
  // Real transcripts, where they are at hand: contributors elsewhere do not have them.
  ...(existsSync(corpora)
    ? readdirSync(corpora, { recursive: true, encoding: "utf8" })
        .filter((file) => [".vtt", ".srt"].includes(extname(file)))
        .map((file) => join(corpora, file))
    : []),
];

const anyVersion = { headers: { "If-Match": "*" } };

describe.each(servers)("the main job on %s", (_name, start) => {
  let database: Awaited<ReturnType<typeof startDatabase>>;
  let server: Server;
  let key: string;

  beforeAll(async () => {
    database = await startDatabase();
    server = await start({ DATABASE_URL: database.url, NEON_FETCH_ENDPOINT: database.endpoint.url });
    const json = { email: "ada@example.com", displayName: "Ada" };
    key = (await call("POST", "/v1/users", { json })).json.apiKey.secret;
  });
  afterAll(async () => {
    await server?.stop();
    await database?.stop();
  });

  type Call = { json?: unknown; body?: BodyInit; headers?: Record<string, string>; anonymous?: boolean };
  async function call(method: string, path: string, { json, body, headers, anonymous }: Call = {}) {
    const response = await fetch(server.url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(!anonymous && { Authorization: `Bearer ${key}` }),
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined ? { body } : {}),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }

  it.each(recordings.map((file) => [file.split("/").at(-1)!, file]))(
    "%s goes in, and comes out as a tutorial",
    async (name, file) => {
      const body = readFileSync(file);
      const headers = { "Content-Type": file.endsWith(".srt") ? "application/x-subrip" : "text/vtt" };
      const title = encodeURIComponent(`Tutorial from ${name}`);
      const transcript = await call("POST", `/v1/transcripts?title=${title}&language=en`, { body, headers });
      expect(transcript.status).toBe(201);
      expect(transcript.json.cueCount).toBeGreaterThan(5);
      const draft = (json = {}) =>
        call("POST", "/v1/tutorials", { json: { transcriptId: transcript.json.id, ...json } });

      const tutorial = await draft();
      expect(tutorial.status).toBe(201);
      const content = ({ steps }: { steps: { id: string }[] }) =>
        JSON.stringify(steps.map(({ id, ...step }) => step));
      expect(content((await draft()).json)).toBe(content(tutorial.json));

      const { cues } = (await call("GET", `/v1/transcripts/${transcript.json.id}`)).json;
      const said = cues.map(({ text }: { text: string }) => text).join(" ");
      expect(tutorial.json.steps.length).toBeGreaterThan(0);
      for (const step of tutorial.json.steps) {
        expect(step.body).not.toBe("");
        for (const { quote, state } of step.citations) {
          expect(state).toBe("verified");
          expect(said).toContain(quote);
        }
      }

      const published = await call("POST", `/v1/tutorials/${tutorial.json.id}/publish`);
      expect(published.json.status).toBe("published");
      const { slug } = published.json;
      const read = (path: string, accept = "*/*") =>
        call("GET", path, { anonymous: true, headers: { Accept: accept } });
      expect((await read(`/v1/published/${slug}`)).json.steps).toEqual(tutorial.json.steps);
      expect((await read(`/v1/published/${slug}`, "text/markdown")).text).toContain(`# Tutorial from`);
      const page = await read(`/t/${slug}`);
      expect(page.text).toMatch(/^<!doctype html>/i);
      expect(page.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    },
  );

  it("edits, publishes, takes back and deletes a tutorial", async () => {
    const content = readFileSync(recordings[0]!, "utf8");
    const transcript = await call("POST", "/v1/transcripts", { json: { title: "Edited", content } });
    const draft = await call("POST", "/v1/tutorials", {
      json: { transcriptId: transcript.json.id, drafting: { method: "extractive", steps: 3 } },
    });
    expect(draft.json.steps).toHaveLength(3);
    const path = `/v1/tutorials/${draft.json.id}`;
    const steps = [
      { title: "New", body: "Said *so*.", citations: [{ firstCue: 2, lastCue: 4 }] },
      draft.json.steps[2],
    ];
    const headers = { "If-Match": draft.headers.get("ETag")! };
    const edited = await call("PATCH", path, {
      json: { title: "Better", slug: "a-better-slug", steps },
      headers,
    });
    expect(edited.status).toBe(200);
    expect((await call("PATCH", path, { json: { title: "Late" }, headers })).status).toBe(412);
    expect((await call("GET", path)).json).toEqual(edited.json);
    expect((await call("POST", `${path}/publish`)).status).toBe(200);
    expect((await call("GET", "/v1/published/a-better-slug", { anonymous: true })).json.title).toBe("Better");
    expect((await call("DELETE", `/v1/transcripts/${transcript.json.id}`, anyVersion)).json.code).toBe(
      "transcript_in_use",
    );
    expect((await call("POST", `${path}/unpublish`)).status).toBe(200);
    expect((await call("GET", "/t/a-better-slug", { anonymous: true })).status).toBe(404);
    expect((await call("DELETE", path, anyVersion)).status).toBe(204);
    expect((await call("DELETE", `/v1/transcripts/${transcript.json.id}`, anyVersion)).status).toBe(204);
  });

  it("makes one SQL call an operation, two where it computes in between, none where it need not ask", async () => {
    const calls = async (operation: () => Promise<{ status: number }>) => {
      const before = database.endpoint.calls;
      const { status } = await operation();
      return [status, database.endpoint.calls - before];
    };
    const content = readFileSync(recordings[0]!, "utf8");
    let transcriptId = "";
    let tutorialId = "";
    expect(
      await calls(async () => {
        const reply = await call("POST", "/v1/transcripts", { json: { title: "Counted", content } });
        transcriptId = reply.json.id;
        return reply;
      }),
    ).toEqual([201, 1]);
    expect(
      await calls(async () => {
        const reply = await call("POST", "/v1/tutorials", { json: { transcriptId } });
        tutorialId = reply.json.id;
        return reply;
      }),
    ).toEqual([201, 2]);
    const headers = { "If-Match": "*" };
    const patches: [string, unknown][] = [
      [
        `/v1/tutorials/${tutorialId}`,
        { steps: [{ title: "One", body: "", citations: [{ firstCue: 1, lastCue: 2 }] }] },
      ],
      [`/v1/transcripts/${transcriptId}`, { title: "Counted once" }],
      ["/v1/me", { displayName: "Augusta" }],
    ];
    for (const [path, json] of patches) {
      expect(await calls(() => call("PATCH", path, { json, headers }))).toEqual([200, 1]);
    }
    for (const action of ["publish", "unpublish"]) {
      expect(await calls(() => call("POST", `/v1/tutorials/${tutorialId}/${action}`))).toEqual([200, 1]);
    }
    expect(await calls(() => call("GET", `/v1/transcripts/${transcriptId}`))).toEqual([200, 1]);
    expect(await calls(() => call("GET", "/v1/transcripts"))).toEqual([200, 1]);
    expect(await calls(() => call("GET", `/v1/tutorials/${tutorialId}`))).toEqual([200, 1]);
    expect(await calls(() => call("GET", "/v1/tutorials"))).toEqual([200, 1]);
    expect(await calls(() => call("GET", "/v1/api-keys"))).toEqual([200, 1]);
    expect(await calls(() => call("GET", "/v1/me", { anonymous: true }))).toEqual([401, 0]);
    expect(await calls(() => call("POST", "/v1/transcripts", { json: {} }))).toEqual([422, 0]);
    expect(await calls(() => call("DELETE", `/v1/tutorials/${tutorialId}`, anyVersion))).toEqual([204, 1]);
  });

  it("takes the largest transcript, and none larger", async () => {
    const transcript = (cues: number) =>
      `WEBVTT\n\n${"00:00.000 --> 00:01.000\nA cue of a large file.\n\n".repeat(cues)}`;
    const headers = { "Content-Type": "text/vtt" };
    const whole = await call("POST", "/v1/transcripts?title=Large", { body: transcript(20_000), headers });
    expect([whole.status, whole.json.cueCount]).toEqual([201, 20_000]);
    const read = await call("GET", `/v1/transcripts/${whole.json.id}`);
    expect(read.json.cues).toHaveLength(20_000);
    const more = await call("POST", "/v1/transcripts?title=Larger", { body: transcript(20_001), headers });
    expect([more.status, more.json.code]).toEqual([413, "transcript_too_large"]);
    const bytes = await call("POST", "/v1/transcripts?title=Huge", {
      body: "x".repeat(11 * 1024 * 1024),
      headers,
    });
    expect([bytes.status, bytes.json.code]).toEqual([413, "body_too_large"]);
  });

  it("lets a caller who is refused finish sending, and read why", async () => {
    const body = "x".repeat(20 * 1024 * 1024);
    const headers = { "Content-Type": "text/vtt" };
    const refused = await Promise.all(
      Array.from({ length: 8 }, (_, nth) =>
        nth % 2 === 0
          ? call("POST", "/v1/transcripts?title=Huge", { body, headers })
          : call("POST", "/v1/transcripts?title=Anonymous", {
              body: body.slice(0, 9_000_000),
              headers,
              anonymous: true,
            }),
      ),
    );
    expect(refused.map(({ status }) => status)).toEqual([413, 401, 413, 401, 413, 401, 413, 401]);
  });

  it("says that the database does not answer, and recovers", async () => {
    database.endpoint.refuse(true);
    const reply = await call("GET", "/v1/me");
    expect([reply.status, reply.json.code]).toEqual([503, "database_unavailable"]);
    expect(reply.headers.get("Retry-After")).toBe("2");
    expect((await call("GET", "/readyz", { anonymous: true })).status).toBe(503);
    database.endpoint.refuse(false);
    expect((await call("GET", "/readyz", { anonymous: true })).status).toBe(200);
  });

  it("serves its reference and its OpenAPI document, with nothing from elsewhere", async () => {
    const read = (path: string) => call("GET", path, { anonymous: true });
    const document = await read("/openapi.json");
    expect(document.json.openapi).toBe("3.1.0");
    expect(document.text).toBe(readFileSync(join(root, "openapi.json"), "utf8"));
    const reference = await read("/docs/");
    expect(reference.status).toBe(200);
    for (const [, address] of reference.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).not.toMatch(/^(https?:)?\/\//);
      const { pathname } = new URL(address!, `${server.url}/docs/`);
      expect((await read(pathname)).status).toBe(200);
    }
  });
});
