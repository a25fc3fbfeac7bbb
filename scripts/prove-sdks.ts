/**
 * Proves that openapi.json makes good SDKs: three generators each make a client of it, all of them and a program that
 * uses each (tests/sdk) pass a strict type check, and two of those programs do the main job against the real Worker.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withWorker } from "./with-worker.ts";

type Job = (baseUrl: string, content: string) => Promise<{ title: string; steps: number }>;

const root = join(import.meta.dirname, "..");
const tools = join(root, "tools/node_modules");
const document = join(root, "openapi.json");

/** The first is README's. */
const generators: [name: string, command: string, args: string[]][] = [
  ["@hey-api/openapi-ts", "openapi-ts", ["-i", document, "-o", "generated/hey-api", "--no-log-file"]],
  ["openapi-typescript", "openapi-typescript", [document, "-o", "generated/openapi-typescript.ts"]],
  ["orval", "orval", ["--input", document, "--output", "generated/orval.ts", "--client", "fetch"]],
];

const compilerOptions = {
  target: "ES2023",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  // For Node to run what comes out: clients import their own files without an extension.
  module: "CommonJS",
  moduleResolution: "Bundler",
  types: [],
  strict: true,
  rootDir: ".",
  outDir: "compiled",
};

run(process.execPath, [join(root, "scripts/install-tools.ts")], root);
const folder = mkdtempSync(join(tmpdir(), "cueprint-sdks-"));
try {
  cpSync(join(root, "tests/sdk"), folder, { recursive: true });
  mkdirSync(join(folder, "generated"));
  symlinkSync(tools, join(folder, "node_modules"), "junction");
  for (const [name, command, args] of generators) {
    timed(`${name} generates`, () => run(join(tools, ".bin", command), args, folder));
  }
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["*.ts", "generated"] }),
  );
  timed("three clients and their programs pass tsc --strict", () =>
    run(join(tools, ".bin/tsc"), ["-p", "tsconfig.json"], folder),
  );
  writeFileSync(join(folder, "compiled/package.json"), JSON.stringify({ type: "commonjs" }));
  await runMainJobs(["hey-api", "openapi-fetch"]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runMainJobs(names: readonly string[]): Promise<void> {
  const content = readFileSync(join(root, "samples/first-worker.vtt"), "utf8");
  await withWorker(async ({ url, runtime }) => {
    for (const name of names) {
      const file = join(folder, "compiled", `${name}.js`);
      if (!existsSync(file)) fail(`tsc has not made ${name}.js.`);
      const { mainJob } = createRequire(import.meta.url)(file) as { mainJob: Job };
      const started = performance.now();
      const { title, steps } = await mainJob(url, content);
      if (title !== "Deploy it" || steps !== 3) {
        fail(`The main job through ${name} published ${steps} steps named ${JSON.stringify(title)}.`);
      }
      tell(`the main job through ${name} on ${runtime}`, started);
    }
  });
}

function run(command: string, args: string[], cwd: string): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed.\n${stdout}${stderr}`);
}

function timed(name: string, work: () => void): void {
  const started = performance.now();
  work();
  tell(name, started);
}

function tell(name: string, started: number): void {
  console.log(`ok  ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function fail(message: string): never {
  throw new Error(message);
}
