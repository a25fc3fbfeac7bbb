import { createExtractiveDrafter } from "../../../../src/infrastructure/for-production/drafters/extractive/extractive-drafter.ts";
import { FixedClock } from "../../../../src/infrastructure/for-tests/fixed-clock.ts";
import { InMemoryDatabase } from "../../../../src/infrastructure/for-tests/in-memory-database.ts";
import { SequentialIds } from "../../../../src/infrastructure/for-tests/sequential-ids.ts";
import { createApp } from "../../../../src/interface/http/app.ts";
import type { Dependencies } from "../../../../src/interface/http/dependencies.ts";
import type { Endpoint } from "../../../../src/interface/http/endpoint.ts";

export type Call = {
  key?: string | undefined;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  /** The address that the entry says the call is from. */
  from?: string;
};

// biome-ignore lint/suspicious/noExplicitAny: replies are read as their callers read them
export type Reply = { status: number; headers: Headers; text: string; json: any };

export const webVtt = `WEBVTT

00:00.000 --> 00:04.000
<v Ada>Open the terminal and install the command-line tool.

00:04.500 --> 00:09.000
<v Ada>Then log in with the account that you made before.

00:10.000 --> 00:15.000
<v Grace>Next, create a project and deploy it to the edge.
`;

export const configuration: Dependencies["configuration"] = {
  registrationOpen: true,
  allowedOrigins: [],
  quota: { transcripts: 10_000, bytes: 2 ** 30 },
};

/** The application on in-memory repositories, and endpoints of a test's own. Each test makes its own. */
export function startApi(overrides: Partial<Dependencies> = {}, endpoints: readonly Endpoint[] = []) {
  const clock = new FixedClock(new Date("2026-01-05T09:00:00.000Z"));
  const database = new InMemoryDatabase(clock, (overrides.configuration ?? configuration).quota);
  const dependencies: Dependencies = {
    callerRepositories: (credential) => database.callerRepositories(credential),
    publicRepositories: () => database.publicRepositories(),
    ping: async () => {},
    drafters: { extractive: createExtractiveDrafter() },
    clock,
    ids: new SequentialIds(),
    rateLimiters: {},
    configuration,
    ...overrides,
  };
  const app = createApp(dependencies);
  for (const endpoint of endpoints) endpoint.mount(app, dependencies);

  async function call(
    method: string,
    path: string,
    { key, json, body, headers, from }: Call = {},
  ): Promise<Reply> {
    const init = {
      method,
      headers: {
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined ? { body } : {}),
    };
    const response = await app.request(path, init, { clientAddress: from });
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
  async function register(): Promise<{ key: string; user: { id: string } }> {
    registered += 1;
    const json = { email: `user-${registered}@example.com`, displayName: "Ada" };
    const reply = await call("POST", "/v1/users", { json });
    return { key: reply.json.apiKey.secret, user: reply.json.user };
  }

  async function upload(key: string, content = webVtt) {
    const reply = await call("POST", "/v1/transcripts", { key, json: { title: "First steps", content } });
    return reply.json as { id: string; version: number };
  }

  async function draft(key: string, content = webVtt) {
    const { id: transcriptId } = await upload(key, content);
    const reply = await call("POST", "/v1/tutorials", { key, json: { transcriptId } });
    return reply.json;
  }

  return { app, clock, call, register, upload, draft };
}
