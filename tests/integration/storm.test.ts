import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { withClient } from "../support/database-server.ts";
import { type Reply, webVtt } from "../unit/interface/support/api.ts";
import { type ProductionApi, type SqlFetch, startProductionApi } from "./support/production-api.ts";

/** How many creations, each asked for by so many callers; STORM_KEYS chooses another number of them. */
const KEYS = Number(process.env["STORM_KEYS"] ?? 200);
const CALLERS = 50;
const IN_FLIGHT = 64;
/** The share of SQL calls whose connection is cut before they leave, while they run, and once they are done. */
const CUT = { before: 0.05, during: 0.05, after: 0.05 };
/** Many more than a caller needs: one in 10^16 has so little luck. */
const MOST_ATTEMPTS = 20;

describe("a storm of repeated requests over a network that fails", () => {
  let api: ProductionApi;
  /** What the network has done: calls that never left or went on alone, effects and refusals that nobody heard of. */
  const cut = { before: 0, during: 0, afterCommit: 0, afterRefusal: 0 };
  /** Calls that go on alone. */
  const orphans: Promise<unknown>[] = [];
  let isStormy = false;

  const stormy =
    (fetchSql: SqlFetch): SqlFetch =>
    async (url, init) => {
      const luck = isStormy ? nextLuck() : 1;
      if (luck < CUT.before) {
        cut.before += 1;
        throw new TypeError("the connection was cut before the call");
      }
      const reply = fetchSql(url, init);
      if (luck < CUT.before + CUT.during) {
        cut.during += 1;
        orphans.push(reply.then((response) => response.arrayBuffer()));
        throw new TypeError("the connection was cut during the call");
      }
      const response = await reply;
      if (luck >= CUT.before + CUT.during + CUT.after) return response;
      // Postgres has answered, so what it did is committed; nobody hears of it.
      await response.arrayBuffer();
      cut[response.ok ? "afterCommit" : "afterRefusal"] += 1;
      throw new TypeError("the connection was cut before the reply");
    };
  const nextLuck = seededRandom(20_260_105);

  beforeAll(async () => {
    api = await startProductionApi({}, stormy);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await api?.close();
  });

  it(`has one effect for each of ${KEYS} keys, and one reply for its ${CALLERS} callers`, async () => {
    const { key, user } = await api.register();
    const json = (nth: number) => ({ title: `Recording ${nth}`, content: webVtt });

    /** A caller as they should be: one who is told 503 sends the same again. */
    async function create(nth: number): Promise<Reply> {
      for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
        const headers = { "Idempotency-Key": `storm-${nth}` };
        const reply = await api.call("POST", "/v1/transcripts", { key, json: json(nth), headers });
        if (reply.status !== 503) return reply;
        expect([reply.json.code, reply.headers.get("Retry-After")]).toEqual(["database_unavailable", "2"]);
      }
      throw new Error(`the caller of key ${nth} had no luck in ${MOST_ATTEMPTS} attempts`);
    }

    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    isStormy = true;
    // Callers of one key stand side by side, so that they are in flight together.
    const replies = await inFlight(IN_FLIGHT, KEYS * CALLERS, (at) => create(Math.floor(at / CALLERS)));
    isStormy = false;
    await Promise.all(orphans);

    const ids = new Set<string>();
    for (let nth = 0; nth < KEYS; nth += 1) {
      const ofKey = replies.slice(nth * CALLERS, (nth + 1) * CALLERS);
      const told = ofKey.map(({ status, headers, text }) =>
        JSON.stringify([status, headers.get("Location"), headers.get("ETag"), text]),
      );
      expect(new Set(told).size).toBe(1);
      const [first] = ofKey;
      expect([first?.status, first?.json.title]).toEqual([201, `Recording ${nth}`]);
      ids.add(first?.json.id);
      const firsthand = ofKey.filter(({ headers }) => !headers.has("Idempotent-Replayed"));
      // None where the reply to the one that made it was lost.
      expect(firsthand.length).toBeLessThanOrEqual(1);
    }

    const stored = await withClient(api.adminUrl, async (admin) => {
      const { rows } = await admin.query(
        `SELECT (SELECT array_agg(id::text) FROM transcripts WHERE owner_id = $1) AS ids,
          (SELECT count(*)::int FROM cues WHERE owner_id = $1) AS cues,
          (SELECT count(*)::int FROM idempotency_keys WHERE scope = $1::text) AS keys`,
        [user.id],
      );
      return rows[0];
    });
    expect(new Set(stored.ids)).toEqual(ids);
    expect([stored.ids.length, stored.cues, stored.keys]).toEqual([KEYS, 3 * KEYS, KEYS]);

    expect(log).toHaveBeenCalledTimes(cut.before + cut.during + cut.afterCommit + cut.afterRefusal);
    // The storm was one: each kind of cut was met, the cut after an effect too.
    expect(cut.before).toBeGreaterThan(0.03 * KEYS * CALLERS);
    expect(cut.during).toBeGreaterThan(0.03 * KEYS * CALLERS);
    expect(cut.afterRefusal).toBeGreaterThan(0.03 * KEYS * CALLERS);
    expect(cut.afterCommit).toBeGreaterThan(0);
  }, 180_000);
});

describe("writers who read, change and write back", () => {
  const WRITERS = 40;
  const INCREMENTS = 25;
  /** Of N who read the same version one gets through: more at once would only be refused more often. */
  const AT_ONCE = 4;
  let api: ProductionApi;
  beforeAll(async () => {
    api = await startProductionApi();
  });
  afterAll(() => api?.close());

  it(`lose none of ${WRITERS} × ${INCREMENTS} updates`, async () => {
    const { key } = await api.register();
    const json = { title: "0", content: webVtt };
    const { id } = (await api.call("POST", "/v1/transcripts", { key, json })).json;
    const path = `/v1/transcripts/${id}`;
    let refused = 0;

    /** One attempt to count on; whether it got through. */
    async function increment(): Promise<boolean> {
      const read = await api.call("GET", path, { key });
      const changed = await api.call("PATCH", path, {
        key,
        json: { title: String(Number(read.json.title) + 1) },
        headers: { "If-Match": read.headers.get("ETag") ?? "" },
      });
      if (changed.status === 200) return true;
      expect([changed.status, changed.json.code]).toEqual([412, "transcript_version_stale"]);
      refused += 1;
      return false;
    }
    // Each writer's remaining increments; whose turn is over goes to the end of the queue.
    const queue = Array.from({ length: WRITERS }, () => ({ left: INCREMENTS }));
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let writer = queue.shift(); writer; writer = queue.shift()) {
          if (await increment()) writer.left -= 1;
          if (writer.left > 0) queue.push(writer);
        }
      }),
    );

    const { title, version } = (await api.call("GET", path, { key })).json;
    expect([title, version]).toEqual([String(WRITERS * INCREMENTS), 1 + WRITERS * INCREMENTS]);
    // They were in each other's way.
    expect(refused).toBeGreaterThan(WRITERS);
  }, 180_000);
});

/** Does `count` pieces of work, so many at a time, and gives their results in order. */
async function inFlight<Result>(
  most: number,
  count: number,
  work: (at: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const at = next;
      next += 1;
      results[at] = await work(at);
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}

/**
 * Numbers from 0 to below 1 by a linear congruential generator modulo 2^32, with the multiplier and increment of
 * Numerical Recipes (Press et al., section 7.1). Which caller meets which is up to the race.
 */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
