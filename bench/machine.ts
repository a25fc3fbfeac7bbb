import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";

/** What it was measured on. */
export type Machine = {
  cores: number;
  processor: string;
  /** Of the minute before the run: what else was going on. */
  loadAverage: number;
  versions: string[];
};

const root = join(import.meta.dirname, "..");

export function describeMachine(postgres: string): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    loadAverage: loadavg()[0] ?? 0,
    versions: [
      `Node ${process.versions.node}`,
      `workerd ${versionOf("node_modules/workerd")}`,
      `Deno ${versionOf("node_modules/deno")}`,
      // Without the advice how to get another one.
      postgres.split(" (")[0] ?? postgres,
    ],
  };
}

function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
