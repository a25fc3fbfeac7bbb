import type { Context } from "hono";
import * as z from "zod";
import { DomainException, type InputError } from "../../../domain/exceptions/domain-exception.ts";
import type { AppEnvironment } from "../endpoint.ts";
import { HttpException } from "./http-exceptions.ts";
import { isProblemCode, type ProblemCode, problemTable } from "./problem-table.ts";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** Seconds after which to ask a database again that has not answered. */
const RETRY_AFTER_SECONDS = 2;

/** An error as RFC 9457 has it. */
export const Problem = z
  .object({
    type: z.string().meta({ description: "The address of a page about this kind of error." }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    code: z.string().meta({ description: "Stable name of this kind of error, for programs." }),
    requestId: z.string().meta({ description: "Name it when you ask about this reply." }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({
            description:
              "What was wrong: a JSON Pointer (RFC 6901) into the body, or query/name, or header/name.",
          }),
          code: z.string(),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem", description: "An error, as RFC 9457 has it." });
export type Problem = z.infer<typeof Problem>;

/** Turns an exception into the reply that its code stands for; undefined where the table does not know it. */
export function problemResponse(c: Context<AppEnvironment>, error: unknown): Response | undefined {
  if (!(error instanceof DomainException || error instanceof HttpException) || !isProblemCode(error.code)) {
    return undefined;
  }
  const headers = error instanceof HttpException ? error.headers : {};
  return respond(c, error.code, error.message, error.errors, headers);
}

/** The reply to what nobody foresaw: a request id, by which the log tells more, and nothing else. */
export function internalErrorResponse(c: Context<AppEnvironment>): Response {
  return respond(c, "internal_error", "The error has been logged under the request id.");
}

const STATUS_HEADERS: Partial<Record<number, Record<string, string>>> = {
  401: { "WWW-Authenticate": 'Bearer realm="Cueprint"' },
  503: { "Retry-After": String(RETRY_AFTER_SECONDS) },
};

function respond(
  c: Context<AppEnvironment>,
  code: ProblemCode,
  detail: string,
  errors: readonly InputError[] = [],
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { status, title } = problemTable[code];
  const problem: Problem = {
    type: `/docs/errors/${code}`,
    title,
    status,
    detail,
    code,
    requestId: c.get("requestId"),
    ...(errors.length > 0 && { errors: [...errors] }),
  };
  return c.body(JSON.stringify(problem), status, {
    "Content-Type": PROBLEM_MEDIA_TYPE,
    "Cache-Control": "no-store",
    ...STATUS_HEADERS[status],
    ...headers,
  });
}
