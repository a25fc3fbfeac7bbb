/**
 * Fuzzes the API against openapi.json with 1,000 valid and 1,000 invalid requests to each operation. FUZZ_RUNS says how
 * many else, FAST_CHECK_SEED tries others.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const vitest = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs");
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "--project", "fuzz", ...process.argv.slice(2)],
  { cwd: join(import.meta.dirname, ".."), stdio: "inherit", env: { FUZZ_RUNS: "1000", ...process.env } },
);
process.exitCode = status ?? 1;
