import type { Context } from "hono";
import * as z from "zod";
import { DomainException, type InputError } from "../../../domain/exceptions/domain-exception.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import type { AppEnvironment } from "../app-environment.ts";
import { MOST_ERRORS } from "../validation.ts";
import { HttpException } from "./http-exceptions.ts";
import { isProblemCode, type ProblemCode, problemTable } from "./problem-table.ts";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** Seconds after which to ask a database again that has not answered. */
const RETRY_AFTER_SECONDS = 2;

/** Some messages name both a quote that was sent and what the cues say. */
const LONGEST_MESSAGE = 2 * limits.quoteLength + 100;

/** An error as RFC 9457 has it. */
export const Problem = z
  .object({
    type: z
      .string()
      .max(200)
      .meta({
        description: "The address of a page about this kind of error.",
        format: "uri-reference",
        examples: ["/docs/errors/request_invalid"],
      }),
    title: z
      .string()
      .max(200)
      .meta({ description: "The kind of error in words.", examples: ["The request is not valid"] }),
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ description: "The HTTP status.", examples: [422] }),
    detail: z.string().max(1000).meta({ description: "What was wrong this time, for people." }),
    code: z
      .string()
      .max(100)
      .meta({
        description: "Stable name of this kind of error, for programs. More may come.",
        examples: ["request_invalid"],
      }),
    requestId: z.uuid().meta({
      description: "Name it when you ask about this reply.",
      examples: ["5f0c2b1e-9d3a-4c8e-8a57-2f6b1d0e4c39"],
    }),
    errors: z
      .array(
        z
          .object({
            pointer: z
              .string()
              .max(2000)
              .meta({
                description:
                  "What was wrong: a JSON Pointer (RFC 6901) into the body, or query/name, or header/name.",
                examples: ["/steps/0/title"],
              }),
            code: z
              .string()
              .max(100)
              .meta({ description: "The rule that is broken. More may come.", examples: ["too_big"] }),
            message: z.string().max(LONGEST_MESSAGE).meta({ description: "The same for people." }),
          })
          .meta({ id: "InputError", description: "One thing that was wrong in the input." }),
      )
      .max(MOST_ERRORS)
      .optional()
      .meta({ description: "Where the input was wrong, if that is the matter." }),
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

const RETRY = { "Retry-After": String(RETRY_AFTER_SECONDS) };
const CHALLENGE = 'Bearer realm="Cueprint"';

/** What a kind of error says in headers, too: the challenges of RFC 6750, section 3, and when to try again. */
const CODE_HEADERS: Partial<Record<ProblemCode, Record<string, string>>> = {
  credentials_missing: { "WWW-Authenticate": CHALLENGE },
  credentials_invalid: { "WWW-Authenticate": `${CHALLENGE}, error="invalid_token"` },
  scope_missing: { "WWW-Authenticate": `${CHALLENGE}, error="insufficient_scope"` },
  database_unavailable: RETRY,
  identity_provider_unavailable: RETRY,
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
    ...CODE_HEADERS[code],
    ...headers,
  });
}
