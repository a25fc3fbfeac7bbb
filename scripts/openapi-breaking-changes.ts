/**
 * Compares openapi.json with openapi.released.json, the document of the last release, and fails where a caller of that
 * release, or an SDK made from it, would break. A release copies openapi.json over it: `cp openapi.json
 * openapi.released.json`. Nothing has been released yet, so it may still be replaced at will.
 */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

type Json = { [key: string]: unknown };
type Schema = Json | boolean | undefined;
/** What callers send may become more, what they are answered may become less; never the other way round. */
type Direction = "request" | "response";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * What of `after` breaks callers of `before`, each change once, in one line. Empty where nothing does.
 *
 * @param today an operation that was marked deprecated may go once its `x-sunset` is over
 */
export function breakingChanges(before: Json, after: Json, today = new Date()): string[] {
  const changes = new Set<string>();
  const report = (change: string) => void changes.add(change);
  new Comparison(before, after, report).run(today);
  return [...changes];
}

class Comparison {
  readonly #before: Json;
  readonly #after: Json;
  readonly #report: (change: string) => void;
  /** Pairs of schemas that have been compared, or are being: schemas may hold themselves. */
  readonly #compared = new Set<string>();
  /** The same for two names: what differs between them counts only where they stand for the same. */
  readonly #renamed = new Map<string, string[]>();

  constructor(before: Json, after: Json, report: (change: string) => void) {
    this.#before = before;
    this.#after = after;
    this.#report = report;
  }

  run(today: Date): void {
    const servers = ({ servers = [{ url: "/" }] }: { servers?: { url: string }[] }) =>
      servers.map(({ url }) => url);
    for (const url of servers(this.#before)) {
      if (!servers(this.#after).includes(url)) this.#report(`server ${url}: is gone`);
    }
    const after = operationsOf(this.#after);
    for (const [name, operation] of operationsOf(this.#before)) {
      const now = after.get(name);
      if (now) this.#operation(name, operation, now);
      else if (!isOver(operation.own, today)) this.#report(`${name}: is gone`);
    }
    this.#components();
  }

  /** SDKs name types after schemas, and callers import those. */
  #components(): void {
    const [before, after] = [this.#before, this.#after].map((document) => at(document, "components"));
    for (const name of Object.keys(at(before, "schemas"))) {
      if (!(name in at(after, "schemas"))) this.#report(`schema ${name}: is gone`);
    }
    for (const [name, was] of Object.entries(at(before, "securitySchemes"))) {
      const now = at(after, "securitySchemes")[name];
      const essence = (scheme: unknown) => ({ ...(scheme as Json), description: "", bearerFormat: "" });
      if (now === undefined) this.#report(`security scheme ${name}: is gone`);
      else if (!isDeepStrictEqual(essence(was), essence(now))) {
        this.#report(`security scheme ${name}: has changed`);
      }
    }
  }

  #operation(name: string, before: Operation, after: Operation): void {
    const { operationId: was } = before.own;
    const { operationId: is } = after.own;
    if (was !== is) this.#report(`${name}: the operationId ${was} has become ${is}`);
    this.#security(name, before, after);
    this.#parameters(name, before, after);
    this.#requestBody(`${name}: body`, before.own["requestBody"], after.own["requestBody"]);
    this.#responses(name, at(before.own, "responses"), at(after.own, "responses"));
  }

  /** Each set of credentials that was enough must still be enough. */
  #security(name: string, before: Operation, after: Operation): void {
    const alternatives = (operation: Operation, document: Json) => {
      const listed = (operation.own["security"] ?? document["security"] ?? []) as Record<string, string[]>[];
      return listed.length === 0 ? [{}] : listed;
    };
    const now = alternatives(after, this.#after);
    for (const had of alternatives(before, this.#before)) {
      const suffices = now.some((needed) =>
        Object.entries(needed).every(
          ([scheme, scopes]) => had[scheme] && scopes.every((scope) => had[scheme]?.includes(scope)),
        ),
      );
      if (!suffices) this.#report(`${name}: needs other credentials or scopes than ${JSON.stringify(had)}`);
    }
  }

  #parameters(name: string, before: Operation, after: Operation): void {
    const was = this.#parametersOf(before, this.#before);
    const is = this.#parametersOf(after, this.#after);
    for (const [key, old] of was) {
      const place = `${name}: parameter ${key}`;
      const now = is.get(key);
      if (!now) {
        this.#report(`${place}: is gone`);
        continue;
      }
      if (now["required"] === true && old["required"] !== true) this.#report(`${place}: is now required`);
      for (const keyword of ["style", "explode", "allowReserved"]) {
        if (old[keyword] !== now[keyword]) this.#report(`${place}: ${keyword} has changed`);
      }
      this.#value(place, old, now, "request");
    }
    for (const [key, { required }] of is) {
      if (required === true && !was.has(key)) this.#report(`${name}: parameter ${key}: is new and required`);
    }
  }

  /** The operation's own win over those of its path. Names of headers have no case. */
  #parametersOf({ own, path }: Operation, document: Json): Map<string, Json> {
    const listed = [path, own].flatMap(({ parameters }) => (parameters ?? []) as Json[]);
    return new Map(
      listed.map((parameter) => {
        const resolved = resolve(parameter, document);
        const name = String(resolved["name"]);
        return [`${resolved["in"]} ${resolved["in"] === "header" ? name.toLowerCase() : name}`, resolved];
      }),
    );
  }

  #requestBody(place: string, before: unknown, after: unknown): void {
    const was = before ? resolve(before as Json, this.#before) : undefined;
    const is = after ? resolve(after as Json, this.#after) : undefined;
    if (was && !is) this.#report(`${place}: is gone`);
    if (is && is["required"] === true && !was) this.#report(`${place}: is new and required`);
    if (!was || !is) return;
    if (is["required"] === true && was["required"] !== true) this.#report(`${place}: is now required`);
    this.#content(place, was, is, "request");
  }

  #responses(name: string, before: Json, after: Json): void {
    for (const [status, old] of Object.entries(before)) {
      const place = `${name}: ${status}`;
      const now = after[status];
      if (now === undefined) {
        this.#report(`${place}: is gone`);
        continue;
      }
      const was = resolve(old as Json, this.#before);
      const is = resolve(now as Json, this.#after);
      this.#headers(place, at(was, "headers"), at(is, "headers"));
      this.#content(place, was, is, "response");
    }
    // Callers read on after any error; of a success they expect what they know.
    for (const status of Object.keys(after)) {
      if (/^(2|default)/.test(status) && !(status in before)) this.#report(`${name}: ${status}: is new`);
    }
  }

  #headers(place: string, before: Json, after: Json): void {
    const lowerCase = (headers: Json) =>
      new Map(Object.entries(headers).map(([name, header]) => [name.toLowerCase(), header as Json]));
    const headers = lowerCase(after);
    for (const [name, old] of lowerCase(before)) {
      const now = headers.get(name);
      const here = `${place}: header ${name}`;
      if (!now) {
        this.#report(`${here}: is gone`);
        continue;
      }
      const was = resolve(old, this.#before);
      const is = resolve(now, this.#after);
      if (was["required"] === true && is["required"] !== true) this.#report(`${here}: may now be left out`);
      this.#value(here, was, is, "response");
    }
  }

  /** A parameter or header has a schema, or content. */
  #value(place: string, before: Json, after: Json, direction: Direction): void {
    if (before["schema"] !== undefined && after["schema"] !== undefined) {
      this.#schema(place, before["schema"] as Schema, after["schema"] as Schema, direction);
    } else if (before["schema"] !== undefined || after["schema"] !== undefined) {
      this.#report(`${place}: is written in another way`);
    } else {
      this.#content(place, before, after, direction);
    }
  }

  #content(place: string, before: Json, after: Json, direction: Direction): void {
    const was = at(before, "content");
    const is = at(after, "content");
    for (const mediaType of Object.keys(was)) {
      const here = `${place} ${mediaType}`;
      if (!(mediaType in is)) this.#report(`${here}: is gone`);
      else {
        const [old, now] = [at(was, mediaType)["schema"], at(is, mediaType)["schema"]];
        this.#schema(here, old as Schema, now as Schema, direction);
      }
    }
  }

  /** A named schema is reported under its name: so a change in it is told once, not for each operation. */
  #schema(place: string, before: Schema, after: Schema, direction: Direction): void {
    const name = nameOf(before);
    if (name !== undefined && name === nameOf(after)) {
      if (this.#compared.has(`${direction} ${name}`)) return;
      this.#compared.add(`${direction} ${name}`);
    }
    const here = name === undefined ? place : `${name} (${direction})`;
    for (const change of this.#differences(here, before, after, direction, 0)) this.#report(change);
  }

  /** Compares alternative with alternative: each that may be met needs one that covers it. */
  #differences(place: string, before: Schema, after: Schema, direction: Direction, depth: number): string[] {
    if (depth > 40) return []; // schemas without a name cannot hold themselves; this is a cycle of unnamed ones
    const was = alternativesOf(before, this.#before);
    const is = alternativesOf(after, this.#after);
    const [met, covering] = direction === "request" ? [was, is] : [is, was];
    const changes: string[] = [];
    if (direction === "request") {
      const [old, now] = [defaultOf(before, this.#before), defaultOf(after, this.#after)];
      if (old !== undefined && !isDeepStrictEqual(old, now)) {
        changes.push(`${place}: the default ${JSON.stringify(old)} has become ${JSON.stringify(now)}`);
      }
    }
    for (const one of met) {
      const candidates = covering.filter(({ type }) => covers(type, one.type));
      if (candidates.length === 0) {
        changes.push(`${place}: ${direction === "request" ? "no longer takes" : "may now be"} ${one.type}`);
        continue;
      }
      const found = candidates.map((other) =>
        direction === "request"
          ? this.#alternative(place, one, other, direction, depth)
          : this.#alternative(place, other, one, direction, depth),
      );
      changes.push(...(found.sort((a, b) => a.length - b.length)[0] ?? []));
    }
    return changes;
  }

  #alternative(
    place: string,
    before: Alternative,
    after: Alternative,
    direction: Direction,
    depth: number,
  ): string[] {
    const isRequest = direction === "request";
    const changes: string[] = [];
    const change = (text: string) => void changes.push(`${place}: ${text}`);
    const [was, is] = [before.keywords, after.keywords];
    const [met, covering] = isRequest ? [was, is] : [is, was];

    const values = covering["enum"] as unknown[] | undefined;
    if (values && met["enum"] === undefined)
      change(isRequest ? "takes few values only" : "may now be any value");
    for (const value of values ? ((met["enum"] ?? []) as unknown[]) : []) {
      if (!values?.some((known) => isDeepStrictEqual(known, value))) {
        change(`${isRequest ? "no longer takes" : "may now be"} ${JSON.stringify(value)}`);
      }
    }
    for (const [keyword, none] of LOWER_BOUNDS) {
      const [low, bound] = [Number(met[keyword] ?? none), Number(covering[keyword] ?? none)];
      if (low < bound)
        change(`${keyword} is ${isRequest ? "raised" : "lowered"} (${told(was, is, keyword)})`);
    }
    // Replies may grow: a limit that is raised for what is sent is raised for what is read back.
    for (const keyword of isRequest ? UPPER_BOUNDS : []) {
      const [high, bound] = [Number(was[keyword] ?? Infinity), Number(is[keyword] ?? Infinity)];
      if (high > bound) change(`${keyword} is lowered (${told(was, is, keyword)})`);
    }
    if (covering["format"] !== undefined && covering["format"] !== met["format"]) {
      change(`the format has changed (${told(was, is, "format")})`);
    } else if (
      // The pattern of a format is the schema library's, and may be written anew.
      (covering["format"] === undefined || covering["format"] !== met["format"]) &&
      covering["pattern"] !== undefined &&
      covering["pattern"] !== met["pattern"]
    ) {
      change(`the pattern has changed (${told(was, is, "pattern")})`);
    }
    if (covering["uniqueItems"] === true && met["uniqueItems"] !== true) {
      change(isRequest ? "no longer takes an item twice" : "may now hold an item twice");
    }
    for (const keyword of HAND_COMPARED) {
      if (!isDeepStrictEqual(was[keyword], is[keyword])) change(`${keyword} has changed: compare by hand`);
    }
    changes.push(...this.#fields(place, was, is, direction, depth));
    if (was["items"] !== undefined || is["items"] !== undefined) {
      const items = (schema: Json) => (schema["items"] ?? true) as Schema;
      changes.push(...this.#nested(`${place}[]`, items(was), items(is), direction, depth));
    }
    return changes;
  }

  #fields(place: string, was: Json, is: Json, direction: Direction, depth: number): string[] {
    const changes: string[] = [];
    const [old, now] = [at(was, "properties"), at(is, "properties")];
    const required = (schema: Json) => (schema["required"] ?? []) as string[];
    for (const name of Object.keys(old)) {
      const here = `${place}.${name}`;
      if (!(name in now)) changes.push(`${here}: is gone`);
      else changes.push(...this.#nested(here, old[name] as Schema, now[name] as Schema, direction, depth));
    }
    if (direction === "request") {
      for (const name of required(is)) {
        if (required(was).includes(name)) continue;
        changes.push(`${place}.${name}: is ${name in old ? "now" : "new and"} required`);
      }
      const [open, opened] = [was["additionalProperties"] ?? true, is["additionalProperties"] ?? true];
      if (open !== false && opened === false) changes.push(`${place}: no longer takes other fields`);
      else if (open !== false) {
        changes.push(...this.#nested(`${place}.*`, open as Schema, opened as Schema, direction, depth));
      }
      return changes;
    }
    for (const name of required(was)) {
      if (name in now && !required(is).includes(name)) {
        changes.push(`${place}.${name}: may now be left out`);
      }
    }
    // New fields in replies are no news: callers overlook what they do not know. A map's values are.
    const [old_, now_] = [was["additionalProperties"], is["additionalProperties"]];
    if (typeof old_ === "object" && now_ !== false) {
      changes.push(...this.#nested(`${place}.*`, old_ as Schema, (now_ ?? true) as Schema, direction, depth));
    }
    return changes;
  }

  /** Named schemas start a place of their own. Their changes are reported at once, and so not counted here. */
  #nested(place: string, before: Schema, after: Schema, direction: Direction, depth: number): string[] {
    if (nameOf(before) !== undefined && nameOf(before) === nameOf(after)) {
      this.#schema(place, before, after, direction);
      return [];
    }
    const pair = [direction, nameOf(before), nameOf(after)].join(" ");
    if (nameOf(before) === undefined || nameOf(after) === undefined) {
      return this.#differences(place, before, after, direction, depth + 1);
    }
    const known = this.#renamed.get(pair);
    if (known) return known;
    this.#renamed.set(pair, []);
    const changes = this.#differences(place, before, after, direction, depth + 1);
    this.#renamed.set(pair, changes);
    return changes;
  }
}

const LOWER_BOUNDS: readonly [string, number][] = [
  ["minLength", 0],
  ["minItems", 0],
  ["minProperties", 0],
  ["minimum", -Infinity],
  ["exclusiveMinimum", -Infinity],
];
const UPPER_BOUNDS = ["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"];
/** What one schema of these covers of another is not worth working out: any change is told. */
const HAND_COMPARED = [
  "not",
  "if",
  "then",
  "else",
  "multipleOf",
  "contains",
  "prefixItems",
  "patternProperties",
  "propertyNames",
  "dependentRequired",
  "dependentSchemas",
  "unevaluatedProperties",
  "unevaluatedItems",
  "contentEncoding",
  "contentMediaType",
];

type Operation = { own: Json; path: Json };

function operationsOf(document: Json): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(at(document, "paths"))) {
    const resolved = resolve(item as Json, document);
    for (const method of METHODS) {
      const own = resolved[method];
      if (own) operations.set(`${method.toUpperCase()} ${path}`, { own: own as Json, path: resolved });
    }
  }
  return operations;
}

function isOver({ deprecated, "x-sunset": sunset }: Json, today: Date): boolean {
  return deprecated === true && typeof sunset === "string" && new Date(sunset) < today;
}

/** One type, or any, with the keywords that say something about it. */
type Alternative = { type: string; keywords: Json };

const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"];
const KEYWORDS_OF: Record<string, RegExp> = {
  null: /^enum$/,
  boolean: /^enum$/,
  integer: /^(enum|format|multipleOf|(exclusive)?m(in|ax)imum)$/i,
  number: /^(enum|format|multipleOf|(exclusive)?m(in|ax)imum)$/i,
  string: /^(enum|format|pattern|(min|max)Length|content.*)$/,
  array: /^(enum|items|prefixItems|contains|uniqueItems|unevaluatedItems|(min|max)Items)$/,
  object: /^(enum|properties|required|.*Properties|propertyNames|dependent.*)$/,
};
const ALWAYS = /^(not|if|then|else)$/;

/** A schema as a list of such alternatives: unions, lists of types and references are written out. */
function alternativesOf(schema: Schema, document: Json): Alternative[] {
  const merged = merge(schema, document);
  if (merged === undefined) return [];
  const union = (merged["anyOf"] ?? merged["oneOf"]) as Schema[] | undefined;
  if (union) {
    const { anyOf, oneOf, ...rest } = merged;
    return union.flatMap((one) => alternativesOf({ allOf: [rest, one] } as Json, document));
  }
  const constant = "const" in merged ? [merged["const"]] : undefined;
  const values = constant ?? (merged["enum"] as unknown[] | undefined);
  const said = merged["type"] === undefined ? undefined : [merged["type"]].flat().map(String);
  const types = said ?? (values ? [...new Set(values.map(typeOf))] : ["anything"]);
  return types
    .map((type) => {
      const relevant = Object.entries(merged).filter(
        ([keyword]) => type === "anything" || ALWAYS.test(keyword) || KEYWORDS_OF[type]?.test(keyword),
      );
      const own = values?.filter((value) => covers(type, typeOf(value)));
      return { type, keywords: { ...Object.fromEntries(relevant), ...(own && { enum: own }) } };
    })
    .filter(({ keywords }) => (keywords["enum"] as unknown[] | undefined)?.length !== 0);
}

/** Follows references and joins allOf into one schema. Undefined where nothing can match it. */
function merge(schema: Schema, document: Json, followed: readonly string[] = []): Json | undefined {
  if (schema === false) return undefined;
  if (schema === true || schema === undefined) return {};
  const { $ref, allOf = [], ...own } = schema as { $ref?: string; allOf?: Schema[] } & Json;
  if ($ref !== undefined && followed.includes($ref)) throw new Error(`${$ref} refers to itself`);
  const parts = [
    ...($ref === undefined ? [] : [merge(lookUp($ref, document), document, [...followed, $ref])]),
    ...allOf.map((part) => merge(part, document, followed)),
    own,
  ];
  return parts.reduce<Json | undefined>((joined, part) => joined && part && join(joined, part), {});
}

function join(a: Json, b: Json): Json {
  const joined: Json = { ...a, ...b };
  for (const keyword of Object.keys(a).filter((name) => name in b)) {
    const [one, other] = [a[keyword], b[keyword]];
    if (keyword === "properties") joined[keyword] = { ...(one as Json), ...(other as Json) };
    if (keyword === "required") joined[keyword] = [...new Set([one, other].flat())];
    if (keyword === "enum") {
      joined[keyword] = (one as unknown[]).filter((value) => (other as unknown[]).includes(value));
    }
    if (LOWER_BOUNDS.some(([name]) => name === keyword))
      joined[keyword] = Math.max(Number(one), Number(other));
    if (UPPER_BOUNDS.includes(keyword)) joined[keyword] = Math.min(Number(one), Number(other));
  }
  return joined;
}

function defaultOf(schema: Schema, document: Json): unknown {
  return merge(schema, document)?.["default"];
}

/** Whether whatever is of type `b` is of type `a` too. */
function covers(a: string, b: string): boolean {
  return a === b || a === "anything" || (a === "number" && b === "integer");
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return TYPES.includes(typeof value) ? typeof value : "anything";
}

/** What may stand beside a reference without making another schema of it. */
const ANNOTATIONS = ["title", "description", "example", "examples", "deprecated"];

/** The name of what is referred to; none where keywords beside the reference say more. */
function nameOf(schema: Schema): string | undefined {
  if (typeof schema !== "object") return undefined;
  const { $ref, ...beside } = schema;
  const isAlone = Object.keys(beside).every((keyword) => ANNOTATIONS.includes(keyword));
  return typeof $ref === "string" && isAlone ? $ref.replace("#/components/schemas/", "") : undefined;
}

function resolve(part: Json, document: Json): Json {
  return typeof part["$ref"] === "string" ? resolve(lookUp(part["$ref"], document), document) : part;
}

function lookUp(reference: string, document: Json): Json {
  const [file, ...path] = reference.split("/");
  let found: unknown = file === "#" ? document : undefined;
  for (const part of path) {
    const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    found = (found as Json | undefined)?.[name];
  }
  if (found === undefined) throw new Error(`${reference} leads nowhere in the document`);
  return found as Json;
}

function at(value: unknown, key: string): Json {
  return ((value as Json | undefined)?.[key] ?? {}) as Json;
}

function told(was: Json, is: Json, keyword: string): string {
  return `${JSON.stringify(was[keyword]) ?? "none"} → ${JSON.stringify(is[keyword]) ?? "none"}`;
}

if (import.meta.main) {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
  const changes = breakingChanges(read("openapi.released.json"), read("openapi.json"));
  for (const change of changes) console.error(change);
  if (changes.length > 0) {
    console.error(`${changes.length} breaking changes against openapi.released.json`);
    process.exitCode = 1;
  }
}
