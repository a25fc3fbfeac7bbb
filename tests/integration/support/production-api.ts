import { neonConfig } from "@neondatabase/serverless";
import type { Endpoint } from "../../../neon-endpoint/endpoint.ts";
import { createProductionApp } from "../../../src/production-app.ts";
import { startDatabase } from "../../support/database.ts";
import type { Call, Reply } from "../../unit/interface/support/api.ts";

export type SqlFetch = (url: string, init: RequestInit) => Promise<Response>;

export type ProductionApi = {
  call(method: string, path: string, call?: Call): Promise<Reply>;
  register(): Promise<{ key: string; user: { id: string } }>;
  /** Over TCP, as the superuser. */
  adminUrl: string;
  endpoint: Endpoint;
  close(): Promise<void>;
};

/**
 * The application as it is put together for production, on a real Postgres of its own. `around` goes round the driver's
 * fetch: what it throws, the driver meets as a network that fails.
 */
export async function startProductionApi(
  bindings: Record<string, string> = {},
  around: (fetchSql: SqlFetch) => SqlFetch = (fetchSql) => fetchSql,
): Promise<ProductionApi> {
  const { url, adminUrl, endpoint, stop } = await startDatabase();
  const app = createProductionApp(
    { DATABASE_URL: url, NEON_FETCH_ENDPOINT: endpoint.url, RATE_LIMITING: "off", ...bindings },
    {},
  );
  neonConfig.fetchFunction = around(neonConfig.fetchFunction);

  async function call(method: string, path: string, { key, json, body, headers }: Call = {}): Promise<Reply> {
    const response = await app.request(path, {
      method,
      headers: {
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
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

  let registered = 0;
  async function register() {
    registered += 1;
    const json = { email: `user-${registered}@example.com`, displayName: "Ada" };
    const reply = await call("POST", "/v1/users", { json });
    return { key: reply.json.apiKey.secret, user: reply.json.user };
  }

  return { call, register, adminUrl, endpoint, close: stop };
}
