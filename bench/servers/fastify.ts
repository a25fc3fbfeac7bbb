import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../tests/end-to-end/support/servers.ts";
import { startProgram, untilAnswers } from "../processes.ts";
import type { Server } from "./server.ts";

const peer = join(import.meta.dirname, "../peers/fastify");
const run = promisify(execFile);

/**
 * Its versions, once its own packages are installed as its lock file says: the registry is asked the first time only.
 * Or why it cannot be run here.
 */
export async function findFastify(): Promise<{ versions: string } | { missing: string }> {
  try {
    if (!existsSync(join(peer, "node_modules/.package-lock.json"))) {
      await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: peer });
    }
    const names = { fastify: "Fastify", "drizzle-orm": "Drizzle", pg: "node-postgres" };
    const versions = Object.entries(names).map(([name, title]) => `${title} ${versionOf(name)}`);
    return { versions: versions.join(", ") };
  } catch {
    return { missing: "its packages could not be installed" };
  }
}

function versionOf(name: string): string {
  const file = join(peer, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Lays out an empty database, with one user for each key. */
export async function prepareFastifyPeer(databaseUrl: string, keys: readonly string[]): Promise<void> {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  await run(process.execPath, ["prepare.js", ...keys], { cwd: peer, env });
}

export async function startFastifyPeer(databaseUrl: string): Promise<Server> {
  const port = await freePort();
  const program = startProgram(process.execPath, ["server.js"], {
    cwd: peer,
    env: { DATABASE_URL: databaseUrl, PORT: String(port), NODE_ENV: "production" },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/healthz`, program);
  return { url, pid: program.pid };
}
