import fc from "fast-check";
import type { Operation } from "./contract.ts";
import { UNKNOWN_ID } from "./rules.ts";
import type { Setting } from "./setting.ts";
import { ABSENT, type Mode, valuesOf } from "./values.ts";
import type { World } from "./world.ts";

/** A request as it is written in a counterexample. */
export type FuzzRequest = {
  path: Record<string, string>;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  /** Whose credentials it carries, if it must have some. */
  as: "owner" | "nobody" | "unknown";
  mediaType: string | undefined;
  /** What is sent as JSON, or the text of a file; undefined where there is no body. */
  body: unknown;
  /** The bytes of the body, where they are not those of `body`. */
  raw?: string | number[];
};

export const JSON_TYPE = "application/json";

/** Whose id a path names, and which thing's. A new operation with a path of its own needs one before any test passes. */
function idsOf({ operationId, path }: Operation, { own, foreign }: World): [own: string[], other: string[]] {
  const other = [UNKNOWN_ID];
  if (path.startsWith("/v1/api-keys/{id}")) return [[own.keyId], [foreign.keyId, ...other]];
  if (operationId === "deleteTranscript") {
    return [
      [own.freeTranscriptId, own.transcriptId],
      [foreign.freeTranscriptId, ...other],
    ];
  }
  if (path.startsWith("/v1/transcripts/{id}")) {
    return [[own.transcriptId], [foreign.transcriptId, own.tutorialId, ...other]];
  }
  if (path.startsWith("/v1/tutorials/{id}")) {
    return [
      [own.tutorialId, own.draftId],
      [foreign.tutorialId, foreign.draftId, ...other],
    ];
  }
  throw new Error(`Nobody knows what {id} is in ${path}: add it to ${import.meta.filename}.`);
}

/** Requests of an operation that keep its schemas. */
export function requestsOf(setting: Setting, operation: Operation, mode: Mode): fc.Arbitrary<FuzzRequest> {
  const parametersIn = (place: string) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place);
    const values = parameters.map(({ name, schema }) => [
      name,
      place === "path" && name === "id"
        ? idsIn(operation, setting.world, mode)
        : // What is no byte, or is white space at an end, does not arrive in a header.
          valuesOf(setting, schema, place === "header" ? "plain" : mode, name).map((value) =>
            value === ABSENT ? ABSENT : String(value),
          ),
    ]);
    const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
    return fc
      .record(Object.fromEntries(values) as Record<string, fc.Arbitrary<string | typeof ABSENT>>, {
        requiredKeys,
        noNullPrototype: true,
      })
      .map(
        (parameters) =>
          Object.entries(parameters).filter(([, value]) => value !== ABSENT) as [string, string][],
      );
  };
  const parts = {
    path: parametersIn("path").map(Object.fromEntries).filter(isOneSegmentEach),
    query: parametersIn("query"),
    headers: fc
      .tuple(parametersIn("header").map(Object.fromEntries), acceptsOf(operation))
      .map(([headers, accept]) => ({ ...headers, ...accept })),
    as: fc.constant("owner" as const),
  };
  const withoutBody = fc.record({
    ...parts,
    mediaType: fc.constant(undefined),
    body: fc.constant(undefined),
  });
  const withBody = Object.entries(operation.bodies).map(([mediaType, schema]) => {
    const body = valuesOf(setting, schema, mode, mediaType === JSON_TYPE ? "" : "content");
    const requests = fc.record({ ...parts, mediaType: fc.constant(mediaType), body });
    return {
      // JSON as often as all kinds of files together.
      weight: mediaType === JSON_TYPE ? Object.keys(operation.bodies).length : 1,
      arbitrary:
        mediaType === JSON_TYPE || mode === "wild"
          ? requests
          : requests.map((request) => named(operation, request)),
    };
  });
  return withBody.length === 0 ? withoutBody : fc.oneof(...withBody);
}

/** A file cannot say what it is called: its query must. */
function named({ parameters }: Operation, request: FuzzRequest): FuzzRequest {
  if (!parameters.some(({ name }) => name === "title")) return request;
  if (request.query.some(([name]) => name === "title")) return request;
  return { ...request, query: [...request.query, ["title", "A file"]] };
}

function idsIn(operation: Operation, world: World, mode: Mode): fc.Arbitrary<string> {
  const [own, other] = idsOf(operation, world);
  const ids = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...own) },
    { weight: 1, arbitrary: fc.constantFrom(...other) },
  );
  return mode === "plain" ? ids : fc.oneof(ids, fc.uuid());
}

/** Accept is not a parameter in OpenAPI: what it may name are the media types of the replies. */
function acceptsOf({ responses }: Operation): fc.Arbitrary<{ Accept?: string }> {
  const offered = Object.keys(responses["200"]?.content ?? {});
  return fc.constantFrom({}, { Accept: "*/*" }, ...offered.map((Accept) => ({ Accept })), {
    Accept: "image/png",
  });
}

/** Addresses lose segments like these, as URLs do: those are other addresses. */
function isOneSegmentEach(path: Record<string, string>): boolean {
  return Object.values(path).every((value) => !["", ".", ".."].includes(value));
}

/** Writes what stands for a number that JSON can hold, and JavaScript cannot. */
export const HUGE = "\ue000 huge number";

/** Sends a request to a world. */
export function send({ call, own }: World, { method, path }: Operation, request: FuzzRequest) {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(request.path[name] ?? ""),
  );
  const query = request.query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  const bytes = bytesOf(request);
  return call(method, query === "" ? address : `${address}?${query}`, {
    key: { owner: own.key, nobody: undefined, unknown: `${own.key.slice(0, -1)}!` }[request.as],
    headers: {
      ...(request.mediaType !== undefined && { "Content-Type": request.mediaType }),
      ...request.headers,
    },
    ...(bytes !== undefined && { body: bytes }),
  });
}

function bytesOf({ raw, body, mediaType }: FuzzRequest): Uint8Array<ArrayBuffer> | undefined {
  if (Array.isArray(raw)) return Uint8Array.from(raw);
  const text = raw ?? (mediaType === JSON_TYPE ? JSON.stringify(body) : body);
  if (typeof text !== "string") return undefined;
  return new TextEncoder().encode(text.replaceAll(JSON.stringify(HUGE), "1e400"));
}
