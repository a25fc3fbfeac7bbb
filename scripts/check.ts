/** Runs every check, and tells at the end which of them failed. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);
const tool = (name: string) => join(root, "tools/node_modules/.bin", name);

function run(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): { ok: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

/** It passes when it has cruised nothing, too: what it has seen must be counted. */
function layerBorders() {
  const result = run(tool("depcruise"), ["--config", ".dependency-cruiser.mjs", "src"]);
  const [, modules = "0"] = /\((\d+) modules,/.exec(result.output) ?? [];
  return { ...result, ok: result.ok && Number(modules) > 50 };
}

/** Generates into a copy: models that say more than the migrations would leave a new file there. */
function migrationsUpToDate() {
  const copy = mkdtempSync(join(tmpdir(), "cueprint-migrations-"));
  try {
    cpSync(join(root, "migrations"), copy, { recursive: true });
    const before = readdirSync(copy).length;
    const result = run(bin("drizzle-kit"), ["generate"], { MIGRATIONS_DIR: copy });
    const upToDate = result.ok && readdirSync(copy).length === before;
    return upToDate ? result : { ok: false, output: `${result.output}\nRun npm run db:generate.` };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Neither may ask the network: not for a newer version, not to tell who uses it. */
const OFFLINE = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
const redocly = ["lint", "openapi.json", "--config", "tools/redocly.yaml", "--max-problems", "1000"];
const spectral = ["lint", "openapi.json", "--ruleset", "tools/spectral.yaml", "--fail-severity", "hint"];

const checks: Record<string, () => { ok: boolean; output: string }> = {
  "types of the Worker": () => run(bin("tsc"), ["-p", "tsconfig.json"]),
  "types around it": () => run(bin("tsc"), ["-p", "tsconfig.node.json"]),
  "lint and format": () => run(tool("biome"), ["ci", "--colors=off", "--diagnostic-level=warn", "."]),
  "layer borders": layerBorders,
  "regular expressions are linear": () => run(process.execPath, ["scripts/check-patterns.ts"]),
  "bundle size": () => run(process.execPath, ["scripts/check-bundle.ts"]),
  "unused code": () => run(tool("knip"), ["--no-progress"]),
  "openapi.json up to date": () => run(process.execPath, ["scripts/generate-openapi.ts", "--check"]),
  "OpenAPI lint by Redocly": () => run(tool("redocly"), redocly, OFFLINE),
  "OpenAPI lint by Spectral": () => run(tool("spectral"), spectral),
  "no breaking change since the release": () =>
    run(process.execPath, ["scripts/openapi-breaking-changes.ts"]),
  "migrations up to date": migrationsUpToDate,
};

const tools = run(process.execPath, ["scripts/install-tools.ts"]);
if (!tools.ok) throw new Error(`The tools could not be installed.\n${tools.output}`);

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const { ok, output } = check();
  console.log(`${ok ? "ok    " : "FAILED"}  ${name}`);
  if (!ok) {
    failed += 1;
    console.log(output.trimEnd());
  }
}
process.exitCode = failed === 0 ? 0 : 1;
