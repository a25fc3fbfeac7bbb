import type { IncomingHttpHeaders } from "node:http";
import type { Credentials, Statement } from "./backend.ts";
import { HttpError } from "./errors.ts";

/** A statement, and the shape in which its caller wants the rows. */
export type ShapedStatement = Statement & { rowAsArray: boolean };

/**
 * What a request asks for. `begin` is the statement that opens a batch's transaction, null for a single
 * query.
 */
export type Call = {
  credentials: Credentials;
  statements: ShapedStatement[];
  begin: string | null;
  /** False: values are JSON numbers, booleans, arrays and objects where their type has such a form. */
  rawText: boolean;
};

const isolationLevels = new Map([
  ["ReadUncommitted", "READ UNCOMMITTED"],
  ["ReadCommitted", "READ COMMITTED"],
  ["RepeatableRead", "REPEATABLE READ"],
  ["Serializable", "SERIALIZABLE"],
]);

/**
 * Reads a request as Neon's proxy does (neondatabase/neon, proxy/src/serverless/sql_over_http.rs).
 * Throws HttpError 400 for what is missing or malformed.
 */
export function readCall(headers: IncomingHttpHeaders, body: string): Call {
  const credentials = readConnectionString(headers["neon-connection-string"]);
  const begin = readTransaction(headers);
  const rowAsArray = isTrue(headers["neon-array-mode"]);
  const payload = parseJson(body);
  const batch = isObject(payload) && typeof payload["query"] !== "string" ? payload["queries"] : undefined;
  return {
    credentials,
    statements: Array.isArray(batch)
      ? batch.map((statement) => readStatement(statement, rowAsArray))
      : [readStatement(payload, rowAsArray)],
    begin: Array.isArray(batch) ? begin : null,
    rawText: isTrue(headers["neon-raw-text-output"]),
  };
}

/** The driver takes the string apart and builds it anew, so it is parsed and never compared. */
function readConnectionString(header: string | string[] | undefined): Credentials {
  if (typeof header !== "string") throw new HttpError(400, "invalid header: neon-connection-string");
  if (!URL.canParse(header)) throw new HttpError(400, "invalid connection string");
  const url = new URL(header);
  if (url.protocol !== "postgres:" && url.protocol !== "postgresql:")
    throw new HttpError(400, "incorrect scheme");
  const [database, ...rest] = url.pathname.slice(1).split("/");
  if (!database) throw new HttpError(400, "missing database name");
  if (rest.length > 0) throw new HttpError(400, "invalid database name");
  if (!url.username) throw new HttpError(400, "missing username");
  if (!url.password) throw new HttpError(400, "missing authentication credentials: required password");
  if (!url.hostname) throw new HttpError(400, "missing hostname");
  return {
    user: decode(url.username, "invalid username"),
    password: decode(url.password, "invalid password"),
    database: decode(database, "invalid database name"),
  };
}

function decode(part: string, complaint: string): string {
  try {
    const text = decodeURIComponent(part);
    // It would end the string early in Postgres' protocol.
    if (!text.includes("\0")) return text;
  } catch {
    // Not percent-encoded UTF-8.
  }
  throw new HttpError(400, complaint);
}

function readTransaction(headers: IncomingHttpHeaders): string {
  const level = headers["neon-batch-isolation-level"];
  const isolation = typeof level === "string" ? isolationLevels.get(level) : undefined;
  if (level !== undefined && isolation === undefined) throw new HttpError(400, "invalid isolation level");
  return [
    "BEGIN",
    ...(isolation ? [`ISOLATION LEVEL ${isolation}`] : []),
    ...(isTrue(headers["neon-batch-read-only"]) ? ["READ ONLY"] : []),
    ...(isTrue(headers["neon-batch-deferrable"]) ? ["DEFERRABLE"] : []),
  ].join(" ");
}

function readStatement(value: unknown, rowAsArray: boolean): ShapedStatement {
  if (!isObject(value)) throw unreadable("a statement is an object");
  const { query, params = [], arrayMode } = value;
  if (typeof query !== "string") throw unreadable("`query` is a string");
  if (query.includes("\0")) throw unreadable("`query` has no NUL character");
  if (!Array.isArray(params)) throw unreadable("`params` is an array");
  if (arrayMode != null && typeof arrayMode !== "boolean") throw unreadable("`arrayMode` is a boolean");
  return { query, params: params.map(toText), rowAsArray: arrayMode ?? rowAsArray };
}

/** A JSON parameter in Postgres' text format. The driver itself sends only strings and nulls. */
function toText(value: unknown): string | null {
  if (value === null || typeof value === "string") return value;
  return Array.isArray(value) ? toArrayText(value) : JSON.stringify(value);
}

function toArrayText(value: unknown): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return `{${value.map(toArrayText).join(",")}}`;
  return JSON.stringify(isObject(value) ? JSON.stringify(value) : value);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unreadable("it is not JSON");
  }
}

const unreadable = (why: string) => new HttpError(400, `could not parse the HTTP request body: ${why}`);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTrue = (header: string | string[] | undefined) => header === "true";
