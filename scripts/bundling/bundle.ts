import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Rolldown } from "vite";
import { cutGeneration } from "./cut-generation.ts";
import { leaveOut } from "./leave-out.ts";
import { makeLazily } from "./make-lazily.ts";

const root = join(import.meta.dirname, "../..");

/** Imported by what the Worker uses, and never run in it. */
const LEFT_OUT = [
  // Applications within ours, and forms.
  /\/hono\/dist\/utils\/mount\.js$/,
  /\/hono\/dist\/utils\/body\.js$/,
  // Makes JSON Schemas: openapi.json is made before.
  /\/zod\/v4\/core\/to-json-schema\.js$/,
  /\/zod\/v4\/core\/json-schema-processors\.js$/,
  // All kinds of columns, for tables that are declared by a callback: ours import those that they have.
  /\/drizzle-orm\/pg-core\/columns\/all\.js$/,
  // `db.query`, which needs tables' relations declared: ours joins by hand.
  /\/drizzle-orm\/relations\.js$/,
  /\/drizzle-orm\/pg-core\/query-builders\/query\.js$/,
  // Queries within queries: ours are written in SQL.
  /\/drizzle-orm\/pg-core\/query-builders\/query-builder\.js$/,
];

export type WorkerBundle = {
  code: string;
  /** What each source file has left in the bundle, in bytes before it is minified. */
  sources: Map<string, number>;
};

/** Bundles the Worker in memory, minified. @throws where the build fails */
export async function bundleWorker(): Promise<WorkerBundle> {
  const output = (await build({
    root,
    configFile: false,
    logLevel: "warn",
    resolve: {
      conditions: ["workerd", "worker", "module"],
      alias: {
        "@neondatabase/serverless": join(root, "src/infrastructure/for-production/neon-http.ts"),
      },
    },
    plugins: [leaveOut(LEFT_OUT), cutGeneration(join(root, "src/")), makeLazily()],
    build: {
      write: false,
      target: "esnext",
      lib: { entry: join(root, "src/worker.ts"), formats: ["es"], fileName: "worker" },
      rolldownOptions: {
        treeshake: { moduleSideEffects: false },
        output: {
          codeSplitting: false,
          // Nobody bundles it any further.
          comments: { annotation: false },
          minify: {
            compress: true,
            // The log tells errors by the names of their classes.
            mangle: { keepNames: { class: true, function: false } },
            codegen: { removeWhitespace: true },
          },
        },
      },
    },
  })) as Rolldown.RolldownOutput[];
  const [chunk, ...others] = output.flatMap(({ output: chunks }) => chunks);
  if (chunk?.type !== "chunk" || others.length > 0) throw new Error("The Worker must be one file.");
  const sources = Object.entries(chunk.modules).map(
    ([id, { renderedLength }]) => [id, renderedLength] as const,
  );
  return { code: chunk.code, sources: new Map(sources.filter(([, length]) => length > 0)) };
}

/** Bundles the Worker into a folder, as `worker.js`: put in place whole, and only where it differs. */
export async function writeWorker(folder: string): Promise<void> {
  const { code } = await bundleWorker();
  const file = join(folder, "worker.js");
  mkdirSync(folder, { recursive: true });
  if (contentOf(file) === code) return;
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
