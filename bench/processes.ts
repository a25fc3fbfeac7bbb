import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

/** How long a program is waited for after it was asked to end. */
const PATIENCE_MS = 3_000;
const READY_TIMEOUT_MS = 60_000;
const OUTPUT_CHARACTERS = 100_000;

export type Program = {
  pid: number;
  /** What it has printed so far. */
  output(): string;
  errors(): string;
};

/** Process groups that run, by their leader's id. */
const running = new Set<number>();
const folders: string[] = [];

// However the benchmark ends, nothing that it has started stays.
process.once("exit", () => {
  for (const pid of running) signalGroup(pid, "SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, (_: NodeJS.Signals, number: number) => process.exit(128 + number));
}

/** A folder that goes with this process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cueprint-bench-"));
  folders.push(folder);
  return folder;
}

/** Starts a program in a process group of its own. */
export function startProgram(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: Record<string, string> } = {},
): Program {
  const child = spawn(command, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  return { pid: track(child), output, errors };
}

/** A module of this folder in a process of its own, which answers each message with one. */
export type Helper<Message, Reply> = {
  pid: number;
  ask(message: Message): Promise<Reply>;
};

/** Starts a module that `answerMessages` serves. */
export function startHelper<Message extends object, Reply>(module: string): Helper<Message, Reply> {
  const child = fork(module, { detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const pid = track(child);
  const ended = once(child, "exit").then(() => {
    throw new Error(`${module} has ended.`);
  });
  ended.catch(() => {});
  return {
    pid,
    async ask(message) {
      const replied = once(child, "message");
      child.send(message);
      const [reply] = (await Promise.race([replied, ended])) as [{ error?: string; reply: Reply }];
      if (reply.error !== undefined) throw new Error(reply.error);
      return reply.reply;
    },
  };
}

/** The other side of `startHelper`: one message at a time. The process ends with the one that started it. */
export function answerMessages<Message, Reply>(answer: (message: Message) => Promise<Reply>): void {
  process.on("disconnect", () => process.exit());
  process.on("message", (message: Message) => {
    answer(message).then(
      (reply) => process.send?.({ reply }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
    );
  });
}

/** Waits until the server answers, whatever it says. @throws where its process has ended, or after a minute */
export async function untilAnswers(url: string, { pid, errors }: Program): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (running.has(pid) && Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response) return;
    await delay(50);
  }
  throw new Error(`${url} does not answer.\n${errors()}`);
}

/** The beginning of what comes by a stream; the rest is read and dropped. */
function collect(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    if (text.length < OUTPUT_CHARACTERS) text += chunk;
  });
  return () => text;
}

function track(child: ChildProcess): number {
  const { pid } = child;
  if (pid === undefined) throw new Error(`${child.spawnfile} cannot be started.`);
  running.add(pid);
  child.once("exit", () => running.delete(pid));
  return pid;
}

/** Ends all that was started, and waits until it is gone. */
export async function stopAll(): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (const pid of running) signalGroup(pid, "SIGTERM");
  while (running.size > 0 && Date.now() < deadline) await delay(20);
  for (const pid of running) signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
