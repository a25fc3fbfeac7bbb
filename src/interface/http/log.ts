/** What may be said of an error in a log: names and codes, never a message, for that may hold what a user sent. */
type LogEntry = {
  requestId: string;
  method: string;
  route: string;
  error: string;
  code?: string | undefined;
  constraint?: string | undefined;
  cause?: string | undefined;
  stack?: string | undefined;
};

/** Writes one line of JSON for an error on our side. */
export function logError(error: unknown, request: Pick<LogEntry, "requestId" | "method" | "route">): void {
  const entry: LogEntry = { ...request, error: "unknown" };
  if (error instanceof Error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown };
    entry.error = error.name;
    if (typeof code === "string") entry.code = code;
    if (typeof constraint === "string") entry.constraint = constraint;
    if (error.cause instanceof Error) entry.cause = error.cause.name;
    entry.stack = framesOf(error);
  }
  // biome-ignore lint/suspicious/noConsole: the console is a Worker's log
  console.error(JSON.stringify(entry));
}

/**
 * The frames of a stack without the message ahead of them, lines of which may look like frames: a transcript can have
 * them. None where the message is not in the stack as it is, for then nobody can tell where it ends.
 */
function framesOf({ stack = "", message }: Error): string | undefined {
  const at = stack.indexOf(message);
  if (at < 0) return undefined;
  return stack
    .slice(at + message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
