/** The same valid requests to the application as it is in production: Postgres refuses what a fake may take. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProductionApi, startProductionApi } from "../integration/support/production-api.ts";
import { createContract, readDocument } from "./support/contract.ts";
import { objectionsToValid } from "./support/judge.ts";
import { requestsOf } from "./support/requests.ts";
import { rulesIn } from "./support/rules.ts";
import type { Mode } from "./support/values.ts";
import { type Belongings, settle, settleBeside } from "./support/world.ts";

/** A case takes as long as some in memory. */
const numRuns = Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 50) / 4);

const contract = createContract(readDocument());
let api: ProductionApi;
let foreign: Belongings;
beforeAll(async () => {
  api = await startProductionApi();
  foreign = await settle(api);
});
afterAll(() => api?.close());

test.each(contract.operations.map((operation) => [operation.operationId, operation] as const))(
  "%s answers valid requests as it is documented, on Postgres too",
  async (_, operation) => {
    const world = await settleBeside(foreign, api);
    const setting = { contract, world, rules: rulesIn(world) };
    const requests = (mode: Mode) =>
      requestsOf(setting, operation, mode).map((request) => ({ mode, request }));
    const valid = fc.oneof(requests("plain"), requests("wild"));
    const property = fc.asyncProperty(valid, async ({ mode, request }) => {
      const { objections } = await objectionsToValid(setting, operation, request, mode);
      expect(objections).toEqual([]);
    });
    await fc.assert(property, { numRuns });
  },
);
