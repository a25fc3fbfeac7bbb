import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createOpenApiDocument } from "../../../scripts/openapi-document.ts";
import type { Deprecation } from "../../../src/interface/http/deprecation.ts";
import { endpoint, json } from "../../../src/interface/http/endpoint.ts";
import { endpoints } from "../../../src/interface/http/endpoints/index.ts";
import { startApi } from "./support/api.ts";

/** An operation that is going away. It lists its pages, and fails where it is told to. */
const goingAway = (deprecated: Deprecation | undefined) =>
  endpoint(
    {
      method: "get",
      path: "/v1/old",
      operationId: "readOld",
      summary: "Read what is going away",
      tag: "Service",
      scope: "tutorials:read",
      query: z.object({ fail: z.literal("yes").optional() }),
      responses: { 200: { description: "It", content: json(z.object({})) } },
      ...(deprecated && { deprecated }),
    },
    async ({ c, query }) => {
      if (query.fail) throw new Error("on purpose");
      return c.json({}, 200, { Link: '</v1/old?page=2>; rel="next"' });
    },
  );

const whole: Deprecation = {
  since: "2026-11-01",
  sunset: "2027-05-01T12:30:00Z",
  link: "https://docs.example.com/old",
};

async function startOldApi(deprecated: Deprecation | undefined) {
  const api = startApi({}, [goingAway(deprecated)]);
  const { key } = await api.register();
  return { ...api, key };
}

describe("a deprecated operation", () => {
  it("says since when, until when and what to read, beside its own links", async () => {
    const { call, key } = await startOldApi(whole);
    const { status, headers } = await call("GET", "/v1/old", { key });
    expect(status).toBe(200);
    expect(headers.get("Deprecation")).toBe("@1793491200");
    expect(headers.get("Sunset")).toBe("Sat, 01 May 2027 12:30:00 GMT");
    expect(headers.get("Link")).toBe(
      '</v1/old?page=2>; rel="next", <https://docs.example.com/old>; rel="deprecation"; type="text/html"',
    );
  });

  it.each([
    ["without a key", { withKey: false, path: "/v1/old" }, 401],
    ["with a query that is wrong", { withKey: true, path: "/v1/old?fail=no" }, 422],
  ])("says it in a problem, too: %s", async (_, { withKey, path }, status) => {
    const { call, key } = await startOldApi(whole);
    const reply = await call("GET", path, { key: withKey ? key : undefined });
    expect(reply.status).toBe(status);
    expect(reply.headers.get("Content-Type")).toBe("application/problem+json");
    expect(reply.headers.get("Deprecation")).toBe("@1793491200");
    expect(reply.headers.get("Sunset")).toBe("Sat, 01 May 2027 12:30:00 GMT");
    expect(reply.headers.get("Link")).toContain('rel="deprecation"');
  });

  it("need not have an end or a page yet", async () => {
    const { call, key } = await startOldApi({ since: "2026-11-01" });
    const { headers } = await call("GET", "/v1/old", { key });
    expect(headers.get("Deprecation")).toBe("@1793491200");
    expect(headers.get("Sunset")).toBeNull();
    expect(headers.get("Link")).toBe('</v1/old?page=2>; rel="next"');
  });

  it("leaves the others alone", async () => {
    const { call, key } = await startOldApi(whole);
    expect((await call("GET", "/v1/me", { key })).headers.get("Deprecation")).toBeNull();
    const kept = await startOldApi(undefined);
    const reply = await kept.call("GET", "/v1/old", { key: kept.key });
    expect([reply.status, reply.headers.get("Deprecation")]).toEqual([200, null]);
  });

  it.each<Deprecation>([
    { since: "soon" },
    { since: "2026-11-01", sunset: "later" },
    { since: "2026-11-01", sunset: "2026-10-31" },
  ])("cannot be made with dates that make no sense: %j", (deprecated) => {
    expect(() => goingAway(deprecated)).toThrow(RangeError);
  });
});

describe("openapi.json", () => {
  it("marks a deprecated operation, and says until when it answers", () => {
    const { paths } = createOpenApiDocument([...endpoints, goingAway(whole)]);
    const operation = paths?.["/v1/old"]?.get;
    expect(operation?.deprecated).toBe(true);
    expect(operation?.description).toBe(
      "Needs the scope `tutorials:read`. Deprecated since 2026-11-01, answers until 2027-05-01T12:30:00Z. See https://docs.example.com/old.",
    );
    expect(paths?.["/v1/me"]?.get?.deprecated).toBeUndefined();
  });
});
