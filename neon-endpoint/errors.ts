/** The fields of Postgres' ErrorResponse under the names that the driver reads, besides `message`. */
const errorFields = [
  "code",
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "severity",
  "where",
  "table",
  "column",
  "schema",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
] as const;

type ErrorFields = { readonly [name in (typeof errorFields)[number]]?: string | undefined };

/** Postgres refused the connection or the statement: HTTP 400 with all that Postgres said. */
export class SqlError extends Error {
  readonly fields: ErrorFields;
  constructor(message: string, fields: ErrorFields) {
    super(message);
    this.name = "SqlError";
    this.fields = fields;
  }
}

/** The call failed before Postgres had a say, or its answer cannot be sent. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "HttpError";
    this.status = status;
  }
}

/** No Postgres answers. */
export class Unreachable extends HttpError {
  constructor(reason: string) {
    super(500, `could not connect to the database: ${reason}`);
    this.name = "Unreachable";
  }
}

/** The body of a reply that is not 200. The driver reads it for status 400 only. */
export function errorBody(error: Error): Record<string, string | null> {
  const fields = error instanceof SqlError ? error.fields : {};
  return {
    message: error.message,
    ...Object.fromEntries(errorFields.map((name) => [name, fields[name] ?? null])),
  };
}
