import { beforeAll, describe, expect, it } from "vitest";
import { allScopes, type Scope } from "../../../src/domain/value-objects/scope.ts";
import { endpoints } from "../../../src/interface/http/endpoints/index.ts";
import { type Call, startApi, webVtt } from "./support/api.ts";

/** Of nothing that is there: a key is asked for its scope before anything is looked for. */
const id = "019a2b3c-4d5e-7f60-8123-456789abcdef";

/** Bodies of the operations that need one. */
const bodies: Record<string, unknown> = {
  updateMe: { displayName: "Ada" },
  createApiKey: { name: "Another" },
  rotateApiKey: {},
  createTranscript: { title: "First steps", content: webVtt },
  updateTranscript: { title: "First steps" },
  renameSpeakers: { renamings: [{ from: "Ada", to: "Augusta" }] },
  replaceTranscriptContent: { content: webVtt },
  draftTutorial: { transcriptId: id },
  updateTutorial: { title: "First steps" },
};

/** Queries of those that need one. */
const queries: Record<string, string> = { search: "?q=word" };

const guarded = endpoints.flatMap(({ operation: { operationId, method, path, scope } }) =>
  scope === undefined
    ? []
    : [
        {
          operationId,
          method: method.toUpperCase(),
          path: path.replace("{id}", id).replace("{version}", "1") + (queries[operationId] ?? ""),
          scope,
        },
      ],
);

describe.each(guarded)("$operationId, which needs $scope", ({ operationId, method, path, scope }) => {
  const api = startApi();
  let owner: string;
  beforeAll(async () => {
    owner = (await api.register()).key;
  });
  const keyWith = async (scopes: readonly Scope[]): Promise<string> =>
    (await api.call("POST", "/v1/api-keys", { key: owner, json: { name: "A key", scopes } })).json.secret;
  const call = (key?: string) => {
    const body: Call = operationId in bodies ? { json: bodies[operationId] } : {};
    return api.call(method, path, { ...body, key, headers: { "If-Match": "*" } });
  };

  it("is closed without a key", async () => {
    const reply = await call();
    expect([reply.status, reply.json.code]).toEqual([401, "credentials_missing"]);
  });

  it("is closed to a key of every other scope", async () => {
    const reply = await call(await keyWith(allScopes.filter((other) => other !== scope)));
    expect([reply.status, reply.json.code]).toEqual([403, "scope_missing"]);
  });

  it("is open to a key of this scope alone", async () => {
    const { status } = await call(await keyWith([scope]));
    expect([200, 201, 204, 404]).toContain(status);
  });
});

it("the operations without a scope are those that are open on purpose", () => {
  const open = endpoints.filter(({ operation }) => operation.scope === undefined);
  expect(open.map(({ operation }) => `${operation.method.toUpperCase()} ${operation.path}`).sort()).toEqual([
    "GET /a/{handle}",
    "GET /a/{handle}/feed.atom",
    "GET /docs/errors/{code}",
    "GET /healthz",
    "GET /readyz",
    "GET /t/{slug}",
    "GET /v1/published/{slug}",
    "POST /v1/users",
  ]);
});
