/**
 * What lies between the servers and Postgres, in a process of its own: the Neon endpoint, and for those that speak
 * Postgres' own protocol a delaying proxy.
 */
import { openPostgres } from "../neon-endpoint/backends/postgres.ts";
import { startEndpoint } from "../neon-endpoint/endpoint.ts";
import { startDelayingProxy } from "./delaying-proxy.ts";
import { answerMessages } from "./processes.ts";

export type DistanceMessage = { postgresUrl: string } | { delayMs: number };
/** Where the two are, once they are started. */
export type DistanceReply = { endpointUrl: string; proxyPort: number };

let distance: Awaited<ReturnType<typeof start>> | undefined;

answerMessages(async (message: DistanceMessage): Promise<DistanceReply> => {
  if ("postgresUrl" in message) distance = await start(message.postgresUrl);
  if (!distance) throw new Error("The distance has not been started.");
  if ("delayMs" in message) {
    distance.endpoint.setLatency(message.delayMs);
    distance.proxy.setDelay(message.delayMs);
  }
  return { endpointUrl: distance.endpoint.url, proxyPort: distance.proxy.port };
});

async function start(postgresUrl: string) {
  const { hostname, port } = new URL(postgresUrl);
  return {
    endpoint: await startEndpoint({ backend: openPostgres(postgresUrl, { maxConnections: 50 }) }),
    proxy: await startDelayingProxy({ host: hostname, port: Number(port || 5432) }),
  };
}
