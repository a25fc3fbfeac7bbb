import { isDeepStrictEqual } from "node:util";
import type { Reply } from "../../unit/interface/support/api.ts";
import type { Operation } from "./contract.ts";
import { type Mutation, NOT_FOUND } from "./mutations.ts";
import { objectionsTo, PROBLEM_TYPE } from "./replies.ts";
import { type FuzzRequest, send } from "./requests.ts";
import type { Rules } from "./rules.ts";
import type { Setting } from "./setting.ts";
import type { Mode } from "./values.ts";

/** What is wrong with the reply to a request that keeps to the document. */
export async function objectionsToValid(
  { contract, rules, world }: Setting,
  operation: Operation,
  request: FuzzRequest,
  mode: Mode,
): Promise<{ status: number; objections: string[] }> {
  const before = world.snapshot();
  const reply = await send(world, operation, request);
  const objections = objectionsTo(contract, operation, reply);
  if (!mayBeRefused(rules, reply, mode)) objections.push(`refuses a valid request: ${reply.text}`);
  const changes = !isDeepStrictEqual(world.snapshot(), before);
  if (changes && (operation.method === "GET" || reply.status >= 400)) {
    objections.push(`answers ${reply.status}, and has changed something`);
  }
  if (reply.status === 201 && "Idempotency-Key" in request.headers) {
    const again = await send(world, operation, request);
    objections.push(...objectionsTo(contract, operation, again));
    // The same value: from where it is stored, fields may come in another order.
    const isReplay =
      again.headers.get("Idempotent-Replayed") === "true" && isDeepStrictEqual(again.json, reply.json);
    if (!isReplay) {
      objections.push(`does not replay ${reply.text}, but answers ${again.status}: ${again.text}`);
    }
  }
  const cursor: unknown = reply.json?.nextCursor;
  if (typeof cursor === "string") {
    const query = request.query.filter(([name]) => name !== "cursor");
    const next = await send(world, operation, { ...request, query: [...query, ["cursor", cursor]] });
    objections.push(...objectionsTo(contract, operation, next));
    if (next.status !== 200) objections.push(`does not give the next page: ${next.text}`);
  }
  return { status: reply.status, objections };
}

/** Only for a rule that its schema cannot say, and naming the field that has the rule. */
function mayBeRefused(rules: Rules, { json }: Reply, mode: Mode): boolean {
  const codes = ["request_invalid", "body_malformed", "media_type_unsupported", "precondition_required"];
  if (!codes.includes(json?.code)) return true;
  if (mode === "plain" || json.code !== "request_invalid") return false;
  return json.errors.every(({ pointer }: { pointer: string }) => {
    const name = pointer.split("/").findLast((part) => !/^\d+$/.test(part)) ?? "";
    // `lastCue` has its rule from the citation that it stands in.
    return rules[name]?.plain !== undefined || name === "lastCue";
  });
}

/** What is wrong with the reply to a request that does not keep to the document in one place. */
export async function objectionsToInvalid(
  { contract, world }: Setting,
  operation: Operation,
  { request, status, code, pointer }: Mutation,
): Promise<string[]> {
  const before = world.snapshot();
  const reply = await send(world, operation, request);
  const objections = objectionsTo(contract, operation, reply);
  if (reply.status < 400) objections.push(`accepts it: ${reply.status}`);
  else if (reply.status !== status)
    objections.push(`answers ${reply.status} instead of ${status}: ${reply.text}`);
  if (code !== undefined) objections.push(...objectionsToProblem(reply, code, pointer));
  if (!isDeepStrictEqual(world.snapshot(), before)) objections.push("has changed something");
  return objections;
}

function objectionsToProblem({ headers, json, text }: Reply, code: string, pointer?: string): string[] {
  if (headers.get("Content-Type") !== PROBLEM_TYPE) return ["is no problem+json"];
  const isExpected = code === NOT_FOUND ? /_not_found$/.test(json.code) : json.code === code;
  const objections = isExpected ? [] : [`has the code ${json.code} instead of ${code}`];
  const pointers: string[] = json.errors?.map((error: { pointer: string }) => error.pointer) ?? [];
  if (pointer !== undefined && !pointers.includes(pointer)) {
    objections.push(`does not point at ${JSON.stringify(pointer)}: ${text}`);
  }
  return objections;
}
