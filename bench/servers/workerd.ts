import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, parse } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../tests/end-to-end/support/servers.ts";
import { startProgram, temporaryFolder, untilAnswers } from "../processes.ts";
import type { Server } from "./server.ts";

const root = join(import.meta.dirname, "../..");

/** The program itself: the package's launcher would stay between it and us. It comes with wrangler. */
const ofWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
const { default: workerd } = ofWrangler("workerd") as { default: string };

/** wrangler's configuration, and the module that exports the handler. */
export type WorkerSource = { configuration: string; entry: string };

/**
 * Bundles a Worker as `wrangler deploy` does and runs it in workerd itself: no proxy, no inspector, no Node before it.
 */
export async function startWorkerd(
  { configuration, entry }: WorkerSource,
  bindings: Record<string, string>,
): Promise<Server> {
  const folder = temporaryFolder();
  await bundle({ configuration, entry }, folder);
  const port = await freePort();
  const file = join(folder, "config.capnp");
  await writeFile(
    file,
    capnp(port, `${parse(entry).name}.js`, await compatibilityDate(configuration), Object.keys(bindings)),
  );
  const program = startProgram(workerd, ["serve", file], { env: bindings });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/healthz`, program);
  return { url, pid: program.pid };
}

async function bundle({ configuration, entry }: WorkerSource, outdir: string): Promise<void> {
  const wrangler = join(root, "node_modules/.bin/wrangler");
  const options = ["--config", configuration, "--dry-run", "--outdir", outdir];
  await promisify(execFile)(wrangler, ["deploy", entry, ...options], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
  });
}

async function compatibilityDate(configuration: string): Promise<string> {
  const [, date] = /^compatibility_date = "([\d-]{10})"/m.exec(await readFile(configuration, "utf8")) ?? [];
  if (date === undefined) throw new Error(`${configuration} has no compatibility date.`);
  return date;
}

/** Values come by the environment: what is secret in them is in no file. */
function capnp(port: number, module: string, date: string, bindings: readonly string[]): string {
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [(name = "worker.js", esModule = embed "${module}")],
      bindings = [${bindings.map((name) => `(name = "${name}", fromEnvironment = "${name}")`).join(", ")}],
      compatibilityDate = "${date}",
    )),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "worker")],
);
`;
}
