import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { rateLimits } from "../../../src/domain/value-objects/limits.ts";

const root = join(import.meta.dirname, "../../..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

export type Bindings = { DATABASE_URL: string; NEON_FETCH_ENDPOINT: string } & Record<string, string>;
export type Server = { url: string; stop(): Promise<void> };

/** A suite calls more often than a caller may. */
const unlimited = { RATE_LIMITING: "off" };

/** As wrangler.toml binds it; each in a namespace of its own. */
const rateLimitBinding = (namespace_id: string, policy: { limit: number; periodSeconds: 10 | 60 }) => ({
  namespace_id,
  simple: { limit: policy.limit, period: policy.periodSeconds },
});

/** The Worker as it would be deployed, in workerd, with no development proxy before it. */
async function startWorkerd(bindings: Bindings): Promise<Server> {
  const outdir = await mkdtemp(join(tmpdir(), "cueprint-worker-"));
  await promisify(execFile)(bin("wrangler"), ["deploy", "--dry-run", "--outdir", outdir], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
  });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: [
        { type: "ESModule", path: "worker.js", contents: await readFile(join(outdir, "worker.js"), "utf8") },
      ],
      compatibilityDate: "2026-08-01",
      bindings: { ...unlimited, ...bindings },
      ratelimits: {
        RATE_LIMITER: rateLimitBinding("1", rateLimits.calls),
        REGISTRATION_RATE_LIMITER: rateLimitBinding("2", rateLimits.registrations),
      },
      assets: { directory: join(root, "dist/assets"), routerConfig: { has_user_worker: true } },
      host: "127.0.0.1",
      port: 0,
      cf: false,
    }),
  );
  const { origin } = await miniflare.ready;
  return {
    url: origin,
    async stop() {
      await miniflare.dispose();
      await rm(outdir, { recursive: true });
    },
  };
}

async function startDeno(bindings: Bindings): Promise<Server> {
  await promisify(execFile)("npm", ["run", "--silent", "build:assets"], { cwd: root });
  const port = await freePort();
  const child = spawn(bin("deno"), ["run", "--allow-net", "--allow-env", "--allow-read", "src/deno.ts"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      ...unlimited,
      ...bindings,
      PORT: String(port),
      DENO_NO_UPDATE_CHECK: "1",
    },
  });
  const ended = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/healthz`, () => child.exitCode === null);
  return {
    url,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** What the end-to-end suite is run against. */
export const servers: readonly [string, (bindings: Bindings) => Promise<Server>][] = [
  ["workerd", startWorkerd],
  ["Deno", startDeno],
];

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Waits until `url` answers well. @throws where its process has ended, or after a minute */
export async function answers(url: string, isRunning: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (isRunning() && Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await delay(50);
  }
  throw new Error(`${url} does not answer`);
}
