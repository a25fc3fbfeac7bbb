import type { Operation, Schema } from "./contract.ts";
import { type FuzzRequest, HUGE, JSON_TYPE } from "./requests.ts";
import type { Rules } from "./rules.ts";
import type { Setting } from "./setting.ts";
import { LONGEST } from "./values.ts";

/** A request that is wrong in one place, and how it must be refused. */
export type Mutation = {
  what: string;
  request: FuzzRequest;
  status: number;
  /** Undefined where a page answers. */
  code?: string;
  /** Where the reply must say that the mistake is. */
  pointer?: string;
};

/** A wrong value for a place. `at` is where below the place it is found to be wrong, if not right there. */
type Wrong = { what: string; value: unknown; at?: string };

const STRANGE_NAMES = ["unknown", "__proto__", "constructor", "toString", "", "a/b~c"];

const WRONG_TEXT: Record<string, string[]> = {
  uuid: ["not-a-uuid", "", "01900000-0000-7000-8000-00000000000", "01900000-0000-7000-8000-00000000000g"],
  "date-time": [
    "yesterday",
    "",
    "2026-01-05",
    "2026-13-01T00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2026-01-05T09:00",
  ],
};
/** What breaks patterns, each in its way; those are taken that do. */
const PROBES = [
  "",
  " ",
  "a b",
  "A",
  "-a",
  "a-",
  "a--b",
  "é",
  "a\n",
  "aaa\u0000",
  "0".repeat(64),
  "g".repeat(64),
];

/** Every way in which this fuzz breaks a request that is all right. */
export function mutationsOf(
  setting: Setting,
  operation: Operation,
  { headers: { Accept: _, ...headers }, ...valid }: FuzzRequest,
): Mutation[] {
  // What may be refused for what it accepts is not wrong in one place.
  const request = { ...valid, headers };
  return [
    ...credentials(operation, request),
    ...operation.parameters.flatMap((parameter) => {
      const { name, schema } = parameter;
      switch (parameter.in) {
        case "path":
          return pathMutations(operation, request, name, schema);
        case "query":
          return queryMutations(setting.rules, request, name, schema);
        case "header":
          return headerMutations(request, name, schema, parameter.required ?? false);
        default:
          throw new Error(`The fuzz knows nothing of parameters in ${parameter.in}: teach it.`);
      }
    }),
    ...strangeQueries(operation, request),
    ...bodyMutations(setting, operation, request),
  ];
}

function credentials({ isSecured }: Operation, request: FuzzRequest): Mutation[] {
  if (!isSecured) return [];
  return [
    {
      what: "no credentials",
      request: { ...request, as: "nobody" },
      status: 401,
      code: "credentials_missing",
    },
    {
      what: "wrong credentials",
      request: { ...request, as: "unknown" },
      status: 401,
      code: "credentials_invalid",
    },
  ];
}

function pathMutations(
  { responses }: Operation,
  request: FuzzRequest,
  name: string,
  schema: Schema,
): Mutation[] {
  const isPage = !("application/problem+json" in (responses["404"]?.content ?? {}));
  return wrongTexts(schema)
    .filter(({ value }) => value !== "")
    .map(({ what, value }) => ({
      what: `${name} in the path: ${what}`,
      request: { ...request, path: { ...request.path, [name]: String(value) } },
      status: 404,
      ...(isPage ? {} : { code: NOT_FOUND }),
    }));
}

/** Any of the codes of 404: that it is documented is checked of every reply. */
export const NOT_FOUND = "…_not_found";

function queryMutations(rules: Rules, request: FuzzRequest, name: string, schema: Schema): Mutation[] {
  const others = request.query.filter(([other]) => other !== name);
  const sent = request.query.find(([other]) => other === name) ?? [name, ""];
  return [
    ...[...wrongTexts(schema), ...brokenRules(rules, name)]
      // A lone surrogate cannot be written in an address.
      .filter(({ value }) => String(value).isWellFormed())
      .map(({ what, value }) => ({ what, query: [...others, [name, String(value)]] })),
    ...(sent[1] === "" ? [] : [{ what: "sent twice", query: [...request.query, sent] }]),
  ].map(({ what, query }) => ({
    what: `${name} in the query: ${what}`,
    request: { ...request, query: query as [string, string][] },
    ...invalid(`query/${name}`),
  }));
}

function strangeQueries({ parameters }: Operation, request: FuzzRequest): Mutation[] {
  if (!parameters.some((parameter) => parameter.in === "query")) return [];
  return STRANGE_NAMES.filter((name) => /^\w+$/.test(name)).map((name) => ({
    what: `the unknown ${name} in the query`,
    request: { ...request, query: [...request.query, [name, "1"]] },
    ...invalid(`query/${name}`),
  }));
}

function headerMutations(
  request: FuzzRequest,
  name: string,
  schema: Schema,
  isRequired: boolean,
): Mutation[] {
  const { [name]: _, ...others } = request.headers;
  const missing = { what: `${name} is missing`, request: { ...request, headers: others } };
  return [
    ...wrongTexts(schema)
      // Of other values none arrives as it was: white space around them is taken away, and what is no byte is no header.
      .filter(({ value }) => /^[\x20-\xff]*$/.test(String(value)) && String(value).trim() === value)
      .map(({ what, value }) => ({
        what: `${name} in a header: ${what}`,
        request: { ...request, headers: { ...others, [name]: String(value) } },
        ...invalid(`header/${name}`),
      })),
    ...(isRequired ? [{ ...missing, status: 428, code: "precondition_required" }] : []),
  ];
}

function bodyMutations(setting: Setting, { bodies, needsBody }: Operation, request: FuzzRequest): Mutation[] {
  const { mediaType, body } = request;
  if (mediaType === undefined) return [];
  const unsupported = ["application/xml", "", "application/jsonx", "multipart/form-data"].map((other) => ({
    what: `media type ${other}`,
    request: { ...request, mediaType: other, raw: JSON.stringify(body) },
    status: 415,
    code: "media_type_unsupported",
  }));
  const notText = (file: string) => ({
    what: `${JSON.stringify(file)} in the file`,
    request:
      mediaType === JSON_TYPE
        ? { ...request, body: { ...(body as object), content: `WEBVTT\n\n${file}` } }
        : { ...request, raw: `WEBVTT\n\n${file}` },
    status: 422,
    code: "transcript_not_text",
  });
  const takesFiles = Object.keys(bodies).some((other) => other !== JSON_TYPE);
  const files = takesFiles ? [notText("\u0000"), notText("a\u0000b")] : [];
  const schema = bodies[mediaType];
  if (mediaType !== JSON_TYPE || !schema) return [...unsupported, ...files];

  const text = JSON.stringify(body);
  const malformed: [string, string | number[]][] = [
    ...(needsBody ? [["no body", ""] as [string, string]] : []),
    ["half a body", text.slice(0, -1)],
    ["more than JSON", `${text}}`],
    ["JavaScript", "{a: 1}"],
    ["NaN", "NaN"],
    ["bytes that are not UTF-8", [...new TextEncoder().encode(text), 0xff]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0, 0x7d, 0]],
    ["a surrogate in UTF-8", [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ];
  return [
    ...unsupported,
    ...files,
    ...(takesFiles ? [{ ...notText("half a pair"), request: halfPair(request) }] : []),
    ...malformed.map(([what, raw]) => ({
      what: `not JSON: ${what}`,
      request: { ...request, raw },
      status: 400,
      code: "body_malformed",
    })),
    { what: "deep nesting", request: { ...request, raw: deep(20_000) }, ...invalid("") },
    ...wrongValues(setting, schema, body, "").map(({ what, value, at = "" }) => ({
      what: `${what} at ${at || "the root"}`,
      request: { ...request, body: value },
      ...invalid(at),
    })),
  ];
}

function halfPair(request: FuzzRequest): FuzzRequest {
  return { ...request, body: { ...(request.body as object), content: "WEBVTT\n\nhalf \ud83d" } };
}

function deep(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

function invalid(pointer: string) {
  return { status: 422, code: "request_invalid", pointer };
}

const WRONG_TYPES: [type: string, value: unknown][] = [
  ["null", null],
  ["boolean", true],
  ["number", 0.5],
  ["number", HUGE],
  ["integer", 7],
  ["string", "text"],
  ["string", "7"],
  ["array", []],
  ["object", {}],
];

/** All wrong values for a place where `value` is right; undefined where it is left out. They contain one mistake. */
function wrongValues(setting: Setting, unresolved: Schema, value: unknown, name: string): Wrong[] {
  const schema = setting.contract.resolve(unresolved);
  if (schema.oneOf) return wrongValues(setting, branchOf(setting, schema.oneOf, value), value, name);
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return [];
  const wrong: Wrong[] = WRONG_TYPES.filter(
    ([type]) => !types.includes(type) && !(type === "integer" && types.includes("number")),
  ).map(([type, value]) => ({ what: value === HUGE ? "a huge number" : `a wrong type, ${type},`, value }));
  wrong.push(...brokenRules(setting.rules, name).filter(({ value }) => !Array.isArray(value)));
  if (types.includes("string")) wrong.push(...wrongTexts(schema));
  if (types.includes("integer")) wrong.push(...wrongIntegers(schema));
  if (Array.isArray(value)) wrong.push(...wrongArrays(setting, schema, value, name));
  else if (typeof value === "object" && value !== null) {
    wrong.push(...wrongObjects(setting, schema, value));
  }
  return wrong;
}

/** The one of several schemas that a value is meant for: the field that tells them apart has but one value in each. */
function branchOf(setting: Setting, branches: readonly Schema[], value: unknown): Schema {
  const fields = Object.entries(value ?? {});
  const branch = branches.find((one) => {
    const { properties = {} } = setting.contract.resolve(one);
    return fields.some(([name, part]) => {
      const names = properties[name]?.enum;
      return names?.length === 1 && names[0] === part;
    });
  });
  return branch ?? {};
}

function wrongIntegers({ minimum, maximum }: Schema): Wrong[] {
  return [
    ...(minimum === undefined ? [] : [{ what: "too small", value: minimum - 1 }]),
    ...(maximum === undefined ? [] : [{ what: "too large", value: maximum + 1 }]),
    { what: "beyond integers", value: 2 ** 53 },
    { what: "a fraction", value: 1.5 },
  ];
}

function wrongArrays(
  setting: Setting,
  { items = {}, minItems = 0, maxItems = 0 }: Schema,
  value: unknown[],
  name: string,
): Wrong[] {
  const wrong: Wrong[] = [];
  const [first] = value;
  if (minItems > 0) wrong.push({ what: "too few items", value: [] });
  if (first !== undefined && maxItems > 0) {
    wrong.push({ what: "too many items", value: new Array(maxItems + 1).fill(first) });
  }
  wrong.push(...brokenRules(setting.rules, name).filter(({ value }) => Array.isArray(value)));
  for (const [index, item] of value.slice(0, 2).entries()) {
    for (const { what, value: wrongItem, at = "" } of wrongValues(setting, items, item, "")) {
      wrong.push({ what, value: value.with(index, wrongItem), at: `/${index}${at}` });
    }
  }
  return wrong;
}

function wrongObjects(setting: Setting, schema: Schema, value: object): Wrong[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const wrong: Wrong[] = [];
  const set = (name: string, part: unknown) =>
    Object.fromEntries([...Object.entries(value).filter(([other]) => other !== name), [name, part]]);
  for (const name of required) {
    const rest = Object.entries(value).filter(([other]) => other !== name);
    wrong.push({ what: "missing", value: Object.fromEntries(rest), at: `/${name}` });
  }
  for (const name of additionalProperties ? [] : STRANGE_NAMES) {
    wrong.push({ what: "a strange name", value: set(name, 1), at: `/${escaped(name)}` });
  }
  for (const [name, property] of Object.entries(properties)) {
    const part: unknown = Object.hasOwn(value, name) ? value[name as keyof typeof value] : undefined;
    for (const { what, value: wrongPart, at = "" } of wrongValues(setting, property, part, name)) {
      wrong.push({ what, value: set(name, wrongPart), at: `/${name}${at}` });
    }
  }
  return wrong;
}

/** RFC 6901, section 3. */
function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Texts that are wrong, be it in JSON, in a query, in a path or in a header. */
function wrongTexts({
  type,
  enum: names,
  format,
  pattern,
  minLength = 0,
  maxLength,
  minimum,
}: Schema): Wrong[] {
  if (type === "integer") {
    const tooSmall = minimum === undefined ? [] : [String(minimum - 1)];
    return [...tooSmall, "-1", "1.5", "1e3", "0x10", "", " 5", "5 ", "٣", "9".repeat(30)].map((value) => ({
      what: `${JSON.stringify(value)} for a number`,
      value,
    }));
  }
  const wrong: Wrong[] = [];
  for (const value of names ? ["", "nonsense", names[0]?.toUpperCase() ?? "", `${names[0]} `] : []) {
    if (!names?.includes(value))
      wrong.push({ what: `${JSON.stringify(value)}, none of those allowed,`, value });
  }
  for (const value of WRONG_TEXT[format ?? ""] ?? []) {
    wrong.push({ what: `${JSON.stringify(value)} for a ${format}`, value });
  }
  const form = pattern === undefined ? undefined : new RegExp(pattern);
  for (const value of form ? PROBES : []) {
    if (!form?.test(value)) wrong.push({ what: `${JSON.stringify(value)} against the pattern`, value });
  }
  // White space at either end is not counted by the API, so it is not what is too much.
  if (maxLength !== undefined && maxLength <= LONGEST) {
    wrong.push({ what: `${maxLength + 1} characters`, value: "x".repeat(maxLength + 1) });
  }
  if (minLength > 0) wrong.push({ what: "too short", value: "x".repeat(minLength - 1) });
  return wrong;
}

function brokenRules(rules: Rules, name: string): Wrong[] {
  const { broken = [], brokenAt: at = "" } = rules[name] ?? {};
  return broken.map((value) => ({ what: `${JSON.stringify(value)} against a rule`, value, at }));
}
