import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");
const runWorker = join(import.meta.dirname, "run-worker.ts");

/** wrangler has nothing to save; it only tidies up. */
const PATIENCE_MS = 2_000;

export type WorkerProcess = {
  /** Resolves when the process has ended: true where `stop` has ended it. */
  ended: Promise<boolean>;
  stop(): Promise<void>;
};

/** Starts `wrangler dev` as a child, in a process group of its own so that all of it can be stopped. */
export function startWorker(port: number, bindings: Record<string, string>): WorkerProcess {
  const child = spawn(
    process.execPath,
    [
      runWorker,
      "dev",
      ...["--port", String(port)],
      ...["--inspector-port", "0"],
      ...["--log-level", "warn"],
      "--show-interactive-dev-session=false",
      ...Object.entries(bindings).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
    ],
    {
      cwd: root,
      detached: true,
      // What wrangler says belongs beside standard output, on which others read the line that says ready.
      stdio: ["ignore", process.stderr, process.stderr],
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
    },
  );
  let stopping = false;
  const ended = once(child, "exit").then(() => stopping);
  return {
    ended,
    stop() {
      stopping = true;
      return stop(child, ended);
    },
  };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  signalGroup(child, "SIGTERM");
  await Promise.race([ended, delay(PATIENCE_MS, undefined, { ref: false })]);
  // Whatever is left of the group, workerd included.
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Asks an address until it answers well. @throws Error where the worker ends before, or time runs out */
export async function untilReady(url: string, worker: WorkerProcess, timeoutMs: number): Promise<void> {
  let running = true;
  worker.ended.then(() => {
    running = false;
  });
  const deadline = Date.now() + timeoutMs;
  while (running && Date.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error(running ? `${url} does not answer.` : "wrangler dev has ended.");
}
