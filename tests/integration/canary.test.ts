import { DrizzleQueryError } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { generateApiKeySecret } from "../../src/domain/value-objects/api-key-secret.ts";
import { freePort } from "../end-to-end/support/servers.ts";
import { withClient } from "../support/database-server.ts";
import { type Call, type Reply, startApi } from "../unit/interface/support/api.ts";
import { type ProductionApi, startProductionApi } from "./support/production-api.ts";

/** What must not come out where it has no place. Each is found by its first word, however it is cut or wrapped. */
const canary = {
  email: "canary-email@example.com",
  displayName: "canary-display-name",
  title: "canary-title",
  // The second line looks like a frame of a stack.
  spoken: "canary-spoken\n    at canary-frame (canary.ts:1:1)",
  mediaUrl: "https://media.example.com/canary-media?token=canary-signature",
  idempotencyKey: "canary-idempotency-key",
  /** Shaped as an OpenID Connect provider's: JSON in base64url, and a signature. */
  bearer: "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnktc3ViamVjdCJ9.canary-signature",
  path: "canary-path",
} as const;
const CANARY = /canary-|eyJhbGci|eyJzdWIi|cueprint_[0-9A-Za-z]{8}|postgres(?:ql)?:\/\//i;

const webVtt = `WEBVTT\n\n00:00.000 --> 00:04.000\n${canary.spoken}\n`;
const upload = { title: canary.title, content: webVtt, mediaUrl: canary.mediaUrl };

/** What a log line of an error may say, beside `constraint`, and how each looks. */
const logged = {
  requestId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  method: /^(GET|POST|PATCH|DELETE)$/,
  route: /^\/(readyz|v1\/[a-z-]+(\/:id)?)$/,
  error: /^[A-Za-z]+$/,
  code: /^([0-9A-Z]{5}|[a-z_]+)$/,
  constraint: /^[a-z_]+$/,
  cause: /^[A-Za-z]+$/,
  stack: /^( {4}at [^\n]+\n?)+$/,
};
type Field = keyof typeof logged;

let lines: string[];
beforeEach(() => {
  lines = [];
  for (const level of ["debug", "log", "info", "warn", "error", "trace"] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => void lines.push(parts.map(String).join(" ")));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The reply says what it is and nothing else; one line is logged, of these fields alone. */
function expectFault(reply: Reply, status: 500 | 503, fields: readonly Field[]): void {
  const code = status === 500 ? "internal_error" : "database_unavailable";
  expect([reply.status, reply.json.code]).toEqual([status, code]);
  expect(Object.keys(reply.json).sort()).toEqual(["code", "detail", "requestId", "status", "title", "type"]);
  expect(reply.headers.get("Retry-After")).toBe(status === 503 ? "2" : null);
  expectNoCanary(reply);
  expect(lines).toHaveLength(1);
  const entry = JSON.parse(lines[0] ?? "");
  expect(Object.keys(entry).sort()).toEqual([...fields].sort());
  for (const field of fields) expect(entry[field], field).toMatch(logged[field]);
  expect(entry.requestId).toBe(reply.json.requestId);
}

function expectNoCanary({ text, headers }: Reply): void {
  expect(text).not.toMatch(CANARY);
  expect(JSON.stringify([...headers])).not.toMatch(CANARY);
  for (const line of lines) expect(line).not.toMatch(CANARY);
}

const common: Field[] = ["requestId", "method", "route", "error", "stack"];

/** Every kind of operation, with a canary wherever a caller may put something. */
function operations(key: string): [method: string, path: string, call: Call][] {
  const id = "01900000-0000-7000-8000-000000000001";
  const json = (value: unknown): Call => ({
    key,
    json: value,
    headers: { "Idempotency-Key": canary.idempotencyKey, "If-Match": '"1"' },
  });
  const steps = [{ title: canary.title, body: canary.spoken, citations: [{ firstCue: 1, lastCue: 1 }] }];
  return [
    ["GET", `/readyz?${canary.path}`, {}],
    ["POST", "/v1/users", { ...json({ email: canary.email, displayName: canary.displayName }) }],
    ["GET", "/v1/me", { key }],
    ["PATCH", "/v1/me", json({ displayName: canary.displayName })],
    ["DELETE", "/v1/me", { key, headers: { "If-Match": "*" } }],
    ["POST", "/v1/api-keys", json({ name: canary.title, scopes: ["me:manage"] })],
    ["POST", "/v1/transcripts", json(upload)],
    [
      "POST",
      `/v1/transcripts?title=${canary.title}`,
      {
        key,
        body: webVtt,
        headers: { "Content-Type": "text/vtt", "Idempotency-Key": canary.idempotencyKey },
      },
    ],
    ["PATCH", `/v1/transcripts/${id}`, json({ title: canary.title, mediaUrl: canary.mediaUrl })],
    ["POST", "/v1/tutorials", json({ transcriptId: id, title: canary.title })],
    ["PATCH", `/v1/tutorials/${id}`, json({ title: canary.title, steps })],
  ];
}

describe("a database that does not answer", () => {
  const fields: Field[] = [...common, "code", "cause"];

  async function expectUnavailable(api: ProductionApi, key: string): Promise<void> {
    for (const [method, path, call] of operations(key)) {
      lines.length = 0;
      expectFault(await api.call(method, path, call), 503, fields);
    }
  }

  it("because nothing listens at its address", async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}/sql`;
    const api = await startProductionApi({ NEON_FETCH_ENDPOINT: nowhere });
    try {
      await expectUnavailable(api, await generateApiKeySecret());
    } finally {
      await api.close();
    }
  });

  it("because Neon's proxy cannot reach it, and answers again when it can", async () => {
    const api = await startProductionApi();
    try {
      const { key } = await api.register();
      api.endpoint.refuse(true);
      await expectUnavailable(api, key);
      api.endpoint.refuse(false);
      expect((await api.call("GET", "/v1/me", { key })).status).toBe(200);
    } finally {
      await api.close();
    }
  });

  it("because it takes longer than the configuration allows", async () => {
    const api = await startProductionApi({ DATABASE_TIMEOUT_MS: "100" });
    try {
      api.endpoint.setLatency(60_000);
      await expectUnavailable(api, await generateApiKeySecret());
    } finally {
      await api.close();
    }
  });
});

describe("a proxy before the database that answers what it should not", () => {
  it.each([
    ["an error page", 502, 503, [...common, "code", "cause"]],
    ["a page for a result", 200, 500, common],
  ] as [string, number, 500 | 503, Field[]][])("with %s", async (_, told, status, fields) => {
    const page = `<h1>Bad gateway</h1><pre>${canary.spoken}</pre>`;
    const api = await startProductionApi({}, () => async () => new Response(page, { status: told }));
    try {
      expectFault(await api.call("GET", "/v1/me", { key: await generateApiKeySecret() }), status, fields);
    } finally {
      await api.close();
    }
  });
});

describe("a database that refuses what it should take", () => {
  let api: ProductionApi;
  let key: string;
  beforeEach(async () => {
    api = await startProductionApi();
    ({ key } = await api.register());
  });
  afterEach(() => api?.close());
  const admin = (sql: string) => withClient(api.adminUrl, (client) => client.query(sql));
  const create = () =>
    api.call("POST", "/v1/transcripts", {
      key,
      json: upload,
      headers: { "Idempotency-Key": canary.idempotencyKey },
    });

  it("with the whole row in its detail", async () => {
    await admin("ALTER TABLE transcripts ADD CONSTRAINT takes_nothing CHECK (false) NOT VALID");
    expectFault(await create(), 500, [...common, "code", "constraint"]);
    expect(lines[0]).toContain('"takes_nothing"');
  });

  it("with values in its message, one of which looks like a stack", async () => {
    await admin(`
      CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'cannot take %', NEW.text USING DETAIL = NEW.text, HINT = NEW.text;
      END $$;
      CREATE TRIGGER tells BEFORE INSERT ON cues FOR EACH ROW EXECUTE FUNCTION tell()`);
    expectFault(await create(), 500, [...common, "code"]);
  });

  it("because a column is gone", async () => {
    await admin("ALTER TABLE transcripts DROP COLUMN media_url CASCADE");
    expectFault(await create(), 500, [...common, "code"]);
  });
});

describe("an exception that nobody foresaw", () => {
  const parameters = [canary.email, canary.title, canary.spoken, canary.bearer];
  const cause = Object.assign(new Error(canary.spoken), { detail: canary.spoken });

  const rewritten = new Error(canary.spoken);
  // Its stack is put in words here, with the first message, and keeps it.
  expect(rewritten.stack).toContain(canary.spoken);
  rewritten.message = "short";

  it.each([
    ["with SQL and parameters", new DrizzleQueryError("INSERT INTO users", parameters, cause), ["cause"]],
    ["whose message looks like a stack", new TypeError(`\n${canary.spoken}\n    at canary-frame`), []],
    ["whose message was written anew", rewritten, []],
    [
      "with properties of its own",
      Object.assign(new RangeError(canary.title), { parameters, query: canary.title }),
      [],
    ],
  ] as [string, Error, Field[]][])("%s", async (_, error, fields) => {
    const api = startApi({ ping: () => Promise.reject(error) });
    const reply = await api.call("GET", `/readyz?${canary.path}`, { key: await generateApiKeySecret() });
    const hasFrames = error !== rewritten;
    expectFault(reply, 500, [...common.filter((field) => hasFrames || field !== "stack"), ...fields]);
  });
});

describe("a request that is refused", () => {
  const binary = new Uint8Array([0x63, 0xff, 0xfe, ...new TextEncoder().encode(canary.title)]);
  const json = { "Content-Type": "application/json" };
  const vtt = { "Content-Type": "text/vtt" };
  const tooLarge = canary.title.repeat(1_000_000);
  const post = "/v1/transcripts";
  const cases: [what: string, status: number, method: string, path: string, call: Call][] = [
    ["a body that is not JSON", 400, "POST", post, { body: `{"title":"${canary.title}`, headers: json }],
    ["a body that is not UTF-8", 400, "POST", post, { body: binary, headers: json }],
    ["a body too large", 413, "POST", post, { body: tooLarge, headers: json }],
    ["a file too large", 413, "POST", `${post}?title=${canary.title}`, { body: tooLarge, headers: vtt }],
    [
      "values of a wrong type",
      422,
      "POST",
      post,
      { json: { title: [canary.title], content: { text: canary.spoken } } },
    ],
    ["values too long", 422, "POST", post, { json: { ...upload, title: canary.title.repeat(50) } }],
    ["a media URL that is none", 422, "POST", post, { json: { ...upload, mediaUrl: canary.spoken } }],
    ["a language that is none", 422, "POST", post, { json: { ...upload, language: canary.spoken } }],
    ["a format that is none", 422, "POST", post, { json: { ...upload, format: canary.title } }],
    ["a transcript of no format", 422, "POST", post, { json: { ...upload, content: canary.spoken } }],
    [
      "a malformed transcript",
      422,
      "POST",
      post,
      { json: { ...upload, content: `WEBVTT\n\n00:9 --> ${canary.spoken}` } },
    ],
    [
      "a file that is not text",
      422,
      "POST",
      `${post}?title=${canary.title}`,
      { body: `${webVtt}\0`, headers: vtt },
    ],
    [
      "a media type that is none",
      415,
      "POST",
      post,
      { body: webVtt, headers: { "Content-Type": "canary-type/any" } },
    ],
    [
      "an Idempotency-Key that is none",
      422,
      "POST",
      post,
      { json: upload, headers: { "Idempotency-Key": `${canary.idempotencyKey} and more` } },
    ],
    [
      "an If-Match that is none",
      412,
      "PATCH",
      "/v1/me",
      {
        json: { displayName: canary.displayName },
        headers: { "If-Match": `"${canary.title}"` },
      },
    ],
    ["a cursor that is none", 422, "GET", `${post}?cursor=${canary.path}`, {}],
    ["a limit that is none", 422, "GET", `${post}?limit=${canary.path}`, {}],
    ["an id that is none", 404, "GET", `${post}/${canary.path}`, {}],
    ["an address that is none", 404, "GET", `/v1/${canary.path}?${canary.path}`, {}],
    ["a method that is none", 405, "PUT", `${post}?${canary.path}`, { json: upload }],
    ["a slug of nobody", 404, "GET", `/v1/published/${canary.path}`, {}],
    [
      "an e-mail address that is none",
      422,
      "POST",
      "/v1/users",
      {
        json: { email: `${canary.email} and more`, displayName: canary.displayName },
      },
    ],
  ];

  it.each(cases)("with %s is told so, and not what it held", async (_, status, method, path, call) => {
    const api = startApi();
    const { key } = await api.register();
    const reply = await api.call(method, path, { key, ...call });
    expect([reply.status, reply.headers.get("Content-Type")]).toEqual([status, "application/problem+json"]);
    expectNoCanary(reply);
    expect(lines).toEqual([]);
  });

  it("for its credentials does not hear them again", async () => {
    const api = startApi();
    const unknown = await generateApiKeySecret();
    for (const authorization of [
      `Bearer ${canary.bearer}`,
      `Bearer ${unknown}`,
      `Basic ${btoa("canary-user:canary-word")}`,
      canary.title,
    ]) {
      const reply = await api.call("POST", post, { json: upload, headers: { Authorization: authorization } });
      expect([reply.status, reply.json.code]).toEqual([401, "credentials_invalid"]);
      expectNoCanary(reply);
      expect(reply.text).not.toContain(btoa("canary-user:canary-word"));
    }
    expect(lines).toEqual([]);
  });

  it("for what others have does not hear of it", async () => {
    const api = startApi();
    const { key } = await api.register();
    const registration = { json: { email: canary.email, displayName: canary.displayName } };
    expect((await api.call("POST", "/v1/users", registration)).status).toBe(201);
    const taken = await api.call("POST", "/v1/users", registration);
    expect([taken.status, taken.json.code]).toEqual([409, "email_taken"]);
    expectNoCanary(taken);
    const headers = { "Idempotency-Key": canary.idempotencyKey };
    expect((await api.call("POST", post, { key, json: upload, headers })).status).toBe(201);
    const reused = await api.call("POST", post, { key, json: { ...upload, title: "Other" }, headers });
    expect([reused.status, reused.json.code]).toEqual([422, "idempotency_key_reused"]);
    expectNoCanary(reused);
    expect(lines).toEqual([]);
  });
});
