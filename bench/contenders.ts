import { join } from "node:path";
import { apiRoleUrl } from "../scripts/local/api-role.ts";
import { createDatabase, createEmptyDatabase } from "../tests/support/database.ts";
import type { DatabaseServerAddress } from "../tests/support/database-server.ts";
import type { DistanceReply } from "./distance-process.ts";
import { draftRequest, floorRequests, furtherRequests, type Requests, sharedRequests } from "./operations.ts";
import { analyze, seedCueprint, seedFastApi, seedFastify } from "./seed.ts";
import { startDeno } from "./servers/deno.ts";
import { findFastApi, startFastApi } from "./servers/fastapi.ts";
import { findFastify, prepareFastifyPeer, startFastifyPeer } from "./servers/fastify.ts";
import type { Server } from "./servers/server.ts";
import { startWorkerd } from "./servers/workerd.ts";

export const serverNames = [
  "Cueprint on workerd",
  "Cueprint on Deno",
  "FastAPI peer",
  "Fastify peer",
  "floor: one neon() call",
  "floor: bare handler",
] as const;
export type ServerName = (typeof serverNames)[number];

/** A server at one distance from its database, and how it is asked. */
export type Place = { url: string; requests: Requests };

export type Contender = {
  name: ServerName;
  /** Nothing between it and its database but what it always goes through. */
  near: Place;
  /** Behind the delay; the same place where the endpoint delays. */
  far: Place;
  /** The process that does its work. */
  pid: number;
};

export type Contenders = {
  present: readonly Contender[];
  /** The name of each that could not be started, and why. */
  leftOut: ReadonlyMap<ServerName, string>;
  /** Of what the peers are made of. */
  versions: readonly string[];
};

const root = join(import.meta.dirname, "..");
const api = { configuration: join(root, "wrangler.toml"), entry: join(root, "dist/worker/worker.js") };
const floor = (module: string) => ({
  configuration: join(import.meta.dirname, "floor/wrangler.toml"),
  entry: join(import.meta.dirname, "floor", module),
});

/** The API allows for storage what a benchmark uploads, and everything that the floor and the peers are not asked. */
const settings = { RATE_LIMITING: "off", QUOTA_TRANSCRIPTS: "1000000", QUOTA_BYTES: String(2 ** 50) };

/** The FastAPI peer's is its own choice. */
const peerKeys = { reader: "bench-key", writer: "bench-writer-key" };

/** Starts and fills everything that is compared. */
export async function startContenders(
  database: DatabaseServerAddress,
  distance: DistanceReply,
  tell: (what: string) => void,
): Promise<Contenders> {
  const leftOut = new Map<ServerName, string>();
  const present: Contender[] = [];
  const versions: string[] = [];

  tell("Cueprint, on workerd and on Deno");
  const { url } = await createDatabase(database);
  const bindings = { ...settings, DATABASE_URL: apiRoleUrl(url), NEON_FETCH_ENDPOINT: distance.endpointUrl };
  const workerd = await startWorkerd(api, bindings);
  const deno = await startDeno(bindings);
  const { keys, tutorialId, slug, transcriptId } = await seedCueprint(workerd.url);
  await analyze(url);
  const requests = {
    ...sharedRequests(keys, tutorialId),
    ...furtherRequests(keys, slug),
    draft: draftRequest(keys, transcriptId),
  };
  present.push(inOnePlace("Cueprint on workerd", workerd, requests));
  present.push(inOnePlace("Cueprint on Deno", deno, requests));

  const fastApi = await findFastApi();
  if ("missing" in fastApi) leftOut.set("FastAPI peer", fastApi.missing);
  else {
    tell(`the FastAPI peer: ${fastApi.versions}`);
    versions.push(fastApi.versions);
    present.push(
      await inTwoPlaces("FastAPI peer", async (near, seen) => {
        const server = await startFastApi(seen);
        await seedFastApi(near, peerKeys);
        return { server, requests: sharedRequests(peerKeys, server.tutorialId) };
      }),
    );
  }

  const fastify = await findFastify();
  if ("missing" in fastify) leftOut.set("Fastify peer", fastify.missing);
  else {
    tell(`the Fastify peer: ${fastify.versions}`);
    versions.push(fastify.versions);
    present.push(
      await inTwoPlaces("Fastify peer", async (near, seen) => {
        await prepareFastifyPeer(near, Object.values(peerKeys));
        const server = await startFastifyPeer(seen);
        const { tutorialId, slug } = await seedFastify(server.url, peerKeys);
        const requests = { ...sharedRequests(peerKeys, tutorialId), ...furtherRequests(peerKeys, slug) };
        return { server, requests };
      }),
    );
  }

  tell("the floor");
  // As the owner, whom no policy hides rows from.
  const floorBindings = { DATABASE_URL: url, NEON_FETCH_ENDPOINT: distance.endpointUrl };
  const neon = await startWorkerd(floor("neon.js"), floorBindings);
  const bare = await startWorkerd(floor("bare.js"), {});
  present.push(inOnePlace("floor: one neon() call", neon, floorRequests(tutorialId)));
  present.push(inOnePlace("floor: bare handler", bare, floorRequests(tutorialId)));

  return { present, leftOut, versions };

  /**
   * A peer twice, each on a database of its own: one straight at Postgres, so that the proxy costs it nothing where
   * there is no delay, and one behind the proxy. `near` is the database's own address, `seen` the one for the server.
   */
  async function inTwoPlaces(
    name: ServerName,
    start: (near: string, seen: string) => Promise<{ server: Server; requests: Requests }>,
  ): Promise<Contender> {
    const places: (Place & { pid: number })[] = [];
    for (const port of [undefined, distance.proxyPort]) {
      const { url } = await createEmptyDatabase(database);
      const { server, requests } = await start(url, port === undefined ? url : withPort(url, port));
      await analyze(url);
      places.push({ url: server.url, pid: server.pid, requests });
    }
    const [near, far] = places as [Place & { pid: number }, Place];
    return { name, near, far, pid: near.pid };
  }
}

function inOnePlace(name: ServerName, { url, pid }: Server, requests: Requests): Contender {
  const place = { url, requests };
  return { name, near: place, far: place, pid };
}

function withPort(url: string, port: number): string {
  const seen = new URL(url);
  seen.hostname = "127.0.0.1";
  seen.port = String(port);
  return seen.href;
}
