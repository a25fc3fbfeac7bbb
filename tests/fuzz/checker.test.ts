/** That the fuzz can fail: replies and documents that are wrong in one way must be told so. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createContract, type Document, type Operation, readDocument } from "./support/contract.ts";
import { objectionsToInvalid, objectionsToValid } from "./support/judge.ts";
import { mutationsOf } from "./support/mutations.ts";
import { objectionsTo } from "./support/replies.ts";
import { type FuzzRequest, requestsOf, send } from "./support/requests.ts";
import { rulesIn } from "./support/rules.ts";
import { createWorld } from "./support/world.ts";

const world = await createWorld();
const contract = createContract(readDocument());
const setting = { contract, world, rules: rulesIn(world) };

function operationOf(operationId: string): Operation {
  const found = contract.operations.find((operation) => operation.operationId === operationId);
  if (!found) throw new Error(`There is no ${operationId}.`);
  return found;
}

const plainly: FuzzRequest = {
  path: {},
  query: [],
  headers: {},
  as: "owner",
  mediaType: undefined,
  body: undefined,
};

const getTutorial = operationOf("getTutorial");
const of = (id: string): FuzzRequest => ({ ...plainly, path: { id } });
const right = await send(world, getTutorial, of(world.own.tutorialId));
const missing = await send(world, getTutorial, of(world.foreign.tutorialId));

describe("a reply is told what is wrong with it", () => {
  const without = (name: string) => {
    const headers = new Headers(right.headers);
    headers.delete(name);
    return headers;
  };
  const withHeader = (name: string, value: string) => {
    const headers = new Headers(right.headers);
    headers.set(name, value);
    return headers;
  };

  test("or that nothing is", () => {
    expect(right.status).toBe(200);
    expect(objectionsTo(contract, getTutorial, right)).toEqual([]);
    expect(objectionsTo(contract, getTutorial, missing)).toEqual([]);
  });

  test.each([
    ["an error of ours", { ...right, status: 500 }, /answers 500/],
    ["a status that is not documented", { ...right, status: 202 }, /answers 202, which is not documented/],
    ["a field that is not documented", { ...right, json: { ...right.json, extra: 1 } }, /"extra"/],
    [
      "such a field further in",
      { ...right, json: { ...right.json, steps: [{ ...right.json.steps[0], extra: 1 }] } },
      /\/steps\/0: .*"extra"/,
    ],
    ["a field that is missing", { ...right, json: { ...right.json, title: undefined } }, /\/title/],
    ["a wrong type", { ...right, json: { ...right.json, version: "1" } }, /\/version/],
    ["a value out of range", { ...right, json: { ...right.json, version: 0 } }, /\/version/],
    ["a time that is none", { ...right, json: { ...right.json, createdAt: "today" } }, /\/createdAt/],
    ["no ETag", { ...right, headers: without("ETag") }, /has no header ETag/],
    ["an ETag of another form", { ...right, headers: withHeader("ETag", "v1") }, /ETag .*pattern/],
    [
      "another media type",
      { ...right, headers: withHeader("Content-Type", "image/png") },
      /is of image\/png/,
    ],
    ["a body beside 304", { ...right, status: 304 }, /has a body/],
    ["another code", { ...missing, json: { ...missing.json, code: "slug_taken" } }, /the code slug_taken/],
    ["another status inside", { ...missing, json: { ...missing.json, status: 410 } }, /its status is 410/],
    ["an address that is none", { ...missing, json: { ...missing.json, type: "no such" } }, /\/type/],
  ])("%s", (_, reply, objection) => {
    expect(objectionsTo(contract, getTutorial, reply)).toEqual([expect.stringMatching(objection)]);
  });
});

describe("the fuzz finds out", () => {
  const updateMe = operationOf("updateMe");
  const rename = (displayName: unknown): FuzzRequest => ({
    ...plainly,
    headers: { "If-Match": "*" },
    mediaType: "application/json",
    body: { displayName },
  });

  test("that an invalid request is accepted, and has changed something", async () => {
    world.restore();
    const mutation = { what: "nothing", request: rename("Grace"), status: 422, code: "request_invalid" };
    expect(await objectionsToInvalid(setting, updateMe, mutation)).toEqual([
      "accepts it: 200",
      "is no problem+json",
      "has changed something",
    ]);
  });

  test("that it is refused for another reason, or at another place", async () => {
    const mutation = { what: "too long", request: rename("x".repeat(101)), status: 422 };
    const judge = (code: string, pointer: string) =>
      objectionsToInvalid(setting, updateMe, { ...mutation, code, pointer });
    expect(await judge("request_invalid", "/displayName")).toEqual([]);
    expect(await judge("request_invalid", "/name")).toEqual([
      expect.stringMatching(/does not point at "\/name"/),
    ]);
    expect(await judge("email_taken", "/displayName")).toEqual([
      expect.stringMatching(/instead of email_taken/),
    ]);
  });

  test("that a valid request is refused", async () => {
    const judge = (mode: "plain" | "wild", displayName: unknown) =>
      objectionsToValid(setting, updateMe, rename(displayName), mode);
    expect((await judge("plain", "\u0000")).objections).toEqual([expect.stringMatching(/refuses a valid/)]);
    expect((await judge("wild", "\u0000")).objections).toEqual([]);
  });

  test("that a document promises more than the server keeps", async () => {
    const document = readDocument();
    const changes = document.components.schemas["UserChanges"]?.properties?.["displayName"];
    if (!changes) throw new Error("There is no displayName.");
    changes.maxLength = 5;
    const strict = { ...setting, contract: createContract(document) };
    const mutations = mutationsOf(strict, updateMe, rename("Ada"));
    const tooLong = mutations.find(({ what }) => what === "6 characters at /displayName");
    if (!tooLong) throw new Error("There is no such mutation.");
    world.restore();
    expect(await objectionsToInvalid(strict, updateMe, tooLong)).toContain("accepts it: 200");
  });
});

describe("the fuzz covers a document or says so", () => {
  const doctored = (change: (document: Document) => void) => {
    const document = readDocument();
    change(document);
    return () => createContract(document);
  };

  test("of a keyword that it does not know", () => {
    const change = (document: Document) => {
      Object.assign(document.components.schemas["User"] ?? {}, { dependentRequired: {} });
    };
    expect(doctored(change)).toThrow("keyword dependentRequired");
  });

  test("of a format that it does not know", () => {
    const change = (document: Document) => {
      Object.assign(document.components.schemas["User"]?.properties?.["email"] ?? {}, { format: "iri" });
    };
    expect(doctored(change)).toThrow("format iri");
  });

  test("of an operation whose path nobody can fill", () => {
    const operation = { ...operationOf("getTutorial"), path: "/v1/things/{id}" };
    expect(() => requestsOf(setting, operation, "plain")).toThrow("Nobody knows what {id} is");
  });

  test.each([
    ["updateTutorial", 120],
    ["createTranscript", 80],
    ["listTutorials", 40],
  ])("%s is broken in many ways", (operationId, ways) => {
    const operation = operationOf(operationId);
    const all = fc.sample(requestsOf(setting, operation, "plain"), { numRuns: 50, seed: 1 });
    const whats = new Set(
      all.flatMap((request) => mutationsOf(setting, operation, request)).map(({ what }) => what),
    );
    expect(whats.size).toBeGreaterThan(ways);
  });
});
