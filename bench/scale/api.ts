import type { Backend } from "../../neon-endpoint/backend.ts";
import { startEndpoint } from "../../neon-endpoint/endpoint.ts";
import { createProductionApp } from "../../src/production-app.ts";
import type { ProductionApi } from "../../tests/integration/support/production-api.ts";
import { type Call, type Reply, webVtt } from "../../tests/unit/interface/support/api.ts";
import type { ScaleDatabase } from "./server.ts";
import { lengthened } from "./texts.ts";

/** Uploaded in place of the recipes' three cues: as long as all other transcripts. */
const longWebVtt = lengthened(webVtt, 97);

/** The application as it is put together for production, its SQL served by `backend`. One at a time: the driver keeps its
 * endpoint for the whole process. */
export async function withApi<T>(
  { url, adminUrl }: ScaleDatabase,
  backend: Backend,
  use: (api: ProductionApi) => Promise<T>,
): Promise<T> {
  const endpoint = await startEndpoint({ backend });
  const app = createProductionApp(
    {
      DATABASE_URL: url,
      NEON_FETCH_ENDPOINT: endpoint.url,
      RATE_LIMITING: "off",
      DATABASE_TIMEOUT_MS: "30000",
    },
    {},
  );

  async function call(method: string, path: string, { key, json, body, headers }: Call = {}): Promise<Reply> {
    const content = json === undefined ? body : JSON.stringify(json);
    const response = await app.request(path, {
      method,
      headers: {
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(content !== undefined && {
        body:
          typeof content === "string"
            ? content.replace(JSON.stringify(webVtt), () => JSON.stringify(longWebVtt))
            : content,
      }),
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
    const reply = await call("POST", "/v1/users", {
      json: { email: `user-${registered}@example.com`, displayName: "Ada" },
      headers: { "Idempotency-Key": `registration-${registered}` },
    });
    if (reply.status !== 201) throw new Error(`Nobody could be registered: ${reply.status} ${reply.text}`);
    return { key: reply.json.apiKey.secret, user: reply.json.user };
  }

  try {
    return await use({ call, register, adminUrl, endpoint, close: async () => {} });
  } finally {
    await endpoint.close();
    await backend.close();
  }
}
