import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, parseAst, type Rolldown } from "vite";
import { describe, expect, it } from "vitest";
import { bundleWorker } from "../../../scripts/bundling/bundle.ts";
import { cutGeneration } from "../../../scripts/bundling/cut-generation.ts";
import { leaveOut } from "../../../scripts/bundling/leave-out.ts";

const root = join(import.meta.dirname, "../../..");

function cut(code: string, id = "/src/a.ts"): string | undefined {
  const { transform } = cutGeneration("/src/") as {
    transform(code: string, id: string): { code: string } | undefined;
  };
  return transform.call({ parse: parseAst } as never, code, id)?.code;
}

describe("what only generated files need", () => {
  it.each([
    [
      "a schema's documentation",
      "f(z.string().meta({ a: 1 }).max(3).meta({ b: [2] }));",
      "f(z.string().max(3));",
    ],
    [
      "documentation within documentation",
      "f(z.object({ a: z.int().meta({ b: c().meta({}) }) }).meta({ id: 'A' }));",
      "f(z.object({ a: z.int() }));",
    ],
    [
      "an operation's documentation, with what it names",
      'endpoint({ method: "get", summary: "S", tag: Tag, responses: { 200: json(A.meta({})) } }, run);',
      'endpoint({ method: "get",    }, run);',
    ],
    [
      "a table's constraints",
      'pgTable("t", { id: uuid() }, (t) => [index().on(t.id)]).enableRLS();',
      'pgTable("t", { id: uuid() }).enableRLS();',
    ],
  ])("is cut: %s", (_, code, expected) => {
    expect(cut(code)).toBe(expected);
  });

  it("leaves an operation's schemas to be made once, when they are asked for", () => {
    const run = new Function(
      "endpoint",
      "make",
      cut("endpoint({ query: make(1), path: '/', body: make(2).meta({}) });") ?? "",
    );
    const made: number[] = [];
    const make = (schema: number) => ({ schema: made.push(schema) });
    run((operation: { query: unknown; path: string; body: unknown }) => {
      expect([operation.path, made]).toEqual(["/", []]);
      expect([operation.body, operation.body, operation.query]).toEqual([
        { schema: 1 },
        { schema: 1 },
        { schema: 2 },
      ]);
      expect(made).toEqual([2, 1]);
    }, make);
    expect.assertions(3);
  });

  it.each([
    ["metadata that is read", "f(schema.meta());"],
    ["a module's own", "f(import.meta.url);"],
    ["other objects with the same names", "f({ summary: 1, responses: 2 }); pgTable('t', {});"],
    ["functions", "export const run = (a) => a(b);\nexport function go() { return x(); }"],
  ])("is told from %s", (_, code) => {
    expect(cut(code)).toBe(code);
  });

  it("is looked for in our own modules alone", () => {
    expect(cut("z.string().meta({ a: 1 })", "/node_modules/a.js")).toBeUndefined();
  });

  it("leaves declarations that the bundler may drop", () => {
    expect(cut("export const A = z.object({ b: B });\nconst c = 1, d = make();")).toBe(
      "export const A = /* @__PURE__ */ (() => (z.object({ b: B })))();\nconst c = 1, d = /* @__PURE__ */ (() => (make()))();",
    );
  });

  it("is not in the Worker, and all operations are", async () => {
    const { code } = await bundleWorker();
    const { paths, components } = JSON.parse(readFileSync(join(root, "openapi.json"), "utf8")) as {
      paths: Record<string, Record<string, { summary: string; description?: string }>>;
      components: { schemas: Record<string, { properties?: Record<string, { description?: string }> }> };
    };
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    const properties = Object.values(components.schemas).flatMap(({ properties = {} }) =>
      Object.values(properties),
    );
    const texts = [
      ...operations.map(({ summary }) => summary),
      ...[...operations, ...properties].map(({ description }) => description),
    ];
    const long = texts.filter((text) => text !== undefined && text.length > 40);
    expect(long.length).toBeGreaterThan(100);
    expect(long.filter((text) => code.includes(text ?? ""))).toEqual([]);
    expect(Object.keys(paths).filter((path) => !code.includes(`\`${path}\``))).toEqual([]);
  });
});

describe("what is left out of a package", () => {
  async function bundle(patterns: RegExp[]): Promise<string> {
    const [built] = (await build({
      configFile: false,
      logLevel: "silent",
      plugins: [leaveOut(patterns)],
      build: {
        write: false,
        minify: false,
        lib: {
          entry: join(root, "node_modules/drizzle-orm/pg-core/columns/all.js"),
          formats: ["es"],
          fileName: "columns",
        },
      },
    })) as Rolldown.RolldownOutput[];
    const chunk = built?.output[0];
    return chunk?.code ?? "";
  }

  it("keeps its names, and throws where it is run after all", async () => {
    const code = await bundle([/columns\/all\.js$/]);
    const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<
      string,
      () => void
    >;
    expect(Object.keys(module)).toEqual(["getPgColumnBuilders"]);
    expect(module["getPgColumnBuilders"]).toThrow("left out of the Worker");
  });

  it("must be there: a package that has changed fails the build", async () => {
    await expect(bundle([/no-such-module\.js$/])).rejects.toThrow("Nothing to leave out for /no-such-module");
  });
});
