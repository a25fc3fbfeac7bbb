/**
 * Proves that the Worker keeps to openapi.json: Stoplight Prism stands between a caller and the real Worker and holds
 * every request and every reply against the document. The caller does the main job, uses every operation, and is
 * refused in the ways in which a caller can be who keeps to the document too.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { answers, freePort } from "../tests/end-to-end/support/servers.ts";
import { type RealWorker, withWorker } from "./with-worker.ts";

type Call = { key?: string; json?: unknown; body?: string; headers?: Record<string, string> };
type Operation = { operationId: string };

const root = join(import.meta.dirname, "..");
const { paths } = JSON.parse(readFileSync(join(root, "openapi.json"), "utf8")) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    operationId,
    method: method.toUpperCase(),
    address: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  })),
);

const tools = spawnSync(process.execPath, [join(root, "scripts/install-tools.ts")], { stdio: "inherit" });
if (tools.status !== 0) fail("The tools could not be installed.");
const started = performance.now();
await withWorker(async (worker) => {
  const prism = await startPrism(worker.url);
  try {
    const kinds = await prove(prism.url, worker);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `ok  ${operations.length} operations on ${worker.runtime}, ${kinds} kinds of reply: Prism has nothing to object (${seconds} s)`,
    );
  } finally {
    await prism.stop();
  }
});

/**
 * Prism as a proxy. With --errors it answers itself where a request breaks the document, or a reply does; what it only
 * warns of, a status that the document does not know, it names in `sl-violations`.
 */
async function startPrism(upstream: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const entry = join(root, "tools/node_modules/@stoplight/prism-cli/dist/index.js");
  const args = [
    "proxy",
    "openapi.json",
    upstream,
    "--errors",
    "--port",
    String(port),
    "--verboseLevel",
    "fatal",
  ];
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill();
    await ended;
  };
  try {
    await answers(`${url}/healthz`, () => child.exitCode === null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** The sample, and real transcripts where they are at hand: contributors elsewhere do not have them. */
function recordings(): { name: string; content: string }[] {
  const corpora = join(root, "../shared/corpora");
  const real = existsSync(corpora) ? readdirSync(corpora, { recursive: true, encoding: "utf8" }) : [];
  const files = [
    join(root, "samples/first-worker.vtt"),
    ...real.filter((file) => [".vtt", ".srt"].includes(extname(file))).map((file) => join(corpora, file)),
  ];
  return files.map((file) => ({ name: basename(file), content: readFileSync(file, "utf8") }));
}

/** Uses every operation through Prism. Returns how many kinds of reply came: pairs of an operation and a status. */
async function prove(proxy: string, { endpoint }: RealWorker): Promise<number> {
  const replies = new Set<string>();

  /** Sends a request, and fails unless it is answered so by the Worker, without an objection by Prism. */
  async function call(status: number, method: string, path: string, { key, json, body, headers }: Call = {}) {
    const response = await fetch(proxy + path, {
      method,
      headers: {
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined ? { body } : {}),
    });
    const text = await response.text();
    const what = `${method} ${path}`;
    const violations = response.headers.get("sl-violations");
    if (violations !== null) fail(`Prism objects to ${what}: ${violations}\n${text}`);
    if (!response.headers.has("X-Request-Id")) fail(`Prism has answered ${what} itself: ${text}`);
    if (response.status !== status) fail(`${what} was answered ${response.status}, not ${status}: ${text}`);
    const { pathname } = new URL(response.url);
    const operation = operations.find(({ method: its, address }) => its === method && address.test(pathname));
    replies.add(`${operation?.operationId} ${status}`);
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    return {
      json: isJson && text !== "" ? JSON.parse(text) : undefined,
      etag: response.headers.get("ETag") ?? "",
    };
  }

  // It does look: a request that breaks the document does not get through.
  const broken = await fetch(`${proxy}/v1/users`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email: 1 }),
  });
  if (broken.headers.has("X-Request-Id")) fail("Prism lets a request pass that breaks the document.");

  const content = readFileSync(join(root, "samples/first-worker.vtt"), "utf8");
  const ada = { email: "ada@example.com", displayName: "Ada" };
  const key: string = (await call(201, "POST", "/v1/users", { json: ada })).json.apiKey.secret;
  await call(409, "POST", "/v1/users", { json: ada });

  const me = await call(200, "GET", "/v1/me", { key });
  await call(304, "GET", "/v1/me", { key, headers: { "If-None-Match": me.etag } });
  const rename = { key, json: { displayName: "Augusta" }, headers: { "If-Match": me.etag } };
  await call(200, "PATCH", "/v1/me", rename);
  await call(412, "PATCH", "/v1/me", rename);

  const narrow = await call(201, "POST", "/v1/api-keys", {
    key,
    json: { name: "Narrow", scopes: ["me:manage"] },
  });
  await call(422, "POST", "/v1/api-keys", { key, json: { name: "Past", expiresAt: "2020-01-01T00:00:00Z" } });
  await call(200, "GET", "/v1/api-keys?limit=1", { key });
  await call(403, "GET", "/v1/api-keys", { key: narrow.json.secret });
  const keyPath = `/v1/api-keys/${narrow.json.id}`;
  await call(201, "POST", `${keyPath}/rotate`, { key, json: { overlapSeconds: 60 } });
  await call(204, "DELETE", keyPath, { key });
  await call(409, "POST", `${keyPath}/rotate`, { key, json: {} });
  await call(200, "GET", "/v1/api-keys?active=true", { key });
  await call(401, "GET", "/v1/me", { key: narrow.json.secret });
  const nobody = "01900000-0000-7000-8000-000000000001";
  await call(404, "DELETE", `/v1/api-keys/${nobody}`, { key });

  const anyVersion = { "If-Match": "*" };
  const upload = {
    key,
    json: {
      title: "Deploy your first Worker",
      language: "en",
      mediaUrl: "https://media.example.com/first",
      content,
    },
    headers: { "Idempotency-Key": "the-first-upload" },
  };
  const transcript = await call(201, "POST", "/v1/transcripts", upload);
  await call(201, "POST", "/v1/transcripts", upload);
  await call(422, "POST", "/v1/transcripts", { ...upload, json: { title: "Another", content } });
  const file = { key, body: content, headers: { "Content-Type": "text/vtt" } };
  const second = await call(201, "POST", "/v1/transcripts?title=The%20file&language=en", file);
  await call(422, "POST", "/v1/transcripts?title=Malformed", { ...file, body: "no transcript" });
  await call(200, "GET", "/v1/transcripts?limit=1", { key });
  await call(422, "GET", "/v1/transcripts?cursor=none", { key });
  const transcriptPath = `/v1/transcripts/${transcript.json.id}`;
  const read = await call(200, "GET", transcriptPath, { key });
  await call(304, "GET", transcriptPath, { key, headers: { "If-None-Match": read.etag } });
  await call(404, "GET", `/v1/transcripts/${nobody}`, { key });
  const retitle = { key, json: { title: "Deploy", mediaUrl: null }, headers: { "If-Match": read.etag } };
  await call(200, "PATCH", transcriptPath, retitle);
  await call(412, "PATCH", transcriptPath, retitle);
  await call(200, "GET", "/v1/transcripts?sort=-updatedAt&language=en&format=webvtt", { key });
  await call(204, "DELETE", `/v1/transcripts/${second.json.id}`, {
    key,
    headers: { "If-Match": second.etag },
  });
  await call(200, "GET", "/v1/me/usage", { key });
  await call(200, "GET", `${transcriptPath}/content`, { key });
  for (const [format, Accept] of [
    ["webvtt", "text/vtt"],
    ["srt", "application/x-subrip"],
    ["text", "text/plain"],
    ["markdown", "text/markdown"],
  ] as const) {
    // Not podcasting-json: beside JSON, Prism tells no +json from it. The fuzz holds that one to its schema.
    const query = `format=${format}&charactersPerCaption=40`;
    await call(200, "GET", `${transcriptPath}?${query}`, { key, headers: { Accept } });
  }
  for (const passages of ["sentences", "paragraphs"]) {
    const read = await call(200, "GET", `${transcriptPath}/${passages}`, { key });
    await call(304, "GET", `${transcriptPath}/${passages}`, { key, headers: { "If-None-Match": read.etag } });
  }
  await call(200, "GET", `${transcriptPath}/speakers`, { key });
  const speakers = { key, headers: anyVersion };
  await call(200, "PATCH", `${transcriptPath}/speakers`, {
    ...speakers,
    json: { renamings: [{ from: "Mara", to: "Ada" }] },
  });
  await call(422, "PATCH", `${transcriptPath}/speakers`, {
    ...speakers,
    json: { renamings: [{ from: "No one", to: null }] },
  });
  await call(200, "GET", "/v1/search?q=the&limit=1", { key });
  await call(422, "GET", "/v1/search?q=-the", { key });

  const draft = { transcriptId: transcript.json.id, drafting: { method: "extractive", steps: 3 } };
  const tutorial = await call(201, "POST", "/v1/tutorials", { key, json: draft });
  const other = await call(201, "POST", "/v1/tutorials", { key, json: { transcriptId: transcript.json.id } });
  await call(404, "POST", "/v1/tutorials", { key, json: { transcriptId: nobody } });
  await call(200, "GET", "/v1/tutorials?limit=1", { key });
  const path = `/v1/tutorials/${tutorial.json.id}`;
  await call(200, "GET", path, { key });
  await call(200, "GET", path, { key, headers: { Accept: "text/markdown" } });
  await call(304, "GET", path, { key, headers: { "If-None-Match": tutorial.etag } });
  await call(406, "GET", path, { key, headers: { Accept: "image/png" } });
  const headers = { "If-Match": tutorial.etag };
  const beyond = [{ title: "Beyond", body: "", citations: [{ firstCue: 9_000, lastCue: 9_001 }] }];
  await call(422, "PATCH", path, { key, json: { steps: beyond }, headers });
  const [, ...steps] = tutorial.json.steps;
  const edit = { title: "Deploy it", slug: "deploy-it", steps };
  await call(200, "PATCH", path, { key, json: edit, headers });
  await call(412, "PATCH", path, { key, json: edit, headers });
  const otherPath = `/v1/tutorials/${other.json.id}`;
  await call(409, "PATCH", otherPath, {
    key,
    json: { slug: edit.slug },
    headers: { "If-Match": other.etag },
  });

  const corrected = { json: { content: content.replaceAll("Worker", "worker") }, headers: anyVersion };
  await call(200, "PUT", `${transcriptPath}/content`, { key, ...corrected });
  await call(200, "PUT", `${transcriptPath}/content`, {
    ...file,
    headers: { ...file.headers, ...anyVersion },
  });
  await call(412, "PUT", `${transcriptPath}/content`, { key, ...corrected, headers });
  const patched = await call(200, "GET", path, { key });
  const stepOperations = [
    { op: "insert", after: null, title: "Begin", body: "Begin.", citations: [{ firstCue: 1, lastCue: 1 }] },
    { op: "merge", stepId: steps[0].id, with: steps[1].id, title: "Both" },
  ];
  const once = { key, json: { operations: stepOperations }, headers: { "If-Match": patched.etag } };
  const operated = await call(200, "PATCH", path, once);
  await call(422, "PATCH", path, {
    key,
    json: { operations: [{ op: "delete", stepId: nobody }] },
    headers: { "If-Match": operated.etag },
  });
  await call(200, "GET", `${path}/revisions?limit=1`, { key });
  await call(200, "GET", `${path}/revisions/1`, { key });
  await call(404, "GET", `${path}/revisions/99`, { key });
  await call(200, "GET", `${path}/revisions/2/comparison`, { key });
  await call(200, "GET", `${path}/revisions/3/comparison?base=1`, {
    key,
    headers: { Accept: "text/x-diff" },
  });
  await call(200, "POST", `${path}/revisions/2/restore`, { key, headers: { "If-Match": operated.etag } });
  await call(200, "GET", `${path}/citations`, { key });
  await call(200, "POST", `${path}/citations/accept`, { key, headers: anyVersion });
  await call(422, "POST", "/v1/tutorials", { key, json: { ...draft, drafting: { method: "llm" } } });

  await call(200, "POST", `${path}/publish`, { key });
  await call(412, "POST", `${path}/publish`, { key, headers });
  const published = await call(200, "GET", "/v1/published/deploy-it");
  if (published.json.title !== "Deploy it" || published.json.steps.length !== 2) {
    fail(`The main job published ${published.json.steps.length} steps named ${published.json.title}.`);
  }
  await call(200, "GET", "/v1/published/deploy-it", { headers: { Accept: "text/markdown" } });
  await call(304, "GET", "/v1/published/deploy-it", { headers: { "If-None-Match": published.etag } });
  await call(404, "GET", "/v1/published/nothing");
  const page = await call(200, "GET", "/t/deploy-it");
  await call(304, "GET", "/t/deploy-it", { headers: { "If-None-Match": page.etag } });
  await call(404, "GET", "/t/nothing");
  await call(200, "PATCH", "/v1/me", { key, json: { authorHandle: "ada" }, headers: anyVersion });
  const author = await call(200, "GET", "/a/ada");
  await call(304, "GET", "/a/ada", { headers: { "If-None-Match": author.etag } });
  await call(404, "GET", "/a/nobody");
  const feed = await call(200, "GET", "/a/ada/feed.atom");
  await call(304, "GET", "/a/ada/feed.atom", { headers: { "If-None-Match": feed.etag } });
  await call(404, "GET", "/a/nobody/feed.atom");
  await call(409, "DELETE", transcriptPath, { key, headers: anyVersion });
  await call(200, "POST", `${path}/unpublish`, { key });
  await call(412, "DELETE", path, { key, headers });
  await call(204, "DELETE", path, { key, headers: anyVersion });
  await call(404, "DELETE", path, { key, headers: anyVersion });

  await call(200, "GET", "/healthz");
  await call(200, "GET", "/readyz");
  await call(200, "GET", "/docs/errors/slug_taken");
  await call(404, "GET", "/docs/errors/none");
  for (const { name, content } of recordings()) {
    const { id: transcriptId } = (
      await call(201, "POST", "/v1/transcripts", { key, json: { title: name, content } })
    ).json;
    await call(200, "GET", `/v1/transcripts/${transcriptId}`, { key });
    const { id } = (await call(201, "POST", "/v1/tutorials", { key, json: { transcriptId } })).json;
    const { slug } = (await call(200, "POST", `/v1/tutorials/${id}/publish`, { key })).json;
    await call(200, "GET", `/v1/published/${slug}`);
    await call(200, "GET", `/t/${slug}`);
  }

  endpoint.refuse(true);
  await call(503, "GET", "/readyz");
  await call(503, "GET", "/v1/me", { key });
  endpoint.refuse(false);
  await call(204, "DELETE", "/v1/me", { key, headers: anyVersion });

  const succeeded = new Set([...replies].map((reply) => / 2\d\d$/.test(reply) && reply.split(" ")[0]));
  const untried = operations.filter(({ operationId }) => !succeeded.has(operationId));
  if (untried.length > 0)
    fail(`Nobody has used ${untried.map(({ operationId }) => operationId).join(", ")}.`);
  return replies.size;
}

function fail(message: string): never {
  throw new Error(message);
}
