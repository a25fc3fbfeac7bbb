const PARENT_WATCH_MS = 100;

/** Runs `close` once, on Ctrl-C or SIGTERM, and ends the process when it is done. */
export function closeOnSignal(close: () => Promise<void>): (exitCode: number) => Promise<never> {
  let closing: Promise<void> | undefined;
  const end = async (exitCode: number): Promise<never> => {
    closing ??= close();
    await closing;
    process.exit(exitCode);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
  // npm hands SIGTERM to the shell between it and this process, and not every shell hands it on.
  if (process.env["npm_lifecycle_event"]) whenParentEnds(() => void end(0));
  return end;
}

/** Calls back once when the process that started this one is gone. */
export function whenParentEnds(then: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, PARENT_WATCH_MS);
}

/** Tells what hinders a start in one line, and ends the process. */
export function fail(error: unknown): never {
  console.error(`Cueprint cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** Reads a port from the environment. 0 takes any free one. */
export function portFrom(name: string, otherwise: number): number {
  const text = process.env[name];
  if (!text) return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${name} must be a port number, not “${text}”.`);
  return port;
}
