import { ConfigurationInvalid } from "../../domain/config/configuration.ts";
import { PROBLEM_MEDIA_TYPE } from "./problems/problem.ts";
import { problemTable } from "./problems/problem-table.ts";

/** What a Worker answers that cannot start: the log says which variable is wrong, the caller learns nothing. */
export function misconfigured(error: unknown): Response {
  if (!(error instanceof ConfigurationInvalid)) throw error;
  const requestId = crypto.randomUUID();
  // biome-ignore lint/suspicious/noConsole: the console is a Worker's log, and the message names no value
  console.error(JSON.stringify({ requestId, error: error.name, message: error.message }));
  const { status, title, explanation: detail } = problemTable.internal_error;
  const type = "/docs/errors/internal_error";
  return new Response(JSON.stringify({ type, title, status, detail, code: "internal_error", requestId }), {
    status,
    headers: { "Content-Type": PROBLEM_MEDIA_TYPE, "Cache-Control": "no-store" },
  });
}
