import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Backend } from "./backend.ts";
import { errorBody, HttpError, SqlError, Unreachable } from "./errors.ts";
import { readCall } from "./protocol.ts";
import { runCall } from "./run-call.ts";

/** Neon's limit for a request and for a response, in bytes. */
const NEON_LIMIT = 64 * 1024 * 1024;

export type EndpointOptions = {
  backend: Backend;
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** Added to each call, in milliseconds. */
  latencyMs?: number;
  maxRequestBytes?: number;
  maxResponseBytes?: number;
};

export type Endpoint = {
  /** What `neonConfig.fetchEndpoint` takes. */
  readonly url: string;
  readonly port: number;
  /** How many SQL calls have come in so far, refused ones included. */
  readonly calls: number;
  setLatency(ms: number): void;
  /** Fails calls as if the database were unreachable: all of them until `false`, or only the next n. */
  refuse(calls: boolean | number): void;
  /** Stops serving and cancels what runs. The backend stays open: it belongs to who opened it. */
  close(): Promise<void>;
};

/**
 * Serves Neon's SQL over HTTP: `POST /sql`, and `GET /health` for health checks. Rejects when the port is
 * taken.
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const {
    backend,
    host = "127.0.0.1",
    maxRequestBytes = NEON_LIMIT,
    maxResponseBytes = NEON_LIMIT,
  } = options;
  let latencyMs = options.latencyMs ?? 0;
  let refusals = 0;
  let calls = 0;

  async function answerSql(request: IncomingMessage, signal: AbortSignal): Promise<string> {
    calls += 1;
    const call = readCall(request.headers, await readBody(request, maxRequestBytes));
    if (latencyMs > 0) await delay(latencyMs, undefined, { signal });
    if (refusals > 0) {
      refusals -= 1;
      throw new Unreachable("refused on demand");
    }
    return backend.withSession(call.credentials, signal, (session) =>
      runCall(session, call, maxResponseBytes),
    );
  }

  async function answer(request: IncomingMessage, signal: AbortSignal): Promise<string> {
    const path = request.url?.split("?")[0];
    if (path === "/health" && request.method === "GET") return backend.ping().then(() => "ok");
    if (path !== "/sql") throw new HttpError(404, "not found: SQL is served at POST /sql");
    if (request.method !== "POST") throw new HttpError(405, "method not allowed: SQL is served at POST /sql");
    return answerSql(request, signal);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      send(response, 200, await answer(request, gone.signal));
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      send(response, statusOf(known), JSON.stringify(errorBody(known)));
    }
  }

  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const done = handle(request, response).finally(() => running.delete(done));
    running.add(done);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/sql`,
    port,
    get calls() {
      return calls;
    },
    setLatency(ms) {
      latencyMs = ms;
    },
    refuse(calls) {
      refusals = calls === true ? Number.POSITIVE_INFINITY : Number(calls);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await Promise.all(running);
    },
  };
}

/** Reads to the end even when it is too much: a client that is still sending would not see the answer. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes > maxBytes) throw new HttpError(413, `request is too large (max is ${maxBytes} bytes)`);
  return Buffer.concat(chunks).toString();
}

function statusOf(error: Error): number {
  if (error instanceof SqlError) return 400;
  return error instanceof HttpError ? error.status : 500;
}

/** To a client that has gone away, nothing is sent. */
function send(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { "Content-Type": body === "ok" ? "text/plain" : "application/json" }).end(body);
}
