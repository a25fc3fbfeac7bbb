/**
 * How much of a public load the edge's cache takes: reads of 1,000 published tutorials by Zipf's law, through the
 * application itself on repositories in memory, in simulated time. What is counted needs no clock of this machine: the
 * same run gives the same figures everywhere. Written to bench/results/edge-cache.{json,md}.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FixedClock } from "../src/infrastructure/for-tests/fixed-clock.ts";
import { InMemoryDatabase } from "../src/infrastructure/for-tests/in-memory-database.ts";
import { SequentialIds } from "../src/infrastructure/for-tests/sequential-ids.ts";
import { createApp } from "../src/interface/http/app.ts";

const TUTORIALS = 1_000;
const READS = 10_000;
const RATES = [1, 10, 100];
/** The exponent of Zipf's law, as is usual for the pages of a site (Breslau et al., INFOCOM 1999: 0.64 to 0.83). */
const EXPONENT = 0.8;

const clock = new FixedClock(new Date("2026-01-05T09:00:00.000Z"));
const database = new InMemoryDatabase(clock);
let calls = 0;
let misses = 0;
const kept = new Map<string, { response: Response; until: number }>();
const behind: Promise<unknown>[] = [];
const app = createApp({
  callerRepositories: (credential) => database.callerRepositories(credential),
  publicRepositories: () => {
    const { publishedTutorials, ...rest } = database.publicRepositories();
    const get: typeof publishedTutorials.get = (slug) => {
      calls += 1;
      return publishedTutorials.get(slug);
    };
    return { ...rest, publishedTutorials: { ...publishedTutorials, get, getUnless: get } };
  },
  ping: async () => {},
  drafters: {
    extractive: { draft: async () => ({ steps: [], notes: [] }) },
  },
  clock,
  ids: new SequentialIds(),
  rateLimiters: {},
  configuration: {
    registrationOpen: true,
    allowedOrigins: [],
    quota: { transcripts: 10_000, bytes: 2 ** 30 },
  },
  edgeCache: {
    async match(key) {
      const found = kept.get(key);
      if (found && found.until > clock.now().getTime()) return found.response.clone();
      misses += 1;
      return undefined;
    },
    async put(key, response) {
      kept.set(key, { response, until: clock.now().getTime() + 60_000 });
    },
  },
});
const context = {
  waitUntil: (work: Promise<unknown>) => void behind.push(work),
  passThroughOnException() {},
  props: {},
};

const slugs = await publishAll();
const weights = slugs.map((_, rank) => (rank + 1) ** -EXPONENT);
const total = weights.reduce((sum, weight) => sum + weight, 0);
const rows = [];
for (const rate of RATES) rows.push(await run(rate));

const table = [
  "| reads a second | answered from the cache | SQL calls for 1,000 reads |",
  "| --: | --: | --: |",
  ...rows.map(
    ({ rate, hitRatio, callsPerThousand }) =>
      `| ${rate} | ${(hitRatio * 100).toFixed(1)} % | ${callsPerThousand.toFixed(0)} |`,
  ),
].join("\n");
const folder = join(import.meta.dirname, "results");
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "edge-cache.json"),
  `${JSON.stringify({ tutorials: TUTORIALS, reads: READS, exponent: EXPONENT, rows }, null, 2)}\n`,
);
writeFileSync(
  join(folder, "edge-cache.md"),
  `# What the edge's cache takes\n\nOf one location: ${READS} reads of ${TUTORIALS} tutorials as pages by Zipf's law (exponent ${EXPONENT}), from an empty cache,\nby \`npm run bench:edge-cache\`. A reply made behind another one counts as a call.\n\n${table}\n`,
);
console.log(table);

async function publishAll(): Promise<string[]> {
  const send = async (method: string, path: string, json: unknown, key = "", headers = {}) =>
    (await (
      await app.request(path, {
        method,
        body: JSON.stringify(json),
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}`, ...headers },
      })
    ).json()) as Record<string, never> & { id: string; slug: string; apiKey: { secret: string } };
  const { apiKey } = await send("POST", "/v1/users", { email: "ada@example.com", displayName: "Ada" });
  const content = "WEBVTT\n\n00:00.000 --> 00:02.000\nOpen the terminal.\n";
  const { id: transcriptId } = await send(
    "POST",
    "/v1/transcripts",
    { title: "First", content },
    apiKey.secret,
  );
  const step = { title: "Open it", body: "Open it.", citations: [{ firstCue: 1, lastCue: 1 }] };
  const published: string[] = [];
  for (let nth = 0; nth < TUTORIALS; nth += 1) {
    const { id, slug } = await send(
      "POST",
      "/v1/tutorials",
      { transcriptId, title: `Tutorial ${nth}` },
      apiKey.secret,
    );
    await send("PATCH", `/v1/tutorials/${id}`, { steps: [step] }, apiKey.secret, { "If-Match": "*" });
    await send("POST", `/v1/tutorials/${id}/publish`, {}, apiKey.secret);
    published.push(slug);
  }
  return published;
}

async function run(rate: number) {
  kept.clear();
  calls = 0;
  misses = 0;
  const random = generator(20_260_105);
  for (let read = 0; read < READS; read += 1) {
    clock.advance(1000 / rate);
    let left = random() * total;
    const rank = weights.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
    const response = await app.request(`/t/${slugs[rank] ?? slugs[0]}`, {}, {}, context);
    if (response.status !== 200) throw new Error(`A page was answered ${response.status}.`);
    await response.arrayBuffer();
    await Promise.all(behind.splice(0));
  }
  return { rate, hitRatio: 1 - misses / READS, callsPerThousand: (calls / READS) * 1000 };
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
