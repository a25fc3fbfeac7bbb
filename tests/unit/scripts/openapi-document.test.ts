import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createOpenApiDocument } from "../../../scripts/openapi-document.ts";
import { endpoints } from "../../../src/interface/http/endpoints/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: a document is read as its users read it
const document = createOpenApiDocument() as any;

describe("the OpenAPI document", () => {
  const bodies = endpoints.flatMap(({ operation }) => {
    const schema = operation.body?.content["application/json"]?.schema;
    return schema instanceof z.ZodObject ? [[operation.operationId, schema] as const] : [];
  });

  it.each(bodies)("requires of %s what the server requires, and no more", (_operationId, schema) => {
    const { id } = schema.meta() as { id: string };
    const needed = Object.entries(schema.shape).filter(
      ([, field]) => !(field as z.ZodType).safeParse(undefined).success,
    );
    expect(document.components.schemas[id].required ?? []).toEqual(needed.map(([name]) => name));
  });

  it("names each operation once, and every one that the app mounts", () => {
    const documented = Object.values(document.paths as object).flatMap((methods) =>
      Object.values(methods as object).map(({ operationId }) => operationId),
    );
    expect(documented.sort()).toEqual(endpoints.map(({ operation }) => operation.operationId).sort());
    expect(new Set(documented).size).toBe(documented.length);
  });
});
