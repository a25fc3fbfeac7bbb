import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** As much of JSON Schema 2020-12 as openapi.json uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  oneOf?: Schema[];
};

/** What is looked at, and what says nothing about a value. Any other keyword is an error: none is passed over. */
const KEYWORDS = new Set([
  ...["$ref", "type", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"],
  ...["items", "minItems", "maxItems", "properties", "required", "additionalProperties", "oneOf"],
  ...["description", "examples", "default", "discriminator"],
]);
const FORMATS = new Set(["uuid", "email", "date-time", "uri", "uri-reference", "int32", "int64"]);

type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Content = Record<string, { schema: Schema }>;
type DocumentedResponse = {
  description: string;
  headers?: Record<string, { schema: Schema }>;
  content?: Content;
};
type DocumentedOperation = {
  operationId: string;
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, DocumentedResponse>;
};
export type Document = {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema> };
};

export type Operation = {
  operationId: string;
  method: string;
  path: string;
  /** Whether it asks for credentials. */
  isSecured: boolean;
  parameters: Parameter[];
  /** By media type; empty where it takes no body. */
  bodies: Record<string, Schema>;
  /** Whether a request may not go without a body. */
  needsBody: boolean;
  responses: Record<string, DocumentedResponse>;
};

export function readDocument(): Document {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../../openapi.json"), "utf8"));
}

export type Contract = ReturnType<typeof createContract>;

/** The operations of a document, and its schemas as they are asked. @throws for a keyword that nobody looks at */
export function createContract({ paths, components }: Document) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId, security, parameters = [], requestBody, responses }]): Operation => ({
        operationId,
        method: method.toUpperCase(),
        path,
        isSecured: security.length > 0,
        parameters,
        needsBody: requestBody?.required ?? false,
        bodies: mapValues(requestBody?.content ?? {}, ({ schema }) => schema),
        responses,
      }),
    ),
  );
  for (const schema of Object.values(components.schemas)) demandKnownKeywords(schema);
  for (const { parameters, bodies, responses } of operations) {
    for (const { schema } of parameters) demandKnownKeywords(schema);
    for (const schema of Object.values(bodies)) demandKnownKeywords(schema);
    for (const { headers = {}, content = {} } of Object.values(responses)) {
      for (const { schema } of [...Object.values(headers), ...Object.values(content)]) {
        demandKnownKeywords(schema);
      }
    }
  }

  function resolve(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const target = components.schemas[schema.$ref.replace("#/components/schemas/", "")];
    if (!target) throw new Error(`${schema.$ref} is nowhere.`);
    return resolve(target);
  }

  const $defs = closed(components.schemas);
  const validators = new WeakMap<Schema, z.ZodType>();

  /** What a value of a reply has against its schema; empty where all is well. Fields that it does not name, too. */
  function objections(schema: Schema, value: unknown): string[] {
    const validator =
      validators.get(schema) ??
      z.fromJSONSchema({ ...closed(schema), $defs } as z.core.JSONSchema.JSONSchema);
    validators.set(schema, validator);
    const { error } = validator.safeParse(value);
    return error?.issues.map(({ path, message }) => `/${path.join("/")}: ${message}`) ?? [];
  }

  return { operations, resolve, objections };
}

function demandKnownKeywords(schema: Schema): void {
  for (const keyword of Object.keys(schema)) {
    if (!KEYWORDS.has(keyword)) throw new Error(`The fuzz does not know the keyword ${keyword}: teach it.`);
  }
  const { format, items, properties = {}, oneOf = [] } = schema;
  if (format !== undefined && !FORMATS.has(format)) {
    throw new Error(`The fuzz does not know the format ${format}: teach it.`);
  }
  for (const part of [...Object.values(properties), ...oneOf, ...(items ? [items] : [])]) {
    demandKnownKeywords(part);
  }
}

/**
 * The same schemas with references as JSON Schema has them, and objects that take no other field: replies may grow,
 * but only together with the document.
 */
function closed<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(closed) as Part;
  if (typeof part !== "object" || part === null) return part;
  const copy = mapValues(part as Record<string, unknown>, closed);
  if (typeof copy["$ref"] === "string") {
    copy["$ref"] = copy["$ref"].replace("#/components/schemas/", "#/$defs/");
  }
  if (copy["format"] === "uri-reference") {
    // Zod takes it for an absolute one. These are the characters of RFC 3986, section 2.
    copy["format"] = undefined;
    copy["pattern"] = "^[\\w.~:/?#[\\]@!$&'()*+,;=%-]*$";
  }
  if (copy["type"] === "object") copy["additionalProperties"] ??= false;
  return copy as Part;
}

function mapValues<Value, Mapped>(of: Record<string, Value>, map: (value: Value) => Mapped) {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, map(value)]));
}
