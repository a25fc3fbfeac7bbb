import { describe, expect, it } from "vitest";
import { breakingChanges } from "../../../scripts/openapi-breaking-changes.ts";
import { createOpenApiDocument } from "../../../scripts/openapi-document.ts";

/** A small document with one of everything. */
function released() {
  return {
    openapi: "3.1.0",
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }] as Record<string, string[]>[],
    paths: {
      "/things": {
        get: {
          operationId: "listThings",
          parameters: [
            { $ref: "#/components/parameters/Limit" },
            { name: "If-None-Match", in: "header", schema: { type: "string" } },
          ] as Any[],
          responses: { 200: json({ $ref: "#/components/schemas/Page" }), 422: json({}) } as Any,
        } as Any,
        post: {
          operationId: "createThing",
          security: [{ apiKey: ["write"] }],
          requestBody: {
            ...json({ $ref: "#/components/schemas/NewThing" }),
            required: true,
          } as Any,
          responses: {
            201: {
              ...json({ $ref: "#/components/schemas/Thing" }),
              headers: { Location: { required: true, schema: { type: "string", format: "uri-reference" } } },
            },
          } as Any,
        } as Any,
      } as Any,
    } as Any,
    components: {
      parameters: {
        Limit: {
          name: "limit",
          in: "query",
          schema: { type: "integer", minimum: 1, maximum: 1000, default: 20 },
        },
      },
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "A key." } } as Any,
      schemas: {
        NewThing: {
          type: "object",
          additionalProperties: false,
          required: ["name"],
          properties: {
            name: { type: "string", minLength: 1, maxLength: 100 },
            slug: { type: "string", pattern: "^[a-z]+$" },
            size: { type: "number" },
            kind: { type: "string", enum: ["a", "b"] },
            due: { type: ["string", "null"], format: "date-time" },
            tags: { type: "array", items: { type: "string" }, maxItems: 10 },
            target: {
              anyOf: [{ $ref: "#/components/schemas/ById" }, { $ref: "#/components/schemas/ByName" }],
            },
            more: { type: "object", additionalProperties: { type: "string" } },
          } as Any,
        } as Any,
        ById: { type: "object", required: ["id"], properties: { id: { type: "integer" } } } as Any,
        ByName: { type: "object", required: ["name"], properties: { name: { type: "string" } } } as Any,
        Thing: {
          type: "object",
          required: ["id", "state", "parts", "children"],
          properties: {
            id: { type: "string", format: "uuid", pattern: "^[0-9a-f-]{36}$" },
            name: { type: "string", maxLength: 100 },
            state: { type: "string" },
            level: { enum: ["low", "high"] },
            count: { type: "integer", minimum: 1 },
            note: { type: ["string", "null"] },
            parts: { type: "array", minItems: 1, items: { type: "string" } },
            labels: { type: "object", additionalProperties: { type: "string" } },
            children: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
          } as Any,
        } as Any,
        Page: {
          allOf: [
            { type: "object", required: ["items"], properties: { items: { type: "array", items: thing } } },
            { type: "object", required: ["next"], properties: { next: { type: "string" } } },
          ],
        } as Any,
      } as Any,
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a test changes documents at will
type Any = any;
const thing = { $ref: "#/components/schemas/Thing" };

function json(schema: unknown) {
  return { content: { "application/json": { schema } } };
}

type Change = (document: ReturnType<typeof released>) => void;
function changesOf(change: Change) {
  const after = released();
  change(after);
  return breakingChanges(released(), after, new Date("2026-06-01"));
}
const get = (document: ReturnType<typeof released>) => document.paths["/things"].get;
const post = (document: ReturnType<typeof released>) => document.paths["/things"].post;
const limit = (document: ReturnType<typeof released>): Any => document.components.parameters.Limit;
const input = (document: ReturnType<typeof released>) => document.components.schemas.NewThing;
const output = (document: ReturnType<typeof released>) => document.components.schemas.Thing;

describe("breaks callers", () => {
  it.each<[string, Change, string[]]>([
    // Operations
    ["a removed path", (d) => delete d.paths["/things"], ["GET /things: is gone", "POST /things: is gone"]],
    [
      "a renamed path",
      (d) => {
        d.paths["/stuff"] = d.paths["/things"];
        delete d.paths["/things"];
      },
      ["GET /things: is gone", "POST /things: is gone"],
    ],
    ["a removed method", (d) => delete d.paths["/things"].post, ["POST /things: is gone"]],
    [
      "a renamed operationId",
      (d) => (get(d).operationId = "getThings"),
      ["GET /things: the operationId listThings has become getThings"],
    ],
    ["a removed server", (d) => (d.servers = [{ url: "/api" }]), ["server /: is gone"]],
    // Credentials
    [
      "a scope that is needed now",
      (d) => (post(d).security = [{ apiKey: ["write", "admin"] }]),
      ['POST /things: needs other credentials or scopes than {"apiKey":["write"]}'],
    ],
    [
      "a second credential",
      (d) => (d.security = [{ apiKey: [], other: [] }]),
      ['GET /things: needs other credentials or scopes than {"apiKey":[]}'],
    ],
    [
      "another scheme",
      (d) => (d.components.securitySchemes.apiKey.scheme = "basic"),
      ["security scheme apiKey: has changed"],
    ],
    [
      "a removed scheme",
      (d) => delete d.components.securitySchemes.apiKey,
      ["security scheme apiKey: is gone"],
    ],
    // Parameters
    [
      "a removed parameter",
      (d) => get(d).parameters.shift(),
      ["GET /things: parameter query limit: is gone"],
    ],
    ["a renamed parameter", (d) => (limit(d).name = "size"), ["GET /things: parameter query limit: is gone"]],
    [
      "a new required parameter",
      (d) => (post(d).parameters = [{ name: "q", in: "query", required: true, schema: {} }]),
      ["POST /things: parameter query q: is new and required"],
    ],
    [
      "a parameter of the path that is required for all its operations",
      (d) => (d.paths["/things"].parameters = [{ name: "q", in: "query", required: true, schema: {} }]),
      [
        "GET /things: parameter query q: is new and required",
        "POST /things: parameter query q: is new and required",
      ],
    ],
    [
      "a parameter that becomes required",
      (d) => (limit(d).required = true),
      ["GET /things: parameter query limit: is now required"],
    ],
    [
      "a narrowed parameter",
      (d) => (limit(d).schema.maximum = 100),
      ["GET /things: parameter query limit: maximum is lowered (1000 → 100)"],
    ],
    [
      "another default",
      (d) => (limit(d).schema.default = 50),
      ["GET /things: parameter query limit: the default 20 has become 50"],
    ],
    [
      "another way to write a parameter",
      (d) => (limit(d).explode = false),
      ["GET /things: parameter query limit: explode has changed"],
    ],
    // Bodies
    ["a removed body", (d) => delete post(d).requestBody, ["POST /things: body: is gone"]],
    [
      "a new required body",
      (d) => (get(d).requestBody = { ...json({}), required: true }),
      ["GET /things: body: is new and required"],
    ],
    [
      "a removed media type of a body",
      (d) => (post(d).requestBody.content = { "text/plain": {} }),
      ["POST /things: body application/json: is gone"],
    ],
    // Input schemas
    ["a removed input", (d) => delete input(d).properties.size, ["NewThing (request).size: is gone"]],
    [
      "a new required input",
      (d) => {
        input(d).properties.color = { type: "string" };
        input(d).required.push("color");
      },
      ["NewThing (request).color: is new and required"],
    ],
    [
      "an input that becomes required",
      (d) => input(d).required.push("size"),
      ["NewThing (request).size: is now required"],
    ],
    [
      "a narrowed type of an input",
      (d) => (input(d).properties.size.type = "integer"),
      ["NewThing (request).size: no longer takes number"],
    ],
    [
      "an input that no longer takes null",
      (d) => (input(d).properties.due.type = "string"),
      ["NewThing (request).due: no longer takes null"],
    ],
    [
      "an enum of an input that loses a value",
      (d) => input(d).properties.kind.enum.pop(),
      ['NewThing (request).kind: no longer takes "b"'],
    ],
    [
      "an enum where there was none",
      (d) => (input(d).properties.name.enum = ["x"]),
      ["NewThing (request).name: takes few values only"],
    ],
    [
      "a constant where there was none",
      (d) => (input(d).properties.size.const = 1),
      ["NewThing (request).size: takes few values only"],
    ],
    [
      "a lowered maxLength",
      (d) => (input(d).properties.name.maxLength = 50),
      ["NewThing (request).name: maxLength is lowered (100 → 50)"],
    ],
    [
      "a new limit",
      (d) => (input(d).properties.slug.maxLength = 50),
      ["NewThing (request).slug: maxLength is lowered (none → 50)"],
    ],
    [
      "a raised minLength",
      (d) => (input(d).properties.name.minLength = 3),
      ["NewThing (request).name: minLength is raised (1 → 3)"],
    ],
    [
      "a lowered maxItems",
      (d) => (input(d).properties.tags.maxItems = 5),
      ["NewThing (request).tags: maxItems is lowered (10 → 5)"],
    ],
    [
      "narrowed items",
      (d) => (input(d).properties.tags.items.maxLength = 5),
      ["NewThing (request).tags[]: maxLength is lowered (none → 5)"],
    ],
    [
      "items that may not come twice",
      (d) => (input(d).properties.tags.uniqueItems = true),
      ["NewThing (request).tags: no longer takes an item twice"],
    ],
    [
      "another pattern",
      (d) => (input(d).properties.slug.pattern = "^[a-z]{3}$"),
      ['NewThing (request).slug: the pattern has changed ("^[a-z]+$" → "^[a-z]{3}$")'],
    ],
    [
      "a format where there was none",
      (d) => (input(d).properties.name.format = "email"),
      ['NewThing (request).name: the format has changed (none → "email")'],
    ],
    [
      "other fields that are no longer taken",
      (d) => (input(d).properties.more.additionalProperties = false),
      ["NewThing (request).more: no longer takes other fields"],
    ],
    [
      "values of a map that are narrowed",
      (d) => (input(d).properties.more.additionalProperties.maxLength = 9),
      ["NewThing (request).more.*: maxLength is lowered (none → 9)"],
    ],
    [
      "a union that loses an alternative",
      (d) => input(d).properties.target.anyOf.pop(),
      ["NewThing (request).target.name: is gone", "NewThing (request).target.id: is new and required"],
    ],
    [
      "an alternative that is narrowed",
      (d) => d.components.schemas.ById.required.push("version"),
      ["NewThing (request).target.version: is new and required"],
    ],
    [
      "a keyword that is not worked out",
      (d) => (input(d).properties.name.not = { const: "x" }),
      ["NewThing (request).name: not has changed: compare by hand"],
    ],
    // Responses
    ["a removed status", (d) => delete get(d).responses[422], ["GET /things: 422: is gone"]],
    ["a new success", (d) => (post(d).responses[202] = json({})), ["POST /things: 202: is new"]],
    [
      "another success",
      (d) => {
        post(d).responses[200] = post(d).responses[201];
        delete post(d).responses[201];
      },
      ["POST /things: 201: is gone", "POST /things: 200: is new"],
    ],
    [
      "a removed media type of a reply",
      (d) => (post(d).responses[201].content = { "text/plain": {} }),
      ["POST /things: 201 application/json: is gone"],
    ],
    [
      "a removed header",
      (d) => delete post(d).responses[201].headers.Location,
      ["POST /things: 201: header location: is gone"],
    ],
    [
      "a header that may be missing",
      (d) => (post(d).responses[201].headers.Location.required = false),
      ["POST /things: 201: header location: may now be left out"],
    ],
    [
      "another type of a header",
      (d) => (post(d).responses[201].headers.Location.schema = { type: "integer" }),
      ["POST /things: 201: header location: may now be integer"],
    ],
    // Output schemas
    ["a removed field", (d) => delete output(d).properties.name, ["Thing (response).name: is gone"]],
    [
      "a renamed field",
      (d) => {
        output(d).properties.title = output(d).properties.name;
        delete output(d).properties.name;
      },
      ["Thing (response).name: is gone"],
    ],
    [
      "a field that may be left out",
      (d) => output(d).required.shift(),
      ["Thing (response).id: may now be left out"],
    ],
    [
      "a field that may be null",
      (d) => (output(d).properties.name.type = ["string", "null"]),
      ["Thing (response).name: may now be null"],
    ],
    [
      "a field that may be null, said by a union",
      (d) => (output(d).properties.name = { anyOf: [output(d).properties.name, { type: "null" }] }),
      ["Thing (response).name: may now be null"],
    ],
    [
      "a widened type of a field",
      (d) => (output(d).properties.count.type = "number"),
      ["Thing (response).count: may now be number"],
    ],
    [
      "a field of any type",
      (d) => delete output(d).properties.name.type,
      ["Thing (response).name: may now be anything"],
    ],
    [
      "a closed enum that gets a value",
      (d) => output(d).properties.level.enum.push("middle"),
      ['Thing (response).level: may now be "middle"'],
    ],
    [
      "a closed enum that opens",
      (d) => (output(d).properties.level = { type: "string" }),
      ["Thing (response).level: may now be any value"],
    ],
    [
      "a list that may be empty",
      (d) => delete output(d).properties.parts.minItems,
      ["Thing (response).parts: minItems is lowered (1 → none)"],
    ],
    [
      "a lower minimum",
      (d) => (output(d).properties.count.minimum = 0),
      ["Thing (response).count: minimum is lowered (1 → 0)"],
    ],
    [
      "another format",
      (d) => (output(d).properties.id.format = "ulid"),
      ['Thing (response).id: the format has changed ("uuid" → "ulid")'],
    ],
    [
      "items of another type",
      (d) => (output(d).properties.parts.items = { type: "integer" }),
      ["Thing (response).parts[]: may now be integer"],
    ],
    [
      "values of a map of another type",
      (d) => (output(d).properties.labels.additionalProperties = { type: "integer" }),
      ["Thing (response).labels.*: may now be integer"],
    ],
    [
      "a field of a part of allOf",
      (d) => (d.components.schemas.Page.allOf[1].required = []),
      ["Page (response).next: may now be left out"],
    ],
    [
      "a removed field of a part of allOf",
      (d) => delete d.components.schemas.Page.allOf[0].properties.items,
      ["Page (response).items: is gone"],
    ],
    [
      "an enum that is narrowed by a part of allOf",
      (d) => (input(d).properties.kind.allOf = [{ enum: ["a", "c"] }]),
      ['NewThing (request).kind: no longer takes "b"'],
    ],
    [
      "another encoding of a text",
      (d) => (output(d).properties.name.contentMediaType = "text/html"),
      ["Thing (response).name: contentMediaType has changed: compare by hand"],
    ],
    // What SDKs name
    [
      "a renamed schema",
      (d) => {
        d.components.schemas.Item = output(d);
        d.components.schemas.Page.allOf[0].properties.items.items = { $ref: "#/components/schemas/Item" };
        output(d).properties.children.items = { $ref: "#/components/schemas/Item" };
        post(d).responses[201] = {
          ...post(d).responses[201],
          ...json({ $ref: "#/components/schemas/Item" }),
        };
        delete d.components.schemas.Thing;
      },
      ["schema Thing: is gone"],
    ],
  ])("%s", (_name, change, expected) => {
    expect(changesOf(change)).toEqual(expected);
  });
});

describe("lets callers be", () => {
  it.each<[string, Change]>([
    ["nothing new", () => {}],
    ["a new operation", (d) => (d.paths["/more"] = { get: { operationId: "more", responses: {} } })],
    ["a new server", (d) => d.servers.push({ url: "https://example.com" })],
    ["other words", (d) => (output(d).properties.name.description = "Another.")],
    ["a mark of deprecation", (d) => (get(d).deprecated = true)],
    ["a credential that is no longer needed", (d) => (post(d).security = [])],
    ["a credential as good as the other", (d) => d.security.push({ token: [] })],
    ["a scope that is no longer needed", (d) => (post(d).security = [{ apiKey: [] }])],
    ["a new optional parameter", (d) => get(d).parameters.push({ name: "q", in: "query", schema: {} })],
    ["another case of a header's name", (d) => (get(d).parameters[1].name = "if-none-match")],
    ["a wider parameter", (d) => (limit(d).schema.maximum = 10_000)],
    ["a new optional body", (d) => (get(d).requestBody = json({}))],
    ["a body that may be left out", (d) => (post(d).requestBody.required = false)],
    ["a new media type of a body", (d) => (post(d).requestBody.content["text/plain"] = {})],
    ["a new optional input", (d) => (input(d).properties.color = { type: "string" })],
    ["an input that may be left out", (d) => (input(d).required = [])],
    ["an input that takes null too", (d) => (input(d).properties.name.type = ["string", "null"])],
    ["a wider type of an input", (d) => (d.components.schemas.ById.properties.id.type = "number")],
    ["an input that takes anything", (d) => (input(d).properties.size = {})],
    ["an enum of an input that gets a value", (d) => input(d).properties.kind.enum.push("c")],
    ["an enum of an input that goes", (d) => delete input(d).properties.kind.enum],
    ["wider limits of an input", (d) => (input(d).properties.name = { type: "string", maxLength: 200 })],
    ["a pattern that goes", (d) => delete input(d).properties.slug.pattern],
    ["an input that takes other fields", (d) => delete input(d).additionalProperties],
    ["a new alternative", (d) => input(d).properties.target.anyOf.push({ type: "string" })],
    ["a new error", (d) => (get(d).responses[429] = json({}))],
    ["an answer to a new condition", (d) => (get(d).responses[304] = {})],
    ["a new header", (d) => (post(d).responses[201].headers.ETag = { schema: { type: "string" } })],
    ["a new media type of a reply", (d) => (post(d).responses[201].content["text/plain"] = {})],
    ["a new field", (d) => (output(d).properties.color = { type: "string" })],
    ["a new required field", (d) => output(d).required.push("name")],
    ["a field that is never null again", (d) => (output(d).properties.note.type = "string")],
    ["a closed enum that loses a value", (d) => output(d).properties.level.enum.pop()],
    ["replies that may be longer", (d) => (output(d).properties.name.maxLength = 1000)],
    ["replies that are never as long", (d) => (output(d).properties.name.maxLength = 10)],
    ["another pattern of the same format", (d) => (output(d).properties.id.pattern = "^.{36}$")],
    ["a format where there was none", (d) => (output(d).properties.name.format = "email")],
    [
      "a reference in place of what it names",
      (d) => {
        d.components.schemas.Name = output(d).properties.name;
        output(d).properties.name = {
          $ref: "#/components/schemas/Name",
          description: "With words of its own.",
        };
      },
    ],
    ["a new schema", (d) => (d.components.schemas.More = { type: "string" })],
  ])("%s", (_name, change) => {
    expect(changesOf(change)).toEqual([]);
  });

  it("an operation that goes after its sunset", () => {
    const [before, after] = [released(), released()];
    Object.assign(get(before), { deprecated: true, "x-sunset": "2026-05-31" });
    delete after.paths["/things"].get;
    expect(breakingChanges(before, after, new Date("2026-06-01"))).toEqual([]);
    expect(breakingChanges(before, after, new Date("2026-05-30"))).toEqual(["GET /things: is gone"]);
    get(before).deprecated = false;
    expect(breakingChanges(before, after, new Date("2026-06-01"))).toEqual(["GET /things: is gone"]);
  });
});

it("compares schemas that hold themselves, by another name too, and without one", () => {
  const document = released();
  document.components.schemas.Thing.properties.self = {
    type: "array",
    items: { $ref: "#/components/schemas/Thing/properties/self" },
  };
  expect(breakingChanges(document, structuredClone(document))).toEqual([]);

  const [tree, renamed] = [released(), released()];
  const node = (self: string) => {
    const $ref = `#/components/schemas/${self}`;
    const named = Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, { $ref }]));
    return {
      type: "object",
      properties: { ...named, label: { type: self === "Node" ? "string" : "integer" } },
    };
  };
  tree.components.schemas.Node = node("Node");
  tree.components.schemas.Thing.properties.tree = { $ref: "#/components/schemas/Node" };
  renamed.components.schemas.Tree = node("Tree");
  renamed.components.schemas.Thing.properties.tree = { $ref: "#/components/schemas/Tree" };
  expect(breakingChanges(tree, renamed)).toEqual([
    "Thing (response).tree.label: may now be integer",
    "schema Node: is gone",
  ]);
});

it("overlooks no limit beside a reference", () => {
  const [before, after] = [released(), released()];
  for (const document of [before, after]) {
    document.components.schemas.Id = { type: "integer" };
    document.components.schemas.ById.properties.id = { $ref: "#/components/schemas/Id" };
  }
  after.components.schemas.ById.properties.id.maximum = 5;
  expect(breakingChanges(before, after)).toEqual([
    "NewThing (request).target.id: maximum is lowered (none → 5)",
  ]);
});

it("says which reference leads nowhere", () => {
  const after = released();
  after.paths["/things"].get.parameters[0].$ref = "#/components/parameters/None";
  expect(() => breakingChanges(released(), after)).toThrow(
    "#/components/parameters/None leads nowhere in the document",
  );
});

it("finds nothing between our own document and itself", () => {
  const document = JSON.parse(JSON.stringify(createOpenApiDocument()));
  expect(breakingChanges(document, structuredClone(document))).toEqual([]);
});
