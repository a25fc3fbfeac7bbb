import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/domain/value-objects/limits.ts";
import { createContract, type Operation, readDocument } from "./support/contract.ts";
import { objectionsToInvalid, objectionsToValid } from "./support/judge.ts";
import { type Mutation, mutationsOf } from "./support/mutations.ts";
import { requestsOf } from "./support/requests.ts";
import { rulesIn, rulesOfWhatIsThere } from "./support/rules.ts";
import type { Mode } from "./support/values.ts";
import { createWorld } from "./support/world.ts";

/** Valid cases of an operation, and as many invalid ones. `npm run fuzz` tries more. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 50);

const contract = createContract(readDocument());
const world = await createWorld();
const setting = { contract, world, rules: rulesIn(world) };
/** For requests that are wrong in one place alone. */
const settingOfInvalid = { contract, world, rules: rulesOfWhatIsThere(world) };

const named = (operations: Operation[]) =>
  operations.map((operation) => [operation.operationId, operation] as const);
const takesInput = ({ parameters, bodies, isSecured }: Operation) =>
  parameters.length > 0 || Object.keys(bodies).length > 0 || isSecured;
const takesBody = ({ bodies }: Operation) => Object.keys(bodies).length > 0;

describe("valid requests are answered as it is documented", () => {
  test.each(named(contract.operations))("by %s", async (_, operation) => {
    const requests = (mode: Mode) =>
      requestsOf(setting, operation, mode).map((request) => ({ mode, request }));
    const valid = fc.oneof(
      { weight: 3, arbitrary: requests("plain") },
      { weight: 1, arbitrary: requests("wild") },
    );
    const statuses = new Set<number>();
    const property = fc.asyncProperty(valid, async ({ mode, request }) => {
      const { status, objections } = await objectionsToValid(setting, operation, request, mode);
      statuses.add(status);
      expect(objections).toEqual([]);
    });
    await fc.assert(property.beforeEach(world.restore), { numRuns });
    // A fuzz whose every request is refused would prove little.
    expect([...statuses].some((status) => status < 300)).toBe(true);
  });
});

describe("invalid requests are refused, with what is wrong, and change nothing", () => {
  test.each(named(contract.operations.filter(takesInput)))("by %s", async (_, operation) => {
    const invalid = fc
      .tuple(requestsOf(settingOfInvalid, operation, "plain"), fc.noBias(fc.noShrink(fc.nat())))
      .map(([request, choice]) => {
        const mutations = mutationsOf(settingOfInvalid, operation, request);
        return mutations[choice % mutations.length] as Mutation;
      });
    const property = fc.asyncProperty(invalid, async (mutation) => {
      expect(await objectionsToInvalid(settingOfInvalid, operation, mutation)).toEqual([]);
    });
    await fc.assert(property.beforeEach(world.restore), { numRuns });
  });

  test.each(named(contract.operations.filter(takesBody)))(
    "by %s, where the body is too large",
    async (_, operation) => {
      world.restore();
      const [request] = fc.sample(requestsOf(settingOfInvalid, operation, "plain"), 1);
      if (!request) throw new Error("There is no request.");
      const mutation = {
        what: "a body that is too large",
        request: { ...request, raw: " ".repeat(limits.requestBytes + 1) },
        status: 413,
        code: "body_too_large",
      };
      expect(await objectionsToInvalid(settingOfInvalid, operation, mutation)).toEqual([]);
    },
  );
});
