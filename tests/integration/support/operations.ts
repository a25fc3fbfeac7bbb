import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Call, webVtt } from "../../unit/interface/support/api.ts";
import type { ProductionApi } from "./production-api.ts";

type Documented = {
  operationId: string;
  security: Record<string, string[]>[];
  responses: Record<string, unknown>;
};

const { paths } = JSON.parse(readFileSync(join(import.meta.dirname, "../../../openapi.json"), "utf8")) as {
  paths: Record<string, Record<string, Documented>>;
};

/** Every operation of openapi.json. `scope` is what it asks of a key; undefined where it is open to everybody. */
export const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, security, responses }]) => ({
    operationId,
    method: method.toUpperCase(),
    path,
    scope: security[0]?.["apiKey"]?.[0],
    statuses: Object.keys(responses).map(Number),
  })),
);
export type Operation = (typeof operations)[number];

/** What a user has: the ids that paths and bodies name. */
export type Belongings = {
  key: string;
  keyId: string;
  transcriptId: string;
  /** Of a transcript without a tutorial. */
  freeTranscriptId: string;
  tutorialId: string;
  slug: string;
  /** Of the user's public page. */
  handle: string;
};

let authors = 0;

export async function register(api: ProductionApi): Promise<Belongings> {
  const { key } = await api.register();
  const post = async (path: string, json: unknown) => (await api.call("POST", path, { key, json })).json;
  const upload = () => post("/v1/transcripts", { title: "First steps", content: webVtt });
  const { id: transcriptId } = await upload();
  const tutorial = await post("/v1/tutorials", { transcriptId });
  await api.call("POST", `/v1/tutorials/${tutorial.id}/publish`, { key });
  const handle = `author-${++authors}`;
  await api.call("PATCH", "/v1/me", { key, json: { authorHandle: handle }, headers: { "If-Match": "*" } });
  return {
    key,
    handle,
    keyId: (await post("/v1/api-keys", { name: "Another" })).id,
    transcriptId,
    freeTranscriptId: (await upload()).id,
    tutorialId: tutorial.id,
    slug: tutorial.slug,
  };
}

type Recipe = (of: Belongings) => Omit<Call, "key"> & { query?: string };

const anyVersion = { headers: { "If-Match": "*" } };
let registrations = 0;

/** What each operation is called with, beside its path. */
const recipes: Record<string, Recipe> = {
  registerUser: () => ({ json: { email: `recipe-${++registrations}@example.com`, displayName: "Ada" } }),
  getMe: () => ({}),
  getUsage: () => ({}),
  updateMe: () => ({ json: { displayName: "Augusta" }, ...anyVersion }),
  deleteMe: () => anyVersion,
  createApiKey: () => ({ json: { name: "A key" } }),
  listApiKeys: () => ({}),
  rotateApiKey: () => ({ json: {} }),
  revokeApiKey: () => ({}),
  createTranscript: () => ({ json: { title: "Second steps", content: webVtt } }),
  listTranscripts: () => ({}),
  getTranscript: () => ({}),
  updateTranscript: () => ({ json: { title: "Other steps" }, ...anyVersion }),
  getTranscriptContent: () => ({}),
  replaceTranscriptContent: () => ({ json: { content: webVtt.replace("terminal", "shell") }, ...anyVersion }),
  listSentences: () => ({}),
  listParagraphs: () => ({}),
  listSpeakers: () => ({}),
  renameSpeakers: () => ({ json: { renamings: [{ from: "Ada", to: "Augusta" }] }, ...anyVersion }),
  deleteTranscript: () => anyVersion,
  draftTutorial: ({ transcriptId }) => ({ json: { transcriptId } }),
  listTutorials: () => ({}),
  getTutorial: () => ({}),
  updateTutorial: () => ({ json: { title: "Better" }, ...anyVersion }),
  deleteTutorial: () => anyVersion,
  publishTutorial: () => ({}),
  unpublishTutorial: () => ({}),
  listCitations: () => ({}),
  acceptCitations: () => anyVersion,
  listRevisions: () => ({}),
  getRevision: () => ({}),
  compareRevisions: () => ({}),
  restoreRevision: () => anyVersion,
  search: () => ({ query: "?q=terminal" }),
  getPublishedTutorial: () => ({}),
  getTutorialPage: () => ({}),
  getAuthorPage: () => ({}),
  getAuthorFeed: () => ({}),
  checkHealth: () => ({}),
  checkReadiness: () => ({}),
  describeError: () => ({}),
};

/** The call of an operation on what a user has. A new operation needs a recipe before any test passes. */
export function callOf(
  { operationId, path }: Operation,
  of: Belongings,
): { path: string } & Omit<Call, "key"> {
  const recipe = recipes[operationId];
  if (!recipe) throw new Error(`There is no recipe for ${operationId}: add it to ${import.meta.filename}.`);
  const { query = "", ...call } = recipe(of);
  const id = path.startsWith("/v1/api-keys")
    ? of.keyId
    : path.startsWith("/v1/tutorials")
      ? of.tutorialId
      : operationId === "deleteTranscript"
        ? of.freeTranscriptId
        : of.transcriptId;
  const filled = path
    .replace("{id}", id)
    .replace("{slug}", of.slug)
    .replace("{handle}", of.handle)
    .replace("{code}", "slug_taken")
    .replace("{version}", "2");
  if (filled.includes("{")) throw new Error(`Nobody knows what to put into ${filled}.`);
  return { path: filled + query, ...call };
}
