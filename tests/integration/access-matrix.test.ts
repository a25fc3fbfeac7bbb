import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allScopes } from "../../src/domain/value-objects/scope.ts";
import { type Belongings, callOf, type Operation, operations, register } from "./support/operations.ts";
import { type ProductionApi, startProductionApi } from "./support/production-api.ts";

const NOBODY = "019a2b3c-4d5e-7f60-8123-456789abcdef";

let api: ProductionApi;
let admin: pg.Client;
let ada: Belongings;
let eve: Belongings;

beforeAll(async () => {
  api = await startProductionApi();
  admin = new pg.Client(api.adminUrl);
  await admin.connect();
  [ada, eve] = [await register(api), await register(api)];
});
afterAll(async () => {
  await admin?.end();
  await api?.close();
});

/** A digest of everything that is stored, but for when keys were last used. */
async function stored(): Promise<string> {
  const tables = await admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const digest = createHash("sha256");
  for (const { name } of tables.rows) {
    const { rows } = await admin.query(
      `SELECT md5(coalesce(string_agg(whole, '' ORDER BY whole), '')) AS digest
      FROM (SELECT (to_jsonb(t) - 'last_used_at')::text AS whole FROM ${name} AS t) AS r`,
    );
    digest.update(`${name} ${rows[0].digest}`);
  }
  return digest.digest("hex");
}

const newKey = async (body: object) =>
  (await api.call("POST", "/v1/api-keys", { key: ada.key, json: { name: "Of the matrix", ...body } })).json;

/** What is wrong with a call, and what it is answered. */
const columns: [string, (operation: Operation) => Promise<{ key?: string; of: Belongings }>, string][] = [
  ["no key", async () => ({ of: ada }), "credentials_missing"],
  ["a malformed key", async () => ({ key: "cueprint_malformed", of: ada }), "credentials_invalid"],
  [
    "a key revoked a moment before",
    async () => {
      const { id, secret } = await newKey({});
      await api.call("DELETE", `/v1/api-keys/${id}`, { key: ada.key });
      return { key: secret, of: ada };
    },
    "credentials_invalid",
  ],
  [
    "a key that has expired",
    async () => {
      const { id, secret } = await newKey({});
      await admin.query(
        "UPDATE api_keys SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE id = $1",
        [id],
      );
      return { key: secret, of: ada };
    },
    "credentials_invalid",
  ],
  [
    "a key rotated a moment before",
    async () => {
      const { id, secret } = await newKey({});
      await api.call("POST", `/v1/api-keys/${id}/rotate`, { key: ada.key, json: {} });
      return { key: secret, of: ada };
    },
    "credentials_invalid",
  ],
  [
    "a key without the scope",
    async ({ scope }) => {
      const { secret } = await newKey({ scopes: allScopes.filter((other) => other !== scope) });
      return { key: secret, of: ada };
    },
    "scope_missing",
  ],
];

describe.each(operations.filter(({ scope }) => scope !== undefined))("$operationId", (operation) => {
  const { method, statuses } = operation;

  it.each(columns)("refuses %s, and changes nothing", async (_, prepare, code) => {
    const { key, of } = await prepare(operation);
    const before = await stored();
    const { path, ...call } = callOf(operation, of);
    const reply = await api.call(method, path, { ...call, ...(key !== undefined && { key }) });
    expect([reply.json.code, statuses.includes(reply.status)]).toEqual([code, true]);
    expect(await stored()).toBe(before);
  });
});

const named = operations.filter(
  ({ path, operationId }) => path.includes("{id}") || operationId === "draftTutorial",
);

describe.each(named)("$operationId", (operation) => {
  const { method, statuses } = operation;

  it("finds nothing of another tenant, and nothing that is not there", async () => {
    const absent = {
      ...eve,
      keyId: NOBODY,
      transcriptId: NOBODY,
      freeTranscriptId: NOBODY,
      tutorialId: NOBODY,
    };
    const before = await stored();
    const codes = [];
    for (const of of [ada, absent]) {
      const { path, ...call } = callOf(operation, of);
      const reply = await api.call(method, path, { ...call, key: eve.key });
      expect([reply.status, statuses.includes(404)]).toEqual([404, true]);
      codes.push(reply.json.code);
    }
    // Nobody can tell what is another's from what never was.
    expect(codes[0]).toBe(codes[1]);
    expect(await stored()).toBe(before);
  });
});

it("what names nothing of its own shows a caller their own alone", async () => {
  for (const path of [
    "/v1/transcripts",
    "/v1/tutorials",
    "/v1/api-keys",
    "/v1/search?q=terminal",
    "/v1/me",
  ]) {
    const reply = await api.call("GET", path, { key: eve.key });
    expect([path, reply.status]).toEqual([path, 200]);
    for (const id of [ada.transcriptId, ada.tutorialId, ada.keyId]) expect(reply.text).not.toContain(id);
  }
});

it("the operations without a column here are open to everybody on purpose", () => {
  const open = operations.filter(({ scope }) => scope === undefined).map(({ operationId }) => operationId);
  expect(open.sort()).toEqual([
    "checkHealth",
    "checkReadiness",
    "describeError",
    "getAuthorFeed",
    "getAuthorPage",
    "getPublishedTutorial",
    "getTutorialPage",
    "registerUser",
  ]);
});
