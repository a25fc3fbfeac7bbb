import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi, webVtt } from "../unit/interface/support/api.ts";
import { type ProductionApi, startProductionApi } from "./support/production-api.ts";

type Api = Pick<ProductionApi, "call" | "register"> & { close(): Promise<void> };

const apis: [string, () => Promise<Api>][] = [
  ["in memory", async () => ({ ...startApi(), close: async () => {} })],
  ["on Postgres", () => startProductionApi()],
];

/** What happens between two pages. */
type Event = { kind: "insert" } | { kind: "delete"; which: number };

const event = fc.oneof(
  fc.constant<Event>({ kind: "insert" }),
  fc.record({ kind: fc.constant("delete" as const), which: fc.nat(1_000) }),
);
/** Enough turns to come to the end of most lists; the last limit reads the rest of the others. */
const history = fc.record({
  before: fc.nat(12),
  turns: fc.array(
    fc.record({ limit: fc.integer({ min: 1, max: 5 }), events: fc.array(event, { maxLength: 3 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  ),
});

describe.each(apis)("a list that changes while it is paged through, %s", (_name, start) => {
  let api: Api;
  beforeAll(async () => {
    api = await start();
  });
  afterAll(() => api?.close());

  /** Somebody with an empty list, and how they add to it. */
  async function owner(path: string) {
    const { key } = await api.register();
    const json = { title: "A recording", content: webVtt };
    const upload = async () => (await api.call("POST", "/v1/transcripts", { key, json })).json.id as string;
    if (path === "/v1/transcripts") return { key, create: upload };
    const transcriptId = await upload();
    const create = async () =>
      (await api.call("POST", "/v1/tutorials", { key, json: { transcriptId } })).json.id as string;
    return { key, create };
  }

  it.each(["/v1/transcripts", "/v1/tutorials"])(
    "%s is read as it is: nothing twice, nothing missed, newest first",
    async (path) => {
      const ends = { inTime: 0, changed: 0 };
      await fc.assert(
        fc.asyncProperty(history, async ({ before, turns }) => {
          const { key, create } = await owner(path);
          /** What the list holds, newest first. */
          const live: string[] = [];
          const apply = async (event: Event) => {
            if (event.kind === "insert") return void live.unshift(await create());
            const [id] = live.splice(event.which % Math.max(live.length, 1), 1);
            if (id === undefined) return;
            const headers = { "If-Match": "*" };
            expect((await api.call("DELETE", `${path}/${id}`, { key, headers })).status).toBe(204);
            ends.changed += 1;
          };
          for (let nth = 0; nth < before; nth += 1) await apply({ kind: "insert" });
          const atFirst = [...live];

          const seen: string[] = [];
          let next: string | null = path;
          const turnsAndRest = [...turns, { limit: 100, events: [] }];
          for (const { limit, events } of turnsAndRest) {
            const address: URL = new URL(next, "http://any");
            address.searchParams.set("limit", String(limit));
            const reply = await api.call("GET", address.pathname + address.search, { key });
            expect(reply.status).toBe(200);
            const page: string[] = reply.json.items.map(({ id }: { id: string }) => id);
            // The model: of what is there now, the newest that are older than what was read last.
            const last = seen.at(-1);
            const older = live.filter((id) => last === undefined || id < last);
            expect(page).toEqual(older.slice(0, limit));
            seen.push(...page);
            next = /^<([^>]+)>; rel="next"$/.exec(reply.headers.get("Link") ?? "")?.[1] ?? null;
            expect(next !== null).toBe(older.length > limit);
            expect(reply.json.nextCursor !== null).toBe(older.length > limit);
            if (next === null) break;
            for (const event of events) await apply(event);
          }
          expect(next).toBeNull();

          // What a reader relies on, said without the model.
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(seen.toSorted().reverse());
          const undeleted = atFirst.filter((id) => live.includes(id));
          expect(undeleted.filter((id) => !seen.includes(id))).toEqual([]);
        }),
        { numRuns: 40 },
      );
      expect(ends.changed).toBeGreaterThan(0);
    },
  );
});
