/**
 * The half of Neon's driver that speaks SQL over HTTP, as far as Drizzle's adapter and this API use it. The package is
 * one file, in which that half cannot be had without Postgres's wire protocol over WebSockets: 43 KiB of gzip that no
 * request needs. The Worker's bundle takes this module in its place (scripts/bundling), everything else the package;
 * a test holds the two to the same requests, results and errors.
 *
 * What the driver would read or write in another form than text is refused here, never taken for something else.
 */
type Parse = (text: string) => unknown;

type Query = { query: string; params: unknown[] };

type Options = { arrayMode?: boolean; fullResults?: boolean };

type Field = { name: string; dataTypeID: number };

type Result = { fields: Field[]; rows: (string | null)[][] };

type FetchEndpoint = string | ((host: string, port: string, options: { jwtAuth: boolean }) => string);

/** Settings of the module as a whole, as the driver has them. */
export const neonConfig: {
  fetchEndpoint: FetchEndpoint;
  fetchFunction: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
} = {
  fetchEndpoint: (host) => `https://${host.replace(/^[^.]+\./, "api.")}/sql`,
  fetchFunction: undefined,
};

/** What Postgres says of an error beside its message, under the names of its protocol. */
const ERROR_FIELDS = [
  "severity",
  "code",
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "where",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
] as const;

export class NeonDbError extends Error {
  override name = "NeonDbError";
  code: string | undefined;
  detail: string | undefined;
  constraint: string | undefined;
  /** What made the call itself fail; its text may hold the address, so it is never in the message shown. */
  sourceError: unknown;
}

const BYTEA = 17;
const INT8 = 20;
const asNumber = (text: string) => Number.parseFloat(text);
const asInteger = (text: string) => Number.parseInt(text, 10);
const asIs = (text: string) => text;

/** A list of one dimension, such as `{a,"b \\"c\\"",NULL}` (PostgreSQL's manual, section 8.15.6). */
function parseTextArray(text: string): (string | null)[] {
  if (text.startsWith("{{")) throw new TypeError("arrays of more than one dimension are not read here");
  return [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|[^,]+/gs)].map(([plain, quoted]) =>
    quoted === undefined ? (plain === "NULL" ? null : plain) : quoted.replaceAll(/\\(.)/gs, "$1"),
  );
}

/** By the number that Postgres has for a type (pg_type.dat); for what is not named here, the text itself is given. */
const parsers = new Map<number, Parse>([
  [16, (text) => text === "t"],
  [21, asInteger],
  [23, asInteger],
  [26, asInteger],
  [700, asNumber],
  [701, asNumber],
  [114, (text) => JSON.parse(text)],
  [3802, (text) => JSON.parse(text)],
  [1009, parseTextArray],
  [1015, parseTextArray],
  [2951, parseTextArray],
]);

/** bytea, points, circles, and arrays of all else: the driver makes objects of them, which nothing here asks for. */
const REFUSED = new Set([
  BYTEA,
  199,
  600,
  651,
  718,
  791,
  1000,
  1001,
  1005,
  1007,
  1008,
  1014,
  1016,
  1017,
  1021,
  1022,
  1028,
  1040,
  1041,
  1183,
  1270,
  3807,
  3907,
]);

export const types = {
  builtins: { INT8, DATE: 1082, TIMESTAMP: 1114, TIMESTAMPTZ: 1184, INTERVAL: 1186 },
  setTypeParser(type: number, parse: Parse): void {
    parsers.set(type, parse);
  },
  getTypeParser(type: number): Parse {
    if (REFUSED.has(type)) throw new TypeError(`values of Postgres's type ${type} are not read here`);
    return parsers.get(type) ?? asIs;
  },
};

/** A query that is sent when it is awaited, alone, or never, where it goes into a transaction. */
class NeonQueryPromise implements PromiseLike<unknown> {
  readonly queryData: Query;
  readonly options: Options;
  readonly #send: (query: Query, options: Options) => Promise<unknown>;

  constructor(
    send: (query: Query, options: Options) => Promise<unknown>,
    queryData: Query,
    options: Options,
  ) {
    this.#send = send;
    this.queryData = queryData;
    this.options = options;
  }

  // biome-ignore lint/suspicious/noThenProperty: the driver's queries are awaited.
  then<Kept, Failed>(
    kept?: ((value: unknown) => Kept | PromiseLike<Kept>) | null,
    failed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Kept | Failed> {
    return this.#send(this.queryData, this.options).then(kept, failed) as Promise<Kept | Failed>;
  }
}

/**
 * Makes what sends queries to the database at an address.
 *
 * @throws NeonDbError for an address that is none
 */
export function neon(connectionString: string) {
  const { hostname, port, href } = addressOf(connectionString);

  const post = async (body: unknown): Promise<unknown> => {
    const { fetchEndpoint, fetchFunction = fetch } = neonConfig;
    const url =
      typeof fetchEndpoint === "function" ? fetchEndpoint(hostname, port, { jwtAuth: false }) : fetchEndpoint;
    let response: Response;
    try {
      response = await fetchFunction(url, {
        method: "POST",
        body: JSON.stringify(body),
        headers: {
          "Neon-Connection-String": href,
          "Neon-Raw-Text-Output": "true",
          "Neon-Array-Mode": "true",
        },
      });
    } catch (cause) {
      const error = new NeonDbError(`Error connecting to database: ${cause}`);
      error.sourceError = cause;
      throw error;
    }
    if (response.ok) return response.json();
    if (response.status !== 400) {
      throw new NeonDbError(`Server error (HTTP status ${response.status}): ${await response.text()}`);
    }
    const refusal = (await response.json()) as Record<string, unknown>;
    const error = new NeonDbError(String(refusal["message"]));
    throw Object.assign(
      error,
      Object.fromEntries(ERROR_FIELDS.map((name) => [name, refusal[name] ?? undefined])),
    );
  };

  const sendAlone = async (query: Query, options: Options) =>
    readResult((await post(prepare(query))) as Result, options);

  return {
    query: (query: string, params: unknown[] = [], options: Options = {}) =>
      new NeonQueryPromise(sendAlone, { query, params }, options),

    /** One call, one transaction: all or none. */
    async transaction(queries: readonly NeonQueryPromise[], defaults: Options = {}) {
      const { results } = (await post({ queries: queries.map(({ queryData }) => prepare(queryData)) })) as {
        results?: Result[];
      };
      if (!Array.isArray(results)) throw new NeonDbError("Neon internal error: unexpected result format");
      return results.map((result, at) => readResult(result, { ...defaults, ...queries[at]?.options }));
    },
  };
}

function addressOf(connectionString: string): { hostname: string; port: string; href: string } {
  // As if it were of the web: no other scheme's parts can be read alike everywhere.
  const [, scheme = "", rest = ""] = /^([a-z]+:)(.*)$/is.exec(connectionString) ?? [];
  const url = URL.parse(`http:${rest}`);
  if (!url || !/^postgres(?:ql)?:$/.test(scheme) || !url.username || url.pathname.length < 2) {
    throw new NeonDbError("Wrong URL scheme or missing user, host or database in connection parameters");
  }
  const { hostname, port, href } = url;
  return { hostname, port, href: `postgresql:${href.slice("http:".length)}` };
}

function prepare({ query, params }: Query): Query {
  return { query, params: params.map(prepareValue) };
}

/** A parameter as the text that Postgres reads. */
function prepareValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof Date) {
    throw new TypeError("arrays, dates and bytes are sent as their columns write them: as text");
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function readResult(result: Result, { arrayMode = false, fullResults = false }: Options): unknown {
  const { fields } = result;
  const parse = fields.map(({ dataTypeID }) => types.getTypeParser(dataTypeID));
  const read = (row: (string | null)[]) =>
    row.map((text, at) => (text === null ? null : (parse[at] ?? asIs)(text)));
  const rows = result.rows.map((row) =>
    arrayMode ? read(row) : Object.fromEntries(read(row).map((value, at) => [fields[at]?.name, value])),
  );
  return fullResults ? { ...result, rows, rowAsArray: arrayMode } : rows;
}
