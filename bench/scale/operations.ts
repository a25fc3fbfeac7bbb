import { callOf, operations, register } from "../../tests/integration/support/operations.ts";
import type { ProductionApi } from "../../tests/integration/support/production-api.ts";
import type { Tenant } from "./fill.ts";
import type { CalledOperation } from "./measure.ts";
import { COMMON_WORD, COMMONEST_WORD, RARE_WORD } from "./texts.ts";

/** Other statements of the same operations: each is an address to GET. */
const variants = ({ transcriptId }: { transcriptId: string }): Record<string, string> => ({
  "listTranscripts, the longest page": "/v1/transcripts?limit=100",
  "listTranscripts, last changed first": "/v1/transcripts?sort=-updatedAt",
  "listTranscripts, of a language": "/v1/transcripts?language=en",
  "listTranscripts, of a format": "/v1/transcripts?format=srt",
  "listTranscripts, of a content": `/v1/transcripts?contentHash=${"0".repeat(64)}`,
  "listTranscripts, changed since": "/v1/transcripts?updatedAfter=2026-06-01T00:00:00Z",
  "listTutorials, of a transcript": `/v1/tutorials?transcriptId=${transcriptId}`,
  "listTutorials, published": "/v1/tutorials?status=published",
  "listApiKeys, active": "/v1/api-keys?active=true",
  "search, a rare word": `/v1/search?q=${RARE_WORD}`,
  "search, a common word": `/v1/search?q=${COMMON_WORD}`,
  "search, two common words": `/v1/search?q=${COMMON_WORD}+${COMMONEST_WORD}`,
  "search, a phrase": `/v1/search?q=%22${COMMONEST_WORD}+${COMMON_WORD}%22`,
  "search, the beginning of a word": `/v1/search?q=${RARE_WORD.slice(0, 4)}*`,
  "search, a word without another": `/v1/search?q=${COMMON_WORD}+-${COMMONEST_WORD}`,
  "search, in a transcript": `/v1/search?q=${COMMON_WORD}&transcriptId=${transcriptId}`,
  "search, of a speaker": `/v1/search?q=${COMMON_WORD}&speaker=Ada`,
  "search, in steps": `/v1/search?q=${COMMON_WORD}&kind=step`,
});

/** Every operation of openapi.json as the tests' recipes call it, for a user who has stored a lot. */
export async function callsOf(api: ProductionApi, tenant: Tenant | undefined): Promise<CalledOperation[]> {
  if (!tenant) throw new Error("There is nobody to measure.");
  const { key, userId } = tenant;
  // What the recipes name is made beside what the user has.
  const belongings = await register({ ...api, register: async () => ({ key, user: { id: userId } }) });
  const recipes = operations.map((operation) => {
    const { path, ...call } = callOf(operation, belongings);
    return { name: operation.operationId, method: operation.method, path, call: { ...call, key } };
  });
  const others = Object.entries(variants(belongings)).map(([name, path]) => ({
    name,
    method: "GET",
    path,
    call: { key },
  }));
  const claims = recipes
    .filter(({ method, name }) => method === "POST" && /^(create|register|draft|rotate)/.test(name))
    .map(({ name, call, ...rest }) => ({
      ...rest,
      name: `${name}, to be repeated`,
      call: { ...call, headers: { ...call.headers, "Idempotency-Key": "measured" } },
    }));
  return [...recipes, ...others, ...claims, ...(await seenBefore(api, key, belongings))].toSorted((a, b) =>
    a.name.localeCompare(b.name, "en-GB"),
  );
}

/** Reads that name what an earlier one has given: a version, or where a page ended. */
async function seenBefore(
  api: ProductionApi,
  key: string,
  { transcriptId, tutorialId }: { transcriptId: string; tutorialId: string },
): Promise<CalledOperation[]> {
  const read = (path: string) => api.call("GET", path, { key });
  async function unlessChanged(name: string, path: string): Promise<CalledOperation> {
    const etag = (await read(path)).headers.get("ETag") ?? "";
    return {
      name: `${name}, unchanged`,
      method: "GET",
      path,
      call: { key, headers: { "If-None-Match": etag } },
    };
  }
  async function followingPage(name: string, path: string): Promise<CalledOperation> {
    const { nextCursor } = (await read(path)).json;
    return {
      name: `${name}, the following page`,
      method: "GET",
      path: `${path}&cursor=${encodeURIComponent(nextCursor)}`,
      call: { key },
    };
  }
  return Promise.all([
    unlessChanged("getMe", "/v1/me"),
    unlessChanged("getTranscript", `/v1/transcripts/${transcriptId}`),
    unlessChanged("getTutorial", `/v1/tutorials/${tutorialId}`),
    followingPage("listTranscripts", "/v1/transcripts?limit=50"),
    followingPage("listTranscripts, last changed first", "/v1/transcripts?limit=50&sort=-updatedAt"),
    followingPage("listTutorials", "/v1/tutorials?limit=2"),
    followingPage("search", `/v1/search?limit=10&q=${COMMON_WORD}`),
  ]);
}
