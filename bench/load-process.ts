/** The load generator, in a process of its own so that it shares no event loop with anything that it measures. */
import { Agent, request } from "node:http";
import { answerMessages } from "./processes.ts";

/** One request, the same each time. */
export type BenchRequest = {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** Any other status ends the run: nothing is measured but what was done. */
  status: number;
};

/** As many requests as said, or for as long; each connection sends its next one when it has the reply. */
export type Load = { origin: string; request: BenchRequest; connections: number } & (
  | { requests: number }
  | { forMs: number }
);

/** How long each request took until its last byte was there, and all together, in milliseconds. */
export type Samples = { latenciesMs: number[]; elapsedMs: number };

answerMessages(run);

async function run(load: Load): Promise<Samples> {
  const { hostname } = new URL(load.origin);
  if (hostname !== "127.0.0.1") throw new Error(`Load is for this machine alone, not for ${hostname}.`);
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const latenciesMs: number[] = [];
  let sent = 0;
  const startedAt = performance.now();
  const more = () => ("requests" in load ? sent < load.requests : performance.now() - startedAt < load.forMs);

  async function connection(): Promise<void> {
    while (more()) {
      sent += 1;
      const sentAt = performance.now();
      await send(load, agent);
      latenciesMs.push(performance.now() - sentAt);
    }
  }

  try {
    await Promise.all(Array.from({ length: load.connections }, connection));
    return { latenciesMs, elapsedMs: performance.now() - startedAt };
  } finally {
    agent.destroy();
  }
}

function send(
  { origin, request: { method, path, headers, body, status } }: Load,
  agent: Agent,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
    const outgoing = request(
      origin + path,
      { agent, method, headers: { ...headers, ...length } },
      (response) => {
        if (response.statusCode === status) response.resume();
        else response.once("data", (chunk) => reject(unexpected(chunk)));
        response.once("end", () => (response.statusCode === status ? resolve() : reject(unexpected(""))));
        response.once("error", reject);
        const unexpected = (text: unknown) =>
          new Error(`${method} ${origin}${path} answered ${response.statusCode}: ${text}`);
      },
    );
    outgoing.once("error", reject).end(body);
  });
}
