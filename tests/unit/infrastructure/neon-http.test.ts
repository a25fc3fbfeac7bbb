import * as driver from "@neondatabase/serverless";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import * as ours from "../../../src/infrastructure/for-production/neon-http.ts";

const URL_OF_NEON =
  "postgres://api:s3cr%2Ft@ep-calm-sea-123.eu-central-1.aws.neon.tech/cueprint?sslmode=require";
const halves = [driver, ours] as unknown as (typeof ours)[];

type Sent = { url: string; method: string; headers: Record<string, string>; body: unknown };
type Outcome = { value: unknown } | { error: Record<string, unknown> };

const endpointsAtFirst = halves.map(({ neonConfig }) => neonConfig.fetchEndpoint);
afterEach(() => {
  halves.forEach(({ neonConfig }, at) => {
    neonConfig.fetchEndpoint = endpointsAtFirst[at] ?? "";
  });
});

/** Does the same with Neon's driver and with ours: what each has sent, and what came of it. */
async function both(
  work: (half: typeof ours) => PromiseLike<unknown>,
  answer: () => Promise<Response>,
): Promise<{ sent: Sent[]; outcome: Outcome }[]> {
  return Promise.all(
    halves.map(async (half) => {
      const sent: Sent[] = [];
      half.neonConfig.fetchFunction = async (url, init) => {
        sent.push({
          url,
          method: init.method ?? "",
          headers: nameless(init.headers as Record<string, string>),
          body: JSON.parse(String(init.body)),
        });
        return answer();
      };
      const outcome = await Promise.resolve()
        .then(() => work(half))
        .then(
          (value) => ({ value: shown(value) }),
          (error: Error) => ({ error: { ...error, name: error.name, message: error.message } }),
        );
      return { sent, outcome };
    }),
  );
}

/** The driver adds its own name to the address, by which Postgres lists its sessions. */
function nameless(headers: Record<string, string>) {
  const address = new URL(headers["Neon-Connection-String"] ?? "");
  address.searchParams.delete("application_name");
  return { ...headers, "Neon-Connection-String": address.href };
}

/** What Drizzle reads of a result; the driver notes more on it. */
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null || !("fields" in value)) return value;
  const { fields, rows, command, rowCount, rowAsArray } = value as Record<string, unknown>;
  return { fields, rows, command, rowCount, rowAsArray };
}

const field = (name: string, dataTypeID: number) => ({ name, dataTypeID });
const result = (types: number[], rows: (string | null)[][]) => ({
  fields: types.map((type, at) => field(`column_${at}`, type)),
  rows,
  command: "SELECT",
  rowCount: rows.length,
  rowAsArray: true,
});
const reply =
  (body: unknown, status = 200) =>
  async () =>
    Response.json(body, { status });

function expectSame([theirs, own]: Awaited<ReturnType<typeof both>>) {
  expect(own).toEqual(theirs);
  return own as NonNullable<typeof own>;
}

describe("the half of Neon's driver that speaks HTTP, and our own", () => {
  const table = result(
    [25, 23],
    [
      ["a", "1"],
      [null, "2"],
    ],
  );

  it.each([[{}], [{ arrayMode: true }], [{ fullResults: true }], [{ arrayMode: true, fullResults: true }]])(
    "send the same query and read the same result with %j",
    async (options) => {
      const { sent, outcome } = expectSame(
        await both(({ neon }) => neon(URL_OF_NEON).query("SELECT $1", ["x"], options), reply(table)),
      );
      expect(sent).toMatchObject([
        { url: "https://api.eu-central-1.aws.neon.tech/sql", body: { query: "SELECT $1", params: ["x"] } },
      ]);
      expect(outcome).toHaveProperty("value");
    },
  );

  it("send a transaction as one call, each of its queries read as it asks", async () => {
    const { sent, outcome } = expectSame(
      await both(
        ({ neon }) => {
          const { query, transaction } = neon(URL_OF_NEON);
          const queries = [
            query("SELECT 1", [], { arrayMode: true }),
            query("SELECT $1", [null]),
            query("SELECT 3"),
          ];
          return transaction(queries, { fullResults: true });
        },
        reply({ results: [table, table, table] }),
      ),
    );
    expect(sent).toHaveLength(1);
    expect(outcome).toMatchObject({ value: [{ rowAsArray: true }, { rows: [{ column_1: 1 }, {}] }, {}] });
  });

  it("send nothing before it is awaited", async () => {
    const [theirs, own] = await both(
      async ({ neon }) => void neon(URL_OF_NEON).query("SELECT 1"),
      reply(table),
    );
    expect([theirs?.sent, own?.sent]).toEqual([[], []]);
  });

  it.each<[string, driver.NeonConfig["fetchEndpoint"]]>([
    ["an address", "http://127.0.0.1:4444/sql"],
    [
      "a function of host and port",
      (host: string, port: number | string) => `https://proxy.example/${host}/${port}`,
    ],
  ])("call another endpoint, given as %s", async (_, fetchEndpoint) => {
    for (const { neonConfig } of halves) neonConfig.fetchEndpoint = fetchEndpoint as string;
    const { sent } = expectSame(
      await both(
        ({ neon }) => neon("postgresql://api:secret@localhost:5433/cueprint").query("SELECT 1"),
        reply(table),
      ),
    );
    expect(sent[0]?.url).toMatch(/127\.0\.0\.1:4444|localhost\/5433/);
  });

  it.each([
    "",
    "cueprint",
    "https://api:secret@host/db",
    "postgres://host/db",
    "postgres://api:secret@host",
    "postgres://",
  ])("refuse the address %j, without repeating it", async (address) => {
    for (const { outcome } of await both(async ({ neon }) => neon(address).query("SELECT 1"), reply(table))) {
      expect(outcome).toHaveProperty("error.name", "NeonDbError");
    }
    expect(() => ours.neon(address)).toThrow(/^(?!.*secret)/);
  });

  it("tell a refusal of Postgres with all that Postgres says of it", async () => {
    const said = {
      message: "duplicate key value",
      severity: "ERROR",
      code: "23505",
      detail: "Key (id)",
      hint: "h",
      position: "1",
      internalPosition: "2",
      internalQuery: "q",
      where: "w",
      schema: "public",
      table: "t",
      column: "c",
      dataType: "d",
      constraint: "t_pkey",
      file: "f.c",
      line: "7",
      routine: "r",
      unknown: "not taken over",
    };
    const { outcome } = expectSame(
      await both(({ neon }) => neon(URL_OF_NEON).query("SELECT 1"), reply(said, 400)),
    );
    expect(outcome).toMatchObject({ error: { name: "NeonDbError", code: "23505", constraint: "t_pkey" } });
  });

  it.each([
    ["a refusal that says little", reply({ message: "bad request" }, 400)],
    ["a server in trouble", async () => new Response("try again", { status: 503 })],
    ["a request too large", async () => new Response("", { status: 413 })],
    ["a batch whose results are missing", reply({})],
  ])("tell %s alike", async (_, answer) => {
    const { outcome } = expectSame(
      await both(({ neon }) => neon(URL_OF_NEON).transaction([neon(URL_OF_NEON).query("SELECT 1")]), answer),
    );
    expect(outcome).toHaveProperty("error");
  });

  it("keep what made the call itself fail", async () => {
    const failure = new TypeError("the network is gone");
    const { outcome } = expectSame(
      await both(
        ({ neon }) => neon(URL_OF_NEON).query("SELECT 1"),
        () => Promise.reject(failure),
      ),
    );
    expect(outcome).toMatchObject({ error: { sourceError: failure } });
  });

  it.each([
    null,
    undefined,
    "",
    "text\0",
    0,
    -1.5,
    1e21,
    Number.NaN,
    12345678901234567890n,
    true,
    false,
    { a: [1, null] },
    {},
  ])("write the parameter %o alike", async (value) => {
    expectSame(await both(({ neon }) => neon(URL_OF_NEON).query("SELECT $1", [value]), reply(table)));
  });

  it("write every JSON value and string alike", async () => {
    const parameter = fc.oneof(
      fc.string(),
      fc.double(),
      fc.bigInt(),
      fc.boolean(),
      fc.dictionary(fc.string(), fc.jsonValue()),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parameter), async (params) => {
        expectSame(await both(({ neon }) => neon(URL_OF_NEON).query("SELECT", params), reply(table)));
      }),
    );
  });

  it.each([[["a"]], [new Date()], [new Uint8Array(2)]])(
    "refuse the parameter %o, which has more than one text",
    async (value) => {
      await expect(Promise.resolve(ours.neon(URL_OF_NEON).query("SELECT $1", [value]))).rejects.toThrow(
        TypeError,
      );
    },
  );

  /** Text that Postgres would send, for each type that it has a name for; others are read as text. */
  const samples: Record<string, string[]> = {
    BOOL: ["t", "f"],
    INT2: ["-32768"],
    INT4: ["2147483647"],
    INT8: ["9223372036854775807"],
    OID: ["4294967295"],
    FLOAT4: ["1.5", "NaN"],
    FLOAT8: ["-1e-300", "Infinity"],
    NUMERIC: ["12345678901234567890.12"],
    JSON: ['{"a": [1, null, "x"]}', "null", '"text"'],
    JSONB: ["[]", "1e3"],
    UUID: ["019a2b3c-4d5e-7f60-8123-456789abcdef"],
  };
  const arrays = new Map([
    ["text[]", 1009],
    ["varchar[]", 1015],
    ["uuid[]", 2951],
  ]);

  it.each(Object.entries(driver.types.builtins))(
    "read the type %s (%i) alike, or refuse it",
    async (name, type) => {
      // Drizzle has the drivers leave times as text.
      const times = ["DATE", "TIMESTAMP", "TIMESTAMPTZ", "INTERVAL"];
      for (const { types } of halves) if (times.includes(name)) types.setTypeParser(type, (text) => text);
      const texts = samples[name] ?? ["(1,2)", "\\x00ff", "{}"];
      for (const text of texts) {
        const [theirs, own] = await both(
          ({ neon }) => neon(URL_OF_NEON).query("SELECT"),
          reply(result([type], [[text], [null]])),
        );
        if (samples[name]) expect(own).toEqual(theirs);
        else if (own && "value" in own.outcome) expect(own).toEqual(theirs);
        else expect(own?.outcome).toHaveProperty("error.name", "TypeError");
      }
    },
  );

  it.each([...arrays])("read %s alike", async (_, type) => {
    const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), async (texts) => {
        const rows = [[`{${texts.map(quoted).join(",")}}`], ["{a,b c}"], ['{NULL,"NULL"}'], ["{}"]];
        const { outcome } = expectSame(
          await both(
            ({ neon }) => neon(URL_OF_NEON).query("SELECT", [], { arrayMode: true }),
            reply(result([type], rows)),
          ),
        );
        expect(outcome).toMatchObject({ value: [[texts], [["a", "b c"]], [[null, "NULL"]], [[]]] });
      }),
    );
  });
});
