import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../src/domain/value-objects/limits.ts";
import { type Call, webVtt } from "../unit/interface/support/api.ts";
import { callOf, operations, register } from "./support/operations.ts";
import { type ProductionApi, startProductionApi } from "./support/production-api.ts";

/** Operations in which the Worker computes between reading and writing, and why. All others ask once. */
const TWICE: Record<string, string> = {
  draftTutorial: "the steps are made from the cues that were read, and stored only if those are unchanged",
  replaceTranscriptContent:
    "the old cues are aligned with the new ones, and what follows is stored only if transcript and tutorials are unchanged",
};

/** Open operations that have nothing to ask. */
const NEVER = ["checkHealth", "describeError"];

let api: ProductionApi;
let calls = 0;
let further: Record<string, string> = {};
beforeAll(async () => {
  api = await startProductionApi({}, (fetchSql) => (url, init) => {
    calls += 1;
    return fetchSql(url, { ...init, headers: { ...(init?.headers as Record<string, string>), ...further } });
  });
});
afterAll(async () => {
  await api?.close();
  console.info(table.join("\n"));
});

const table = ["SQL calls of each operation:"];

async function counted(method: string, path: string, call: Call) {
  calls = 0;
  const { status, json } = await api.call(method, path, call);
  return { status, code: json?.code as string | undefined, calls };
}

describe("SQL calls of an operation", () => {
  it.each(operations)("$operationId", async (operation) => {
    const { operationId, method } = operation;
    const belongings = await register(api);
    const { path, ...call } = callOf(operation, belongings);
    const { status, calls: made } = await counted(method, path, { ...call, key: belongings.key });
    table.push(`${made} ${operationId}${operationId in TWICE ? `: ${TWICE[operationId]}` : ""}`);
    expect([operationId, Math.floor(status / 100)]).toEqual([operationId, 2]);
    expect([operationId, made]).toEqual([
      operationId,
      NEVER.includes(operationId) ? 0 : operationId in TWICE ? 2 : 1,
    ]);
  });

  it("is one for a creation that is repeated, and two at most where it was two at first", async () => {
    for (const operation of operations.filter(({ operationId }) =>
      /^(create|register|draft|rotate)/.test(operationId),
    )) {
      const { key, ...rest } = await register(api);
      const { path, headers, ...call } = callOf(operation, { key, ...rest });
      const again = { ...call, key, headers: { ...headers, "Idempotency-Key": operation.operationId } };
      const first = await counted("POST", path, again);
      expect([operation.operationId, first.status]).toEqual([operation.operationId, 201]);
      const second = await counted("POST", path, again);
      expect([operation.operationId, second]).toEqual([operation.operationId, first]);
    }
  });

  it("is one for a read that has not changed", async () => {
    const { key, transcriptId, tutorialId } = await register(api);
    for (const path of ["/v1/me", `/v1/transcripts/${transcriptId}`, `/v1/tutorials/${tutorialId}`]) {
      const etag = (await api.call("GET", path, { key })).headers.get("ETag") ?? "";
      expect(await counted("GET", path, { key, headers: { "If-None-Match": etag } })).toMatchObject({
        status: 304,
        calls: 1,
      });
    }
  });
});

describe("a read", () => {
  it.each(operations.filter(({ method }) => method === "GET"))(
    "writes and locks nothing: $operationId",
    async (operation) => {
      const belongings = await register(api);
      const { path, ...call } = callOf(operation, belongings);
      // Postgres refuses both in such a transaction. (That the key is used has been noted by now.)
      further = { "Neon-Batch-Read-Only": "true" };
      const { status } = await api.call("GET", path, { ...call, key: belongings.key }).finally(() => {
        further = {};
      });
      expect([operation.operationId, Math.floor(status / 100)]).toEqual([operation.operationId, 2]);
    },
  );
});

describe("the edge alone", () => {
  const guarded = operations.filter(({ scope }) => scope !== undefined);

  it.each(guarded)(
    "refuses $operationId without a key, or with one that is malformed or mistyped",
    async (operation) => {
      const belongings = await register(api);
      const { path, ...call } = callOf(operation, belongings);
      const mistyped = belongings.key.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
      for (const [key, code] of [
        [undefined, "credentials_missing"],
        ["cueprint_short", "credentials_invalid"],
        [mistyped, "credentials_invalid"],
      ] as const) {
        const { path: _, ...sent } = { path, ...call, ...(key !== undefined && { key }) };
        expect(await counted(operation.method, path, sent)).toEqual({ status: 401, code, calls: 0 });
      }
    },
  );

  it("refuses input that is not valid, of the wrong type or too large", async () => {
    const { key, tutorialId } = await register(api);
    const vtt = { "Content-Type": "text/vtt" };
    const refused: [string, string, Call, number][] = [
      ["POST", "/v1/transcripts", { json: {} }, 422],
      ["POST", "/v1/transcripts", { json: { title: "A", content: "no transcript" } }, 422],
      ["POST", "/v1/transcripts?title=A", { body: webVtt, headers: { "Content-Type": "image/png" } }, 415],
      ["POST", "/v1/transcripts?title=A", { body: "x".repeat(limits.requestBytes + 1), headers: vtt }, 413],
      ["POST", "/v1/tutorials", { body: "{", headers: { "Content-Type": "application/json" } }, 400],
      ["PATCH", `/v1/tutorials/${tutorialId}`, { json: { title: "A" } }, 428],
      ["GET", `/v1/tutorials/${tutorialId}`, { headers: { Accept: "image/png" } }, 406],
      ["GET", "/v1/tutorials/not-an-id", {}, 404],
      ["GET", "/v1/tutorials?cursor=none", {}, 422],
      ["PUT", "/v1/tutorials", {}, 405],
      ["GET", "/v1/nothing", {}, 404],
    ];
    for (const [method, path, call, status] of refused) {
      expect([path, await counted(method, path, { ...call, key })]).toMatchObject([
        path,
        { status, calls: 0 },
      ]);
    }
  });
});
