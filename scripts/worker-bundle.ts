/** Builds a Worker as `wrangler deploy` would upload it, and tells what is in it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const root = join(import.meta.dirname, "..");

/** Wrangler neither asks who runs it nor the network. */
export const OFFLINE = { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };

export type WorkerBundle = {
  /** Of all modules, each compressed by itself; static assets and source maps apart. */
  gzipBytes: number;
  bytes: number;
  /** What each source file has left in the bundle, in bytes before compression. */
  sources: Map<string, number>;
};

/** @throws where the build fails, with what wrangler said */
export function bundleWorker(config = "wrangler.toml"): WorkerBundle {
  const folder = mkdtempSync(join(tmpdir(), "cueprint-bundle-"));
  try {
    wrangler(["deploy", "--dry-run", "--config", config, "--outdir", folder, "--metafile"]);
    const { outputs } = JSON.parse(readFileSync(join(folder, "bundle-meta.json"), "utf8")) as {
      outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
    };
    const modules = readdirSync(folder)
      .filter((name) => /\.(m?js|wasm|txt|html|bin)$/.test(name))
      .map((name) => readFileSync(join(folder, name)));
    return {
      gzipBytes: modules.reduce((sum, module) => sum + gzipSync(module).length, 0),
      bytes: modules.reduce((sum, module) => sum + module.length, 0),
      sources: new Map(
        Object.values(outputs)
          .flatMap(({ inputs }) => Object.entries(inputs))
          .map(([file, { bytesInOutput }]) => [file, bytesInOutput] as const)
          .filter(([, bytes]) => bytes > 0),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function wrangler(args: string[]): string {
  return execFileSync(join(root, "node_modules/.bin/wrangler"), args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...OFFLINE },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
